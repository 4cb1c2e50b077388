"""Figures that another part of the report refers back to, and not as they were said; a part of F304.

全局现有在编干部86人 … 全局68名在编干部: the noun stands before the figure in one place and after it in the other, the verbs are
others or none. What tells that the same thing is meant is the noun right beside both figures, a reference to the whole of it
(全局, 已改造的, …中), and figures so near to one another that one is a slip of the other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import combinations

from analyzer.document import Quantity
from analyzer.rules.context import Context
from analyzer.rules.figure_pairs import agree, apart, chapter, digits_of, mistyped, twins
from analyzer.rules.restated_words import (
    AIM,
    ALL,
    ALL_DO,
    AMONG,
    DEEDS,
    DONE_THEM,
    FORMS,
    NOTHING,
    OF_ONE_TIME,
    PART,
    PLACE,
    PLACE_ONLY,
    SAYS,
    SIZE,
    SIZED,
    TOWARDS,
    VERB,
    WHOLE,
    WHOLE_OF,
)
from analyzer.text.counted import bare_tail

_LEFT, _RIGHT = 14, 12  # characters about a figure that may name what it counts
_SMALL = 10
_DIGIT = re.compile(r"\d")
_LIST = 2  # places whose words are the same: more are items of a list
_SHORT, _NAME = 2, 3  # characters of a noun: enough beside a slip, and at least
_LONG, _LONGER = 4, 6  # enough by themselves
_NEAR, _FEW = Decimal("1.12"), 2  # times, and more: slips are no farther apart
_CROWD = 6  # figures of one noun and unit: more are a table in words
_EDGE = re.compile(r".*[,;:。!?、()\n]", re.DOTALL)
_BREAK = re.compile("[,;:。!?、()\n]")
_AFTER = re.compile("^(?:\\([^()]{1,4}\\))?(?:的|名|位)?(?=[\u4e00-\u9fff“\\d])")  # 184.5万卷(件)档案
_NEXT = re.compile("[\u4e00-\u9fff]{1,6}")
_HAN = re.compile("[\u4e00-\u9fffA-Za-z0-9]")
_MOST = 0.6  # of the words about both figures, at least, where the noun stands before both


@dataclass(slots=True)
class _Place:
    """A figure, the words right before and right after it, and whether it stands in plans."""

    quantity: Quantity
    left: str
    right: str
    planned: bool
    folded: str

    @property
    def words(self) -> str:
        """The words about it that say what is done; few places are asked for them."""
        q = self.quantity
        rest = self.folded[q.span.end : min(q.clause.end, q.span.end + _RIGHT)]
        before = self.folded[q.clause.start : q.span.start]
        # 46个问题已整改41个: what is done is told of the other figure.
        told = _DIGIT.search(rest) or TOWARDS.search(before) or ALL_DO.search(rest)
        return before if told else before + rest

    @property
    def sized(self) -> bool:
        """Whether it is the size of something that is counted (关注人数), so that a short noun is enough."""
        return SIZED.search(self.folded[self.quantity.clause.start : self.quantity.span.start]) is not None

    def deeds(self, noun: str) -> frozenset[str]:
        """What is done with ``noun``: 完成 with the 整改措施."""
        return frozenset(d for d in DEEDS.findall(self.words) if d not in noun)


def restated(
    context: Context, figures: Sequence[tuple[Quantity, bool]]
) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Pairs of figures of one thing, in the order of the text, and whether surely. ``figures``: each with whether it is in plans."""
    folded = context.folded
    about = [
        (
            folded[max(q.clause.start, q.span.start - _LEFT) : q.span.start],
            _run_of(folded, q.span.end),
        )
        for q, _ in figures
    ]
    said = Counter(about)
    # The same words over and over are items of a list.
    places = [
        _place(context, q, p) for (q, p), words in zip(figures, about, strict=True) if said[words] <= _LIST
    ]
    by_noun: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, place in enumerate(places):
        unit = FORMS.get(place.quantity.unit, place.quantity.unit)
        for pair in {w[i : i + 2] for w in (place.left, place.right) for i in range(len(w) - 1)}:
            by_noun[unit, pair].append(n)
    tried: set[tuple[int, int]] = set()
    for (_, pair), group in by_noun.items():
        if pair in NOTHING or not 1 < len(group) <= _CROWD:
            continue
        for a, b in combinations(group, 2):
            if (a, b) not in tried and _differ(context, places[a].quantity, places[b].quantity):
                tried.add((a, b))
    for a, b in sorted(tried):
        sure = _same(context, places[a], places[b])
        if sure is not None:
            yield places[a].quantity, places[b].quantity, sure
    yield from _counted_heads(context, places)
    yield from _exchanged(context, figures)


def _run_of(folded: str, at: int) -> str:
    found = _NEXT.match(folded, at)
    return found[0] if found else ""


