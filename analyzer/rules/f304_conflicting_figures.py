"""F304: the same thing counted twice, with different results."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from analyzer.document import Evidence, Quantity, Report, Scope, Section, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.beside_tables import beside_tables
from analyzer.rules.context import Context
from analyzer.rules.figure_pairs import agree, alike, close, of_the_whole, times_differ, twins
from analyzer.rules.left_over import left_over
from analyzer.rules.more_than_all import more_than_all
from analyzer.rules.of_the_place import of_the_place
from analyzer.rules.restated import restated
from analyzer.rules.said_again import said_again
from analyzer.rules.said_shorter import of_all_time, of_the_period, said_shorter
from analyzer.rules.told_again import told_again

_AHEAD = ("NEXT", "TASKS", "TARGETS")
_PLANS = re.compile("计划|打算|安排|下(?:一?步|[一个]*[月季年])")
_PLANNED = re.compile(
    "将|计划|力争|确保|目标|预期|拟|安排|要[把使在做]|继续|(?<!可)再(?!生)|扩招|底前"
)  # what is still to come is no count yet
_GOES_ON = re.compile("继续[^。]*,(?:共|已|累计)")  # 继续组织自查，共发现违规金额38.92万元: that is done
_NO_THING = re.compile("年|(?<!新)增|[减升降]|(?<!依)从(?![业事])|由|达")
_Key = tuple[str, str, bool]
_ITEMS = 6  # figures of the same words: more are items of a list
_PUT_IN = 3
_LEAST, _SHORT = 4, 2  # characters of what is counted that make it one thing; beside 本季度 or 累计
_LONG = 6  # characters of what is counted that are one thing all over the report
_PLACE = re.compile("[省市县区镇乡村局校院厂站]$|街道|社区|公司|项目|工程|学校|中学|小学|医院|分局|中队|标段")
_THIS = re.compile("本(?:季度|期|月|半年)|当[月季]")
_ALREADY = re.compile(r"已[\u4e00-\u9fff]{2,4}的$")  # 对已整改的22个问题逐一复核, in a plan
_DONE = re.compile(r"来之不易|(?<![为除])了(?![解不得却结望])")  # plans do not say what was achieved
_PAST = re.compile("[一这半]年来|回顾|过去一年")
_TIMES = "本期|本季度|本月|全月|当月|全年|今年|上半年|下半年|现有|目前|累计|共"
_OPENER = re.compile(
    f"^(?:(?:(?:20\\d\\d年)?(?:[上下]半年|第?[一二三四]季度)|已?对|园区|全[市县区镇院]|组织|开展|各类|{_TIMES})(?=.))+"
)


@rule(
    "F304",
    "conflicting-figures",
    "同一数字前后不一",
    Severity.WARNING,
    bad=[
        "一、概况\n园区现有危险化学品企业46家，其中一级28家。\n二、做法\n已对园区危险化学品企业⟦48家⟧逐一检查。",
        Example(
            "一、办理\n行政许可处理决定⟦226件⟧，主要是延续较多。情况如下：\n信息内容|单位|本年数\n行政许可处理决定|件|262\n行政处罚处理决定|件|15",
            table=True,
        ),
        Example(
            "一、检查\n共查出隐患⟦531项⟧，已整改完毕。情况如下：\n类别|查出（项）\n工艺设备|142\n特殊作业|96\n其他|248\n合计|486",
            table=True,
        ),
        "一、重点工作\n（一）经营主体。农业产业化龙头企业41家，合作社612家。\n（二）监测。农业产业化龙头企业⟦37家⟧全部参加帮扶。\n二、存在的困难\n种粮效益偏低。\n三、下一步打算\n继续努力。",
        "一、做法\n特色产业覆盖农户4126户，户均增收3470元。\n二、成效\n特色产业带动的⟦4216户⟧农户全部参加培训。",
        "一、做法\n督促整改火灾隐患5142处。\n二、打算\n一年来，全大队督促整改火灾隐患⟦5124处⟧，成绩来之不易。",
        "一、做法\n本季度检查生产经营单位120家。\n二、成效\n本季度检查单位⟦124家⟧，成效明显。",
        "一、做法\n本季度共组织专题廉政教育12场。\n二、成效\n累计开展谈话30次，本季度组织专题廉政教育⟦14场⟧。",
        "一、做法\n专项整治开展以来，累计受理问题线索10件，已办结10件。\n二、打算\n本期办结线索⟦14件⟧，为今后工作打下了基础。",
        "一、做法\n五年来，累计实现高校毕业生就业2800万人。\n二、改革\n实现高校毕业生就业⟦3095万人⟧。",
        "一、检查\n查出各类隐患1215项，已完成整改1168项，其余47项正在整改。\n二、存在的问题\n业主与承租方互相推诿，尚有⟦57项⟧隐患没有完成整改。",
        "三季度，我局继续组织核查，共发现违规金额52.64万元，绝大部分已经退回。\n一、核查\n本季度核查问题160条，涉及违规金额⟦56.24万元⟧。",
        "一、宣传\n年末公众号关注人数36815人。\n二、存在的问题\n公众号互动偏弱，关注人数已达⟦3.86万人⟧，留言回复不够及时。",
        "年度数字：新收申请52件，当年办结⟦46件⟧，按期答复率100%。\n一、办理\n全年办结49件，其中予以公开31件。",
        "党组持续用力，年末126条整改措施已完成⟦122条⟧。\n一、进展\n126条整改措施中，已完成123条，正在推进3条。",
        "一、排水\n排查确定的易涝点26处已消除25处，剩余1处实行一点一策。\n二、不足\n剩余⟦3处⟧易涝点受工期影响，整治时间难以把握。",
        "一、汛前\n组织汛前检查组对全市76座水库逐一检查。\n二、智慧水务\n接入监测点2140个，全市⟦78座⟧水库全部实现水位在线监测。",
        "一、概况\n我镇辖14个行政村，耕地2.1万亩。\n二、打算\n把流程图张贴到全镇⟦15个⟧行政村的公开栏。",
        "一、网点\n全县总分馆体系有分馆27个，乡镇分馆占多数。\n二、存在的不足\n全县⟦26个⟧分馆中，少数开门时间没有保证。",
        "一、成效\n可再生能源发电装机规模突破100万千瓦。\n二、能源\n可再生能源发电装机规模突破⟦120万千瓦⟧。",
        "一、成效\n城镇保障性住房基本建成772套。\n二、下一步打算\n城镇保障性住房基本建成⟦816套⟧，成绩来之不易。",
        "一、队伍\n全局现有在编干部86人，其中党员52人。\n二、存在的问题\n全局⟦68名⟧在编干部要承担12项执法职能。",
        "一、设施\n建成村级养老服务站64个，覆盖率达到81%。\n二、不足\n已建成的⟦46个⟧村级养老服务站中，有9个运行不正常。",
        "一、村情\n青石村有6个村民小组、328户、1206人。\n二、问题\n三是全村⟦382户⟧中有一部分住危旧土房。",
        "一、馆藏\n馆藏档案达到186.5万卷（件），增长4.1%。\n二、问题\n馆藏⟦184.5万卷⟧（件）档案占用库房九成以上。",
        "一、队伍\n截至2025年6月30日，专任教师326名，占65.9%。\n二、打算\n本期专任教师⟦333名⟧，为今后工作打下了基础。",
        "一、会议\n召开动员部署会，216人参加。\n二、学习\n动员部署会参会⟦261人⟧，实现全覆盖。",
    ],
    good=[
        Example(
            "一、检查\n共查出隐患486项，特殊作业中查出隐患96项。情况如下：\n类别|查出（项）\n工艺设备|142\n特殊作业|96\n其他|248\n合计|486",
            table=True,
        ),
        "一、做法\n本季度检查生产经营单位342家，其中工贸企业112家。\n二、成效\n本季度检查单位112家次。",
        "一、做法\n专项整治开展以来，累计受理问题线索17件，已办结16件。\n二、处置\n本期办结线索14件，为今后工作打下了基础。",
        "一、检查\n查出各类隐患1215项，已完成整改1168项，其余47项正在整改。排查重大隐患14项，整改11项，剩余3项。\n二、存在的问题\n推诿较多，尚有50项隐患没有完成整改。",
        "一、成效\n城镇保障性住房基本建成772套。\n二、下一步打算\n城镇保障性住房基本建成816套，为了群众安居，抓紧开工。",
        "要点：全年办结49件。\n一、办理\n一季度办结12件，全年办结49件。",
        "截至6月底，126条整改措施已完成98条。\n一、进展\n截至12月底，126条整改措施已完成123条。",
        "一、排水\n易涝点26处已消除25处，剩余1处实行一点一策。\n二、不足\n剩余3处在建泵站工期偏紧。",
        "一、概况\n我镇辖14个行政村。\n二、做法\n在12个行政村开展试点，力争全镇14个行政村全部达标。",
        "一、做法\n本季度承办批示件138件。\n二、全年\n全年承办批示件174件。",
        "一、工程\n甲水厂（新建，设计日供水能力0.5万立方米）：主体完成。\n乙水厂（新建，设计日供水能力0.3万立方米）：开工。\n二、督查\n督查发现的78个问题已完成整改70个，其余8个正在整改。\n三、图斑\n本季度应整改问题图斑15个。\n四、整改\n完成问题图斑整改13个。",
        "一、概况\n园区现有危险化学品企业46家。\n二、打算\n对园区46家危险化学品企业逐一检查。",
        "甲镇组织安全生产检查12次，乙镇组织安全生产检查9次。\n丙镇组织安全生产检查7次。",
        "一季度组织安全生产检查12次，上半年组织安全生产检查25次。",
        "发现安全隐患约300处。\n经核实，发现安全隐患296处。",
        "一、概况\n全镇有18个行政村。\n二、广场\n全镇16个行政村建成文化广场，18个行政村都有农家书屋。",
        "一、资金\n争取上级资金1.26亿元。\n二、成效\n争取上级资金12583万元，超额完成任务。",
        "一、甲村\n甲村有6个村民小组、328户、1206人。\n二、乙村\n乙村有5个村民小组、382户、1260人。",
        "一、检查\n检查企业342家，查出隐患513处。\n二、复查\n复查企业324家，隐患整改完毕。",
        "去年同期受理群众诉求60件。\n本月受理群众诉求72件。",
        "计划改造农村户厕1200户。\n完成改造农村户厕1180户。",
    ],
)
def conflicting_figures(report: Report, context: Context) -> Iterator[Hit]:
    """同一事项在稿件里出现两次，数字不同：导语写46家，正文写48家。

    只比较说法相同（计数的事项、单位、时间口径都一样）的数字，指出与其余不同的那一个；约数、增减数、去年同期数不比。
    换了语序的（在编干部86人，“全局68名在编干部”）、数字颠倒的也比。本期数比累计数还多的，“尚有57项没有整改”与前文“其余47项”不一致的，也报。

    依据：《党政机关公文处理工作条例》第二十条（数字准确、表述一致）；数据审核实务（同一指标多处相等）。
    """
    plans = [
        Span(s.heading.start, s.body.end)
        for s in report.sections
        if (s.role in _AHEAD and not _goes_on(report, s)) or _PLANS.search(s.title)
    ]
    by_thing: dict[_Key, list[Quantity]] = defaultdict(list)
    brief: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    told: set[Quantity] = set()
    running: list[tuple[Quantity, bool]] = []
    for figures in context.figures_by_sentence:
        plan = _PLANNED.search(context.folded, *figures[0].sentence)
        if plan and _GOES_ON.match(context.folded, plan.start(), figures[0].sentence.end):
            plan = None
        for q in figures:
            if q.change or q.approximate or q.scope is Scope.EARLIER:
                continue
            # All that follows in the sentence is planned.
            planned = (plan is not None and plan.end() <= q.span.start) or (
                bool(plans) and any(p.covers(q.span) for p in plans) and not _said_now(context.folded, q)
            )
            running.append((q, planned))
            if planned or q.is_rate:
                continue
            what = _thing(q.what)
            if len(what) >= _SHORT:
                brief[what, q.unit].append(q)
            if len(what) < _LEAST and (len(what) < _SHORT or not of_the_whole(context, q)):
                continue
            if not _NO_THING.search(what):
                by_thing[what, q.unit, q.scope is Scope.CUMULATIVE].append(q)
    for (what, _, _), found in sorted(_joined(by_thing).items(), key=lambda item: item[1][0].span):
        odd = _odd_one(found) if len(found) > 1 else None
        if odd is None:
            continue
        other = next(q for q in found if q is not odd)
        if (
            other.sentence == odd.sentence
            or times_differ(context, other, odd)
            or _each_its_own(context, other, odd, len(what) < _LEAST)
            or not close(other, odd)
            or agree(context, other, odd)
        ):
            continue
        told.update(found)
        yield Hit(
            odd.span,
            f"“{what}”在{report.place(other.span)}是{report[other.span]}，这里是{report[odd.span]}",
            "核对哪一个对，改成一致",
            tuple(Evidence(report[q.sentence], q.sentence) for q in found if q is not odd),
        )
    for total, part in more_than_all(context, by_thing):
        if told & {total, part} or total.sentence == part.sentence or times_differ(context, total, part):
            continue
        told |= {total, part}
        yield _parted(report, part, total, f"比累计数{report[total.span]}还多")
    for rest, still in left_over(context):
        told |= {rest, still}
        yield _parted(report, still, rest, f"与“{report[rest.clause].strip()}”不一致")
    yield from beside_tables(report, context)
    for first, again, sure in chain(
        told_again(context, running), restated(context, running), of_the_place(context, running)
    ):
        if not told & {first, again} and not times_differ(context, first, again):
            told |= {first, again}
            yield _said_otherwise(report, first, again, sure)
    for first, again, sure in _again(context, by_thing, brief):
        if told & {first, again} or first.sentence == again.sentence or times_differ(context, first, again):
            continue
        if twins(context, first, again):
            continue
        if sure and _each_its_own(context, first, again, False):
            continue
        whole = of_the_whole(context, first) or of_the_whole(context, again)
        if sure and not whole and report.section_at(first.span.start) == report.section_at(again.span.start):
            continue  # two items of one list
        told |= {first, again}
        yield _said_otherwise(report, first, again, sure)


def _said_otherwise(report: Report, first: Quantity, again: Quantity, sure: bool) -> Hit:
    return Hit(
        again.span,
        f"“{_thing(again.what) or report[again.clause]}”这里是{report[again.span]}，{report.place(first.span)}写的是“{report[first.clause]}”",
        "如说的是同一件事，改成一致",
        (Evidence(report[first.sentence], first.sentence),),
        Severity.WARNING if sure else Severity.INFO,
    )


def _said_now(folded: str, q: Quantity) -> bool:
    """Whether a figure among plans is of what was done all the same."""
    return bool(
        _THIS.search(folded, q.clause.start, q.span.start)
        or _PAST.search(folded, q.sentence.start, q.span.start)
        or _ALREADY.search(folded, q.clause.start, q.span.start)
        or _DONE.search(folded, *q.sentence)
    )


def _parted(report: Report, here: Quantity, there: Quantity, why: str) -> Hit:
    return Hit(
        here.span,
        f"这里是{report[here.span]}，{why}（{report.place(there.span)}）",
        "核对哪一个对，改成一致",
        (Evidence(report[there.sentence], there.sentence),),
    )


def _goes_on(report: Report, section: Section) -> bool:
    """Whether 重点工作 and the like are of what was done: problems or plans come after them."""
    later = (
        s for s in report.sections if s.heading.start > section.body.end - 1 and s.level <= section.level
    )
    return section.role != "NEXT" and any(s.role in ("PROBLEMS", "NEXT") for s in later)


def _again(
    context: Context, by_thing: dict[_Key, list[Quantity]], brief: dict[tuple[str, str], list[Quantity]]
) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Figures said again in other words, in order of the text; and whether they surely are."""
    # What is counted over and over is a list of items, each with its own figure.
    few = (q for found in by_thing.values() if len(found) <= _ITEMS for q in found)
    counted = sorted(few, key=lambda q: q.span)
    pairs = [
        *said_again(context, counted),
        *((a, b, False) for a, b in said_shorter(context, by_thing)),
        *((a, b, False) for a, b in of_the_period(context, brief)),
        *((a, b, False) for a, b in of_all_time(context, by_thing)),
    ]
    yield from sorted(pairs, key=lambda p: (not p[2], p[1].span))


