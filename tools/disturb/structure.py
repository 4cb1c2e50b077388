"""What writers do to sections: rename, move, merge, join two titles, delete, empty, exchange items, and number anew."""

import re

from .chance import Chance
from .render import Draft
from .template import Node
from .words import Words

_HAN = "零一二三四五六七八九十"
_NUMBER = re.compile(r"[一二三四五六七八九十]+|\d+(?:\.\d+)?")


def rename(draft: Draft, words: Words, node: Node) -> bool:
    unit = node.heading
    others = words.titles.get(draft.title(node.section))
    if (
        unit is None
        or not others
        or unit.text != draft.original[id(unit)]
        or "emptied" in draft.status[node.section]
    ):
        return False
    unit.text = draft.chance.pick(others)
    draft.status[node.section].append("renamed")
    return True


def move(draft: Draft, node: Node) -> bool:
    """A section two or more places up or down."""
    at = next(i for i, n in enumerate(draft.top) if n is node)
    places = [i for i in range(len(draft.top)) if abs(i - at) >= 2]
    if not places or draft.status[node.section]:
        return False
    draft.top.pop(at)
    draft.top.insert(draft.chance.pick(places), node)
    draft.status[node.section].append("moved")
    return True


def _lose_heading(node: Node) -> None:
    block = node.blocks[0]
    at = next(i for i, u in enumerate(block.units) if u.section == node.section)
    rest = block.units[at + 1 :]
    block.units[:] = rest[1:] if rest and rest[0].text == "。" else rest


def _under(draft: Draft, first: Node, second: Node) -> None:
    heading = first.heading
    _lose_heading(second)
    draft.top[:] = [n for n in draft.top if n is not second]
    first.children.append(second)
    draft.holder[second.section] = heading


def merge(draft: Draft, node: Node) -> bool:
    """The heading gone, the text under the section before."""
    at = next(i for i, n in enumerate(draft.top) if n is node)
    before = draft.top[at - 1] if at else None
    if before is None or draft.status[node.section] or "merged" in draft.status[before.section]:
        return False
    if "emptied" in draft.status[before.section] or before.heading is None:
        return False
    _under(draft, before, node)
    draft.status[node.section].append("merged")
    return True


def join(draft: Draft, words: Words, which: int) -> bool:
    """Two neighbouring titles made into one."""
    if not words.joined:
        return False
    first_title, second_title, joined = words.joined[which % len(words.joined)]
    for first, second in zip(draft.top, draft.top[1:], strict=False):
        if (draft.title(first.section), draft.title(second.section)) == (first_title, second_title):
            if draft.status[first.section] or draft.status[second.section] or first.heading is None:
                return False
            first.heading.text = joined
            _under(draft, first, second)
            draft.status[first.section].append("merged")
            draft.status[second.section].append("merged")
            return True
    return False


def _gone(draft: Draft, nodes: list[Node], reason: str) -> None:
    for n in nodes:
        draft.status[n.section] = ["missing"]
        draft.holder.pop(n.section, None)
        for b in n.blocks:
            for u in b.units:
                if u.span and u.kind == "sentence":
                    draft.reasons[u.span[0]] = reason
        _gone(draft, n.children, reason)


def delete(draft: Draft, node: Node) -> bool:
    if draft.status[node.section] and draft.status[node.section] != ["renamed"]:
        return False
    for group in (draft.top, *(n.children for n in draft.nodes())):
        if any(n is node for n in group):
            group[:] = [n for n in group if n is not node]
            _gone(draft, [node], "section deleted")
            return True
    return False


def empty(draft: Draft, node: Node) -> bool:
    """The heading stays, what stood under it is gone."""
    if "merged" in draft.status[node.section] or node.heading is None:
        return False
    _gone(draft, node.children, "section emptied")
    for b in node.blocks:
        for u in b.units:
            if u.span and u.kind == "sentence":
                draft.reasons[u.span[0]] = "section emptied"
    first = node.blocks[0]
    keep = next(i for i, u in enumerate(first.units) if u.section == node.section)
    end = keep + 2 if first.units[keep + 1 : keep + 2] and first.units[keep + 1].text == "。" else keep + 1
    first.units[:] = first.units[:end]
    node.blocks[:] = [first]
    node.children.clear()
    draft.status[node.section].append("emptied")
    return True


def exchange_items(draft: Draft, chance: Chance) -> bool:
    """Two neighbouring items of one list in the other order."""
    lists = [n.children for n in draft.top if len(n.children) > 2 and "merged" not in draft.status[n.section]]
    if not lists:
        return False
    group = chance.pick(lists)
    at = chance.n(0, len(group) - 2)
    first, second = group[at : at + 2]
    if (
        draft.status[first.section]
        or draft.status[second.section]
        or first.heading is None
        or second.heading is None
    ):
        return False
    group[at : at + 2] = [second, first]
    # The two keep the line breaks of their places, and the mark at the end of a list's lines.
    first.blocks[0].gap, second.blocks[0].gap = second.blocks[0].gap, first.blocks[0].gap
    for node, other in ((first, second), (second, first)):
        draft.status[node.section].append("moved")
        draft.partner[node.section] = other.section
        for unit in (u for u in node.blocks[0].units if u.kind == "sentence" and u.section == node.section):
            unit.changes.append(("moved", None, "exchanged with a neighbouring item"))
    return True


def renumber(draft: Draft) -> None:
    """Markers of the sections in the order in which they now stand."""
    _renumber(draft.top, "")


def _renumber(nodes: list[Node], parent: str) -> None:
    count = 0
    flat: list[Node] = []
    for n in nodes:
        flat += [n] if n.heading else n.children
    for n in flat:
        unit = n.heading
        here = ""
        if unit is not None and (m := _NUMBER.search(unit.marker)):
            count += 1
            new = _HAN[count] if m[0][0] in _HAN else f"{parent}.{count}" if "." in m[0] else str(count)
            unit.marker = unit.marker[: m.start()] + new + unit.marker[m.end() :]
            here = new
        _renumber(n.children, here)
