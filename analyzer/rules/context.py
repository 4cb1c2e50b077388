"""What a rule may look at besides the report: computed once, and only when a rule asks."""

import itertools
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from analyzer.document import Comparison, Fate, Part, Report, Section, SectionMatch, Span, Template
from analyzer.text import enumerations, placeholders, residue
from analyzer.text.enumerations import Item
from analyzer.text.folding import fold
from analyzer.text.forms import Placeholder
from analyzer.text.numerals import han

_SENTENCE_ENDS = frozenset("。!?;”’)】》…:")
_WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789"}
_INLINE_REACH = 600


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
    shown = [numbered_like(gap.after, n) for n in gap.missing[:4]]
    return " ".join(shown) + (" ……" if len(gap.missing) > 4 else "")


def numbered_like(section: Section, number: int) -> str:
    """``number`` written the way ``section``'s own is: ``（二）``, ``②``, ``２．``."""
    marker = section.marker
    if section.scheme == "circled":
        return chr(ord("①") + number - 1)
    if digits := re.search(r"\d+(?!.*\d)", marker):
        wide = str(number).translate(_WIDE) if digits.group()[0] > "9" else str(number)
        return marker[: digits.start()] + wide + marker[digits.end() :]
    return re.sub(r"[一二三四五六七八九十百]+", han(number), marker, count=1)


_GONE = (Fate.MISSING, Fate.EMPTIED)


class LostSection(NamedTuple):
    """A required section of the template that the draft lacks. ``cut`` is the cut in whose gap it should stand."""

    match: SectionMatch
    section: Section
    place: int
    cut: Span | None


class Context:
    """One report's folded text, blanks, counts and cuts, and the template it is compared with, if there is one."""

    def __init__(
        self,
        report: Report,
        template: Template | None = None,
        align: Callable[[Template, Report], Comparison] | None = None,
    ) -> None:
        self.report = report
        self.template = template
        self._align = align

    @cached_property
    def comparison(self) -> Comparison | None:
        """The report beside its template; None where there is no template or it is one of quite another kind."""
        whole = self.alignment
        return whole if whole is not None and _is_of_the_kind(whole) else None

    @cached_property
    def alignment(self) -> Comparison | None:
        """The report beside its template, even if the two have nothing to do with one another."""
        return self._align(self.template, self.report) if self.template and self._align else None

    @cached_property
    def lost_sections(self) -> tuple[LostSection, ...]:
        """The required sections of the template that the draft lacks; what stands under one is not listed again.

        An item that is one sentence is wording, not a section.
        """
        if self.comparison is None or self.template is None:
            return ()
        required = {s.index for s in self.template.sections if s.required}
        matches = {m.left: m for m in self.comparison.sections}
        sections = self.template.report.sections
        return tuple(
            self._lost(match)
            for i, match in matches.items()
            if match.fate is Fate.MISSING
            and i in required
            and not sections[i].is_item
            and ((parent := sections[i].parent) is None or matches[parent].fate not in _GONE)
        )

    @cached_property
    def emptied_sections(self) -> tuple[SectionMatch, ...]:
        """The sections of the template whose heading the draft has without the text."""
        found = self.comparison.sections if self.comparison else ()
        return tuple(m for m in found if m.fate is Fate.EMPTIED)

    def _lost(self, match: SectionMatch) -> LostSection:
        """Where a lost section should stand: after what the draft has of the sections before it."""
        assert self.comparison is not None
        theirs, ours = self.comparison.reference.sections, self.report.sections
        section = theirs[match.left]
        at = {m.left: ours[m.right] for m in self.comparison.sections if m.right is not None}
        before = [i for i in range(match.left) if i in at and theirs[i].level <= section.level]
        after = [i for i in range(match.left + 1, len(theirs)) if i in at]
        start = end = 0
        if before and before[-1] == section.parent:
            start = end = at[before[-1]].heading.end
        elif before:
            start, end = at[before[-1]].heading.start, at[before[-1]].body.end
        elif ours:
            end = ours[0].heading.start
        last = next((p.span.end for p in reversed(self.report.paragraphs) if p.span.end <= end), end)
        place = max(start, last)
        until = at[after[0]].heading.start if after else len(self.report.text)
        cut = next((c for c in self.cuts if start <= c.start <= until), None)
        return LostSection(match, section, place, cut)

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
    def chatter(self) -> tuple[Span, ...]:
        """What a chat program says around the text it was asked for."""
        return tuple(Span(*c) for c in residue.chatter(self.folded))

    @cached_property
    def heading_gaps(self) -> tuple[HeadingGap, ...]:
        """Where numbered headings skip, repeat or fall back, each count by itself."""
        return tuple(_heading_gaps(self.report.sections, self.folded))

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


def _is_of_the_kind(comparison: Comparison) -> bool:
    """Whether a draft was written from this template at all: it keeps some of its words, or most of its sections."""
    found = [m for m in comparison.sections if m.fate in (Fate.KEPT, Fate.EMPTIED)]
    return comparison.likeness >= 0.2 or (len(found) >= 2 and 2 * len(found) >= len(comparison.sections))


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


def _heading_gaps(sections: Sequence[Section], folded: str) -> list[HeadingGap]:
    last: dict[str, Section] = {}
    found: list[HeadingGap] = []
    for section in sections:
        rank = _RANKS.get(section.scheme)
        if rank is None or section.number is None:
            if section.scheme == "annex":
                last.clear()
            continue
        before = last.get(section.scheme)
        gap = _gap(before, section, rank)
        if (
            gap
            and found
            and not gap.missing
            and section.number in found[-1].missing
            and found[-1].after is before
        ):
            found[-1] = gap  # 一、三、二、: nothing is lost, two have changed places
        elif gap and not _counted_inline(gap, folded):
            found.append(gap)
        last = {s: v for s, v in last.items() if _RANKS[s] < rank} | {section.scheme: section}
    return found


def _gap(before: Section | None, section: Section, rank: int) -> HeadingGap | None:
    number = section.number or 0
    expected = 1 if before is None else (before.number or 0) + 1
    # Chapters may count on or begin anew; an unnumbered heading above may have begun the count anew too.
    repeated = (
        number == 1
        and before is not None
        and before.number == 1
        and before.parent == section.parent
        and rank < 5
    )
    if number in (1, expected) and not repeated:
        return None
    return HeadingGap(before, section, tuple(range(expected, number)))


def _counted_inline(gap: HeadingGap, folded: str) -> bool:
    """Whether the missing numbers stand inside a paragraph: ``《方案》明确：一、抓学习；`` and then a line ``二、``."""
    start = gap.before.heading.end if gap.before else max(0, gap.after.heading.start - _INLINE_REACH)
    between = folded[start : gap.after.heading.start]
    marks = (re.escape(fold(numbered_like(gap.after, n))) for n in gap.missing)
    # At the beginning of a clause: “三、四、五号楼” counts nothing.
    return bool(gap.missing) and all(re.search(rf"(?:^|[。;:“(\n] *){mark}", between) for mark in marks)
