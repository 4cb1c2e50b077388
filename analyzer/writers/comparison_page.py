"""Two reports side by side as one HTML page that needs nothing else: no network, no fonts, no other files."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from analyzer.document import Change, Comparison, Fate, Pair, Part
from analyzer.writers.comparison_rows import (
    LEFT,
    RIGHT,
    Group,
    Item,
    Row,
    Side,
    mark_words,
    paired_tables,
    rows_of,
)

_LETTERS = {Change.CHANGED: "改", Change.ADDED: "增", Change.REMOVED: "删", Change.MOVED: "移"}
_FATES = {Fate.RENAMED: "原名“{}”", Fate.MERGED: "并入“{}”", Fate.EMPTIED: "原有内容已删"}
_NO_HTML = re.compile(r"[^\t\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_WORDS = 24  # characters of a change in the index


def comparison_page(comparison: Comparison) -> str:
    """``comparison`` as an HTML page: the reference on the left, the report on the right, every change numbered."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return value if isinstance(value, Markup) else _NO_HTML.sub("", str(value))

    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    loader = PackageLoader("analyzer.writers", "pages")
    pages = Environment(loader=loader, autoescape=True, finalize=finalize, **options)
    pages.filters["hash"] = lambda source: b64encode(sha256(str(source).encode()).digest()).decode()
    return pages.get_template("comparison.html").render(page=_Page(comparison), letters=_LETTERS)


class _Page:
    """All that the template shows: the two sides, the rows, the index, and the counts."""

    def __init__(self, c: Comparison) -> None:
        pairs: Sequence[Pair] = c.pairs
        self.alike = c.reference.text == c.report.text
        self.counts = Counter(p.change for p in pairs)
        self.kept = int(c.likeness * 100 + 1e-9)
        self.sides = sides = (
            Side(LEFT, c.reference, [s for p in pairs for s in p.left]),
            Side(RIGHT, c.report, [s for p in pairs for s in p.right]),
        )
        items = [Item(p.change, (p.left, p.right), p.edits) for p in pairs]
        items += paired_tables(*sides)
        self.tables = sum(i.change is not Change.SAME for i in items[len(pairs) :])
        rows = rows_of(items, sides)
        shown = ((n, piece) for row in rows for n in (LEFT, RIGHT) for piece in row.pieces[n])
        firsts = (piece.item for n, piece in shown if piece.first and piece.item.home == n)
        self.total = 0
        for self.total, item in enumerate((i for i in firsts if i.change is not Change.SAME), 1):
            item.number = self.total
        for item in items:
            mark_words(item, *sides)
        for row in rows:
            row.cells = [list(ours.blocks(row, theirs)) for ours, theirs in (sides, sides[::-1])]
        self.groups = _index(c, rows, sides)
        runs = groupby(rows, lambda row: row.same and not row.heading)
        self.stretches = [(same, list(run)) for same, run in runs]


def _index(c: Comparison, rows: Sequence[Row], sides: tuple[Side, Side]) -> list[Group]:
    """The report's sections in order, those that are gone between them, with the changes in each."""
    notes: dict[int | None, list[str]] = {}
    for m in c.sections:
        if note := _FATES.get(m.fate):
            notes.setdefault(m.right, []).append(note.format(c.reference.sections[m.left].title))
        if m.moved:
            notes.setdefault(m.right, []).append("位置有变")
    missing = {m.left for m in c.sections if m.right is None}
    groups: dict[tuple[int, int | None], Group] = {}
    here: tuple[int, int | None] = (RIGHT, None)
    for row in rows:
        for side in sides:
            for item, spans, first in row.pieces[side.side]:
                part = (
                    Part.TABLE if any(item.tables) else side.report.paragraphs[side.paragraph(spans[0])].part
                )
                section = side.report.section_at(spans[0].start)
                if side.side == RIGHT and part in (Part.BODY, Part.TABLE):
                    here = (RIGHT, section)
                key = here if part in (Part.BODY, Part.TABLE) else (-1, None)
                if side.side == LEFT and key == here and not row.item and section in missing:
                    key = (LEFT, section)
                if side.side == LEFT and row.item:
                    continue
                if key not in groups:
                    row.anchor = row.anchor or f"s{len(groups)}"
                    groups[key] = side.group(key, row.anchor, notes)
                if first and item.number and item.home == side.side:
                    words = side.report[spans[0]]
                    entry = words[:_WORDS] + "……" * (len(words) > _WORDS)
                    groups[key].entries.append((item, "表格" if any(item.tables) else entry))
    return list(groups.values())
