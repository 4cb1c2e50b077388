"""What a rule may look at besides the report: computed once, and only when a rule asks."""

import itertools
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple, overload

from analyzer.document import (
    Comparison,
    Configuration,
    Fate,
    Organisation,
    Part,
    Period,
    PeriodMention,
    Quantity,
    Report,
    Rewording,
    Section,
    SectionMatch,
    Span,
    Template,
)
from analyzer.document.own_body import Own
from analyzer.rules.across import same_figures
from analyzer.rules.heading_gaps import HeadingGap, heading_gaps
from analyzer.rules.lexicon import Found, Kind, Lexicon, lexicon
from analyzer.text import enumerations, placeholders, residue
from analyzer.text.enumerations import Item
from analyzer.text.folding import fold
from analyzer.text.forms import Placeholder

_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_QUOTATION = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|「[^「」\n]*」")
_SENTENCE_ENDS = frozenset("。!?;”’)】》…:")


_GONE = (Fate.MISSING, Fate.EMPTIED)


class LostSection(NamedTuple):
    """A required section of the template that the draft lacks. ``cut`` is the cut in whose gap it should stand."""

    match: SectionMatch
    section: Section
    place: int
    cut: Span | None


class Tools(NamedTuple):
    """What finds things in reports for the rules: parts of the house that rules may not import."""

    align: Callable[[Template, Report], Comparison]
    compare: Callable[[Report, Report], Comparison]
    phrases: Callable[[Template, Report, Rewording], tuple[tuple[str, str], ...]]
    quantities: Callable[[Report, str], tuple[Quantity, ...]]
    period: Callable[[Report, str], tuple[Period | None, tuple[Span, ...]]]
    period_in_name: Callable[[str], Period | None]
    period_mentions: Callable[[Report, str], tuple[PeriodMention, ...]]
    organisations: Callable[[Report, str, Own | None], tuple[Organisation, ...]]
    own_body: Callable[[Report, str, tuple[str, ...]], Own | None]
    section_role: Callable[[Report, Section], str]


class _Beside(Sequence[Comparison]):
    """Comparisons of one report with others, made one by one: most rules look at the newest only."""

    def __init__(
        self, report: Report, others: tuple[Report, ...], compare: Callable[[Report, Report], Comparison]
    ) -> None:
        self._report = report
        self._others = others
        self._compare = compare
        self._made: dict[int, Comparison] = {}

    def __len__(self) -> int:
        return len(self._others)

    @overload
    def __getitem__(self, index: int) -> Comparison: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Comparison]: ...
    def __getitem__(self, index: int | slice) -> Comparison | Sequence[Comparison]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(len(self))[index])
        at = range(len(self))[index]
        if at not in self._made:
            self._made[at] = self._compare(self._others[at], self._report)
        return self._made[at]


