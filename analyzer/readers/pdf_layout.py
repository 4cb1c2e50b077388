"""From characters to lines and paragraphs. Lengths are points, y grows upwards, pages count from 1."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple


class Glyph(NamedTuple):
    """A character (several in a ligature), its horizontal extent, its baseline and the size of its font.

    ``apart`` is PDFium's opinion that a space stands before it; ours counts unless it is a close call.
    """

    char: str
    x0: float
    x1: float
    y: float
    em: float
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one baseline, blanks kept. ``head`` is the width of what must stay with its start."""

    text: str
    x0: float
    x1: float
    y: float
    em: float
    page: int
    head: float


@dataclass(frozen=True, slots=True)
class Column:
    """A page's text area: its edges, the body's font size and distance of lines.

    ``shown`` says whether paragraphs show where they begin, by an indent or by space above.
    """

    left: float
    right: float
    em: float
    pitch: float
    shown: bool


_BLANK = " \u00a0"
_CLOSING = "，。、；：！？”’）》〉】〕」』％,.;:!?)%"
_HEAD = re.compile(rf"[“‘（《〈【〔「『(]*(?:[!-~]+|.)(?:[“‘]+.)*[{re.escape(_CLOSING)}]*", re.DOTALL)
_ENDED = re.compile(r"[。！？：；…!?:;][”’）》\s]*\Z")
_MARKER = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百]{1,4}[、章节条]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[（(]\d{1,2}[）)]|[①-⑳])"
)
_BULLET = re.compile(r"\s*[•●○■□◆◇➢▪\uf06c\uf06e\uf0b7\uf0d8]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A gap this wide (in ems) is a blank, whatever stands beside it; so is one that exceeds its line's usual gap
# by the second width: many programs leave the spaces out and only move on.
_WIDE, _WIDER, _WORD_GAP, _MOST_BLANKS = 1.2, 0.7, 0.22, 60
# How far from the edge (in ems) a justified line may end.
_SLACK = 0.35
# A blank at a line's end may fill this much of it (in ems).
_HANGING = 6.0
# Lines further apart than this many line distances belong to different paragraphs.
_APART = 1.3


def lines(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Lines from top to bottom; superscripts join the line they belong to."""
    found, row = [], list[Glyph]()
    for glyph in sorted(glyphs, key=lambda g: (-g.y, g.x0)):
        if row and row[0].y - glyph.y > 0.4 * max(row[0].em, glyph.em):
            found.append(row)
            row = []
        row.append(glyph)
    if row:
        found.append(row)
    return [line for row in found if (line := _line(row, page))]


def _line(row: list[Glyph], page: int) -> Line | None:
    row.sort(key=lambda g: g.x0)
    inked = [g for g in row if not g.char.isspace()]
    if not inked:
        return None
    em = Counter(round(g.em, 1) for g in inked).most_common(1)[0][0]
    base = next(g.y for g in inked if round(g.em, 1) == em)
    gaps = [max(b.x0 - a.x1, 0.0) for a, b in pairwise(inked)]
    wide = min(_WIDE * em, median(gaps) + _WIDER * em) if len(gaps) >= 5 else _WIDE * em
    pieces, ends, last, spaces = list[str](), list[float](), None, list[Glyph]()
    for glyph in row:
        if glyph.char in _BLANK:
            spaces.append(glyph)
            continue
        if last is not None and _same(last, glyph):
            continue  # bold made by printing twice
        blanks = _blanks(last, glyph, spaces, wide) if last is not None else len(spaces)
        raised = glyph.em <= 0.75 * em and glyph.y - base > 0.15 * em
        char = glyph.char.translate(_RAISED) if raised else glyph.char  # 12 with the mark 1 is not 121
        for piece in " " * blanks + char:
            pieces.append(piece)
            ends.append(glyph.x1)
        last, spaces = glyph, []
    text = "".join(pieces) + " " * len(spaces)
    first = len(text) - len(text.lstrip())
    head = _HEAD.match(text, first)
    reach = ends[min(head.end(), len(ends)) - 1] if head else inked[0].x1
    return Line(text, inked[0].x0, inked[-1].x1, base, em, page, reach - inked[0].x0)


def _same(a: Glyph, b: Glyph) -> bool:
    return a.char == b.char and abs(b.x0 - a.x0) < 0.2 * a.em and abs(b.y - a.y) < 0.2 * a.em


def _blanks(a: Glyph, b: Glyph, spaces: Sequence[Glyph], wide: float) -> int:
    """How many spaces stand between two characters; a gap above ``wide`` is one without any.

    A run of spaces may come as one with a gap.
    """
    gap, em = b.x0 - a.x1, max(a.em, b.em)
    latin = a.char.isascii() and b.char.isascii()
    if spaces:
        width = max(median(s.x1 - s.x0 for s in spaces), 0.2 * em)
        count = len(spaces) if latin and gap < _WIDE * em else max(len(spaces), int(gap / width))
    elif gap > (_WIDE * em if latin else wide):
        count = max(1, round(gap / (0.5 * em)))
    else:
        count = int(latin and gap > (0.1 if b.apart else _WORD_GAP) * em)
    return min(count, _MOST_BLANKS)


def column(found: Sequence[Line], width: float) -> Column:
    """The text area that the lines of pages of one width keep to."""
    em = Counter[float]()
    for line in found:
        em[line.em] += len(line.text)
    body = em.most_common(1)[0][0]
    own = [line for line in found if abs(line.em - body) <= 0.1 * body] or list(found)
    few = max(2.0, 0.05 * len(own))
    left = _edge(sorted(line.x0 for line in own), 0.5 * body, few)
    right = -_edge(sorted(-line.x1 for line in own), 0.6 * body, few)
    steps = [a.y - b.y for a, b in pairwise(own) if a.page == b.page and a.y > b.y]
    indents = sum(1.5 * body <= line.x0 - left <= 2.6 * body for line in own)
    pitch = median(steps) if steps else 1.75 * body
    spaced = sum(step > _APART * pitch for step in steps)
    return Column(left, max(right, 0.7 * width), body, pitch, max(indents, spaced) >= few)


def _edge(values: Sequence[float], tolerance: float, few: float) -> float:
    """The smallest value that enough others are close to; stray lines beyond it do not count."""
    for i, value in enumerate(values):
        close = [v for v in values[i:] if v - value <= tolerance]
        if len(close) >= few:
            return median(close)
    return values[0]


def continues(a: Line, b: Line, area: Column) -> bool:
    """Whether ``b`` goes on with the paragraph whose last line so far is ``a``."""
    em = max(a.em, b.em)
    if abs(a.em - b.em) > 0.1 * em or b.page - a.page > 1:
        return False
    pitch = area.pitch if em <= 1.15 * area.em else max(area.pitch, 1.5 * em)  # a title is set wider
    if a.page == b.page and a.y - b.y > _APART * pitch:
        return False
    ended = _ENDED.search(a.text) is not None
    free = area.right - _SLACK * em - a.x1
    if free > b.head and not (free < _HANGING * em and a.text.endswith(" ") and area.shown and not ended):
        return False  # there was room for what the next line begins with, and no blank that filled it
    if (ended and (_MARKER.match(b.text) or not area.shown)) or _BULLET.match(b.text):
        return False
    if b.x0 <= area.left + 0.9 * em or (_centred(a, area) and _centred(b, area)):
        return True
    if ended or _MARKER.match(b.text):
        return False
    hanging = (_MARKER.match(a.text) or _BULLET.match(a.text)) and 0 < b.x0 - a.x0 <= 3 * em
    return bool(hanging) or abs(a.x0 - b.x0) < 0.5 * em


def _centred(line: Line, area: Column) -> bool:
    return abs((line.x0 - area.left) - (area.right - line.x1)) < 1.5 * line.em


def paragraph(parts: Sequence[Line], right: float = 0.0) -> str:
    """Text of the lines of one paragraph: nothing between Chinese, a space between words, no hyphen.

    A blank at a line's end reaches as far as ``right``, the edge: of its spaces only the first comes through.
    """
    text = parts[0].text
    for before, line in pairwise(parts):
        a, b = text[-1], line.text[0]
        if a == "\u00ad" or (a == "-" and text[-2:-1].isalpha() and text[-2:-1].isascii() and b.islower()):
            text = text[:-1]
        elif a == " " and not text.strip()[-1:].isascii():
            text += " " * min(int((right - before.x1) / (0.5 * before.em)) - 1, _MOST_BLANKS)
        elif a.isascii() and b.isascii() and (a.isalnum() or a in ",.;:)") and b.isalnum():
            text += " "
        text += line.text
    return text.strip().replace("\u00ad", "-")  # drawn, so it is no mere hint


def in_cell(found: Sequence[Line], right: float) -> str:
    """Text of a table cell that ends at ``right``; a line end that nothing forced stays one."""
    kept, group = list[str](), list[Line]()
    for line in found:
        # 5.4 pt is the inner margin that Word gives a cell.
        if group and group[-1].x1 + line.head < right - 5.4 - _SLACK * line.em:
            kept.append(paragraph(group))
            group = []
        group.append(line)
    if group:
        kept.append(paragraph(group))
    return "\n".join(kept)
