"""The same figures in this report and in an earlier one."""

import re
from collections.abc import Iterator, Sequence

from analyzer.document import Comparison, Quantity, Scope

SMALL = 5  # figures below are often the same by chance
_ALIKE = 70  # percent: what two figures count is said in much the same words

DEED = re.compile(
    "查[出处实验看]|[检抽排核督调巡清]查|抽检|开展|组织|召开|举办|受理|办结|立案|处[理置分]|约谈|谈话|整改|完成|消除|销号|发[放出现送布]|印发"
    "|培训|宣讲|走访|慰问|参加|通报|督[办促]|新增|投入|下达|出具|转办|收到|征[集求]|接[到待诊访]|拆除|清[运理疏]|外借|拨付|支付|劝阻|推送|签订|出动|摸排|采集|调解|帮扶|救助|发展|登记|演练|提醒|作出|标注|点击|编发|研究"
)


def same_figures(
    old: Sequence[Quantity], new: Sequence[Quantity], comparison: Comparison
) -> tuple[tuple[Quantity, Quantity], ...]:
    """Figures of an earlier report and the same ones of a later one, in the order of the later.

    Two figures are the same if they stand in sentences that stand for one another and count the same thing, or in
    cells of the same labels.
    """
    pairs = [*_in_text(old, new, comparison), *_in_tables(old, new)]
    return tuple(sorted(pairs, key=lambda p: p[1].span))


def _in_text(
    old: Sequence[Quantity], new: Sequence[Quantity], comparison: Comparison
) -> Iterator[tuple[Quantity, Quantity]]:
    ours, theirs = _by_sentence(old), _by_sentence(new)
    for pair in comparison.pairs:
        left = [q for s in pair.left for q in ours.get(s.start, ())]
        right = [q for s in pair.right for q in theirs.get(s.start, ())]
        for q in left:
            match = next(
                (r for r in right if r.unit == q.unit and r.change == q.change and same_thing(q, r)), None
            )
            if match is not None:
                right.remove(match)
                yield q, match


def same_thing(one: Quantity, other: Quantity) -> bool:
    """Whether what two figures count is said in much the same words."""
    if one.what == other.what or not one.what:
        return one.what == other.what
    from rapidfuzz import fuzz  # a review without earlier reports does not pay for it

    return fuzz.ratio(one.what, other.what) >= _ALIKE


def _by_sentence(quantities: Sequence[Quantity]) -> dict[int, list[Quantity]]:
    found: dict[int, list[Quantity]] = {}
    for q in quantities:
        if not q.row:
            found.setdefault(q.sentence.start, []).append(q)
    return found


def _in_tables(old: Sequence[Quantity], new: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    cells = {(q.row, q.column): q for q in old if q.row}
    for q in new:
        before = cells.get((q.row, q.column)) if q.row else None
        if before is not None and before.unit == q.unit:
            yield before, q


def is_flow(quantity: Quantity) -> bool:
    """Whether a figure is of what was done in the period or since the beginning, so that it ought to move on."""
    moves = quantity.scope in (Scope.PERIOD, Scope.CUMULATIVE)
    return (
        moves and not (quantity.approximate or quantity.row or quantity.change) and quantity.number >= SMALL
    )


def is_deed(folded: str, quantity: Quantity) -> bool:
    """Whether a figure whose clause says no time is of something done (查出隐患24处), which is of the period then."""
    return (
        quantity.scope is Scope.UNSAID
        and not (quantity.approximate or quantity.row or quantity.change)
        and quantity.number >= SMALL
        and DEED.search(folded, quantity.clause.start, quantity.span.start) is not None
    )