class Context:
    """What a rule may ask about one report, and the template and earlier reports it is compared with.

    ``earlier`` are contexts of the same body's earlier reports, the newest first; ``configuration`` is what the user
    laid down.
    """

    def __init__(
        self,
        report: Report,
        tools: Tools,
        template: Template | None = None,
        earlier: "Sequence[Context]" = (),
        configuration: Configuration = Configuration(),
    ) -> None:
        self.report = report
        self.configuration = configuration
        self.template = template
        self.earlier = tuple(earlier)
        self._tools = tools
        self._followed: dict[int, tuple[tuple[Quantity, Quantity], ...]] = {}

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures of the text and its tables, in order."""
        return self._tools.quantities(self.report, self.folded)

    @cached_property
    def figures_by_sentence(self) -> tuple[tuple[Quantity, ...], ...]:
        """The figures of the running text, those of one sentence together."""
        found: list[list[Quantity]] = []
        sentence: Span | None = None
        for quantity in self.quantities:
            if quantity.row:
                continue
            if quantity.sentence != sentence:
                sentence = quantity.sentence
                found.append([])
            found[-1].append(quantity)
        return tuple(map(tuple, found))

    @cached_property
    def _period(self) -> tuple[Period | None, tuple[Span, ...]]:
        return self._tools.period(self.report, self.folded)

    @property
    def period(self) -> Period | None:
        """The period that the report is about, None where it does not say."""
        return self._period[0]

    @property
    def period_conflicts(self) -> tuple[Span, ...]:
        """Places that say another period than the report is about."""
        return self._period[1]

    @property
    def filed_period(self) -> Period | None:
        """The period that the file's name states."""
        return self._tools.period_in_name(self.report.source)

    @cached_property
    def period_mentions(self) -> tuple[PeriodMention, ...]:
        """The dates and periods of the text, in order."""
        return self._tools.period_mentions(self.report, self.folded)

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """The bodies that the text names, in order."""
        return self._tools.organisations(self.report, self.folded, self.own_body)

    @cached_property
    def own_body(self) -> Own | None:
        """The body that reports."""
        return self._tools.own_body(self.report, self.folded, self.configuration.own_names)

    @cached_property
    def beside_earlier(self) -> Sequence[Comparison]:
        """The report beside each of the earlier ones, in their order; each is compared when it is first asked for."""
        return _Beside(self.report, tuple(e.report for e in self.earlier), self._tools.compare)

    def followed(self, index: int = 0) -> tuple[tuple[Quantity, Quantity], ...]:
        """Figures of the ``index``-th earlier report and the same ones of this report, in this report's order."""
        if index not in self._followed:
            earlier = self.earlier[index]
            self._followed[index] = same_figures(
                earlier.quantities, self.quantities, self.beside_earlier[index]
            )
        return self._followed[index]

    def learned_role(self, section: Section) -> str:
        """What a section is for by its title and text, as a trained model sees it; empty where it is not sure."""
        return self._tools.section_role(self.report, section)

    def phrases(self, change: Rewording) -> tuple[tuple[str, str], ...]:
        """The passages of a rewording that differ, each with what stands for it."""
        assert self.template is not None
        return self._tools.phrases(self.template, self.report, change)

    @cached_property
    def comparison(self) -> Comparison | None:
        """The report beside its template; None where there is no template or it is one of quite another kind."""
        whole = self.alignment
        return whole if whole is not None and whole.fits else None

    @cached_property
    def alignment(self) -> Comparison | None:
        """The report beside its template, even if the two have nothing to do with one another."""
        return self._tools.align(self.template, self.report) if self.template else None

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
        return tuple(heading_gaps(self.report.sections, self.folded))

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
    def words(self) -> dict[Kind, list[Found]]:
        """The words of the lexicons, shipped and the user's own, that stand in the text: one pass for all rules."""
        return self.lexicon.find(self.folded)

    @property
    def lexicon(self) -> Lexicon:
        """The words that are looked for."""
        return lexicon(self.configuration)

    def protects(self, span: Span) -> bool:
        """Whether ``span`` touches a word that the user protects."""
        if not self.configuration.protected:
            return False
        return any(found.span.overlaps(span) for found in self.words[Kind.PROTECTED])

    @cached_property
    def _titles(self) -> tuple[Span, ...]:
        return tuple(Span(*m.span()) for m in _TITLE.finditer(self.folded))

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """The passages in quotation marks, marks included."""
        return tuple(Span(*m.span()) for m in _QUOTATION.finditer(self.folded))

    def in_title(self, span: Span) -> bool:
        """Whether ``span`` is part of a title in 《》."""
        return any(title.covers(span) for title in self._titles)

    def in_quotation(self, span: Span) -> bool:
        """Whether ``span`` is part of a longer passage in quotation marks."""
        return any(q.covers(span) and q.width > span.width + 2 for q in self.quotations)

    def is_furniture(self, span: Span) -> bool:
        """Whether ``span`` belongs to what a web page left around the text."""
        return any(f.overlaps(span) for f in (*self.furniture, *self.cuts))

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
