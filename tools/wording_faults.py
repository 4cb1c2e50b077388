"""Faults of wording and style as people make them, one function a rule code; ``plant_drafts`` puts them into sound reports.

They are enumerated from the language (which words sound alike, which numerals, verbs and members a phrase has, how dates
and ranges are mistyped), not from what the rules look for. Set phrases are rare in work reports of offices, so a sentence
that has one is first put in, right, and then spoilt.
"""

import re
from collections.abc import Callable
from random import Random

from faults import Series, _prose, _replace, mark

# Sentences with the phrase that is spoilt in braces; members of a listing stand between bars.
SENTENCES = (
    "要求全体干部{增强“四个意识”}，在思想上政治上行动上同党中央保持高度一致。",
    "教育引导党员{坚定“四个自信”}，把讲政治落到具体工作中。",
    "各支部{做到“两个维护”}，不折不扣抓好任务落实。",
    "大家{坚定拥护“两个确立”}，把准工作方向。",
    "围绕{统筹推进“五位一体”总体布局}谋划年度工作。",
    "把各项任务放到{协调推进“四个全面”战略布局}中去把握。",
    "以{习近平新时代中国特色社会主义思想}为指导，研究制定工作计划。",
    "坚决贯彻{以习近平同志为核心的党中央}决策部署，逐项对账销号。",
    "把{铸牢中华民族共同体意识}的要求融入日常宣传。",
    "严格落实{中央八项规定及其实施细则精神}，从严控制公务接待。",
    "班子成员带头执行{中央八项规定精神}，自觉接受监督。",
    "牢牢把握{稳中求进工作总基调}，统筹安排全年任务。",
    "自觉践行{绿水青山就是金山银山}的理念，抓实日常管护。",
    "更加注重{质的有效提升和量的合理增长}，提高服务水平。",
    "认真落实{党风廉政建设和反腐败斗争}部署，开展廉政提醒。",
    "着力推进{国家治理体系和治理能力现代化}，夯实基层基础。",
    "把{整治形式主义为基层减负}作为硬任务，压减报表。",
    "继续做好{巩固拓展脱贫攻坚成果}有关工作。",
    "始终坚持{以人民为中心}，办好民生实事。",
    "落实{行政执法全过程记录制度}，规范文书制作。",
    "一体推进{|不敢腐|不能腐|不想腐|}，深化警示教育。",
    "对照{|政治意识|大局意识|核心意识|看齐意识|}逐条查找差距。",
    "增强群众{|获得感|幸福感|安全感|}，优化窗口服务。",
    "坚持{|人民至上|生命至上|}，守住安全底线。",
    "营造{|市场化|法治化|国际化|}的一流环境。",
    "学习运用{|理论联系实际|密切联系群众|批评和自我批评|}的优良作风。",
    "贯彻{|节水优先|空间均衡|系统治理|两手发力|}的思路。",
    "提高{|自我净化|自我完善|自我革新|自我提高|}能力。",
    "坚持{|安全第一|预防为主|综合治理|}的方针，开展拉网排查。",
    "坚持{|惩前毖后|治病救人|}，抓早抓小。",
    "落实{|科学立法|严格执法|公正司法|全民守法|}的要求。",
    "整治{|形式主义|官僚主义|享乐主义|奢靡之风|}，转变工作作风。",
)
_VERBS = {
    "增强": "坚定 做到",
    "坚定": "做到",
    "做到": "坚定 增强",
    "坚定拥护": "做到",
    "统筹推进": "协调推进",
    "协调推进": "统筹推进",
}
_COUNTED = re.compile("“([一二两三四五六七八])(?=[个位])")
# Characters that sound alike or look alike, as typists take one for the other.
SOUNDS = {
    "铸": "筑祝注", "牢": "劳", "族": "足", "识": "式事", "规": "归", "精": "经", "施": "实", "则": "责", "求": "球", "进": "近",
    "调": "掉", "基": "机", "绿": "录", "青": "清", "银": "引", "质": "制", "效": "郊", "提": "题", "量": "亮", "增": "曾",
    "廉": "联", "政": "正", "腐": "府", "败": "拜", "斗": "抖", "争": "挣", "理": "里", "系": "细", "代": "带", "治": "制",
    "形": "型", "主": "注", "义": "意", "层": "曾", "减": "简", "负": "付", "固": "故", "拓": "托", "脱": "托", "贫": "频", "攻": "公",
    "坚": "艰", "成": "城", "果": "过", "执": "直", "程": "成", "记": "纪", "录": "绿", "度": "渡", "想": "相", "社": "设",
    "特": "待", "核": "该", "志": "至", "央": "秧", "法": "发", "现": "显", "展": "占", "民": "名", "心": "新",
}  # fmt: skip
TYPOS = {
    "部署": "布署 步署", "截至": "截止", "贯彻": "贯撤 惯彻", "督促": "督捉", "严峻": "严竣", "建议": "建意", "履行": "屡行", "安装": "按装", "既要": "即要",
    "迅速": "讯速", "账户": "帐户", "台账": "台帐", "账目": "帐目", "即使": "既使", "坚决": "坚绝", "杜绝": "杜决", "整治": "整冶", "治理": "冶理",
    "压实": "压时", "机制": "机治", "措施": "措失", "责任": "则任", "检查": "捡查", "监督": "监都", "培训": "培驯", "清理": "清里", "统筹": "统畴",
    "保障": "保章", "提升": "题升", "完善": "完缮", "规范": "规犯", "覆盖": "复盖", "部分": "部份", "处理": "处里", "座谈": "坐谈", "凝聚": "凝具",
    "持续": "持序", "标准": "标淮", "准备": "淮备", "环境": "环镜", "情况": "情况", "通报": "通抱", "问题": "问提", "经验": "经念", "宣传": "宜传",
    "排查": "排察", "巡查": "巡茶", "制定": "制钉", "落实": "洛实", "组织": "组识", "管理": "菅理", "安全": "按全", "服务": "服物", "工作": "工做",
    "完成": "完城", "开展": "开占", "加强": "加墙", "发现": "发显", "群众": "群重", "企业": "企叶", "项目": "项木", "单位": "单立", "资金": "资全",
    "印发": "印法", "制度": "治度", "健全": "建全", "协调": "协条", "配合": "配和", "结合": "结和", "应急": "应及", "隐患": "稳患", "整改": "整该",
    "再接再厉": "再接再励", "因地制宜": "因地治宜", "举一反三": "举一返三", "行之有效": "行之有郊", "建章立制": "建章立治", "查漏补缺": "查漏补却",
}  # fmt: skip


