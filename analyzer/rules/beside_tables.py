"""Figures of the text that a table of the report gives otherwise; a part of F304."""

import re
from collections.abc import Iterator
from decimal import Decimal

from analyzer.document import Evidence, Quantity, Report, Scope, Severity
from analyzer.rules.base import Hit
from analyzer.rules.context import Context

_TOTAL = re.compile("^(?:合 *计|总 *计|小 *计|共 *计)$")
_NOISE = re.compile(r"\([^()]*\)|[\s、,:]|[数量]$")
_PARTLY = re.compile("其中|其余|剩余|未|尚|新增|比|较|占|超过|不足|计划|目标")
_CLOSE = Decimal("1.5")  # times: figures farther apart are about two things
_NUMBERS = re.compile("^(?:本[年期月季]度?|当[年月])?(?:数|数量|数值|发生数|完成数|实际数)$")
_WHOLE_NAME = 6  # characters of a label that name a thing by themselves
_ROW, _COLUMN = 3, 2  # characters of a label that tell what it is about


def beside_tables(report: Report, context: Context) -> Iterator[Hit]:
    """Figures whose clause names the row and the column of one cell, or the column of a total beside it."""
    if not report.tables:
        return
    cells = [q for q in context.quantities if q.row and not q.is_rate]
    tables = [[c for c in cells if t.span.covers(c.span)] for t in report.tables]
    for q in context.quantities:
        if q.row or q.change or q.approximate or q.is_rate or q.scope is Scope.EARLIER:
            continue
        clause = context.folded[q.clause.start : q.clause.end]
        if _PARTLY.search(clause):
            continue
        cell = next((c for table in tables if (c := _cell(report, table, q, clause)) is not None), None)
        if cell is not None:
            yield Hit(
                q.span,
                f"“{q.what}”这里是{report[q.span]}，表中“{cell.row}”的“{cell.column}”是{report[cell.span]}",
                "核对正文和表格，改成一致",
                (Evidence(report[cell.span], cell.span),),
                Severity.WARNING,
            )


def _cell(report: Report, table: list[Quantity], q: Quantity, clause: str) -> Quantity | None:
    """The one cell that ``q`` speaks of, if it has another number and no cell has this one."""
    named = [c for c in table if _names(report, q, clause, c)]
    if len(named) != 1 or any(c.number == q.number for c in table):
        return None
    low, high = sorted((q.number, named[0].number))
    return named[0] if 0 < low < high <= low * _CLOSE else None


def _names(report: Report, q: Quantity, clause: str, cell: Quantity) -> bool:
    if cell.unit and cell.unit != q.unit:
        return False
    column = _bare(cell.column)
    if _NUMBERS.match(cell.column) and len(_bare(cell.row)) >= _WHOLE_NAME:
        return clause.startswith(
            _bare(cell.row)
        )  # 行政许可处理决定226件, where the column says no more than 本年数
    if len(column) < _COLUMN or column not in clause:
        return False
    if _TOTAL.match(cell.row):
        return report.section_at(q.span.start) == report.section_at(cell.span.start)
    row = _bare(cell.row)
    return len(row) >= _ROW and row in clause


def _bare(label: str) -> str:
    return _NOISE.sub("", label)
