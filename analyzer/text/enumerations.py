"""Items counted in running text: 一是…二是…, 首先…其次…最后…, 第一，…第二，…."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analyzer.text.numerals import han, han_value

_ITEM = re.compile(
    r"(?=[一二三四五六七八九十第其首再最])(?:(?<=[。;:,、.!?…\n ”）)])|^)(?:"
    r"(?P<shi>[一二三四五六七八九]|十[一二三四五]?)(?P<verb>[是要])(?!否)"
    r"|第(?P<di>[一二三四五六七八九]|十[一二三四五]?)(?=[,是:])"
    r"|其(?P<qi>[一二三四五六七])(?=[,是])"
    r"|(?P<word>首先|其次|再次|最后)(?=[,是要])"
    r")"
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}
_SHOWN = {"shi": "{}是", "yao": "{}要", "di": "第{}", "qi": "其{}"}


class Item(NamedTuple):
    """One item: where its mark stands, which series it belongs to, its number, and the mark as written."""

    start: int
    end: int
    series: str
    number: int
    mark: str


class Gap(NamedTuple):
    """``missing`` numbers before ``item``; ``before`` is the item counted last, None where the first is missing.

    An item that repeats its number or falls behind has no missing numbers.
    """

    item: Item
    before: Item | None
    missing: tuple[int, ...]


def items(folded: str, start: int, end: int) -> list[Item]:
    """The items between ``start`` and ``end``, in order."""
    found = []
    for m in _ITEM.finditer(folded, start, end):
        series = m.lastgroup or ""
        if series in ("shi", "verb"):
            # 一要 … 二要 counts like 一是 … 二是 but the two do not mix.
            series = "shi" if m["verb"] == "是" else "yao"
            number = han_value(m["shi"])
        elif series == "word":
            number = _WORDS[m["word"]]
        else:
            number = han_value(m[series])
        if number is not None and not _is_quoted(folded, m.start(), start):
            found.append(Item(*m.span(), series, number, m.group()))
    return found


def _is_quoted(folded: str, at: int, start: int) -> bool:
    """Whether the item stands after a 、 inside quotation marks: “一是谁请、二是谁埋单” counts for itself."""
    if at == 0 or folded[at - 1] != "、":
        return False
    line = max(folded.rfind("\n", start, at) + 1, start)
    return folded.rfind("“", line, at) > folded.rfind("”", line, at)


def runs(counted: Sequence[Item]) -> Iterator[list[Item]]:
    """The items of one scope as separate counts: a one begins a new count, nested ones included."""
    open_runs: dict[str, list[list[Item]]] = {}
    done: list[list[Item]] = []
    for item in counted:
        stack = open_runs.setdefault(item.series, [])
        if item.number == 1 or not stack:
            stack.append([item])
            done.append(stack[-1])
            continue
        # An inner count that has ended gives way to the outer one it interrupted.
        while (
            len(stack) > 1
            and stack[-1][-1].number + 1 != item.number
            and any(run[-1].number + 1 == item.number for run in stack[:-1])
        ):
            stack.pop()
        stack[-1].append(item)
    yield from done


def gaps(run: Sequence[Item]) -> Iterator[Gap]:
    """What is wrong with the numbers of one count."""
    if run[0].series == "word":
        return  # 首先 … 最后 may leave out the middle
    if run[0].number > 1:
        yield Gap(run[0], None, tuple(range(1, run[0].number)))
    for before, item in itertools.pairwise(run):
        if item.number != before.number + 1:
            yield Gap(item, before, tuple(range(before.number + 1, item.number)))


def shown(series: str, number: int) -> str:
    """An item's mark as it would be written: ``二是``."""
    return _SHOWN[series].format(han(number))
