"""Shares (占抽查数的6.4%) that are not the quotient of the figures before them; a part of F303."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from analyzer.document import Evidence, Quantity, Report, Scope, Severity
from analyzer.rules.base import Hit
from analyzer.rules.context import Context
from analyzer.rules.figures import counted_as, decimals, last_digit, unequal_share

_OF = re.compile(r"占(?:比)?(?P<base>[^,;。:()]{0,16}?)的?(?:比重|比例|比)?(?:为|达到?|约)?$")
_WITHIN = re.compile(
    r"^(?:了|其|全部|抽查|检查|总|同期|应|所有|整个)?(?:[^,;。]{0,6}(?:总数|总量|总额|数|量|额))?$"
)
_TOTAL = re.compile("(?:总数|总量|总额|总|数量|件数|数|量|额)$")
_MANY = 100
_PLAN = re.compile("计划|任务|目标|预算|概算|总投资")
_OF_PLAN = re.compile("(?:为|达到?|是|完成)(?:[月年季半]度?|当[月年季]|全年|本期)?(?:计划|任务|目标|预算)的$")
_THING = 4  # characters at the end of what is counted that are one thing all over the report
_PAIR = 2
_ADVICE = "核对占比和两个数字"
_NAME = 2  # characters at least of a whole that goes by its name


def shares(report: Report, context: Context) -> Iterator[Hit]:
    """Shares whose part and whole stand in the same sentence, the whole with them or before."""
    folded = context.folded
    paragraphs = groupby(
        context.figures_by_sentence, key=lambda figures: report.paragraph_at(figures[0].span.start)
    )
    for _, paragraph in paragraphs:
        above: list[Quantity] = []
        for figures in paragraph:
            sentence = [q for q in figures if not q.change]
            for i, share in enumerate(sentence):
                if share.unit == "%" and not share.approximate and i:
                    yield from _share(context, above, sentence[:i], share)
                    yield from _explained(report, folded, sentence[:i], share, sentence[i + 1 :])
            above += sentence


def _share(
    context: Context, above: Sequence[Quantity], before: Sequence[Quantity], share: Quantity
) -> Iterator[Hit]:
    report, folded = context.report, context.folded
    counts = [q for q in before if not q.is_rate]
    named = _OF.search(folded, max(share.clause.start, share.span.start - 24), share.span.start)
    if named is None or not counts:
        planned = _OF_PLAN.search(folded, share.clause.start, share.span.start)
        if planned and len(counts) >= _PAIR:
            # 7月计划完成投资2.70亿元，实际完成2.66亿元，为月计划的98.5%
            plan, part = counts[-2:]
            yield from _of_plan(report, folded, part, plan, share)
        elif counts and folded[counts[-1].span.end : share.span.start] == "的":  # 完成年度计划20亿元的93%
            plan = counts[-1]
            parts = [q for q in counts[:-1] if q.unit == plan.unit and not q.approximate]
            if len(parts) == 1:
                yield from _of_plan(report, folded, parts[0], plan, share)
        return
    last = counts[-1]
    if last.span.start >= named.start():  # 占批复概算86.40亿元的43.1%
        parts = [q for q in counts[:-1] if counted_as(q.unit) == counted_as(last.unit)]
        wholes = [last]
    elif _WITHIN.match(named["base"]) and named.start() - last.clause.end <= 1:
        parts = [last]
        # A类38件，占66.7%；B类15件，占26.3%: what has a share of its own is a part as well.
        shared = {id(q) for q, after in pairwise(before) if after.unit == "%" and _says_share(folded, after)}
        wholes = [
            q
            for q in counts[:-1]
            if counted_as(q.unit) == counted_as(last.unit) and q.number > last.number and id(q) not in shared
        ]
        if not wholes and len({q.number for q in above if _may_hold(q, last)}) == 1:
            wholes = [q for q in above if _may_hold(q, last)][:1]  # 未登记的共63宗。已登记56宗，占88.9%
        wholes = wholes or _named_elsewhere(context, named["base"], last)
        if not wholes:
            yield from _of_no_whole(context, last, share, named["base"])
        if len(wholes) != 1:
            return  # which of them it is a share of is not said
        others = [q for q in above if counted_as(q.unit) == counted_as(last.unit) and q.number >= last.number]
        if any(_fits(report, last, q, share) for q in others):
            return
        together = replace(
            last,
            number=sum((q.number for q in counts if counted_as(q.unit) == counted_as(last.unit)), Decimal()),
        )
        if "其中" not in folded[wholes[0].span.end : last.span.start] and _fits(
            report, last, together, share
        ):
            return  # 自然人22件，占81.5%；法人5件，占18.5%
    elif len(named["base"]) >= _NAME and 0 <= named.start() - last.clause.end <= 1:
        # 概算总投资14.80亿元，……累计完成投资9.25亿元，占总投资的62.5%: the whole goes by its name.
        parts = [last]
        wholes = [
            q
            for q in (*above, *counts[:-1])
            if counted_as(q.unit) == counted_as(last.unit) and q.what.endswith(named["base"].strip())
        ]
        wholes = wholes or _named_elsewhere(context, named["base"], last)
        if len({q.number for q in wholes}) != 1 or wholes[0].number < last.number:
            return
    else:
        return
    usable = [q for q in (*parts, *wholes) if not (q.approximate or q.scope is Scope.EARLIER)]
    if not parts or len(usable) < len(parts) + len(wholes):
        return
    whole = wholes[0]
    if not whole.number or any(_fits(report, part, whole, share) for part in parts):
        return
    part = parts[-1]
    severity = None if whole is last else Severity.WARNING
    yield unequal_share(report, part, whole, share, severity, _ADVICE)


def _of_plan(report: Report, folded: str, part: Quantity, plan: Quantity, share: Quantity) -> Iterator[Hit]:
    words = folded[plan.clause.start : plan.span.start]
    if (
        plan.unit == part.unit
        and plan.number
        and _PLAN.search(words)
        and not _fits(report, part, plan, share)
    ):
        yield unequal_share(report, part, plan, share, Severity.WARNING)


def _of_no_whole(context: Context, part: Quantity, share: Quantity, base: str) -> Iterator[Hit]:
    """A share of a thing that the report counts several times (占20.2%: 违规金额), if it is right of none of the larger figures."""
    named = _TOTAL.sub("", base.strip())
    thing = named or part.what[-_THING:]
    if len(thing) < (_NAME if named else _THING) or part.approximate:
        return
    wholes = [q for q in context.quantities if q.what.endswith(thing) and _may_hold(q, part)]
    if wholes and not any(
        q.number and _fits(context.report, part, q, share)
        for q in context.quantities
        if q.unit == part.unit and q.number >= part.number
    ):
        whole = max(wholes, key=lambda q: q.number)
        yield unequal_share(context.report, part, whole, share, Severity.INFO, _ADVICE)


def _may_hold(whole: Quantity, part: Quantity) -> bool:
    return whole.unit == part.unit and whole.number > part.number and not (whole.approximate or whole.change)


def _named_elsewhere(context: Context, base: str, part: Quantity) -> list[Quantity]:
    """The figure that a share's base names, wherever the report has it (占办结总数的72.7%: 办结33件), if it always is one."""
    name = _TOTAL.sub("", base.strip())
    if len(name) < _NAME:
        return []
    found = [q for q in context.quantities if q.what.endswith(name) and _may_hold(q, part)]
    return found[:1] if len({q.number for q in found}) == 1 else []


