"""Figures said again in other words and mistyped: 5142 and 5124; a part of F304."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, combinations

from analyzer.document import Quantity
from analyzer.rules.context import Context
from analyzer.rules.figure_pairs import digits_of

_TWO = 2
_LEAST = 10  # a slip in a figure below cannot be told from another count
_AROUND = 8  # characters after a figure that may say what it counts
_LIST = 4  # figures that the same words count
_CROWD = 16  # figures of one unit that are the same but for one digit
_TELLING = 2  # characters of a word that says something
_MOST, _SURE = 0.75, 0.6  # shares of the words of one place, and of both, that two places have in common
_SAYS_NOTHING = (
    "本期 本季度 季度 本月 本年 全年 今年 去年 以来 上半年 下半年 半年 累计 共计 总计 其中 已经 目前 "
    "现有 现已 共有 开展 进行 完成 组织 实施 全市 全县 全区 全镇 全省 全国 全局 全院 全校 我局 我县 "
    "我市 我镇 我校 我院 截至 年底 月底 期间 分别 先后 各类 达到 一年 总数 总量 数量 超过 左右 以上 "
    "以下 新增"
)
_EMPTY = frozenset(_SAYS_NOTHING.split())
_STATE = re.compile(
    "[应需未尚余剩待不无]|正在|恢复|修复|抢[修通]|受损|结转|[上去]年|同期|新[增建]"
)  # what makes it another count of the same
_LAST = re.compile(r".*[、\d]", re.DOTALL)
_BREAK = re.compile("[,;:。!?、()“”\n]")


def said_again(context: Context, figures: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Pairs of figures of one unit, one a slip of the other, in sentences that count the same thing; and whether surely."""
    groups = _mistyped(context, figures)
    about = {n: _about(context, figures[n]) for n in {n for group in groups for n in chain(*group)}}
    times = Counter(about.values())
    # The same words over and over are items of a list, each with its own figure.
    single = {n for n, words in about.items() if times[words] <= _LIST}
    if len(single) < _TWO:
        return
    pairs = {
        (min(a, b), max(a, b))
        for group in groups
        for one, another in combinations([some for some in map(single.intersection, group) if some], 2)
        for a in one
        for b in another
    }
    words = cache(_words)
    for a, b in sorted(pairs):
        first, second = figures[a], figures[b]
        low, high = sorted((first.number, second.number))
        if first.sentence == second.sentence or high > 2 * low or not _akin(about[a], about[b]):
            continue
        likeness = _likeness(words(about[a]), words(about[b]))
        if likeness and _states(context, first) == _states(context, second):  # 应整改15个, 完成整改13个
            yield first, second, likeness >= _SURE


def _mistyped(context: Context, figures: Sequence[Quantity]) -> list[list[list[int]]]:
    """Groups of figures of one unit that differ as slips of the hand do; in a group, the places of each number.

    Two figures that differ in one digit are the same with it masked, two with neighbouring digits exchanged with these in
    order; so no others are compared. Where many are the same but for a digit, the next one is no slip of any of them.
    """
    written: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, q in enumerate(figures):
        if q.number >= _LEAST:
            written[q.unit, digits_of(context.folded, q)].append(n)
    forms: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for (unit, digits), places in written.items():
        for form in _masked(digits):
            forms[unit, form].append(places)
    return [
        places for places in forms.values() if len(places) > 1 and sum(len(some) for some in places) <= _CROWD
    ]


def _masked(digits: str) -> Iterator[str]:
    for i in range(len(digits)):
        yield f"{digits[:i]}*{digits[i + 1 :]}"
        if i and digits[i - 1] != digits[i]:
            yield f"{digits[: i - 1]}<{''.join(sorted(digits[i - 1 : i + 1]))}>{digits[i + 1 :]}"


def _states(context: Context, q: Quantity) -> frozenset[str]:
    return frozenset(_STATE.findall(context.folded, q.clause.start, q.span.end + 2))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 where the words count different things, else the share of all words, by characters, that both have."""
    both = one & other
    least, most = sorted((_length(one), _length(other)))
    common = _length(both)
    if len(both) < _TELLING or common < _MOST * least:
        return 0.0
    return common / most


def _length(words: frozenset[str]) -> int:
    return sum(map(len, words))


def _about(context: Context, q: Quantity) -> tuple[str, str]:
    """What says what a figure counts: its clause before it, and what stands right after it."""
    folded = context.folded
    last = _LAST.match(folded, q.clause.start, q.span.start)
    end = q.span.end + _AROUND
    stop = _BREAK.search(folded, q.span.end, end)
    return folded[last.end() if last else q.clause.start : q.span.start], folded[
        q.span.end : stop.start() if stop else end
    ]


def _akin(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two places can have two words in common, by their characters alone: the dictionary costs time to load."""
    return len(set("".join(one)) & set("".join(other))) > _TELLING


def _words(about: tuple[str, str]) -> frozenset[str]:
    """The words of a place that say something."""
    import rjieba  # only where two figures look like slips of one another

    return frozenset(
        w
        for part in about
        for w in rjieba.cut(part)
        if len(w) >= _TELLING and w not in _EMPTY and not w.isascii()
    )
