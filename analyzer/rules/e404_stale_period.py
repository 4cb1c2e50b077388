"""E404: dates and names of an earlier period that were left standing."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from analyzer.document import Evidence, Period, PeriodKind, PeriodMention, Report, Severity, Span
from analyzer.document.series import period_words
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.period_places import (
    HISTORY,
    carried_over,
    own_plans,
    plain_plans,
    said_to_cover,
    stale_openings,
)

_LEAD = re.compile(r"(?:现将|现就|数据|统计|口径|时间)[^。\n]{0,24}$")
_PLANNED = re.compile(
    r"[^。;\n]{0,14}?(?:打算|安排|计划|重点|思路|将|要(?!求)|拟|力争|确保|准备|争取|着力|抓好|做好)"
)
# What an item of plans begins with: its time is not that of the report.
_BEGINS = re.compile(
    ",?(?:新增|新建|集中|办理|开展|启动|推进|加快|深化|举办|召开|组织|落实|完善|健全|继续|修订|出台|建立|实施|全面|重点|围绕|以|用)"
)
_LATER = re.compile("新的?一年|明年|来年|下一?年|下半年|下[一个]*季度")
_READY_FOR = re.compile("(?:备战|迎战|迎接|筹备|谋划)$")  # 备战2025年汛期
_STEPS = re.compile("下一?步|改进措施|打算|安排$|思路$")
_DONE = re.compile(r"已|到位的|完成的|了(?!解)|结转|遗留|印发|下发|通过")
_LOOKS_AHEAD = re.compile("政府工作报告|(?:方案|要点|计划|规划|安排|通知|意见|打算|思路)$")
_ANNUAL = "政府工作报告"
_OF_WORK = re.compile(
    "(?:工作|进展|落实|完成|总体|基本)(?:情况|成效|做法)?$|(?:存在的?|主要)(?:困难|不足|问题)(?:和问题|和困难)?$|^.{0,4}[、)].{0,12}(?:主要工作|主要做法|工作情况|进展情况)"
)
_LONG_AGO = 3  # years
_SETTLED = frozenset(
    (PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.RANGE)
)
_CHECK, _RENEW = "核对截止日期", "改为本期的截止日期"
_QUARTER = "甲局关于2025年第二季度工作情况的报告\n现将2025年第二季度工作情况报告如下。\n"
_FIRST = "甲局关于2025年第一季度工作情况的报告\n2025年第一季度，我局检查企业36家。截至2025年3月31日，发现问题12个。"


@rule(
    "E404",
    "stale-period",
    "遗留上期时间",
    Severity.ERROR,
    bad=[
        f"{_QUARTER}⟦截至2025年3月31日⟧，发现问题12个。",
        "政府工作报告\n——⟦2024年3月5日⟧在第三届市人民代表大会第四次会议上\n各位代表：\n一、2024年工作回顾\n⟦截至2023年底⟧，改造小区36个。\n二、2025年主要任务",
        "甲局2025年上半年工作总结\n⟦截至9月底⟧，发现问题12个。\n甲局\n2025年7月4日",
        "甲局2025年下半年工作总结\n一、工作情况\n检查企业36家。\n二、下一步打算\n确保⟦2025年6月底前⟧完成整改。",
        "甲局2025年4月工作进展情况\n一、⟦3月⟧主要工作\n检查企业36家。\n二、5月工作计划\n继续检查企业。\n甲局\n2025年5月4日",
        "甲局2024年工作总结\n一、工作情况\n检查企业36家。\n二、⟦下半年⟧工作打算\n继续检查企业。",
        "甲局关于2025年第二季度工作情况的报告\n现将⟦2025年第一季度⟧工作情况报告如下。\n截至2025年6月30日，发现问题12个。\n甲局\n2025年7月4日",
        Example(f"{_QUARTER}⟦2025年第一季度⟧，我局检查企业36家。", earlier=_FIRST),
        "甲局2025年第二季度工作报告\n一、工作情况\n检查企业36家。\n二、第三季度工作打算\n⟦二季度⟧，我们将继续推进专项整治。",
        "甲中心2025年下半年工作总结\n一、工作情况\n接待读者2.6万人次。\n2026年上半年打算\n⟦2025年下半年⟧，我们准备做好三件事。",
        "甲局2025年第三季度工作报告\n一、整改情况\n发现问题96条，已整改89条，其余7条转入⟦第三季度⟧继续整改。",
        "甲局2025年下半年工作总结\n一、工作情况\n检查水库36座。\n二、下一步打算\n（一）备战⟦2025年⟧汛期。4月底前修订预案。",
        "甲办2025年第二季度督查通报\n一、工作情况\n开展督查9次，发现问题36个，已整改30个，其余6个正在整改。\n⟦2025年第二季度⟧督查计划\n对农村饮水开展督查。",
        "甲社2025年下半年工作报告\n一、工作情况\n检查企业36家。\n二、下一步改进措施\n⟦2025年下半年⟧，集中办理剩余7宗资产的权属登记。",
        Example(
            "甲镇2025年第三季度工作报告\n一、整改情况\n⟦2024年7月至2025年6月⟧，累计确认问题75个。",
            earlier="甲镇2025年第二季度工作报告\n一、整改情况\n2024年7月至2025年6月，累计确认问题67个。",
        ),
        "甲办2025年第四季度督查通报\n⟦三季度⟧，各乡镇报送信息126条，采用42条。\n一、工作情况\n开展督查9次。",
        "甲局2025年工作总结\n⟦2024年⟧，我局在县委领导下，各项工作取得新成效。\n一、主要工作\n检查企业36家。",
    ],
    good=[
        "政府工作报告\n——2025年3月5日在第三届市人民代表大会第四次会议上\n各位代表：\n一、2024年工作回顾\n截至2024年底，改造小区36个，比2023年底增加12个。\n二、2025年主要任务\n到2027年底完成改造。",
        f"{_QUARTER}截至2025年6月30日，发现问题12个，比截至2025年3月31日的9个增加3个。\n甲局\n2025年7月4日",
        "2025年甲局工作报告\n一、2024年工作回顾\n检查企业36家。\n二、2025年工作安排\n继续检查企业。",
        "甲局关于2025年第二季度工作情况的报告\n一、第一季度工作回顾\n检查企业36家。\n二、第二季度主要工作\n检查企业41家。",
        "甲公司2025年上半年安全工作总结\n一、主要做法\n检查企业36家。\n二、下半年重点工作\n下半年继续检查企业。\n甲公司\n2025年7月4日",
        f"{_QUARTER}一、下一步工作\n2025年第三季度，我局将继续检查，9月底前完成整改。",
        "甲镇2025年工作总结和2026年工作打算\n一、2025年工作情况\n检查企业36家。\n二、2026年工作打算\n在2025年的基础上，2026年计划新建大棚120座。",
        "甲局2025年工作总结\n一、工作情况\n检查企业36家。\n二、2026年工作打算\n2025年邀请学生较多，新一年重点邀请企业和社区代表。",
        "甲站2025年11月水质情况\n10月，超标的断面有2个；11月，共监测断面12个，达标11个。",
        "甲局2025年第三季度工作报告\n一、整改情况\n上季度转入第三季度的7条全部整改，其余2条转入第四季度。\n二、下一步打算\n在2025年第三季度的基础上，第四季度集中复核。",
        Example(f"{_QUARTER}2025年第二季度，我局检查企业36家，比2025年第一季度增加2家。", earlier=_FIRST),
    ],
)
def stale_period(report: Report, context: Context) -> Iterator[Hit]:
    """正文里还留着上一期的时间：截止日期没有改、“现将第一季度情况报告如下”、计划的时限已经过去。

    先看报告写的是哪一期（标题、“现将……报告如下”、落款日期等），再看与它对不上的地方。“比一季度增加”“由上年末的……提高到”
    一类的比较不算。有往期报告时，还查本期仍在用上期自称的地方；拿不准的报警告。

    依据：审核实务（时间用语：季度、半年、年度报告各自的截止日期；截止日期不晚于成文日期）。
    """
    seen: list[Span] = []
    for finder in (_names, _dates, _again, _opening):
        for hit in finder(report, context):
            if not any(hit.span.overlaps(s) for s in seen):
                seen.append(hit.span)
                yield hit


def _hit(context: Context, span: Span, message: str, advice: str, unsure: bool = False) -> Hit:
    """A finding, with a place where the report names its own period."""
    text = context.report
    own = (m.span for m in context.period_mentions if m.period == context.period)
    place = next((s for s in own if not s.overlaps(span)), None)
    proof = (Evidence(text[place], place),) if place else ()
    return Hit(span, f"“{text[span]}”{message}", advice, proof, Severity.WARNING if unsure else None)


def _names(report: Report, context: Context) -> Iterator[Hit]:
    """Places where the report says that it is about another period, or is dated before its own."""
    period, signed = context.period, _signed(context)
    if period is None:
        return
    said = {m.span.start: m.period for m in context.period_mentions if m.period}
    annual = report.title is not None and _ANNUAL in report[report.title].replace(" ", "")
    for span in context.period_conflicts:
        unsure = span.start not in said or said[span.start].kind not in _SETTLED
        if annual:  # the day on which it is given
            unsure = not re.match(r"\d{4}年\d", context.folded[span.start : span.end])
        yield _hit(context, span, f"与报告期{period_words(period)}不一致", "核对报告期，改为一致", unsure)
    if period.kind not in _SETTLED:
        return
    own = [m for m in context.period_mentions if m.role == "title" and m.period]
    titles = [m.span for m in own if m.period == period]
    if annual and not titles:
        titles = [m.span for m in own if m.period and m.period.start.year == period.start.year]
    filed = context.filed_period
    if titles and filed and filed.kind is period.kind and filed != period:
        yield _hit(
            context, titles[0], f"与文件名写的{period_words(filed)}不一致", "核对文件名和标题", unsure=True
        )
    if titles and any(e.period == period for e in context.earlier):
        yield _hit(context, titles[0], "与往期报告的报告期相同", "核对报告期", unsure=True)
    third = period.start + (period.end - period.start) / 3
    if signed and signed.period and signed.period.end < third and not _looks_ahead(report):
        unsure = signed.period.end >= period.start
        yield _hit(context, signed.span, f"早于报告期{period_words(period)}结束", "核对成文日期", unsure)


def _dates(report: Report, context: Context) -> Iterator[Hit]:
    period, signed = context.period, _day(context)
    plans = [
        Span(s.heading.start, s.body.end)
        for s in report.sections
        if s.role == "NEXT" or _STEPS.search(s.title)
    ]
    plans += plain_plans(report, context)
    if period and period.kind in _SETTLED and not _looks_ahead(report):
        yield from _headings(context, period, plans)
        for m, message, advice in chain(said_to_cover(context, period), carried_over(context, period)):
            yield _hit(context, m.span, message, advice, unsure=True)
        for m in own_plans(report, context, period):
            yield _hit(
                context, m.span, f"就是报告期{period_words(period)}", "计划的标题改为下一期", unsure=True
            )
    annual = report.title is not None and _ANNUAL in report[report.title].replace(" ", "")
    if annual and period:
        yield from _before_review(context, period)
    found = () if _looks_ahead(report) else context.period_mentions
    for i, m in enumerate(found):
        if (
            m.period
            and m.role == "cutoff"
            and not _is_history(context, m, m.period.end, found[i + 1 : i + 9])
        ):
            yield from _cutoff(context, m, m.period.end, signed)
        elif m.period and period and period.kind in _SETTLED and any(p.covers(m.span) for p in plans):
            yield from _plan(context, m, m.period, period)


def _before_review(context: Context, period: Period) -> Iterator[Hit]:
    """A government's annual report tells of the year before the one it is given in: figures end in that or in this."""
    told = period.start.year - 1
    for i, m in enumerate(found := context.period_mentions):
        late = m.period and m.role == "cutoff" and told - _LONG_AGO <= m.period.end.year < told
        if late and m.period and not _is_history(context, m, m.period.end, found[i + 1 : i + 9]):
            yield _hit(context, m.span, f"在报告回顾的{told}年之前", _RENEW, unsure=True)


