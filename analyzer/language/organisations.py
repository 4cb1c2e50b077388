"""Finds the bodies that a report speaks of, and which of them it comes from itself."""

import re
from collections import Counter
from collections.abc import Iterator

from analyzer.document import Organisation, Part, Report, Span
from analyzer.document.own_body import (
    STATE,
    Own,
    bare,
    core_of,
    kin,
    kind_of,
    rank_of,
    regions_of,
    same_region,
    stem_of,
    unit_of,
)
from analyzer.language import organisation_words as lexicon
from analyzer.language.organisation_words import HAN, LEVELS, NOT_AFTER, STOP
from analyzer.language.own_names import name_given
from analyzer.text.folding import fold

_UNIT = re.compile(r"自治[区州县旗]|街道|社区|[省市县区州旗镇乡村]")
_SELF = re.compile(
    r"(?<![自忘唯小大])(?P<who>我|本|该)(?P<unit>集团公司|集团|公司|分局|街道|社区|中心|省|市|县|区(?!块)|镇|乡|村|州|局|委(?![托屈派任员])|"
    r"厅|校(?![正对验])|院(?![长校士线]|落(?!实))|园(?!区)|"
    r"馆|司(?!机)|站(?!在)|厂|室|队(?!伍)|办(?![理事成好法公学])|社(?!会))(?![域场别民级长内][\u4e00-\u9fff]?|分)"
)
_CHILDREN = re.compile(
    r"各(?:乡镇(?:\(街道\)|街道|场)?|镇街|镇乡|街镇|县\(?[市区、]*\)?区?|县区|区县|街道|村\(社区\)|行政村|村居|直属单位|局属单位|所属单位|基层站所)"
)
_BEFORE_TOPIC = re.compile(
    r"关于|(?:\d{4}|[二〇○零一]{2}[〇○零一二三四五六七八九]{2})年|[上下]半年|第?[一二三四]季度"
)
_SIGNED = re.compile(
    rf"^[ #]*(?P<name>(?:[{HAN}]|\([{HAN}]{{1,6}}\)){{3,36}}?)(?: [{HAN} ]+)?[ ]*(?:\((?:盖章|公章|印章|章)\))?[ ]*$"
)
_NAMED = re.compile(rf"(?:编报|报送|填报|报告|汇报|自查|编制)(?:单位|部门)[::] *(?P<name>[{HAN}]{{4,30}})")
_DATE = re.compile(r"^[ ]*(?:\d{4}|[二〇○零一]{2}[〇○零一二三四五六七八九]{2})年[^。]{3,9}日")
_SHORT = re.compile(
    rf"(?P<full>[{HAN}]{{4,40}})\((?:以下|下文)?(?:统一)?简?称为?[:“\" ]*(?P<short>[{HAN}]{{2,12}})"
)
_CALLED = re.compile(r"\((?:以下|下文)?(?:统一)?简?称")  # found at once where there is one
_ENDS = {"管理委员会": "管委会", "人民政府": "政府", "卫生健康委员会": "卫生健康委", "委员会": "委"}
_FOR = re.compile(
    rf"(?:代表|受)(?P<name>国务院|[{HAN}]{{1,12}}?(?:人民政府|人民法院|人民检察院|常务委员会))[,向委]"
)
_ENDS_OF_BODIES = re.compile(
    r".*(?:有限责任公司|有限公司|集团公司|医院|学校|中学|小学|大学|学院|卫生院|委员会|管理局|指挥部)"
)
_PREMIER = re.compile(r"(?m)^[ ]*国务院(?:总理|代总理)")
_OPENING = 1500  # characters


def own_body(report: Report, folded: str, names: tuple[str, ...] = ()) -> Own | None:
    """The body that the report comes from; None where neither title nor signature nor text says it.

    ``names`` are those that the user laid down for it: see ``own_names``. All of them are forms of its name then.
    """
    found = _said(report, folded)
    name = name_given(found, names, report, folded) if names else ""
    if not name:
        return found
    regions = regions_of(name) or (found.regions if found is not None else ())
    forms = {*map(fold, names), *_shorts(name, regions, folded)} - {name}
    return Own(name, tuple(sorted(forms, key=lambda f: (-len(f), f))), regions, kind_of(name))


