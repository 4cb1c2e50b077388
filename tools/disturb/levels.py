"""How much is done to a draft: ``sound`` is only filled (the second one padded), ``light`` hurried, ``heavy`` worked over."""

from . import structure
from .coming import add_local, drop, droppable
from .forms import Fill
from .lists import exchange_items
from .render import Draft
from .sentences import (
    adverbial,
    clause_order,
    detail,
    exchange,
    hand_rewrite,
    list_order,
    many_synonyms,
    merge,
    move,
    split,
    swap_figure,
    synonyms,
    weaken,
)
from .sheet import NUMERIC
from .template import Node, Unit
from .words import Words

_LIGHT = ((synonyms, 4), (adverbial, 2))
_HEAVY = (
    (many_synonyms, 5),
    (hand_rewrite("light"), 7),
    (hand_rewrite("strong"), 2),
    (weaken, 7),
    (swap_figure, 4),
    (list_order, 2),
    (clause_order, 3),
    (split, 6),
    (merge, 3),
    (exchange, 2),
    (exchange_items, 5),
    (move, 4),
    (adverbial, 1),
    (detail, 5),
)
_PEOPLE = frozenset({"contact", "person", "writer", "checker", "clerk", "chief"})
_MANY = 14


def sound(draft: Draft, words: Words, n: int) -> None:
    used: set[str] = set()
    if n == 2:
        for _ in range(draft.chance.n(2, 3)):
            add_local(draft, words, used)
        for _ in range(draft.chance.n(1, 2)):
            add_local(draft, words, used, paragraph=True)


def light(draft: Draft, words: Words, n: int) -> None:
    c = draft.chance
    used: set[str] = set()
    if n in (1, 3, 5):
        _some(
            draft, lambda node: structure.rename(draft, words, node), draft.top if n != 5 else draft.nodes()
        )
    if n in (2, 5):
        _drop_with_slots(draft, 1)
    _disturb(draft, words, _LIGHT, c.random.uniform(0.10, 0.15))
    for _ in range(c.n(1, 2)):
        if c.random.random() < 0.5 or not _try_detail(draft, words):
            add_local(draft, words, used)
    if n in (3, 4):
        _unfill(draft, 1)
    if n == 6:
        _space(draft)
    if n in (4, 6):
        draft.width = "full" if draft.template.halfwidth else "half"


def heavy(draft: Draft, words: Words, n: int) -> None:
    c = draft.chance
    used: set[str] = set()
    _sections(draft, words, n)
    for _ in range(c.n(1, 2)):
        _some(draft, lambda node: structure.rename(draft, words, node), draft.top)
    if n % 3 != 1:
        deep = [node for node in draft.nodes() if node.level > 1]
        _some(draft, lambda node: structure.rename(draft, words, node), deep)
    if n in (1, 3, 4, 8):
        structure.exchange_items(draft, c)
    if n in (1, 4, 7):
        _alter_locked(draft, words)
    _drop_with_slots(draft, c.n(2, 4))
    plain = [u for u in _alive(draft) if not u.slots and droppable(draft, u)]
    for u in c.random.sample(plain, min(len(plain), c.n(1, 3))):
        if droppable(draft, u):
            drop(draft, u, "sentence deleted")
    _disturb(draft, words, _HEAVY, c.random.uniform(0.30, 0.45))
    for _ in range(c.n(1, 3)):
        add_local(draft, words, used)
    if c.random.random() < 0.3:
        add_local(draft, words, used, paragraph=True)
    if n not in (2, 6):
        structure.renumber(draft)
        draft.numbering = "adapted"
    _unfill(draft, c.n(1, 3))
    _mismatch(draft, c.n(0, 2))
    if n == 5:
        _space(draft)
    if n in (3, 6):
        draft.width = "full" if draft.template.halfwidth else "half"


LEVELS = {"sound": sound, "light": light, "heavy": heavy}