def _headings(context: Context, period: Period, plans: Sequence[Span]) -> Iterator[Hit]:
    """Headings of what was done that name the period before: 二、3月主要工作 in the report of April."""
    for section in context.report.sections:
        title = context.folded[section.heading.start : section.heading.end]
        if any(p.covers(section.heading) for p in plans) or "回顾" in title or not _OF_WORK.search(title):
            continue
        named = [m for m in context.period_mentions if m.period and section.heading.covers(m.span)]
        said = named[0].period if len(named) == 1 else None
        if said and said.kind is period.kind and said.end < period.start and not _is_next(said, period):
            yield _hit(
                context, named[0].span, f"不是报告期{period_words(period)}", "标题改为本期的时间", unsure=True
            )


def _reviews_before(context: Context, period: Period) -> bool:
    """Whether a heading reviews the year before: a report given at the beginning of its year, whose plans are for it."""
    headings = [s.heading for s in context.report.sections if "回顾" in s.title or "总结" in s.title]
    return any(
        m.period and m.period.end < period.start and any(h.covers(m.span) for h in headings)
        for m in context.period_mentions
    )


def _is_next(said: Period, period: Period) -> bool:
    """Whether a part of the year that stands without its year may be that after the report's: 下半年重点工作."""
    year_on = date(said.start.year + 1, said.start.month, 1)
    return timedelta(0) < year_on - period.end <= timedelta(1)


