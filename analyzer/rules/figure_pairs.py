"""How two figures of a report compare: whether one may be a slip of the other, and whether they can be of one thing."""

import re
from decimal import Decimal

from analyzer.document import Quantity, Scope
from analyzer.rules.context import Context
from analyzer.rules.figures import last_digit

_SLIP = 2  # times: figures farther apart are about two things
_TWICE, _HARDLY = 2, Decimal("1.005")
_FEW_DIGITS = 3  # figures of more are hardly near one another by chance
_NO_DIGIT = re.compile(r"[^\d.]+")
_A_LITTLE = 2  # characters
_NOW = re.compile("本(?:季度|期|月|年度?|半年)|今年|全年|当[月年季]")
_ALL_OF_IT = re.compile("(?<![\u4e00-\u9fff])全[省市县区镇乡村院校局国]")
_NAMED_TIME = re.compile(
    r"20\d\d年(?:[上下]半年|第?[一二三四]季度|\d{1,2}月)?|[上下]半年|第?[一二三四]季度|\d{1,2}月份?(?!底|末)"
)


def digits_of(folded: str, q: Quantity) -> str:
    """The digits of a figure as it is written, with its decimal point."""
    plain = folded[q.span.start : q.span.end - len(q.unit)]
    return plain if plain.isdecimal() else _NO_DIGIT.sub("", folded[q.span.start : q.span.end])


def agree(context: Context, one: Quantity, other: Quantity) -> bool:
    """Whether two figures are one, as exactly as they are written: 1.26亿元 and 12583万元."""
    grains = [last_digit(context.report, q) or _size(context.report[q.span]) for q in (one, other)]
    return abs(one.number - other.number) <= max(grains) / 2


def _size(words: str) -> int:
    return next((size for name, size in (("亿", 10**8), ("万", 10**4)) if name in words), 0)


def mistyped(context: Context, one: Quantity, other: Quantity) -> int:
    """How many digits two figures have that are almost the same, or but for two in each other's place or for one; else 0."""
    a, b = (digits_of(context.folded, q) for q in (one, other))
    if len(a) != len(b) or a.find(".") != b.find("."):
        return 0
    a, b = a.replace(".", ""), b.replace(".", "")
    wrong = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    low, high = sorted((one.number, other.number))
    digits = max(len(a.rstrip("0")), len(b.rstrip("0")))
    if digits > _FEW_DIGITS and high <= low * _HARDLY:
        return digits
    if len(wrong) == 1 and high <= low * _TWICE:
        return digits - 1  # more likely by chance
    if len(wrong) != 2 or high > low * _TWICE or any(a[i] != b[j] for i, j in (wrong, wrong[::-1])):
        return 0
    return digits if wrong[1] - wrong[0] == 1 else digits - 1


def apart(context: Context, one: Quantity, other: Quantity) -> bool:
    """Whether two figures stand in two sections of the first level that are about two matters, not two places."""
    return chapter(context, one) != chapter(context, other) and not twins(context, one, other)


def twins(context: Context, one: Quantity, other: Quantity) -> bool:
    """Whether two figures stand in sections of the first level about two places: 东片, 西片."""
    a, b = (chapter(context, q) for q in (one, other))
    sections = context.report.sections
    return a is not None and b is not None and a != b and alike(sections[a].title, sections[b].title)


def alike(one: str, other: str) -> bool:
    """Whether two titles are the same but for a character or two: 东片, 西片."""
    return len(one) == len(other) and sum(map(str.__ne__, one, other)) <= _A_LITTLE and one[-1] == other[-1]


def chapter(context: Context, q: Quantity) -> int | None:
    """The section of the first level that a figure stands in."""
    sections, index = context.report.sections, context.report.section_at(q.span.start)
    while index is not None and (parent := sections[index].parent) is not None:
        index = parent
    return index


def close(one: Quantity, other: Quantity) -> bool:
    """Whether two figures differ, and by no more than figures of one thing may."""
    low, high = sorted((one.number, other.number))
    return low < high <= low * _SLIP + 3


def of_the_whole(context: Context, q: Quantity) -> bool:
    """Whether its clause speaks of the whole body and period (本季度, 累计), not of one place or project."""
    return (
        q.scope is Scope.CUMULATIVE
        or _NOW.search(context.folded, q.clause.start, q.span.start) is not None
        or _ALL_OF_IT.search(context.folded, q.clause.start, q.span.start) is not None
    )


def times_differ(context: Context, one: Quantity, other: Quantity) -> bool:
    """Whether one is of the quarter and the other of the year."""
    named = [set(_NAMED_TIME.findall(context.folded, q.clause.start, q.span.start)) for q in (one, other)]
    if all(named) and not named[0] & named[1]:
        return True
    period = context.period
    if any(named) and period is not None:
        # 2024年接待来访428批 in the report of 2025
        years = {words[:4] for words in named[0] | named[1] if words.startswith("20")}
        if years and f"{period.end.year}" not in years:
            return True
    lengths = {
        found.group()[-1]
        for q in (one, other)
        if (found := _NOW.search(context.folded, q.clause.start, q.span.start))
    } - {"期"}
    return len(lengths) > 1
