"""Names that are right but for one character or two in the wrong order: 梧峪县 for 梧屿县, “江临通” for “临江通”; a part of N602."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analyzer.document import Report, Span
from analyzer.document.own_body import Own, bare, unit_of
from analyzer.rules.context import Context
from analyzer.rules.strange_names import spoken_of
from analyzer.rules.two_names import places_of

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(f"“([{_HAN}]{{3,14}})”")
_HEAD = re.compile(
    rf"[ #]*(?P<head>[{_HAN}]{{6,30}}?)(?=关于|\d{{4}}年|[上下]半年|第?[一二三四]季度|进展|月报|总结|报告)"
)
_CAMPAIGNS = ("专项整治行动", "专项行动", "专项整治", "三年行动", "攻坚行动", "提升行动")
_RUN = re.compile(rf"[{_HAN}]{{4,8}}$")
_POST = re.compile(
    r"(?:书记|局长|主任|县长|区长|镇长|乡长|市长|校长|院长|组长|董事长|总经理|馆长|站长)(?P<name>[\u4e00-\u9fff]{3})"
    r"(?=[,。、;:)主在带出说讲作强要介指组任走视检调看到深召听率赴参会同为就对与和 \n])"
)
_COMPANIES = (("有限公司", "有限责任公司"), ("有限责任公司", "有限公司"), ("有限责任公司", "责任有限公司"))
# What makes two names of it: 第一中学 and 第二中学, 党委 and 纪委, 东岗 and 西岗.
_TELLING = frozenset(
    "一二三四五六七八九十东西南北中大小新老上下前后左右内外第总分副省市县区州镇乡村街局校院厂部处科室组队所站各本全原党纪工团妇甲乙丙丁男女高低"
)
_OFTEN, _SURE = 2, 3  # times that the right form stands in the text
_SHORT, _LONG = 3, 5  # characters of a name in which two may be exchanged, and in which one may be another
_SAME = 4  # characters after the region that are those of the body


class Almost(NamedTuple):
    """A place, the name that is meant, what stands there, how often the right one does, and whether it surely is meant."""

    span: Span
    right: str
    odd: str
    times: int
    sure: bool


def almost(own: Own | None, report: Report, context: Context, recurring: Sequence[str]) -> Iterator[Almost]:
    """Names written almost right, once. ``recurring`` are long names that come up often."""
    folded = context.folded
    if own is not None:
        yield from _regions(own, folded)
        yield from _companies(own, folded)
    yield from _quoted(folded)
    yield from _people(folded)
    heads = [m["head"] for m in (_HEAD.match(folded, *report.title),) if m] if report.title else []
    mine = [n for n in (own.name, bare(own.name), *own.shorts) if len(n) > _LONG] if own is not None else []
    campaigns = dict.fromkeys(
        run[0] + folded[at:end]
        for at, end in places_of(_CAMPAIGNS, folded)
        if (run := _RUN.search(folded[max(0, at - 8) : at]))
    )
    for name in dict.fromkeys((*heads, *mine, *campaigns, *recurring)):
        times = folded.count(name)
        if times >= _OFTEN:
            for at in _one_off(name, folded):
                odd = folded[at : at + len(name)]
                if own is not None and own.strange_region(odd) and spoken_of(folded, at, at + len(odd)):
                    continue  # the same bureau of another place
                yield Almost(
                    Span(at, at + len(name)),
                    name,
                    odd,
                    times,
                    name in heads or name in mine or _exchanged(odd, name),
                )


def _regions(own: Own, folded: str) -> Iterator[Almost]:
    """The region of the body with one character of its name wrong, where nothing says that another place is meant."""
    for right in own.regions:
        unit, times = unit_of(right), folded.count(right)
        stem = right.removesuffix(unit)
        if len(stem) != _SHORT - 1:
            continue
        one, two = map(re.escape, stem)
        shape = f"(?:{one}(?!{two})[{_HAN}]|(?!{one})[{_HAN}]{two}|{two}{one}){re.escape(unit)}(?![场化级域]|民(?!政))"
        found = [m.span() for m in re.finditer(shape, folded)]
        counts = Counter(folded[a:b] for a, b in found)
        for start, end in found:
            odd = folded[start:end]
            # Named once more in the title alone, it must be of the same body.
            followed = right + folded[end : end + _SAME]
            same_body = followed in own.name or (odd[0] == stem[0] and followed in folded)
            if (
                counts[odd] > 1
                or not (times >= _OFTEN or same_body)
                or _TELLING & {c for c in odd[:-1] if c not in stem}
                or not (same_body or _meant(folded, start, end, stem))
                or (same_body and spoken_of(folded, start, end, near=True))
            ):
                continue
            yield Almost(
                Span(start, end), right, odd, times, odd[0] == stem[0] or sorted(odd) == sorted(right)
            )


def _meant(folded: str, start: int, end: int, stem: str) -> bool:
    """Whether no partner, neighbour or place visited is named, and the wrong character begins no other word."""
    if (
        folded[end : end + 1] == "、"
        or folded[start - 1] == "、"
        or spoken_of(folded, start, end, near=folded[start] == stem[0])
    ):
        return False
    # 由该屿县: the character before the one that is right must belong to a name.
    return (
        folded[start] == stem[0]
        or re.match(f"[^{_HAN}]|[^{_HAN}]?[在接受由经向报对]", folded[start - 1 : start]) is not None
    )


def _companies(own: Own, folded: str) -> Iterator[Almost]:
    for right, wrong in _COMPANIES:
        if own.name.endswith(right) and (right == "有限责任公司" or not own.name.endswith("责任公司")):
            odd = own.name.removesuffix(right) + wrong
            for m in re.finditer(re.escape(odd), folded):
                yield Almost(Span(*m.span()), own.name, odd, folded.count(own.name), True)


def _quoted(folded: str) -> Iterator[Almost]:
    """Names in quotation marks that come up often, and once otherwise."""
    places = [(m[1], Span(m.start(1), m.end(1))) for m in _QUOTED.finditer(folded)]
    counts = Counter(name for name, _ in places)
    often = [name for name, times in counts.items() if times >= _OFTEN]
    for odd, span in places:
        for right in often if counts[odd] == 1 else ():
            if len(right) == len(odd) and _slip(odd, right):
                yield Almost(
                    span, right, odd, counts[right], counts[right] >= _SURE or _exchanged(odd, right)
                )
                break


def _people(folded: str) -> Iterator[Almost]:
    """People with a post whose two given names stand in the other order."""
    places = [(m["name"], Span(*m.span("name"))) for m in _POST.finditer(folded)]
    counts = Counter(name for name, _ in places)
    for odd, span in places:
        for right, times in counts.items():
            if counts[odd] == 1 and times >= _OFTEN and _exchanged(odd, right):
                yield Almost(span, right, odd, times, True)


def _one_off(name: str, folded: str) -> Iterator[int]:
    """Where ``name`` stands once with one character wrong or two exchanged: one of its halves is whole there."""
    half = len(name) // 2
    seen = set()
    for part, offset in ((name[:half], 0), (name[half:], half)):
        at = folded.find(part)
        while at >= 0:
            start = at - offset
            odd = folded[start : start + len(name)]
            if (
                start >= 0
                and start not in seen
                and len(odd) == len(name)
                and odd != name
                and _slip(odd, name)
            ):
                seen.add(start)
                if folded.count(odd) == 1:
                    yield start
            at = folded.find(part, at + 1)


def _slip(odd: str, name: str) -> bool:
    wrong = [(a, b) for a, b in zip(odd, name, strict=True) if a != b]
    if len(wrong) == 1 and len(name) >= _LONG:
        return not _TELLING & set(wrong[0]) and re.fullmatch(f"[{_HAN}]", wrong[0][0]) is not None
    return _exchanged(odd, name)


def _exchanged(odd: str, name: str) -> bool:
    """Whether two or three neighbouring characters stand in another order: 人民市医院 for 市人民医院."""
    wrong = [i for i, (a, b) in enumerate(zip(odd, name, strict=False)) if a != b]
    return (
        len(odd) == len(name) >= _SHORT
        and len(wrong) > 1
        and wrong[-1] - wrong[0] < _SHORT
        and sorted(odd) == sorted(name)
    )
