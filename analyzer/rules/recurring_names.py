"""Long names of bodies that come up often, and once with a character too few or too many; a part of N602."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analyzer.document import Span

_HAN = "\u4e00-\u9fff"
_END = re.compile(
    "特别行政区|共和国|代表大会|协商会议|委员会|管理局|分局|指挥部|领导小组|有限公司|工作专班|专项行动|办公室|服务中心|医院|学校|中学|小学|大学|学院"
    "|银行|人民政府"
)
_BEFORE, _MOST = 2, 12  # characters before the end of a name
_LEAST = 6  # characters of a name in which one too few is a slip
_OFTEN = 2  # times besides the odd one
# 第一中学 and 第十一中学, 市委员会 and 县市委员会 are two names.
_TELLING = frozenset(
    "一二三四五六七八九十东西南北中大小新老上下前后第总分副省市县区州镇乡村街局校院厂部处科室组队所站各本全原"
)


def recurring(names: Sequence[tuple[str, int]], folded: str) -> Iterator[tuple[Span, str, str, int]]:
    """Places where a name that comes up twice and more is written otherwise, once: place, name, as written, times."""
    seen: list[Span] = []
    for name, times in names:
        for span in sorted(_places(name, folded)):
            odd = folded[span.start : span.end]
            if folded.count(odd) == 1 and not any(s.overlaps(span) for s in seen):
                seen.append(span)
                yield span, name, odd, times


def _places(name: str, folded: str) -> set[Span]:
    """Where ``name`` stands with a slip in it: one of its halves is whole there."""
    odd = set(_odd(name))
    half = len(name) // 2
    found = set()
    for part, length in ((name[:half], 0), (name[half:], len(name) - half)):
        at = folded.find(part)
        while at >= 0:
            for n in (len(name) - 1, len(name), len(name) + 1):
                start = at if not length else at + length - n
                if start >= 0 and folded[start : start + n] in odd:
                    found.add(Span(start, start + n))
            at = folded.find(part, at + 1)
    return {s for s in found if name not in folded[max(0, s.start - 1) : s.end + 1]}


def recurring_names(folded: str) -> list[tuple[str, int]]:
    """Names with a known end that come up often, the longest first; also what is left of one without its beginning."""
    ends = [m.span() for m in _END.finditer(folded)]
    runs = [re.search(rf"[{_HAN}]*$", folded[max(0, at - _MOST) : at]) for at, _ in ends]
    counts: Counter[str] = Counter()
    for (at, end), run in zip(ends, runs, strict=True):
        before = run[0] if run else ""
        counts.update(folded[at - n : end] for n in range(_BEFORE, len(before) + 1))
    # What always follows the same character is the rest of a longer name.
    rests = {name[1:]: times for name, times in counts.items()}
    often = [
        (name, times)
        for name, times in counts.items()
        if times >= _OFTEN and len(name) >= _LEAST and rests.get(name) != times
    ]
    return sorted(often, key=lambda n: (-len(n[0]), n[0]))


def _odd(name: str) -> Iterator[str]:
    """``name`` without one of its inner characters, with one doubled, and with 与 for 和."""
    for i in range(1, len(name) - 1):
        if name[i] not in _TELLING and name[i] != name[i - 1]:
            yield name[:i] + name[i + 1 :]
        yield name[: i + 1] + name[i:]
    for one, other in ("和与", "与和"):
        if one in name:
            yield name.replace(one, other)