def _counted_heads(context: Context, places: Sequence[_Place]) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Households and people of a place in a list (9个村民小组、412户、1536人), and again as those of the whole place."""
    for unit in ("户", "人"):
        same = [p for p in places if p.quantity.unit == unit and not p.left]
        bare = [p for p in same if not p.right and context.folded[p.quantity.span.start - 1] in ",、"]
        if len(bare) != 1:
            continue
        for again in same:
            q = again.quantity
            whole = PLACE_ONLY.search(context.folded[q.clause.start : q.span.start])
            if whole and again is not bare[0] and _differ(context, bare[0].quantity, q):
                first, second = sorted((bare[0].quantity, q), key=lambda x: x.span)
                yield first, second, mistyped(context, first, second) >= _NAME


def _exchanged(
    context: Context, figures: Sequence[tuple[Quantity, bool]]
) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Figures with the same digits in another order, and words in common anywhere in their sentences (巡查河道1840公里, 巡河1480公里)."""
    by_digits: dict[tuple[str, str], list[tuple[Quantity, bool]]] = defaultdict(list)
    for q, planned in figures:
        if q.number >= 1 and not q.is_rate:
            digits = digits_of(context.folded, q).replace(".", "")
            if len(digits) >= _NAME:
                by_digits[FORMS.get(q.unit, q.unit), "".join(sorted(digits))].append((q, planned))
    for group in by_digits.values():
        if not 1 < len(group) <= _CROWD or len({q.number for q, _ in group}) == 1:
            continue
        for one, other in combinations([_place(context, q, planned) for q, planned in group], 2):
            a, b = one.quantity, other.quantity
            about = [
                context.folded[max(q.sentence.start, q.span.start - 2 * _LEFT) : q.span.start] + p.right
                for q, p in ((a, one), (b, other))
            ]
            if a.number == b.number or a.sentence == b.sentence or not mistyped(context, a, b):
                continue
            if any(p.planned and not _refers(context, p) for p in (one, other)) or not apart(context, a, b):
                continue
            parts = [set(PART.findall(words)) for words in about]
            deeds = [set(DEEDS.findall(p.words)) for p in (one, other)]
            if parts[0] != parts[1] or (all(deeds) and not deeds[0] & deeds[1]):
                continue
            led = b.clause.start == b.span.start and bool(other.right) and other.right[:_SHORT] in about[0]
            if led or _abridged(one.left, other.left) or _run(*about) >= _LONG:
                yield a, b, False


