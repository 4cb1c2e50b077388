"""T502: a sentence of the template is gone, or the draft is not of this template at all."""

from collections.abc import Iterator
from itertools import groupby

from analyzer.document import Evidence, Report, Rewording, Section, Severity, SlotValue, Span, Status
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_TEMPLATE = (
    "一、纪律要求\n对违反规定的单位，必须严肃追究有关人员的责任。共组织专题学习XX次，撰写心得XX篇。\n"
    "二、承诺\n我单位承诺：本报告内容真实、完整，没有隐瞒和虚报。各项数据均来自业务系统。"
)
_FIRST = "一、纪律要求\n对违反规定的单位，必须严肃追究有关人员的责任。"


@rule(
    "T502",
    "dropped-wording",
    "删去模板语句",
    Severity.WARNING,
    bad=[
        Example(
            f"{_FIRST}⟦⟧\n二、承诺\n我单位承诺：本报告内容真实、完整，没有隐瞒和虚报。各项数据均来自业务系统。",
            template=_TEMPLATE,
        ),
        Example(
            f"{_FIRST}共组织专题学习32次，撰写心得15篇。\n二、承诺⟦⟧\n各项数据均来自业务系统。",
            template=_TEMPLATE,
            locked=("我单位承诺",),
        ),
        Example(
            f"{_FIRST}共组织专题学习32次。⟦⟧\n二、承诺\n我单位承诺：本报告内容真实、完整，没有隐瞒和虚报。各项数据均来自业务系统。",
            template=_TEMPLATE,
        ),
        Example(
            "⟦⟧第一章 总则\n为规范内部审计工作，根据有关法律制定本办法。\n第二章 附则\n本办法自印发之日起施行。",
            template=_TEMPLATE,
        ),
    ],
    good=[
        Example(
            f"{_FIRST}共组织专题学习32次。撰写心得15篇。\n"
            "二、承诺\n各项数据均来自业务系统。我单位承诺：本报告内容真实、完整，没有隐瞒和虚报。",
            template=_TEMPLATE,
        ),
    ],
    needs="template",
)
def dropped_wording(report: Report, context: Context) -> Iterator[Hit]:
    """模板里的语句在稿件中没有了。同一处连着删去的几句合为一条；整个部分都没有了的由 S201 报。

    锁定的语句被删是错误。稿件与模板几乎没有相同之处时，只报一条，请核对模板是否选对。

    依据：所用模板。
    """
    if context.alignment is None:
        return
    if context.comparison is None:
        kept = round(100 * context.alignment.likeness)
        yield Hit(
            Span(0, 0),
            f"稿件与模板几乎没有相同之处（只保留了模板文字的{kept}%），没有逐项比较",
            "请核对模板是否选对",
        )
        return
    yield from _lost_slots(context)
    template = context.comparison.reference
    gone = [x.section for x in context.lost_sections]
    gone += [template.sections[m.left] for m in context.emptied_sections]
    emptied = [x for x in context.comparison.rewordings if not x.right and not _inside(x, gone)]
    for place, group in groupby(emptied, key=lambda x: (x.place, template.paragraph_at(x.left.start))):
        dropped = list(group)
        slots = [s.name for s in context.template.slots if any(x.left.covers(s.span) for x in dropped)]  # type: ignore[union-attr]
        first = template[dropped[0].left]
        quote = first if len(first) <= 40 else f"{first[:36]}……"
        more = f"等{len(dropped)}句" if len(dropped) > 1 else ""
        asked = f"，其中应填的{'、'.join(slots[:6])}也没有了" if slots else ""
        yield Hit(
            Span(place[0], place[0]),
            f"模板中的“{quote}”{more}没有了{asked}",
            "补上这些内容；确实不需要的不必处理",
            tuple(Evidence(template[x.left], x.left, template.source) for x in dropped),
            Severity.ERROR if any(x.locked for x in dropped) else Severity.WARNING,
        )


def _lost_slots(context: Context) -> Iterator[Hit]:
    """Required slots whose clause is gone from a sentence that is still there."""
    assert context.comparison is not None
    template = context.comparison.reference
    reworded = {c.left: c for c in context.comparison.rewordings if c.right}
    lost: dict[Rewording, list[SlotValue]] = {}
    for value in context.comparison.values:
        if value.status is Status.DROPPED and value.slot.required:
            change = next((c for span, c in reworded.items() if span.covers(value.slot.span)), None)
            clause = template[value.slot.clause]
            if change is not None and any(word in clause for word in change.lost):
                lost.setdefault(change, []).append(value)
    for change, values in lost.items():
        names = "、".join(v.slot.name for v in values[:6])
        end = change.right[0].end
        yield Hit(
            Span(end, end),
            f"模板要求填写的{names}没有了",
            "补上这些内容；确实不需要的不必处理",
            tuple(Evidence(template[v.slot.clause], v.slot.clause, template.source) for v in values),
        )


def _inside(change: Rewording, sections: list[Section]) -> bool:
    return any(s.heading.start <= change.left.start < max(s.body.end, s.heading.end) for s in sections)