def _joined(by_thing: dict[_Key, list[Quantity]]) -> dict[_Key, list[Quantity]]:
    """Things said in the same words but for one or two (检查场所, 检查各类场所) are one."""
    found: dict[_Key, list[Quantity]] = {}
    alike: dict[tuple[str, bool, str, str], list[_Key]] = defaultdict(list)  # what _within asks for
    for key in sorted(by_thing, key=lambda k: (-len(k[0]), k)):
        what, unit, total = key
        longer = alike[unit, total, what[:1], what[-2:]]
        same = next((k for k in longer if _within(what, k[0])), key)
        if same is key:
            longer.append(key)
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
    opener = _OPENER.match(what)
    return what[opener.end() :] if opener else what


def _each_its_own(context: Context, first: Quantity, second: Quantity, short: bool) -> bool:
    """Whether the two may be about two places or projects: in one paragraph, or in items of one list."""
    report = context.report
    if not short and (of_the_whole(context, first) or of_the_whole(context, second)):
        return False
    if report.paragraph_at(first.span.start) == report.paragraph_at(second.span.start):
        return True
    if all(_in_brackets(context.folded, q) for q in (first, second)):
        return True  # 甲水厂（设计日供水能力0.5万立方米）
    sections = [report.section_at(q.span.start) for q in (first, second)]
    if None in sections or sections[0] == sections[1]:
        return False
    a, b = (report.sections[i] for i in sections if i is not None)
    if a.parent != b.parent or (a.level == 1 and not alike(a.title, b.title)):
        return False
    # What a long name counts is one thing, unless the items are one place or project each.
    return len(_thing(first.what)) < _LONG or bool(_PLACE.search(a.title) and _PLACE.search(b.title))


def _in_brackets(folded: str, q: Quantity) -> bool:
    return folded.rfind("(", q.sentence.start, q.span.start) > folded.rfind(
        ")", q.sentence.start, q.span.start
    )
