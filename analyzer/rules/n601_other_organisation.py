"""N601: another body's name stands where the report speaks of its own."""

import re
from collections.abc import Iterator

from analyzer.document import Evidence, Organisation, Report, Severity, Span
from analyzer.document.own_body import Own, core_of, kin, kind_of, rank_of, regions_of, same_region
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.inserted_names import inserted
from analyzer.rules.strange_names import (
    ON_PURPOSE,
    among_own,
    beside,
    in_own_place,
    is_faculty,
    leads,
    named_on_purpose,
    opens,
    sentence,
)

_SPEAKS = re.compile(
    r"(?:党[委组]|全体|广大|领导班子|班子|机关)?(?:高度重视|认真|坚持|继续|切实|严格|始终|紧盯|紧紧|全面|积极|深入|扎实|牢固|强化|加强|立足|聚焦|围绕|结合|按照|根据|组织|落实|贯彻|成立|"
    r"把|将|以|在|已|还|共|现|全年|累计|本[学季月年]|干部|职工|持续|进一步|着力|突出|统筹|主动|及时|定期|召开|开展|对|向|制定|印发|建立|完成|荣获|获|被评|于|从|针对|承担|抓|充分|推动|推进|不断|每|[一二三四]是|也|均|多次|会|同|"
    r"启动|举办|投入|实施|牵头|优化|健全|完善|明确|专题|联合|会同|共有|辖|现有|上下|主要|班子|今年|上半年|下半年|目前|坚决|做到|先后|新)"
)
_COLLECTIVE = re.compile(
    r"各(?:乡|镇|街|县|市|区|村|部门|单位|级|科|股|学校)|全[体县市区镇乡村校院局]|广大|辖区|境内|直机关|干部职工|干部群众|党员干部"
)
_LED = re.compile(r"[^。;\n]{0,14}(?:领导|指导|支持|关心|部署|统一安排)下")
_ASKED = re.compile(r"(?:由|经|报|请|在|提请|报请|印发|[的为对])$")
_OBEYED = re.compile(r"(?:配合|落实|按照|根据|遵照|贯彻)$")
_FOR = re.compile("我(?:代表|受)$|现代表$|受$")


