"""When two names that look alike are of two things; a part of N602.

Names that both belong in a report are the normal case: those listed side by side, newly set up, or told apart by a number
or a direction.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from analyzer.document import Severity, Span

Found = tuple[
    Span, str, str, int, Severity
]  # place, the name that is meant, what is written, its times, how sure
_NEW = re.compile(
    r"(?:新[建设开增办一推]|[创开]设|设立|成立|组建|推出|打造|创建|创办|上线|启用|引入|开发|另|"
    r"建成|整合|更名|改名|改为|并入|升级为)[^,。;:]{0,6}$"
)
_BEGUN = re.compile(
    r"”?(?:已|正式|建成|全面|如期|顺利)*(?:上线|启用|开通|投用|投入|开工|启动|挂牌|试运行|成立|组建|揭牌|首次|首期|列入|纳入|前期)"
)
_JOINED = re.compile(r"[“”、和与及或]*")
# What differs in these is what tells two names apart.
_TELLING = frozenset(
    "一二三四五六七八九十百两双东西南北中大小新老上下前后左右内外第总分副正省市县区州镇乡村街国党团春夏秋冬早晚日夜年月周男女幼少青老甲乙丙丁进出升降增减收支"
)
_SUPPLIES = frozenset("水电气路桥暖网")
# 工程建设项目 and 建设工程项目 are both right.
EITHER = frozenset(("工程", "建设", "项目", "安全", "生产", "管理", "监督"))


class Name(NamedTuple):
    """A name in a text: its words before ``head``, which says what it is; ``before`` and ``after`` stand beside it.

    ``here``: whether the text is the report itself, not an earlier one.
    """

    here: bool
    stem: str
    head: str
    span: Span
    before: str = ""
    after: str = ""


def places_of(words: Sequence[str], folded: str) -> list[tuple[int, int]]:
    """Where any of ``words`` stands, in order; of two that begin at one place the longer. Faster than an expression."""
    found: dict[int, int] = {}
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found[at] = max(found.get(at, 0), at + len(word))
            at = folded.find(word, at + len(word))
    return sorted(found.items())


def telling(odd: str, right: str) -> bool:
    """Whether a number, a direction, a season or the like is what differs."""
    here, there = set(odd) - set(right), set(right) - set(odd)
    if here and there:
        return any(not (kind.isdisjoint(here) or kind.isdisjoint(there)) for kind in (_TELLING, _SUPPLIES))
    return not _TELLING.isdisjoint((here | there) - {"大"})


def apart(name: Name, other: Name, folded: str) -> bool:
    """Whether the report itself holds the two for different things: newly set up, or listed side by side."""
    at = name.span.start - (folded[name.span.start - 1 : name.span.start] == "“")
    if _NEW.search(folded, max(0, at - 14), at) or _BEGUN.match(folded, name.span.end):
        return True
    if not other.here:
        return False
    first, second = sorted((name.span, other.span))
    return _JOINED.fullmatch(folded, first.end, max(first.end, second.start)) is not None
