"""What each slot of a template was filled with in a draft.

Where template and draft share a sentence but for its figures, the figures are read off in order. Elsewhere each figure
of the linked sentences is held against each slot by the words about both, its unit and its clause, the best match
first; the template's own figures take part, so that they are not taken for a slot's. Names and words have no form
of their own: they are what stands between the words that stood about the blank.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from analyzer.alignment.between import between
from analyzer.alignment.clauses import Links
from analyzer.alignment.filling import value_of
from analyzer.alignment.slots import unit_at
from analyzer.alignment.tables import cell_values
from analyzer.alignment.units import DATE, NAME, NUMBER, Mark, Sentence, Units
from analyzer.document import SlotValue, Span, Status, Template
from analyzer.text.quantities import scale_of

_FIT = 62  # out of about 170: the words alike, or the same clause and the same unit
_FAR = 112  # a slot whose sentence is not found is only matched by the same words about the same unit
_REACH = 14
_MANY = 400  # sentences; in longer drafts a slot is not sought outside of those linked with its own
_EDGE = re.compile(r"[,;:。!?、()\"“”\n]")
_LAST_EDGE = re.compile(rf".*{_EDGE.pattern}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure or a blank with the words about it: those of its clause, and the measure word."""

    mark: Mark
    clause: int
    sentence: int
    before: str
    after: str
    unit: str
    scale: int
    slot: int | None = None


def values(
    template: Template, left: Units, right: Units, links: Links, excused: Sequence[Span] = ()
) -> tuple[SlotValue, ...]:
    """The value of each slot, in the template's order.

    ``excused`` are paragraphs in whose stead the draft has words that the template allows: no figure is sought there.
    """
    found: dict[int, SlotValue] = {}
    slots = {s.span.start: i for i, s in enumerate(template.slots)}
    taken: set[int] = set()
    for here, there in links.equal:
        for ours, theirs in _read_off(left, right, left.sentences[here], right.sentences[there]):
            taken.add(theirs.start)
            if (i := slots.get(ours.start)) is not None:
                found[i] = value_of(template.slots[i], theirs, right)
    for i, value in cell_values(template, right):
        found.setdefault(i, value)
    open_ = [i for i in range(len(template.slots)) if i not in found]
    region = links.regions(left, right)
    if open_:
        _by_words(template, left, right, links, region, open_, taken, found)
    for i in open_:
        if i not in found and any(x.covers(template.slots[i].span) for x in excused):
            found[i] = SlotValue(template.slots[i], Status.DROPPED)
        elif i not in found:
            slot = template.slots[i]
            found[i] = between(slot, left, right, region, template.report) or SlotValue(slot, Status.DROPPED)
    return tuple(found[i] for i in range(len(template.slots)))


def _read_off(left: Units, right: Units, ours: Sentence, theirs: Sentence) -> Iterator[tuple[Mark, Mark]]:
    """The marks of two sentences with one key, side by side."""
    a, b = [left.marks[i] for i in ours.marks], [right.marks[i] for i in theirs.marks]
    if len(a) == len(b) and all(x.letter == y.letter for x, y in zip(a, b, strict=True)):
        yield from zip(a, b, strict=True)


def _by_words(
    template: Template, left: Units, right: Units, links: Links, region: Mapping[int, set[int]],
    open_: list[int], taken: set[int], found: dict[int, SlotValue],
) -> None:  # fmt: skip
    slots = {template.slots[i].span.start: i for i in open_}
    linked: dict[int, dict[int, float]] = defaultdict(dict)
    for here, there, likeness in links.clauses:
        linked[here][there] = max(likeness, linked[here].get(there, 0.0))
    asking = {s for i in open_ if (s := left.sentence_at(template.slots[i].span.start)) is not None}
    ours = [p for s in sorted(asking) for p in _places(left, s, slots)]
    near = {there for p in ours for there in region.get(p.sentence, ())}
    pool = {s: [p for p in _places(right, s, {}) if p.mark.start not in taken] for s in sorted(near)}
    cells: list[tuple[float, _Place, _Place]] = []
    for p in ours:
        near_by = (q for s in region.get(p.sentence, ()) for q in pool.get(s, ()))
        cells += [(score, p, q) for q in near_by if (score := _score(p, q, linked)) >= _FIT]
    _assign(template, right, cells, found, taken)
    # The only figure of its kind that is left where the only slot of that kind is: 共清理XX项, 清理制度42项.
    beside: dict[int, list[_Place]] = defaultdict(list)
    for p in ours:
        beside[p.sentence].append(p)
    for p in [p for p in ours if p.slot is not None and p.slot not in found]:
        alike = [q for q in beside[p.sentence] if _kin(p, q) and (q.slot is None or q.slot not in found)]
        about = [
            q
            for s in region.get(p.sentence, ())
            for q in pool.get(s, ())
            if _kin(p, q) and q.mark.start not in taken
        ]
        if len(alike) == len(about) == 1:
            _assign(template, right, [(0.0, p, about[0])], found, taken)
    rest = [p for p in ours if p.slot is not None and p.slot not in found and len(p.before + p.after) > 2]
    if not rest:
        return
    everywhere = range(len(right.sentences)) if len(right.sentences) < _MANY else sorted(near)
    left_over = (
        s for s in everywhere if any(right.marks[m].start not in taken for m in right.sentences[s].marks)
    )
    far = [q for s in left_over for q in pool.get(s) or _places(right, s, {}) if q.mark.start not in taken]
    _assign(
        template, right,
        [(score, p, q) for p in rest for q in far if p.unit == q.unit and (score := _score(p, q, linked)) >= _FAR],
        found, taken,
    )  # fmt: skip


