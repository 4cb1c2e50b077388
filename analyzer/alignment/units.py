"""A report cut into sentences and clauses whose keys leave out what a writer fills in.

A *key* is a clause or sentence without spaces and punctuation, every figure, date and blank replaced by one letter.
``组织学习XX次`` and ``组织学习三十二次`` have the same key; what stands in its marks is compared elsewhere.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.document import Part, Report, SlotKind, Span, Template
from analyzer.text import quantities
from analyzer.text.folding import fold
from analyzer.text.quantities import Amount
from analyzer.text.sentences import clauses, sentences

NUMBER, DATE, NAME = "ℕ", "𝔻", "ℚ"
"""Letters that stand for a figure, a date, and words of the writer's own."""

Amounts = Callable[[Report, str], Iterable[Amount]]

_NOT_KEY = re.compile(r"[^\w%‰]+|_+")
_FIGURE = re.compile(
    f"(?:大?约|将?近|接近|超过?|逾|不少于)?{NUMBER}+[多余来]?(?:[十百]?[万亿]+(?=\\w)|千(?=元))?(?:左右)?"
)
_FIRST = re.compile(f"{DATE}+|{NAME}+")


class Mark(NamedTuple):
    """A figure, a date or a blank in a text; ``amount`` is None for a blank."""

    start: int
    end: int
    letter: str
    amount: Amount | None


class Clause(NamedTuple):
    """What stands between two punctuation marks."""

    span: Span
    key: str
    sentence: int


class Sentence(NamedTuple):
    """A sentence, a title or a heading, with the range of its clauses and of its marks.

    ``section`` is the section that holds it, ``heading`` says that it is that section's own heading.
    """

    span: Span
    key: str
    clauses: range
    marks: range
    section: int | None
    heading: bool


@dataclass(frozen=True, slots=True)
class Units:
    """One report's sentences in order; table cells are none."""

    report: Report
    folded: str
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    marks: tuple[Mark, ...]

    def sentence_at(self, offset: int) -> int | None:
        """Index of the sentence that holds ``offset``, None where it is in a table."""
        index = bisect_right(self.sentences, offset, key=_begin) - 1
        return index if index >= 0 and offset < self.sentences[index].span.end else None

    def marks_in(self, span: Span) -> tuple[Mark, ...]:
        """The marks that begin in ``span``."""
        first = bisect_right(self.marks, span.start, key=_before)
        last = bisect_right(self.marks, span.end, key=_before)
        return self.marks[first:last]


def _begin(sentence: Sentence) -> int:
    return sentence.span.start


def _before(mark: Mark) -> int:
    return mark.start + 1


def units(
    report: Report,
    blanks: Iterable[tuple[Span, str]],
    skip: Iterable[Span] = (),
    amounts: Amounts = lambda report, folded: quantities.find(folded),
) -> Units:
    """Cut ``report`` into units. ``blanks`` are its blanks with their letters, ``skip`` passages to leave out.

    ``amounts`` gives the figures and dates of the folded text; who reads many reports may keep them.
    """
    folded = fold(report.text)
    marks = _marks(amounts(report, folded), blanks)
    masked = _masked(folded, marks, skip)
    sentences_: list[Sentence] = []
    clauses_: list[Clause] = []
    at = 0
    for start, end, heading in _passages(report):
        for s, e in sentences(masked, start, end):
            first = len(clauses_)
            for a, b in clauses(masked, s, e):
                if key := _key(masked[a:b]):
                    clauses_.append(Clause(Span(a, b), key, len(sentences_)))
            if first == len(clauses_):
                continue
            while at < len(marks) and marks[at].start < s:
                at += 1
            from_ = at
            while at < len(marks) and marks[at].start < e:
                at += 1
            own = range(first, len(clauses_))
            key = "".join(clauses_[i].key for i in own)
            sentences_.append(Sentence(Span(s, e), key, own, range(from_, at), report.section_at(s), heading))
    return Units(report, folded, tuple(sentences_), tuple(clauses_), marks)


def cut(template: Template) -> Units:
    """A template cut into units: its slots are blanks, what it says to its writer is left out."""
    letters = [(s.span, letter_of(s.kind)) for s in template.slots]
    return units(template.report, letters, (*template.instructions, *template.foreign, *template.cut))


def letter_of(kind: SlotKind) -> str:
    """The letter that stands for a blank of this kind."""
    if kind is SlotKind.DATE:
        return DATE
    return NUMBER if kind.is_number else NAME


def _passages(report: Report) -> Iterable[tuple[int, int, bool]]:
    """The running text piece by piece, headings (their numbers left out) told from the rest."""
    at = 0
    for paragraph in report.paragraphs:
        start, end = paragraph.span
        if paragraph.part is Part.TABLE:
            continue
        while at < len(report.sections) and report.sections[at].heading.start < start:
            at += 1
        if at < len(report.sections) and report.sections[at].heading.start < end:
            section = report.sections[at]
            words = section.heading.start + (0 if section.automatic else len(section.marker))
            yield words, section.heading.end, not section.is_item
            start = section.heading.end
        if start < end:
            yield start, end, False


def _marks(amounts: Iterable[Amount], blanks: Iterable[tuple[Span, str]]) -> tuple[Mark, ...]:
    marks = [Mark(span.start, span.end, letter, None) for span, letter in blanks]
    taken = sorted((m.start, m.end) for m in marks)
    at = 0
    for amount in amounts:
        while at < len(taken) and taken[at][1] <= amount.start:
            at += 1
        if at == len(taken) or amount.end <= taken[at][0]:
            marks.append(Mark(amount.start, amount.end, DATE if amount.is_date else NUMBER, amount))
    marks.sort()
    return tuple(marks)


def _masked(folded: str, marks: Iterable[Mark], skip: Iterable[Span]) -> str:
    """The text with every mark overwritten by its letter and every skipped passage by line ends; same length."""
    covers = [(m.start, m.end, _cover(m)) for m in marks]
    covers += [(s.start, s.end, "\n" * s.width) for s in skip]
    pieces: list[str] = []
    at = 0
    for start, end, cover in sorted(covers):
        if start < at:
            continue
        pieces += (folded[at:start], cover)
        at = end
    return "".join((*pieces, folded[at:]))


def _cover(mark: Mark) -> str:
    width = mark.end - mark.start
    if mark.amount and mark.amount.unit == "%" and mark.amount.unit_end == mark.end and width > 1:
        return mark.letter * (width - 1) + "%"  # 百分之八十 is 80%
    return mark.letter * width


def _key(masked: str) -> str:
    # Most clauses are nothing but characters: what is not there need not be looked for.
    bare = masked if masked.isalnum() else _NOT_KEY.sub("", masked)
    if NUMBER in bare:
        bare = _FIGURE.sub(NUMBER, bare)
    return _FIRST.sub(_one, bare) if DATE in bare or NAME in bare else bare


def _one(match: re.Match[str]) -> str:
    return match.group()[0]
