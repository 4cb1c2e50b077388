"""``series``: the figures of many reports over the periods."""

import io
import sys
from pathlib import Path

import click

from analyzer.cli.chinese import Command
from analyzer.cli.drafts import AUTO, readable, remark, spare_template, template_for
from analyzer.document import InputError, Report, Template
from analyzer.document.series import Series
from analyzer.writers.saving import refuse_overwriting, save


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="文件夹|文件…")
@click.option(
    "--template", "given", metavar="模板", help=f"只跟踪模板里的数字；{AUTO} 从自带的模板里选最相近的"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "xlsx", "html"]),
    default="table",
    help="输出形式：table 终端表格（默认）、json、xlsx、html",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="路径", help="写到文件；xlsx 必须给出")
@click.option(
    "--plots", type=click.Path(path_type=Path), metavar="文件夹", help="另外把每个系列的图存成一个 SVG 文件"
)
@click.option("--quiet", is_flag=True, help="不显示选用的模板和写到了哪里")
def series(
    paths: tuple[str, ...], given: str | None, form: str, output: Path | None, plots: Path | None, quiet: bool
) -> int:
    """把各期报告按单位和种类归到一起、按期间排好，跟踪每个数字：哪期少了，哪期没变。

    退出状态：0 全部读到，2 有报告没有读成。
    """
    from analyzer.audit.series import follow, gather

    if form == "xlsx" and (output is None or output.suffix.lower() != ".xlsx"):
        raise InputError("xlsx 要用 --output 给出文件名，扩展名为 .xlsx。")
    files = _files(paths)
    if output is not None:
        spare_template(given, output)
        for file in files:
            refuse_overwriting(file, output, "要读的报告")
    if plots is not None and not plots.is_dir():
        raise InputError(f"存图的文件夹“{plots}”不存在，请先建立或换一个位置。")
    read = list(readable(files))
    reports = [report for _, report in read if isinstance(report, Report)]
    unread = [(file, str(error)) for file, error in read if isinstance(error, InputError)]
    if not reports and form != "json":
        return 2  # why each could not be read has been said
    template = _template(given, reports, quiet) if reports else None
    if template is not None:
        reports = [r for r in reports if not r.sha256 or r.sha256 != template.report.sha256]
    many = [follow(group, template) for group in gather(reports)]
    _write(many, unread, form, output)
    if plots is not None:
        _draw(many, plots)
    if not quiet and output is not None:
        click.echo(f"{len(many)}个系列、{len(reports)}份报告已写入 {output}", err=True)
    return 2 if unread else 0


def _files(paths: tuple[str, ...]) -> tuple[str, ...]:
    from analyzer.audit.series import files_of

    try:
        files = files_of(Path(p) for p in paths)
    except OSError as error:
        raise InputError(f"文件夹“{error.filename}”打不开，请检查权限。") from error
    if not files:
        named = "、".join(f"“{p}”" for p in paths)
        raise InputError(f"{named}里没有能读的报告（.docx、.txt、.md、.pdf、.doc、.wps 等）。")
    return tuple(map(str, files))


def _template(given: str | None, reports: list[Report], quiet: bool) -> Template | None:
    if given is None:
        return None
    template = template_for(given, reports[0], quiet=quiet)
    if not any(slot.kind.is_number for slot in template.slots):
        raise InputError(f"模板“{template.name}”没有要填数字的空白，没有可跟踪的数字。")
    if not quiet and (words := remark(template)):
        click.echo(words, err=True)
    return template


def _write(many: list[Series], unread: list[tuple[str, str]], form: str, output: Path | None) -> None:
    if form == "xlsx":
        from analyzer.writers.series_book import write_series

        assert output is not None
        save(output, lambda file: write_series(many, file, unread))
    elif form == "html":
        from analyzer.writers.series_page import series_page

        _give(series_page(many, unread), output)
    elif form == "json":
        from analyzer.writers.series_table import series_to_json, unread_to_json

        lines = [*map(series_to_json, many), *(unread_to_json(*one) for one in unread)]
        _give("".join(f"{line}\n" for line in lines), output)
    else:
        from analyzer.writers.series_table import print_series
        from analyzer.writers.terminal import console_for

        if output is None:
            print_series(many, console_for(sys.stdout))
            return
        stream = io.StringIO()
        print_series(many, console_for(stream))
        _give(stream.getvalue(), output)


def _draw(many: list[Series], folder: Path) -> None:
    from analyzer.writers.plots import series_drawing

    for n, one in enumerate(many, 1):
        name = "".join(c for c in one.name if c.isalnum())[:60]
        _give(series_drawing(one), folder / f"{n:02}-{name}.svg")


def _give(text: str, output: Path | None) -> None:
    if output is None or output == Path("-"):
        click.echo(text, nl=False)
    else:
        save(output, lambda file: file.write(text.encode("utf-8", "replace")))
