"""What a set phrase of the lexicon demands: its number and quotation marks, its verbs, its members and their order."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, permutations
from typing import NamedTuple

from analyzer.document import InputError, Span
from analyzer.text.folding import fold

QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"))
_DIGITS = str.maketrans(
    {"一": "1", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8"}
)
_SEPARATORS = ("、", ",")
_AND = re.compile("和|与|及|以及|并")
_BOUND = re.compile("[。;:!?\n()《》]")
_QUOTED_BOUND = re.compile('[。;:!?\n()《》“”"]')
_REACH = 160  # characters to either side in which the other members of a listing are looked for
_LIKE = 0.5
_SURE = 4  # that many members about a strange one leave no doubt that it stands for the one that is missing
_NEAR = 6  # characters of a phrase for which one other character is a slip
_LONG = 8  # and of one for which a character missing or too many is; 中国现代化 is no slip of 中国式现代化
_PARTICLES = frozenset("的和与及之")  # there or not, as the sentence likes
_INTRODUCED = re.compile(r"[”\"’]?(?:重要思想|总体布局|战略布局|要求|制度|机制)?[(:,,—即是包括指]{1,4}$")


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """A row of ``set_phrases``. ``name`` has no quotation marks; ``quotes`` is ``required`` (the words are the phrase with
    and without), ``usual`` (without marks they may be ordinary words) or ``none``.

    ``verbs`` go with it, ``not_verbs`` belong to another phrase. ``members`` stand in fixed order. Reports whose period
    ends before ``since`` cannot know it; ``until`` is when it (or this list of its members) was replaced.
    """

    name: str
    quotes: str
    verbs: tuple[str, ...]
    not_verbs: tuple[str, ...]
    members: tuple[str, ...]
    since: date | None
    until: date | None
    source: str

    @property
    def shown(self) -> str:
        """The phrase as it should be printed."""
        return self.name if self.quotes == "none" else f"“{self.name}”"


class Name(NamedTuple):
    """The entry of a phrase's name."""

    phrase: SetPhrase


class Listing(NamedTuple):
    """The entry of words that only a listing of a phrase's members holds."""

    phrase: SetPhrase


class Half(NamedTuple):
    """The entry of the first or the second half of a long phrase; ``rest`` is the other one."""

    phrase: SetPhrase
    rest: str
    first: bool


class Fault(NamedTuple):
    """What is wrong with a listing or a phrase, and what it should be."""

    span: Span
    message: str
    right: str


def phrase(row: Mapping[str, str]) -> SetPhrase:
    """The set phrase that a row of the table describes.

    Raises:
        InputError: no name, or a column holds what it cannot.
    """
    name, quotes = row.get("name", ""), row.get("quotes") or "none"
    if not name or quotes not in ("required", "usual", "none"):
        raise InputError(
            f"固定提法词表中“{name}”一行写得不对：要有 name，quotes 只能是 required、usual、none。"
        )
    return SetPhrase(
        name,
        quotes,
        _split(row.get("verbs")),
        _split(row.get("not_verbs")),
        _split(row.get("members")),
        day(row.get("since")),
        day(row.get("until")),
        row.get("source", ""),
    )


def day(cell: str | None) -> date | None:
    """The first day of the month that a cell names (``2016-10``); None for an empty cell.

    Raises:
        InputError: the cell names no month.
    """
    if not cell:
        return None
    try:
        return date.fromisoformat(f"{cell}-01" if len(cell) == 7 else cell)
    except ValueError:
        raise InputError(f"词表中的时间“{cell}”要写成“2016-10”的样子。") from None


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word) if cell else ()


