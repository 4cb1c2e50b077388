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
    Section,
    SectionMatch,
    Severity,
    Span,
)
from analyzer.rules.across import SMALL, is_deed, is_flow, same_thing
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.cut_out import cut_out, said_before
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
_PUT_RIGHT = "RECTIFY_DONE"  # a chapter of problems that were put right, told of in the same order every time
_SO_FAR = re.compile("全年|[今本]年以来|年初以来|上半年|前[一二三两]个?季度|前\\d+个?月|1[至到-]\\d+月")
_SHOWN = 3
_LEVEL = re.compile("(?:达到?|升至|增至|增加到|扩大到)$")  # a level is told of every time
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
        Example(
            "一、学习\n本季度组织专题学习12次。\n二、检查\n本季度检查经营单位36家。⟦⟧",
            earlier="一、学习\n本季度组织专题学习11次。\n二、检查\n本季度检查经营单位31家，抽查产品20批次。",
        ),
        Example(
            "甲县民政局2024年工作总结\n一、社会救助\n全年发放低保金1860万元，惠及3126户。⟦⟧\n二、养老服务\n建成日间照料中心12个，新增床位260张。",
            earlier="甲县民政局2023年工作总结\n一、社会救助\n全年发放低保金1790万元，惠及3248户。实施临时救助612人次，支出救助金146.8万元。\n二、养老服务\n建成日间照料中心9个，新增床位210张。",
        ),
        Example(
            "甲镇2025年第三季度情况\n本季度核查图斑48个，确认问题图斑11个；⟦⟧巡查田块362次。\n完成整改9个，恢复耕地18.4亩。",
            earlier="甲镇2025年第二季度情况\n本季度核查图斑63个，确认问题图斑13个；劝阻占耕行为7起；巡查田块341次。\n完成整改12个，恢复耕地21.6亩。",
        ),
        Example(
            "乙区档案馆2024年工作总结\n一、开放利用\n全年接待查档3180人次。定期开展库房巡检。⟦⟧全年数字化加工48.2万页。\n二、编研\n编印专题资料6种，印数4200册。",
            earlier="乙区档案馆2023年工作总结\n一、开放利用\n全年接待查档2960人次。定期开展库房巡检，修复破损档案740卷。全年数字化加工45.7万页。\n二、编研\n编印专题资料5种，印数3900册。",
        ),
        Example(
            "乙市园林局2024年工作总结\n新栽行道树8420株，⟦⟧累计完成口袋公园72处。\n修剪绿篱36.5公里。",
            earlier="乙市园林局2023年工作总结\n新栽行道树8167株，完成街角口袋公园11处，累计完成口袋公园61处。\n修剪绿篱34.1公里。",
        ),
        Example(
            "乙区公证处2024年工作总结\n全年办理公证事项4216件。办理遗产继承公证318件，⟦⟧出具核验意见书127份，办结率99.2%。",
            earlier="乙区公证处2023年工作总结\n全年办理公证事项4073件。办理遗产继承公证296件，办理赋强公证事项184件，出具核验意见书119份，办结率98.7%。",
        ),
        Example(
            "乙中心2024年工作总结\n热线话务量达到31460通，按三类诉求分派后，全年推送工单提示286次。⟦⟧参加联合夜查8期。\n全年培训话务员64人。",
            earlier="乙中心2023年工作总结\n热线话务量达到29870通，比上年增加1240通，夜间值守岗接听转办投诉4170次，参加联合夜查7期。\n全年培训话务员58人。",
        ),
        Example(
            "乙集团2024年下半年整改情况报告\n一、重点问题整改落实情况\n1.关于仓储能力不足问题。\n（1）补库容。⟦⟧秋收前在3个片区设临时收购点。\n（2）严检查。2024年下半年抽检粮样318份，2024年下半年巡查库点126次。\n2.关于培训不够问题。2024年下半年组织培训19期，2024年下半年培训保管员742人次。\n3.关于监督薄弱问题。2024年下半年受理来信37件，2024年下半年约谈库点负责人16人。",
            earlier="乙集团2024年上半年整改情况报告\n一、重点问题整改落实情况\n1.关于仓储能力不足问题。\n（1）补库容。2024年上半年维修仓容4.62万吨，夏收前全部投用。\n（2）严检查。2024年上半年抽检粮样294份，2024年上半年巡查库点117次。\n2.关于培训不够问题。2024年上半年组织培训17期，2024年上半年培训保管员688人次。\n3.关于监督薄弱问题。2024年上半年受理来信41件，2024年上半年约谈库点负责人13人。",
        ),
    ],
    good=[
        Example(
            "乙中心2024年工作总结\n热线话务量达到31460通，夜间值守岗受理转办群众投诉4320次，参加联合夜查8期。\n全年培训话务员64人。",
            earlier="乙中心2023年工作总结\n热线话务量达到29870通，比上年增加1240通，夜间值守岗接听转办投诉4170次，参加联合夜查7期。\n全年培训话务员58人。",
        ),
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
            "一、学习\n本季度组织专题学习12次。\n二、检查\n本季度检查经营单位36家。\n三、宣传发动\n本季度发放宣传资料960份。",
            earlier="一、学习\n本季度组织专题学习11次。\n二、检查\n本季度检查经营单位31家。\n三、宣传\n本季度发放宣传资料800份。",
        ),
        Example(
            "甲局2025年工作报告\n一、重点回顾\n办理事项36件。\n二、“十二五”时期的主要目标和任务\n加快发展。\n三、今年的工作\n继续努力。",
            earlier="甲局2024年工作报告\n一、重点回顾\n办理事项31件。\n二、主要任务\n加快发展。",
        ),
        Example(
            "甲县图书馆2024年工作总结\n全年接待读者18.6万人次，外借图书24.2万册次。新办读者证2860张。\n举办阅读活动86场。",
            earlier="甲县图书馆2023年工作总结\n全年接待读者17.2万人次，外借图书22.8万册次。5月，首次举办方言诵读比赛，评出作品42件。\n举办阅读活动79场。",
        ),
    ],
    needs="earlier",
)
def dropped_content(report: Report, context: Context) -> Iterator[Hit]:
    """往期报告都有的部分或者指标，本期没有了。

    部分按标题和内容对照，第二级以下的只在同一部分的其余各节标题都没变时才算；指标要往期两份以上报告都有、本期没有再写到才作为警告，只有一份往期报告、
    或者前后文都还在而这一句没有了的，作为提示。同一句里丢掉的几个指标是一条。

    依据：审核实务（定期报告的口径、栏目应当连续）。
    """
    yield from _sections(report, context)
    newest = context.earlier[0]
    pairs = context.followed()
    kept = {before.span for before, _ in pairs}
    moving = [q for q in newest.quantities if is_flow(q)]
    fixed = len(moving) >= _ENOUGH and sum(q.span in kept for q in moving) >= _STEADY * len(moving)
    told = list(_indicators(context, pairs)) if fixed else []
    yield from (hit for _, hit in told)
    known, places = {s for s, _ in told}, {hit.span.start for _, hit in told}
    passing = [Span(s.heading.start, s.body.end) for s in newest.report.sections if s.role in _NEW_EACH_TIME]
    for lost, place, sure in cut_out(context, pairs, passing):
        if lost[0].sentence not in known and place not in places:
            places.add(place)
            yield _gone(context, lost, place, sure)


