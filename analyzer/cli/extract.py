"""``extract``: what drafts have in the slots of their template."""

import sys
from pathlib import Path

import click

from analyzer.cli.chinese import Command
from analyzer.cli.drafts import AUTO, readable, refuse_itself, remark, spare_template, template_for
from analyzer.document import InputError, Report, Template
from analyzer.writers.saving import refuse_overwriting, save
from analyzer.writers.values import Filled, unread_values_to_json, values_to_csv, values_to_json


@click.command(cls=Command)
@click.argument("drafts", nargs=-1, required=True, metavar="稿件…")
@click.option(
    "--template", "given", required=True, metavar="模板", help=f"模板文件；{AUTO} 从自带的模板里选最相近的"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "xlsx"]),
    default="table",
    help="输出形式：table 终端表格（默认）、json、csv、xlsx",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="路径", help="写到文件；xlsx 必须给出")
@click.option("--quiet", is_flag=True, help="不显示选用的模板和写到了哪里")
def extract(drafts: tuple[str, ...], given: str, form: str, output: Path | None, quiet: bool) -> int:
    """按模板的空白取出稿件里填的内容：一行一个空白，一列一份稿件。

    退出状态：0 全部读到，2 有稿件没有读成。
    """
    if form == "xlsx" and (output is None or output.suffix.lower() != ".xlsx"):
        raise InputError("xlsx 要用 --output 给出文件名，扩展名为 .xlsx。")
    if output is not None:
        spare_template(given, output)
        for file in drafts:
            refuse_overwriting(file, output)
    read = list(readable(drafts))
    reports = [report for _, report in read if isinstance(report, Report)]
    template = template_for(given, reports[0] if reports else None, quiet=quiet)
    if not template.slots:
        raise InputError(f"模板“{template.name}”没有空白（如 XX、____），没有可取的内容。")
    if not quiet and (words := remark(template)):
        click.echo(words, err=True)
    status, filled, lines = 0, [], []
    for draft, report in read:
        try:
            if isinstance(report, InputError):
                raise report
            refuse_itself(report, template)
        except InputError as error:
            if report is not error:
                click.echo(str(error), err=True)
            lines.append(unread_values_to_json(draft, str(error)))
            status = 2
            continue
        filled.append(_extract(report, template))
        if not filled[-1].fits:
            click.echo(
                f"“{report.source}”与模板“{template.name}”几乎没有相同之处，取出的内容不可靠。", err=True
            )
        lines.append(values_to_json(template, filled[-1]))
    if form == "json":
        _give("".join(f"{line}\n" for line in lines), output)
    elif filled:
        _write(template, filled, form, output, quiet)
    return status


def _extract(report: Report, template: Template) -> Filled:
    from analyzer.templates import align

    comparison = align(report, template)
    return Filled(report, comparison.values, comparison.fits)


def _write(template: Template, filled: list[Filled], form: str, output: Path | None, quiet: bool) -> None:
    if form == "xlsx":
        from analyzer.writers.workbook import write_values

        assert output is not None
        save(output, lambda file: write_values(template, filled, file))
        if not quiet:
            click.echo(f"{len(template.slots)}个空白、{len(filled)}份稿件已写入 {output}", err=True)
    elif form == "csv":
        # Excel takes a file for UTF-8 only with this mark.
        _give(("\ufeff" if output else "") + values_to_csv(template, filled), output)
    else:
        from analyzer.writers.terminal import console_for
        from analyzer.writers.values_table import values_table

        if output is None:
            console_for(sys.stdout).print(values_table(template, filled))
            return
        import io

        stream = io.StringIO()
        console_for(stream).print(values_table(template, filled))
        _give(stream.getvalue(), output)


def _give(text: str, output: Path | None) -> None:
    if output is None or output == Path("-"):
        click.echo(text, nl=False)
    else:
        save(output, lambda file: file.write(text.encode("utf-8")))
