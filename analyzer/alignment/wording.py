"""What a draft did to the template's own words, slots left aside."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from rapidfuzz.distance import Levenshtein

from analyzer.alignment.matching import Links
from analyzer.alignment.units import NAME, Sentence, Units
from analyzer.document import Edit, Part, Rewording, Span
from analyzer.text.words import carries_meaning, is_polar, words

_SAME_CLAUSE = 0.6  # likeness above which two clauses say one thing, so that a 不 more or less counts
_SHOWN = 6
_BLANK = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")


def rewordings(
    left: Units, right: Units, links: Links, locked: Collection[Span], skip: Collection[Span] = ()
) -> tuple[Rewording, ...]:
    """The template's sentences that the draft changed or dropped, in order. ``skip`` are its headings and title."""
    equal = dict(links.equal)
    partners: dict[int, dict[int, list[tuple[int, float]]]] = defaultdict(lambda: defaultdict(list))
    for c, d, likeness in links.clauses:
        partners[left.clauses[c].sentence][right.clauses[d].sentence].append((c, likeness))
    everywhere = {c.key for c in right.clauses}
    found, place = [], 0
    for index, sentence in enumerate(left.sentences):
        targets = [equal[index]] if index in equal else sorted(partners.get(index, ()))
        before, place = place, max((right.sentences[t].span.end for t in targets), default=place)
        paragraph = left.report.paragraph_at(sentence.span.start)
        body = paragraph is not None and left.report.paragraphs[paragraph].part is Part.BODY
        if index in equal or sentence.heading or not body or any(s.overlaps(sentence.span) for s in skip):
            continue
        is_locked = any(s.overlaps(sentence.span) for s in locked)
        made = _reworded(left, right, links, sentence, targets, is_locked, everywhere, before)
        if made is not None:
            found.append(made)
    return tuple(found)


def _reworded(
    left: Units, right: Units, links: Links, sentence: Sentence, targets: Sequence[int], locked: bool,
    everywhere: Collection[str], place: int,
) -> Rewording | None:  # fmt: skip
    spans = tuple(right.sentences[t].span for t in targets)
    own = _words(left, sentence.span)
    bearing = [w for w in own if carries_meaning(w)]
    if not bearing:
        return None
    theirs = "\n".join(right.folded[s.start : s.end] for s in spans)
    # A clause that stands word by word elsewhere was moved, not lost.
    kept = "\n".join(
        left.folded[c.span.start : c.span.end]
        for c in (left.clauses[i] for i in sentence.clauses)
        if len(c.key) > 4 and c.key in everywhere
    )
    lost = [w for w in bearing if w not in theirs and w not in kept]
    share = sum(map(len, lost)) / sum(map(len, bearing))
    polar = any(map(is_polar, lost)) or _turned(left, right, links, sentence)
    if not lost and not polar and not (locked and _altered(left, right, sentence, spans)):
        return None
    new = [
        w
        for s in spans
        for w in _words(right, s)
        if carries_meaning(w) and w not in sentence_text(left, sentence)
    ]
    return Rewording(
        sentence.span, spans, share, polar, locked,
        tuple(dict.fromkeys(lost))[:_SHOWN], tuple(dict.fromkeys(new))[:_SHOWN], place,
    )  # fmt: skip


def sentence_text(units: Units, sentence: Sentence) -> str:
    """The folded words of a sentence."""
    return units.folded[sentence.span.start : sentence.span.end]


def _words(units: Units, span: Span) -> list[str]:
    """The words of a passage, its figures and blanks left out."""
    pieces, at = [], span.start
    for mark in units.marks_in(span):
        pieces.append(units.folded[at : mark.start])
        at = max(at, mark.end)
    pieces.append(units.folded[at : span.end])
    return [w for w in words("\n".join(pieces)) if _BLANK.sub("", w)]


def _turned(left: Units, right: Units, links: Links, sentence: Sentence) -> bool:
    """Whether a clause that is otherwise the same has a 不 or 必须 more or less."""
    for c, d, likeness in links.clauses:
        if c in sentence.clauses and likeness >= _SAME_CLAUSE and NAME not in left.clauses[c].key:
            ours, theirs = (
                [w for w in _words(u, u.clauses[i].span) if is_polar(w)] for u, i in ((left, c), (right, d))
            )
            texts = left.clauses[c].key, right.clauses[d].key
            if any(w not in texts[1] for w in ours) or any(w not in texts[0] for w in theirs):
                return True
    return False


def _altered(left: Units, right: Units, sentence: Sentence, spans: Sequence[Span]) -> bool:
    """Whether a locked sentence stands otherwise than word by word, punctuation and width aside."""
    theirs = "".join(_BLANK.sub("", right.folded[s.start : s.end]) for s in spans)
    return _BLANK.sub("", sentence_text(left, sentence)) not in theirs


def edits(left: Units, right: Units, ours: Sequence[Span], theirs: Sequence[Span]) -> tuple[Edit, ...]:
    """The words that differ between some sentences of either side, in order."""
    a, b = _spans(left, ours), _spans(right, theirs)
    changes = Levenshtein.opcodes(
        [left.folded[s.start : s.end] for s in a], [right.folded[s.start : s.end] for s in b]
    )
    return tuple(
        Edit(
            _cover(a, change.src_start, change.src_end, ours),
            _cover(b, change.dest_start, change.dest_end, theirs),
        )
        for change in changes
        if change.tag != "equal"
    )


def _spans(units: Units, spans: Sequence[Span]) -> list[Span]:
    found = []
    for span in spans:
        at = span.start
        for word in words(units.folded[span.start : span.end]):
            found.append(Span(at, at + len(word)))
            at += len(word)
    return found


def _cover(spans: list[Span], first: int, last: int, whole: Sequence[Span]) -> Span:
    if first < last:
        return Span(spans[first].start, spans[last - 1].end)
    at = spans[first].start if first < len(spans) else whole[-1].end
    return Span(at, at)
