"""E402: the figures are those of the last report."""

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from analyzer.document import Evidence, PeriodKind, Quantity, Report, Scope, Severity, Span
from analyzer.rules.across import DEED, SMALL, is_deed, is_flow
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_Pair = tuple[Quantity, Quantity]
_FEWEST = 5  # figures that must be the same before anything is said
_SHARE = 0.15  # of the weight of all that can be followed; in sound reports at most a sixth, and four figures
_BASE = re.compile("占|应|总")  # 占设计总长612公里的42.6%: the whole stays what it is
_OUGHT = re.compile(
    "应(?:清退|整改|完成|收|付|缴|退|还|报|检|到|参加|办|拨|交|建|改|纳)[\u4e00-\u9fff]{0,3}$"
)  # 应清退186人次
_STAYS = re.compile("目标|计划|任务|[今明]年[要拟再]|拟|安排|目前|现有|在[校编册职]")
_YEARLY = re.compile("[本今]年|年度|全年|年初")
_AMONG = re.compile("[\u4e00-\u9fff]{0,8}中[,、]")  # 32个具体问题中，完成整改31个
_SHOWN = 12
_SAID = re.compile("持平|没有变|无变化|未变|不变|相同|一致")
_KEPT = re.compile(
    "[^,;。]{0,8},?[^,;。\\d]{0,3}[与同和较比][^,;。]{0,8}(?:上[年期季月半]|\\d月|去年|[一二三四]季度|年初)[^,;。]{0,6}(?:持平|没有变|无变化|未变|不变|相同|一致)"
)
_THREE = 3
_LEFT = re.compile("(?:剩余|其余|余下|剩下|尚余|尚有|还有|仍有)[^,;。\\d]{0,6}$")
_TWO = 2  # figures that are hardly the same by chance
_DIGITS = 5  # of such figures side by side, ending noughts left out
_NEAR = 16  # characters before a figure that may say that it is a whole
_FOUR = 4  # of them that may be so by chance, but ought to be looked at
_LONG = 3  # digits of each of them where they stand apart
_EACH_YEAR = re.compile("年均|(?<!\\d)(?:19|20)\\d\\d年|同期|[一二三四五六七八九十]年来?|以来|规划")
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
        Example(
            "关于安全生产的汇报（2024年第四季度）\n本季度检查企业⟦148家次⟧，查出隐患498处。本季度核验特殊作业1491项，立案12起。",
            earlier="关于安全生产的汇报（2024年第三季度）\n本季度检查企业148家次，查出隐患513处。本季度核验特殊作业1491项，立案16起。",
        ),
        Example(
            "关于供水的汇报（2024年7月）\n中心对已通水村抽检水样⟦168份，合格165份，合格率为98.2%⟧；受理来电69件。",
            earlier="关于供水的汇报（2024年6月）\n中心对已通水村抽检水样168份，合格165份，合格率为98.2%；受理来电58件。",
        ),
        Example(
            "关于经济运行的汇报（2024年）\n全市社会消费品零售总额⟦468亿元，增长14.9%⟧。",
            earlier="关于经济运行的汇报（2023年）\n全市社会消费品零售总额468亿元，增长14.9%。",
        ),
        Example(
            "丙馆2025年下半年总结\n外借图书⟦79806册次⟧，接待读者12.6万人次，举办活动71场。",
            earlier="丙馆2025年上半年总结\n外借图书79806册次，接待读者11.9万人次，举办活动66场。",
        ),
        Example(
            "甲局2025年第三季度报告\n本季度举办政策培训⟦3场，培训医务人员417人次⟧，发放手册860份。",
            earlier="甲局2025年第二季度报告\n本季度举办政策培训3场，培训医务人员417人次，发放手册790份。",
        ),
    ],
    good=[
        Example(
            "己区燃气专班关于整治情况的汇报（2025年第四季度）\n本季要点：累计更换管线418公里，与9月末持平。\n一、进展\n截至12月末，全区累计更换管线418公里。本季度入户宣传6245户。",
            earlier="己区燃气专班关于整治情况的汇报（2025年第三季度）\n本季要点：累计更换管线418公里，比6月末增加36公里。\n一、进展\n截至9月末，全区累计更换管线418公里。本季度入户宣传5873户。",
        ),
        Example(
            "庚镇关于危房整治的汇报（2025年第四季度）\n一、结果\n本季度走访农户763户，与上季度相同。本季度走访农户763户，其中独居老人41户。",
            earlier="庚镇关于危房整治的汇报（2025年第三季度）\n一、结果\n本季度走访农户763户，比上季度增加18户。本季度走访农户763户，其中独居老人38户。",
        ),
        Example(
            "关于经济运行的汇报（2024年）\n全市社会消费品零售总额536亿元，增长14.5%。2022年财政收入163亿元，增长14.9%。今年拟安排专项债券375亿元，增长12.6%。",
            earlier="关于经济运行的汇报（2023年）\n全市社会消费品零售总额468亿元，增长14.9%。2022年财政收入163亿元，增长14.9%。今年拟安排专项债券375亿元，增长12.6%。",
        ),
        Example(
            "关于供水的汇报（2024年7月）\n中心对已通水村抽检水样168份，合格166份，合格率为98.8%；全县规划通水村86个。",
            earlier="关于供水的汇报（2024年6月）\n中心对已通水村抽检水样168份，合格165份，合格率为98.2%；全县规划通水村86个。",
        ),
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
        Example(
            "甲学院2025年上半年报告\n违规发放津补贴应清退186人次、47.32万元，已清退41.20万元。本月召开党组会2次，开展检查12次。",
            earlier="甲学院2024年下半年报告\n违规发放津补贴应清退186人次、47.32万元，已清退36.80万元。本月召开党组会2次，开展检查12次。",
        ),
    ],
    needs="earlier",
)
def unchanged_figures(report: Report, context: Context) -> Iterator[Hit]:
    """本期的数字多数与上期一模一样，可能整段照抄了上期。

    按全文判断：能与上期对上的本期数、累计数里，相同的有五个以上并且占到将近五分之一（小的数字容易碰巧相同，少算）才报，报一条，其余的
    作为依据列出。三位以上的本期数有两个相同也报，这样的数不会碰巧相同。没有到这个程度，但一句里挨着的几个数字全都相同、又不像碰巧的，
    报这些数字；总量连同增幅与上期一样的也报（增长了的数不会还是原来的数）。单独一个五位以上的数也报，三四位的、或者几个小的数字都相同的作为提示。一两个小的数字碰巧相同不报，计划数、往年的数，人员编制、
    企业总数等不随期变化的数字不算。

    依据：统计数据审核惯例。
    """
    earlier = context.earlier[0]
    last = {q.clause: q.span for q in context.quantities}  # the last figure of each clause
    pairs = [(before, now) for before, now in context.followed() if not now.row]
    told = _said_unchanged(context)
    moving = [
        (before, now)
        for before, now in pairs
        if last[now.clause] == now.span
        and (now.number, now.unit) not in told
        and _ought_to_move(context, now)
    ]
    same = [(before, now) for before, now in moving if before.number == now.number]
    distinct = {(now.number, now.unit) for _, now in same}
    weight = sum(_weight(now) for _, now in same)
    many = len(distinct) >= _FEWEST and weight >= _SHARE * sum(_weight(now) for _, now in moving)
    if not many and not _striking(context, [now for _, now in same]):
        yield from _in_sentences(context, pairs, moving, told)
        return
    # Figures too small to prove anything are to be checked with the others.
    small = [n for b, n in pairs if b.number == n.number < SMALL and n.scope is Scope.PERIOD and not n.change]
    shown = "、".join(report[now.span] for _, now in same[:6])
    listed = {now.span for now in [n for _, n in same[:_SHOWN]] + small}
    yield from (h for h in _in_sentences(context, pairs, moving, told) if not any(map(h.span.covers, listed)))
    yield Hit(
        same[0][1].span,
        f"与上期能对上的{len(moving)}个数字中，有{len(same)}个与上期完全相同（{shown}{'……' if len(same) > 6 else ''}）",
        "逐个核对是不是没有更新",
        (
            *(Evidence(report[now.clause], now.clause) for now in [n for _, n in same[1:_SHOWN]] + small),
            Evidence(earlier.report[same[0][0].sentence], same[0][0].sentence, earlier.report.source),
        ),
    )