def _put_in(lines: list[str], chance: Random, sentence: str) -> bool:
    places = [i for i in _prose(lines) if lines[i].rstrip().endswith("。")]
    if not places or any(re.sub(r"⟦|⟧[^^]*\^", "", sentence) in line for line in lines):
        return False
    lines[chance.choice(places)] += sentence
    return True


def _put_both(lines: list[str], chance: Random, spoilt: str, sound: str) -> bool:
    """A spoilt sentence and, where there is room, a sound one of the same kind that must stay silent."""
    done = _put_in(lines, chance, spoilt)
    if done:
        _put_in(lines, chance, sound)
    return done


def w701(lines: list[str], chance: Random, s: Series) -> bool:
    sound, sentence = chance.sample(SENTENCES, 2)
    before, phrase, after = re.fullmatch(r"(.*)\{(.*)\}(.*)", sentence).groups()
    ways = [_members_exchanged] if "|" in phrase else [_sound, _lost, _verb, _number]
    chance.shuffle(ways)
    for way in ways:
        if wrong := way(phrase, chance):
            spoilt = f"{before}{mark(wrong, 'W701', f'应为{_plain(phrase)}')}{after}"
            return _put_both(lines, chance, spoilt, re.sub(r"\{(.*)\}", lambda m: _plain(m[1]), sound))
    return False


def _plain(phrase: str) -> str:
    return phrase.strip("|").replace("|", "、")


def _members_exchanged(phrase: str, chance: Random) -> str:
    members = phrase.strip("|").split("|")
    n = chance.randrange(len(members) - 1)
    members[n], members[n + 1] = members[n + 1], members[n]
    return "、".join(members)


