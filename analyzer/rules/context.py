"""What a rule may look at besides the report: computed once, and only when a rule asks."""

import itertools
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from analyzer.document import Part, Report, Section, Span
from analyzer.text import enumerations, placeholders, residue
from analyzer.text.enumerations import Item
from analyzer.text.folding import fold
from analyzer.text.forms import Placeholder
from analyzer.text.numerals import han

_SENTENCE_ENDS = frozenset("。!?;”’）)】》…:")


class HeadingGap(NamedTuple):
    """Two headings of one count whose numbers do not follow one another; ``before`` is None at the first."""

    before: Section | None
    after: Section
    missing: tuple[int, ...]


def spans_cut(gap: HeadingGap, cut: Span) -> bool:
    """Whether ``cut`` lies between the two headings of ``gap``: the cut is what lost the headings."""
    start = gap.before.heading.end if gap.before else 0
    return bool(gap.missing) and start <= cut.start and cut.end <= gap.after.heading.start


def missing_numbers(gap: HeadingGap) -> str:
    """The lost numbers, written the way the heading after them is: ``（二）、（三）``."""
    marker, number = gap.after.marker, gap.after.number or 0
    written = str(number) if str(number) in marker else han(number)
    shown = [marker.replace(written, str(n) if written.isdecimal() else han(n)) for n in gap.missing[:4]]
    return " ".join(shown) + (" ……" if len(gap.missing) > 4 else "")


class Context:
    """One report's folded text, blanks, counts and cuts."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def folded(self) -> str:
        """The text folded: same length, plain forms."""
        return fold(self.report.text)

    @cached_property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The blanks of the text."""
        return placeholders.find_folded(self.folded)

    @cached_property
    def cuts(self) -> tuple[Span, ...]:
        """Where a site cut the text and says so."""
        return tuple(Span(*c) for c in residue.cuts(self.folded))

    @cached_property
    def furniture(self) -> tuple[Span, ...]:
        """Lines of a web page around the text, cuts left out."""
        found = (Span(*f) for f in residue.furniture(self.folded))
        return tuple(f for f in found if not any(f.overlaps(c) for c in self.cuts))

    @cached_property
    def heading_gaps(self) -> tuple[HeadingGap, ...]:
        """Where numbered headings skip, repeat or fall back, each count by itself."""
        return tuple(_heading_gaps(self.report.sections))

    @cached_property
    def counts(self) -> tuple[tuple[Item, ...], ...]:
        """The counts in running text (一是…二是…), each within the section that holds it."""
        edges = sorted({0, *(s.heading.start for s in self.report.sections), len(self.folded)})
        return tuple(
            tuple(run)
            for start, end in itertools.pairwise(edges)
            for run in enumerations.runs(enumerations.items(self.folded, start, end))
        )

    @cached_property
    def body_end(self) -> int:
        """Where the main text ends."""
        ends = [p.span.end for p in self.report.paragraphs if p.part is Part.BODY]
        return ends[-1] if ends else 0

    def is_prose(self, span: Span) -> bool:
        """Whether the paragraph at ``span`` is a full sentence rather than a line of a list or a heading."""
        index = self.report.paragraph_at(span.start)
        if index is None:
            return False
        paragraph = self.folded[
            self.report.paragraphs[index].span.start : self.report.paragraphs[index].span.end
        ]
        return len(paragraph) > 30 and paragraph.rstrip(" ")[-1:] in _SENTENCE_ENDS


# A count ends where a heading of a higher rank stands; lower ranks count within one heading.
_RANKS = {
    "annex": 0,
    "chapter": 1,
    "part": 1,
    "section": 2,
    "han": 3,
    "paren-han": 4,
    "arabic": 5,
    "paren-arabic": 6,
    "circled": 7,
}


def _heading_gaps(sections: Sequence[Section]) -> list[HeadingGap]:
    last: dict[str, Section] = {}
    found = []
    for section in sections:
        rank = _RANKS.get(section.scheme)
        if rank is None or section.number is None:
            if section.scheme == "annex":
                last.clear()
            continue
        before = last.get(section.scheme)
        expected = 1 if before is None or before.number is None else before.number + 1
        # Chapters may count on or begin anew; an unnumbered heading above may have begun the count anew too.
        if section.number not in (1, expected) or (
            section.number == 1
            and before is not None
            and before.number == 1
            and before.parent == section.parent
            and rank < 5
        ):
            missing = tuple(range(expected, section.number))
            found.append(HeadingGap(before, section, missing))
        last = {s: v for s, v in last.items() if _RANKS[s] < rank} | {section.scheme: section}
    return found