def _explained(
    report: Report, folded: str, before: Sequence[Quantity], share: Quantity, after: Sequence[Quantity]
) -> Iterator[Hit]:
    """A share whose parts are named before it and counted after it with the others: 事业单位和国企占84.6%（事业单位6人、国企5人、其他2人）."""
    named = _OF.search(folded, max(share.clause.start, share.span.start - 24), share.span.start)
    end = folded.find(")", share.span.end, share.sentence.end)
    if named is None or named["base"] or not folded.startswith("(", share.span.end) or end < 0:
        return
    inside = [q for q in after if q.span.end <= end and not q.is_rate]
    wholes = [q for q in before if inside and q.number == sum((i.number for i in inside), Decimal())]
    if not wholes or any(q.unit != inside[0].unit or q.approximate for q in (*inside, *wholes)):
        return
    names = re.split("[和及与、]", folded[share.clause.start : named.start()])
    of = [[q for q in inside if q.what and name.strip().startswith(q.what)] for name in names]
    if any(len(found) != 1 for found in of):
        return
    parts = [found[0] for found in of]
    together = replace(parts[0], number=sum((q.number for q in parts), Decimal()))
    whole = wholes[-1]
    if not whole.number or _fits(report, together, whole, share):
        return
    right = (together.number * _MANY / whole.number).quantize(decimals(report[share.span]))
    added = "＋".join(report[q.span] for q in parts)
    yield Hit(
        share.span,
        f"（{added}）÷{report[whole.span]}＝{right}%，写作{report[share.span]}",
        "核对占比和各部分的数字",
        tuple(Evidence(report[q.clause].strip(), q.clause) for q in (whole, *parts)),
        Severity.WARNING,
    )


def _says_share(folded: str, rate: Quantity) -> bool:
    return _OF.search(folded, max(rate.clause.start, rate.span.start - 24), rate.span.start) is not None


def _fits(report: Report, part: Quantity, whole: Quantity, share: Quantity) -> bool:
    own, other = last_digit(report, part) / 2, last_digit(report, whole) / 2
    loose = (own + part.number * other / whole.number) / whole.number
    return (
        abs(part.number / whole.number * _MANY - share.number) <= decimals(report[share.span]) + loose * _MANY
    )