def _said(report: Report, folded: str) -> Own | None:
    given = [(name, worth) for name, worth in _candidates(report, folded) if not re.search("[某XＸ]", name)]
    if not given:
        return _spoken_for(folded)
    best = _best_supported(given, folded)
    family = [c for c in given if kin(c[0], best)]
    bodies = [
        c
        for c in family
        if (kind_of(c[0]) not in ("", "region") and not c[0].endswith(("园区", "工程")))
        or c[0].endswith("政府")
    ]
    name = max(bodies or family, key=lambda c: (sum(x[1] for x in family if x[0] == c[0]), len(c[0])))[0]
    if (
        name.startswith(("国务院", "中央"))
        or re.search("[在所的]作|人大|会议", name)
        or not (regions_of(name) or kind_of(name))
    ):
        return _spoken_for(folded)
    regions = regions_of(name) or next((r for c in family if (r := regions_of(c[0]))), ())
    return Own(name, _shorts(name, regions, folded), regions, kind_of(name))


def speaks_for(folded: str) -> str:
    """The body that a report to a congress is given for: 国务院 in 我代表国务院，向大会报告政府工作; empty where it does not say."""
    found = _FOR.search(folded, 0, _OPENING)
    return found["name"] if found else ""


def _spoken_for(folded: str) -> Own | None:
    """The body that a report to a congress is given for; the post of who gives it tells more than the name in the text."""
    if _PREMIER.search(folded, 0, _OPENING):
        return Own(STATE, kind="state")
    name = speaks_for(folded)
    regions = regions_of(name)
    if name == STATE or not regions:
        return Own(STATE, kind="state") if name == STATE else None
    return Own(name, _shorts(name, regions, folded), regions, kind_of(name))


def _candidates(report: Report, folded: str) -> Iterator[tuple[str, float]]:
    """Names under which the report may stand, with what each place is worth."""
    if report.title:
        title = re.sub(r"[ \n#]", "", folded[report.title.start : report.title.end])
        if (m := _BEFORE_TOPIC.search(title)) and (name := _clean(title[: m.start()])):
            yield name, 3 + (kind_of(name) != "")
        elif not title.startswith("关于") and (
            m := re.match(rf"[{HAN}]{{4,24}}?(?=[^{HAN}]|工作|情况|月报|巡察|自查|述职|乡村|总结)", title)
        ):
            name = _clean(m.group())
            if not kind_of(name) and (known := _ENDS_OF_BODIES.match(name)):
                name = known[0]  # 某某有限公司合规管理自查情况报告
            if name and (regions_of(name) or kind_of(name)):
                yield name, 2.5
            elif name := "".join(regions_of(title)):
                yield name, 2
    body = [p.span for p in report.paragraphs if p.part is Part.BODY]
    lines = [folded[s.start : s.end] for s in body]
    for i, line in enumerate(lines):
        signed = i and _DATE.match(line) and (i > len(lines) / 3)
        if (
            signed
            and (m := _SIGNED.match(lines[i - 1].split("  ")[0].split("\u3000")[0]))
            and kind_of(m["name"])
        ):
            yield _clean(m["name"]), 3.5
    for p in report.paragraphs:
        if p.part in (Part.HEADER, Part.FOOTER) and (
            m := re.match(rf"[{HAN}]{{4,24}}", folded[p.span.start : p.span.end])
        ):
            yield (
                _clean(
                    re.sub(
                        r"(?:编制|编|工作报告|项目进展月报|安全生产季报|巡察整改工作专报|工作专报)$",
                        "",
                        m.group(),
                    )
                ),
                2,
            )
    if m := _NAMED.search(folded):
        yield _clean(m["name"]), 3
    for line in lines[1:4]:
        if m := re.match(
            rf"(?P<name>[{HAN}]{{3,20}}(?:局|委|办|中学|小学|学校|医院|公司|镇|乡|中心|院))(?:局长|主任|校长|院长|党[委组]书记)? +[{HAN}]{{2,4}}$",
            line,
        ):
            yield _clean(m["name"]), 3
    if m := _CALLED.search(folded) and _SHORT.search(folded):
        yield _clean(m["full"][lexicon.head_of_name(m["full"], 4) :]), 1


