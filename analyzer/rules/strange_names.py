"""How a report speaks of other bodies on purpose, and the places where only its own name can stand; a part of N601."""

import re

from analyzer.document import Organisation, Report, Severity
from analyzer.document.own_body import Own, core_of, kind_of, regions_of, same_region
from analyzer.rules.context import Context

_HAN = "\u4e00-\u9fff"
# Words of visits, help and comparison: another body is named on purpose.
ON_PURPOSE = re.compile(
    r"考察|借鉴|对口|帮扶|受援|支援|援[建助疆藏]|兄弟|毗邻|相邻|邻[县市区省]|周边|交界|共建|合作|结对|交流|参观|观摩|挂职|跟班|经验|做法|案例|通报|移送|来函|来访|到访|"
    r"来[我本全校区院局园馆镇]|赴[我本]|到[我本]|东西部|招商|签约|跨[省市县区]|籍|户口|原告|被告|判决|曾任|调任|调[往入]|任职|毕业|转院|转诊|转[来往]|转运|样板|标杆|对标|先进|现场会|"
    r"签订[^,。;]{0,12}协议|位列|排名|前[两三四五几]位|相比|高于|低于|媒体|曝光|报道|转发|教训|警示|中标|上游|下游|流域|协查|追逃|抓获|考察团|来自|外出|邀请|走访|授课|讲课|直播|技术支持|咨询|群众反映"
)
# Of a body that leads its clause only what it does to the own one counts, at once.
_COMES = re.compile(
    r".{0,4}?(?:来[函访我本信电校区院局园馆镇]|[发转送传]来|移[送交](?:我|本|的)|的?(?:做法|经验|案例|教训)|发生的|发生[^,]{0,8}后|曾|派[员出人]|一[家名位所户]|某|一行|方向|等|[举承主]办的|[市县]?公安|人民法院|法院)"
)
_BESIDE = re.compile(
    r"(?:会同|联合|联系|协同|配合|商请|函告|抄送|移交|收到|学习|收看|观看|听取|参照|参考|[与和同、及赴到从对向至在往跟比由请经报于])[“ ]*$"
)
_PARTNER = re.compile(r"(?:会同|联合|联系|协同|商请|函告|抄送|收到|学习|参照|参考|[与和同及赴往跟比])[“ ]*$")
_THERE = re.compile(
    r".{0,4}?(?:举[办行]|召开|承办|主办|登陆|发生|一[家名位所]|某|等|方面|方向|有关|籍|人[,。、]|协商|商定|企业|厂家|供应商|群众[也来])"
)
_OPENS = re.compile(
    r"(?:[,:)”。;]|^|(?:^|[,。;:])(?:[一二三四五六七八九十]是|首先|其次|再次|再者|最后|同时|此外|另外|第[一二三四五六]|其中)"
    r"|期间|以来|目前|当前|[年月度末底]|半年|\d日|现公布|现将)$"
)
# What one does to the own work: 推动⟦本区⟧城市管理再上台阶.
_OWN_WORK = re.compile(
    r"(?:推动|推进|促进|完善|提高|提升|优化|加强|改进|改善|健全|强化|增强|规范|深化|巩固|夯实|拓展|丰富|抓好|做好|打造|擦亮|展示|树立|筑牢|维护|带动|繁荣|壮大|加快|体现|彰显|确保|"
    r"保障|修订|编制|构建|统筹|控制|严控|摸清|查清|压实|推行)(?:好|了)?$"
)
_PARTS = re.compile(
    r"\d+[个家所条]?(?:乡|镇|街道|村|社区|部门|单位|科室|学校|站所|供水|片区)|各|全[体院校县市区镇]|党[委组]|纪委|领导班子|机关"
)
_SENTENCE = re.compile(r"[。;!?\n]")
_FAR = 60  # characters
_FIRST = 3  # paragraphs after the title in which a report begins to speak of itself
_OPENING = 10  # characters of such a paragraph before its subject
_TOPIC = re.compile(
    rf"(?P<words>[{_HAN}]{{4}})|\d+(?P<counted>[{_HAN}]{{3}})"
)  # tells whether the report speaks so of its own work
_SINGLE = ("school", "hospital", "company", "works", "park")