def _indicators(context: Context, pairs: Sequence[tuple[Quantity, Quantity]]) -> Iterator[tuple[Span, Hit]]:
    """Figures that a report of a fixed form no longer has, by the sentence that had them."""
    newest, beside = context.earlier[0], context.beside_earlier[0]
    kept = {before.span for before, _ in pairs}
    several = len(context.earlier) > 1
    steady = [now for _, now in newest.followed()] if several else newest.quantities
    unmatched = [s for pair in beside.pairs if pair.left and not pair.right for s in pair.left]
    counted = Counter(q.sentence for q in newest.quantities)
    gone = []
    for q in steady:
        if not _is_told(q) or q.span in kept:
            continue
        if _new_each_time(newest.report, q.span.start) and not (
            is_flow(q) and _put_right(newest.report, q.span.start)
        ):
            continue
        if _begins_year(context) and _SO_FAR.search(newest.folded, q.sentence.start, q.span.start):
            continue  # 前三季度共发生28起: the first report of a year has no such sum
        alone = any(s.overlaps(q.span) for s in unmatched)
        told = several or is_flow(q) or is_deed(newest.folded, q) or (alone and counted[q.sentence] >= _SHOWN)
        told = told or (
            not q.is_rate and _LEVEL.search(newest.folded, q.clause.start, q.span.start) is not None
        )
        if told and (alone or _words_gone(context, q)):
            gone.append(q)
    for sentence, group in groupby(gone, key=lambda q: q.sentence):
        lost = list(group)
        surely = several and any(_unsaid(context, q) for q in lost)
        yield sentence, _gone(context, lost, _place(context, pairs, lost[0]), surely)


