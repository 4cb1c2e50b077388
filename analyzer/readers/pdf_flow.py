"""From the lines of all pages to one text: headers, footers and notes apart, tables as tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analyzer.document import Origin, Paragraph, Part, Span, Table, Unread
from analyzer.readers.content import Content
from analyzer.readers.pdf_layout import Column, Glyph, Line, column, continues, in_cell, lines, paragraph
from analyzer.readers.pdf_tables import Box, Grid, grids


class Page(NamedTuple):
    """One page turned upright: its number (from 1), size in points, characters and drawn rules."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Box]


@dataclass
class _Ruled:
    """A table as it is put together: its cells' texts, its place."""

    rows: list[list[str]]
    box: Box
    page: int


@dataclass
class _Laid:
    """A page with its tables taken out."""

    page: Page
    lines: list[Line]
    tables: list[_Ruled] = field(default_factory=list)


# The part of a page's height at either end where headers, footers and page numbers stand.
_MARGIN = 0.13
_NUMBER = re.compile(
    r"[—–―\-－~·•\s]*(?:第\s*)?(?P<n>\d{1,4}|[ivxIVX]{1,5})\s*页?"
    r"(?:\s*[/／,，of]*\s*共?\s*\d{1,4}\s*页?)?[—–―\-－~·•\s]*"
)
_PLAIN_NUMBER = re.compile(r"\s*\d{1,4}\s*")
_NOTE = re.compile(r"\s*(?:\d{1,3}(?![\d.．、%])|[①-⑳¹²³⁴-⁹]|\[\d{1,3}\]|\*)")


def assemble(pages: Sequence[Page], unread: tuple[Unread, ...]) -> Content:
    """The text of the pages: main text with tables, then notes, headers and footers."""
    laid = [_laid(page) for page in pages]
    aside = _furniture(laid)
    areas = _areas(laid)
    notes = [note for page in laid for note in _notes(page, areas)]
    rights = {page.page.number: areas[round(page.page.width)].right for page in laid if page.lines}
    text = _Text()
    for block in _blocks(laid, areas):
        if isinstance(block, _Ruled):
            text.table(block)
        else:
            text.add(paragraph(block, rights[block[0].page]), Part.BODY, block[0].page)
    for note in notes:
        text.add(paragraph(note), Part.FOOTNOTE, note[0].page)
    for line, part in aside:
        text.add(paragraph([line]), part, line.page)
    return Content("\n".join(text.rows), tuple(text.paragraphs), tuple(text.tables), unread)


class _Text:
    """Rows of the text as they come, and the spans over them."""

    def __init__(self) -> None:
        self.rows, self.paragraphs, self.tables = list[str](), list[Paragraph](), list[Table]()
        self._end = 0
        self._ordinals: dict[int, int] = defaultdict(int)

    def add(self, text: str, part: Part, page: int) -> Span:
        start = self._end
        for row in text.split("\n"):
            if row and not row.isspace():
                span = Span(self._end, self._end + len(row))
                self.paragraphs.append(
                    Paragraph(span, part, origin=Origin(f"page {page}", self._ordinals[page], ()))
                )
                self._ordinals[page] += 1
            self.rows.append(row)
            self._end += len(row) + 1
        return Span(start, self._end - 1)

    def table(self, table: _Ruled) -> None:
        rows = tuple(tuple(self.add(cell, Part.TABLE, table.page) for cell in row) for row in table.rows)
        self.tables.append(Table(Span(rows[0][0].start, rows[-1][-1].end), rows))


def _laid(page: Page) -> _Laid:
    found, outside = grids(page.rules), list[Glyph]()
    cells: dict[Box, list[Glyph]] = {cell: [] for grid in found for row in grid.rows for cell in row}
    for glyph in page.glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.em
        home = next(
            (c for g in found if g.box.holds(x, y) for row in g.rows for c in row if c.holds(x, y)), None
        )
        (outside if home is None else cells[home]).append(glyph)
    tables = [_ruled(grid, cells, page.number) for grid in found]
    return _Laid(page, lines(outside, page.number), [t for t in tables if any(map(any, t.rows))])


def _ruled(grid: Grid, cells: dict[Box, list[Glyph]], page: int) -> _Ruled:
    return _Ruled(
        [[in_cell(lines(cells[cell], page), cell.x1) for cell in row] for row in grid.rows], grid.box, page
    )


