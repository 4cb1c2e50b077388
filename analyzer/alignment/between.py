"""The value of a slot without a form of its own: what stands between the words that stood about the blank."""

import re
from collections.abc import Iterator, Mapping

from analyzer.alignment.units import Units
from analyzer.document import Report, Slot, SlotKind, SlotValue, Span, Status
from analyzer.text.quantities import numeral

_REACH = 12
_LONGEST = {SlotKind.TEXT: 160, SlotKind.NAME: 30}
_LONGEST_WORD = 8  # characters that stand for a figure: 若干, 按计划推进
_TELLING, _NEXT = 2, 8  # characters about a name that tell where it stands, and how many are compared
# What writers put where a figure belongs.
_INSTEAD = re.compile(
    "(?:若干|较[多少高低大小快慢好]|许多|不少|大量|大批|众多|数[十百千万]+|[十百千]余?|上[百千万]|几[十百千]*|多|部分|全部|无|零|半|一|未发生|没有|暂无|"
    "按计划|按要求|按规定|详见附[件表]|见附[件表]|同上|同前|待定|待补|正常|良好|逐步.{0,4})(?:[余多])?|[一二三四五六七八九十百千万零两〇]+"
)
_DATED = re.compile(r"\d|[年月日号旬底]|季度")
_STOPS = "。!?\n"
_PAUSES = ",;:、()"
_OPENING = "【[{<"  # about what is to be replaced, 【XX县】: drafts mostly take them away with it
_CLOSED = re.compile(r"[】\]}>]")


def between(
    slot: Slot, left: Units, right: Units, linked: Mapping[int, set[int]], template: Report
) -> SlotValue | None:
    """What the draft has in the place of ``slot``, None where neither of its sides is found."""
    before, after = _sides(slot, left, template)
    # Where another blank follows at once, the value ends where that one's begins.
    joined = not after and any(
        m.start == slot.span.end for m in left.marks_in(Span(slot.span.start, slot.span.end + 1))
    )
    best: tuple[int, Span] | None = None
    for region in _regions(slot, left, right, linked, template):
        limits = [m.start for m in right.marks_in(region)] if joined else []
        found = _search(right.folded, region, before, after, slot, limits)
        if found and (best is None or found[0] > best[0]):
            best = found
    span = best[1] if best else _anywhere(right.folded, before, after, slot)
    if span is None:
        return None
    if slot.kind is SlotKind.NAME and not any(m.amount is None for m in right.marks_in(span)):
        span = _without_own_words(right.folded, span, left, slot)
    return _value(slot, right, span, template)


def _value(slot: Slot, right: Units, span: Span, template: Report) -> SlotValue:
    words = right.report[span]
    if words == template[slot.span] or any(m.amount is None for m in right.marks_in(span)):
        return SlotValue(slot, Status.UNFILLED, words, None, "", span)
    number = numeral(right.folded[span.start : span.end]) if slot.kind.is_number else None
    return SlotValue(slot, Status.FILLED, words, number, slot.unit if number is not None else "", span)


def _anywhere(folded: str, before: str, after: str, slot: Slot) -> Span | None:
    """A name whose sentence is not found, where the words next to it stand once in the draft."""
    before = re.split(f"[{_PAUSES}{_STOPS}]", before)[-1]
    if slot.kind is not SlotKind.NAME or not before or len(before) + len(after) < _TELLING:
        return None
    head, tail = re.escape(before[-_NEXT:]), re.escape(after[:_NEXT]) if after else f"(?=[{_PAUSES}{_STOPS}])"
    found = list(re.finditer(f"{head}([^{_PAUSES}{_STOPS}]{{1,30}}?){tail}", folded))
    return Span(*found[0].span(1)) if len(found) == 1 else None


def _without_own_words(folded: str, span: Span, left: Units, slot: Slot) -> Span:
    """``span`` without the template's own words, which a changed order may have brought between: 排练厅改造和百花剧场."""
    index = left.sentence_at(slot.span.start)
    if index is None:
        return span
    sentence = left.sentences[index].span
    own = left.folded[sentence.start : sentence.end]
    start, end = span
    size = next((n for n in range(end - start - 1, 2, -1) if folded[start : start + n] in own), 0)
    start += size
    if size and folded[start] in "和与及、":
        start += 1
    return Span(start, end) if end - start > 1 else span


