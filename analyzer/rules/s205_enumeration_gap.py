"""S205: 一是…二是… skips, repeats or lacks a number."""

from collections.abc import Iterator

from analyzer.document import Evidence, Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context
from analyzer.text import enumerations


@rule(
    "S205",
    "enumeration-gap",
    "列举序号不连续",
    Severity.WARNING,
    bad=[
        "一是抓学习，统一思想。⟦三是⟧抓检查，发现问题。四是抓整改。",
        "一是抓学习、二是抓检查、⟦四是⟧抓整改。",
        "第一，加强领导。第二，落实责任。⟦第二⟧，严格考核。",
    ],
    good=[
        "一是抓学习。二是抓检查。三是抓整改。",
        "一是抓学习。二是抓检查，其中，一是查制度，二是查落实。三是抓整改。",
        "遇到饭局先问“一是谁请、二是谁埋单、三是谁作陪”。",
        "首先，统一思想。其次，落实责任。最后，严格考核。",
        "质量第一，效益优先，坚持群众满意是第一标准。",
    ],
)
def enumeration_gap(report: Report, context: Context) -> Iterator[Hit]:
    """“一是、二是、三是”“第一，第二，”等列举跳号、重号，或者只有后半截。

    列举中再套列举分别计算；“首先、其次、最后”允许省略中间项。开头缺“一是”的只作提示。

    依据：GB/T 15834—2011 附录 B.3；审核实务。
    """
    for run in context.counts:
        for gap in enumerations.gaps(run):
            span = Span(gap.item.start, gap.item.end)
            known = (gap.before, gap.item) if gap.before else (gap.item,)
            seen = tuple(Evidence(i.mark, Span(i.start, i.end)) for i in known)
            if gap.before is None:
                first = enumerations.shown(gap.item.series, 1)
                if len(run) > 1:
                    yield Hit(
                        span,
                        f"列举从“{gap.item.mark}”开始，前面没有“{first}”",
                        "核对是否漏了前面的内容",
                        seen,
                        Severity.INFO,
                    )
            elif gap.missing:
                lost = "、".join(enumerations.shown(gap.item.series, n) for n in gap.missing[:4])
                yield Hit(
                    span,
                    f"“{gap.before.mark}”之后是“{gap.item.mark}”，缺少“{lost}”",
                    "核对是否漏了内容；没有漏就改正序号",
                    seen,
                )
            else:
                yield Hit(
                    span, f"“{gap.before.mark}”之后又是“{gap.item.mark}”，序号重复或倒退", "改正序号", seen
                )
