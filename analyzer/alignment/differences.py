"""The words that differ between sentences that stand for one another, for showing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from analyzer.alignment.units import NUMBER, Units
from analyzer.document import Edit, Report, Rewording, Span, Template
from analyzer.text.folding import fold
from analyzer.text.quantities import find
from analyzer.text.words import is_negated, is_polar, words

_NEXT, _PHRASES, _MARKS = 2, 4, " ,;:。、"
_PAUSE = re.compile("[,;:。]")


def phrases(template: Template, report: Report, change: Rewording) -> tuple[tuple[str, str], ...]:
    """The passages of a rewording that differ, with what stands for each: 须在三个工作日内, 可在十个工作日内.

    Blanks and what fills them are no difference; changes next to one another are shown as one.
    """
    if not change.right:
        return ()
    ours, theirs = fold(template.report.text), fold(report.text)
    slots = [s.span for s in template.slots if change.left.covers(s.span)]
    own = {c.text: c for c in _figures(ours, [change.left])}
    blanks = [_Figure(s.start, s.end, "") for s in slots]
    filled = [f for f in _figures(theirs, change.right) if f.text not in own]
    found: list[tuple[Span, Span]] = []
    for edit in _edits(ours, theirs, [change.left], change.right, (blanks, filled)):
        if any(s.start <= edit.left.start and edit.left.end <= s.end + 1 for s in slots):
            continue
        near = found and max(edit.left.start - found[-1][0].end, edit.right.start - found[-1][1].end) <= _NEXT
        if near:
            found[-1] = Span(found[-1][0].start, edit.left.end), Span(found[-1][1].start, edit.right.end)
        else:
            found.append((edit.left, edit.right))
    shown = ((ours[slice(*a)].strip(_MARKS), theirs[slice(*b)].strip(_MARKS)) for a, b in found)
    telling = [
        _with_unit(a, b, own)
        for a, b in shown
        if a in own
        or any(w in a for w in change.lost)
        or any(is_polar(w) or is_negated(w, words(a)) for w in words(b))
        or any(is_negated(w, words(b)) for w in words(a))
    ]
    # Where clauses changed places, what stands side by side says nothing: only what is gone is shown.
    within = [(a, b) for a, b in telling if not _PAUSE.search(a + b)]
    gone = {w: "" for a, b in telling if (a, b) not in within for w in change.lost if w in a}
    return (*within, *gone.items())[:_PHRASES]


class _Figure(NamedTuple):
    """A figure or blank in the text, and the measure word after it."""

    start: int
    end: int
    text: str
    unit: str = ""


def _figures(folded: str, spans: Sequence[Span]) -> list[_Figure]:
    return [
        _Figure(s.start + a.start, s.start + a.end, folded[s.start + a.start : s.start + a.end], a.unit)
        for s in spans
        for a in find(folded[slice(*s)])
    ]


def _with_unit(old: str, new: str, own: Mapping[str, _Figure]) -> tuple[str, str]:
    """A figure of the template's own and what stands for it, with the measure word: 60日, 90日."""
    unit = own[old].unit if old in own else ""
    return old + unit, new + unit if new and new[-1].isdigit() else new


def edits(left: Units, right: Units, ours: Sequence[Span], theirs: Sequence[Span]) -> tuple[Edit, ...]:
    """The words that differ between some sentences of either side, in order."""
    return _edits(left.folded, right.folded, ours, theirs)


def _edits(
    left: str, right: str, ours: Sequence[Span], theirs: Sequence[Span],
    marks: tuple[Sequence[_Figure], Sequence[_Figure]] = ((), ()),
) -> tuple[Edit, ...]:  # fmt: skip
    """The words that differ; all ``marks`` of either side are taken for the same."""
    solid = [{(m.start, m.end) for m in side} for side in marks]
    a, b = _spans(left, ours, marks[0]), _spans(right, theirs, marks[1])
    keys = (
        [NUMBER if tuple(s) in held else text[s.start : s.end] for s in side]
        for side, text, held in ((a, left, solid[0]), (b, right, solid[1]))
    )
    changes = Levenshtein.opcodes(*keys)
    found: list[Edit] = []
    for same, run in groupby(changes, key=lambda c: c.tag == "equal"):
        if not same:
            # What was taken out and what was put in at one place is one edit.
            block = list(run)
            found.append(
                Edit(
                    _cover(a, block[0].src_start, block[-1].src_end, ours),
                    _cover(b, block[0].dest_start, block[-1].dest_end, theirs),
                )
            )
    return tuple(found)


def _spans(folded: str, spans: Sequence[Span], marks: Sequence[_Figure] = ()) -> list[Span]:
    """The words of some passages; each mark is one."""
    found: list[Span] = []
    for span in spans:
        at = span.start
        for mark in [m for m in marks if span.start <= m.start < span.end]:
            found += (*_cut(folded, at, mark.start), Span(mark.start, mark.end))
            at = mark.end
        found += _cut(folded, at, span.end)
    return found


def _cut(folded: str, start: int, end: int) -> Iterator[Span]:
    for word in words(folded[start:end]) if start < end else ():
        yield Span(start, start + len(word))
        start += len(word)


def _cover(spans: list[Span], first: int, last: int, whole: Sequence[Span]) -> Span:
    if first < last:
        return Span(spans[first].start, spans[last - 1].end)
    at = spans[first].start if first < len(spans) else whole[-1].end
    return Span(at, at)