def _furniture(laid: Sequence[_Laid]) -> list[tuple[Line, Part]]:
    """Take page numbers, headers and footers out; each distinct header or footer comes back once."""
    edges = defaultdict[tuple[Part, str], list[Line]](list)
    numbers = defaultdict[tuple[Part, int], list[Line]](list)
    for page in laid:
        for line in page.lines:
            part = _edge(line, page.page.height)
            if part is None:
                continue
            if match := _NUMBER.fullmatch(line.text):
                value = int(match["n"]) if match["n"].isdigit() else line.page
                numbers[part, value - line.page].append(line)
            edges[part, re.sub(r"\d+", "0", line.text.replace(" ", ""))].append(line)
    dropped, kept = set[int](), list[tuple[Line, Part]]()
    for (_, offset), same in numbers.items():
        # A bare figure at the edge is a page number only if others count on with it, or it is the page's own.
        if len(same) > 1 or offset == 0 or not _PLAIN_NUMBER.fullmatch(same[0].text):
            dropped.update(map(id, same))
    pages_with_text = sum(bool(page.lines) for page in laid)
    for (part, _), same in edges.items():
        fresh = [line for line in same if id(line) not in dropped]
        level = [line for line in fresh if abs(line.y - fresh[0].y) <= 3]
        if len({line.page for line in level}) >= max(2, 0.3 * pages_with_text):
            dropped.update(map(id, level))
            kept.append((level[0], part))
    for page in laid:
        page.lines = [line for line in page.lines if id(line) not in dropped]
    kept.sort(key=lambda pair: (pair[1] is Part.FOOTER, pair[0].page, -pair[0].y))
    return kept


def _edge(line: Line, height: float) -> Part | None:
    if line.y > (1 - _MARGIN) * height:
        return Part.HEADER
    return Part.FOOTER if line.y < _MARGIN * height else None


def _areas(laid: Iterable[_Laid]) -> dict[int, Column]:
    """The text area by the page's width, rounded: a report may have pages lying on their side."""
    widths = defaultdict[int, list[Line]](list)
    for page in laid:
        widths[round(page.page.width)] += page.lines
    return {width: column(found, width) for width, found in widths.items() if found}


def _notes(laid: _Laid, areas: dict[int, Column]) -> list[list[Line]]:
    """Take the footnotes out of a page: small print at its end that begins with a mark."""
    if not laid.lines:
        return []
    area = areas[round(laid.page.width)]
    first = len(laid.lines)
    while first and laid.lines[first - 1].em <= 0.85 * area.em:
        first -= 1
    while first < len(laid.lines) and not _NOTE.match(laid.lines[first].text):
        first += 1
    if first == 0:
        return []  # a page in small print throughout is no footnote
    small, notes = laid.lines[first:], list[list[Line]]()
    del laid.lines[first:]
    for line in small:
        if notes and not _NOTE.match(line.text):
            notes[-1].append(line)
        else:
            notes.append([line])
    return notes


def _blocks(laid: Iterable[_Laid], areas: dict[int, Column]) -> list[list[Line] | _Ruled]:
    """Paragraphs and tables in the order of reading, each put together across pages."""
    blocks = list[list[Line] | _Ruled]()
    for page in laid:
        items: list[Line | _Ruled] = [*page.lines, *page.tables]
        items.sort(key=lambda item: -(item.y if isinstance(item, Line) else item.box.y1))
        for item in items:
            last = blocks[-1] if blocks else None
            if isinstance(item, _Ruled):
                if isinstance(last, _Ruled) and _goes_on(last, item):
                    rows = item.rows[1:] if item.rows[0] == last.rows[0] else item.rows
                    last.rows += rows
                    last.page = item.page
                else:
                    blocks.append(item)
            elif isinstance(last, list) and continues(last[-1], item, areas[round(page.page.width)]):
                last.append(item)
            else:
                blocks.append([item])
    return blocks


def _goes_on(a: _Ruled, b: _Ruled) -> bool:
    """Whether a table goes on over the page: the same outline and the same number of columns."""
    same = abs(a.box.x0 - b.box.x0) < 3 and abs(a.box.x1 - b.box.x1) < 3
    return same and b.page == a.page + 1 and max(map(len, a.rows)) == max(map(len, b.rows))
