"""E401: a cumulative figure that is smaller than in an earlier report."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from analyzer.document import Evidence, Quantity, Report, Scope, Severity
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_TOTAL = re.compile("累计(?!\\d)|总计|总数达|总量达|历年|(?:以来|至今)[^;。]*共|连续|自[^,;。]{2,14}起")
# Levels that fall only where the report says why: people who follow, collections, networks.
_GROWS = re.compile(
    "注册|关注用户|关注人数|关注数|粉丝|订阅|持证|馆藏|藏书|总里程|通车里程|拥有专利|总数达|总量达|用户(?:数|总数|规模)?(?:达|突破)"
)
# Reached, of a network or the people it serves; and what is said to have become more.
_REACHED = re.compile(
    "(?:覆盖(?:人口|面积|户数|用户|范围|人数)|(?:供水|供热|供气|服务|受益|通邮|联网|接入|入网|入户)(?:人口|面积|用户|户数|单位|企业))(?:已?达到?|为|有)?$"
    "|(?:增至|增加到|增长到|扩大到|扩展到|扩充到|延伸到|上升到|升至|提升到|壮大到)$"
)
_ONE_TIME = re.compile("宣传|宣讲|活动|培训|演出|展演|同期|试点|目标|计划|力争|拟|将")
_FELL = re.compile("减少|下降|减|注销|核减|剔除|清理|调整|口径|撤|合并|流失|取关|降")
_DONE = re.compile(
    "已(?:经)?(?:累计)?(?:完成|整改|销号|办结|开工|竣工|落实|达标|建成|通[水车气电]|签订|签约|拆除|搬迁|安置|改造|修复|拨付|支付|收回|办理|惠及|覆盖|接入|发放|培训|服务)|完成整改|完成$|竣工$|完工$"
)
_EACH_YEAR = re.compile(
    "今年|本年|年初|全年|年内|年度(?!任务|目标|计划)|[上下]半年|(?:19|20)\\d\\d年以来"
)  # begins anew every January
_CLOSE = Decimal("1.35")  # times: levels farther apart are of two things
_BUDGETED = re.compile("[将拟]|安排|计划|预算|目标")
_HEAD = 24  # characters at the head of a sentence that tell of what time it is
_UNTIL = re.compile("截[至止]|目前|迄今|至今|现已")
_BY_NOW = re.compile("(?:目前|现|至今|迄今)已")
_OF_PERIOD = re.compile("本(?:季度?|月|期|半年|周)|当[月季]|上半年|[一二三四]季度|今年|本年")
_SHRINKS = re.compile(
    "其余|剩余|余下|尚|未(?!成年|来)|正在|在改|推进|结余|结存|存量|库存|(?<![接招款优对期善])待|不足|欠|率"
)
_IN_PERIOD = re.compile("本(?:季度?|月|期|半年|周)|当[月季]")
_ALL_IN_PERIOD = re.compile("(?:本(?:季度?|月|期|半年|周)|当[月季])累计")
_SO_FAR_OF_YEAR = re.compile(r"1月?[-—–至到~～]\d{1,2}月")
_OF_ALL = re.compile(
    "累计(?:完成|支付|拨付|整改|使用)?[^,;。]{0,4}(?:总投资|概算|总任务|总数|总量|计划总)[^,;。]{0,4}的?$"
)
_SINCE_LAST = re.compile(
    "^,?(?:[比较](?:上年|去年|上一年|上半年|上(?:一?[个]?(?:季度|月|期)))(?:末|底|同期)?|环比|当年)(?:净?增[加长]|新增|增)$"
)
_BEFORE = "关于违规吃喝专项整治进展情况的汇报（2024年第三季度）\n专项整治开展以来，累计受理问题线索41条，累计约谈干部120人次，其余6条正在核查。"


@rule(
    "E401",
    "cumulative-fall",
    "累计数比往期少",
    Severity.ERROR,
    bad=[
        Example(
            "关于违规吃喝专项整治进展情况的汇报（2024年第四季度）\n专项整治开展以来，累计受理问题线索⟦38条⟧，累计约谈干部135人次，其余2条正在核查。",
            earlier=_BEFORE,
        ),
        Example(
            "关于巡察整改的汇报（2025年上半年）\n反馈问题细化为138条整改措施。截至2025年6月30日，已完成整改措施⟦124条⟧。移交线索共5件，已办结线索⟦2件⟧。",
            earlier="关于巡察整改的汇报（2024年下半年）\n反馈问题细化为138条整改措施。截至2024年12月31日，已完成整改措施130条。移交线索共5件，已办结线索4件。",
        ),
        Example(
            "关于民生实事的汇报（2024年第三季度）\n全县10件民生实事分解为42个子项目，42个子项目中，已完成⟦18个⟧，其余正在推进。",
            earlier="关于民生实事的汇报（2024年第二季度）\n全县10件民生实事分解为42个子项目，42个子项目中，已完成22个，其余正在推进。",
        ),
        Example(
            "甲局2024年政务公开年度报告\n微信公众号年末关注用户达到⟦18459人⟧，比上年增加3275人。",
            earlier="甲局2023年政务公开年度报告\n微信公众号年末关注用户达到20184人，比上年增加2410人。",
        ),
        Example(
            "乙镇2025年6月搬迁进展\n安置工作启动以来，共签订协议⟦1286份⟧，签约率91.2%。馆藏图书总量达到⟦31.2万册⟧。",
            earlier="乙镇2025年5月搬迁进展\n安置工作启动以来，共签订协议1342份，签约率88.6%。馆藏图书总量达到32.1万册。",
        ),
        Example(
            "丙公司2025年上半年报告\n上半年新增专利11项，累计拥有专利⟦126项⟧。\n目前已通水⟦61个⟧村，占规划村数的70.9%。",
            earlier="丙公司2024年年度报告\n全年新增专利19项，累计拥有专利132项。\n目前已通水66个村，占规划村数的76.7%。",
        ),
        Example(
            "戊市供热中心2025年工作总结\n集中供热覆盖面积达到⟦1846万平方米⟧。巡检机器人增加到⟦27台⟧，换热站全部联网。",
            earlier="戊市供热中心2024年工作总结\n集中供热覆盖面积达到1864万平方米。巡检机器人增加到29台，换热站全部联网。",
        ),
        Example(
            "关于专项治理的汇报（2025年第四季度）\n治理以来，累计问责⟦13人⟧，其中记过4人、警告9人。",
            earlier="关于专项治理的汇报（2025年第三季度）\n治理以来，累计问责16人，其中记过5人、警告11人。",
        ),
    ],
    good=[
        Example(
            "戊市供热中心2025年工作总结\n集中供热覆盖面积达到1846万平方米，比上年减少18万平方米。宣传活动覆盖人数达到2.1万人。",
            earlier="戊市供热中心2024年工作总结\n集中供热覆盖面积达到1864万平方米。宣传活动覆盖人数达到2.4万人。",
        ),
        Example(
            "关于违规吃喝专项整治进展情况的汇报（2024年第四季度）\n专项整治开展以来，累计受理问题线索52条，累计约谈干部135人次，其余2条正在核查。",
            earlier=_BEFORE,
        ),
        Example(
            "关于安全生产的汇报（2025年第一季度）\n今年以来，累计检查企业120家次，整改隐患86处。",
            earlier="关于安全生产的汇报（2024年第四季度）\n今年以来，累计检查企业480家次，整改隐患326处。",
        ),
        Example(
            "甲镇2025年总结\n现有低保户412户，比上年减少26户。剔除破损图书后，馆藏图书30.2万册。\n用户达到18459人，增长3.2%。",
            earlier="甲镇2024年总结\n现有低保户438户，比上年减少12户。馆藏图书30.6万册。\n用户达到18359人，增长2.2%。",
        ),
    ],
    needs="earlier",
)
def cumulative_fall(report: Report, context: Context) -> Iterator[Hit]:
    """累计数应当只增不减：本期的累计数比往期报告的少，多半是抄错了，或者口径变了没有说明。

    “今年以来”的累计数跨年后从头算起，不比；正在核查、尚未整改等剩余数本来会减少，不比。

    依据：统计数据逻辑审核惯例（本期累计＝上期累计＋本期）；《党政机关公文处理工作条例》第二十条（数字准确）。
    """
    earlier = context.earlier[0]
    pairs = context.followed()
    beside = {figures[0].sentence: figures for figures in context.figures_by_sentence}
    fallen: Quantity | None = None
    for before, now in pairs:
        if now.number >= before.number or (fallen is not None and _is_part(context, fallen, now)):
            continue
        if _of_the_same_whole(context, pairs, before, now):
            yield _below(
                earlier,
                before,
                now,
                f"总数没有变，已完成的却比往期少：往期是{earlier.report[before.span]}，这里是{report[now.span]}",
                "核对数字",
            )
            continue
        if _is_so_far(context, now) and _is_so_far(earlier, before):
            yield _below(
                earlier,
                before,
                now,
                f"截止到现在完成的比往期少：往期是{earlier.report[before.span]}，这里是{report[now.span]}",
                "核对数字；只算本期的，写明“本期”",
                Severity.WARNING,
            )
            continue
        if (
            before.scope is not Scope.EARLIER
            and before.number <= _CLOSE * now.number
            and not _BUDGETED.search(context.folded, now.sentence.start, now.span.start)
            and (grown := _said_to_grow(context, now, beside.get(now.sentence, ()))) is not None
        ):
            yield _below(
                earlier,
                before,
                now,
                f"说是增加了{report[grown.span]}，却比往期的{earlier.report[before.span]}少",
                "核对本期数、往期数和增加数",
            )
            continue
        if not (_is_total(context, now) and _is_total(earlier, before)):
            if _grows(context, now) and _grows(earlier, before) and before.unit == now.unit:
                yield _below(
                    earlier,
                    before,
                    now,
                    f"比往期少：往期是{earlier.report[before.span]}，这里是{report[now.span]}",
                    "核对数字；确实减少的，写明原因",
                    Severity.WARNING,
                )
            continue
        if _begins_anew(context, now, beside.get(now.sentence, ())) and _crosses_year(context, earlier):
            continue
        fallen = now
        yield _below(
            earlier,
            before,
            now,
            f"累计数比往期少：往期是{earlier.report[before.span]}，这里是{report[now.span]}",
            "核对累计数；口径有变化的，写明原因",
        )


def _below(
    earlier: Context,
    before: Quantity,
    now: Quantity,
    message: str,
    advice: str,
    severity: Severity | None = None,
) -> Hit:
    sentence = Evidence(earlier.report[before.sentence], before.sentence, earlier.report.source)
    return Hit(now.span, message, advice, (sentence,), severity)


def _is_part(context: Context, total: Quantity, now: Quantity) -> bool:
    """Whether a figure is a part of the total before it, which fell with it: 累计处理7人，其中诫勉3人."""
    return total.sentence == now.sentence and "其中" in context.folded[total.span.end : now.span.start]


def _of_the_same_whole(
    context: Context, pairs: Sequence[tuple[Quantity, Quantity]], before: Quantity, now: Quantity
) -> bool:
    """Whether it is what is done of a whole that is the same in both: 86项任务中，已完成45项."""
    clause = context.folded[now.clause.start : now.span.start]
    if not _DONE.search(clause) or _SHRINKS.search(clause) or now.is_rate or now.approximate:
        return False
    return any(
        b.sentence == before.sentence and n.sentence == now.sentence and b.number == n.number > before.number
        and n.unit == now.unit and n.span < now.span
        and (
            "中" in context.folded[n.span.end : now.span.start]
            or "共" in context.folded[n.clause.start : n.span.start]
            or n.clause == now.clause
        )
        for b, n in pairs
    )  # fmt: skip


def _said_to_grow(context: Context, now: Quantity, beside: Sequence[Quantity]) -> Quantity | None:
    """By how much the report says that a level has grown since the last one: 关注用户18459人，比上年增加3275人."""
    grown = next((q for q in beside if q.span > now.span), None)
    if (
        grown is None
        or grown.change != "up"
        or grown.unit != now.unit
        or now.change
        or now.is_rate
        or now.approximate
    ):
        return None
    between = context.folded[now.span.end : grown.span.start]
    return grown if _SINCE_LAST.search(between) else None


def _grows(context: Context, quantity: Quantity) -> bool:
    """Whether it is a level that falls only for a reason, and none is said."""
    words = context.folded[quantity.clause.start : quantity.span.start]
    sentence = context.folded[quantity.sentence.start : quantity.sentence.end]
    plain = not (quantity.is_rate or quantity.change or quantity.row or quantity.scope is Scope.EARLIER)
    grows = _GROWS.search(words) is not None or (
        quantity.scope is not Scope.PERIOD
        and not quantity.approximate
        and _REACHED.search(words) is not None
        and _ONE_TIME.search(words) is None
    )
    return plain and grows and _FELL.search(sentence) is None


def _begins_anew(context: Context, now: Quantity, beside: Sequence[Quantity]) -> bool:
    """Whether a total is of the year so far: 上半年新增专利11项，累计拥有专利126项 is none."""
    if _EACH_YEAR.search(context.folded, now.clause.start, now.span.start) or _SO_FAR_OF_YEAR.search(
        _words(context, now)
    ):
        return True
    others = any(q.span.end <= now.clause.start for q in beside)
    own = _TOTAL.search(context.folded, now.clause.start, now.span.start)
    return not (others and own) and _EACH_YEAR.search(_words(context, now)) is not None


def _is_so_far(context: Context, quantity: Quantity) -> bool:
    """Whether it is what was done until a day of something that runs over the periods: 截至6月30日，已完成整改措施124条."""
    index = context.report.paragraph_at(quantity.span.start)
    start = context.report.paragraphs[index].span.start if index is not None else quantity.sentence.start
    clause = context.folded[quantity.clause.start : quantity.span.start]
    return (
        (
            _BY_NOW.search(clause) is not None
            or (
                _UNTIL.search(context.folded, quantity.sentence.start, quantity.clause.start) is not None
                and _OF_PERIOD.search(context.folded, start, quantity.span.start) is None
            )
        )
        and _DONE.search(clause) is not None
        and _SHRINKS.search(clause) is None
        and not (quantity.is_rate or quantity.change or quantity.approximate or quantity.row)
    )


def _is_total(context: Context, quantity: Quantity) -> bool:
    clause = context.folded[quantity.clause.start : quantity.clause.end]
    # 累计处理9人，其中下半年处理2人: the last word about the time decides.
    if quantity.change or quantity.approximate or _SHRINKS.search(clause):
        return False
    words = _words(context, quantity)
    if _SO_FAR_OF_YEAR.search(words):
        return not quantity.is_rate
    own = context.folded[quantity.clause.start : quantity.span.start]
    # 本月完成投资1.2亿元，开工以来累计18.6亿元
    within = _IN_PERIOD.search(own if _TOTAL.search(own) else words) or _ALL_IN_PERIOD.search(words)
    if quantity.scope is not Scope.CUMULATIVE or within:
        return False
    if quantity.is_rate:
        return _OF_ALL.search(own) is not None
    return _TOTAL.search(words) is not None


def _words(context: Context, quantity: Quantity) -> str:
    """The words of the clause before the figure, with those at the head of its part of the sentence."""
    folded = context.folded
    clause = folded[quantity.clause.start : quantity.span.start]
    start = max(
        quantity.sentence.start, folded.rfind(";", quantity.sentence.start, quantity.clause.start) + 1
    )
    return f"{folded[start : min(start + _HEAD, quantity.span.start)]} {clause}"


def _crosses_year(context: Context, earlier: Context) -> bool:
    now, before = context.period, earlier.period
    return now is None or before is None or now.end.year != before.end.year
