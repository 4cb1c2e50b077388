"""The rows of a comparison page: which sentences stand side by side, and how their words are marked.

What stands in one column are *pieces*: neighbouring sentences of one pair, or a table. A row holds the pieces that
stand side by side, so each column read downwards is its report in its own order, whatever has moved.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby, islice, takewhile, zip_longest
from operator import itemgetter
from pathlib import PureWindowsPath
from typing import Any, NamedTuple

from analyzer.document import PART_NAMES, Change, Edit, Part, Report, Span, Table
from analyzer.text import quantities
from analyzer.text.folding import fold

LEFT, RIGHT = 0, 1
_DIGITS = re.compile(r"\d[\d,.]*[%‰]?")
_STOP = re.compile(r"[。,;:!?、.]+")
_FIGURES, _WIDTH = 3, 10  # in the index: changed figures, characters of a figure


class Mark(NamedTuple):
    """How some words are shown: ``cut`` or ``new``, ``figure`` beside it, or ``whole`` for a whole sentence."""

    start: int
    end: int
    name: str


@dataclass(eq=False, slots=True)
class Item:
    """A pair, or a table and the one that stands for it. ``number`` counts the changes down the page, from 1."""

    change: Change
    spans: tuple[tuple[Span, ...], tuple[Span, ...]]
    edits: tuple[Edit, ...] = ()
    tables: tuple[Table | None, Table | None] = (None, None)
    number: int = 0
    marks: tuple[list[Mark], list[Mark]] = field(default_factory=lambda: ([], []))
    note: str = ""  # the figures that changed, or how many cells
    figures: bool = False

    @property
    def home(self) -> int:
        """The column that the index leads to."""
        return RIGHT if self.spans[RIGHT] else LEFT


class Piece(NamedTuple):
    """Neighbours in one column that belong to one item; ``first`` tells the first from what was torn off it."""

    item: Item
    spans: list[Span]
    first: bool


class Sentence(NamedTuple):
    """A sentence as (words, mark name). ``lead`` and ``trail`` stand around it and are none: numbers, rules."""

    item: Item
    runs: Sequence[tuple[str, str]]
    lead: str
    trail: str
    strong: bool
    id: str
    tag: str
    link: str


class Block(NamedTuple):
    """A paragraph or (not ``begins``) the rest of one, a heading (``level``; 0: the title), or a table's ``rows``."""

    begins: bool
    level: int | None
    part: str
    sentences: list[Sentence]
    rows: Sequence[Sequence[Sequence[tuple[str, str]]]] = ()


@dataclass(slots=True)
class Row:
    """What stands side by side; ``item`` is what both columns are about, None where each piece has its own."""

    pieces: tuple[list[Piece], list[Piece]]
    item: Item | None = None
    anchor: str = ""
    cells: Sequence[list[Block]] = ()

    @property
    def heading(self) -> bool:
        """Whether a heading or the title stands in it."""
        return any(block.level is not None for cell in self.cells for block in cell)

    @property
    def same(self) -> bool:
        """Whether both columns say the same."""
        return self.item is not None and self.item.change is Change.SAME

    @property
    def follows(self) -> bool:
        """Whether it goes on in the paragraphs of the row above."""
        return not any(cell[0].begins for cell in self.cells if cell)

    @property
    def sentences(self) -> int:
        """How many sentences stand in the right column."""
        return sum(not any(piece.item.tables) for piece in self.pieces[RIGHT])


@dataclass(slots=True)
class Group:
    """A section in the index, with the changes in it and their first words."""

    title: str
    level: int
    anchor: str
    notes: list[str]
    entries: list[tuple[Item, str]] = field(default_factory=list)


