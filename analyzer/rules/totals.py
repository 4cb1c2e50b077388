"""Totals said after their parts (共计75件) and what is said to be left (剩余6个); a part of F301."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from analyzer.document import Evidence, Quantity, Report, Severity
from analyzer.rules.base import Hit
from analyzer.rules.figures import as_written, last_digit, number_of

_TOGETHER = re.compile("^[,;](?:共计|合计|总计|共)$")
_REST = re.compile("^[,;](?:其余|剩余|余下|剩下|尚余|还剩|尚有|还有)(?:的)?$")
_NEAR = Decimal("0.25")  # of the total: figures farther from it are not meant as its parts
_CLOSE = Decimal("0.1")
_ALL = re.compile("(?:共|总)[有计]?[^,;。]*$")
_LISTED = re.compile("^[,、][^,;。、]{1,12}$")
_DONE = re.compile(
    "已|完成|整改|办结|销号|化解|移送|处罚|处理|结案|合格|到位|开工|竣工|使用|支出|拨付|回收|收回|落实|答复"
)
_FROM_ALL = re.compile(
    "查处|办理|接报|应|共|发现|查出|梳理|排查|受理|收到|反馈|确定|列入|抽检|检测|需|任务|登记|摸排"
)
_ELSE = re.compile("新增|上[年月季]|结转|比|较|增|减|另|累计|其中|平均")
_OF_THEM = re.compile("[\u4e00-\u9fff]{0,12}中,")
# Done, going on, not yet: nothing is left out.
_STATES = (
    re.compile("^(?:已|全面|按期|全部)?(?:完成|办结|整改到位|完成整改|销号|达到)"),
    re.compile("^(?:正在|按(?:序时|计划|进度)|持续|有序|正)(?:进度)?(?:推进|办理|整改|实施|建设)"),
    re.compile("^(?:进度|进展)?(?:滞后|缓慢)|^(?:尚?未|还没有|逾期|其余|剩余|待)"),
)
_BEFORE = 2


def totals(report: Report, folded: str, figures: Sequence[Quantity]) -> Iterator[Hit]:
    """What is wrong with the totals and the rests of one sentence."""
    yield from _kinds(report, folded, figures)
    yield from _states(report, folded, figures)
    for i, total in enumerate(figures):
        if total.is_rate or total.change or total.approximate or i < _BEFORE:
            continue
        between = folded[figures[i - 1].span.end : total.span.start]
        before = [q for q in figures[:i] if q.unit == total.unit]
        if len(before) < i or any(q.change or q.approximate for q in before):
            continue  # other things are counted between
        if _TOGETHER.search(between):
            yield from _together(report, folded, before, total)
        elif _REST.search(between):
            yield from _rest(report, folded, before, total)


def _kinds(report: Report, folded: str, figures: Sequence[Quantity]) -> Iterator[Hit]:
    """A count of all, and then of each kind: 共有隐患96处，一般隐患92处，重大隐患5处."""
    whole, *kinds = figures
    thing = whole.what[-_BEFORE:]
    if len(thing) < _BEFORE or not _ALL.search(folded[whole.clause.start : whole.span.start]):
        return
    if any(q.unit != whole.unit or q.change or q.approximate or not q.what.endswith(thing) for q in figures):
        return
    words = [folded[a.span.end : b.span.start] for a, b in pairwise(figures)]
    if not all(_LISTED.match(w) and not _ELSE.search(w) and not _DONE.search(w) for w in words):
        return
    found = sum((q.number for q in kinds), Decimal())
    if _even(report, whole, found, kinds) or abs(found - whole.number) > _CLOSE * whole.number:
        return
    yield _unequal(report, whole, found, kinds)


def _unequal(report: Report, whole: Quantity, found: Decimal, parts: Sequence[Quantity]) -> Hit:
    shown = "＋".join(number_of(report, q) for q in parts)
    return Hit(
        whole.span,
        f"分项相加与总数不符：{shown}＝{as_written(found, whole, report)}，写作{report[whole.span]}",
        "核对总数和各分项",
        tuple(Evidence(report[q.clause], q.clause) for q in parts),
        Severity.WARNING,
    )


def _states(report: Report, folded: str, figures: Sequence[Quantity]) -> Iterator[Hit]:
    """All of a plan, and what has become of them: 92项任务中，已完成26项，按序时推进63项，进度滞后3项."""
    for i, whole in enumerate(figures[:-_BEFORE]):
        if whole.is_rate or whole.change or whole.approximate or not _OF_THEM.match(folded, whole.span.end):
            continue
        end = next((n for n, q in enumerate(figures[i + 1 :], i + 1) if q.unit != whole.unit), len(figures))
        parts = figures[i + 1 : end]
        words = [folded[max(a.span.end, b.clause.start) : b.span.start] for a, b in pairwise([whole, *parts])]
        states = [next((n for n, state in enumerate(_STATES) if state.search(w)), None) for w in words]
        if (
            len(set(states)) < _BEFORE
            or None in states
            or not {0, 1} <= set(states)
            or "其中" in "".join(words)
        ):
            continue
        found = sum((q.number for q in parts), Decimal())
        if any(q.approximate or q.change for q in parts) or _even(report, whole, found, parts):
            continue
        yield _unequal(report, whole, found, parts)


def _together(report: Report, folded: str, before: Sequence[Quantity], total: Quantity) -> Iterator[Hit]:
    words = folded[before[0].span.end : before[-1].span.start]
    sums = [sum((q.number for q in before[i:]), Decimal()) for i in range(len(before) - 1)]
    near = abs(sums[0] - total.number) <= _NEAR * total.number
    if any(_even(report, total, s, before) for s in sums) or not near or re.search("其中|比|较", words):
        return
    shown = "＋".join(number_of(report, q) for q in before)
    yield Hit(
        total.span,
        f"{shown}＝{as_written(sums[0], total, report)}，写作共{report[total.span]}",
        "核对总数和各分项",
        tuple(Evidence(report[q.clause], q.clause) for q in before),
        Severity.WARNING,
    )


def _rest(report: Report, folded: str, before: Sequence[Quantity], rest: Quantity) -> Iterator[Hit]:
    whole, *done = before[-3:]
    told = [folded[q.clause.start : q.span.start] for q in (whole, *done)]
    if not _FROM_ALL.search(told[0]) or not all(map(_DONE.search, told[1:])) or any(map(_ELSE.search, told)):
        return
    left = [whole.number - done[-1].number, whole.number - sum((q.number for q in done), Decimal())]
    if min(left) < 0 or any(_even(report, rest, number, before) for number in left):
        return
    shown = as_written(left[0], rest, report)
    yield Hit(
        rest.span,
        f"{number_of(report, whole)}－{number_of(report, done[-1])}＝{shown}，写作剩余{report[rest.span]}",
        "核对三个数字",
        tuple(Evidence(report[q.clause], q.clause) for q in (whole, *done)),
        Severity.WARNING,
    )


def _even(report: Report, said: Quantity, number: Decimal, others: Sequence[Quantity]) -> bool:
    loose = sum((last_digit(report, q) for q in (said, *others)), Decimal()) / 2
    return abs(said.number - number) <= loose