def _sound(phrase: str, chance: Random) -> str:
    places = [i for i, char in enumerate(phrase) if char in SOUNDS and 0 < i < len(phrase) - 1]
    if "“" in phrase or not places:
        return ""
    i = chance.choice(places)
    return phrase[:i] + chance.choice(SOUNDS[phrase[i]]) + phrase[i + 1 :]


def _lost(phrase: str, chance: Random) -> str:
    if "“" in phrase or len(phrase) < 8:
        return ""
    i = chance.randrange(1, len(phrase) - 1)
    return phrase[:i] + phrase[i + 1 :]


def _verb(phrase: str, chance: Random) -> str:
    verb, quote, rest = phrase.partition("“")
    others = _VERBS.get(verb, "")
    if not quote or not others:
        return ""
    return f"{chance.choice(others.split())}“{rest}"


def _number(phrase: str, chance: Random) -> str:
    m = _COUNTED.search(phrase)
    if not m:
        return ""
    digit = str("一二三四五六七八".index(m[1].replace("两", "二")) + 1)
    return phrase[: m.start(1)] + digit + phrase[m.end(1) :]


def w702(lines: list[str], chance: Random, s: Series) -> bool:
    words = chance.sample(sorted(TYPOS), len(TYPOS))
    for word in words:
        wrong = chance.choice(TYPOS[word].split())
        follow = "(?=今年|目前|\\d)" if word == "截至" else ""
        if wrong != word and _replace(
            lines, chance, word + follow, lambda m, w=wrong, r=word: mark(w, "W702", f"应为{r}")
        ):
            return True
    return False


def w703(lines: list[str], chance: Random, s: Series) -> bool:
    def word(m: re.Match[str]) -> str:
        return mark(m[0] * 2, "W703", "词语重复")

    ways = [
        (r"(?<=[，。；、])(?:切实|认真|组织|重点|积极|全面|继续|统一|已经|其中|主要|及时)", word),
        (r"(?:检查组|办公室|责任人|工作组|领导小组|台账|要求|进度|群众|企业|单位)(?=[，。；、])", word),
        (r"(?<=。)[^。“”]{15,60}。", lambda m: m[0] + mark(m[0], "W703", "整句重复")),
    ]
    pattern, make = chance.choice(ways)
    return _replace(lines, chance, pattern, make)


def w704(lines: list[str], chance: Random, s: Series) -> bool:
    """A quotation of ``CANONICAL`` with one word changed, dropped or put in."""
    quoted = chance.choice(re.findall(r"[^。\n]{14,60}(?=。)", CANONICAL))
    sound = chance.choice([q for q in re.findall(r"[^。\n]{14,60}(?=。)", CANONICAL) if q != quoted])
    i = chance.randrange(2, len(quoted) - 3)
    wrong = chance.choice(
        (
            quoted[:i] + quoted[i + 1 :],
            quoted[:i] + chance.choice("大新好全") + quoted[i + 1 :],
            quoted[:i] + "的" + quoted[i:],
        )
    )
    if wrong == quoted:
        return False
    return _put_both(
        lines,
        chance,
        f"文件提出“{mark(wrong, 'W704', f'原文是{quoted}')}”，各科室对照落实。",
        f"会议重温“{sound}”的要求。",
    )


CANONICAL = """各单位要把办理群众来信作为经常性工作，件件有登记、事事有回音。
对暂时不具备解决条件的事项，要说明原因并列出下一步的时间安排。
任何科室不得以内部流程为由推迟答复，超过期限的由分管负责人书面说明。
年度经费安排要优先保证基层一线，压缩的部分不得用于购置办公设备。
检查不打招呼、不听汇报、不搞陪同，发现的问题当场交办并限期复核。
数据以月底系统导出的为准，事后更正的要留下更正人和更正理由。
"""
HOUSE = (
    ("行政服务中心", "政务服务中心"), ("贫困户", "脱贫户"), ("下岗职工", "失业人员"), ("五保老人", "特困供养人员"), ("老年活动室", "老年活动中心"),
)  # fmt: skip


