"""Ruled tables on a page, from the lines drawn there. Lengths are points, y grows upwards."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

_TOUCH = 3.0  # rules this close are one: both edges of a drawn bar, or borders that just meet
_MOST_RULES = 400  # more than that, after joining pieces, is a drawing and no table
_MOST_FIELDS = 4000


class Box(NamedTuple):
    """A rectangle; as a drawn rule it has next to no height or no width."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the border."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


class Grid(NamedTuple):
    """A table: its outline and its cells, row by row from the top, a merged cell once."""

    box: Box
    rows: tuple[tuple[Box, ...], ...]


class _Rule(NamedTuple):
    at: float
    start: float
    end: float


def grids(drawn: Iterable[Box]) -> list[Grid]:
    """Tables from top to bottom. A single frame or a lone rule is none."""
    upright, level = list[_Rule](), list[_Rule]()
    for x0, y0, x1, y1 in drawn:
        if x1 - x0 <= _TOUCH < y1 - y0:
            upright.append(_Rule((x0 + x1) / 2, y0, y1))
        elif y1 - y0 <= _TOUCH < x1 - x0:
            level.append(_Rule((y0 + y1) / 2, x0, x1))
    upright, level = _joined(upright), _joined(level)
    if len(upright) + len(level) > _MOST_RULES:
        return []
    found = [grid for group in _crossing(upright, level) if (grid := _grid(*group))]
    return sorted(found, key=lambda g: -g.box.y1)


def _joined(rules: list[_Rule]) -> list[_Rule]:
    """Pieces of one rule, end to end, as one: many programs draw a border cell by cell."""
    result, stops = list[_Rule](), _merged([r.at for r in rules])
    rows: dict[int, list[_Rule]] = {}
    for rule in rules:
        rows.setdefault(_nearest(stops, rule.at), []).append(rule)
    for index, row in rows.items():
        row.sort(key=lambda r: r.start)
        start, end = row[0].start, row[0].end
        for rule in row[1:]:
            if rule.start > end + _TOUCH:
                result.append(_Rule(stops[index], start, end))
                start = rule.start
            end = max(end, rule.end) if rule.start <= end + _TOUCH else rule.end
        result.append(_Rule(stops[index], start, end))
    return result


def _crossing(upright: Sequence[_Rule], level: Sequence[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Groups of rules that meet one another."""
    groups, left = list[tuple[list[_Rule], list[_Rule]]](), set(range(len(level)))
    unseen = set(range(len(upright)))
    while unseen:
        ups, levels, queue = list[_Rule](), list[_Rule](), [unseen.pop()]
        while queue:
            up = upright[queue.pop()]
            ups.append(up)
            for i in [i for i in left if _meet(up, level[i])]:
                left.discard(i)
                levels.append(level[i])
                more = [j for j in unseen if _meet(upright[j], level[i])]
                unseen.difference_update(more)
                queue += more
        groups.append((ups, levels))
    return groups


def _meet(up: _Rule, level: _Rule) -> bool:
    return (
        level.start - _TOUCH <= up.at <= level.end + _TOUCH
        and up.start - _TOUCH <= level.at <= up.end + _TOUCH
    )


def _grid(upright: Sequence[_Rule], level: Sequence[_Rule]) -> Grid | None:
    if not upright or len(level) < 2:
        return None
    # The outline counts as ruled: many tables are open at their sides.
    xs = _merged([r.at for r in upright] + [min(r.start for r in level), max(r.end for r in level)])
    ys = _merged([r.at for r in level] + [min(r.start for r in upright), max(r.end for r in upright)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if not 2 <= columns * rows <= _MOST_FIELDS:
        return None
    bars_x, bars_y = _by_stop(xs, upright), _by_stop(ys, level)
    cells, unseen = list[Box](), {(c, r) for c in range(columns) for r in range(rows)}
    for field in sorted(unseen):
        if field not in unseen:
            continue
        unseen.discard(field)
        queue, fields = [field], list[tuple[int, int]]()
        # Fields of the raster that no rule parts are one merged cell: flood from field to field.
        while queue:
            c, r = queue.pop()
            fields.append((c, r))
            x, y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
            for beside, bars, middle in (
                ((c + 1, r), bars_x[c + 1], y),
                ((c - 1, r), bars_x[c], y),
                ((c, r + 1), bars_y[r + 1], x),
                ((c, r - 1), bars_y[r], x),
            ):
                if beside in unseen and not any(bar.start <= middle <= bar.end for bar in bars):
                    unseen.discard(beside)
                    queue.append(beside)
        left, right = min(c for c, _ in fields), max(c for c, _ in fields) + 1
        low, high = min(r for _, r in fields), max(r for _, r in fields) + 1
        cells.append(Box(xs[left], ys[low], xs[right], ys[high]))
    if len(cells) < 2:
        return None
    tops = sorted({cell.y1 for cell in cells}, reverse=True)
    ordered = tuple(tuple(sorted(cell for cell in cells if cell.y1 == top)) for top in tops)
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), ordered)


def _by_stop(stops: Sequence[float], rules: Sequence[_Rule]) -> list[list[_Rule]]:
    result: list[list[_Rule]] = [[] for _ in stops]
    for rule in rules:
        result[_nearest(stops, rule.at)].append(rule)
    return result


def _merged(values: Sequence[float]) -> list[float]:
    """Ascending values; those within touching distance of their neighbour become one, their mean."""
    if not values:
        return []
    groups, ordered = [list[float]()], sorted(values)
    for previous, value in pairwise([ordered[0], *ordered]):
        if value - previous > _TOUCH:
            groups.append([])
        groups[-1].append(value)
    return [sum(group) / len(group) for group in groups]


def _nearest(stops: Sequence[float], value: float) -> int:
    index = min(bisect_left(stops, value), len(stops) - 1)
    return index - 1 if index and value - stops[index - 1] < stops[index] - value else index