def _abridged(one: str, other: str) -> bool:
    """Whether one of two names is the other with words left out: 巡河, 巡查河道."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return _SHORT <= len(short) <= _LONG and short[0] == long[0] and all(c in rest for c in short)


def _run(one: str, other: str) -> int:
    """The length of the longest run of Han characters that both have."""
    lengths = [0]
    for i in range(len(one)):
        n = 0
        while i + n < len(one) and _HAN.match(one[i + n]) and one[i : i + n + 1] in other:
            n += 1
        lengths.append(n)
    return max(lengths)


def _place(context: Context, q: Quantity, planned: bool) -> _Place:
    folded = context.folded
    left = folded[max(q.clause.start, q.span.start - _LEFT) : q.span.start]
    edge = _EDGE.match(left)
    left = bare_tail(left[edge.end() :] if edge else left)
    after = folded[q.span.end : q.span.end + _RIGHT]
    begins = _AFTER.match(after)
    right = _BREAK.split(after[begins.end() :])[0] if begins else ""
    return _Place(q, PLACE.sub("", SIZE.sub("", left)), right, planned, folded)


def _differ(context: Context, one: Quantity, other: Quantity) -> bool:
    """Whether two figures are near enough to be meant as one, and not the same when rounded."""
    if one.sentence == other.sentence or one.number == other.number:
        return False
    low, high = sorted((one.number, other.number))
    near = high <= low * _NEAR + (0 if one.is_rate else _FEW)
    return (near or bool(mistyped(context, one, other))) and not agree(context, one, other)


def _same(context: Context, one: _Place, other: _Place) -> bool | None:
    """Whether two figures are surely of one thing; None where they seem to be of two."""
    first, again = one.quantity, other.quantity
    noun = _noun(one, other)
    digits = mistyped(context, first, again)
    led = again.clause.start == again.span.start and other.right.startswith(noun)  # 16场义诊活动受到欢迎
    short = (
        digits >= _NAME
        or (digits > 1 and led)
        or (one.sized and other.sized)
        or ALL.match(context.folded, again.clause.start)
    )
    told = len(noun) >= _SHORT and _told_of(context, one, again)
    if len(_core(noun)) < (_SHORT if short or told else _NAME) or noun in NOTHING:
        return None
    parts = [
        frozenset(PART.findall(context.folded, p.quantity.clause.start, p.quantity.span.start))
        for p in (one, other)
    ]
    if twins(context, first, again):
        return None
    deeds = one.deeds(noun), other.deeds(noun)
    within = parts[0] ^ parts[1] == {"其中"} and len(noun) >= _LONG and digits >= _NAME
    if (parts[0] != parts[1] and not within) or (all(deeds) and not deeds[0] & deeds[1]):
        return None
    refers = [_refers(context, p) for p in (one, other)]
    if any(p.planned and not r for p, r in zip((one, other), refers, strict=True)):
        # What is to be done is another figure, unless it looks like a slip of the one that is known.
        slip = digits >= _NAME and len(DEEDS.sub("", noun)) >= _LONG
        return False if slip and not any(map(partial(_plans, context), (first, again))) else None
    whole = [r or _of_all(context, p) for r, p in zip(refers, (one, other), strict=True)]
    if first.is_rate:
        return _rates(context, one, other, noun, digits)
    if digits >= _NAME:
        return (len(noun) >= _NAME or any(whole)) and not within
    if any(parts):
        return None
    if bool(deeds[0]) != bool(deeds[1]):
        bare = int(bool(deeds[0]))  # the one that says of nothing that it was done
        named = refers[bare] or (one, other)[bare].quantity.number < (one, other)[1 - bare].quantity.number
        # 18个行政村, 16个行政村建成广场: some of them; more than all there cannot be.
        return False if named and len(noun) >= _NAME and apart(context, first, again) else None
    if all(p.sized and p.left.endswith(noun) for p in (one, other)) and apart(context, first, again):
        return None if OF_ONE_TIME.search(noun) else False  # 关注人数36815人, 关注人数已达3.86万人
    if digits and ALL.match(context.folded, again.clause.start) and other.right == f"{noun}中":
        return False if one.left.endswith(noun) or one.right == noun else None  # 有分馆27个, 全县26个分馆中
    if told and len(noun) < _LONG:
        return False
    if len(noun) < (_SHORT if led and digits > 1 else _NAME if led or refers[1] or all(whole) else _LONG):
        return None
    if not any(whole):
        only = other.left == noun and one.left.endswith(noun)
        alike = (led or only or len(noun) >= _LONGER) and deeds[0] == deeds[1]
        return False if alike and apart(context, first, again) else None
    return min(first.number, again.number) >= _SMALL


def _rates(context: Context, one: _Place, other: _Place, noun: str, digits: int) -> bool | None:
    """Whether two rates are of one thing: their names are the same, and no other rate has it."""
    if not noun.endswith("率") or len(noun) < _LONG:
        return None
    if not (one.left.endswith(noun) and other.left.endswith(noun)) or one.left != other.left:
        return None
    if context.folded.count(noun) > 2 or chapter(context, one.quantity) == chapter(context, other.quantity):
        return None
    return digits >= _NAME


def _refers(context: Context, place: _Place) -> bool:
    """Whether a place refers to what was counted before: 已改造的25个老旧小区, 下达的29份通知书中, 为108名专任教师."""
    q, folded = place.quantity, context.folded
    before = folded[q.clause.start : q.span.start]
    after = folded[q.span.end : q.clause.end + 1]
    among = AMONG.search(after) is not None
    return among or (bool(place.right) and any(r.search(before) for r in (DONE_THEM, TOWARDS, WHOLE_OF)))


def _core(noun: str) -> str:
    """``noun`` without what is merely done: 问题 of 问题整改; 培训班 is a thing."""
    bare = DEEDS.sub("", noun).strip("已经的")
    return noun if len(bare) == 1 else bare


def _told_of(context: Context, first: _Place, again: Quantity) -> bool:
    """Whether the verb before a figure is that of the first one: 反馈4个方面27个问题, 反馈的29个问题."""
    verb = VERB.search(context.folded, again.clause.start, again.span.start)
    q = first.quantity
    return (
        verb is not None
        and verb[1] in context.folded[max(q.sentence.start, q.span.start - _LEFT) : q.span.start]
    )


def _plans(context: Context, q: Quantity) -> bool:
    return AIM.search(context.folded, q.clause.start, q.span.start) is not None


def _of_all(context: Context, place: _Place) -> bool:
    """Whether the clause speaks of the whole body, or of all that it has."""
    q = place.quantity
    return WHOLE.search(context.folded, q.clause.start, q.span.start) is not None


def _noun(one: _Place, other: _Place) -> str:
    """The longest words that stand right beside both figures."""
    found = ""
    for a, begins in ((one.left, False), (one.right, True)):
        for b, starts in ((other.left, False), (other.right, True)):
            if a and b:
                words = _common(a, begins, b, starts)
                # 税收收入 and 社保费收入 are two things though both are 收入.
                if begins or starts or len(words) >= _MOST * min(len(_bare(a)), len(_bare(b))):
                    found = max(found, words, key=lambda w: len(_bare(w)))
    return found


def _bare(words: str) -> str:
    return SAYS.sub("", DEEDS.sub("", words))


def _common(a: str, begins: bool, b: str, starts: bool) -> str:
    """The longest words of both that stand at the figure's side of each, or nearly."""
    best = ""
    for i in range(len(a)):
        for length in range(max(_SHORT, len(best) + 1), len(a) - i + 1):
            words = a[i : i + length]
            at = b.find(words)
            if at < 0 or not all(map(_HAN.match, words)):
                break
            if _beside(a, i, length, begins) and _beside(b, at, length, starts):
                best = words
    return best


def _beside(words: str, at: int, length: int, begins: bool) -> bool:
    """Whether the part stands where the figure is: at the beginning, or no farther than a verb or two from the end."""
    return at == 0 if begins else len(words) - at - length <= _LONG