def _clean(name: str) -> str:
    return re.sub(r"(?:工作|情况|工程建设)$", "", name.replace(" ", ""))


def _best_supported(given: list[tuple[str, float]], folded: str) -> str:
    """The name that most of the report speaks for; where all places say the same one, that."""
    worth: dict[str, float] = {}
    for name, place in given:
        worth[name] = max(place, worth.get(name, 0))
    if len(worth) == 1:
        return given[0][0]
    return max(worth, key=lambda name: (_support(name, given, folded), worth[name]))


def _support(name: str, given: list[tuple[str, float]], folded: str) -> float:
    """How much of the report speaks for ``name``: where it stands, how often its words and its region come up."""
    whole = sum(worth for other, worth in given if kin(name, other)) + min(3, folded.count(name) - 1)
    for other, _ in given:
        folded = folded.replace(other, "\n")
    core, regions = core_of(name), regions_of(name)
    whole += min(3.0, sum(folded.count(stem_of(r)) for r in regions[-1:]))
    topical = {core[i : i + 2] for i in range(len(core) - 1)} - _EVERYWHERE
    if topical:
        whole += 3 * sum(t in folded for t in topical) / len(topical)
        whole += min(1.5, 0.05 * sum(folded.count(t) for t in topical) / len(topical) ** 0.5)
    if cue := _CUES.get(kind_of(name)):
        whole += min(3.0, 0.3 * len(re.findall(cue, folded)))
    if regions:
        units = [r[-1] for r in regions]
        whole += min(1.0, 0.2 * len(re.findall(rf"[我全]{units[-1]}(?![{HAN}]?[局委])", folded)))
        if m := re.search(r"(?m)^ *(?P<unit>[省市县区镇])[^:\n。]{1,24}: *$", folded):
            whole += 1 if m["unit"] in units else -2 * (rank_of(regions[-1]) < LEVELS[m["unit"]])
    return whole + min(2.0, 0.5 * folded.count("我" + core[-1:]) if core else 0)


_EVERYWHERE = {
    "管理",
    "工作",
    "人民",
    "委员",
    "员会",
    "中心",
    "政府",
    "有限",
    "限公",
    "公司",
    "办公",
    "公室",
    "建设",
    "工程",
    "服务",
}
# What a report keeps saying when it comes from a body of the kind.
_CUES = {
    "hospital": "院党委|全院|科室|医务|患者|院内|院纪委",
    "school": "学院党委|校领导|学校|全校|教师|学生|师生|我校",
    "company": "集团|所属企业|公司|企业",
    "park": "园区|管委会",
    "town": "镇党委|全镇|镇村|乡党委|[我全本]乡|街道",
    "village": "全村|本村|村民|村集体|社区",
    "works": "标段|施工|开工|工期|项目",
    "office": "督查|督办",
    "bureau": "局党组|全局|局机关|[我本]局|分管局",
    "committee": "委党组|[我本]委|党组会|社党组|社有",
    "centre": "[我本]中心|[我本全]馆|中心党委|馆区",
}


def _shorts(name: str, regions: tuple[str, ...], folded: str) -> tuple[str, ...]:
    """Other forms of the name: without what stands before, its end in short, as introduced by 以下简称."""
    forms = {name, bare(name)}
    for form in tuple(forms):
        core = core_of(form)
        if len(core) >= 2 and core != form:
            forms |= {core, *(r + core for r in regions[-1:])}
            forms |= {unit_of(regions[-1]) + core} if regions else set()
    for form in tuple(forms):
        for end, short in _ENDS.items():
            if (
                form.endswith(end)
                and len(form) > len(end)
                and (end != "委员会" or kind_of(name) == "committee")
            ):
                forms.add(form[: -len(end)] + short)
    if regions and kind_of(name) == "park":
        core = core_of(name)
        forms |= {core[:2] + "园区管委会", core[:2] + "园区", "管委会", "园区"}
    for m in _SHORT.finditer(folded) if _CALLED.search(folded) else ():
        if any(m["full"].endswith(f) for f in forms):
            forms.add(m["short"])
    return tuple(sorted(forms - {name, "政府", "委"}, key=lambda f: (-len(f), f)))


