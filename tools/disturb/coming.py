"""Sentences that come and go: dropped ones of the template, added ones of the writer's own."""

import re

from .render import Draft
from .sentences import ENUMERATED, alone_under_lead, block_of, in_head, leaned_on, neighbours, takes
from .template import Block, Unit
from .words import Words, drawn


def drop(draft: Draft, unit: Unit, reason: str) -> None:
    block = block_of(draft, unit)
    block.units[:] = [u for u in block.units if u is not unit]
    draft.reasons[unit.span[0]] = reason
    if unit.section is not None:
        draft.status[unit.section] = ["missing"]
    if not [u for u in block.units if u.kind != "raw"]:
        block.units.clear()


def droppable(draft: Draft, unit: Unit) -> bool:
    """No sentence that others lean on, no lead of a list, not the only one under a heading."""
    if unit.locked or unit.changes or not unit.text.endswith("。") or ENUMERATED.match(unit.text):
        return False
    if re.search(r"现将|专此|特此|见下表|如下|三点|以下|五个方面|四类", unit.text) or leaned_on(draft, unit):
        return False
    if alone_under_lead(draft, unit) or (in_head(draft, unit) and neighbours(draft, unit)[0] is None):
        return False
    return (
        unit.section is not None or len([u for u in block_of(draft, unit).units if u.kind == "sentence"]) > 1
    )


def add_local(draft: Draft, words: Words, used: set[str], paragraph: bool = False) -> bool:
    """A sentence or a paragraph that the template knows nothing of."""
    c = draft.chance
    for title, text in c.random.sample(words.local, len(words.local)):
        node = next((n for n in draft.top if draft.title(n.section) == title), None)
        if text in used or node is None:
            continue
        blocks = [b for b in node.walk() if takes(b)]
        if not blocks:
            continue
        used.add(text)
        said_ = drawn(c, text)
        said_ = said_.replace("，", ",") if draft.template.halfwidth else said_
        block = c.pick(blocks)
        if paragraph:
            home = next(n for n in draft.nodes() if any(b is block for b in n.blocks))
            at = next(i for i, b in enumerate(home.blocks) if b is block)
            home.blocks.insert(at + 1, Block([Unit("local", said_)], block.gap))
            return True
        block.units.append(Unit("local", said_))
        return True
    return False
