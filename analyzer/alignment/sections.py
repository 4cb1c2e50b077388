"""What became of each section: kept, renamed, merged, emptied, missing, and whether it moved.

The sentences tell where a section's words went; title, role and number tell which heading now stands above them.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from analyzer.alignment.matching import increasing
from analyzer.alignment.titles import Titles
from analyzer.alignment.units import Units
from analyzer.document import Fate, Pair, Report, Section, SectionMatch, Span

_SHARED = 0.35  # part of its words that tell where a section went
_TITLE_ALONE = 0.62  # likeness of titles that makes two sections one whatever stands in them
_MERGED = 0.3
_LINE = 30  # characters
_FAINT = 0.4  # likeness of titles where place and level speak for it
_JOINED = re.compile("[和与及、]")
_FRESH = 12  # characters of new text that make a section not empty
# Characters that make a text, and the part of it that may be left in an emptied section.
_SOME, _LEFT = 20, 0.25


def match_sections(
    left: Units, right: Units, pairs: Sequence[Pair], also: Mapping[int, Sequence[str]]
) -> tuple[SectionMatch, ...]:
    """The fate of each section of ``left``; ``also`` are other titles that count as a section's own."""
    ours, theirs = left.report.sections, right.report.sections
    if not ours:
        return ()
    (votes, sizes), (first_votes, first_sizes) = _votes(left, right, pairs)
    titles = Titles(left, right.report, also)
    partner = _assign(ours, theirs, votes, sizes, titles)
    into = {
        i: d
        for i in range(len(ours))
        if i not in partner
        and (
            (d := _named_among(ours, theirs, titles, i)) is not None
            or (d := _taken_in(ours, theirs, first_votes, first_sizes, i)) is not None
        )
    }
    for i, d in list(into.items()):
        # What took in the words of one section only, under a title that is like its own, is that section renamed.
        alone = d not in partner.values() and list(into.values()).count(d) == 1
        if alone and ours[i].level == theirs[d].level and titles.likeness(i, d) >= _FAINT:
            partner[i] = into.pop(i)
    _pair_by_place(ours, theirs, partner, into, titles)
    moved = _moved(ours, theirs, partner, into)
    found, own, fresh = [], _own_words(left), _fresh_words(right, pairs)
    for i, section in enumerate(ours):
        share = (
            min(1.0, sum(votes.get(i, {}).get(d, 0.0) for d in _roots(theirs)) / sizes[i])
            if sizes.get(i)
            else 0.0
        )
        home = partner.get(i)
        if home is None:
            fate = Fate.MERGED if i in into else Fate.MISSING
            found.append(SectionMatch(i, into.get(i), fate, share))
            continue
        if _is_emptied(own[i], fresh.get(home, 0), right.report, theirs[home], share):
            fate = Fate.EMPTIED
        elif titles.same(i, home):
            fate = Fate.KEPT
        else:
            joined = any(
                d == home
                and ours[j].level == section.level
                and (titles.adds(j, i, home) or titles.within(i, home))
                for j, d in into.items()
            )
            fate = Fate.MERGED if joined else Fate.RENAMED
        found.append(SectionMatch(i, home, fate, share, i in moved))
    return tuple(found)


def _roots(sections: Sequence[Section]) -> list[int]:
    return [-1, *(d for d, s in enumerate(sections) if s.parent is None)]


def _taken_in(
    ours: Sequence[Section], theirs: Sequence[Section],
    votes: Mapping[int, Mapping[int, float]], sizes: Mapping[int, float], i: int,
) -> int | None:  # fmt: skip
    """The section of the right that took in most of a section that has no heading any more."""
    own = {d: v for d, v in votes.get(i, {}).items() if d >= 0 and v >= _MERGED * sizes[i]}
    return max(own, key=lambda d: (theirs[d].level == ours[i].level, own[d]), default=None)


def _named_among(ours: Sequence[Section], theirs: Sequence[Section], titles: "Titles", i: int) -> int | None:
    """The section of the right whose title joins section ``i``'s with another: 下月计划和需协调事项."""
    joined = (d for d, s in enumerate(theirs) if s.level == ours[i].level and _JOINED.search(s.title))
    return next((d for d in joined if titles.partly(i, d)), None)


def _pair_by_place(
    ours: Sequence[Section], theirs: Sequence[Section],
    partner: dict[int, int], into: Mapping[int, int], titles: "Titles",
) -> None:  # fmt: skip
    """Pair sections left over alone between the same neighbours: nothing but blanks may stand under them."""
    taken = set(partner.values()) | set(into.values())
    for i, section in enumerate(ours):
        if i in partner or i in into:
            continue
        same = [j for j, s in enumerate(ours) if s.level == section.level and s.parent == section.parent]
        low = max((partner[j] for j in same if j < i and j in partner), default=-1)
        high = min((partner[j] for j in same if j > i and j in partner), default=len(theirs))
        free = [d for d in range(low + 1, high) if d not in taken and theirs[d].level == section.level]
        if free and (titles.is_blank(i) or (len(free) == 1 and titles.likeness(i, free[0]) >= _FAINT)):
            partner[i] = free[0]
            taken.add(free[0])


_Votes: TypeAlias = tuple[dict[int, dict[int, float]], dict[int, float]]


def _no_votes() -> _Votes:
    return defaultdict(lambda: defaultdict(float)), defaultdict(float)


