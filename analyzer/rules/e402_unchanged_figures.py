"""E402: the figures are those of the last report."""

from collections.abc import Iterator

from analyzer.document import Evidence, Report, Severity
from analyzer.rules.across import followed, is_flow
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_FEWEST = 5  # figures that must be the same before anything is said
_SHARE = 0.35  # of all that can be followed; in sound reports at most three in ten are the same
_SHOWN = 12
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
    ],
    good=[
        Example(
            "关于安全生产的汇报（2024年第四季度）\n本季度检查企业161家次，查出隐患498处，整改隐患482处，约谈企业28家，立案12起，组织培训42场。",
            earlier=_BEFORE,
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

    按全文判断：能与上期对上的本期数、累计数里，相同的有五个以上并且占三分之一以上才报，报一条，其余的作为依据列出；一两个数字碰巧
    相同不报，人员编制、企业总数等不随期变化的数字不算。

    依据：统计数据审核惯例。
    """
    earlier = context.earlier[0]
    moving = [(before, now) for before, now in followed(context) if is_flow(now)]
    same = [(before, now) for before, now in moving if before.number == now.number]
    if len(same) < _FEWEST or len(same) < _SHARE * len(moving):
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
