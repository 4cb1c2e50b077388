"""Bodies beside periods or kinds of report: how many errors and warnings stand where, the worst row first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from math import ceil, sqrt
from typing import NamedTuple

from analyzer.document.audit import AuditedFile

_COLUMNS = 24  # periods; older ones are summed up in one column
_ROWS = 40  # bodies in sight; the others are folded
_SHADES = 4


@dataclass
class Cell:
    """The findings of the reports that meet here; ``href`` leads to them, ``shade`` 0 to 4 says how many errors."""

    reports: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    failures: int = 0
    href: str = ""
    shade: int = 0

    def add(self, file: AuditedFile) -> None:
        """Count a report."""
        self.reports += 1
        self.errors += file.errors
        self.warnings += file.warnings
        self.infos += file.infos
        self.failures += file.failures


class Column(NamedTuple):
    """A column: the words over it, those over its group, and all of them for who asks."""

    group: str
    words: str
    full: str


@dataclass
class Row:
    """A body, its sums and its cells, None where it has no report."""

    body: str
    whole: Cell = field(default_factory=Cell)
    cells: list[Cell | None] = field(default_factory=list)


@dataclass
class Matrix:
    """``groups`` are the words over neighbouring columns and how many they span; ``more`` are the rows to be folded."""

    title: str
    name: str
    columns: list[Column]
    groups: list[tuple[str, int]]
    rows: list[Row]
    more: list[Row]


_When = tuple[date, int, str]


def by_period(files: Sequence[AuditedFile], ids: Mapping[str, str], own: Mapping[str, str]) -> Matrix:
    """Bodies beside periods, the oldest first. ``ids`` are the anchors of reports by path, ``own`` those of bodies."""
    heads: dict[_When, Column] = {}
    for file in files:
        heads[_when(file)] = _head(file)
    order = sorted(heads)
    newest = order[-_COLUMNS:]
    early = Column("", "更早", "更早的期间")
    columns = [early] * (len(order) > len(newest)) + [heads[key] for key in newest]
    places = {key: n for n, key in enumerate(newest, len(columns) - len(newest))}
    return _matrix("各单位各期", "period", files, columns, lambda f: places.get(_when(f), 0), ids, own)


def by_kind(files: Sequence[AuditedFile], own: Mapping[str, str], kinds: Sequence[str]) -> Matrix:
    """Bodies beside kinds of report."""
    columns = [Column("", kind or "（没有标题）", kind or "（没有标题）") for kind in kinds]
    return _matrix("各单位各类报告", "kind", files, columns, lambda f: kinds.index(f.kind), {}, own)


def _when(file: AuditedFile) -> _When:
    """What periods are ordered by: of those that end together the longest comes last."""
    end = file.end or date.max
    return end, (end - (file.start or end)).days, file.period


def _head(file: AuditedFile) -> Column:
    if file.end is None:
        return Column("", file.short, file.period or "没有认出期间")
    year = f"{file.end.year}"
    rest = (
        file.short.replace(year, "全年")
        .replace(year[2:], "", 1)
        .lstrip("年.")
        .replace("至.", "至")
        .replace("季度", "季")
    )
    return Column(year, rest, file.period)


def _matrix(
    title: str,
    name: str,
    files: Iterable[AuditedFile],
    columns: list[Column],
    column: Callable[[AuditedFile], int],
    ids: Mapping[str, str],
    own: Mapping[str, str],
) -> Matrix:
    rows: dict[str, Row] = {}
    paths: dict[int, list[str]] = defaultdict(list)
    for file in files:
        row = rows.setdefault(file.body, Row(file.body, cells=[None] * len(columns)))
        at = column(file)
        cell = row.cells[at] = row.cells[at] or Cell()
        cell.add(file)
        row.whole.add(file)
        paths[id(cell)].append(file.path)
    most = max((c.errors for r in rows.values() for c in r.cells if c), default=0)
    for row in rows.values():
        row.whole.href = own.get(row.body, "")
        for cell in filter(None, row.cells):
            here = [ids[p] for p in paths[id(cell)] if p in ids]
            cell.href = here[0] if len(here) == 1 else own.get(row.body, "") if here or not ids else ""
            cell.shade = ceil(_SHADES * sqrt(cell.errors / most)) if cell.errors else 0
    ordered = sorted(
        rows.values(), key=lambda r: (-r.whole.errors, -r.whole.warnings, -r.whole.infos, r.body)
    )
    groups = [(group, len(list(run))) for group, run in groupby(columns, key=lambda c: c.group)]
    return Matrix(title, name, columns, groups, ordered[:_ROWS], ordered[_ROWS:])
