"""F304: the same thing counted twice, with different results."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from analyzer.document import Evidence, Quantity, Report, Scope, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context

_AHEAD = ("NEXT", "TASKS", "TARGETS")
_PLANNED = re.compile(
    "将|计划|力争|确保|目标|预期|拟|安排|要[把使在做]|继续|再|扩招|底前"
)  # what is still to come is no count yet
_NO_THING = re.compile("年|[增减升降]|从|由|达")
_Key = tuple[str, str, bool]
_PUT_IN = 3
_LEAST = 4  # characters of what is counted that make it one thing
_TIMES = "本期|本季度|本月|全月|当月|全年|今年|上半年|下半年|现有|目前|累计|共"
_OPENER = re.compile(f"^(?:(?:已?对|园区|全[市县区镇院]|组织|开展|各类|{_TIMES})(?=.))+")


@rule(
    "F304",
    "conflicting-figures",
    "同一数字前后不一",
    Severity.WARNING,
    bad=[
        "一、概况\n园区现有危险化学品企业46家，其中一级28家。\n二、做法\n已对园区危险化学品企业⟦48家⟧逐一检查。",
        "一、做法\n本季度共组织专题廉政教育12场。\n二、成效\n累计开展谈话30次，本季度组织专题廉政教育⟦14场⟧。",
    ],
    good=[
        "一、概况\n园区现有危险化学品企业46家。\n二、打算\n对园区46家危险化学品企业逐一检查。",
        "甲镇组织安全生产检查12次，乙镇组织安全生产检查9次。\n丙镇组织安全生产检查7次。",
        "一季度组织安全生产检查12次，上半年组织安全生产检查25次。",
        "发现安全隐患约300处。\n经核实，发现安全隐患296处。",
        "去年同期受理群众诉求60件。\n本月受理群众诉求72件。",
        "计划改造农村户厕1200户。\n完成改造农村户厕1180户。",
    ],
)
def conflicting_figures(report: Report, context: Context) -> Iterator[Hit]:
    """同一事项在稿件里出现两次，数字不同：导语写46家，正文写48家。

    只比较说法相同（计数的事项、单位、时间口径都一样）的数字，指出与其余不同的那一个；约数、增减数、去年同期数不比。

    依据：《党政机关公文处理工作条例》第二十条（数字准确、表述一致）；数据审核实务（同一指标多处相等）。
    """
    ahead = [s.heading.start for s in report.sections if s.role in _AHEAD]
    plans = [Span(s.heading.start, s.body.end) for s in report.sections if s.heading.start in ahead]
    by_thing: dict[_Key, list[Quantity]] = defaultdict(list)
    for q in context.quantities:
        what = _thing(q.what)
        planned = any(p.covers(q.span) for p in plans) or _PLANNED.search(
            context.folded, q.sentence.start, q.span.start
        )
        no_count = q.row or q.change or q.is_rate or q.approximate or q.scope is Scope.EARLIER
        if len(what) >= _LEAST and not (planned or no_count or _NO_THING.search(what)):
            by_thing[what, q.unit, q.scope is Scope.CUMULATIVE].append(q)
    for (what, _, _), found in sorted(_joined(by_thing).items(), key=lambda item: item[1][0].span):
        odd = _odd_one(found)
        if odd is None:
            continue
        other = next(q for q in found if q is not odd)
        if (
            other.sentence == odd.sentence
            or _paragraph(report, other) == _paragraph(report, odd)
            or _parallel(report, other, odd)
        ):
            continue
        yield Hit(
            odd.span,
            f"“{what}”在{report.place(other.span)}是{report[other.span]}，这里是{report[odd.span]}",
            "核对哪一个对，改成一致",
            tuple(Evidence(report[q.sentence], q.sentence) for q in found if q is not odd),
        )


def _joined(by_thing: dict[_Key, list[Quantity]]) -> dict[_Key, list[Quantity]]:
    """Things said in the same words but for one or two (检查场所, 检查各类场所) are one."""
    found: dict[_Key, list[Quantity]] = {}
    for key in sorted(by_thing, key=lambda k: (-len(k[0]), k)):
        same = next((k for k in found if k[1:] == key[1:] and _within(key[0], k[0])), key)
        found.setdefault(same, []).extend(by_thing[key])
    return {k: sorted(qs, key=lambda q: q.span) for k, qs in found.items()}


def _within(short: str, long: str) -> bool:
    """Whether ``long`` is ``short`` with a word or two put in."""
    if short[-2:] != long[-2:] or short[:1] != long[:1] or len(long) - len(short) > _PUT_IN:
        return False
    if any(c in long and c not in short for c in "和及与或"):
        return False  # 图表和视频解读 is more than 图表解读
    rest = iter(long)
    return all(c in rest for c in short)


def _odd_one(found: list[Quantity]) -> Quantity | None:
    """The one that differs from all the others; of two the later. None where they agree, or differ more than that."""
    numbers = Counter(q.number for q in found)
    if len(numbers) != 2:
        return None
    if len(found) == 2:
        return found[1]
    rare = min(numbers, key=lambda n: numbers[n])
    return next(q for q in found if q.number == rare) if numbers[rare] == 1 else None


def _thing(what: str) -> str:
    """What is counted, without words about the time and the whole place."""
    return _OPENER.sub("", what)


def _paragraph(report: Report, quantity: Quantity) -> int | None:
    return report.paragraph_at(quantity.span.start)


def _parallel(report: Report, first: Quantity, second: Quantity) -> bool:
    """Whether both stand in items of one list, each about another place or project."""
    sections = [report.section_at(q.span.start) for q in (first, second)]
    if None in sections or sections[0] == sections[1]:
        return False
    a, b = (report.sections[i] for i in sections if i is not None)
    return a.parent == b.parent and a.level > 1
