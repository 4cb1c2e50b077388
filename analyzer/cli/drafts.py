"""What the commands that read drafts beside a template share: reading both, and saying what went wrong."""

from collections.abc import Iterator
from pathlib import Path

import click

from analyzer.document import InputError, Report, Template
from analyzer.writers.saving import refuse_overwriting

AUTO = "auto"


def template_for(given: str, report: Report | None, *, quiet: bool) -> Template:
    """The template at ``given``; ``auto``: the shipped one that ``report`` fits best, told on standard error.

    Raises:
        InputError: it cannot be read, or none fits.
    """
    from analyzer.templates import choose_template, read_template

    if given != AUTO:
        return read_template(given)
    if report is None:
        raise InputError("没有读到稿件，不能自动选择模板。")
    choice = choose_template(report)
    if not quiet:
        sections = f"，{choice.of}个部分中有{choice.sections}个" if choice.of else ""
        click.echo(
            f"选用模板“{choice.template.name}”（{choice.path.name}）：保留了它的措辞{choice.wording:.0%}{sections}。",
            err=True,
        )
    return choice.template


def remark(template: Template) -> str:
    """What a user should know of a template before she trusts the result, empty where there is nothing."""
    remarks = []
    if not template.slots:
        remarks.append("没有空白，只比较章节和措辞")
    if template.cut:
        remarks.append("本身被截断，丢失的部分不会核对")
    return f"模板“{template.name}”{'；'.join(remarks)}。" if remarks else ""


def spare_template(given: str | None, target: Path) -> None:
    """Raise ``InputError`` where a result would be written over the template or what is said of it."""
    if given is not None and given != AUTO:
        for file in (Path(given), Path(given).with_suffix(".toml") if Path(given).name else Path(given)):
            refuse_overwriting(str(file), target, "所用的模板")


def refuse_itself(draft: Report, template: Template) -> None:
    """Raise ``InputError`` where the draft is the template's own file."""
    if draft.sha256 and draft.sha256 == template.report.sha256:
        name = Path(draft.source).name
        raise InputError(f"“{name}”就是模板本身，请检查稿件和模板是否给反了。")


def readable(drafts: tuple[str, ...]) -> Iterator[tuple[str, Report | InputError]]:
    """Each draft and its report, or why it could not be read."""
    from analyzer.readers import read

    for draft in drafts:
        try:
            yield draft, read(draft)
        except InputError as error:
            click.echo(str(error), err=True)
            yield draft, error