def _gone(context: Context, lost: Sequence[Quantity], place: int, surely: bool) -> Hit:
    newest = context.earlier[0].report
    sentence = lost[0].sentence
    shown = "、".join(f"“{q.what}”（上期{newest[q.span]}）" for q in lost[:_SHOWN])
    every = "往期都有" if surely else "上期有"
    return Hit(
        Span(place, place),
        f"{every}的{shown}{'等' if len(lost) > _SHOWN else ''}没有了",
        "补上本期的数字；不再统计的，写明原因",
        (Evidence(newest[sentence], sentence, newest.source),),
        Severity.WARNING if surely else Severity.INFO,
    )


def _sections(report: Report, context: Context) -> Iterator[Hit]:
    """Sections of the first level that all earlier reports have, and of others where those beside them stay."""
    newest, comparison = context.earlier[0].report, context.beside_earlier[0]
    top = [m for m in comparison.sections if newest.sections[m.left].level == 1]
    lost = [m for m in top if m.fate is Fate.MISSING]
    steady = len(top) - len(lost) >= _STEADY * len(top)
    several = len(context.earlier) > 1
    for match in lost:
        # A title that several reports had in turn is a fixed one, even if the others change.
        if steady or several:
            yield from _lost(report, context, match, top, None)
    for parent in (m for m in comparison.sections if m.right is not None):
        children = [m for m in comparison.sections if newest.sections[m.left].parent == parent.left]
        lost = [m for m in children if m.fate is Fate.MISSING]
        if len(lost) != 1 or len(children) <= _BESIDE or not all(_stays(report, newest, m) for m in children):
            continue
        if newest.sections[_chapter(newest, parent.left)].role in _NEW_EACH_TIME:
            continue
        sure = several and not _new_each_time(newest, newest.sections[lost[0].left].heading.start)
        yield from _lost(report, context, lost[0], children, None if sure else Severity.INFO)


def _chapter(report: Report, index: int) -> int:
    """The section of the first level that one is part of."""
    while (parent := report.sections[index].parent) is not None:
        index = parent
    return index


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
        or _goes_on(report, section)
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
    """Whether a section has its title from report to report; of a lost one nothing is known."""
    section = newest.sections[match.left]
    return match.right is None or _timeless(report.sections[match.right].title) == _timeless(section.title)


def _new_each_time(report: Report, at: int) -> bool:
    """Whether what stands there should be new every time, or is part of a section that should: problems, plans."""
    index: int | None = report.section_at(at)
    roles = set()
    while index is not None:
        roles.add(report.sections[index].role)
        index = report.sections[index].parent
    return bool(roles & _NEW_EACH_TIME)


def _put_right(report: Report, at: int) -> bool:
    """Whether it is told in a chapter of problems that were put right, named by its problem: 关于保供不力问题, 上半年供应……."""
    index = report.section_at(at)
    return index is not None and report.sections[_chapter(report, index)].role == _PUT_RIGHT


def _begins_year(context: Context) -> bool:
    """Whether the report is of the first month, quarter or half of a year."""
    period = context.period
    return period is not None and period.start.month == 1 and period.kind is not PeriodKind.YEAR


def _goes_on(report: Report, section: Section) -> bool:
    """Whether a section of the level has the title with more in it: 主要任务, “十二五”时期的主要目标和任务."""
    title = _timeless(section.title)
    if len(title) < _TELLING:
        return False
    levels = (iter(s.title) for s in report.sections if s.level == section.level and s.title != section.title)
    return any(all(c in rest for c in title) for rest in levels)


def _has(report: Report, title: str) -> bool:
    return any(_timeless(s.title) == _timeless(title) for s in report.sections)


def _timeless(title: str) -> str:
    """A title without the year or period that it names."""
    return _PERIOD.sub("", fold(title))


def _is_told(quantity: Quantity) -> bool:
    """Whether it is a figure of its own that a reader can be told of."""
    own = quantity.scope is not Scope.EARLIER and not (quantity.row or quantity.change)
    return (
        own
        and len(quantity.what) >= _TELLING
        and quantity.what[0] != "月"  # 9月举办的展演: told of once
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
    text, earlier = context.folded, context.earlier[0]
    for pair in context.beside_earlier[0].pairs:
        if pair.right and any(s.covers(quantity.span) for s in pair.left):
            said = said_before(
                earlier, pair.left[0].start, quantity, text[pair.right[0].start : pair.right[-1].end]
            )
            end = max(end, pair.right[0].start + (said or 0))
    return end + 1 if end < len(text) and text[end] in ",;。" else end