def _assign(
    template: Template, right: Units, cells: list[tuple[float, _Place, _Place]],
    found: dict[int, SlotValue], taken: set[int],
) -> None:  # fmt: skip
    """Give each place its best match, the best of all first; equal ones in the order of the text."""
    cells.sort(key=lambda c: (-round(c[0]), c[1].mark.start, c[2].mark.start))
    used: set[int] = set()
    for _, p, q in cells:
        if p.mark.start in used or q.mark.start in taken:
            continue
        used.add(p.mark.start)
        taken.add(q.mark.start)
        if p.slot is not None:
            found[p.slot] = value_of(template.slots[p.slot], q.mark, right)


def _kin(p: _Place, q: _Place) -> bool:
    """Whether both are figures, or dates, of one measure."""
    return p.mark.letter == q.mark.letter and p.unit == q.unit and (p.unit != "" or p.mark.letter == DATE)


def _places(units: Units, index: int, slots: dict[int, int]) -> Iterator[_Place]:
    sentence = units.sentences[index]
    marks = [units.marks[i] for i in sentence.marks]
    at = sentence.clauses.start
    for n, mark in enumerate(marks):
        if mark.letter == NAME:
            continue
        while at < sentence.clauses.stop and units.clauses[at].span.end <= mark.start:
            at += 1
        within = at < sentence.clauses.stop and units.clauses[at].span.start <= mark.start
        clause = at if within else -1
        since = max(sentence.span.start, marks[n - 1].end if n else 0, mark.start - _REACH)
        until = min(sentence.span.end, marks[n + 1].start if n + 1 < len(marks) else sentence.span.end)
        unit, end = _unit(units, mark)
        scale, single = scale_of(unit)
        if n and since == marks[n - 1].end:
            since += len(_unit(units, marks[n - 1])[0])
        yield _Place(
            mark, clause, index,
            _inward(units.folded[since : mark.start], last=True),
            _inward(units.folded[end : min(until, end + _REACH)], last=False),
            single, scale, slots.get(mark.start),
        )  # fmt: skip


def _unit(units: Units, mark: Mark) -> tuple[str, int]:
    """The measure word after a mark and where it ends."""
    if mark.amount is not None:
        return mark.amount.unit, mark.amount.unit_end
    return unit_at(units.folded, mark.end) if mark.letter == NUMBER else ("", mark.end)


def _inward(words: str, *, last: bool) -> str:
    """The part of ``words`` next to the mark, up to a punctuation mark."""
    if last:
        edge = _LAST_EDGE.match(words)
        return words[edge.end() :] if edge else words
    edge = _EDGE.search(words)
    return words[: edge.start()] if edge else words


def _score(p: _Place, q: _Place, linked: dict[int, dict[int, float]]) -> float:
    if p.mark.letter != q.mark.letter:
        return 0.0
    ours, theirs = p.before + p.after, q.before + q.after
    if ours and theirs:
        words = max(fuzz.ratio(ours, theirs), 0.95 * fuzz.ratio(p.before, q.before) if p.before else 0.0)
    else:
        words = 55.0 if not ours and not theirs else 25.0
    link = linked.get(p.clause, {}).get(q.clause)
    score = words + (45 * link if link is not None else 0.0)
    if p.unit and q.unit:
        score += 25 if p.unit == q.unit else -30
    elif p.unit or q.unit:
        score -= 12
    if p.slot is None and p.mark.amount and q.mark.amount:
        # The template's own figure stays what it is.
        score += 20 if p.mark.amount.number == q.mark.amount.number else -40
    return score
