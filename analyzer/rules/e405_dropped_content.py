"""E405: something that every earlier report had is gone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from analyzer.document import (
    Evidence,
    Fate,
    PeriodKind,
    Quantity,
    Report,
    Scope,
    SectionMatch,
    Severity,
    Span,
)
from analyzer.rules.across import SMALL, is_deed, is_flow, same_thing
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.text.folding import fold

_COMPARED = re.compile("[比较增减]|相比|其中")
_PASSING = re.compile(
    "余|剩|尚|未|正在|力争|将|拟|建议|再|时限|对照|加上|第[一二三四]季度|\\d月|今年新"
)  # not to be said again
_PERIOD = re.compile(r"(?:19|20)\d\d年|[今去明]年|[上下]半年|第?[一二三四]季度|\d{1,2}月|\s")
_STEADY = 0.6  # part of the figures, or of the sections, that go on from report to report in a fixed form
_ENOUGH = 6  # figures of the last report that move on
_BESIDE = 2  # sections that a lost one must have had beside it, at least
_NEW_EACH_TIME = {"PROBLEMS", "NEXT", "TASKS"}
_SO_FAR = re.compile("全年|[今本]年以来|年初以来|上半年|前[一二三两]个?季度|前\\d+个?月|1[至到-]\\d+月")
_SHOWN = 3
_TELLING = 4  # characters of what a figure counts that tell it from others


@rule(
    "E405",
    "dropped-content",
    "往期都有的内容没有了",
    Severity.WARNING,
    bad=[
        Example(
            "一、学习\n本季度组织专题学习12次。\n二、检查\n本季度检查经营单位36家。⟦⟧",
            earlier="一、学习\n本季度组织专题学习11次。\n二、检查\n本季度检查经营单位31家。\n三、宣传\n本季度发放宣传资料800份，悬挂横幅16条。",
        ),
        Example(
            "关于安全生产的汇报（2025年第三季度）\n一、事故情况\n1.总量情况\n本季度发生事故5起。\n2.行业分布\n道路运输3起，建筑施工2起。⟦⟧\n二、主要工作\n本季度检查企业372家。",
            earlier="关于安全生产的汇报（2025年第二季度）\n一、事故情况\n1.总量情况\n本季度发生事故6起。\n2.行业分布\n道路运输4起，建筑施工2起。\n3.原因分析\n多数事故与违章操作有关，分析结果已经通报。\n二、主要工作\n本季度检查企业361家。",
        ),
    ],
    good=[
        Example(
            "关于安全生产的汇报（2025年第一季度）\n一、事故\n本季度发生事故6起。\n二、检查\n本季度检查企业36家，本季度查出隐患48处，本季度整改隐患45处。本季度组织培训12场，本季度培训人员860人次，本季度发放资料900份。",
            earlier="关于安全生产的汇报（2024年第四季度）\n一、事故\n本季度发生事故8起。2024年全年，全区共发生事故30起。\n二、检查\n本季度检查企业31家，本季度查出隐患52处，本季度整改隐患50处。本季度组织培训11场，本季度培训人员810人次，本季度发放资料800份。",
        ),
        Example(
            "关于安全生产的汇报（2025年第三季度）\n一、事故情况\n1.总量情况\n本季度发生事故5起。\n2.行业分布\n道路运输3起，建筑施工2起。\n二、主要工作\n1.紧盯高温\n本季度检查企业372家。\n2.防范台风\n转移群众198人。",
            earlier="关于安全生产的汇报（2025年第二季度）\n一、事故情况\n1.总量情况\n本季度发生事故6起。\n2.行业分布\n道路运输4起，建筑施工2起。\n二、主要工作\n1.紧盯复工\n本季度检查企业361家。\n2.广泛宣传\n发放资料960份。\n3.督促节前检查\n走访商户120家。",
        ),
        Example(
            "一、检查\n本季度检查企业36家，查出隐患48处，整改隐患45处。本季度组织培训12场，培训人员860人次，发放资料900份。\n二、存在的问题\n老旧设备较多，使用15年以上的有29台。",
            earlier="一、检查\n本季度检查企业31家，查出隐患52处，整改隐患50处。本季度组织培训11场，培训人员810人次，发放资料800份。\n二、存在的问题\n班组活动流于形式，抽查的48个班组中有7个班组记录雷同。",
        ),
        Example(
            "一、学习\n本季度组织专题学习12次。\n二、检查\n本季度检查经营单位36家。",
            earlier="一、学习\n本季度组织专题学习11次。\n二、检查\n本季度检查经营单位31家，抽查产品20批次。",
        ),
        Example(
            "一、学习\n本季度组织专题学习12次。\n二、检查\n本季度检查经营单位36家。\n三、宣传发动\n本季度发放宣传资料960份。",
            earlier="一、学习\n本季度组织专题学习11次。\n二、检查\n本季度检查经营单位31家。\n三、宣传\n本季度发放宣传资料800份。",
        ),
    ],
    needs="earlier",
)
def dropped_content(report: Report, context: Context) -> Iterator[Hit]:
    """往期报告都有的部分或者指标，本期没有了。

    部分按标题和内容对照，第二级的只在同一部分的其余各节标题都没变时才算；指标要往期两份以上报告都有、本期没有再写到才作为警告，只有一份往期报告时作为提示。同一句里丢掉的几个指标是一条。

    依据：审核实务（定期报告的口径、栏目应当连续）。
    """
    yield from _sections(report, context)
    newest, beside = context.earlier[0], context.beside_earlier[0]
    pairs = context.followed()
    kept = {before.span for before, _ in pairs}
    moving = [q for q in newest.quantities if is_flow(q)]
    if len(moving) < _ENOUGH or sum(q.span in kept for q in moving) < _STEADY * len(moving):
        return  # reports of no fixed form
    several = len(context.earlier) > 1
    steady = [now for _, now in newest.followed()] if several else newest.quantities
    unmatched = [s for pair in beside.pairs if pair.left and not pair.right for s in pair.left]
    counted = Counter(q.sentence for q in newest.quantities)
    gone = []
    for q in steady:
        if not _is_told(q) or q.span in kept or _passes(newest.report, q):
            continue
        if _begins_year(context) and _SO_FAR.search(newest.folded, q.sentence.start, q.span.start):
            continue  # 前三季度共发生28起: the first report of a year has no such sum
        alone = any(s.overlaps(q.span) for s in unmatched)
        told = several or is_flow(q) or is_deed(newest.folded, q) or (alone and counted[q.sentence] >= _SHOWN)
        if told and (alone or _words_gone(context, q)):
            gone.append(q)
    for sentence, group in groupby(gone, key=lambda q: q.sentence):
        lost = list(group)
        end = _place(context, pairs, lost[0])
        shown = "、".join(f"“{q.what}”（上期{newest.report[q.span]}）" for q in lost[:_SHOWN])
        yield Hit(
            Span(end, end),
            f"{'往期都有' if several else '上期有'}的{shown}{'等' if len(lost) > _SHOWN else ''}没有了",
            "补上本期的数字；不再统计的，写明原因",
            (Evidence(newest.report[sentence], sentence, newest.report.source),),
            Severity.WARNING if several and any(_unsaid(context, q) for q in lost) else Severity.INFO,
        )


def _sections(report: Report, context: Context) -> Iterator[Hit]:
    """Sections of the first level that all earlier reports have, and of the second where the others beside them stay."""
    newest, comparison = context.earlier[0].report, context.beside_earlier[0]
    top = [m for m in comparison.sections if newest.sections[m.left].level == 1]
    lost = [m for m in top if m.fate is Fate.MISSING]
    steady = len(top) - len(lost) >= _STEADY * len(top)
    several = len(context.earlier) > 1
    for match in lost:
        # A title that several reports had in turn is a fixed one, even if the others change.
        if steady or several:
            yield from _lost(report, context, match, top, None)
    for parent in (m for m in top if m.right is not None):
        children = [m for m in comparison.sections if newest.sections[m.left].parent == parent.left]
        lost = [m for m in children if m.fate is Fate.MISSING]
        if len(lost) == 1 and len(children) > _BESIDE and all(_stays(report, newest, m) for m in children):
            yield from _lost(report, context, lost[0], children, None if several else Severity.INFO)


def _lost(
    report: Report,
    context: Context,
    match: SectionMatch,
    beside: Sequence[SectionMatch],
    severity: Severity | None,
) -> Iterator[Hit]:
    newest = context.earlier[0].report
    section = newest.sections[match.left]
    if (
        section.is_item
        or not section.marker
        or any(not _has(e.report, section.title) for e in context.earlier[1:])
    ):
        return
    before = [m.right for m in beside if m.left < match.left and m.right is not None]
    end = report.sections[max(before)].body.end if before else 0
    ends = [p.span.end for p in report.paragraphs if p.span.end <= end]
    place = ends[-1] if ends else end
    yield Hit(
        Span(place, place),
        f"往期都有的“{section.marker}{section.title}”部分没有了",
        "补上这一部分；不再要求的不必处理",
        (Evidence(newest[section.heading], section.heading, newest.source),),
        severity,
    )


def _stays(report: Report, newest: Report, match: SectionMatch) -> bool:
    """Whether a section has its title from report to report and is not new every time; the lost one as well, as far as it can."""
    section = newest.sections[match.left]
    roles = {section.role, newest.sections[section.parent].role if section.parent is not None else ""}
    if roles & _NEW_EACH_TIME:
        return False
    return match.right is None or _timeless(report.sections[match.right].title) == _timeless(section.title)


def _begins_year(context: Context) -> bool:
    """Whether the report is of the first month, quarter or half of a year."""
    period = context.period
    return period is not None and period.start.month == 1 and period.kind is not PeriodKind.YEAR


def _has(report: Report, title: str) -> bool:
    return any(_timeless(s.title) == _timeless(title) for s in report.sections)


def _timeless(title: str) -> str:
    """A title without the year or period that it names."""
    return _PERIOD.sub("", fold(title))


def _passes(report: Report, quantity: Quantity) -> bool:
    """Whether it stands in a section that should be new every time: problems, plans."""
    index = report.section_at(quantity.span.start)
    while index is not None:
        if report.sections[index].role in _NEW_EACH_TIME:
            return True
        index = report.sections[index].parent
    return False


def _is_told(quantity: Quantity) -> bool:
    """Whether it is a figure of its own that a reader can be told of."""
    own = quantity.scope is not Scope.EARLIER and not (quantity.row or quantity.change)
    return (
        own
        and len(quantity.what) >= _TELLING
        and not (_COMPARED.search(quantity.what) or _PASSING.search(quantity.what))
    )


def _words_gone(context: Context, quantity: Quantity) -> bool:
    """Whether this report does not speak of what is counted at all, or never with a figure."""
    end = quantity.what[-_TELLING:]
    if _unsaid(context, quantity):
        return True
    return quantity.number >= SMALL and not any(
        end in context.folded[q.clause.start : q.clause.end]
        or (q.unit == quantity.unit and _alike(q, quantity))
        for q in context.quantities
    )


def _unsaid(context: Context, quantity: Quantity) -> bool:
    return is_flow(quantity) and quantity.what[-_TELLING:] not in context.folded


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.number == other.number or (one.what[-2:] == other.what[-2:] and same_thing(one, other))


def _place(context: Context, pairs: Sequence[tuple[Quantity, Quantity]], quantity: Quantity) -> int:
    """Where the figure should stand: after what stands for the sentence or the figure before it."""
    before = [
        (pair.left[-1].end, pair.right[-1].end)
        for pair in context.beside_earlier[0].pairs
        if pair.left and pair.right and pair.left[-1].end <= quantity.sentence.start
    ]
    before += [
        (old.clause.end, new.clause.end) for old, new in pairs if old.clause.end <= quantity.clause.start
    ]
    end = max(before)[1] if before else 0
    text = context.folded
    return end + 1 if end < len(text) and text[end] in ",;。" else end
