"""L803: figures, dates and ranges written as the standard does not have them."""

from collections.abc import Iterator

from analyzer.document import Report, Severity
from analyzer.rules import pattern_rows
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context


@rule(
    "L803",
    "numeral-style",
    "数字用法",
    Severity.WARNING,
    bad=[
        "方案于⟦2025年06月20日⟧印发，⟦7月05日⟧起施行。",
        "合格率稳定在⟦95—98%⟧，每户补助⟦5—10万⟧元。",
        "发放⟦3千余份⟧手册，惠及⟦近200余⟧人，投诉量⟦下降了2倍⟧。",
        "⟦第1季度⟧完成摸底，同比⟦增长-3.5%⟧。",
    ],
    good=[
        "方案于2025年6月20日印发，合格率稳定在95%—98%，每户补助5万—10万元。",
        "发放3000余份手册，铺设3千米管线，2021—2025年投入12亿元。",
        "第一季度完成摸底，同比下降3.5%，办件量增长2倍，第3—5项达到100%。",
    ],
)
def numeral_style(report: Report, context: Context) -> Iterator[Hit]:
    """数字、日期、数值范围的写法不合规范。

    日期：月、日前面加了0，年份不写全，汉字年份的零写成“零”，季度、星期用阿拉伯数字。
    范围：前一个数的“%”“万”“亿”省略（5—10万元会被看成5元到10万元），用“-”连接。
    约数：“约……左右”“近……余”“至少……以上”重复或者矛盾，减少用“倍”，增长用负数，“%”与“百分点”重叠。
    两种写法都通行的（二场、7月5号、落款日期用点）只作提示；型号、电话、文号里的数字不算。

    依据：GB/T 15835—2011《出版物上数字用法》；GB/T 15834—2011《标点符号用法》4.13；GB/T 9704—2012 第7.3.5.4条。
    """
    yield from pattern_rows.find("numerals", report, context)
