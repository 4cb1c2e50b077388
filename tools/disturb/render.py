"""Puts the values into a disturbed tree and writes down the truth: where each blank, section and sentence now is."""

import json
import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from .chance import Chance
from .forms import Fill, plain
from .sheet import NUMERIC
from .template import FIRST, SLOT, Block, Node, Template, Unit

_HALF = str.maketrans("，；：（）", ",;:()")
_FULL = str.maketrans(",;:()", "，；：（）")
_ORDER = ("moved", "changed", "split", "merged", "detail")


@dataclass
class Draft:
    """A template on its way to a draft."""

    template: Template
    chance: Chance
    level: str
    values: dict
    head: list[Block] = field(default_factory=list)
    top: list[Node] = field(default_factory=list)
    tail: list[Block] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    status: dict[int, list[str]] = field(default_factory=dict)
    """What happened to each section, empty for nothing."""
    holder: dict[int, Unit] = field(default_factory=dict)
    """The heading under which a section's text now stands."""
    reasons: dict[int, str] = field(default_factory=dict)
    """Why a sentence (by the place it begins in the template) is gone."""
    partner: dict[int, int] = field(default_factory=dict)
    """Which item a moved one was exchanged with."""
    width: str = ""
    numbering: str = "kept"

    def __post_init__(self) -> None:
        self.head, self.top, self.tail = self.template.tree()
        self.units = [u for b in self.blocks() for u in b.units]
        self.original = {id(u): u.text for u in self.units}
        self.sentences = [u for u in self.units if u.kind == "sentence"]
        self.headings = {u.section: u for u in self.units if u.section is not None}
        self.holder = dict(self.headings)
        self.status = {i: [] for i in self.headings}

    def title(self, section: int) -> str:
        """A section's title in the template, without its number."""
        return self.original[id(self.headings[section])]

    def blocks(self) -> list[Block]:
        return [*self.head, *(b for n in self.top for b in n.walk()), *self.tail]

    def nodes(self) -> list[Node]:
        found: list[Node] = []

        def add(nodes: list[Node]) -> None:
            for n in nodes:
                found.append(n)
                add(n.children)

        add(self.top)
        return found


def write(draft: Draft) -> tuple[str, dict]:
    """The draft's text and its truth."""
    out: list[str] = []
    length = 0
    spans: dict[int, tuple[int, int]] = {}
    fills = draft.fills

    def put(text: str) -> None:
        nonlocal length
        out.append(text)
        length += len(text)

    def words(coded: str) -> None:
        at = 0
        for m in SLOT.finditer(coded):
            put(_wide(draft, coded[at : m.start()]))
            at = m.end()
            i = ord(m[0]) - FIRST
            fill = fills[i]
            if fill.swallow and not coded.startswith(fill.swallow, at):
                fill = fills[i] = _fallback(draft, i)
            put(fill.before)
            if draft.template.slots[i].kind == "text" and fill.status == "filled":
                fill.text = _wide(draft, fill.text)
            if i in spans:
                raise ValueError(f"slot {i} twice")
            spans[i] = (length, length + len(fill.text))
            put(fill.text)
            put(fill.after)
            at += len(fill.swallow)
        put(_wide(draft, coded[at:]))

    for block in draft.blocks():
        if not block.units:
            continue
        put(block.gap if out else "")
        for unit in block.units:
            start = length
            put(_wide(draft, unit.marker))
            if unit.kind != "heading":
                start = length
            words(unit.text)
            unit.place = (start, length)
    put("\n")
    text = "".join(out)
    return text, _truth(draft, text, spans)


def _wide(draft: Draft, text: str) -> str:
    if draft.width == "half":
        return re.sub("[“”]", '"', text.translate(_HALF))
    return text.translate(_FULL) if draft.width == "full" else text


def _fallback(draft: Draft, i: int) -> Fill:
    slot = draft.template.slots[i]
    text = plain(slot, draft.template.text[slot.start : slot.end], draft.values[slot.key])
    return Fill("filled", text, json.loads(text))


