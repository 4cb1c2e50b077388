"""Slots in the cells of a table: found by the labels of row and column, wherever the draft has the table."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from rapidfuzz import fuzz, process

from analyzer.alignment.filling import filled
from analyzer.alignment.labels import bare_label, beside, is_form, unit_in
from analyzer.alignment.units import Units
from analyzer.document import Report, Slot, SlotKind, SlotValue, Span, Status, Table, TableMatch, Template
from analyzer.text import placeholders, quantities
from analyzer.text.folding import fold
from analyzer.text.quantities import scale_of

_BARS = re.compile(r" *[|\t] *")
_ALIKE, _SAME_TABLE = 70, 40


class Grid(NamedTuple):
    """A table as rows of cell spans."""

    rows: list[list[Span]]


def cell_values(template: Template, right: Units) -> Iterator[tuple[int, SlotValue]]:
    """The index and the value of each slot that stands in a table of the template."""
    tables = template.report.tables
    if not tables:
        return
    grids = _grids(right.report)
    for table in tables:
        inside = [(i, s) for i, s in enumerate(template.slots) if table.span.covers(s.span)]
        if not inside:
            continue
        ours = Grid([list(row) for row in table.rows if row])
        theirs = _likest(template.report, ours, right.report, grids)
        rows = _labels(template.report, [r[0] for r in ours.rows])
        form = is_form([[fold(template.report[cell]) for cell in row] for row in ours.rows])
        for i, slot in inside:
            if form:
                yield i, _field(template.report, slot, ours, right, grids)
            else:
                yield i, _cell(template.report, slot, ours, rows, right, theirs)


def _grids(report: Report) -> list[Grid]:
    """The tables of a report, also those that plain text draws with bars or tabs."""
    grids = [Grid([list(row) for row in t.rows if row]) for t in report.tables]
    rows: list[list[Span]] = []
    for paragraph in report.paragraphs:
        start, end = paragraph.span
        line = report.text[start:end]
        if ("|" in line or "\t" in line) and not any(t.span.covers(paragraph.span) for t in report.tables):
            rows.append(list(_cells(line, start)))
        elif rows:
            grids.append(Grid(rows))
            rows = []
    if rows:
        grids.append(Grid(rows))
    return [g for g in grids if len(g.rows) > 1]


def _cells(line: str, start: int) -> Iterator[Span]:
    at = 0
    for bar in [*_BARS.finditer(line), None]:
        end = bar.start() if bar else len(line)
        if bar is None or end > 0:
            yield Span(start + at, start + end)
        at = bar.end() if bar else at


def _labels(report: Report, cells: list[Span]) -> list[str]:
    """What the cells of a first row or column say, the units of the figures left out."""
    return [bare_label(fold(report[c])) for c in cells]


def _likest(template: Report, ours: Grid, report: Report, grids: list[Grid]) -> Grid | None:
    """The draft's table whose labels are most like the template's."""
    labels = set(_labels(template, [*ours.rows[0], *(r[0] for r in ours.rows)]))
    best, most = None, 0.34
    for grid in grids:
        theirs = set(_labels(report, [*grid.rows[0], *(r[0] for r in grid.rows)]))
        common = len(labels & theirs) / len(labels)
        if common > most:
            best, most = grid, common
    return best


def _cell(
    template: Report, slot: Slot, ours: Grid, rows: list[str], right: Units, theirs: Grid | None
) -> SlotValue:
    r, c = _at(ours, slot)
    if theirs is None:
        return SlotValue(slot, Status.DROPPED)
    row = _find(rows[r], _labels(right.report, [x[0] for x in theirs.rows]))
    heads = _labels(template, ours.rows[0])
    column = _find(heads[c], _labels(right.report, theirs.rows[0])) if c < len(heads) else c
    if row is None or column is None or column >= len(theirs.rows[row]):
        return SlotValue(slot, Status.DROPPED)
    cell = theirs.rows[row][column]
    head = right.folded[slice(*theirs.rows[0][column])] if column < len(theirs.rows[0]) else ""
    return _within(template, slot, ours.rows[r][c], right, cell, unit_in(head))


def _field(template: Report, slot: Slot, ours: Grid, right: Units, grids: list[Grid]) -> SlotValue:
    """A value that stands to the right of its label, in whatever table of the draft that label is found."""
    r, c = _at(ours, slot)
    wanted = _labels(template, [ours.rows[r][c - 1]])[0] if c else ""
    for grid in grids if wanted else ():
        place = beside([_labels(right.report, row) for row in grid.rows], wanted)
        if place is not None:
            cell = grid.rows[place[0]][place[1]]
            label = right.folded[slice(*grid.rows[place[0]][place[1] - 1])]
            return _within(template, slot, ours.rows[r][c], right, cell, unit_in(label))
    return SlotValue(slot, Status.DROPPED)


def _at(grid: Grid, slot: Slot) -> tuple[int, int]:
    return next(
        (r, c) for r, row in enumerate(grid.rows) for c, cell in enumerate(row) if cell.covers(slot.span)
    )


def _within(template: Report, slot: Slot, own: Span, right: Units, cell: Span, unit: str) -> SlotValue:
    """The value in a cell of the draft. “××科”: the template's own words about the blank are no part of it."""
    before, after = template.text[own.start : slot.span.start], template.text[slot.span.end : own.end]
    words = right.report[cell]
    start = cell.start + (len(before) if before and words.startswith(before) else 0)
    end = cell.end - (len(after) if after and words.endswith(after) else 0)
    return _read(slot, right, _bare(right.report, Span(start, max(start, end))), unit or slot.unit)