def wrong_forms(phrase: SetPhrase) -> Iterator[tuple[str, str]]:
    """Forms of the phrase that are wrong wherever they stand, each with the right one: number and verb."""
    counts = set()
    if phrase.quotes != "none" and phrase.name[0] in "一两三四五六七八":
        counts = {phrase.name.translate(_DIGITS), phrase.name[0].translate(_DIGITS) + phrase.name[1:]}
        if phrase.name[0] == "两":
            counts.add(f"二{phrase.name[1:]}")
    for wrong in sorted(counts - {phrase.name}):
        yield from ((f"{a}{wrong}{b}", phrase.shown) for a, b in QUOTES)
        if phrase.quotes == "required":
            yield wrong, phrase.shown
    for verb in phrase.not_verbs:
        right = f"{phrase.verbs[0] if phrase.verbs else ''}{phrase.shown}"
        if phrase.quotes != "none":
            yield from ((f"{verb}{a}{phrase.name}{b}", right) for a, b in QUOTES)
        if phrase.quotes != "usual":
            yield f"{verb}{phrase.name}", right


def pairs(phrase: SetPhrase) -> Iterator[str]:
    """Words that only a listing of the phrase's members holds: where to look closer."""
    for one, two in permutations(phrase.members, 2):
        yield from (f"{one}{mark}{two}" for mark in _SEPARATORS)
    if len(phrase.members) == 3:
        yield from (f"{phrase.members[0]}{mark}" for mark in _SEPARATORS)


def halves(phrase: SetPhrase) -> Iterator[tuple[str, Half]]:
    """The two halves of a phrase so long that one character's difference is a slip."""
    if phrase.quotes == "none" and len(phrase.name) >= _NEAR:
        middle = len(phrase.name) // 2
        first, second = phrase.name[:middle], phrase.name[middle:]
        yield first, Half(phrase, second, True)
        yield second, Half(phrase, first, False)


def slip(half: Half, folded: str, span: Span) -> Fault | None:
    """The phrase with one character wrong, missing, too many or exchanged in the half that ``span`` is not."""
    rest = fold(half.rest)
    for width in (len(rest), len(rest) - 1, len(rest) + 1):
        if half.first:
            start, end = span.start, span.end + width
            there = folded[span.end : end]
        else:
            start, end = span.start - width, span.end
            there = folded[max(0, start) : span.start]
        if there == rest:
            return None
        if len(there) == width and _one_slip(there, rest, half.first, len(half.phrase.name) >= _LONG):
            right = half.phrase.name
            return Fault(Span(start, end), f"固定提法“{right}”写错了", right)
    return None


def _one_slip(there: str, rest: str, first: bool, long_phrase: bool) -> bool:
    """Whether two strings differ by one character or two exchanged ones, and not at the outer end alone: there the
    words before or after the phrase may be what differs.
    """
    if not all("\u4e00" <= char <= "\u9fff" for char in there):
        return False
    if len(there) == len(rest):
        differing = [i for i, (a, b) in enumerate(zip(there, rest, strict=True)) if a != b]
        swapped = len(differing) == 2 and differing[1] == differing[0] + 1
        outer = len(rest) - 1 if first else 0
        return (len(differing) == 1 and differing[0] != outer) or (
            swapped
            and there[differing[0]] == rest[differing[1]]
            and there[differing[1]] == rest[differing[0]]
        )
    if not long_phrase:
        return False
    short, long = sorted((there, rest), key=len)
    inner = range(len(long) - 1) if first else range(1, len(long))
    return any(long[:i] + long[i + 1 :] == short and long[i] not in _PARTICLES for i in inner)


class _Item(NamedTuple):
    start: int
    end: int
    member: int
    whole: bool