def _truth(draft: Draft, text: str, spans: dict[int, tuple[int, int]]) -> dict:
    template = draft.template
    slots = []
    for i, slot in enumerate(template.slots):
        fill, span = draft.fills[i], spans.get(i)
        entry = {"blank": [slot.start, slot.end], "status": fill.status if span else "dropped"}
        entry |= {"text": fill.text if span else None}
        if slot.kind in NUMERIC:
            entry["number"] = fill.number if span else None
        slots.append(
            entry | {"span": span, "kind": slot.kind, "unit": slot.unit, "form": fill.form if span else None}
        )
        if span and text[span[0] : span[1]] != fill.text:
            raise ValueError(f"{template.stem}: slot {i} is not where it should be")
    added = [
        {"draft": list(u.place), "text": text[slice(*u.place)]}
        for b in draft.blocks()
        for u in b.units
        if u.kind == "local"
    ]
    return {
        "slots": slots,
        "sections": _sections(draft, text),
        "wording": _wording(draft, text),
        "added": added,
    }


def _sections(draft: Draft, text: str) -> list[dict]:
    alive = {id(u) for b in draft.blocks() for u in b.units}
    found = []
    for i, s in enumerate(draft.template.report.sections):
        entry: dict = {"heading": list(s.heading)}
        if i not in draft.headings:
            found.append(entry | {"status": "instruction", "draft": None})
            continue
        unit = draft.holder.get(i)
        place = None
        if unit is not None and id(unit) in alive and unit.place:
            start, end = unit.place
            if unit.kind == "sentence":
                end = start + re.search("[。；]|$", text[start:end]).start()
                start -= len(unit.marker)
            place = [start, end]
        status = draft.status[i]
        if place is None and "missing" not in status:
            status = ["missing"]
        entry |= {"status": "+".join(status) or "kept", "draft": place}
        if draft.headings[i].kind == "sentence":
            entry["item"] = True
        if i in draft.partner:
            entry["exchanged_with"] = draft.partner[i]
        if place:
            entry["text"] = text[place[0] : place[1]]
        found.append(entry)
    return found


def _wording(draft: Draft, text: str) -> list[dict]:
    alive = {id(u) for b in draft.blocks() for u in b.units}
    found = []
    for u in sorted(draft.sentences, key=lambda u: u.span):
        entry: dict = {"kind": "same", "degree": None, "locked": u.locked, "template": list(u.span)}
        if u.section is not None:
            entry["item"] = True
        if id(u) not in alive:
            found.append(
                entry | {"kind": "dropped", "draft": None, "note": draft.reasons.get(u.span[0], "deleted")}
            )
            continue
        kinds = sorted({k for k, _, _ in u.changes}, key=_ORDER.index)
        degrees = {d for _, d, _ in u.changes if d}
        entry["kind"] = kinds[0] if kinds else "same"
        entry["degree"] = "strong" if "strong" in degrees else "light" if degrees else None
        if kinds[1:]:
            entry["also"] = kinds[1:]
        entry["draft"] = list(u.place)
        entry["note"] = "; ".join(n for _, _, n in u.changes if n)
        if entry["degree"]:
            before, after = (SLOT.sub("", t) for t in (draft.original[id(u)], u.text))
            entry["overlap"] = round(SequenceMatcher(None, before, after, autojunk=False).ratio(), 2)
            if entry["degree"] == "strong" and entry["overlap"] < 0.35:
                entry["note"] += "; another sentence in its place"
        if not u.changes and u.text != draft.original[id(u)]:
            raise ValueError(f"{draft.template.stem}: changed without a word: {u.text}")
        found.append(entry)
    return found


def dump(draft: Draft, seed: int, truth: dict) -> str:
    """The truth as JSON, one entry a line."""
    head = {"template": draft.template.stem, "level": draft.level, "part": draft.template.part, "seed": seed}
    head |= {"punctuation": draft.width or "as in the template", "numbering": draft.numbering}
    lines = [f' "{k}": {json.dumps(v, ensure_ascii=False)}' for k, v in head.items()]
    for k, entries in truth.items():
        rows = ",\n  ".join(json.dumps(e, ensure_ascii=False) for e in entries)
        lines.append(f' "{k}": [\n  {rows}\n ]')
    return "{\n" + ",\n".join(lines) + "\n}\n"