@rule(
    "N601",
    "other-organisation",
    "别的单位的名称",
    Severity.ERROR,
    bad=[
        "平乐县水利局2025年工作总结\n\n县人民政府：\n2025年，平乐县水利局抓好防汛。今年汛期，⟦安化县水利局⟧认真落实责任。我局共巡查水库36座。\n\n平乐县水利局\n2025年12月30日",
        "江平区教育局关于校园安全工作的报告\n\n区政府：\n我局对⟦丽溪区⟧各学校开展检查。⟦我校⟧高度重视安全工作。\n\n江平区教育局\n2025年6月30日",
        "政府工作报告\n——2025年3月5日在全国人民代表大会会议上\n国务院总理\n各位代表：\n现在，我代表⟦湖南省人民政府⟧，向大会报告政府工作。\n一、工作回顾\n一年来，⟦我省⟧经济平稳运行，国务院印发规划12个。",
        "江平市审计局2025年工作总结\n\n市人民政府：\n我局完成审计项目27个。\n\n⟦汐州市民政局⟧\n2025年12月30日",
        "平乐县水利局2025年工作总结\n\n县人民政府：\n今年，全县农村供水改造铺设管网62公里。明年将借鉴先进地区做法，完善⟦罗塘县⟧农村供水改造管护办法。\n\n平乐县水利局\n2025年12月30日",
        "平乐县水利局2025年工作总结\n\n县人民政府：\n首先，河长巡河走在前列。⟦罗塘县⟧9个乡镇都设了护河岗。\n\n平乐县水利局\n2025年12月30日",
        "松阳师范学院2025年上半年安全工作报告\n\n省教育厅：\n存在的不足：一是⟦兰台职业学院⟧各二级学院进展不一；二是⟦兰台职业学院党委⟧检查不够经常。\n\n松阳师范学院\n2025年7月2日",
        "江平市人民医院2025年行风建设报告\n\n市卫生健康委：\n5月，⟦汐州市人民医院党委⟧举办读书班，收到建议31条。\n\n江平市人民医院\n2025年7月2日",
        "江平区教育局关于2025年⟦丽溪区⟧校园安全工作的报告\n\n区政府：\n我局检查学校62所，整改隐患118处。\n\n江平区教育局\n2025年6月30日",
        "江平市水务局2025年上半年工作报告\n\n市人民政府：\n排查全市82座水库的安全隐患。汛前检查组对⟦汐州市⟧82座水库逐一检查。\n\n江平市水务局\n2025年7月2日",
        "浔川市住建局2025年上半年总结\n\n市政府：\n上半年，⟦浔川市交通运输局⟧坚持以人民为中心，改造小区23个。我局新开工保障房620套。\n\n浔川市住建局\n2025年7月8日",
        "江平市文化馆2025年工作总结\n\n市文化广电旅游局：\n配合⟦汐州市委巡察办⟧开展评估。\n\n江平市文化馆\n2025年12月30日",
        "平乐县应急管理局2025年工作总结\n\n县人民政府：\n会同⟦罗塘县水利局⟧、县气象局核查隐患28处。⟦罗塘县应急管理局⟧对事故开展调查。与罗塘县共享装备清单。\n\n平乐县应急管理局\n2025年12月30日",
        "江平市人民医院2025年行风建设报告\n\n市卫生健康委：\n目前⟦罗塘县中医院⟧427名党员编入16个支部。\n\n江平市人民医院\n2025年7月2日",
        Example(
            "江岭枢纽工程建设指挥部2025年9月项目进展月报\n\n市政府：\n站房工程：⟦苍柏高铁北站⟧东区候车层完成六成。\n\n江岭枢纽工程建设指挥部\n2025年10月9日",
            earlier="江岭枢纽工程建设指挥部2025年8月项目进展月报\n\n市政府：\n站房工程：东区候车层完成五成。\n\n江岭枢纽工程建设指挥部\n2025年9月9日",
        ),
    ],
    good=[
        "平乐县水利局2025年工作总结\n\n平乐县水利局组织人员赴安化县水利局考察学习，会同县教育局开展宣传。我县与安化县共建河长协作机制。\n\n平乐县水利局\n2025年12月30日",
        "政府工作报告\n——2025年3月5日在全国人民代表大会会议上\n国务院总理\n各位代表：\n现在，我代表国务院，向大会报告政府工作。\n一、工作回顾\n河北省、湖南省受灾较重，河北省人民政府组织抢险。我国经济平稳运行。",
        "江平区教育局关于校园安全工作的报告\n\n区政府：\n江平区第一中学、江平区实验小学整改到位，柳树镇各学校开展自查。学生说：“我校真美。”\n\n江平区教育局\n2025年6月30日",
        "平乐县水利局2025年工作总结\n\n县人民政府：\n推动罗塘县与我县共建联防机制，加强与安化县联防联控，保障下游安化县供水。从罗塘县调入技术人员2名。采购的水泵由罗塘县一家企业中标。\n\n平乐县水利局\n2025年12月30日",
        "平乐县水利局2025年工作总结\n\n县人民政府：\n收到罗塘县水利局转来线索1件，经与罗塘县水利局协商，明确移交时限。在安化县举办的全省比赛中获得二等奖。\n\n平乐县水利局\n2025年12月30日",
        "松阳师范学院2025年上半年安全工作报告\n\n省教育厅：\n与兄弟院校兰台职业学院交流经验1次，选派2人到江平工程学院跟班学习，邀请汐州财经学院专家授课。\n\n松阳师范学院\n2025年7月2日",
        "江平区教育局关于赴丽溪区考察学习情况的报告\n\n区政府：\n丽溪区的做法有三点，丽溪区各学校都设了专职安全员。\n\n江平区教育局\n2025年6月30日",
        "江平市人民医院2025年行风建设报告\n\n市卫生健康委：\n收治从汐州市转来的患者23人，学习《汐州市人民医院行风管理办法》，收看汐州市人民医院直播的公开课。\n\n江平市人民医院\n2025年7月2日",
        "松阳师范学院2025年上半年安全工作报告\n\n省教育厅：\n机电工程学院完成实训室改造2间，马克思主义学院开展宣讲6场。兰台职业学院来校考察2批。\n\n松阳师范学院\n2025年7月2日",
        "平乐县应急管理局2025年工作总结\n\n县人民政府：\n与罗塘县应急管理局、县公安局联合演练，罗塘县应急管理局派员观摩。引导申请人向罗塘县应急管理局查询。\n\n平乐县应急管理局\n2025年12月30日",
    ],
)
def other_organisation(report: Report, context: Context) -> Iterator[Hit]:
    """套用别处的稿子，标题、落款、正文或自称里留下了别的单位、别的地方的名称。

    只报“张冠李戴”的那一处：落款与标题不是一家，说自己工作的地方写了别处同级的单位，“安化县各乡镇”一类本该写本地的地名，
    局里的报告自称“我校”“我院”。上下级单位、协作和考察学习的对象、书名号内的文件名称、并列的单位名单不报。
    往期也提到的地方不报。配置里 own_names 写的名称都算本单位的。拿不准的（同一地方出现多次、可能是上级）按警告提示，
    只看得出“这里多半该写本地”的按提示列出。

    依据：《党政机关公文处理工作条例》第二十条（人名、地名准确）；通报过的抄袭案例（某县方案中保留外县地名）。
    """
    own = _owner(context)
    if own is None:
        return
    mine = [o for o in context.organisations if own.is_me(o.name)]
    self_named = [o for o in context.organisations if o.name[0] in "我本" and o.role == "own"]
    evidence = tuple(Evidence(report[o.span], o.span) for o in mine[:3]) or tuple(
        Evidence(report[o.span], o.span) for o in self_named[:2]
    )
    for o in context.organisations:
        if found := _said(o, own, report, context):
            why, severity = found
            count = f"全文“{own.name}”出现{len(mine)}次" if mine else f"本单位应为“{own.name}”"
            same = sum(x.name == o.name for x in context.organisations)
            yield Hit(
                o.span,
                f"{why}“{report[o.span]}”（{same}次），{count}",
                f"核对后改为本单位（{own.name}）的名称",
                evidence,
                severity,
            )
    if own.kind != "state":
        for span in inserted(context.folded, [e.folded for e in context.earlier]):
            if not any(o.span.overlaps(span) for o in context.organisations):
                yield Hit(
                    span,
                    f"往期这句话里没有“{report[span]}”，全文也只此一处，像是别处的名称",
                    f"核对后删去，或者改为本单位（{own.name}）的名称",
                    evidence,
                    Severity.INFO,
                )