def sentence(folded: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a name in its sentence, at most 60 characters each."""
    least = max(0, start - _FAR)
    left = max((m.end() for m in _SENTENCE.finditer(folded, least, start)), default=least)
    right = _SENTENCE.search(folded, end, end + _FAR)
    return folded[left:start], folded[end : right.start() if right else end + _FAR]


# Schools within a school are named by what they teach.
_FACULTY = re.compile(
    "机电|机械|电子|电气|信息|计算机|软件|智能|数字|财经|经济|经贸|管理|会计|商学|商务|商贸|旅游|酒店|艺术|音乐|美术|设计|传媒|体育|马克思|人文|文学|文法|外国语|外语|教育|"
    "师范|学前|护理|医学|药学|康养|建筑|土木|交通|汽车|航空|航海|轨道|化工|材料|环境|生物|食品|农学|农业|农林|园艺|动物|林学|林业|法学|公共|继续|国际|成人|新能源|工程|基础|思政|临床|口腔|创新|创业"
)


def leads(before: str) -> bool:
    """Whether a name after ``before`` begins a clause: it is who acts there."""
    return bool(_OPENS.search(before.strip(" ")))


def beside(before: str) -> bool:
    """Whether ``before`` ends with a word that sets another body beside the own one: ``会同``."""
    return _BESIDE.search(before) is not None


def is_faculty(name: str, own: Own) -> bool:
    """Whether a school's report speaks of one of its own schools: 机电工程学院."""
    return own.kind == "school" and _FACULTY.match(name) is not None


def spoken_of(folded: str, start: int, end: int, near: bool = False) -> bool:
    """Whether a name stands beside the own body, or its sentence tells of a visit, a partner, a case elsewhere.

    ``near``: the name is hardly another than the own one, so that 在 or 由 before it says nothing.
    """
    before, after = sentence(folded, start, end)
    partner = (_PARTNER if near else _BESIDE).search(before) is not None or after.startswith("学习")
    return partner or any(map(ON_PURPOSE.search, (before, after)))


def opens(o: Organisation, report: Report) -> bool:
    """Whether a body is the subject of the first paragraph: 上半年，浔川市交通运输局坚持……"""
    title, start = report.title, o.span.start
    index = report.paragraph_at(start)
    if title is None or index is None or start < title.end or report.section_at(start) is not None:
        return False
    first = report.paragraph_at(title.end - 1) or 0
    return index - first <= _FIRST and start - report.paragraphs[index].span.start <= _OPENING


def named_on_purpose(o: Organisation, own: Own, before: str, after: str) -> bool:
    """Whether the sentence about the name tells of a visit, a partner, a comparison, a case elsewhere."""
    if _OWN_WORK.search(before):
        # What one improves is one's own, whatever was seen elsewhere before.
        here = before[max(before.rfind(mark) for mark in ",:") + 1 :]
        return bool(ON_PURPOSE.search(here) or ON_PURPOSE.search(after[:12]) or _COMES.match(after))
    if ON_PURPOSE.search(before) or _COMES.match(after):
        return True
    if not leads(before):
        return bool(ON_PURPOSE.search(after[:40]) or _THERE.match(after))
    # A clause that begins with the name is about the own work; what follows at some distance is another matter.
    return not _same_body(o, own) and bool(ON_PURPOSE.search(after[:10]))


def _same_body(o: Organisation, own: Own) -> bool:
    """Whether the name is of a body like the own one elsewhere: 安化县水利局 for 平乐县水利局."""
    core = core_of(o.name)
    return bool(core) and (core == core_of(own.name) or kind_of(o.name) == own.kind in _SINGLE)


def among_own(o: Organisation, strange: str, before: str, after: str) -> bool:
    """Whether the name stands in a list with a body of the place: 会同⟦安化县水利局⟧、县应急管理局."""
    unit = strange[-1]
    beside_own = re.match(rf"、{unit}[{_HAN}]{{2,10}}(?:局|委|办|中心|队)", after)
    return bool(core_of(o.name) and beside_own) and not ON_PURPOSE.search(before + after[:30])


def in_own_place(
    o: Organisation, strange: str, own: Own, before: str, after: str, context: Context
) -> tuple[str, Severity] | None:
    """What is said of a name that no word explains, by how surely its place is the own body's.

    ``strange`` is the region in it that is not the own one; ``before`` and ``after`` are the rest of its sentence.
    Nothing is said of what earlier reports name as well.
    """
    regions = regions_of(o.name)
    # A body of the place is not one from elsewhere, and a bureau of a county below is one's own; a hospital there is not.
    near = (
        o.name[0] in "省市县区镇乡"
        or (bool(regions) and own.kind not in _SINGLE)
        or any(same_region(r, mine) for r in regions for mine in own.regions)
    )
    alike = _same_body(o, own) and bool(strange or not near)
    known = strange or o.name
    if (
        not (strange or alike)
        or context.folded.count(known) > 2
        or any(known in e.folded for e in context.earlier)
    ):
        return None
    first = leads(before)
    if alike and (first or _OWN_WORK.search(before) or _PARTS.match(after)):
        sure = Severity.WARNING if strange or not regions else Severity.INFO
        return "说本单位工作时写了别的单位", sure
    if first and _PARTS.match(after):
        return "此处应是本地，写的是", Severity.WARNING
    own_topic = _own_topic(o, after, context)
    if strange and (first or _OWN_WORK.search(before)):
        return "此处应是本地，写的是", Severity.WARNING if own_topic else Severity.INFO
    if own_topic and (before.endswith("对") or not beside(before)):
        return "此处似应是本地或本单位，写的是", Severity.INFO
    return None


def _own_topic(o: Organisation, after: str, context: Context) -> bool:
    """Whether what follows the name is said elsewhere of the own work."""
    topic = _TOPIC.match(after)
    if topic is None:
        return False
    start, end = o.span.start, o.span.end
    texts = (
        context.folded[:start],
        context.folded[end + topic.end() :],
        *(e.folded for e in context.earlier),
    )
    return any((topic["words"] or topic["counted"]) in text for text in texts)