def _is_lead(context: Context, m: PeriodMention) -> bool:
    return _LEAD.search(context.folded, max(0, m.span.start - 40), m.span.start) is not None


def _is_history(context: Context, m: PeriodMention, end: date, following: Sequence[PeriodMention]) -> bool:
    """Whether a later figure is held against the one of this date: 截至3月底…，截至6月底…; 由截至上年底的…提高到…"""
    after = re.split("[。\n;]", context.folded[m.span.end : m.span.end + 60])[0]
    until = m.span.end + len(after)
    later = [o for o in following if o.span.start < until and o.period and o.period.end > end]
    dated = any(
        o.role == "cutoff" or context.folded[o.span.start : o.span.start + 4].isdigit() for o in later
    )
    before = context.folded[max(0, m.span.start - 2) : m.span.start]
    told = HISTORY.search(before) or HISTORY.search(after[:30])
    return not _is_lead(context, m) and (dated or told is not None)


def _cutoff(context: Context, m: PeriodMention, end: date, signed: date | None) -> Iterator[Hit]:
    """A date up to which figures go: not after the signature, not before the period, and at its end."""
    period, lead = context.period, _is_lead(context, m)
    own = period if period and period.kind in _SETTLED else None
    earlier = next((e for e in context.earlier if e.period and e.period.end == end), None)
    if signed and end > signed and not (period and end == period.end):
        yield _hit(context, m.span, f"在成文日期{signed.year}年{signed.month}月{signed.day}日之后", _CHECK)
    elif earlier and period and (own is None or end < own.start) and signed != _day(earlier):
        yield _hit(context, m.span, "是上一期报告的截止日期", _RENEW)
    elif own is None:
        if lead and signed and signed - end > timedelta(45):
            yield _hit(context, m.span, f"比成文日期早{(signed - end).days}天", _CHECK, unsure=True)
    elif end > own.end + timedelta(15) and signed is None:
        yield _hit(context, m.span, f"在报告期{period_words(own)}之后", _CHECK)
    elif end < own.start and (lead or own.start - end < timedelta(400)):
        yield _hit(context, m.span, f"在报告期{period_words(own)}之前", _RENEW)
    elif own.start <= end < own.end - timedelta(20 if lead else 59) and own.kind is not PeriodKind.MONTH:
        yield _hit(
            context,
            m.span,
            f"离报告期{period_words(own)}结束还有{(own.end - end).days}天",
            _CHECK,
            unsure=True,
        )