def _owner(context: Context) -> Own | None:
    """The own body; the report before knows it better where this one's names disagree."""
    own: Own | None = context.own_body
    for before in context.earlier:
        theirs: Own | None = before.own_body
        if theirs and (own is None or not kin(own.name, theirs.name)):
            known = [theirs.name, *theirs.shorts[:3], *(r[:-1] for r in theirs.regions[-1:])]
            return theirs if any(k in context.folded for k in known) else own
        if theirs:
            break
    return own


def _said(o: Organisation, own: Own, report: Report, context: Context) -> tuple[str, Severity] | None:
    folded, start, end = context.folded, o.span.start, o.span.end
    if o.name[0] in "我本":
        return _self(o, own, context)
    if opens(o, report) and _sister(o.name, own) and _once(o, own, context) and _SPEAKS.match(folded, end):
        return "开头说本单位工作时写了别的单位", Severity.WARNING
    if (
        own.is_me(o.name)
        or kin(o.name, own.name)
        or _in_marks(folded, start)
        or is_faculty(o.name, own)
        or o.name[0] in "各该"
        or "某" in o.name
    ):
        return None
    strange = own.strange_region(o.name)
    if _misspelt(strange, own):
        return None
    whole = regions_of(o.name) or kind_of(o.name) in ("school", "hospital", "company", "works")
    if whole and report.title and report.title.start <= start < report.title.end:
        return _titled(o, strange, own, report, context)
    if whole and core_of(o.name) and _signs(o.span, report, folded):
        return "落款写的是", Severity.ERROR
    if strange and core_of(o.name) and _FOR.search(folded, max(0, start - 4), start):
        return "作报告时代表的是", Severity.ERROR
    before, after = sentence(folded, start, end)
    if not before.strip(" ") and after.startswith(":"):
        return None  # whom the report is for
    if strange and _LED.match(after):
        return "上级机关写的是别处的", Severity.ERROR
    first = leads(before)
    purpose = named_on_purpose(o, own, before, after)
    if strange and not purpose and among_own(o, strange, before, after):
        return "与本地单位并列的地方写的是别处的", Severity.WARNING
    if purpose or _listed(o, own, context):
        same = strange and first and core_of(o.name) == core_of(own.name) and _SPEAKS.match(after)
        # That the place is a partner elsewhere does not make its bureau the one that acts here.
        return ("说本单位工作时写了别的单位", Severity.WARNING) if same and not purpose else None
    if strange and not core_of(o.name) and _COLLECTIVE.match(after):
        return "此处应是本地，写的是", Severity.ERROR
    if own.kind == "state":
        # It speaks of many places; only a body that is its subject, once, stands where its own name might.
        alone = strange and first and _SPEAKS.match(after) and folded.count(strange) == 1
        return ("说本单位工作时写了别的单位", Severity.WARNING) if alone else None
    if strange and first and (core_of(o.name) or _SPEAKS.match(after)):
        return "说本单位工作时写了别的单位", Severity.ERROR
    if (
        first
        and core_of(o.name)
        and (_SPEAKS.match(after) or before.endswith("现公布"))
        and _like(o, own, context)
    ):
        return "说本单位工作时写了别的单位", Severity.WARNING
    if strange and not beside(before) and not first and core_of(o.name) == core_of(own.name):
        return "同类单位而地名不同：", Severity.ERROR
    if (
        strange
        and core_of(o.name)
        and (_ASKED.search(before) or (core_of(o.name)[0] in "委政" and _OBEYED.search(before)))
        and _once(o, own, context)
    ):
        return "本地的报告里写了别处的", Severity.WARNING
    return in_own_place(o, strange, own, before, after, context)


