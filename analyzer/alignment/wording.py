"""What a draft did to the template's own words, slots left aside."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from analyzer.alignment.clauses import Links
from analyzer.alignment.units import NAME, Sentence, Units
from analyzer.document import Part, Rewording, Span
from analyzer.text.words import (
    are_opposites,
    carries_meaning,
    in_one_form,
    in_one_word,
    is_negated,
    is_polar,
    polar_letters,
    said_otherwise,
    words,
)

_SAME_CLAUSE = 0.6  # likeness above which two clauses say one thing, so that a 不 more or less counts
_SHOWN = 6
_ORDINAL = re.compile(r"[一二三四五六七八九十]+是|第?[一二三四五六七八九十]+|首先|其次|再次|最后")
_THIS_PERIOD = re.compile("本(?:季度?|月|年度?|周|期)")
# What a writer puts for 本季度: 三季度, 2025年上半年.
_PERIOD = re.compile(r"[\d一二三四五六七八九十](?:季度|月|年)|[上下]半年")
_BLANK = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")


def rewordings(
    left: Units, right: Units, links: Links, locked: Collection[Span], skip: Collection[Span] = ()
) -> tuple[Rewording, ...]:
    """The template's sentences that the draft changed or dropped, in order.

    ``skip`` are passages to leave out (the title); headings, tables, notes and margins are left out anyway.
    """
    side_by_side = _SideBySide(left, right, links)
    equal = dict(links.equal)
    found, place = [], 0
    for index, sentence in enumerate(left.sentences):
        targets = [equal[index]] if index in equal else side_by_side.targets(sentence)
        before, place = place, max((right.sentences[t].span.end for t in targets), default=place)
        if sentence.heading or any(s.overlaps(sentence.span) for s in skip):
            continue
        if index in equal and not side_by_side.lost_figures(sentence, [right.sentences[equal[index]].span]):
            continue
        paragraph = left.report.paragraph_at(sentence.span.start)
        if paragraph is None or left.report.paragraphs[paragraph].part is not Part.BODY:
            continue
        is_locked = any(s.overlaps(sentence.span) for s in locked)
        made = side_by_side.reworded(sentence, targets, is_locked, before)
        if made is not None:
            found.append(made)
    return tuple(found)


class _SideBySide:
    """A template's sentences and what the draft has for their clauses."""

    def __init__(self, left: Units, right: Units, links: Links) -> None:
        self.left, self.right = left, right
        self.partners: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for here, there, likeness in links.clauses:
            self.partners[here].append((there, likeness))
        self.everywhere = {c.key for c in right.clauses}

    def targets(self, sentence: Sentence) -> list[int]:
        """The draft's sentences that share a clause with ``sentence``, in order."""
        return sorted(
            {self.right.clauses[d].sentence for c in sentence.clauses for d, _ in self.partners.get(c, ())}
        )

    def reworded(
        self, sentence: Sentence, targets: Sequence[int], locked: bool, place: int
    ) -> Rewording | None:
        """What became of the words of ``sentence``, None where all that matter still stand."""
        spans = tuple(self.right.sentences[t].span for t in targets)
        bearing = [
            w for w in _words(self.left, sentence.span) if carries_meaning(w) and not _ORDINAL.fullmatch(w)
        ]
        if not bearing:
            return None
        near = list(self.near(sentence))
        lost = self.lost(sentence, spans, bearing, near)
        figures = self.lost_figures(sentence, spans)
        turned = _turned(near)
        if not (lost or figures or turned or locked):
            return None
        theirs = [w for s in spans for w in _words(self.right, s)]
        said = {in_one_word(w) for w in theirs}
        polar = bool(figures) or any(is_polar(w) and in_one_word(w) not in said for w in lost)
        polar = polar or turned or any(are_opposites(w, v) for w in lost for v in theirs)
        if not lost and not polar and not (locked and self.altered(sentence, spans)):
            return None
        own = self.left.folded[slice(*sentence.span)]
        new = [w for w in theirs if carries_meaning(w) and w not in own]
        return Rewording(
            sentence.span,
            spans,
            sum(map(len, lost)) / sum(map(len, bearing)),
            polar,
            locked,
            tuple(dict.fromkeys((*figures, *lost)))[:_SHOWN],
            tuple(dict.fromkeys(new))[:_SHOWN],
            place,
        )

    def lost(
        self,
        sentence: Sentence,
        spans: Sequence[Span],
        bearing: Sequence[str],
        near: Sequence[tuple[str, str]],
    ) -> list[str]:
        """The words that the draft's sentences do not have."""
        theirs = "\n".join(self.right.folded[slice(*s)] for s in spans)
        dated = _PERIOD.search(theirs) is not None
        # A clause that stands word by word elsewhere was moved, not lost.
        kept = "\n".join(
            self.left.folded[slice(*c.span)]
            for c in (self.left.clauses[i] for i in sentence.clauses)
            if len(c.key) > 4 and c.key in self.everywhere
        )
        own = self.left.folded[slice(*sentence.span)]
        kept += said_otherwise(own, theirs)
        return [
            w
            for w in bearing
            if w not in kept
            and not (w in theirs and (len(w) > 1 or _stands(w, near) or _joined(w, own, theirs)))
            and not (dated and _THIS_PERIOD.fullmatch(w))
        ]

    def near(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        """Each clause of ``sentence`` beside the draft's clauses that are all but the same."""
        for c in sentence.clauses:
            theirs = [
                self.right.folded[slice(*self.right.clauses[d].span)]
                for d, likeness in self.partners.get(c, ())
                if likeness >= _SAME_CLAUSE and NAME not in self.left.clauses[c].key
            ]
            if theirs:
                ours = self.left.folded[slice(*self.left.clauses[c].span)]
                yield ours, ",".join(theirs)

    def lost_figures(self, sentence: Sentence, spans: Sequence[Span]) -> list[str]:
        """The template's own figures (每节不超过十分钟) that the draft has changed."""
        own = [
            m
            for m in self.left.marks_in(sentence.span)
            if m.amount is not None and m.amount.number is not None
        ]
        if not own or not spans:
            return []
        theirs = {(m.amount.number, m.amount.unit) for s in spans for m in self.right.marks_in(s) if m.amount}
        return [
            self.left.folded[m.start : m.amount.unit_end]
            for m in own
            if m.amount and (m.amount.number, m.amount.unit) not in theirs
        ]

    def altered(self, sentence: Sentence, spans: Sequence[Span]) -> bool:
        """Whether a locked sentence stands otherwise than word by word, punctuation and width aside."""
        theirs = "".join(_BLANK.sub("", self.right.folded[slice(*s)]) for s in spans)
        return _BLANK.sub("", self.left.folded[slice(*sentence.span)]) not in theirs


def _turned(near: Sequence[tuple[str, str]]) -> bool:
    """Whether a clause that is otherwise the same has a 不 or 必须 more or less."""
    for pair in near:
        if polar_letters(pair[0]) == polar_letters(pair[1]):
            continue
        ours, theirs = map(in_one_form, pair)
        here, there = ({in_one_word(w) for w in words(side)} for side in (ours, theirs))
        if any(is_polar(w) and w not in theirs for w in here - there):
            return True
        if any(is_polar(w) and w not in ours for w in there - here):
            return True
        if any(
            is_negated(w, words_)
            for side, words_ in ((there - here, here), (here - there, there))
            for w in side
        ):
            return True
    return False


def _stands(char: str, near: Sequence[tuple[str, str]]) -> bool:
    """Whether a word of one character still stands in its own clause: it says little by itself anywhere else."""
    return all(char in theirs or char not in ours for ours, theirs in near)


def _joined(char: str, ours: str, theirs: str) -> bool:
    """Whether a word of one character still stands beside a character that it stood beside: 脱贫村."""
    pairs = re.findall(f"[\\u4e00-\\u9fff]{char}|{char}[\\u4e00-\\u9fff]", ours)
    return not is_polar(char) and any(pair in theirs for pair in pairs)


def _words(units: Units, span: Span) -> list[str]:
    """The words of a passage, its figures and blanks left out."""
    pieces, at = [], span.start
    for mark in units.marks_in(span):
        pieces.append(units.folded[at : mark.start])
        # A figure's own measure word is no wording; that of a blank is the template's.
        at = max(at, mark.amount.unit_end if mark.amount else mark.end)
    pieces.append(units.folded[at : span.end])
    return words("\n".join(pieces))
