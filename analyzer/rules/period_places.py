"""Where a report tells of its own period, or of the next, without a numbered heading; a part of E404."""

import re
from collections.abc import Iterator

from analyzer.document import Period, PeriodKind, PeriodMention, Report, Span
from analyzer.document.series import period_words
from analyzer.rules.context import Context

# What stands about a date that is meant as history: 比…增加, 从…提高到, 在…的基础上.
HISTORY = re.compile(
    r"(?:[比较与同由从在]|相比|对照)$|基础上|增[加至长]到|提高到|[上下]升到|降[至到]|相比|之[后前]|以[后来]|时[,的]"
)
_LINE = 14  # characters of a paragraph of prose, at least
_HEADING = 24  # characters of a line that is a heading, at most
_PLAN_LINE = re.compile("(?:打算|计划|安排|思路|重点)$")
_PARTS = (PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH)
_CARRIED = re.compile("(?:转入|转到|转至|结转[到至]|移[到至]|留[到待]|顺延[到至]|推迟[到至]|延[到至])$")
_COVERS = re.compile(
    "(?:统计|数据|报告|填报)(?:期限|时限|周期|区间|时段|范围|时间)(?:为|是|自|从|:)?$|起止(?:时间|日期)(?:为|是|自|从|:)?$"
)
_TOTALS = re.compile(",?(?:累计|共)")
_BEFORE = 16  # characters before a date that say what it is
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


def own_plans(report: Report, context: Context, period: Period) -> Iterator[PeriodMention]:
    """The report's own period over a plan that stands behind what was done: 2025年第二季度督查计划 in the report of that quarter."""
    done = len(context.folded) // 2
    for m in context.period_mentions:
        index = report.paragraph_at(m.span.start) if m.period == period and m.span.start > done else None
        line = report.paragraphs[index].span if index is not None else None
        if (
            line is None
            or line.width > _HEADING
            or line.start != m.span.start
            or m.role in ("title", "signed")
        ):
            continue
        if _PLAN_LINE.search(context.folded[line.start : line.end].rstrip(" ")):
            yield m


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


Stale = tuple[PeriodMention, str, str]
"""A time that was left standing, what is wrong with it, and what to do."""


def said_to_cover(context: Context, period: Period) -> Iterator[Stale]:
    """The stretch that the figures are said to be of: 统计期限为2024年1月1日至12月31日 in the report of 2025."""
    for m in context.period_mentions:
        before = context.folded[max(0, m.span.start - _BEFORE) : m.span.start]
        if m.period and m.period.end < period.start and _COVERS.search(before):
            yield m, f"在报告期{period_words(period)}之前", "改为本期的起止时间"


def carried_over(context: Context, period: Period) -> Iterator[Stale]:
    """Where what is left is put off to (其余7条转入第三季度), and how far totals go (自7月至6月累计), if that is no later."""
    for m in context.period_mentions:
        before = context.folded[max(0, m.span.start - _BEFORE) : m.span.start]
        put_off = _CARRIED.search(before) and not context.folded.startswith("的", m.span.end)
        if m.period == period and put_off:
            yield m, f"就是报告期{period_words(period)}", "改为下一期"
        until = m.period.end if m.period and m.period.start < period.start else None
        same = any(e.period and e.period.end == until for e in context.earlier[:1])
        if same and until and until < period.start and _TOTALS.match(context.folded, m.span.end):
            yield m, "到上一期为止", "累计数的截止时间改为本期末"