def _titled(
    o: Organisation, strange: str, own: Own, report: Report, context: Context
) -> tuple[str, Severity] | None:
    """A name in the title: at its head it is whose report this is, further on it is what the report is about."""
    assert report.title is not None
    start = o.span.start
    if start - report.title.start <= 3:
        return ("标题写的是", Severity.ERROR) if core_of(o.name) or strange else None
    before, after = sentence(context.folded, start, o.span.end)
    told = (
        not strange or beside(before) or named_on_purpose(o, own, before, after) or _listed(o, own, context)
    )
    return None if told else ("标题写的是", Severity.WARNING)


def _sister(name: str, own: Own) -> bool:
    """Whether a body is another one of the same kind in the same place."""
    theirs = regions_of(name)
    here = bool(theirs) and any(same_region(theirs[-1], mine) for mine in own.regions[-1:])
    other = not own.is_me(name) and core_of(name) not in own.name and core_of(own.name) not in name
    return here and other and kind_of(name) == own.kind


def _self(o: Organisation, own: Own, context: Context) -> tuple[str, Severity] | None:
    """A self-reference of a body of another kind: 我校 in the report of a bureau."""
    folded, start = context.folded, o.span.start
    unit = o.name[1:]
    if not own.kind or own.speaks_as(unit) or _in_marks(folded, start) or _quoted(folded, start):
        return None
    if (own.kind != "state" and unit in ("区", "州", "省", "市") and "自治" in folded) or (
        unit in ("村", "社区", "队", "站", "社", "办", "室") and o.name[0] == "本"
    ):
        return None
    fitting = sum(x.name[0] in "我本" and x.role == "own" for x in context.organisations)
    same = sum(x.name == o.name for x in context.organisations)
    if same > max(fitting, 2):
        return None
    if o.name[0] == "本":
        leads = start == 0 or folded[start - 1] in "。,;:\n"
        staff = re.match(r"[干教职学员患师生]", folded[o.span.end : o.span.end + 1])
        acts = leads and not staff and _SPEAKS.match(folded, o.span.end)
        return ("自称与本单位不符：", Severity.WARNING) if acts else None
    near = unit in ("中心", "办", "室", "委", "局", "社", "队", "站") and own.kind in (
        "works",
        "office",
        "centre",
        "committee",
    )
    return "自称与本单位不符：", Severity.WARNING if near or same > 2 else Severity.ERROR