def _votes(left: Units, right: Units, pairs: Sequence[Pair]) -> tuple[_Votes, _Votes]:
    """For each section of the left, subsections included: its words by section of the right, and their number.

    The second votes leave out the latter half of each section: what closes the report stands under its last heading.
    """
    place_left = {s.span.start: s.section for s in left.sentences if not s.heading}
    place_right = {s.span.start: s.section for s in right.sentences if not s.heading}
    whole, first = _no_votes(), _no_votes()
    above_left, above_right = (_with_parents(u.report.sections) for u in (left, right))
    middles = [(s.body.start + s.body.end) / 2 for s in left.report.sections]
    for pair in pairs:
        goals = [
            (target.width, above_right[place_right[target.start]] or [-1])
            for target in pair.right
            if target.start in place_right
        ]
        weight = pair.similarity / sum(s.width for s in pair.right) if goals else 0.0
        for span in pair.left:
            if span.start not in place_left:
                continue  # a heading
            closes = _closes(left, span)
            for i in above_left[place_left[span.start]]:
                counted = (whole,) if closes or span.start > middles[i] else (whole, first)
                for votes, sizes in counted:
                    sizes[i] += span.width
                    for width, sections in goals:
                        for d in sections:
                            votes[i][d] += weight * span.width * width
    return whole, first


def _closes(left: Units, span: Span) -> bool:
    """Whether it is a short line without a full stop, such as a signature, which says nothing about its section."""
    return span.width < _LINE and left.folded[span.end - 1] not in "。!?;:"


def _with_parents(sections: Sequence[Section]) -> dict[int | None, list[int]]:
    """Each section with those that hold it, itself first; none for what stands in no section."""
    found: dict[int | None, list[int]] = {None: []}
    for index, section in enumerate(sections):
        found[index] = [index, *found[section.parent]]
    return found


def _assign(
    ours: Sequence[Section], theirs: Sequence[Section],
    votes: Mapping[int, Mapping[int, float]], sizes: Mapping[int, float], titles: Titles,
) -> dict[int, int]:  # fmt: skip
    """One section of the right for each of the left where one fits, the best pair first; parents before children."""
    partner: dict[int, int] = {}
    used: set[int] = set()
    for level in sorted({s.level for s in ours}):
        cells = []
        for i, section in enumerate(ours):
            if section.level != level:
                continue
            own, size = votes.get(i, {}), sizes.get(i) or 1.0
            for d, other in enumerate(theirs):
                title = titles.likeness(i, d)
                share = own[d] / size if d in own else 0.0
                role = bool(section.role) and section.role == other.role
                if title < 0.34 and share < _SHARED and not role:
                    continue
                under = section.parent is None or partner.get(section.parent) == other.parent
                score = (
                    title
                    + 0.9 * share
                    + 0.15 * role
                    + 0.1 * (section.number == other.number)
                    + 0.15 * under
                    - 0.25 * abs(section.level - other.level)
                )
                if (
                    title >= _TITLE_ALONE
                    or (share >= _SHARED and section.level == other.level)
                    or (role and under and _fits(ours, theirs, i, d, partner))
                ):
                    cells.append((score, title, -abs(i - d), i, d))
        for _, _, _, i, d in sorted(cells, reverse=True):
            if i not in partner and d not in used:
                partner[i] = d
                used.add(d)
    return partner


def _fits(
    ours: Sequence[Section], theirs: Sequence[Section], i: int, d: int, partner: Mapping[int, int]
) -> bool:
    """Whether section ``d`` stands where ``i`` would be: same level, same role, and nobody else claims it."""
    return ours[i].level == theirs[d].level and d not in partner.values()


def _moved(
    ours: Sequence[Section], theirs: Sequence[Section], partner: Mapping[int, int], into: Mapping[int, int]
) -> set[int]:
    moved: set[int] = set()
    above = _with_parents(theirs)
    families: dict[int | None, list[int]] = defaultdict(list)
    for i in partner:
        families[ours[i].parent].append(i)
    for parent, members in families.items():
        home = partner.get(parent, into.get(parent)) if parent is not None else None
        stayed = []
        for i in sorted(members):
            if parent is not None and home is not None and home not in above[partner[i]]:
                moved.add(i)
            else:
                stayed.append(i)
        moved.update(_out_of_order([(i, partner[i]) for i in stayed]))
    return moved


def _out_of_order(pairs: list[tuple[int, int]]) -> set[int]:
    """Those that are not in the longest run that keeps its order; of two that changed places, both."""
    chain = increasing(pairs)
    moved = {i for i, _ in pairs} - {i for i, _ in chain}
    for i, d in [p for p in pairs if p[0] in moved]:
        for j, e in chain:
            rest = sorted({*chain, (i, d)} - {(j, e)})
            if all(a[1] < b[1] for a, b in pairwise(rest)):
                moved.add(j)
    return moved


def _own_words(left: Units) -> dict[int, int]:
    """The characters of each section's sentences, subsections included, blanks and headings left out."""
    above = _with_parents(left.report.sections)
    found: dict[int, int] = defaultdict(int)
    for sentence in left.sentences:
        for i in above[sentence.section] if not sentence.heading else ():
            found[i] += len(sentence.key)
    return found


def _fresh_words(right: Units, pairs: Sequence[Pair]) -> dict[int, int]:
    """The characters of each section's sentences that stand for nothing on the left."""
    above = _with_parents(right.report.sections)
    added = {span for pair in pairs if not pair.left for span in pair.right}
    found: dict[int, int] = defaultdict(int)
    for sentence in right.sentences:
        for d in above[sentence.section] if sentence.span in added and not sentence.heading else ():
            found[d] += len(sentence.key)
    return found


def _is_emptied(before: int, fresh: int, right: Report, other: Section, share: float) -> bool:
    """Whether little is left under a heading where the reference has text of its own, and nothing new stands there."""
    if before <= _SOME or share > _LEFT or fresh > _FRESH:
        return False
    now = len("".join(right[Span(other.heading.end, other.body.end)].split()).strip("。:：;；"))
    return now <= _LEFT * before
