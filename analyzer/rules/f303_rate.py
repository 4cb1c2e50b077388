"""F303: a rate that is not the quotient of the figures beside it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from analyzer.document import Evidence, Quantity, Report, Scope, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.figures import decimals, unequal_share
from analyzer.rules.growth import growth
from analyzer.rules.quotients import quotients
from analyzer.rules.shares import shares

_RATE = re.compile(r"([不未]?[\u4e00-\u9fff]{2})率(?:为|是|达到?|约)?$")
_OTHER_BASE = re.compile(
    "差率|损率|同比|环比|增长|下降|提高|降低|上升|目标|计划|力争|平均|考核|覆盖|使用|利用|入住|就诊|知晓|普及|治愈|收视|使用率"
)
_SAID_AS = {
    "执行": ("支出", "支付"),
    "到会": ("实到", "参会"),
    "出席": ("实到", "参会"),
    "回收": ("收回",),
    "办结": ("办毕", "已办"),
    "参训": ("实训", "参加"),
    "参会": ("实到",),
    "参考": ("实考",),
}
_CHANGED = re.compile("追加|调整|调[增减]|结转")  # the budget that was carried out is not the first one
_ALL = re.compile("全部|均已|都已|全覆盖|全面完成")
_WHOLE = 100  # percent
_LIMIT = re.compile("重大|一般|重点|新增|当年|往年|存量|按期|限期|本月|本季度|累计|往期")
_POINTS = re.compile(
    r"由(?P<from>[\d.]+)%(?:提高|上升|增长|提升|下降|降低|降|升|回落|增)?(?:到|至)(?P<to>[\d.]+)%,?"
    r"(?:提高|上升|提升|增加|下降|降低|减少|回落)(?:了)?(?P<points>[\d.]+)个百分点"
)


@rule(
    "F303",
    "rate",
    "比率与数字不符",
    Severity.ERROR,
    bad=[
        "发现问题41个，已整改38个，整改率⟦95%⟧。",
        "本月抽检水样160份。合格152份，合格率⟦91%⟧。",
        "检测水样160份，合格152份，合格率为⟦92.5%⟧；对不合格的逐一复检。",
        "到位资金12190万元，其中上级补助8000万元、县级配套4190万元；累计支付7465万元，资金支付率为⟦58.3%⟧。",
        "接待群众由80%提高到90%，提高⟦12个百分点⟧。",
        "受理诉求120件，办结108件，办结率⟦80.0%⟧，其余12件正在办理。",
        "抽检样品645批次，不合格77批次，不合格率⟦14.9%⟧。",
        "承办批示件138件，比第三季度的126件增长⟦19.5%⟧。",
        "主动公开信息1417条，比上年增加75条，增长⟦6.5%⟧。",
        "接待费支出2.51万元，上年同期为3.29万元，同比下降⟦32.7%⟧。",
        "开工以来累计完成投资37.22亿元，占批复概算86.40亿元的⟦34.1%⟧。",
        "抽查作业235项，发现违规作业15项，占抽查数的⟦4.6%⟧，均已整改。",
        "新建农村学校847所，其中寄宿制学校47所，占⟦5.2%⟧。",
        "工程概算总投资14.80亿元，8月完成投资9620万元，开工以来累计完成投资9.25亿元，占总投资的⟦64.5%⟧。",
        "安排岗位13人，事业单位和国有企业岗位占比为⟦81.6%⟧（事业单位6人、国有企业5人，另2人选择其他岗位）。",
        Example(
            "甲镇2025年第二季度工作情况报告\n本季度确认问题图斑9个，涉及耕地14.2亩，数量环比下降⟦35.7%⟧，面积环比下降21.1%。",
            earlier="甲镇2025年第一季度工作情况报告\n本季度确认问题图斑12个，涉及耕地18.0亩，数量环比下降14.3%，面积环比下降10.0%。",
        ),
        Example(
            "甲局2025年第二季度工作情况报告\n本季度检查企业357家次，环比增长⟦42.8%⟧。",
            earlier="甲局2025年第一季度工作情况报告\n本季度检查企业286家次，环比下降16.4%。",
        ),
        "9月完成投资2.18亿元，占月计划2.10亿元的⟦103.2%⟧。全年完成投资18.6亿元，完成年度计划20亿元的⟦91%⟧。",
        "投诉量由上年的120件增加到180件，增长⟦60%⟧。按时办结率98.6%，比上季度的97.2%提高⟦2.4个百分点⟧。",
        "培训12期、624人次，平均每期⟦62人次⟧。",
        "接待支出1.26万元，上季度为1.48万元，环比下降⟦17.5%⟧。",
        "6月计划完成投资3.20亿元，实际完成3.04亿元，为月计划的⟦93.0%⟧。",
        "一、总体\n全县涉及违规金额42.60万元。\n二、零售药店\n零售药店涉及违规金额9.12万元，占⟦22.4%⟧。",
        "送戏下乡演出48场，观众19680人次，平均每场⟦401人⟧。",
        "抽检食品1620批次，不合格32批次，合格率⟦97.0%⟧。应训人员286人，实训274人，参训率⟦98.5%⟧。",
        "整改率达到⟦96.5%⟧，共发现问题120个、完成整改114个。",
        "应整改48个，已整改42个，整改完成率⟦85.7%⟧，剩余6个正在推进。",
        "年初预算安排1260万元，实际支出1134万元，预算执行率⟦92.0%⟧。应到代表126人，实到119人，到会率⟦96.4%⟧。",
        "全镇18个村中15个村通了自来水，覆盖率⟦88.3%⟧。286名受访者中有229人表示满意，占⟦82.1%⟧。",
    ],
    good=[
        "发现问题41个，已整改38个，整改率92.7%。",
        "发现问题41个，已整改38个，整改率92.68%，比上季度提高3.1个百分点。",
        "检测水样160份，合格152份，合格率95%；检测土样30份，合格27份，合格率90.0%。",
        "抽检样品645批次，合格568批次，不合格77批次，不合格率11.9%，合格率88.1%。",
        "全市森林覆盖率52.3%，比上年提高0.4个百分点。",
        "接待群众由80%提高到90%，提高10个百分点。",
        "发现问题41个，已整改38个，一般问题整改率100%。",
        "承办批示件138件，比第三季度的126件增长9.5%；降雨量412.9毫米，较常年的421.5毫米偏少2.0%。",
        "主动公开信息1417条，比上年增加75条，增长5.6%；支出36.5万元，比上年减少0.7万元，下降1.9%。",
        "接待费支出2.51万元，上年同期为3.29万元，同比下降23.7%，环比下降6.3%。",
        "开工以来累计完成投资37.22亿元，占批复概算86.40亿元的43.1%；抽查作业235项，发现违规作业15项，占6.4%。",
        "工程概算总投资14.80亿元，8月完成投资9620万元，开工以来累计完成投资9.25亿元，占总投资的62.5%。",
        "工程总投资14.80亿元，本年计划投资6.20亿元，已完成投资4.65亿元，占年度计划的75.0%。",
        "安排岗位13人，事业单位和国有企业岗位占比为84.6%（事业单位6人、国有企业5人，另2人选择其他岗位）。",
        "收到申请27件。自然人申请22件，占81.5%；法人申请5件，占18.5%。",
        "全县登记企业1200家，新增企业160家，占全市的12.5%。",
        "共办理建议57件。A类建议38件，占66.7%；B类建议15件，占26.3%；C类建议4件。",
        Example(
            "甲局2025年第二季度工作情况报告\n本季度检查企业357家次，环比增长24.8%，同比增长3%。",
            earlier="甲局2025年第一季度工作情况报告\n本季度检查企业286家次，环比下降16.4%。",
        ),
        Example(
            "甲局2025年工作情况报告\n全年投入保障资金2906万元，比上年增长16.6%。",
            earlier="甲局2024年工作情况报告\n全年拟投入保障资金2930万元，比上年增长17.6%。",
        ),
        "9月完成投资2.18亿元，占月计划2.10亿元的103.8%。服务人次由2.4万人次增加到4.8万人次，增长100%。",
        "送戏下乡演出48场，观众19680人次，平均每场410人。",
        "接待支出1.26万元，上季度为1.48万元，环比下降14.9%。6月计划完成投资3.20亿元，实际完成3.04亿元，为月计划的95.0%。",
        "一、总体\n全县涉及违规金额42.60万元。\n二、零售药店\n零售药店涉及违规金额9.12万元，占21.4%。",
        "培训12期、624人次，平均每期52人次。全镇18个村中15个村通了自来水，集中供水覆盖率91.2%。",
        "整改率达到95%，共发现问题120个、完成整改114个。按时办结率98.6%，比上季度的97.2%提高1.4个百分点。",
        "排查矛盾纠纷186起，化解178起，化解率95.7%，其中婚姻家庭类化解率98.2%。",
        "年初预算安排1260万元，追加80万元，实际支出1134万元，预算执行率84.6%。",
    ],
)
def rate(report: Report, context: Context) -> Iterator[Hit]:
    """整改率、合格率、办结率等与同一句里的两个数字相除的结果不符；增长、下降的幅度与基数不符；百分点与两个百分数之差不符。

    按稿件写出的小数位四舍五入后比较；同一句里有任何两个数相除与之相符的不报，口径另有限定的（重大、一般、按期）不报。有往期报告
    时，同比、环比按往期报告的数字核算，不符的是警告（往期的数字可能后来核定过）。

    依据：《党政机关公文处理工作条例》第二十条（数字准确）；数据审核实务（比率＝部分÷整体）。
    """
    yield from growth(report, context)
    yield from shares(report, context)
    yield from quotients(report, context)
    above: Sequence[Quantity] = ()
    for quantities in context.figures_by_sentence:
        # The whole may stand in the sentence before, in the same paragraph.
        near = (
            above
            if above
            and report.paragraph_at(above[0].span.start) == report.paragraph_at(quantities[0].span.start)
            else ()
        )
        for i, quantity in enumerate(quantities):
            if quantity.unit == "%" and not quantity.change and not quantity.approximate:
                yield from _quotient(
                    report, context.folded, quantity.sentence, [*near, *quantities[:i]], quantity
                )
        above = quantities
    for match in _POINTS.finditer(context.folded):
        first, last, points = (Decimal(match[g].rstrip(".")) for g in ("from", "to", "points"))
        if abs(abs(last - first) - points) > Decimal("0.1"):
            place = Span(match.start("points"), match.end())
            yield Hit(
                place,
                f"由{first}%到{last}%，相差{abs(last - first)}个百分点，写作{report[place]}",
                "核对三个数字",
                (Evidence(report.text[match.start() : match.end()], Span(*match.span())),),
            )


def _quotient(
    report: Report, folded: str, sentence: Span, before: Sequence[Quantity], share: Quantity
) -> Iterator[Hit]:
    """What is wrong with a rate, if the two figures that it comes from stand right before it."""
    words = folded[max(sentence.start, share.span.start - 14) : share.span.start]
    named = _RATE.search(words)
    if named is None or _OTHER_BASE.search(words):
        return
    limits = set(_LIMIT.findall(re.split("[,;:、]", words)[-1]))
    counts = [q for q in before if not q.is_rate and not q.change and not q.approximate]
    if len(counts) < 2:
        return
    if named[1] == "执行" and _CHANGED.search(folded, sentence.start, share.span.start):
        return
    part = next((p for root in _roots(words, named[1]) if (p := _said(folded, counts, root))), None)
    whole = None
    if part is not None:
        larger = (
            q
            for q in reversed(counts[: counts.index(part)])
            if q.unit == part.unit and q.number >= part.number and not _is_part(folded, before, q)
        )
        whole = next((q for q in larger if q.scope is not Scope.EARLIER), None)
    if part is None and (lacking := _lacking(report, folded, counts, named[1], share)) is not None:
        yield lacking
    if part is None or whole is None or not 0 < part.number <= whole.number:
        return
    if limits - set(_LIMIT.findall(folded[part.clause.start : part.span.start])):
        return  # 一般问题整改率: a rate of some of what was counted
    if "其中" in folded[share.clause.start : share.span.start] and share.clause != part.clause:
        return  # 化解178起，化解率95.7%，其中婚姻家庭类化解率98.2%
    if share.number == _WHOLE and _ALL.search(folded, sentence.start, share.span.start):
        return  # 至此全部著录完毕，著录率100%
    step = decimals(report[share.span])
    pairs = (
        (a, b) for a in counts for b in counts if a is not b and a.unit == b.unit == part.unit and a.number
    )
    if any(abs(b.number * 100 / a.number - share.number) <= step for a, b in pairs):
        return
    yield unequal_share(report, part, whole, share)


def _lacking(
    report: Report, folded: str, counts: Sequence[Quantity], root: str, share: Quantity
) -> Hit | None:
    """A rate of what passed where only what did not is counted: 抽检1620批次，不合格32批次，合格率98.0%."""
    failed = next((q for q in reversed(counts) if f"不{root}" in folded[q.clause.start : q.span.start]), None)
    before = [q for q in counts if failed is not None and q.span < failed.span and q.unit == failed.unit]
    if failed is None or len(before) != 1 or not failed.number <= before[0].number:
        return None
    whole = before[0]
    step = decimals(report[share.span])
    right = (whole.number - failed.number) * 100 / whole.number
    if abs(right - share.number) <= step:
        return None
    return Hit(
        share.span,
        f"（{report[whole.span]}－{report[failed.span]}）÷{report[whole.span]}＝{right.quantize(step)}%，写作{report[share.span]}",
        "核对比率和两个数字",
        tuple(Evidence(report[q.clause].strip(), q.clause) for q in (whole, failed)),
    )


def _roots(words: str, root: str) -> tuple[str, ...]:
    """How the figure that a rate is of may be said: 整改 for 整改完成率, 支出 for 预算执行率."""
    at = words.rfind(f"{root}率")
    before = words[max(0, at - len(root)) : at] if root == "完成" else ""
    return (root, *_SAID_AS.get(root, ()), *((before,) if before else ()))


def _said(folded: str, counts: Sequence[Quantity], root: str) -> Quantity | None:
    return next((q for q in reversed(counts) if _says(folded[q.clause.start : q.clause.end], root)), None)


def _is_part(folded: str, quantities: Sequence[Quantity], q: Quantity) -> bool:
    """Whether a figure is one of the parts of another: 到位资金12800万元，其中上级补助8000万元、县级配套1800万元."""
    at = quantities.index(q)
    if not at or quantities[at - 1].sentence != q.sentence:
        return False
    between = folded[quantities[at - 1].span.end : q.span.start]
    return re.search("其中|、", between) is not None


def _says(clause: str, root: str) -> bool:
    """Whether a clause counts what the rate is of: 已退回 for 退回率, not 尚未退回."""
    at = clause.find(root)
    return at >= 0 and not re.search("[未不没无]$", clause[:at])
