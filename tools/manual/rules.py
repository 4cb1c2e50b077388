"""Pages of the rules, made from the registry: what `report-analyzer rules CODE` prints, as Markdown."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from analyzer.audit import reuse_findings as reuse
from analyzer.document import FAMILIES, Severity
from analyzer.rules import RULES, Example, Rule

NEEDS = {
    "": "稿件本身",
    "layout": "Word 文件的版式",
    "template": "模板（`--template`）",
    "earlier": "往期报告（`--earlier`）",
}
_MARKED = re.compile("⟦(?P<words>[^⟧]*)⟧")
_SOURCE = re.compile(r"^依据[：:]\s*")


class RulePage(NamedTuple):
    """A page of the manual: `path` below the folder of the manual, `text` in Markdown."""

    code: str
    title: str
    path: str
    text: str


class Entry(NamedTuple):
    """A rule's line in the table of all."""

    code: str
    title: str
    name: str
    severity: Severity
    needs: str


def entries() -> list[Entry]:
    """Every rule that there is, those of `RULES` and the one that only an audit has, in the order of the registry."""
    off = "；平时不查，在配置里打开"
    listed = [
        Entry(r.code, r.title, r.name, r.severity, NEEDS[r.needs] + (off if r.asked else "")) for r in RULES
    ]
    return [
        *listed,
        Entry(reuse.CODE, reuse.TITLE, reuse.NAME, Severity.WARNING, "许多单位的报告（只在 `audit` 时查）"),
    ]


def pages() -> list[RulePage]:
    """One page a rule."""
    rules = {rule.code: rule for rule in RULES}
    return [
        RulePage(e.code, e.title, f"rules/{e.code}.md", "\n\n".join(_page(e, rules.get(e.code))) + "\n")
        for e in entries()
    ]


def table() -> str:
    """All rules by family, with their severity and what they need, as Markdown tables."""
    parts = []
    for family, group in groupby(entries(), key=lambda e: e.code[:2]):
        lines = [
            f"## {family} {FAMILIES[family]}",
            "",
            "| 规则 | 查什么 | 级别 | 需要 |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| [{e.code}]({e.code}.md) | {e.title} | {_severity(e.severity)} | {e.needs} |" for e in group
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _page(entry: Entry, rule: Rule | None) -> Iterator[str]:
    yield f"# {entry.code} {entry.title}"
    family = f"{entry.code[:2]} {FAMILIES[entry.code[:2]]}"
    yield (f"{_severity(entry.severity)} · 类别：{family} · 需要：{entry.needs} · 名称：`{entry.name}`")
    for paragraph in (rule.page if rule else reuse.PAGE).split("\n\n"):
        words = _markdown(re.sub(r"\n+", _joined, paragraph.strip()))
        if _SOURCE.match(words):
            yield '!!! quote "依据"'
            yield f"    {_SOURCE.sub('', words)}"
        else:
            yield words
    if rule is not None:
        yield "## 会报告的"
        yield "标红的字是报告的位置" + (
            "，⟦⟧ 是缺了内容的地方。" if any("⟦⟧" in e.marked for e in rule.bad) else "。"
        )
        yield _list("bad", rule.bad)
        yield "## 不会报告的"
        yield _list("good", rule.good)
    yield f"[全部规则](index.md) · 终端里看：`report-analyzer rules {entry.code}`"


def _joined(line_end: re.Match[str]) -> str:
    """Lines of one paragraph: a space belongs only between two words in Latin letters."""
    before, after = line_end.string[line_end.start() - 1], line_end.string[line_end.end()]
    return " " if before.isascii() and after.isascii() else ""


def _severity(severity: Severity) -> str:
    return f'<span class="severity-{severity.label}">{severity.title}</span>'


def _markdown(words: str) -> str:
    """Plain words such that Markdown shows them as they are."""
    return re.sub(r"([\\`*_{}\[\]<>#+!|~^-])", r"\\\1", words).replace("\\<", "&lt;").replace("\\>", "&gt;")


def _list(kind: str, examples: tuple[Example, ...]) -> str:
    """The examples as HTML: Markdown would take blanks such as ____ and ** for its own marks."""
    items = "\n".join(f"<li>{_example(e)}</li>" for e in examples)
    return f'<ul class="examples {kind}">\n{items}\n</ul>'


def _example(example: Example) -> str:
    """The marked text, and on lines of their own what it is compared with."""
    lines = [f'<span class="words">{_html(example.marked)}</span>']
    lines += [f'<span class="beside">{_html(words)}</span>' for words in _beside(example)]
    return "".join(lines)


def _beside(example: Example) -> Iterator[str]:
    laid_down = example.configuration
    yield from (f"“{words}”上有{_MARKUP[kind]}" for kind, words in example.markup)
    given = {
        "模板": example.template,
        "锁定的段落": "；".join(example.locked),
        "上期": example.earlier,
        "本单位用语": "；".join(f"{t.wrong} → {t.right or '（不用）'}" for t in laid_down.house_terms),
        "原文": "；".join(t.text for t in laid_down.canonical),
        "不当作差错的词": "、".join(laid_down.protected),
        "本单位名称": "、".join(laid_down.own_names),
        "版式": example.laid_out,
    }
    yield from (f"{name}：{words}" for name, words in given.items() if words)


_MARKUP = {
    "comment": "批注",
    "highlight": "突出显示",
    "insertion": "未接受的插入",
    "broken-reference": "失效的引用",
}


def _html(marked: str) -> str:
    """Marked text in one line of HTML: line ends become breaks, a sentence said over and over is shown once."""
    once = escape(re.sub(r"([^⟦⟧]{12,}?)\1+", r"\1……", marked))
    found = once.replace("⟦⟧", "<mark>⟦⟧</mark>").replace("⟦", "<mark>").replace("⟧", "</mark>")
    return found.replace("\n", "<br>")