def _plan(context: Context, m: PeriodMention, named: Period, period: Period) -> Iterator[Hit]:
    """Time in a plan that is over already: a deadline, or the stretch that the plan is for."""
    words, folded = context.folded[m.span.start : m.span.end], context.folded
    start = max(folded.rfind(c, max(0, m.span.start - 80), m.span.start) for c in "。\n;,:、") + 1
    opens = m.span.start - start <= 6 or folded[m.span.start - 1] in "、)."
    due, ahead = words.endswith(("前", "内")), (named.start - period.end).days
    said = _PLANNED.match(folded, m.span.end) is not None
    planned = opens and named.kind in _SETTLED and (said or _BEGINS.match(folded, m.span.end) is not None)
    planned = planned or _READY_FOR.search(folded, max(0, m.span.start - 4), m.span.start) is not None
    if _DONE.search(folded, start, min(len(folded), m.span.end + 14)) or not (due or planned):
        return
    if HISTORY.search(folded[max(0, m.span.start - 2) : m.span.start]) or folded.startswith("的", m.span.end):
        return  # 在2025年的基础上
    if _LATER.search(folded, m.span.end, m.span.end + 24):
        return  # 2025年邀请学生较多，新一年重点邀请企业
    if re.match(r"(?:\d{4}|[一二].{3})年", words):
        if named.end <= period.end and not (named == period and _reviews_before(context, period)):
            advice = "下一步计划改为下一期的时间"
            yield _hit(
                context, m.span, f"已经过去，报告期是{period_words(period)}", advice, unsure=not (said or due)
            )
    elif planned and _a_year_on(named, period):
        yield _hit(
            context, m.span, f"就是报告期{period_words(period)}", "下一步计划改为下一期的时间", unsure=True
        )
    elif ahead > 270 and due and period.end.month != 12 and m.role == "ahead":
        yield _hit(
            context,
            m.span,
            f"在报告期{period_words(period)}里已经过去",
            "核对时限；指下一年的写明年份",
            unsure=True,
        )
    elif ahead > 160 and planned and any(s.heading.covers(m.span) for s in context.report.sections):
        yield _hit(context, m.span, f"不是报告期{period_words(period)}的下一期", "下一步计划改为下一期的时间")


