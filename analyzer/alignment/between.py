"""The value of a slot without a form of its own: what stands between the words that stood about the blank."""

from analyzer.alignment.matching import Links
from analyzer.alignment.units import Units
from analyzer.document import Report, Slot, SlotKind, SlotValue, Span, Status
from analyzer.text import placeholders

_REACH = 12
_LONGEST = {SlotKind.TEXT: 160, SlotKind.NAME: 30}
_LONGEST_WORD = 8  # characters that stand for a figure: 若干, 按计划推进
_STOPS = "。!?\n"
_PAUSES = ",;:、()"


def between(slot: Slot, left: Units, right: Units, links: Links, template: Report) -> SlotValue | None:
    """What the draft has in the place of ``slot``, None where neither of its sides is found."""
    before, after = _sides(slot, left, template)
    joined = not after and any(m.start == slot.span.end for m in left.marks_in(Span(slot.span.start, slot.span.end + 1)))
    best: tuple[int, Span] | None = None
    for region in _regions(slot, left, right, links, template):
        # Where another blank follows at once, the value ends where that one's begins.
        limits = [m.start for m in right.marks_in(region) if m.amount] if joined else []
        found = _search(right.folded, region, before, after, slot, limits)
        if found and (best is None or found[0] > best[0]):
            best = found
    if best is None:
        return None
    span = best[1]
    words = right.report[span]
    for blank in placeholders.find_folded(right.folded[max(0, span.start - 40) : span.end + 40]):
        start = blank.start + max(0, span.start - 40)
        if start < span.end and span.start < blank.end + max(0, span.start - 40):
            return SlotValue(slot, Status.UNFILLED, words, None, "", span)
    if words == template[slot.span]:
        return SlotValue(slot, Status.UNFILLED, words, None, "", span)
    return SlotValue(slot, Status.FILLED, words, None, "", span)


def _sides(slot: Slot, left: Units, template: Report) -> tuple[str, str]:
    """The template's words on either side, up to the next blank or full stop."""
    start, end = slot.span
    line = template.text.rfind("\n", 0, start) + 1
    stop = template.text.find("\n", end)
    stop = stop if stop >= 0 else len(template.text)
    others = left.marks_in(Span(line, stop))
    since = max((m.end for m in others if m.start < start), default=line)
    until = min((m.start for m in others if m.start >= end), default=stop)
    before, after = left.folded[max(since, start - _REACH) : start], left.folded[end : min(until, end + _REACH)]
    for c in _STOPS:
        before, after = before.rpartition(c)[2], after.partition(c)[0]
    return before.lstrip(" "), after.rstrip(" ")


def _regions(slot: Slot, left: Units, right: Units, links: Links, template: Report) -> list[Span]:
    """Where in the draft the slot's sentence stands: the sentences linked with it, failing that the title."""
    index = left.sentence_at(slot.span.start)
    if index is None:
        return []
    own = {r for l, r in links.equal if l == index}
    own |= {right.clauses[r].sentence for l, r, _ in links.clauses if left.clauses[l].sentence == index}
    spans = [right.sentences[r].span for r in sorted(own)]
    if not spans and template.title and right.report.title and template.title.covers(slot.span):
        spans = [right.report.title]
    if len(spans) > 1 and spans[-1].end - spans[0].start < 400:
        spans.append(Span(spans[0].start, spans[-1].end))
    return spans


def _search(
    folded: str, region: Span, before: str, after: str, slot: Slot, limits: list[int]
) -> tuple[int, Span] | None:
    """The likeliest place of the value in ``region``, with the number of characters of either side that it keeps."""
    start, end = region
    text = folded[start:end]
    if not before and not after and slot.kind is SlotKind.TEXT:
        return 1, region
    a, kept_before = _after_words(text, before)
    b, kept_after = _before_words(text, after, a)
    limit = next((at - start for at in limits if at - start > a), None)
    if before and not kept_before and not kept_after:
        return None
    if not before and not kept_after and after:
        return None
    if before and not kept_before:
        # Only what followed is found: the value begins its clause.
        a = max((text.rfind(c, 0, b) for c in _PAUSES + _STOPS), default=-1) + 1
    if after and not kept_after or not after:
        stops = [i for c in _STOPS + (_PAUSES if slot.kind is not SlotKind.TEXT else "") if (i := text.find(c, a)) >= 0]
        b = min(stops, default=len(text))
    if limit is not None:
        b = min(b, limit)
    words = text[a:b]
    a += len(words) - len(words.lstrip(" "))
    b -= len(words) - len(words.rstrip(" "))
    longest = _LONGEST.get(slot.kind, _LONGEST_WORD)
    if a >= b or b - a > longest:
        return None
    return kept_before + kept_after, Span(start + a, start + b)


def _after_words(text: str, before: str) -> tuple[int, int]:
    """Where the longest end of ``before`` that occurs in ``text`` ends, and its length."""
    for size in range(len(before), 0, -1):
        if size == 1 and len(before) > 1:
            break
        if (at := text.find(before[-size:])) >= 0:
            return at + size, size
    return 0, 0


def _before_words(text: str, after: str, since: int) -> tuple[int, int]:
    """Where the longest beginning of ``after`` that occurs in ``text`` from ``since`` begins, and its length."""
    for size in range(len(after), 0, -1):
        if (at := text.find(after[:size], since)) >= 0:
            return at, size
    return len(text), 0
