"""Figures that a summary, a part of the same total, or what is left over say again and otherwise; a part of F304."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analyzer.document import Part, Quantity, Scope
from analyzer.rules.context import Context
from analyzer.rules.figure_pairs import agree, close, times_differ

_SUMMARY = re.compile(
    r" *(?:年度数字|[本当]期要点|本季要点|要点|主要数据|数据摘要|关键数据|内容提要|内容摘要|摘要|概要|导读|速览|数说[^:。]{0,6})[:]"
)
_MANY = 10  # of a total that hardly two things have
_NOUN = 2  # characters at the end of what is counted that name it
_OPENER = re.compile("^(?:当年|本年|全年|本期|本季度?|本月|其中|已|共|累计|新)+")
_TIMES = re.compile(r"[上下]半年|第?[一二三四]季度|\d{1,2}(?=月)|年[末底]")
_YEAR_END = frozenset(("年末", "年底"))
_DEED = re.compile("完成|办结|销号|化解|落实|消除|销案|办复|答复|整改(?!措施|任务|问题|事项)")
_AFTER = re.compile("(?P<thing>[\u4e00-\u9fff]{4,8}?)中?,?已?(?:全部)?(?:完成|办结|销号|整改)")
_DID_BEGINS = frozenset("已共完办销")
_DID = re.compile("[已共]?(?P<deed>完成|办结|销号)(?P<thing>[\u4e00-\u9fff]{4,8})$")
_REST = re.compile("(?:其余|剩余|余下|剩下|尚有|还有|仍有|尚余)的?$")
_THING = re.compile(
    "的?(?P<thing>[\u4e00-\u9fff]{2,6}?)(?=[受因未尚还仍正的中,;。、()]|需|将|由|在|实行|没有|$)"
)
_ANY = frozenset(("问题", "事项", "任务", "项目", "工作", "人员", "资金"))
_PARTS = re.compile("其中|另|新增|[比较]|应|计划|目标|力争")


def told_again(
    context: Context, figures: Sequence[tuple[Quantity, bool]]
) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Pairs of figures of one thing and whether surely, the one that is told later last. ``figures``: and whether in plans."""
    running = [q for q, planned in figures if not planned and not q.is_rate]
    yield from _in_summary(context, running)
    yield from _of_one_total(context, running)
    yield from _left(context, running)


def _in_summary(context: Context, figures: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Figures of a summary (年度数字：……当年办结35件) that the text has otherwise wherever it has them."""
    folded = context.folded
    for paragraph in context.report.paragraphs:
        if paragraph.part is not Part.BODY or not _SUMMARY.match(folded, *paragraph.span):
            continue
        inside = [q for q in figures if paragraph.span.covers(q.span)]
        outside = [q for q in context.quantities if not paragraph.span.covers(q.span) and not q.change]
        for q in inside:
            noun = _OPENER.sub("", q.what)
            if len(noun) < _NOUN:
                continue
            same = [
                o
                for o in outside
                if o.unit == q.unit
                and o.scope is not Scope.EARLIER
                and _counts(noun, o.what or o.row + o.column)
            ]
            if same and not any(agree(context, q, o) for o in same) and close(q, same[0]):
                yield same[0], q, False


def _counts(noun: str, what: str) -> bool:
    other = _OPENER.sub("", what)
    short, long = sorted((noun, other), key=len)
    return len(short) >= _NOUN and long.endswith(short)


def _of_one_total(context: Context, figures: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """138条整改措施已完成136条, and in another place 138条……完成137条 or 完成整改措施137条: one deed, two figures."""
    folded = context.folded
    told = [q for q in figures if not q.row and q.scope is not Scope.EARLIER]
    found: dict[tuple[object, str, str], list[Quantity]] = defaultdict(list)
    done: dict[tuple[str, str, str], list[Quantity]] = defaultdict(list)
    for whole, part in pairwise(told):
        if whole.unit != part.unit or part.number > whole.number or whole.sentence != part.sentence:
            continue
        deeds = _DEED.findall(folded, max(part.clause.start, whole.span.end), part.span.start)
        between = folded[whole.span.end : part.span.start]
        if not deeds or whole.number < _MANY or _PARTS.search(between):
            continue
        found[whole.number, whole.unit, deeds[-1]].append(part)
        if (thing := _AFTER.match(between)) is not None:
            done[thing["thing"], part.unit, deeds[-1]].append(part)
    for q in told:
        said = (
            _DID.match(folded, q.clause.start, q.span.start)
            if folded[q.clause.start] in _DID_BEGINS
            else None
        )
        if said is not None:
            done[said["thing"], q.unit, said["deed"]].append(q)
    for parts in (*found.values(), *done.values()):
        first = parts[0]
        for again in parts[1:]:
            if (
                first.sentence != again.sentence
                and close(first, again)
                and not _other_time(context, first, again)
            ):
                # What the opening says of the whole report is what was left as it was.
                opening = context.report.section_at(first.span.start) is None
                yield (again, first, False) if opening else (first, again, False)


def _left(context: Context, figures: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """剩余1处 of the 易涝点, and 剩余3处易涝点 further on."""
    folded = context.folded
    rests = [
        q for q in figures if not q.row and _REST.search(folded[q.clause.start : q.span.start]) is not None
    ]
    for i, again in enumerate(rests):
        named = _THING.match(folded, again.span.end, again.sentence.end)
        if named is None:
            continue
        any_thing = named["thing"] in _ANY  # 余下2个问题, 余下的3个问题: told in the same word
        before = [
            q
            for q in rests[:i]
            if q.unit == again.unit
            and q.sentence != again.sentence
            and named["thing"] in folded[q.sentence.start : q.sentence.end]
            and not (any_thing and _word(folded, q) != _word(folded, again))
        ]
        if len(before) == 1 and close(before[0], again) and not _other_time(context, before[0], again):
            yield before[0], again, False


def _word(folded: str, q: Quantity) -> str:
    said = _REST.search(folded[q.clause.start : q.span.start])
    return said.group().rstrip("的") if said else ""


def _other_time(context: Context, one: Quantity, other: Quantity) -> bool:
    """Whether the sentences are about two times: 截至6月底, 截至12月底."""
    said = [
        {"12" if words in _YEAR_END else words for words in _TIMES.findall(context.folded, *q.sentence)}
        for q in (one, other)
    ]
    return (all(said) and not said[0] & said[1]) or times_differ(context, one, other)