def listing_fault(phrase: SetPhrase, folded: str, span: Span) -> Fault | None:
    """What is wrong with the listing of the phrase's members that ``span`` is a part of; None if nothing is."""
    members = [fold(m) for m in phrase.members]
    items = _items(members, folded, span)
    at = next((i for i, item in enumerate(items) if item.start <= span.start < item.end), None)
    if at is None or items[at].member < 0:
        return None
    low = high = at
    while low > 0 and items[low].whole and items[low - 1].member >= 0:
        low -= 1
    while high + 1 < len(items) and items[high + 1].member >= 0 and (items[high].whole or high == low):
        high += 1
        if not items[high].whole:
            break
    chain = items[low : high + 1]
    order = [item.member for item in chain]
    whole = Span(chain[0].start, chain[-1].end)
    right = "、".join(phrase.members)
    if sorted(order) == list(range(len(members))):
        if order != sorted(order):
            return Fault(whole, f"{_called(phrase)}各项的次序不对", right)
        return None
    if strange := _strange(members, items, low, high, folded):
        here, member = strange
        return Fault(
            here, f"{_called(phrase)}中的“{{}}”应为“{phrase.members[member]}”", phrase.members[member]
        )
    lacking = set(range(len(members))) - set(order)
    if len(lacking) == 1 and len(order) == len(members) - 1 >= 2 and order == sorted(order):
        before = folded[max(0, whole.start - len(phrase.name) - 10) : whole.start]
        named = fold(phrase.name) in before and _INTRODUCED.search(before)
        if named and not folded.startswith(("等", "、", ","), whole.end):
            return Fault(whole, f"{_called(phrase)}缺少“{phrase.members[lacking.pop()]}”", right)
    return None


def _called(phrase: SetPhrase) -> str:
    """How a message names the phrase."""
    return phrase.shown if phrase.quotes != "none" else f"“{phrase.name}”"


def _strange(
    members: list[str], items: list[_Item], low: int, high: int, folded: str
) -> tuple[Span, int] | None:
    """The one item of a listing that is no member, where all others stand in their places."""
    for first in range(max(0, high - len(members) + 1), low + 1):
        last = first + len(members) - 1
        if last >= len(items):
            break
        row = items[first : last + 1]
        odd = [n for n, item in enumerate(row) if item.member != n]
        if len(odd) != 1 or row[odd[0]].member >= 0:
            continue
        n, item = odd[0], row[odd[0]]
        width = len(members[n])
        start, end = item.start, item.end
        if n == 0:
            start = max(start, end - width)
        elif n == len(members) - 1:
            end = min(end, start + width)
        there = folded[start:end]
        alike = sum(a == b for a, b in zip(there, members[n], strict=False)) / width
        inner = 0 < n < len(members) - 1
        if alike >= _LIKE or (inner and len(members) > _SURE and end - start <= width + 2):
            return Span(start, end), n
    return None


def _items(members: list[str], folded: str, span: Span) -> list[_Item]:
    """The items of the listing about ``span``: what stands between separators, and which member each is."""
    bound = _BOUND if any("“" in m for m in members) else _QUOTED_BOUND
    left, right = max(0, span.start - _REACH), min(len(folded), span.end + _REACH)
    for match in bound.finditer(folded, left, span.start):
        left = match.end()
    if stop := bound.search(folded, span.end, right):
        right = stop.start()
    cuts = [left - 1, *(i for i in range(left, right) if folded[i] in _SEPARATORS), right]
    items: list[_Item] = []
    for before, after in pairwise(cuts):
        items += _parts(members, folded, before + 1, after)
    return items


def _parts(members: list[str], folded: str, start: int, end: int) -> Iterable[_Item]:
    """One item, or two that 和 joins; a first one may have words before it, a last one behind it."""
    text = folded[start:end]
    if (joint := _AND.match(text)) and any(text.startswith(m, joint.end()) for m in members):
        start, text = start + joint.end(), text[joint.end() :]
    for number, member in enumerate(members):
        if text == member:
            return [_Item(start, end, number, True)]
    for number, member in enumerate(members):
        if text.endswith(member):
            return [_Item(end - len(member), end, number, False)]
    for number, member in enumerate(members):
        if text.startswith(member):
            behind = start + len(member)
            joint = _AND.match(folded, behind, end)
            if joint and any(folded.startswith(m, joint.end()) for m in members):
                return [_Item(start, behind, number, True), *_parts(members, folded, joint.end(), end)]
            return [_Item(start, behind, number, False)]
    return [_Item(start, end, -1, False)]
