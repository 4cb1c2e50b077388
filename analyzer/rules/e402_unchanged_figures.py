"""E402: the figures are those of the last report."""

import math
import re
from collections.abc import Iterator
from itertools import groupby

from analyzer.document import Evidence, PeriodKind, Quantity, Report, Severity, Span
from analyzer.rules.across import SMALL, followed, is_deed, is_flow
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_FEWEST = 5  # figures that must be the same before anything is said
_SHARE = 0.15  # of the weight of all that can be followed; in sound reports at most a sixth, and four figures
_BASE = re.compile("占|应|总")  # 占设计总长612公里的42.6%: the whole stays what it is
_STAYS = re.compile("目标|计划|任务|[今明]年[要拟再]|拟|安排|目前|现有|在[校编册职]")
_YEARLY = re.compile("[本今]年|年度|全年|年初")
_SHOWN = 12
_SAID = re.compile("持平|没有变|无变化|未变|不变|相同|一致")
_TWO, _DIGITS = 2, 6  # figures of a sentence, and their digits without ending noughts
_ALL = 100  # percent
_BEFORE = "关于安全生产的汇报（2024年第三季度）\n本季度检查企业148家次，查出隐患513处，整改隐患489处，约谈企业28家，立案16起，组织培训36场。"


@rule(
    "E402",
    "unchanged-figures",
    "数字与上期相同",
    Severity.WARNING,
    bad=[
        Example(
            "关于安全生产的汇报（2024年第四季度）\n本季度检查企业⟦148家次⟧，查出隐患513处，整改隐患489处，约谈企业28家，立案16起，组织培训42场。",
            earlier=_BEFORE,
        ),
        Example(
            "关于安全生产的汇报（2024年第四季度）\n本季度检查企业161家次，查出隐患498处。本季度组织演练⟦64场，参演5018人次⟧。",
            earlier="关于安全生产的汇报（2024年第三季度）\n本季度检查企业148家次，查出隐患513处。本季度组织演练64场，参演5018人次。",
        ),
    ],
    good=[
        Example(
            "关于安全生产的汇报（2024年第四季度）\n本季度检查企业161家次，查出隐患498处，整改隐患482处，约谈企业28家，立案12起，组织培训42场。",
            earlier=_BEFORE,
        ),
        Example(
            "关于安全生产的汇报（2024年第四季度）\n本季度检查企业161家次，查出隐患498处。专项整治以来累计受理线索115件，处理128人，与上季度持平。",
            earlier="关于安全生产的汇报（2024年第三季度）\n本季度检查企业148家次，查出隐患513处。专项整治以来累计受理线索115件，处理128人。",
        ),
        Example(
            "关于安全生产的汇报（2024年第四季度）\n园区现有企业148家，其中重点企业46家。本季度检查企业161家次，立案12起。",
            earlier="关于安全生产的汇报（2024年第三季度）\n园区现有企业148家，其中重点企业46家。本季度检查企业148家次，立案16起。",
        ),
    ],
    needs="earlier",
)
def unchanged_figures(report: Report, context: Context) -> Iterator[Hit]:
    """本期的数字多数与上期一模一样，可能整段照抄了上期。

    按全文判断：能与上期对上的本期数、累计数里，相同的有五个以上并且占到将近五分之一（小的数字容易碰巧相同，少算）才报，报一条，其余的
    作为依据列出。没有到这个程度，但一句里的几个数字全都相同、又不像碰巧的，报这一句；一两个数字碰巧相同不报，人员编制、企业总数等不随期变化的数字不算。

    依据：统计数据审核惯例。
    """
    earlier = context.earlier[0]
    last = {q.clause: q.span for q in context.quantities}  # the last figure of each clause
    moving = [
        (before, now)
        for before, now in followed(context)
        if last[now.clause] == now.span and _ought_to_move(context, now)
    ]
    same = [(before, now) for before, now in moving if before.number == now.number]
    distinct = {(now.number, now.unit) for _, now in same}
    weight = sum(_weight(now) for _, now in same)
    if len(distinct) < _FEWEST or weight < _SHARE * sum(_weight(now) for _, now in moving):
        yield from _in_sentences(context, moving)
        return
    shown = "、".join(report[now.span] for _, now in same[:6])
    yield Hit(
        same[0][1].span,
        f"与上期能对上的{len(moving)}个数字中，有{len(same)}个与上期完全相同（{shown}{'……' if len(same) > 6 else ''}）",
        "逐个核对是不是没有更新",
        (
            *(Evidence(report[now.clause], now.clause) for _, now in same[1:_SHOWN]),
            Evidence(earlier.report[same[0][0].sentence], same[0][0].sentence, earlier.report.source),
        ),
    )


def _in_sentences(context: Context, moving: list[tuple[Quantity, Quantity]]) -> Iterator[Hit]:
    """Sentences whose figures are all those of the last report and too long to be so by chance: 演练64场，参演5018人次."""
    report, earlier = context.report, context.earlier[0].report
    for sentence, group in groupby(moving, key=lambda pair: pair[1].sentence):
        pairs = list(group)
        digits = [_digits(now) for _, now in pairs if now.number >= SMALL * 2]
        if len(digits) < _TWO or sum(digits) < _DIGITS or any(b.number != now.number for b, now in pairs):
            continue
        first, last = pairs[0][1], pairs[-1][1]
        if any(r.search(context.folded, sentence.start, sentence.end) for r in (_STAYS, _SAID)):
            continue
        yield Hit(
            Span(first.span.start, last.span.end),
            f"这一句的数字（{'、'.join(report[now.span] for _, now in pairs)}）与上期完全相同",
            "核对是不是没有更新",
            (
                Evidence(report[sentence], sentence),
                Evidence(earlier[pairs[0][0].sentence], pairs[0][0].sentence, earlier.source),
            ),
        )


def _digits(q: Quantity) -> int:
    """How many digits a number has, ending noughts left out."""
    return len(q.number.normalize().as_tuple().digits)


def _ought_to_move(context: Context, now: Quantity) -> bool:
    """Whether the next report must have another number here: no whole (32个问题完成21个), level, target or 100%."""
    folded, period = context.folded, context.period
    clause = folded[now.clause.start : now.clause.end]
    whole = folded[now.span.end : now.span.end + 1] == "的" and _BASE.search(now.what)
    done = is_flow(now) or is_deed(context, now)
    if not done or whole or _STAYS.search(clause) or (now.is_rate and now.number == _ALL):
        return False
    within = period is not None and period.kind is not PeriodKind.YEAR
    return not (within and _YEARLY.search(folded, now.sentence.start, now.span.start))


def _weight(now: Quantity) -> float:
    """Small figures are often the same by chance: 5 counts a third of 100."""
    return min(1.0, math.log10(max(1.0, float(now.number))) / 2)