_UNITS_IN_NAMES = ("省", "市", "县", "区", "州", "镇", "乡", "街道", "社区", "村")


def organisations(report: Report, folded: str, names: tuple[str, ...] = ()) -> tuple[Organisation, ...]:
    """The bodies that the text names, in text order; none overlaps another. ``names`` as for ``own_body``."""
    return named_beside(report, folded, own_body(report, folded, names))


def named_beside(report: Report, folded: str, own: Own | None) -> tuple[Organisation, ...]:
    """The bodies that the text names, each with what it is to the report's ``own`` body."""
    found: dict[int, Span] = {}
    for span in (
        *_own_names(own, folded),
        *_central(folded),
        *_regional(folded),
        *_open(folded),
        *_collective(folded),
    ):
        found.setdefault(span.start, span)
        if span.end > found[span.start].end:
            found[span.start] = span
    taken: list[Span] = []
    for span in sorted(found.values(), key=lambda s: (s.start, -s.end)):
        if taken and span.start < taken[-1].end:
            # 龙岩市河西区望湖街道 and 望湖街道办事处 are one name.
            shared = folded[span.start : taken[-1].end]
            near = span.start - taken[-1].start < 4 and taken[-1].width < span.width
            if span.end > taken[-1].end and (near or (len(shared) > 2 and shared.endswith(_UNITS_IN_NAMES))):
                taken[-1] = Span(taken[-1].start, span.end)
            continue
        taken.append(span)
    return tuple(
        Organisation(s, report.text[s.start : s.end], _role(folded[s.start : s.end], own)) for s in taken
    )


def _own_names(own: Own | None, folded: str) -> Iterator[Span]:
    for m in _SELF.finditer(folded):
        yield Span(*m.span())
    if own is None:
        return
    names = [n for n in (own.name, *own.shorts) if len(n) >= 4 or n in ("管委会",)]
    names.sort(key=len, reverse=True)
    for m in re.finditer("|".join(map(re.escape, names)), folded) if names else ():
        # 县交通运输局 of another region is found as a whole by the grammar.
        if m.start() and len(m.group()) < 7 and folded[m.start() - 1] in "省市县区镇乡州委":
            continue
        yield Span(*m.span())


def _central(folded: str) -> Iterator[Span]:
    for m in lexicon.central_bodies().finditer(folded):
        if not m.start() or folded[m.start() - 1] not in "省市县区委":
            yield Span(*m.span())


def _regional(folded: str) -> Iterator[Span]:
    """Names that begin with a region, or with the bare word for one: ``江平市水利局``, ``县教育局``."""
    body = lexicon.body_after_region()
    known = _known_stems(folded)
    start = end = -1
    for m in _UNIT.finditer(folded):
        at, stop = m.span()
        unit = m.group()
        if at < end:
            continue
        after = folded[stop : stop + 1]
        stem = _stem(folded, at, unit, max(end, 0), known)
        if stem is None:
            if (
                unit in "省市县区镇乡"
                and _bare_here(folded, at)
                and (b := body.match(folded, stop))
                and _sound(b)
            ):
                if end > start >= 0:
                    yield Span(start, end)
                yield Span(at, b.end())
                start = end = -1
                end = b.end()
                start = end
            continue
        begin, sure = stem
        following = body.match(folded, stop)
        if following and not _sound(following):
            following = None
        told = bool(following) or bool(_TOLD.match(folded, stop))
        of_villages = unit in "乡镇" and _VILLAGES.match(folded, stop)
        if after and after in NOT_AFTER.get(unit, "") and not told and not of_villages:
            continue
        chained = end > start >= 0 and begin == end
        if not (sure or chained or told):
            continue
        if not chained:
            if end > start >= 0:
                yield Span(start, end)
            start = begin - 2 if folded.startswith("中共", begin - 2) and begin >= 2 else begin
        end = stop
        if following and not _UNIT_AHEAD.match(folded, stop):
            end = following.end()
            yield Span(start, end)
            start = end
    if end > start >= 0:
        yield Span(start, end)


