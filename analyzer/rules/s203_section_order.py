"""S203: sections stand in another order than they should."""

from collections.abc import Iterator

from analyzer.document import Evidence, Report, SectionMatch, Severity
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_TEMPLATE = (
    "一、组织领导\n成立专项工作领导小组，主要负责同志任组长。\n二、主要做法\n组织专题学习XX次，开展执法检查XX次。\n"
    "三、存在问题\n基层力量不足，少数单位整改不够及时。"
)
_LED = "成立专项工作领导小组，主要负责同志任组长。\n"
_DONE = "组织专题学习12次，开展执法检查36次。\n"
_TROUBLE = "基层力量不足，少数单位整改不够及时。\n"


@rule(
    "S203",
    "section-order",
    "部分次序颠倒",
    Severity.WARNING,
    bad=[
        Example(f"⟦一、存在问题⟧\n{_TROUBLE}二、组织领导\n{_LED}三、主要做法\n{_DONE}", template=_TEMPLATE),
        Example(f"一、组织领导\n{_LED}⟦二、存在问题⟧\n{_TROUBLE}三、主要做法\n{_DONE}", template=_TEMPLATE),
        f"一、主要做法\n{_DONE}二、下一步打算\n继续抓好整改落实。\n⟦三、存在的问题⟧\n{_TROUBLE}",
    ],
    good=[
        Example(f"一、组织领导\n{_LED}二、主要做法\n{_DONE}三、存在问题\n{_TROUBLE}", template=_TEMPLATE),
        Example(f"一、组织领导\n{_LED}二、存在问题\n{_TROUBLE}", template=_TEMPLATE),
        f"一、主要做法\n{_DONE}二、存在的问题\n{_TROUBLE}三、下一步打算\n继续抓好整改落实。",
    ],
)
def section_order(report: Report, context: Context) -> Iterator[Hit]:
    """各部分的先后与模板不同。没有模板时，只看“存在的问题”是不是排在“下一步打算”的后面，作为提示。

    依据：所用模板；公文写作惯例（先讲问题，再讲打算）。
    """
    if context.template is not None:
        yield from _beside_template(report, context)
        return
    top = [s for s in report.sections if s.level == 1]
    plans = next((i for i, s in enumerate(top) if s.role == "NEXT"), len(top))
    for section in top[plans + 1 :]:
        if section.role == "PROBLEMS":
            yield Hit(
                section.heading,
                f"“{section.title}”排在“{top[plans].title}”的后面",
                "通常先写问题，再写打算",
                severity=Severity.INFO,
            )


def _beside_template(report: Report, context: Context) -> Iterator[Hit]:
    comparison = context.comparison
    if comparison is None:
        return
    template = comparison.reference
    moved = [
        m
        for m in comparison.sections
        if m.moved and m.right is not None and not template.sections[m.left].is_item
    ]
    for match, other in _exchanges(moved):
        assert match.right is not None
        section, now = template.sections[match.left], report.sections[match.right]
        headings = [section.heading]
        said = f"“{now.title}”在模板中是“{section.marker}{section.title}”，位置与模板不同"
        if other is not None:
            assert other.right is not None
            headings.append(template.sections[other.left].heading)
            said = f"“{now.title}”与“{report.sections[other.right].title}”的先后与模板相反"
        yield Hit(
            now.heading,
            said,
            "按模板的次序调整，并改好序号",
            tuple(Evidence(template[h], h, template.source) for h in headings),
        )


def _exchanges(moved: list[SectionMatch]) -> Iterator[tuple[SectionMatch, SectionMatch | None]]:
    """The moved sections in the order of the draft, two that only changed places as one."""
    rest = sorted(moved, key=lambda m: m.right or 0)
    while rest:
        match = rest.pop(0)
        other = next(
            (m for m in rest if m.left < match.left and not any(m.left < x.left < match.left for x in moved)),
            None,
        )
        if other is not None:
            rest.remove(other)
        yield match, other
