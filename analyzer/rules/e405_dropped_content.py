"""E405: something that every earlier report had is gone."""

import re
from collections.abc import Iterator

from analyzer.document import Evidence, Fate, Quantity, Report, Severity, Span
from analyzer.rules.across import followed, is_flow
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_COMPARED = re.compile("[比较增减]|相比|其中")
_STEADY = 0.6  # part of the figures, or of the sections, that go on from report to report in a fixed form
_ENOUGH = 10  # figures of the last report that move on
_TELLING = 4  # characters of what a figure counts that tell it from others


@rule(
    "E405",
    "dropped-content",
    "往期都有的内容没有了",
    Severity.WARNING,
    bad=[
        Example(
            "一、学习\n本季度组织专题学习12次。\n二、检查\n本季度检查经营单位36家。⟦⟧",
            earlier="一、学习\n本季度组织专题学习11次。\n二、检查\n本季度检查经营单位31家。\n三、宣传\n本季度发放宣传资料800份，悬挂横幅16条。",
        ),
    ],
    good=[
        Example(
            "一、学习\n本季度组织专题学习12次。\n二、检查\n本季度检查经营单位36家。",
            earlier="一、学习\n本季度组织专题学习11次。\n二、检查\n本季度检查经营单位31家，抽查产品20批次。",
        ),
        Example(
            "一、学习\n本季度组织专题学习12次。\n二、检查\n本季度检查经营单位36家。\n三、宣传发动\n本季度发放宣传资料960份。",
            earlier="一、学习\n本季度组织专题学习11次。\n二、检查\n本季度检查经营单位31家。\n三、宣传\n本季度发放宣传资料800份。",
        ),
    ],
    needs="earlier",
)
def dropped_content(report: Report, context: Context) -> Iterator[Hit]:
    """往期报告都有的部分或者指标，本期没有了。

    部分按标题和内容对照；指标要往期两份以上报告都有、本期没有再提到才报。

    依据：审核实务（定期报告的口径、栏目应当连续）。
    """
    yield from _sections(report, context)
    newest = context.earlier[0]
    pairs = followed(context)
    kept = {before.span for before, _ in pairs}
    moving = [q for q in newest.quantities if is_flow(q)]
    if len(moving) < _ENOUGH or sum(q.span in kept for q in moving) < _STEADY * len(moving):
        return  # reports of no fixed form
    several = len(context.earlier) > 1
    steady = [now for _, now in followed(newest)] if several else moving
    for quantity in steady:
        if not is_flow(quantity) or quantity.span in kept or not _is_gone(context, quantity):
            continue
        end = _place(pairs, quantity)
        yield Hit(
            Span(end, end),
            f"往期都有的“{quantity.what}”（上期{newest.report[quantity.span]}）没有了",
            "补上本期的数字；不再统计的，写明原因",
            (Evidence(newest.report[quantity.sentence], quantity.sentence, newest.report.source),),
            Severity.WARNING if several else Severity.INFO,
        )


def _sections(report: Report, context: Context) -> Iterator[Hit]:
    """Sections of the first level that all earlier reports have."""
    newest, comparison = context.earlier[0].report, context.beside_earlier[0]
    top = [m for m in comparison.sections if newest.sections[m.left].level == 1]
    lost = [m for m in top if m.fate is Fate.MISSING]
    if len(top) - len(lost) < _STEADY * len(top):
        return
    for match in lost:
        section = newest.sections[match.left]
        if (
            section.is_item
            or not section.marker
            or any(not _has(e.report, section.title) for e in context.earlier[1:])
        ):
            continue
        before = [m.right for m in comparison.sections if m.left < match.left and m.right is not None]
        end = report.sections[max(before)].body.end if before else 0
        ends = [p.span.end for p in report.paragraphs if p.span.end <= end]
        place = ends[-1] if ends else end
        yield Hit(
            Span(place, place),
            f"往期都有的“{section.marker}{section.title}”部分没有了",
            "补上这一部分；不再要求的不必处理",
            (Evidence(newest[section.heading], section.heading, newest.source),),
        )


def _has(report: Report, title: str) -> bool:
    return any(s.title == title for s in report.sections)


def _is_gone(context: Context, quantity: Quantity) -> bool:
    """Whether this report does not speak of what is counted at all."""
    return (
        len(quantity.what) >= _TELLING
        and not _COMPARED.search(quantity.what)
        and quantity.what[-_TELLING:] not in context.folded
    )


def _place(pairs: list[tuple[Quantity, Quantity]], quantity: Quantity) -> int:
    """Where the figure should stand: after the clause of the one that stood before it."""
    before = [(old.span.start, new.clause.end) for old, new in pairs if old.span < quantity.span]
    return max(before)[1] if before else 0
