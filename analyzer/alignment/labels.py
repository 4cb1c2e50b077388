"""What the labels of a table say of one of its cells: its row, its column, and what its figures count.

A table whose first row has a blank of its own is a form: each value stands to the right of its label, and no row is
a head.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from analyzer.document import Part, Report, Span
from analyzer.text.folding import fold
from analyzer.text.vocabulary import MEASURE

_UNIT = re.compile(rf"\((?:单位[:：]? ?)?((?:[十百千]?[万亿]|千(?=元))?{MEASURE}|[%‰])\)")
_OVER = re.compile(rf"单位[:：] ?((?:[十百千]?[万亿]|千(?=元))?{MEASURE}|[%‰])")
_BLANK = re.compile(r"[Xx×*_○〇□]{1,8}")
_DATED = re.compile(r"\d*[Xx×*_]+年$")  # 20XX年 heads a column


class Labels(NamedTuple):
    """The labels of a cell; ``column`` is empty in a form. ``unit`` is empty where none is named."""

    row: str
    column: str
    unit: str


def unit_in(label: str) -> str:
    """The unit that a folded label gives to its figures: 实际投入(万元)."""
    named = _UNIT.search(label)
    return named[1] if named else ""


def bare_label(label: str) -> str:
    """A folded label without its unit and spaces."""
    return _UNIT.sub("", label).replace(" ", "")


def labels_at(report: Report, offset: int) -> Labels | None:
    """The labels of the cell of a template that holds ``offset``; None outside of tables."""
    found = report.cell_at(offset)
    if found is None:
        return None
    table, r, c = found
    rows = [[fold(report[cell]).strip() for cell in row] for row in table.rows if row]
    over = _OVER.search(_line_over(report, table.span))
    general = over[1] if over else ""
    if is_form(rows):
        label = rows[r][c - 1] if c else ""
        return Labels(bare_label(label), "", unit_in(label) or general)
    head = rows[0][min(c, len(rows[0]) - 1)]
    row = rows[r][0] if c else ""
    return Labels(bare_label(row), bare_label(head), unit_in(head) or unit_in(row) or general)


def is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of some rows of folded cells has a label with a blank beside it."""
    return any(
        not _is_blank(label) and _is_blank(value) and not _DATED.fullmatch(value)
        for label, value in pairwise(rows[0])
    )


def beside(labels: Sequence[Sequence[str]], wanted: str) -> tuple[int, int] | None:
    """Row and column of the cell to the right of the first one labelled ``wanted``."""
    for r, row in enumerate(labels):
        if wanted in row[:-1]:
            return r, row.index(wanted) + 1
    return None


def _is_blank(cell: str) -> bool:
    return _BLANK.search(cell) is not None


def _line_over(report: Report, table: Span) -> str:
    """The last line of the main text before a table, which may name the unit of the whole."""
    before = [p.span for p in report.paragraphs if p.part is not Part.TABLE and p.span.end <= table.start]
    return fold(report[before[-1]]) if before else ""