def _bare(report: Report, span: Span) -> Span:
    words = report[span]
    left = span.start + len(words) - len(words.lstrip())
    return Span(left, max(left, span.end - (len(words) - len(words.rstrip()))))


def _find(label: str, labels: list[str]) -> int | None:
    if label in labels:
        return labels.index(label)
    best = process.extractOne(label, labels, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return best[2] if best else None


def _read(slot: Slot, right: Units, cell: Span, unit: str) -> SlotValue:
    """The value in a cell; ``unit`` is what a figure without a measure word of its own counts."""
    words = right.folded[cell.start : cell.end]
    if not words:
        return SlotValue(slot, Status.UNFILLED, "", None, "", cell)
    if any(p.start < cell.end and cell.start < p.end for p in _blanks(right, cell)):
        return SlotValue(slot, Status.UNFILLED, right.report[cell], None, "", cell)
    if slot.kind.is_number:
        for amount in quantities.find(words):
            if amount.number is not None:
                scale, single = (1, amount.unit) if amount.unit else scale_of(unit)
                moved = amount._replace(
                    start=amount.start + cell.start,
                    end=amount.end + cell.start,
                    unit_end=amount.unit_end + cell.start,
                    number=amount.number * scale,
                    unit=single,
                )
                value = filled(slot, moved, right)
                return value if amount.unit else replace(value, unit=unit)
        if (number := quantities.numeral(words)) is not None:
            return SlotValue(slot, Status.FILLED, right.report[cell], number, slot.unit, cell)
    plain = quantities.numeral(words) if slot.kind is SlotKind.TEXT else None
    return SlotValue(slot, Status.FILLED, right.report[cell], plain, "", cell)


def _blanks(right: Units, cell: Span) -> Iterator[Span]:
    """Blanks in a cell; a mark alone in its cell is one whatever the rest of the draft has."""
    yield from (Span(m.start, m.end) for m in right.marks if m.amount is None)
    if set(right.folded[cell.start : cell.end]) <= set("Xx×*_○ "):
        yield cell
    start = max(0, cell.start - 20)
    yield from (
        Span(p.start + start, p.end + start)
        for p in placeholders.find_folded(right.folded[start : cell.end + 20])
    )


def match_tables(left: Report, right: Report) -> tuple[TableMatch, ...]:
    """The tables of two reports side by side: each with the likest one after the last that was paired."""
    ours, theirs = ([_words(r, t) for t in r.tables] for r in (left, right))
    found: list[TableMatch] = []
    at = 0
    for i, words in enumerate(ours):
        best = process.extractOne(words, theirs[at:], scorer=fuzz.ratio, score_cutoff=_SAME_TABLE)
        if best is None:
            found.append(TableMatch(i, None))
            continue
        found += (TableMatch(None, j) for j in range(at, at + best[2]))
        at += best[2]
        found.append(_side_by_side(left, right, i, at))
        at += 1
    return (*found, *(TableMatch(None, j) for j in range(at, len(theirs))))


def _words(report: Report, table: Table) -> str:
    """What a table says, its figures left out."""
    return "".join(c for c in fold(report[table.span]) if not c.isdigit() and not c.isspace())


def _side_by_side(left: Report, right: Report, i: int, j: int) -> TableMatch:
    a, b = left.tables[i].rows, right.tables[j].rows
    if [len(r) for r in a] != [len(r) for r in b]:
        return TableMatch(i, j, (), left[left.tables[i].span] == right[right.tables[j].span])
    cells = (pair for ours, theirs in zip(a, b, strict=True) for pair in zip(ours, theirs, strict=True))
    return TableMatch(
        i, j, tuple((x, y) for x, y in cells if fold(left[x]).strip() != fold(right[y]).strip())
    )