class Side:
    """One of the two reports, and what must be known of it to show its sentences."""

    def __init__(self, side: int, report: Report, spans: list[Span]) -> None:
        self.side, self.report, self.text, self.folded = side, report, report.text, fold(report.text)
        self.name = PureWindowsPath(report.source).name  # splits at / as well
        self.title = (report[report.title] if report.title else "").replace("\n", "").strip() or self.name
        self.unread = "、".join(map(str, report.unread))
        self._figure = bytearray(len(report.text))
        amounts = [Span(a.start, a.end) for a in quantities.find(self.folded)]
        for figure in (*amounts, *(Span(*m.span()) for m in _DIGITS.finditer(self.folded))):
            self._figure[figure.start : figure.end] = b"\1" * figure.width
        self._headings = [s.heading.start for s in report.sections]
        self._around: dict[Span, tuple[str, str, bool]] = {}
        for index, group in groupby(sorted(spans), key=lambda s: report.paragraph_at(s.start) or 0):
            paragraph, own = report.paragraphs[index], list(group)
            for n, span in enumerate(own):
                lead = self.text[own[n - 1].end if n else paragraph.span.start : span.start]
                # The full stop after a run-in heading stands with the heading.
                lead = (
                    lead[self._stop(own[n - 1].end) - own[n - 1].end :]
                    if n
                    else paragraph.label + lead.strip()
                )
                trail = self.text[span.end : paragraph.span.end].rstrip()
                if span is not own[-1]:
                    trail = self.text[span.end : self._stop(span.end)]
                self._around[span] = lead, trail, n == 0

    def _stop(self, at: int) -> int:
        """Where the punctuation marks at ``at`` end."""
        stop = _STOP.match(self.folded, at)
        return stop.end() if stop else at

    def paragraph(self, span: Span) -> int:
        """Index of the paragraph that ``span`` begins in."""
        return self.report.paragraph_at(span.start) or 0

    def level(self, span: Span) -> tuple[int | None, bool]:
        """The depth of the heading that ``span`` is (0: the title), and whether it has a line of its own."""
        if self.report.title and self.report.title.covers(span):
            return 0, True
        n = bisect_right(self._headings, span.start) - 1
        if n < 0 or span.start >= (heading := self.report.sections[n].heading).end:
            return None, False
        rest = Span(heading.end, self.report.paragraphs[self.paragraph(span)].span.end)
        return self.report.sections[n].level, not self.report[rest].strip()

    def figures(self, span: Span) -> list[Span]:
        """The figures, or parts of them, in ``span``."""
        found, at = [], span.start
        for figure, group in groupby(self._figure[span.start : span.end]):
            at, start = at + len(list(group)), at
            found += [Span(start, at)] if figure else []
        return found

    def rest(self, span: Span, figure: Span) -> tuple[str, str]:
        """The words of ``span`` before and after a figure in it."""
        return self.words(Span(span.start, figure.start)), self.words(Span(figure.end, span.end))

    def words(self, span: Span) -> str:
        """The words of ``span`` without spaces and differences in width."""
        return "".join(self.folded[span.start : span.end].split())

    def parts(self, pieces: list[Piece]) -> list[list[Piece]]:
        """``pieces`` cut before every heading; the first part is what stands before all of them."""
        found: list[list[Piece]] = [[]]
        for piece in pieces:
            if self.level(piece.spans[0])[1]:
                found.append([])
            found[-1].append(piece)
        return found

    def one_paragraph(self, row: Row, following: Row) -> bool:
        """Whether ``following`` goes on in the paragraph that ``row`` ends in."""
        ends = row.pieces[self.side][-1].spans[-1], following.pieces[self.side][0].spans[0]
        return self.paragraph(ends[0]) == self.paragraph(ends[1])

    def group(self, key: tuple[int, int | None], anchor: str, notes: dict[int | None, list[str]]) -> Group:
        """The entry of a section in the index, ``key`` being its column and number."""
        if key[1] is None:
            return Group("开头" if key[0] == RIGHT else "正文以外", 1, anchor, [])
        section = self.report.sections[key[1]]
        own = notes.get(key[1], []) if key[0] == RIGHT else ["整节已删"]
        return Group(section.marker + section.title, section.level, anchor, own)

    def runs(self, item: Item, span: Span) -> list[tuple[str, str]]:
        """The words of ``span``, cut where a mark begins or ends."""
        found, at = [], span.start
        marks = item.marks[self.side]
        first = bisect_right(marks, at, key=lambda m: m.end)
        for mark in takewhile(lambda m: m.start < span.end, islice(marks, first, None)):
            start, end = max(mark.start, at), min(mark.end, span.end)
            if start < end:
                found += [(self.text[at:start], ""), (self.text[start:end], mark.name)]
                at = end
        return [run for run in (*found, (self.text[at : span.end], "")) if run[0]]

    def blocks(self, row: Row, other: "Side") -> Iterator[Block]:
        """The row's cell in this column."""
        last = None
        for piece in row.pieces[self.side]:
            item = piece.item
            id, tag, link = ("", "", "") if row.item or not item.number else self._tag(piece, other.report)
            if table := item.tables[self.side]:
                rows = [[self.runs(item, cell) for cell in cells] for cells in table.rows]
                yield Block(True, None, "", [Sentence(item, (), "", "", False, id, tag, link)], rows)
            for span in () if table else piece.spans:
                index = self.paragraph(span)
                level, alone = self.level(span)
                lead, trail, begins = self._around[span]
                if last is None or index != last[0]:
                    part = self.report.paragraphs[index].part
                    name = "" if part is Part.BODY else PART_NAMES[part]
                    last = index, Block(begins, level if alone else None, name, [])
                    yield last[1]
                runs = self.runs(item, span)
                last[1].sentences.append(Sentence(item, runs, lead, trail, level is not None, id, tag, link))
                id = tag = link = ""

    def _tag(self, piece: Piece, other: Report) -> tuple[str, str, str]:
        """Id, words and link of a piece that does not stand beside its counterpart."""
        item, id = piece.item, f"c{piece.item.number}"
        if not piece.first:
            what = "合并" if self.side == LEFT else "拆分"
            return "", f"{what}，另见{self.report.place(item.spans[self.side][0])}", id
        if not all(item.spans):
            return id, item.change.word, ""
        place = other.place(item.spans[1 - self.side][0])
        return (f"{id}-from", f"移到{place}", id) if self.side == LEFT else (id, f"移自{place}", f"{id}-from")