def _striking(context: Context, same: list[Quantity]) -> bool:
    """Whether a few long figures (1491项, 148家次) show by themselves that the report was not brought up to date."""
    long = {
        (now.number, now.unit)
        for now in same
        if not now.is_rate
        and _digits(now) >= _LONG
        and now.scope is not Scope.CUMULATIVE
        and not _may_stay(context, now.sentence)
    }
    return len(long) >= _TWO and len({number for number, _ in long}) >= _TWO


def _in_sentences(
    context: Context, pairs: list[_Pair], moving: list[_Pair], told: set[tuple[Decimal, str]]
) -> Iterator[Hit]:
    """Neighbouring figures that are all those of the last report and too long to be so by chance: 演练64场，参演5018人次.

    ``told`` are figures that the report says are unchanged.
    """
    report, earlier = context.report, context.earlier[0].report
    flows = {now.span for _, now in moving}
    beside = {figures[0].sentence: figures for figures in context.figures_by_sentence}
    for sentence, group in groupby(pairs, key=lambda pair: pair[1].sentence):
        if _may_stay(context, sentence):
            continue
        for run in _runs(beside[sentence], list(group)):
            said = [now for _, now in run]
            grown = any(q.change for q in said[1:]) and not said[0].change and not said[0].is_rate
            done = [q for q in said if q.span in flows or _is_done(context.folded, q)]
            # What has grown is no longer what it was.
            if done and all((q.number, q.unit) in told for q in done):
                continue
            if not (grown or done) or (weight := _tells(said, done)) is None:
                continue
            if _all_told(context.folded, said):
                weight = Severity.INFO
            before = run[0][0]
            yield Hit(
                Span(said[0].span.start, said[-1].span.end),
                f"这一句的数字（{'、'.join(report[q.span] for q in said)}）与上期完全相同",
                "核对是不是没有更新",
                (
                    Evidence(report[sentence], sentence),
                    Evidence(earlier[before.sentence], before.sentence, earlier.source),
                ),
                weight,
            )


