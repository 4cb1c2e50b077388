"""N602: one name written in two ways, one of them the odd one."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from analyzer.document import Evidence, Part, Report, Severity, Span
from analyzer.document.own_body import (
    Own,
    bare,
    core_of,
    kind_of,
    nearly,
    reworded_body,
    reworded_head,
    stem_of,
)
from analyzer.rules.almost_names import almost
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.half_names import half_right, other_end
from analyzer.rules.kindred_names import kindred
from analyzer.rules.recurring_names import recurring, recurring_names
from analyzer.rules.slipped_names import slipped
from analyzer.rules.strange_names import spoken_of
from analyzer.rules.two_names import places_of
from analyzer.text.folding import fold
from analyzer.text.words import edges

_HAN = "\u4e00-\u9fff"
_DATED = re.compile(r" *(?:\d{4}|二[〇○0零]..)年")
# Names of campaigns and of those who lead them: the six characters that tell most.
_CAMPAIGNS = (
    "专项整治行动", "专项行动", "专项整治", "三年行动", "工作专班", "工作领导小组", "领导小组", "工程指挥部",
)  # fmt: skip
_CALLED = re.compile(rf"[{_HAN}]{{6}}")
_POST = re.compile(
    r"(?:书记|局长|主任|县长|区长|镇长|乡长|市长|校长|院长|组长|董事长|总经理)(?P<name>[\u4e00-\u9fff]{3})(?=[,。、;:)主在带出说讲作强要介指组任 \n])"
)
_DIFFERENT = frozenset("东西南北上下前后大小一二三四五六七八九十第新老中甲乙丙丁ABCDE")


@rule(
    "N602",
    "inconsistent-name",
    "同一名称前后不一",
    Severity.WARNING,
    bad=[
        "平乐县住房和城乡建设局2025年工作总结\n\n县人民政府：\n平乐县住房和城乡建设局改造小区6个。\n\n⟦平乐县住房与城乡建设局⟧\n2025年12月30日",
        "平乐县水利局2025年工作总结\n\n县人民政府：\n县防汛抗旱指挥部召开会议。我局落实县防汛抗旱指挥部要求，向县防汛抗旱指挥部报送信息。⟦县防汛抗指挥部⟧通报情况。\n\n平乐县水利局\n2025年12月30日",
        "汐州市虹湾化工产业园区管理委员会2025年工作报告\n\n市人民政府：\n⟦汐州市虹湾化工业园区管委会⟧检查企业46家。\n\n汐州市虹湾化工产业园区管理委员会\n2025年12月30日",
        "梧屿县沙岭镇2024年工作总结\n\n梧屿县委：\n梧屿县财政局拨付资金12万元，接受⟦梧峪县⟧农业农村局和镇纪委审查。\n\n梧屿县沙岭镇\n2024年12月20日",
        "青禾水库除险加固工程2025年9月进展情况\n青禾水库除险加固工程9月完成投资1200万元。⟦青和水库除险加固工程⟧溢洪道开挖完成。",
        "临江市政务服务局2025年工作总结\n“临江通”平台接入事项426项，“临江通”平台注册用户32万人。“⟦江临通⟧”平台新增专区。",
        "平乐县审计局2025年工作总结\n局长周明远主持会议6次，局长周明远带队调研9次。局长⟦周远明⟧走访企业12家。",
        "江平市教育局2025年政务公开年度报告\n\n“江平教育”微信公众号发布信息320条，“⟦江平教育通⟧”微信公众号答复咨询46条，“江平教育”公众号关注人数2.1万人。\n\n江平市教育局\n2026年1月12日",
        "江平市文化馆2025年工作总结\n\n市文化广电旅游局：\n“灯下夜话”小队走进7个社区。“⟦灯旁夜话⟧”小队录制有声书12集。\n\n江平市文化馆\n2026年1月9日",
        Example(
            "松阳师范学院整改进展报告\n2025年下半年\n\n市委教育工委：\n2024年3月6日，⟦市委第五巡察组⟧向学校党委反馈意见。学校整改协调办公室召开例会5次，⟦整改督导办公室⟧编发简报3期。\n\n松阳师范学院\n2026年1月9日",
            earlier="松阳师范学院整改进展报告\n2025年上半年\n\n市委教育工委：\n2024年3月6日，市委第四巡察组向学校党委反馈意见。整改协调办公室召开例会4次，市委第四巡察组来校回访。\n\n松阳师范学院\n2025年7月9日",
        ),
        Example(
            "平乐县住房和城乡建设局2025年第三季度工作报告\n\n县人民政府：\n本季度，⟦智慧工程系统⟧推送预警212条。\n\n平乐县住房和城乡建设局\n2025年10月9日",
            earlier="平乐县住房和城乡建设局2025年第二季度工作报告\n\n县人民政府：\n本季度，智慧工地系统推送预警180条。智慧工地系统新增探头30个。\n\n平乐县住房和城乡建设局\n2025年7月9日",
        ),
        "平乐县医疗保障局2025年第三季度报告\n\n县人民政府：\n我局检查药店62家。\n\n⟦平乐县医疗保障中心⟧\n2025年10月9日",
        "平乐县住房和城乡建设局2025年工作总结\n\n县人民政府：\n平乐县住房和城乡建设局改造小区6个，⟦平乐县住建执法局⟧公布电话2部。\n\n平乐县住房和城乡建设局\n2025年12月30日",
        Example(
            "平乐县供水保障工程2025年9月进展月报\n\n县农村供水领导小组：\n⟦青萝岭隧道⟧掘进160米，12345热线来电62件。县⟦农村供水工程领导小组⟧召开例会。\n\n平乐县供水保障工程指挥部\n2025年10月9日",
            earlier="平乐县供水保障工程2025年8月进展月报\n\n县农村供水领导小组：\n青螺岭隧道掘进150米，青螺岭隧道排水通畅，12345热线来电58件。县农村供水工作领导小组召开例会。\n\n平乐县供水保障工程指挥部\n2025年9月9日",
        ),
        Example(
            "平乐县民政局2025年第三季度工作报告\n\n县人民政府：\n⟦12315⟧热线受理来电62件。\n\n平乐县民政局\n2025年10月9日",
            earlier="平乐县民政局2025年第二季度工作报告\n\n县人民政府：\n12345热线受理来电58件。\n\n平乐县民政局\n2025年7月9日",
        ),
        "平乐县应急管理局2025年工作总结\n\n县人民政府：\n平乐县应急管理局检查企业62家。⟦县应急管理中心⟧认真组织演练12场。\n\n平乐县应急管理局\n2025年12月30日",
        Example(
            "江平市水务局2025年下半年工作总结\n\n市人民政府：\n⟦智慧务水平台⟧接入测点620个，⟦北城水厂⟧通水，由⟦市水质监中心⟧抽检水样62份。“⟦清到水家⟧”微信公众号发布信息46条。\n\n江平市水务局\n2026年1月9日",
            earlier="江平市水务局2025年上半年工作总结\n\n市人民政府：\n智慧水务平台接入测点580个，城北水厂开工，由市水质监测中心抽检水样58份。“清水到家”微信公众号发布信息42条。\n\n江平市水务局\n2025年7月9日",
        ),
        Example(
            "江平市文化馆2025年下半年工作总结\n\n市文化广电旅游局：\n《⟦渔火人间⟧》演出6场，⟦公共文化展示中心⟧开放62天。⟦城南文化广场二期工程⟧（责任科室：基建科）完成主体结构。\n\n江平市文化馆\n2026年1月9日",
            earlier="江平市文化馆2025年上半年工作总结\n\n市文化广电旅游局：\n《渔火人家》首演，《渔火人家》获二等奖。公共文化服务中心开放58天，城东文化广场二期工程（责任科室：基建科）开工。\n\n江平市文化馆\n2025年7月9日",
        ),
        "江岭投资集团有限公司纪检监督部2025年第一季度报告\n\n集团纪委：\n纪检监督部抽查项目12个，纪检监督部约谈6人，由⟦纪检监察部⟧督促整改。\n\n江岭投资集团有限公司纪检监督部\n2025年4月9日",
    ],
    good=[
        "平乐县住房和城乡建设局2025年工作总结\n\n县人民政府：\n平乐县住房和城乡建设局（以下简称县住建局）改造小区6个，我局认真验收，县住建局逐户回访。\n\n平乐县住房和城乡建设局\n2025年12月30日",
        "汐州市虹湾化工产业园区2025年工作报告\n\n市人民政府：\n虹湾园区管委会检查企业46家，汐州市虹湾化工产业园区管委会开展演练。\n\n汐州市虹湾化工产业园区管理委员会\n2025年12月30日",
        "梧屿县沙岭镇2024年工作总结\n\n梧屿县委：\n我镇与梧桐县结对，梧屿县财政局拨付资金12万元。\n\n梧屿县沙岭镇\n2024年12月20日",
        "临山市教育局2025年工作总结\n临山市第一实验小学、临山市第二实验小学通过验收。临山市第一实验小学新增学位360个，临山市第一实验小学获评先进。",
        "江平市教育局2025年政务公开年度报告\n\n“江平教育”微信公众号发布信息320条，“江平教育通”小程序答复咨询46条。新开设“江平教育微课堂”微信公众号。“江平教育”公众号关注人数2.1万人。\n\n江平市教育局\n2026年1月12日",
        "江平市文化馆2025年工作总结\n\n市文化广电旅游局：\n“最美教师”“最美医生”评选如期举行，“春之声”音乐会和“秋之声”音乐会各办3场，“平安校园”创建活动、“平安医院”创建活动同步开展。\n\n江平市文化馆\n2026年1月9日",
        Example(
            "松阳师范学院整改进展报告\n2025年下半年\n\n市委教育工委：\n2024年3月6日，市委第四巡察组向学校党委反馈意见。市委第四巡察组、市委第五巡察组联合召开座谈会。新成立整改督导办公室，与整改协调办公室合署办公。\n\n松阳师范学院\n2026年1月9日",
            earlier="松阳师范学院整改进展报告\n2025年上半年\n\n市委教育工委：\n2024年3月6日，市委第四巡察组向学校党委反馈意见。整改协调办公室召开例会4次。\n\n松阳师范学院\n2025年7月9日",
        ),
        "平乐县水利局2025年工作总结\n\n县人民政府：\n信息报送系统、信息发布系统通过测试。农村供水工程完成投资62万元，农村供水工程验收4处，农村供电工程由供电公司实施。一期工程完工，二期工程开工，二期工程年内完成。\n\n平乐县水利局\n2025年12月30日",
        "平乐县医疗保障局2025年第三季度报告\n\n县人民政府：\n平乐县医保局检查药店62家，平乐县医疗保障服务中心受理申报380件。\n\n平乐县医疗保障局\n2025年10月9日",
        Example(
            "江平市水务局2025年下半年工作总结\n\n市人民政府：\n智慧排水平台上线试运行。市委第一巡察组开展回访。老旧管网改造项目完工。12315热线转来投诉2件，12345热线受理来电62件。\n\n江平市水务局\n2026年1月9日",
            earlier="江平市水务局2025年上半年工作总结\n\n市人民政府：\n智慧水务平台接入测点620个，智慧水务平台发布预警12次。市委第四巡察组反馈意见后，市委第四巡察组回访1次。老旧小区改造项目开工，老旧小区改造项目完成投资62万元。12345热线受理来电58件。\n\n江平市水务局\n2025年7月9日",
        ),
        Example(
            "江平市住房和城乡建设局2025年下半年工作总结\n\n市人民政府：\n工程建设项目审批系统升级。安委办公室通报2次。跨清河大桥通车。综合执法大队立案12件。\n\n江平市住房和城乡建设局\n2026年1月9日",
            earlier="江平市住房和城乡建设局2025年上半年工作总结\n\n市人民政府：\n建设工程项目审批系统上线。安委会办公室通报3次。跨清河特大桥开工。综合执法队立案16件。\n\n江平市住房和城乡建设局\n2025年7月9日",
        ),
        Example(
            "平乐县医疗保障局2025年第三季度医保基金自查报告\n\n市医疗保障局：\n学习《合同管理办法》《采购管理办法》。城南水厂开工，城东水厂二期工程通水。\n\n平乐县医疗保障局\n2025年10月9日",
            earlier="平乐县医疗保障局2025年第二季度医保基金自查报告\n\n市医疗保障局：\n学习《合同管理办法》，修订《合同管理办法》。城东水厂二期工程开工。\n\n平乐县医疗保障局\n2025年7月9日",
        ),
    ],
)
def inconsistent_name(report: Report, context: Context) -> Iterator[Hit]:
    """同一个单位、专项行动、领导小组、系统平台、公众号、品牌或者人，前后写成两种样子，其中一种只差一两个字：“和”写成“与”，
    漏字、多字、错字，落款与标题不一致。

    往期的写法也算数：只出现一次、往期没有、又与往期或前后文多次出现的名称差一个词的，按那个名称核对；新设的、并列写出的、
    以数字和方位区分的不报，只是可能写错的按提示列出。

    规范化简称（管委会、县住建局）、“以下简称”的说法、“我局”、更长名称的一部分不报。本单位名称以配置里的
    own_names、标题、落款和往期为准，其余以出现多的为准；own_names 里的各种写法都算对。

    依据：机关名称应当写全称或者规范化简称并前后一致（《党政机关公文处理工作条例》第二十条）。
    """
    own, seen = _best(context), list[Span]()
    names = recurring_names(context.folded)
    sure = [
        *(_own(own, report, context) if own else ()),
        *_signed(report, context),
        *_others(context),
        *recurring(names, context.folded),
    ]
    found = [
        *((*f, Severity.WARNING) for f in sure),
        # The government's report names too many things for one that is almost another to mean anything.
        *(
            kindred(context.folded, [e.folded for e in context.earlier])
            if own and own.kind != "state"
            else ()
        ),
    ]
    if own is not None:
        found.extend((*f, Severity.INFO) for f in half_right(own, context))
    for one in almost(own, report, context, [name for name, _ in names]):
        if not any(one.span.overlaps(span) for span, *_ in found):
            found.append((*one[:4], Severity.WARNING if one.sure else Severity.INFO))
    if own is not None and own.kind != "state":
        found.extend(slipped(context.folded, [e.folded for e in context.earlier]))
    both_right = {fold(name) for name in context.configuration.own_names}
    for span, right, odd, times, severity in sorted(found, key=lambda f: (f[0], -f[4])):
        if odd in both_right or any(s.overlaps(span) for s in seen) or not _is_whole(context.folded, span):
            continue
        seen.append(span)
        yield Hit(
            span,
            f"“{odd}”（{context.folded.count(odd)}次）与{f'“{right}”（{times}次）' if times else f'本单位的名称“{right}”'}不一致",
            f"核对后统一为“{right}”",
            _shown(right, odd, context),
            severity,
        )


def _is_whole(folded: str, span: Span) -> bool:
    """Whether a name begins and ends where words do: 科技创新中心 holds 技创新中心, 建立健全统一 holds 健全统."""
    if not (_is_han(folded, span.start - 1) or _is_han(folded, span.end)):
        return True
    bounds = edges(folded, span.start, span.end)
    return (not _is_han(folded, span.start - 1) or span.start in bounds) and (
        not _is_han(folded, span.end) or span.end in bounds
    )


def _is_han(folded: str, at: int) -> bool:
    return at >= 0 and "\u4e00" <= folded[at : at + 1] <= "\u9fff"


def _shown(right: str, odd: str, context: Context) -> tuple[Evidence, ...]:
    """Where the right name stands, or most of it; in an earlier report where this one does not have it."""
    for name in (right, right[: -len(odd) // 3]):
        for place in (context, *context.earlier):
            at = place.folded.find(name)
            if at >= 0:
                span = Span(at, at + len(name))
                return (Evidence(place.report[span], span, "" if place is context else place.report.source),)
    return ()


def _best(context: Context) -> Own | None:
    """The own body; where the report's name differs by little from that of the one before, the latter's is right."""
    own: Own | None = context.own_body
    before: Own | None = next((e.own_body for e in context.earlier if e.own_body), None)
    if own and before and own.name != before.name:
        ends = other_end(own.name, before.name) and context.folded.count(own.name) == 1
        if ends or nearly(own.name, before.name):
            return before
    return own


def _own(own: Own, report: Report, context: Context) -> Iterator[tuple[Span, str, str, int]]:
    """Places where the own name is written almost, but not quite."""
    folded, name = context.folded, own.name
    forms = sorted({name, *(s for s in own.shorts if len(s) >= 6)}, key=len, reverse=True)
    right = {form: folded.count(form) for form in (name, *own.shorts)}
    candidates = {(o.span.start, o.span.end) for o in context.organisations if not own.is_me(o.name)}
    for form in forms:
        candidates |= set(_almost(form, folded))
    lines = [p.span for p in report.paragraphs]
    for i, line in enumerate(lines):
        text = folded[line.start : line.end].strip(" #")
        if (
            i > 1
            and i + 1 < len(lines)
            and _DATED.match(folded, lines[i + 1].start)
            and (kind_of(text) or text.endswith(name[-1]))
            and len(text) < 40
        ):
            at = folded.index(text, line.start)
            candidates.add((at, at + len(text)))
    alone = {
        line.start + len(t) - len(t.lstrip(" #")): (t.strip(" #"),)
        for line in lines
        if (t := folded[line.start : line.end])
    }
    for start, end in sorted(candidates):
        odd = folded[start:end]
        signs = odd in alone.get(start, ())
        stemmed = own.regions and odd == stem_of(own.regions[-1]) + core_of(name)
        if (
            odd in right
            or own.is_me(odd)
            or (stemmed and not signs)
            or _part_of_longer(folded, start, end, forms)
            or (own.strange_region(odd) and spoken_of(folded, start, end))
        ):
            continue
        form = next((f for f in forms if nearly(odd, f) and (f == name or odd[0] == f[0])), "")
        if not form and len(said := bare(odd)) < len(odd) and not own.is_me(said):
            # 党委 of the body, whose name itself is wrong.
            form = next((f for f in forms if nearly(said, f) and odd[0] == f[0]), "")
            odd, end = (said, start + len(said)) if form else (odd, end)
        if not form and signs and stemmed:
            form = name
        if not form and signs and (reworded_body(odd, name) or other_end(odd, name)):
            form = name
        if (
            form
            and (folded.count(odd) < max(right[name], right[form], 1) or signs or not right[name])
            and f"简称“{odd}" not in folded
        ):
            whole = right[form] or right[name]
            yield Span(start, end), form if right[form] else name, odd, whole


_HEAD = re.compile(
    rf"[ #]*(?P<head>[{_HAN}]{{5,30}}?)(?=关于|\d{{4}}年|[上下]半年|第?[一二三四]季度|项目进展|安全生产季报|巡察整改工作专报)"
)


def _signed(report: Report, context: Context) -> Iterator[tuple[Span, str, str, int]]:
    """A signature that begins almost as the title and the header do: 铜屏路枢纽工程…指挥部 under 铜屏铁路枢纽工程…月报."""
    folded, lines = context.folded, [p.span for p in report.paragraphs]
    places = [report.title, *(p.span for p in report.paragraphs if p.part in (Part.HEADER, Part.FOOTER))]
    heads = {m["head"] for place in places if place and (m := _HEAD.match(folded, place.start, place.end))}
    for line, dated in pairwise(lines[2:]):
        name = folded[line.start : line.end].strip(" #")
        if not (_DATED.match(folded, dated.start) and kind_of(name) and len(name) < 40):
            continue
        for head in heads:
            if name.startswith(head) or bare(name).startswith(bare(head)):
                continue
            for length in (len(head) - 1, len(head), len(head) + 1):
                if (
                    length >= 4
                    and name[:2] != head[-2:]
                    and (nearly(name[:length], head) or reworded_head(name[:length], head))
                ):
                    at = folded.index(name, line.start)
                    yield Span(at, at + len(name)), head + name[length:], name, folded.count(head)
                    break


def _almost(form: str, folded: str) -> Iterator[tuple[int, int]]:
    """Places that differ from ``form`` in one character, or lack or double one: one half of them is whole."""
    half = len(form) // 2
    for m in re.finditer(re.escape(form[:half]), folded):
        if folded.startswith(form, m.start()):
            continue
        for length in (len(form) - 1, len(form), len(form) + 1, len(form) - 2):
            if nearly(folded[m.start() : m.start() + length], form):
                yield m.start(), m.start() + length
                break
    for m in re.finditer(re.escape(form[half:]), folded):
        for length in (len(form), len(form) - 1, len(form) + 1, len(form) - 2):
            start = m.end() - length
            if start >= 0 and folded[start] not in " \n,。;:、“的" and nearly(folded[start : m.end()], form):
                yield start, m.end()
                break


def _part_of_longer(folded: str, start: int, end: int, forms: list[str]) -> bool:
    """Whether the place is cut out of a right name or is a longer word."""
    return any(
        (start >= at and end <= at + len(form))
        or (
            start < at + len(form)
            and at < end
            and folded[start:end] != form
            and at + len(form) >= end
            and at <= start + 1
            and len(form) >= end - start
        )
        for form in forms
        for at in (folded.find(form, max(0, start - len(form))),)
        if at >= 0
    )


def _others(context: Context) -> Iterator[tuple[Span, str, str, int]]:
    """Campaigns and people with a post that come up often, and once in another form."""
    folded = context.folded
    named = [
        (folded[at - 6 : end], Span(at - 6, end))
        for at, end in places_of(_CAMPAIGNS, folded)
        if at > 5 and _CALLED.match(folded, at - 6, at)
    ]
    counts = Counter(name for name, _ in named)
    for name, span in named:
        right = next(
            (
                n
                for n, c in counts.items()
                if c >= 3 and len(n) == len(name) and sum(map(str.__ne__, n, name)) == 1
            ),
            None,
        )
        if (
            counts[name] == 1
            and right
            and not _DIFFERENT & {a for a, b in zip(name, right, strict=True) if a != b}
        ):
            yield span, right, name, counts[right]
    people = [
        (folded[m.start() : m.start("name")], m["name"], Span(*m.span("name")))
        for m in _POST.finditer(context.folded)
    ]
    posts = Counter((post, name) for post, name, _ in people)
    for post, name, span in people:
        for (other, right), times in posts.items():
            if (
                other == post
                and times >= 3
                and posts[post, name] == 1
                and sum(a != b for a, b in zip(name, right, strict=True)) == 1
            ):
                yield span, right, name, times