def _a_year_on(named: Period, period: Period) -> bool:
    """Whether a time without its year, read as one to come, is that of the report: 二季度 in the plans of a second quarter."""
    return named.kind is period.kind and (named.start.month, named.start.year - 1) == (
        period.start.month,
        period.start.year,
    )


def _opening(report: Report, context: Context) -> Iterator[Hit]:
    """The period before the report's own where the report, or its first section, begins to tell."""
    period = context.period
    if period and period.kind in _SETTLED and not _looks_ahead(report):
        for m in stale_openings(report, context, period):
            yield _hit(context, m.span, f"不是报告期{period_words(period)}", "改为本期的时间", unsure=True)


def _again(report: Report, context: Context) -> Iterator[Hit]:
    """The earlier period's name where this report goes on in the earlier one's words."""
    named = {e.period: e for e in reversed(context.earlier) if e.period and e.period.kind in _SETTLED}
    for m in context.period_mentions:
        if m.period is None or m.period == context.period or m.role in ("past", "cutoff", "title"):
            continue
        e, words = named.get(m.period), context.folded[m.span.start : m.span.end + 10]
        if e and "\n" not in words and (at := e.folded.find(words)) >= 0:
            place = Span(at, at + len(words))
            proof = (Evidence(e.report[place], place, e.report.source),)
            yield Hit(
                m.span, f"“{report[m.span]}”是往期报告的报告期，后面的话也与往期相同", "改为本期的时间", proof
            )


def _signed(context: Context) -> PeriodMention | None:
    return next((m for m in reversed(context.period_mentions) if m.role == "signed"), None)


def _day(context: Context) -> date | None:
    signed = _signed(context)
    return signed.period.end if signed and signed.period else None


def _looks_ahead(report: Report) -> bool:
    return report.title is not None and _LOOKS_AHEAD.search(report[report.title].replace(" ", "")) is not None
