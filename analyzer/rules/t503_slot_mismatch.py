"""T503: a blank was filled with something of another kind."""

from collections.abc import Iterator

from analyzer.document import Evidence, Report, Severity, SlotKind, SlotValue, Status
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_TEMPLATE = "共组织专题学习XX次，撰写学习心得XX篇。\n填报人：[姓名]　审核人：[姓名]"


@rule(
    "T503",
    "slot-mismatch",
    "填写内容不符",
    Severity.WARNING,
    bad=[
        Example(
            "共组织专题学习⟦若干⟧次，撰写学习心得15篇。\n填报人：王青山　审核人：李远河", template=_TEMPLATE
        ),
        Example("共组织专题学习32次，撰写学习心得15篇。\n填报人：⟦2025⟧　审核人：李远河", template=_TEMPLATE),
    ],
    good=[
        Example(
            "共组织专题学习三十二次，撰写学习心得1,280余篇。\n填报人：王青山　审核人：李远河",
            template=_TEMPLATE,
        ),
        Example("共组织专题学习XX次，撰写学习心得15篇。\n填报人：王青山　审核人：李远河", template=_TEMPLATE),
    ],
    needs="template",
)
def slot_mismatch(report: Report, context: Context) -> Iterator[Hit]:
    """空白处填的不是模板要的那一类内容：要数字的写了“若干”“较多”，要姓名的写了数字。

    依据：所用模板。
    """
    if context.comparison is None:
        return
    for value in context.comparison.values:
        if value.span is None or not value.text or _fits(value):
            continue
        slot, template = value.slot, context.comparison.reference
        yield Hit(
            value.span,
            f"“{slot.name}”应填{slot.kind.word}，现在是“{value.text[:20]}”",
            f"按模板填写{slot.kind.word}",
            (Evidence(template[slot.clause], slot.clause, template.source),),
        )


def _fits(value: SlotValue) -> bool:
    if value.status is not Status.FILLED:
        return True
    if value.slot.kind.is_number:
        return value.number is not None
    if value.slot.kind is SlotKind.NAME:
        digits = sum(c.isdigit() for c in value.text)
        return 2 * digits <= len(value.text) or value.slot.name.endswith(("电话", "号码", "编号", "文号"))
    return True
