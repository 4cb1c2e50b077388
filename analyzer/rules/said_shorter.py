"""Figures of the period said again in fewer words; a part of F304."""

import re
from collections.abc import Iterator

from analyzer.document import Quantity, Scope
from analyzer.rules.context import Context
from analyzer.rules.figure_pairs import agree, close, of_the_whole

_FULL = 8  # characters of the full name of a thing
_LEAST = 4  # characters of what is counted that make it one thing
_IN_ALL = re.compile("累计|总|以来|共计|合计")


def said_shorter(
    context: Context, by_thing: dict[tuple[str, str, bool], list[Quantity]]
) -> Iterator[tuple[Quantity, Quantity]]:
    """A figure of the period said again in fewer words (本季度检查企业48家 after 检查生产经营单位46家), and the first one.

    Only where a single figure of the report can be meant and the two are close to each other, as slips are.
    """
    single = [(key, found[0]) for key, found in by_thing.items() if len(found) == 1]
    for (what, unit, total), again in single:
        if len(what) < _LEAST or not of_the_whole(context, again):
            continue
        longer = [
            q
            for (other, its_unit, its_total), q in single
            if q is not again and (its_unit, its_total) == (unit, total) and _names_more(what, other)
        ]
        if len(longer) == 1 and close(longer[0], again):
            yield longer[0], again


def of_all_time(
    context: Context, by_thing: dict[tuple[str, str, bool], list[Quantity]]
) -> Iterator[tuple[Quantity, Quantity]]:
    """A total since the beginning, and a smaller figure of the thing by its full name that is of no time (五年累计就业830万人 … 就业710万人)."""
    for (what, unit, total), found in by_thing.items():
        wholes = by_thing.get((what, unit, True), [])
        if total or len(what) < _FULL or len(found) != 1 or len(wholes) != 1:
            continue
        again, whole = found[0], wholes[0]
        if again.scope is Scope.UNSAID and close(whole, again) and not agree(context, whole, again):
            first, second = sorted((whole, again), key=lambda q: q.span)
            yield first, second


def of_the_period(
    context: Context, brief: dict[tuple[str, str], list[Quantity]]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Two figures that the same few words count (培训84人次, 本期培训96人次; 在编干部42名 as of a day), one of them of the whole."""
    for found in brief.values():
        if len(found) != 2 or not any(of_the_whole(context, q) for q in found):
            continue
        first, again = found
        total = any(_IN_ALL.search(context.folded, q.sentence.start, q.span.start) for q in found)
        if (
            close(first, again)
            and not (total or agree(context, first, again))
            and first.scope is not again.scope
        ):
            yield first, again


def _names_more(short: str, long: str) -> bool:
    if len(long) <= len(short) or short[-2:] not in long:
        return False
    rest = iter(long)
    return all(c in rest for c in short)
