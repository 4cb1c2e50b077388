"""Names of the earlier report with a character too few or two exchanged, once; a part of N602."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analyzer.document import Severity, Span
from analyzer.rules.two_names import EITHER, Found

_HAN = "\u4e00-\u9fff"
_END = re.compile(
    "委员会|指挥部|小组|专班|办公室|中心|督查室|行动|系统|平台|工程|水厂|灌区|隧道|大桥|街道|园区|网站|察组|导组|监督站|执法队|农村局|资源局|管理局|保障局|服务线"
)
_BREAK = re.compile(f"[^{_HAN}]|[的了是在将对从向由被把给让使及和与或为以各我该其每等并也已于]")
_MOST = 10  # characters before the end of a name
_LEAST, _LONG, _SURE = 4, 5, 6  # characters: of a name, of one that may lack one, of one that surely does
_OFTEN = 2  # times in the two reports that make a name sure
# 安委办公室 and 安委会办公室, 执法队 and 执法大队 are both right.
_DROPPED = frozenset("特一二三四五六七八九十会大小总分副省市县区州镇乡村街道处科室组队所站各全本等局")


def slipped(folded: str, earlier: Sequence[str]) -> Iterator[Found]:
    """Places where a name that the newest of the ``earlier`` texts has too is written with a slip."""
    if not earlier:
        return
    taken: list[Span] = []
    for name, times in _names(folded, earlier[0]):
        odd = dict(_slips(name))
        for span in sorted(_places(name, odd, folded)):
            written = folded[span.start : span.end]
            known = folded.count(written) > 1 or any(written in text for text in earlier)
            if not known and not any(span.overlaps(t) for t in taken):
                taken.append(span)
                yield span, name, written, times, odd[written] if times >= _OFTEN else Severity.INFO


def _names(folded: str, before: str) -> list[tuple[str, int]]:
    """Names with a known end that the earlier text has, each with its times in both; none is the rest of a longer one."""
    counts: Counter[str] = Counter()
    known: set[str] = set()
    for text in (before, folded):
        for m in _END.finditer(text):
            at, end = m.span()
            run = _BREAK.split(text[max(0, at - _MOST) : at])[-1]
            names = [text[at - n : end] for n in range(2, len(run) + 1)]
            counts.update(names)
            if text is before:
                known.update(names)
    rests = {name[1:]: times for name, times in counts.items()}
    often = (
        (name, times)
        for name, times in counts.items()
        if len(name) >= _LEAST and name in known and rests.get(name) != times
    )
    return sorted(often, key=lambda n: (-len(n[0]), n[0]))


def _slips(name: str) -> Iterator[tuple[str, Severity]]:
    """``name`` with two neighbouring characters or words exchanged, and without one of its inner characters."""
    size = len(name)
    for i in range(size - 3):
        one, other = name[i : i + 2], name[i + 2 : i + 4]
        if one != other and not {one, other} <= EITHER:
            yield name[:i] + other + one + name[i + 4 :], Severity.INFO
    for i in range(size - 1):
        if name[i] != name[i + 1]:
            yield name[:i] + name[i + 1] + name[i] + name[i + 2 :], Severity.WARNING
    if size >= _LONG:
        sure = Severity.WARNING if size >= _SURE else Severity.INFO
        for i in range(1, size - 1):
            if name[i] not in _DROPPED and name[i] != name[i - 1]:
                yield name[:i] + name[i + 1 :], sure


def _places(name: str, odd: dict[str, Severity], folded: str) -> set[Span]:
    """Where one of the ``odd`` forms stands: its beginning or its end is that of the name."""
    most = max(2, len(name) // 2 - 1)
    found = set()
    for part, first in ((name[:most], True), (name[-most:], False)):
        at = folded.find(part)
        while at >= 0:
            for size in (len(name), len(name) - 1):
                start = at if first else at + most - size
                if start >= 0 and folded[start : start + size] in odd:
                    found.add(Span(start, start + size))
            at = folded.find(part, at + 1)
    # 工作专班 is no slip in 工作专班子.
    return {s for s in found if name not in folded[max(0, s.start - 1) : s.end + 1]}