# What is said of a region only: 安化县各乡镇.
_TOLD = re.compile(r"各(?:乡|镇|街|县|区|市|村|部门|单位|学校)|全[县市区镇乡村体]|委[、,]")
_VILLAGES = re.compile("村(?:级(?!以)|民|干部|组干部)")
_UNIT_AHEAD = re.compile(
    rf"(?![城园工])[{HAN}]{{2}}(?:街道|[市县区镇乡村](?![{HAN}]{{0,6}}?(?:管理|产业|改造)))"
)


def _sound(m: re.Match[str]) -> bool:
    """Whether what follows a region is a body's name rather than a clause that happens to end like one."""
    name = m["open"]
    if name is None:
        return True
    if re.search("[和与]", name) and not name.endswith(("局", "委员会", "委", "厅", "公司")):
        return False
    return not _CLAUSE.search(name)


_CLAUSE = re.compile(
    r"^城(?![市建乡])|缓解|放松|清理|规范|发挥|扩大|解决|减轻|能够|召开|按照|指出|担任|以上|以下|集中|通报|反馈|提出|负责|对(?!外|口)|"
    r"中小|作为|根据|召集|牵头|严格|认真|继续|强化|深入|聚焦|坚持|针对|存在|问题|要求|进行|办理|完善|发现|优化|举办|组织|推进|推动|加强|"
    r"落实|完成|建设(?!局|工程|指挥|管理|委|投资|和|厅|集团|项目|服务)|成立|建立|印发|下发|累计|共有|现有|新建|建成|争取|提请|报送|实施|"
    r"选派|协调|督促|领导(?!小组)|干部|群众|企业|单位|部门|同志|\d|年|月"
)


def _bare_here(folded: str, at: int) -> bool:
    """Whether a bare 县 or 市 may begin a name at ``at``: after a mark, or after a word that no name holds."""
    before = folded[at - 1 : at]
    return not ("\u4e00" <= before <= "\u9fff") or before in "由经向对与和同请在为是被将从到及报据于至给按照过据合持" or folded[at - 2 : at] in (
        "会同", "联合", "根据", "按照", "抄送", "督促", "提请", "报请", "协助", "邀请", "通过", "任命", "配合", "接受", "争取",
    )  # fmt: skip


def _known_stems(folded: str) -> frozenset[str]:
    """Stems of regions that stand at the beginning of a line or twice and more after a sure boundary."""
    heads = re.findall(rf"(?m)^[ #]*(?:中共)?([{HAN}]{{2}})(?=[省市县区镇乡])(?!..[场域])", folded)
    return frozenset(h for h in heads if h not in lexicon.NEVER and STOP.isdisjoint(h))


def _stem(folded: str, at: int, unit: str, least: int, known: frozenset[str]) -> tuple[int, bool] | None:
    """Where the region whose unit stands at ``at`` begins, and whether it is surely one; None where it is none."""
    begin = at - 2
    if begin < least:
        return None
    two = folded[begin:at]
    if not ("\u4e00" <= two[0] <= "\u9fff" and "\u4e00" <= two[1] <= "\u9fff"):
        return None
    for stem in lexicon.long_stems().get(two, ()):
        if folded.endswith(stem, least, at):
            return at - len(stem), True
    if two[0] in STOP or two[1] in STOP:
        return None
    if two in known or two in lexicon.known_regions():
        return begin, True
    if unit == "省" or two in lexicon.NEVER or two[0] in _UNITS or two[1] in _UNITS - {"州", "乡"}:
        return None
    if not _boundary(folded, begin):
        return None
    return begin, not lexicon.is_common(two) or lexicon.is_listed(two + unit)


_UNITS = frozenset("省市县区州镇乡村街国城农厂校园库片景")
_LEFT = re.compile(
    r"(?:[^\u4e00-\u9fff]经|[^\u4e00-\u9fff]|[的了是在将对从向由被把给让使及到赴与和同至往去按据为于报请等省市县区镇乡旗州]|"
    r"[组督指支选邀委依围走考访涉包培带]{1}[织促导持派请托托绕访察问及括训动]|\d[年月日位名]|季度|年度|半年)$"
)


def _boundary(folded: str, begin: int) -> bool:
    """Whether a name may begin at ``begin``: after a mark, a function word or one of the verbs before places."""
    if begin == 0 or _LEFT.search(folded, max(0, begin - 2), begin):
        return True
    two = folded[begin - 2 : begin]
    return two in lexicon.BEFORE_PLACES or lexicon.is_verb(two)