def _in_marks(folded: str, at: int) -> bool:
    return folded.rfind("《", max(0, at - 60), at) > folded.rfind("》", max(0, at - 60), at)


def _quoted(folded: str, at: int) -> bool:
    return folded.rfind("“", max(0, at - 80), at) > folded.rfind("”", max(0, at - 80), at)


def _signs(span: Span, report: Report, folded: str) -> bool:
    """Whether the name is a line of its own in the last part of the report, or before a date."""
    index = report.paragraph_at(span.start)
    if index is None or index < 2 or report.cell_at(span.start):
        return False
    line = report.paragraphs[index].span
    if folded[line.start : line.end].strip(" #") not in (
        folded[span.start : span.end],
        folded[span.start : span.end] + "(盖章)",
    ):
        return False
    following = report.paragraphs[index + 1].span if index + 1 < len(report.paragraphs) else None
    dated = following is not None and re.match(
        r" *(?:\d{4}|二[〇○]..)年", folded[following.start : following.end]
    )
    return bool(dated) or index >= len(report.paragraphs) - 2


def _listed(o: Organisation, own: Own, context: Context) -> bool:
    """Whether it stands in a list of bodies, or its region comes up as a partner's elsewhere."""
    folded = context.folded
    if folded[o.span.end : o.span.end + 1] == "、" or folded[o.span.start - 1 : o.span.start] == "、":
        return True
    region = own.strange_region(o.name) or (regions_of(o.name) or ("",))[0]
    places = [m.start() for m in re.finditer(re.escape(region), folded)] if region else []
    return any(
        ON_PURPOSE.search(folded, max(0, at - 12), at + len(region) + 12)
        or beside(folded[max(0, at - 4) : at])
        for at in places
        if not o.span.start - 3 <= at < o.span.end
    )


def _like(o: Organisation, own: Own, context: Context) -> bool:
    """Whether a body without a region that tells stands where 我局 might: of the own kind, or of no kind near it."""
    regions, kind = regions_of(o.name), kind_of(o.name)
    if not _once(o, own, context) or (
        kind == "company" and not o.name.endswith("部") and own.kind != "company"
    ):
        return False
    if o.role == "parent" and core_of(o.name) == core_of(own.name):
        return False  # the same bureau one level up
    if not regions:
        own_kind = kind == own.kind or not o.name.endswith("大学")  # universities send teams everywhere
        return (
            kind in ("school", "hospital", "works", "company")
            and o.name[0] not in "省市县区镇乡"
            and own_kind
        )
    if any(same_region(r, mine) for r in regions for mine in own.regions):
        return kind == own.kind and kind in ("school", "hospital")
    lower = (
        rank_of(regions[0]) > own.rank and own.regions and own.kind not in ("school", "hospital", "company")
    )
    return not lower or not any(
        x.span != o.span and (r := regions_of(x.name)) and rank_of(r[0]) > own.rank
        for x in context.organisations
    )


def _once(o: Organisation, own: Own, context: Context) -> bool:
    return context.folded.count(o.name) <= 2


def _misspelt(strange: str, own: Own) -> bool:
    """Whether the region is the own one with one character changed: N602 says so."""
    return any(
        len(r) == len(strange)
        and sum(a != b for a, b in zip(r, strange, strict=True)) == 1
        and r[-1] == strange[-1]
        and len(r) > 2
        and _alike(r, strange)
        for r in own.regions
    )


def _alike(one: str, other: str) -> bool:
    return one[0] == other[0]
