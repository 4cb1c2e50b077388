"""Where a report tells of its own period, or of the next, without a numbered heading; a part of E404."""

import re
from collections.abc import Iterator

from analyzer.document import Period, PeriodKind, PeriodMention, Report, Span
from analyzer.rules.context import Context

# What stands about a date that is meant as history: 比…增加, 从…提高到, 在…的基础上.
HISTORY = re.compile(
    r"(?:[比较与同由从在]|相比|对照)$|基础上|增[加至长]到|提高到|[上下]升到|降[至到]|相比|之[后前]|以[后来]|时[,的]"
)
_LINE = 14  # characters of a paragraph of prose, at least
_HEADING = 24  # characters of a line that is a heading, at most
_PLAN_LINE = re.compile("(?:打算|计划|安排|思路|重点)$")
_PARTS = (PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH)
_ONE_BEFORE = 1  # days between the period before and the report's
_TELLS = re.compile("(?:份|全[年月])?(?:,|共|累计|我|全|本|各)")


def stale_openings(report: Report, context: Context, period: Period) -> Iterator[PeriodMention]:
    """The period before the report's own where the report, or its first section, begins to tell: 三季度，各镇报送信息126条."""
    for place in _first_paragraphs(report, context):
        text = context.folded[place.start : place.end]
        inside = [m for m in context.period_mentions if m.period and place.covers(m.span)]
        if not inside or inside[0].span.start - place.start > 2 or any(m.period == period for m in inside):
            continue
        m = inside[0]
        said = m.period
        if said is None or said.kind not in _PARTS or m.role in ("cutoff", "since", "title"):
            continue
        before = 0 < (period.start - said.end).days <= _ONE_BEFORE
        if before and _TELLS.match(text, m.span.end - place.start) and not HISTORY.search(text[:40]):
            yield m


def _first_paragraphs(report: Report, context: Context) -> Iterator[Span]:
    """The first paragraph of prose of the report, and that of its first section."""
    after = report.title.end if report.title else 0
    starts = [after, *(s.heading.end for s in report.sections[:1])]
    for start in dict.fromkeys(starts):
        prose = (
            p.span
            for p in report.paragraphs
            if p.span.start >= start
            and p.span.width > _LINE
            and context.folded[p.span.start : p.span.end].rstrip(" ").endswith("。")
        )
        if (place := next(prose, None)) is not None:
            yield place


def plain_plans(report: Report, context: Context) -> Iterator[Span]:
    """What stands under an unnumbered line like 2026年上半年打算, up to the next section."""
    for m in context.period_mentions:
        index = report.paragraph_at(m.span.start) if m.role == "ahead" else None
        line = report.paragraphs[index].span if index is not None else None
        if line is None or line.width > _HEADING or line.start != m.span.start:
            continue
        if _PLAN_LINE.search(context.folded[line.start : line.end].rstrip(" ")):
            ends = (s.heading.start for s in report.sections if s.heading.start > line.start)
            yield Span(line.start, next(ends, len(context.folded)))
