"""What became of each section: kept, renamed, merged, emptied, missing, and whether it moved.

The sentences tell where a section's words went; title, role and number tell which heading now stands above them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from analyzer.alignment.matching import increasing
from analyzer.alignment.units import Units
from analyzer.document import Fate, Pair, Part, Report, Section, SectionMatch, Span
from analyzer.text.folding import fold

_SAME_TITLE = 0.8
_SHARED = 0.35  # part of its words that tell where a section went
_TITLE_ALONE = 0.62  # likeness of titles that makes two sections one whatever stands in them
_MERGED = 0.3


def match_sections(
    left: Units, right: Units, pairs: Sequence[Pair], also: Mapping[int, Sequence[str]]
) -> tuple[SectionMatch, ...]:
    """The fate of each section of ``left``; ``also`` are other titles that count as a section's own."""
    ours, theirs = left.report.sections, right.report.sections
    if not ours:
        return ()
    votes, sizes = _votes(left, right, pairs)
    titles = _Titles(left.report, right.report, also)
    partner = _assign(ours, theirs, votes, sizes, titles)
    moved = _moved(ours, theirs, partner)
    found = []
    for i, section in enumerate(ours):
        own = votes.get(i, {})
        share = min(1.0, sum(own.values()) / sizes[i]) if sizes.get(i) else 0.0
        if (d := partner.get(i)) is not None:
            fate = Fate.KEPT if titles.likeness(i, d) >= _SAME_TITLE else Fate.RENAMED
            if _is_empty(right.report, theirs[d]) and not _is_empty(left.report, section):
                fate = Fate.EMPTIED
            found.append(SectionMatch(i, d, fate, share, i in moved))
            continue
        into = max((d for d in own if d >= 0), key=lambda d: own[d], default=None)
        if into is not None and own[into] >= _MERGED * sizes[i]:
            found.append(SectionMatch(i, into, Fate.MERGED, share))
        else:
            found.append(SectionMatch(i, None, Fate.MISSING, share))
    return tuple(found)


class _Titles:
    """Likeness of headings, numbers and punctuation left out."""

    def __init__(self, left: Report, right: Report, also: Mapping[int, Sequence[str]]) -> None:
        self._left = [[_bare(t) for t in (s.title, *also.get(i, ()))] for i, s in enumerate(left.sections)]
        self._right = [_bare(s.title) for s in right.sections]

    def likeness(self, i: int, d: int) -> float:
        """How alike the titles of section ``i`` and section ``d`` are, 0 to 1."""
        theirs = self._right[d]
        return max(1.0 if own == theirs else fuzz.ratio(own, theirs) / 100 for own in self._left[i])


def _bare(title: str) -> str:
    return "".join(c for c in fold(title) if c.isalnum())


def _votes(
    left: Units, right: Units, pairs: Sequence[Pair]
) -> tuple[dict[int, dict[int, float]], dict[int, float]]:
    """For each section of the left, subsections included: its words by section of the right, and their number."""
    place_left = {s.span.start: s.section for s in left.sentences if not s.heading}
    place_right = {s.span.start: s.section for s in right.sentences if not s.heading}
    votes: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    sizes: dict[int, float] = defaultdict(float)
    for pair in pairs:
        for span in pair.left:
            if span.start not in place_left:
                continue  # a heading
            sections = list(_with_parents(left.report.sections, place_left[span.start]))
            for i in sections:
                sizes[i] += span.width
            for target in pair.right:
                if target.start not in place_right:
                    continue
                weight = pair.similarity * span.width * target.width / sum(s.width for s in pair.right)
                goals = list(_with_parents(right.report.sections, place_right[target.start])) or [-1]
                for i in sections:
                    for d in goals:
                        votes[i][d] += weight
    return votes, sizes


def _with_parents(sections: Sequence[Section], index: int | None) -> list[int]:
    found = []
    while index is not None:
        found.append(index)
        index = sections[index].parent
    return found


def _assign(
    ours: Sequence[Section], theirs: Sequence[Section],
    votes: Mapping[int, Mapping[int, float]], sizes: Mapping[int, float], titles: _Titles,
) -> dict[int, int]:  # fmt: skip
    """One section of the right for each of the left where one fits, the best pair first; parents before children."""
    partner: dict[int, int] = {}
    used: set[int] = set()
    for level in sorted({s.level for s in ours}):
        cells = []
        for i, section in enumerate(ours):
            if section.level != level:
                continue
            for d, other in enumerate(theirs):
                title = titles.likeness(i, d)
                share = votes.get(i, {}).get(d, 0.0) / sizes[i] if sizes.get(i) else 0.0
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
                if title >= _TITLE_ALONE or share >= _SHARED or (role and under and _fits(ours, theirs, i, d, partner)):
                    cells.append((score, title, -abs(i - d), i, d))
        for _, _, _, i, d in sorted(cells, reverse=True):
            if i not in partner and d not in used:
                partner[i] = d
                used.add(d)
    return partner


def _fits(ours: Sequence[Section], theirs: Sequence[Section], i: int, d: int, partner: Mapping[int, int]) -> bool:
    """Whether section ``d`` stands where ``i`` would be: same level, same role, and nobody else claims it."""
    return ours[i].level == theirs[d].level and d not in partner.values()


def _moved(ours: Sequence[Section], theirs: Sequence[Section], partner: Mapping[int, int]) -> set[int]:
    moved: set[int] = set()
    families: dict[int | None, list[int]] = defaultdict(list)
    for i in partner:
        families[ours[i].parent].append(i)
    for parent, members in families.items():
        home = partner.get(parent) if parent is not None else None
        stayed = []
        for i in sorted(members):
            if parent is not None and home is not None and theirs[partner[i]].parent != home:
                moved.add(i)
            else:
                stayed.append(i)
        chain = increasing([(i, partner[i]) for i in stayed])
        moved.update(set(stayed) - {i for i, _ in chain})
    return moved


def _is_empty(report: Report, section: Section) -> bool:
    """Whether nothing stands in a section, tables and what is merely attached to the report aside."""
    first = next((s.heading.start for s in report.sections if s.heading.start > section.heading.start), section.body.end)
    if first < section.body.end:
        return False
    body = Span(section.heading.end, section.body.end)
    return not report[body].strip(" \n\u3000。:：;；") and not any(
        p.part is Part.TABLE and body.covers(p.span) for p in report.paragraphs
    )