def w705(lines: list[str], chance: Random, s: Series) -> bool:
    wrong, right = chance.choice(HOUSE)
    return _put_both(
        lines,
        chance,
        f"同步走访{mark(wrong, 'W705', f'本单位写作{right}')}，听取意见。",
        f"同步走访{chance.choice(HOUSE)[1]}，听取意见。",
    )


def l803(lines: list[str], chance: Random, s: Series) -> bool:
    sentences = (
        ("参训人员满意率保持在{}。", "92%—96%", "92—96%"),
        ("单个项目补助{}元。", "3万—8万", "3—8万"),
        ("累计发放宣传资料{}。", "6000余份", "6千余份"),
        ("服务对象{}。", "近300人", "近300余人"),
        ("平均办理时间{}。", "约5个工作日", "约5个工作日左右"),
        ("每月{}。", "至少调度2次", "至少调度2次以上"),
        ("重复投诉{}。", "下降一半", "下降了2倍"),
        ("相关支出{}。", "同比下降4.2%", "同比增长-4.2%"),
        ("计划于{}前完成收尾。", "第三季度", "第3季度"),
        ("方案于{}印发。", "{y}年3月5日", "{y}年03月05日"),
        ("办结率比上期提高{}。", "1.5个百分点", "1.5%个百分点"),
        ("群众满意度达{}。", "96%", "百分之96"),
        ("任务分{}两年实施。", "{y}—{z}年", "{y}-{z}年"),
        ("产值{}。", "翻两番", "翻2番"),
    )
    if chance.random() < 0.3 and _replace(
        lines,
        chance,
        r"(\d{4})年(\d)月(\d{1,2})日",
        lambda m: mark(f"{m[1]}年0{m[2]}月{int(m[3]):02d}日", "L803", "月日不编虚位"),
    ):
        return True
    sentence, right, wrong = chance.choice(sentences)
    years = {"y": s.until.year, "z": s.until.year + 1}
    other, sound, _ = chance.choice([x for x in sentences if x[0] != sentence])
    return _put_both(
        lines,
        chance,
        sentence.format(mark(wrong.format(**years), "L803", f"应为{right.format(**years)}")),
        other.format(sound.format(**years)),
    )


def l804(lines: list[str], chance: Random, s: Series) -> bool:
    year, number = s.until.year, chance.randrange(3, 90)
    right = f"〔{year}〕{number}号"
    wrong = chance.choice(
        (
            f"[{year}]{number}号",
            f"（{year}）{number}号",
            f"【{year}】{number}号",
            f"〔{year}〕第{number}号",
            f"〔{year}〕{number:03d}号",
            f"〔{year % 100}〕{number}号",
            f"〔{year}〕{number}",
        )
    )
    if _replace(lines, chance, r"〔\d{4}〕\d+号", lambda m: mark(wrong, "L804", f"应为{right}")):
        return True
    return _put_in(
        lines,
        chance,
        f"按照《关于报送工作进展情况的通知》（{s.body[:2]}办发{mark(wrong, 'L804', f'应为{right}')}）要求，按时报送。",
    )


def l806(lines: list[str], chance: Random, s: Series) -> bool:
    ways = (
        (r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", lambda m: mark("，，", "L806", "逗号重复")),
        (r"(?<=[\u4e00-\u9fff])。(?=[\u4e00-\u9fff])", lambda m: mark("，。", "L806", "点号连用")),
        (r"(?<=[\u4e00-\u9fff])；(?=[\u4e00-\u9fff])", lambda m: mark("；，", "L806", "点号连用")),
        (
            r"(?<=[\u4e00-\u9fff]、)([\u4e00-\u9fff]{2,4})等(?=[\u4e00-\u9fff])",
            lambda m: m[1] + mark("、等", "L806", "等前不加顿号"),
        ),
    )
    pattern, make = chance.choice(ways)
    return _replace(lines, chance, pattern, make)


Fault = Callable[[list[str], Random, Series], bool]
WORDING: dict[str, Fault] = {
    "W701": w701, "W702": w702, "W703": w703, "W704": w704, "W705": w705, "L803": l803, "L804": l804, "L806": l806,
}  # fmt: skip