_LEADS_ON = tuple("向对由给把将从的了")


def _open(folded: str) -> Iterator[Span]:
    """Names that end as a company, school, hospital or task force and need no region."""
    for m in lexicon.open_name().finditer(folded):
        low = m.start()
        floor = max(0, low - 18)
        while low > floor and "\u4e00" <= folded[low - 1] <= "\u9fff":
            low -= 1
        run = folded[low : m.start()]
        if run[-1:] in _LEADS_ON:
            continue  # 巡察组向学院党委反馈: the end of a name alone
        cut = lexicon.head_of_name(run, 2)
        name = run[cut:]
        if (
            len(name) < 2
            or name in lexicon.NEVER
            or _GENERIC.search(name)
            or _CLAUSE.search(name + m.group())
        ):
            continue
        if low + cut == floor and "\u4e00" <= folded[floor - 1 : floor] <= "\u9fff":
            continue
        if len(name) == 2 and lexicon.is_common(name):
            continue
        if name := lexicon.proper(name):
            yield Span(m.start() - len(name), m.end())


_GENERIC = re.compile(
    r"^(?:人民|公立|民营|基层|乡镇|县级|市级|省级|二级|三级|定点|各级|农村|城区|城市|普通|专科|综合|社区|中心|临床|公办|民办|职业|高等|"
    r"重点|一流|优质|薄弱|新建|国有|上市|商业|政策性|开发|所属|下属|工作|成立|"
    r"专项|领导|现场|前线|应急|防汛|整改|整治|中小|义务|乡村|寄宿制|全体|每所|部分|合作|附属|技术|中等|高级|初级|外资|保险|投资|控股|"
    r"大型|试点|企业|龙头|骨干|村镇|地方|政府|中央|世界|亚洲|多所|个别|若干)+$|[一二三四五六七八九十百千万\d两几多][所家个]"
)


def _collective(folded: str) -> Iterator[Span]:
    for m in _CHILDREN.finditer(folded):
        yield Span(*m.span())


# Bodies that stand above every department of one region.
_OVER = re.compile(
    r"委|人民政府|政府|委办公室|人民政府办公室|政府办公室|人大(?:常委会)?|政协|纪委监委|纪委|委巡察.*|委第.巡察组|.*领导小组(?:办公室)?|安委会(?:办公室)?"
)


def _role(name: str, own: Own | None) -> str:
    """``own``, ``parent``, ``child`` or ``other``, by the regions of the two."""
    if name[0] in "我本该" and (m := _SELF.fullmatch(name)):
        if own is None:
            return "own" if m["who"] != "该" else "other"
        mine = (
            own.speaks_as(m["unit"])
            if m["who"] != "该"
            else m["unit"] == core_of(own.name)[-len(m["unit"]) :]
        )
        return "own" if mine else "other"
    if name.startswith("各"):
        return "child"
    if lexicon.central_bodies().match(name):
        return "parent"
    if own is None:
        return "other"
    if own.is_me(name) or (own.regions and name == own.regions[-1]):
        return "own"
    regions = regions_of(name)
    if not regions:
        rank = LEVELS.get(name[0], 9)
        if name[0] in LEVELS and (rank < own.rank or (rank == own.rank and _OVER.fullmatch(name[1:]))):
            return "parent"
        if (
            (name[0] in LEVELS and rank > own.rank)
            or own.name.startswith(bare(name))
            or name.startswith(bare(own.name))
        ):
            return "child"
        return "other"
    mine = own.regions
    if mine and any(same_region(r, mine[-1]) for r in regions):
        same = same_region(regions[-1], mine[-1])
        return "child" if not same or name.startswith(bare(own.name)) else "other"
    if mine and any(same_region(r, m) for r in regions for m in mine):
        return "parent" if rank_of(regions[-1]) < own.rank else "other"
    if mine and rank_of(regions[0]) < min(rank_of(r) for r in mine):
        return "parent"
    return "child" if rank_of(regions[0]) > own.rank else "other"


def counted(found: tuple[Organisation, ...]) -> Counter[str]:
    """How often each name stands in the text."""
    return Counter(o.name for o in found)
