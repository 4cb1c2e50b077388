"""More done in the period than altogether (累计办结线索10件, 本期办结线索14件); a part of F304."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from analyzer.document import Quantity, Scope
from analyzer.rules.context import Context

_LONG = 6  # characters of what is counted that are one thing all over the report
_DEED = 2  # characters of what is done: 办结
_SLIP, _FEW = 2, 3  # times, and more: figures farther apart are about two things


def more_than_all(
    context: Context, by_thing: Mapping[tuple[str, str, bool], Sequence[Quantity]]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Totals since the beginning, and what is larger though it is a part of it. ``by_thing``: by words, unit, and whether a total."""
    totals = [q for q in context.quantities if q.scope is Scope.CUMULATIVE and not (q.row or q.change)]
    for (what, unit, total), found in by_thing.items():
        if total or len(found) != 1:
            continue
        part = found[0]
        wholes = list(by_thing.get((what, unit, True), ())) if len(what) >= _LONG else []
        if not wholes and part.scope is Scope.PERIOD:
            wholes = _unnamed(context, totals, what, part)
        if len(wholes) == 1 and wholes[0].number < part.number <= _SLIP * wholes[0].number + _FEW:
            yield wholes[0], part


def _unnamed(context: Context, totals: Sequence[Quantity], what: str, part: Quantity) -> list[Quantity]:
    """Totals of ``what`` that name the deed alone, right after the thing: 累计受理线索10件，已办结10件 for 办结线索."""
    deed, thing = what[:_DEED], what[_DEED:]
    if len(thing) < _DEED:
        return []
    # Clues of several kinds, each with its total, are not one thing.
    if len({q.what for q in totals if q.unit == part.unit and q.what.endswith(thing)}) != 1:
        return []
    counted = [q for q in context.quantities if q.unit == part.unit and not (q.row or q.change)]
    return [
        q
        for before, q in pairwise(counted)
        if q.scope is before.scope is Scope.CUMULATIVE
        and q.sentence == before.sentence
        and q.what in (deed, f"已{deed}")
        and before.what.endswith(thing)
    ]