def paired_tables(left: Side, right: Side) -> Iterator[Item]:
    """The tables of both, those that stand for one another as one. A table inside a cell is part of the cell."""
    ours, theirs = (
        [t for n, t in enumerate(r.tables) if not any(o.span.covers(t.span) for o in r.tables[:n])]
        for r in (left.report, right.report)
    )
    shapes = [[tuple(map(len, t.rows)) for t in side] for side in (ours, theirs)]
    blocks = SequenceMatcher(None, shapes[LEFT], shapes[RIGHT], autojunk=False).get_matching_blocks()
    met = {b.a + n: b.b + n for b in blocks for n in range(b.size)}
    if len(ours) == len(theirs):
        met = {n: n for n in range(len(ours))}
    for n, table in enumerate(ours):
        if n not in met:
            yield Item(Change.REMOVED, ((table.span,), ()), tables=(table, None))
            continue
        other, note, edits = theirs[met[n]], "行列不同，未逐格对照", []
        if alike := shapes[LEFT][n] == shapes[RIGHT][met[n]]:
            cells = [[cell for row in t.rows for cell in row] for t in (table, other)]
            edits = [Edit(a, b) for a, b in zip(*cells, strict=True) if left.words(a) != right.words(b)]
            note = f"{len(edits)}格不同"
        change = Change.SAME if alike and not edits else Change.CHANGED
        yield Item(change, ((table.span,), (other.span,)), tuple(edits), (table, other), note=note)
    for m in sorted(set(range(len(theirs))) - set(met.values())):
        yield Item(Change.ADDED, ((), (theirs[m].span,)), tables=(None, theirs[m]))


def mark_words(item: Item, left: Side, right: Side) -> None:
    """Set the item's marks, and what the index says of its figures."""
    notes = []
    for edit in item.edits:
        figures = left.figures(edit.left), right.figures(edit.right)
        # Figures stand for one another only where there are equally many of them.
        both = zip(*figures, strict=True) if len(figures[LEFT]) == len(figures[RIGHT]) else ()
        changed = [(a, b) for a, b in both if left.words(a) != right.words(b)]
        if changed and left.rest(edit.left, changed[0][LEFT]) == right.rest(edit.right, changed[0][RIGHT]):
            changed = [(edit.left, edit.right)]  # 第三季度, 第四季度
        for n, span, name in ((LEFT, edit.left, "cut"), (RIGHT, edit.right, "new")):
            at = span.start
            for figure in (pair[n] for pair in changed):
                item.marks[n].extend((Mark(at, figure.start, name), Mark(*figure, f"{name} figure")))
                at = figure.end
            item.marks[n].append(Mark(at, span.end, name))
        item.figures |= bool(changed)
        if changed and max(edit.left.width, edit.right.width) <= _WIDTH:
            notes.append(f"{left.report[edit.left]}→{right.report[edit.right]}")
    item.note = item.note or "，".join(notes[:_FIGURES]) + "……" * (len(notes) > _FIGURES)
    if not all(item.spans) and not any(item.tables):
        for n, name in ((LEFT, "cut whole"), (RIGHT, "new whole")):
            item.marks[n].extend(Mark(*span, name) for span in item.spans[n])
    for marks in item.marks:
        marks.sort()


def _pieces(items: Sequence[Item], side: int) -> list[Piece]:
    order = sorted((span, n) for n, item in enumerate(items) for span in item.spans[side])
    found, met = [], set()
    for n, group in groupby(order, itemgetter(1)):
        found.append(Piece(items[n], [span for span, _ in group], n not in met))
        met.add(n)
    return found


def rows_of(items: Sequence[Item], sides: tuple[Side, Side]) -> list[Row]:
    """Both columns in their own order; what has a counterpart in the same order stands beside it."""
    ours, theirs = (_pieces(items, side) for side in (LEFT, RIGHT))
    place = {p.item: n for n, p in enumerate(theirs) if p.first and p.item.change is not Change.MOVED}
    chain = _rising([(n, place[p.item]) for n, p in enumerate(ours) if p.first and p.item in place])
    rows: list[Row] = []
    i = j = 0
    for a, b in (*chain, (len(ours), len(theirs))):
        between = zip_longest(sides[LEFT].parts(ours[i:a]), sides[RIGHT].parts(theirs[j:b]))
        rows += [Row((x or [], y or [])) for x, y in between if x or y]
        if a < len(ours):
            row = Row(([ours[a]], [theirs[b]]), ours[a].item)
            if row.same and rows and rows[-1].same and all(s.one_paragraph(rows[-1], row) for s in sides):
                for n in (LEFT, RIGHT):
                    rows[-1].pieces[n].extend(row.pieces[n])
            else:
                rows.append(row)
        i, j = a + 1, b + 1
    return rows


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of ``pairs``, whose first numbers rise, in which the second ones rise too."""
    tails: list[int] = []
    chains: list[Any] = []  # linked from the end: (pair, chain before it)
    for pair in pairs:
        at = bisect_left(tails, pair[1])
        tails[at : at + 1] = [pair[1]]
        chains[at : at + 1] = [(pair, chains[at - 1] if at else None)]
    found, chain = [], chains[-1] if chains else None
    while chain:
        found.append(chain[0])
        chain = chain[1]
    return found[::-1]
