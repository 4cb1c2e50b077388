"""P104: a unit stands without its number."""

import re
from collections.abc import Iterator

from analyzer.document import Part, Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context

# A verb of amount directly before a unit that no noun begins with: a figure stood between them.
_MEASURED = r"(?:平方公里|平方千米|平方米|立方米|公里|千米|公顷|万元|亿元|万人次|人次|万人|万户|万吨|万亩|个百分点|千瓦时|万千瓦)"
_AMOUNT = [
    "共",
    "共计",
    "共有",
    "总计",
    "合计",
    "累计",
    "达",
    "达到",
    "约",
    "约为",
    "近",
    "超过",
    "突破",
    "增长",
    "下降",
    "提高",
    "降低",
    "投入",
    "完成投资",
    "占地",
    "总投资",
    "面积",
    "全长",
    "长度",
    "辖区面积",
    "国土面积",
    "总面积",
    "总人口",
    "人口",
]
_LAST = "".join(sorted({word[-1] for word in _AMOUNT}))
_TEN_THOUSAND = ("近", "约", "达", "达到", "超过", "突破", "上")
# 签约, 公共 and the like end in a verb of amount without being one.
_WORD = re.compile(
    "[签合条节预制公契违相邀]约$|[公总]共$|[条文证稿信]件?达$|[发表传到直]达$|[接附靠逼]近$|[收吸引]入$"
)
_FRAMES = (
    re.compile(rf"(?<=[{_LAST}])(?P<unit>{_MEASURED})(?=[,.;。、)]|左右|$)"),
    re.compile(r"距(?:离)?[\u4e00-\u9fff]{2,6}?(?P<unit>公里|千米|海里)(?=[,.;。、处]|$)"),
    re.compile(
        r"(?:下辖|管辖|辖|共有|现有|共|设有|建有)(?P<unit>个(?:行政村|自然村|社区|居委会|村委会|居民小组|村民小组|乡镇|街道|党支部|基层|科室|单位|部门))"
    ),
    re.compile(
        r"(?:增长|下降|提高|上升|降低|增加|减少|占|达|达到|约|率为|比为)(?P<unit>[%‰]|个百分点)(?=[,.;。、)]|$)"
    ),
    re.compile(r"(?:还剩|仅剩|剩余)(?P<unit>公里|米|天|个月|小时|万元|亿元)(?=[,.;。、)]|$)"),
    re.compile(r"(?:平均|滞后|长达|超期|逾期|历时|提前)(?P<unit>天|个月|小时|个工作日)(?=[,.;。、)]|$)"),
    re.compile(r"(?:截至|截止|于|自|从|至|到)(?P<unit>年月日?)(?=[,.;。、\u4e00-\u9fff]|$)"),
)


@rule(
    "P104",
    "missing-number",
    "数字缺失",
    Severity.WARNING,
    bad=[
        "该镇位于县城东北部，距县城⟦公里⟧，国土面积⟦平方公里⟧。",
        "全镇下辖⟦个社区⟧，总人口⟦万人⟧。",
        "全年完成投资⟦亿元⟧，同比增长⟦%⟧。",
    ],
    good=[
        "投资额以亿元计，增长率以%表示。",
        "全镇共有个体工商户320户，各个社区都建了台账。",
        "占地面积12平方公里，距县城8公里。",
        "单位：万元、人次、%",
        "发放补贴数万元，走访上百户，行程几公里。",
        "共签约亿元以上项目27个，新签约亿元。",
        "人均产值达万元，新增就业近万人，惠及群众约万户。",
        "按户建档，人均增收，件件有回音。",
    ],
)
def missing_number(report: Report, context: Context) -> Iterator[Hit]:
    """计量单位前面应有的数字不见了，例如“距县城公里”“下辖个社区”“增长%”。

    只在前面的动词要求数字、单位又不可能另有他解时才报；表格的表头不看。

    依据：《党政机关公文处理工作条例》第二十条（数字准确）；审核实务。
    """
    for frame in _FRAMES:
        for match in frame.finditer(context.folded):
            span = Span(*match.span("unit"))
            before = context.folded[max(0, span.start - 5) : span.start]
            unit = report[span]
            if (unit[0] == "万" and before.endswith(_TEN_THOUSAND)) or before[:-2].endswith("/"):
                continue  # 近万人: 万 is the number; 增长/下降%: a column's head
            if frame is _FRAMES[0] and (not before.endswith(tuple(_AMOUNT)) or _WORD.search(before)):
                continue
            index = report.paragraph_at(span.start)
            if index is None or report.paragraphs[index].part is Part.TABLE:
                continue
            yield Hit(span, f"“{report[span]}”前面缺少数字", "补上数字，或改写此句")
