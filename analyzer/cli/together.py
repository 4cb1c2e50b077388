"""Several drafts' reviews in one file: where it goes, and writing it."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import click

from analyzer.document import InputError
from analyzer.writers.reviewed import Reviewed
from analyzer.writers.saving import refuse_overwriting, save


def together(drafts: Sequence[str], output: Path | None, form: str) -> Path:
    """The file for all drafts: ``output``, or one beside the first draft that does not stand there yet.

    Raises:
        InputError: ``output`` is a folder, a draft, or called as another form of file.
    """
    if output is None:
        first = Path(drafts[0])
        name = first.stem if len(drafts) == 1 else "全部稿件"
        targets = (first.with_name(f"{name}.审阅{n if n > 1 else ''}.{form}") for n in count(1))
        return next(t for t in targets if not t.exists())
    if output.is_dir():
        raise InputError(f"“{output}”是文件夹，--output 要给出文件名。")
    if output.suffix.lower() != f".{form}":
        raise InputError(f"“{output}”的扩展名要用 .{form}。")
    for draft in drafts:
        refuse_overwriting(draft, output)
    return output


def write_together(reviewed: Sequence[Reviewed], output: Path, form: str, *, quiet: bool) -> None:
    """Write the page or the workbook of what was ``reviewed`` to ``output``. Raises ``InputError``."""
    if form == "html":
        from analyzer.writers.check_page import check_page

        page = check_page(reviewed)
        save(output, lambda file: file.write(page.encode("utf-8", "replace")))
    else:
        from analyzer.writers.check_book import write_reviews

        save(output, lambda file: write_reviews(reviewed, file))
    if not quiet:
        click.echo(f"{len(reviewed)}份稿件的结果已写入 {output}", err=True)
