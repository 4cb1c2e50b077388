"""S202: numbered headings skip, repeat or fall back."""

from collections.abc import Iterator

from analyzer.document import Evidence, Report, Section, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.heading_gaps import missing_numbers, spans_cut

_HEADING_SCHEMES = frozenset(("chapter", "part", "section", "han", "paren-han"))


@rule(
    "S202",
    "heading-gap",
    "标题序号不连续",
    Severity.ERROR,
    bad=[
        "一、组织学习\n抓好学习。\n⟦⟧三、完善机制\n建立制度。",
        "一、主要做法\n（一）抓学习。认真组织学习。\n（二）抓检查。深入开展检查。\n⟦⟧（四）抓整改。逐项落实整改。",
        "①抓学习\n认真学习。\n⟦⟧③抓检查\n认真检查。",
        "一、学习\n认真学习。\n三、整改\n认真整改。\n⟦二、⟧检查\n认真检查。",
        "一、工作情况\n抓好落实。\n⟦一、⟧存在问题\n能力不足。",
    ],
    good=[
        "一、组织学习\n抓好学习。\n二、完善机制\n建立制度。",
        "一、做法\n（一）抓学习。认真学习。\n（二）抓检查。认真检查。\n二、问题\n（一）能力不足。有待提高。",
        "一、组织学习\n---此处隐藏2751字,下载后查看---\n三、完善机制\n建立制度。",
        "《方案》明确：一、抓学习；\n二、抓检查；\n三、抓整改。",
        "1.主动公开\n2.依申请公开\n附件1\n1.公开清单\n2.统计表",
    ],
)
def heading_gap(report: Report, context: Context) -> Iterator[Hit]:
    """同一级标题的序号跳号、重号或倒号：一、之后是三、，（二）之后是（四）。

    跳号说明可能丢了一部分，报在应当有那一部分的位置；重号、倒号报在序号上。截断标记造成的跳号由 P106 一并说明。
    “1.”“（1）”以下的层次作为警告。

    依据：GB/T 9704—2012 第 7.3.3 条（结构层次序数依次用“一、”“（一）”“1.”“（1）”）。
    """
    for gap in context.heading_gaps:
        if any(spans_cut(gap, cut) for cut in context.cuts):
            continue
        severity = Severity.ERROR if gap.after.scheme in _HEADING_SCHEMES else Severity.WARNING
        seen = tuple(Evidence(report[s.heading], s.heading) for s in (gap.before, gap.after) if s is not None)
        if gap.missing:
            place = gap.after.heading.start
            numbers = missing_numbers(gap)
            message = (
                f"“{gap.before.marker}”之后是“{gap.after.marker}”，缺少“{numbers}”"
                if gap.before
                else f"标题从“{gap.after.marker}”开始，缺少“{numbers}”"
            )
            yield Hit(Span(place, place), message, "核对是否漏了这一部分；没有漏就改正序号", seen, severity)
            continue
        last = f"“{gap.before.marker}”" if gap.before else ""
        same = gap.before is not None and gap.before.number == gap.after.number
        message = f"序号“{gap.after.marker}”重复" if same else f"“{gap.after.marker}”排在{last}之后，序号倒退"
        yield Hit(_marker_span(gap.after), message, "改正序号", seen, severity)


def _marker_span(section: Section) -> Span:
    start = section.heading.start
    if section.automatic:
        return section.heading
    return Span(start, start + len(section.marker))