def _said_unchanged(context: Context) -> set[tuple[Decimal, str]]:
    """Figures that the report itself says are those of the last one: 32个问题完成31个，与6月末持平."""
    if not _SAID.search(context.folded):
        return set()
    return {
        (q.number, q.unit)
        for figures in context.figures_by_sentence
        for q in figures
        if q.number >= SMALL and _KEPT.match(context.folded, q.span.end, q.sentence.end)
    }


def _all_told(folded: str, said: Sequence[Quantity]) -> bool:
    """Whether the figures are a whole, what was done of it so far, and the rest, which add up: the rest may take longer."""
    if len(said) != _THREE or len({q.unit for q in said}) > 1:
        return False
    whole, done, left = said
    return (
        whole.number == done.number + left.number
        and done.scope is Scope.CUMULATIVE
        and _LEFT.search(folded, left.clause.start, left.span.start) is not None
    )


def _tells(said: Sequence[Quantity], done: Sequence[Quantity]) -> Severity | None:
    """How much it tells that figures side by side are the same, of which ``done`` ought to have moved on; None for nothing."""
    digits = sum(map(_digits, said))
    if len(said) >= _TWO:
        # 24处易涝点已累计消除23处，剩余1处: small ones, and a total, may well be the same.
        totals = any(q.scope is Scope.CUMULATIVE for q in done)
        if digits >= _DIGITS and not (totals and max(map(_digits, said)) < _LONG):
            return Severity.WARNING
        return Severity.INFO if digits >= _FOUR or len(done) > _TWO else None
    only = done[0] if done else None
    if only is None or only.is_rate or only.scope is Scope.CUMULATIVE or digits < _LONG:
        return None
    return Severity.WARNING if digits >= _DIGITS else Severity.INFO


def _is_done(folded: str, q: Quantity) -> bool:
    """Whether the sentence says of a figure that it was done: 抽检出厂水、末梢水样品1338份."""
    plain = q.scope is Scope.UNSAID and not (q.approximate or q.change or q.is_rate)
    if _BASE.search(folded, max(q.sentence.start, q.span.start - _NEAR), q.span.start):
        return False
    return plain and q.number >= SMALL and DEED.search(folded, q.sentence.start, q.span.start) is not None


def _runs(figures: Sequence[Quantity], pairs: list[_Pair]) -> Iterator[list[_Pair]]:
    """The figures of one sentence that are the same, as far as they stand side by side."""
    known = {now.span: (before, now) for before, now in pairs}
    run: list[_Pair] = []
    for q in figures:
        if q.approximate:
            continue
        pair = known.get(q.span)
        past = q.scope is Scope.EARLIER and not q.change
        if pair is not None and pair[0].number == q.number and not past:
            run.append(pair)
        else:
            yield run
            run = []
    yield run


def _may_stay(context: Context, sentence: Span) -> bool:
    """Whether a sentence says that its figures need not move: a plan, a level, years gone by."""
    texts = (_STAYS, _SAID, _EACH_YEAR)
    return any(r.search(context.folded, sentence.start, sentence.end) for r in texts) or _is_ahead(
        context.report, sentence.start
    )


def _is_ahead(report: Report, at: int) -> bool:
    index = report.section_at(at)
    while index is not None:
        if report.sections[index].role in ("NEXT", "TASKS", "TARGETS"):
            return True
        index = report.sections[index].parent
    return False


def _digits(q: Quantity) -> int:
    """How many digits a number has, ending noughts left out."""
    return len(q.number.normalize().as_tuple().digits)


def _ought_to_move(context: Context, now: Quantity) -> bool:
    """Whether the next report must have another number here: no whole (32个问题完成21个), level, target or 100%."""
    folded, period = context.folded, context.period
    clause = folded[now.clause.start : now.clause.end]
    whole = folded[now.span.end : now.span.end + 1] == "的" and _BASE.search(now.what)
    whole = whole or _AMONG.match(folded, now.span.end)
    done = is_flow(now) or is_deed(context.folded, now)
    if (
        not done
        or whole
        or _OUGHT.search(folded[now.clause.start : now.span.start])
        or _STAYS.search(clause)
        or _SAID.search(folded, now.span.end, now.sentence.end)
        or (now.is_rate and now.number == _ALL)
    ):
        return False
    within = period is not None and period.kind is not PeriodKind.YEAR
    return not (within and _YEARLY.search(folded, now.sentence.start, now.span.start))


def _weight(now: Quantity) -> float:
    """Small figures are often the same by chance: 5 counts a third of 100."""
    return min(1.0, math.log10(max(1.0, float(now.number))) / 2)