def _sides(slot: Slot, left: Units, template: Report) -> tuple[str, str]:
    """The template's words on either side, up to the next blank or full stop."""
    start, end = slot.span
    line = template.text.rfind("\n", 0, start) + 1
    if (index := left.sentence_at(start)) is not None:
        line = max(line, left.sentences[index].span.start)  # the number of a heading is none of its words
    stop = template.text.find("\n", end)
    stop = stop if stop >= 0 else len(template.text)
    others = left.marks_in(Span(line, stop))
    since = max((m.end for m in others if m.start < start), default=line)
    until = min((m.start for m in others if m.start >= end), default=stop)
    before, after = (
        left.folded[max(since, start - _REACH) : start],
        left.folded[end : min(until, end + _REACH)],
    )
    for c in _STOPS:
        before, after = before.rpartition(c)[2], after.partition(c)[0]
    return before.lstrip(" ").rstrip(_OPENING), after.rstrip(" ")


def _regions(
    slot: Slot, left: Units, right: Units, linked: Mapping[int, set[int]], template: Report
) -> list[Span]:
    """Where in the draft the slot's sentence stands: the sentences linked with it, failing that the title."""
    index = left.sentence_at(slot.span.start)
    if index is None:
        return []
    spans = [right.sentences[there].span for there in sorted(linked.get(index, ()))]
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
    if not before and not after:
        whole = Span(start, limits[0]) if limits else region
        return (1, whole) if slot.kind is SlotKind.TEXT or whole.width <= _LONGEST[SlotKind.NAME] else None
    places = list(_after_words(text, before)) or [(0, 0)]
    for a, kept in places:
        found = _from(text, a, kept, before, after, slot, [at - start for at in limits])
        if found is not None:
            size, begin, stop = found
            return size, Span(start + begin, start + stop)
    return None


def _from(
    text: str, a: int, kept_before: int, before: str, after: str, slot: Slot, limits: list[int]
) -> tuple[int, int, int] | None:
    """The value that begins at ``a`` of ``text``: characters kept on both sides, where it begins and ends."""
    stops = _STOPS if slot.kind is SlotKind.TEXT else _STOPS + _PAUSES
    pause = min((i for c in stops if (i := text.find(c, a)) >= 0), default=len(text))
    b, kept_after = _before_words(text, after, a)
    if not kept_before and not any(c.isalnum() for c in after[:kept_after]):
        kept_after = 0  # a comma by itself tells no place
    if kept_after and not kept_before:
        # Only what followed is found: the value begins its clause.
        a = max((text.rfind(c, 0, b) for c in _PAUSES + _STOPS), default=-1) + 1
    elif b > pause or not kept_after:
        b, kept_after = pause, 0
    if not kept_after and (not kept_before or (after and not slot.kind.is_number and kept_before < 2)):
        return None
    limit = next((at for at in limits if at > a), None)
    b = b if limit is None else min(b, limit)
    words = text[a:b]
    a += len(words) - len(words.lstrip(" " if _CLOSED.search(words) else " " + _OPENING))
    b -= len(words) - len(words.rstrip(" "))
    if a >= b or b - a > _LONGEST.get(slot.kind, _LONGEST_WORD):
        return None
    if slot.kind.is_number and not _INSTEAD.fullmatch(text[a:b]):
        return None  # another slot's figure, or words that belong to neither
    if slot.kind is SlotKind.DATE and not _DATED.search(text[a:b]):
        return None
    return kept_before + kept_after, a, b


def _after_words(text: str, before: str) -> Iterator[tuple[int, int]]:
    """Where the longest end of ``before`` that occurs in ``text`` ends, each time, and its length."""
    for size in range(len(before), 0, -1):
        tail = before[-size:]
        if size == 1 and len(before) > 1 and tail.isalnum() and text.count(tail) != 1:
            return
        at = text.find(tail)
        if at >= 0:
            while at >= 0:
                yield at + size, size
                at = text.find(tail, at + 1)
            return


def _before_words(text: str, after: str, since: int) -> tuple[int, int]:
    """Where the longest beginning of ``after`` that occurs in ``text`` from ``since`` begins, and its length."""
    for size in range(len(after), 0, -1):
        if (at := text.find(after[:size], since)) >= 0:
            return at, size
    return len(text), 0
