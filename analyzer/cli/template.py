"""``template``: look at a template's schema, and write it out for editing."""

import json
from pathlib import Path

import click

from analyzer.cli.chinese import Command, Group
from analyzer.cli.drafts import remark
from analyzer.document import InputError, Template
from analyzer.writers.saving import save


@click.group(
    cls=Group,
    sources={"show": "analyzer.cli.template:show", "init": "analyzer.cli.template:init"},
    name="template",
)
def template() -> None:
    """查看模板里有哪些部分和空白，或者生成可以修改的说明文件。"""


@click.command(cls=Command, name="show")
@click.argument("file", metavar="模板")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式（默认 text）"
)
def show(file: str, form: str) -> None:
    """列出模板的部分、空白（名称、类别、单位、是否累计、属于哪一项）和锁定的段落。"""
    from analyzer.templates import read_template

    found = read_template(file)
    if form == "json":
        click.echo(_as_json(found))
        return
    import sys

    from analyzer.writers.template_text import print_template
    from analyzer.writers.terminal import console_for

    print_template(found, console_for(sys.stdout))
    if words := remark(found):
        click.echo(words, err=True)


def _as_json(found: Template) -> str:
    report = found.report
    whole = {
        "schema": 1,
        "source": report.source,
        "name": found.name,
        "sections": [
            {
                "title": report.sections[s.index].marker + report.sections[s.index].title,
                "level": report.sections[s.index].level,
                "required": s.required,
                "also": list(s.also),
            }
            for s in found.sections
        ],
        "slots": [
            {
                "name": s.name, "kind": s.kind.value, "unit": s.unit, "cumulative": s.cumulative, "part_of": s.part_of,
                "required": s.required, "context": report[s.clause], "start": s.span.start, "end": s.span.end,
            }
            for s in found.slots
        ],
        "locked": [report[x] for x in found.locked],
        "instructions": [report[x] for x in found.instructions],
        "cut": [report[x] for x in found.cut],
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=2)


@click.command(cls=Command, name="init")
@click.argument("file", metavar="模板")
@click.option("--force", is_flag=True, help="覆盖已有的说明文件")
def init(file: str, force: bool) -> None:
    """在模板旁边写出同名的 .toml：空白的名称和类别、必备和可选的部分、锁定的段落，都可以改。"""
    from analyzer.readers.spec import read_spec
    from analyzer.templates import read_template
    from analyzer.writers.spec import spec_to_toml

    found = read_template(file)
    target = Path(file).with_suffix(".toml")
    if target.exists() and not force:
        raise InputError(f"“{target.name}”已经有了，要重新生成请加 --force（原有的修改会保留在新文件里）。")
    listed = [p.text for p in read_spec(target).instructions] if target.is_file() else []
    text = spec_to_toml(found, listed).encode("utf-8")
    scratch = target.with_name(f".{target.name}.check")
    save(scratch, lambda out: out.write(text))
    try:
        read_spec(scratch)  # what we write must be what we read
    finally:
        scratch.unlink(missing_ok=True)
    save(target, lambda out: out.write(text))
    click.echo(f"{len(found.slots)}个空白、{len(found.sections)}个部分已写入 {target}", err=True)
    if words := remark(found):
        click.echo(words, err=True)
