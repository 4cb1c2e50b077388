"""S206: a heading's number is written with the wrong mark."""

import re
from collections.abc import Iterator

from analyzer.document import Evidence, Report, Section, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context

# Marker as typed → what is wrong, what it should be, clause, severity.
_FAULTS: tuple[tuple[str, re.Pattern[str], str, str, Severity], ...] = (
    (
        "paren-han",
        re.compile(r"[（(][^）)]+[）)][、，,.．:：]"),
        "带括号的序号后面不加标点",
        "（一）",
        Severity.WARNING,
    ),
    (
        "paren-arabic",
        re.compile(r"[（(]\d+[）)][、，,.．]"),
        "带括号的序号后面不加标点",
        "（1）",
        Severity.WARNING,
    ),
    ("han", re.compile(r"[^、]+[.．，,]"), "汉字序号后面用顿号", "一、", Severity.WARNING),
    ("arabic", re.compile(r"\d+[、，,]"), "阿拉伯数字序号后面用下脚点", "1.", Severity.WARNING),
    ("circled", re.compile(r".[、，,.．]"), "带圈的序号后面不加标点", "①", Severity.WARNING),
)
_TAIL = re.compile(r"[。；：，、;:,]$")
_LONGEST_TITLE = 30


@rule(
    "S206",
    "heading-style",
    "标题序号写法",
    Severity.WARNING,
    bad=[
        "一、主要做法\n⟦（一）、⟧抓学习\n认真学习。\n（二）、抓检查\n认真检查。",
        "⟦一.⟧主要做法\n认真学习。\n二、存在问题\n能力不足。",
        "⟦1、⟧加强学习\n认真学习。\n2、加强检查\n认真检查。",
    ],
    good=[
        "一、主要做法\n（一）抓学习\n认真学习。\n1.加强领导\n认真部署。\n（1）定期调度\n每月一次。",
        "（一）抓学习。认真学习。",
    ],
)
def heading_style(report: Report, context: Context) -> Iterator[Hit]:
    """标题序号用错标点：（一）、　一.　1、　①、，或者独立成行的标题末尾加了句号。

    同一种写法合并成一条，报在第一处，其余各处列在依据里。独立成行的标题末尾的标点只作提示。

    依据：GB/T 9704—2012 第 7.3.3 条；GB/T 15834—2011 附录 B.3.2—B.3.4、B.4。
    """
    typed = [s for s in report.sections if s.marker and not s.automatic]
    for scheme, pattern, wrong, right, severity in _FAULTS:
        found = [(s, _marker(s)) for s in typed if s.scheme == scheme and pattern.fullmatch(s.marker)]
        yield from _grouped(report, found, wrong, f"写作“{right}”", severity)
    ended = [(s, t) for s in report.sections if s.scheme in ("han", "paren-han") and (t := _tail(report, s))]
    yield from _grouped(report, ended, "独立成行的标题末尾不加标点", "删去标题末尾的标点", Severity.INFO)


def _grouped(
    report: Report, found: list[tuple[Section, Span]], wrong: str, advice: str, severity: Severity
) -> Iterator[Hit]:
    """One hit at the first place, the others as its evidence."""
    if not found:
        return
    count = f"，共{len(found)}处" if len(found) > 1 else ""
    evidence = tuple(Evidence(report[s.heading], span) for s, span in found) if len(found) > 1 else ()
    yield Hit(found[0][1], f"{wrong}{count}", advice, evidence, severity)


def _marker(section: Section) -> Span:
    return Span(section.heading.start, section.heading.start + len(section.marker))


def _tail(report: Report, section: Section) -> Span | None:
    """The mark at the end of a heading that stands on a line of its own."""
    line_end = report.text.find("\n", section.heading.start)
    line = report.text[section.heading.start : line_end if line_end >= 0 else len(report.text)].rstrip()
    if len(line) > _LONGEST_TITLE or not _TAIL.search(line) or re.search("[。；;]", line[:-1]):
        return None
    end = section.heading.start + len(line)
    return Span(end - 1, end)
