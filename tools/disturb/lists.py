"""Items of lists in running text exchanged: 一是…二是… as sentences of a paragraph or as clauses of one sentence."""

import re

from .render import Draft
from .sentences import block_of, said
from .template import Unit
from .words import Words

_ITEM = re.compile("[一二三四]是")
_CLAUSE = re.compile("([一二三四]是)([^；;。]+)(?=[；;。])")


def exchange_items(draft: Draft, words: Words, unit: Unit) -> bool:
    """The item that this sentence opens and the next one, numbered anew."""
    if len(_CLAUSE.findall(unit.text)) > 2:
        return _clauses(draft, unit)
    if not _ITEM.match(unit.text):
        return False
    if sum(n.startswith("item ") for u in draft.sentences for _, _, n in u.changes) > 6:
        return False
    units = block_of(draft, unit).units
    starts = [i for i, u in enumerate(units) if u.kind == "sentence" and _ITEM.match(u.text)]
    here = next(i for i, u in enumerate(units) if u is unit)
    later = [i for i in starts if i > here]
    if not later:
        return False
    middle = later[0]
    end = later[1] if len(later) > 1 else len(units)
    first, second = units[here:middle], units[middle:end]
    # The last item may be followed by what sums up the whole list.
    if end == len(units) and len(second) > len(first):
        return False
    if any(u.kind != "sentence" or u.changes or u.locked for u in first + second):
        return False
    one, two = first[0].text[:2], second[0].text[:2]
    first[0].text, second[0].text = two + first[0].text[2:], one + second[0].text[2:]
    units[here:end] = [*second, *first]
    for u in first:
        u.changes.append(("moved", None, "item exchanged with the next one"))
    for u in second:
        u.changes.append(("moved", None, "item exchanged with the one before"))
    return True


def _clauses(draft: Draft, unit: Unit) -> bool:
    found = list(_CLAUSE.finditer(unit.text))
    at = draft.chance.n(0, len(found) - 2)
    a, b = found[at], found[at + 1]
    between = unit.text[a.end() : b.start()]
    text = unit.text[: a.start()] + a[1] + b[2] + between + b[1] + a[2] + unit.text[b.end() :]
    return said(unit, text, "changed", "light", f"{a[1]} and {b[1]} exchanged")
