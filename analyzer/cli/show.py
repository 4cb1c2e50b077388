"""``text`` and ``rules``: what the tool read, and what it looks for."""

import re
from collections.abc import Iterator

import click

from analyzer.cli.chinese import Command
from analyzer.document import FAMILIES, InputError, Report
from analyzer.readers import read
from analyzer.rules import RULES, Example, Rule


@click.command(cls=Command)
@click.argument("file", metavar="文件")
@click.option("--structure", is_flag=True, help="显示标题层次、自动编号和没有读到的内容，不显示正文")
def text(file: str, structure: bool) -> None:
    """显示从文件里读到的文字。检查结果里的 start、end 就是这段文字里的位置。"""
    report = read(file)
    click.echo(_structure(report) if structure else report.text, nl=structure)


def _structure(report: Report) -> str:
    def words(label: str, value: str) -> str:
        return f"{label}：{value or '（没有认出）'}"

    lines = [
        words("标题", report[report.title].replace("\n", "") if report.title else ""),
        words("单位", report[report.issuer] if report.issuer else ""),
        words("时期", report[report.period] if report.period else ""),
    ]
    for section in report.sections:
        automatic = "（自动编号）" if section.automatic else ""
        role = f"  [{section.role}]" if section.role else ""
        lines.append(f"{'  ' * section.level}{section.marker}{section.title}{automatic}{role}")
    lines += [f"没有读到：{u}" for u in report.unread]
    return "\n".join(lines)


@click.command(cls=Command)
@click.argument("code", required=False, metavar="[代码]")
def rules(code: str | None) -> None:
    """列出全部规则；给出代码（如 P101）则显示这条规则的说明和例子。"""
    from analyzer.audit.reuse_findings import CODE as REUSE
    from analyzer.audit.reuse_findings import NAME, PAGE, TITLE

    if code is None:
        family = ""
        for rule in RULES:
            if rule.code[:2] != family:
                family = rule.code[:2]
                click.echo(f"{family} {FAMILIES[family]}")
            off = "，平时不查，需在配置里打开" if rule.asked else ""
            click.echo(f"  {rule.code}  {rule.severity.title}  {rule.title}（{rule.name}{off}）")
        click.echo(
            f"{REUSE[:2]} {FAMILIES[REUSE[:2]]}\n  {REUSE}  警告  {TITLE}（{NAME}，只在审计文件夹时查）"
        )
        return
    if code.upper() == REUSE:
        click.echo(f"{REUSE} {TITLE}（{NAME}，警告）\n\n{PAGE}")
        return
    found = next((rule for rule in RULES if rule.code == code.upper()), None)
    if found is None:
        raise InputError(f"没有规则 {code}；用 report-analyzer rules 看全部规则。")
    click.echo(_page(found))


def _page(rule: Rule) -> str:
    lines = [
        f"{rule.code} {rule.title}（{rule.name}，{rule.severity.title}）",
        "",
        rule.page,
        "",
        "应当报告（⟦⟧ 是报告的位置）：",
    ]
    lines += [line for e in rule.bad for line in _shown(e)]
    lines += ["", "不应报告："]
    lines += [line for e in rule.good for line in _shown(e)]
    return "\n".join(lines)


def _shown(example: Example) -> Iterator[str]:
    """An example on one line, and on lines of their own what it is compared with and what is laid down."""
    yield f"  {_one_line(example.marked)}"
    laid_down = example.configuration
    for name, words in (
        ("模板", example.template),
        ("上期", example.earlier),
        ("本单位用语", "；".join(f"{t.wrong}→{t.right or '不用'}" for t in laid_down.house_terms)),
        ("原文", "；".join(t.text for t in laid_down.canonical)),
        ("不当作差错的词", "、".join(laid_down.protected)),
        ("版式", example.laid_out),
    ):
        if words:
            yield f"    {name}：{_one_line(words)}"


def _one_line(marked: str) -> str:
    """The text on one line; a sentence said over and over (to make a text long enough) is shown once."""
    once = re.sub(r"([^⟦⟧]{12,}?)\1+", r"\1……", marked)
    return once.replace("\n", "⏎")
