"""``compare``: two reports side by side."""

import io
import sys
from pathlib import Path

import click

from analyzer.cli.chinese import Command
from analyzer.document import Comparison, InputError
from analyzer.writers.saving import refuse_overwriting, save


@click.command(cls=Command)
@click.argument("new", metavar="新稿")
@click.argument("old", metavar="旧稿")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="输出形式：text 终端（默认）、json、html 左右对照的网页",
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="路径", help="写到文件（html 默认写在新稿旁边）"
)
@click.option("--quiet", is_flag=True, help="不显示写到了哪里")
def compare(new: str, old: str, form: str, output: Path | None, quiet: bool) -> None:
    """对照两份报告：哪些语句相同、改动、新增、删去、移动，改了哪些词。

    新稿与旧稿可以是同一份稿件的前后两版，也可以是同一单位前后两期的报告。
    """
    if form == "html" and output is None:
        output = _beside(new)
    if output is not None and output != Path("-"):
        for file in (new, old):
            refuse_overwriting(file, output)
    from analyzer.readers import read
    from analyzer.templates import compare as compared

    comparison = compared(read(new), read(old))
    text = _written(comparison, form, coloured=output is None)
    if output is None or output == Path("-"):
        click.echo(text, nl=False)
        return
    save(output, lambda file: file.write(text.encode("utf-8", "replace")))
    if not quiet:
        click.echo(f"对照结果已写入 {output}", err=True)


def _beside(new: str) -> Path:
    """A file beside the new report that does not stand there yet."""
    for n in range(1, 1000):
        target = Path(new).with_name(f"{Path(new).stem}.对照{n if n > 1 else ''}.html")
        if not target.exists():
            return target
    raise InputError("新稿旁边的对照结果太多，请用 --output 给出文件名。")


def _written(comparison: Comparison, form: str, *, coloured: bool) -> str:
    if form == "json":
        from analyzer.writers.comparison_text import comparison_to_json

        return comparison_to_json(comparison) + "\n"
    if form == "html":
        from analyzer.writers.comparison_page import comparison_page

        return comparison_page(comparison)
    from analyzer.writers.comparison_text import print_comparison
    from analyzer.writers.terminal import console_for

    if coloured and sys.stdout.isatty():
        print_comparison(comparison, console_for(sys.stdout))
        return ""
    stream = io.StringIO()
    print_comparison(comparison, console_for(stream))
    return stream.getvalue()