def _sections(draft: Draft, words: Words, n: int) -> None:
    """Each kind of upheaval comes once or twice among the eight drafts of a template."""
    small = [node for node in draft.top[1:] if _slots(node) <= _MANY] or draft.top[1:]
    if n in (1, 6):
        _some(draft, lambda node: structure.move(draft, node), draft.top)
    if n in (2, 7):
        _some(draft, lambda node: structure.delete(draft, node), small)
    if n in (3, 7):
        structure.join(draft, words, n // 4)
    if n == 4:
        _some(draft, lambda node: structure.empty(draft, node), small)
    if n in (5, 8):
        _some(draft, lambda node: structure.merge(draft, node), draft.top[1:])
    if n in (5, 6):
        deep = [node for node in draft.nodes() if node.level == 2 and node.heading and _slots(node) <= 8]
        _some(draft, lambda node: structure.delete(draft, node), deep)


def _some(draft: Draft, op, nodes: list[Node]) -> bool:
    return any(op(node) for node in draft.chance.random.sample(nodes, len(nodes)))


def _slots(node: Node) -> int:
    return sum(len(u.slots) for b in node.walk() for u in b.units)


def _alive(draft: Draft) -> list[Unit]:
    return [u for b in draft.blocks() for u in b.units if u.kind == "sentence"]


def _disturb(draft: Draft, words: Words, ops: tuple, share: float) -> None:
    c = draft.chance
    units = [u for u in _alive(draft) if not u.locked]
    wanted = round(share * len(units))
    for unit in c.random.sample(units, len(units)):
        if sum(bool(u.changes) for u in units) >= wanted:
            break
        if unit.changes:
            continue
        left = list(ops)
        while left:
            op, _ = choice = c.random.choices(left, [w for _, w in left])[0]
            if op(draft, words, unit):
                if op in (split, swap_figure, clause_order, detail, move) and c.random.random() < 0.35:
                    synonyms(draft, words, unit)
                break
            left.remove(choice)


def _try_detail(draft: Draft, words: Words) -> bool:
    units = [u for u in _alive(draft) if not u.locked and not u.changes]
    return any(detail(draft, words, u) for u in draft.chance.random.sample(units, len(units)))


def _drop_with_slots(draft: Draft, wanted: int) -> None:
    """Sentences with blanks, until ``wanted`` blanks are gone."""
    c, gone = draft.chance, 0
    units = [u for u in _alive(draft) if u.slots and not u.changes]
    for u in c.random.sample(units, len(units)):
        if gone + len(u.slots) <= max(wanted, 1) + 1 and droppable(draft, u):
            gone += len(u.slots)
            drop(draft, u, "sentence deleted")
        if gone >= wanted:
            return


def _alter_locked(draft: Draft, words: Words) -> None:
    c = draft.chance
    units = [u for u in _alive(draft) if u.locked]
    for u in c.random.sample(units, len(units)):
        degree = c.pick(("light", "strong"))
        if any(hand_rewrite(d)(draft, words, u) for d in (degree, "light", "strong")):
            return
    for u in units:
        if synonyms(draft, words, u):
            return


def _present(draft: Draft) -> list[int]:
    blocks = draft.blocks()[1:]
    return [i for b in blocks for u in b.units for i in u.slots if draft.fills[i].status == "filled"]


def _unfill(draft: Draft, count: int) -> None:
    present = _present(draft)
    for i in draft.chance.random.sample(present, min(count, len(present))):
        slot = draft.template.slots[i]
        draft.fills[i] = Fill("unfilled", draft.template.text[slot.start : slot.end], form="blank")


def _space(draft: Draft) -> None:
    """Blanks about figures, as some writers type them."""
    tables = {i for b in draft.blocks() if b.table for u in b.units for i in u.slots}
    for i, slot in enumerate(draft.template.slots):
        fill = draft.fills[i]
        if slot.kind in NUMERIC and fill.form == "plain" and fill.status == "filled" and i not in tables:
            fill.before, fill.form = " ", "spaced"
            fill.after = "" if slot.kind == "percent" else " "


def _mismatch(draft: Draft, count: int) -> None:
    c, slots = draft.chance, draft.template.slots
    tables = {i for b in draft.blocks() if b.table for u in b.units for i in u.slots}
    present = [
        i
        for i in _present(draft)
        if not slots[i].plain
        and i not in tables
        and (slots[i].kind in NUMERIC - {"percent"} or slots[i].key in _PEOPLE or _is_rate(draft, i))
    ]
    for i in c.random.sample(present, min(count, len(present))):
        if slots[i].key in _PEOPLE:
            draft.fills[i] = Fill("mismatch", str(c.n(3, 48)), form="mismatch")
        elif slots[i].kind == "percent":
            draft.fills[i] = Fill("mismatch", "较高", swallow="%", form="mismatch")
        elif slots[i].kind == "money" or slots[i].kind == "decimal":
            draft.fills[i] = Fill("mismatch", "若干", form="mismatch")
        else:
            much = c.pick(("若干", "若干", "数十", "较多", "较多"))
            draft.fills[i] = Fill(
                "mismatch", much, swallow=slots[i].unit if much == "较多" else "", form="mismatch"
            )


def _is_rate(draft: Draft, i: int) -> bool:
    slot = draft.template.slots[i]
    return slot.kind == "percent" and draft.template.text[: slot.start].endswith(("率", "率为"))
