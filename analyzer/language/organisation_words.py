"""The words that the grammar of organisations is made of: bodies, regions, and what only looks like a name."""

import re
from functools import lru_cache

from analyzer import resources

HAN = "\u4e00-\u9fff"
# No name of a place or body holds these; a name begins after them.
_STOP = (
    "的了是在将对从向由被把给让使及等并也又还均都已就到赴会同与和至往去来自按经据为各全我本该其每两几多某此外或以于所不未无有"
    "个名家处位次后前时当现请报该率入进出过并内大小各"
)
STOP = frozenset(_STOP)
_NEVER = (
    "示范 贫困 先进 相邻 试点 重点 地级 县级 直辖 计划 特大 中心 城乡 城市 行政 自然 偏远 边境 产粮 产油 脱贫 摘帽 主产 主销 民族 老旧 棚户 自贸 自治 "
    "功能 试验 经济 合作 保护 开发 工业 高新 产业 新型 特色 美丽 文明 和美 宜居 数字 智慧 国际 国内 资本 证券 股票 期货 债券 地产 集贸 农贸 人才 技术 "
    "要素 土地 建设 加强 推进 推动 发展 发挥 激发 促进 实施 完善 健全 协调 动员 督促 指导 支持 组织 会同 联合 其中 包括 涉及 以及 根据 按照 围绕 结合 统筹 "
    "所有 部分 个别 一些 许多 有些 有的 上述 下列 左右 上下 城中 城郊 近郊 远郊 中央 国家 人民 革命 优秀 模范 标准 规模 集中 连片 分散 少数 多数 通水 "
    "抽查 走访 覆盖 选聘 建制 电视 建立 提升 提高 加快 扩大 深化 强化 优化 改善 落实 抓好 搞好 争取 实现 实行 开展 举办 公布 提请 抄送 承办 分管 纳入 "
    "属于 关于 市场 集镇 乡镇 村镇 街道 社区 镇区 园区 景区 库区 林区 牧区 灾区 山区 地区 小区 片区 辖区 校区 厂区 院区 病区 馆区 站区 城区 市区 新区 "
    "超级 大型 中小 沿海 沿江 沿河 内陆 西部 东部 中部 东北 北部 南部 南片 北片 东片 西片 中片 上游 下游 平安 无讼 党建 联建 共建 居家 "
    "先行 引领 进入 走进 面向 济特 农贸 配合 接受 参加 协助 邀请 召开 听取 征求 请示 报告 报送 提交 获得 荣获 代表 担任 任命 印发 转发 "
    "审议 批准 经过 通过 列为 评为 作为 成为 对照 贯彻 领导 服务 参与 出席 陪同 牵头 承接 报请 函告 移交 移送 上报 报经 遵照 依照 依据 "
    "响应 依托 借助 围绕 聚焦 受到 得到 收到 接到 见到 来自 位于 地处 处于 辖区 跨越 横跨 走遍 遍及 涵盖 分布 输送 选送 推荐 选派 派驻 "
    "进驻 入驻 联系 对接 沟通 商请 商定 邀约 提醒 约谈 通报 反馈 考核 评估 验收 检查 督查 巡察 审计 监督 管理 主要 分别 各级 相关 有关 "
    "当地 外地 本地 异地 全部 整个 全体 月初 月底 年初 年底 年末 日前 近日 目前 期间 同时 此外 另外 以来 以后 之后 之前 第一 第二 首个 "
    "首批 一站 高水 应用"
)
NEVER = frozenset(_NEVER.split())
# Verbs that the dictionary has as other words, before which a place may stand as well.
BEFORE_PLACES = frozenset(
    [
        "深化",
        "规范",
        "细化",
        "筑牢",
        "健全",
        "丰富",
        "繁荣",
        "壮大",
        "印发",
        "代表",
        "讲好",
        "用好",
        "织密",
        "守牢",
        "总结",
        "汇总",
    ]
)
# After a unit's character these make another word: 市场, 县域, 区别.
NOT_AFTER = {
    "省": "级略去时力心钱下内外际份",
    "市": "场民值容面价区域内外级直镇政盈况辖",
    "县": "域级城区内外直处市乡份际团",
    "区": "域别分间划块内外级位直县",
    "州": "官市",
    "旗": "下帜舰号县",
    "镇": "化静压定痛村街级区域江海",
    "乡": "村镇亲音土间情愁贤级道",
    "村": "民庄级干组屯两集规容落史医镇居务企小校社居容口户内外头里风",
    "街道": "级内外两",
    "社区": "级内外工服卫矫治居医养干团书党建工民",
}
LEVELS = {
    "省": 1,
    "市": 2,
    "县": 3,
    "区": 3,
    "州": 2,
    "旗": 3,
    "镇": 4,
    "乡": 4,
    "街道": 4,
    "村": 5,
    "社区": 5,
}


@lru_cache(maxsize=1)
def long_stems() -> dict[str, tuple[str, ...]]:
    """Stems of regions that are not of two characters, by their last two: ``家庄`` → ``石家庄``."""
    index: dict[str, list[str]] = {}
    for row in resources.table("lexicons/regions.tsv"):
        if row["level"] != "central" and len(row["name"]) > 3:
            stem = re.sub(r"(?:省|市|自治区|特别行政区|林区)$", "", row["name"])
            index.setdefault(stem[-2:], []).append(stem)
    return {k: tuple(v) for k, v in index.items()}


@lru_cache(maxsize=1)
def central_bodies() -> re.Pattern[str]:
    """The bodies of the centre, by name."""
    rows = resources.table("lexicons/regions.tsv")
    return re.compile(
        _alternation(r["name"] for r in rows if r["level"] == "central") + rf"(?!门|[{HAN}]?[厅局]长)"
    )


@lru_cache(maxsize=1)
def known_regions() -> frozenset[str]:
    """The stems of provinces and of cities whose names are long."""
    rows = resources.table("lexicons/regions.tsv")
    return frozenset(
        r["short"] if r["level"] == "city" else r["name"][:2] for r in rows if r["level"] != "central"
    )


def _alternation(given: object) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, given), key=len, reverse=True)) + ")"  # type: ignore[call-overload]


def _listed(match: str) -> list[str]:
    return [r["word"] for r in resources.table("lexicons/organisation_suffixes.tsv") if r["match"] == match]


_PARTS = (
    r"(?:机关党委|党组|党委|党总支|党支部|办公室|巡察整改工作办公室|[\u4e00-\u9fff]{2}分局|纪检监督部|(?<=[院校学司])委员会|"
    r"委员会(?=[^\u4e00-\u9fff]|关于|$))"
)
_INSIDE = f"[^\\W\\d_a-zA-Z{re.escape('的了是在将对从向由被把及各全其等并会也均已就到于所不未有个我本该以')}]"
_NO_NAME = (
    r"(?!员[^会]|长|托|屈|派|任|培|党委?书记|管理(?!委员会|中心|局|所|站|处|办)|安全|建设(?!局|指挥部|委|厅|工程)|工作(?!专班|办公室|"
    r"领导小组|指挥部|委员会))"
)


@lru_cache(maxsize=1)
def body_after_region() -> re.Pattern[str]:
    """What may follow a region's name and make it a body's: ``水利局``, ``人民政府督查室``, ``虹湾化工产业园区管委会``."""
    known, tails = _alternation(_listed("body")), _alternation(_listed("tail"))
    return re.compile(
        rf"{_NO_NAME}(?:(?P<known>{known}(?:(?<=委)(?![员托屈派任培内外]))?(?<!委员)(?:[\u4e00-\u9fff]{{2}}分局)?)"
        rf"|(?P<open>(?![和与、])(?:{_INSIDE}){{1,15}}?{tails})(?![长员民]|主任|书记|工作(?!委员会|领导|专班)|建设(?!指挥)|管理(?!委员会|中心))){_PARTS}?"
    )


@lru_cache(maxsize=1)
def open_name() -> re.Pattern[str]:
    """The end of a name that needs no region: ``有限公司``, ``大学``."""
    tails = [
        "有限责任公司",
        "股份有限公司",
        "有限公司",
        "集团",
        "大学",
        "学院",
        "中学",
        "小学",
        "幼儿园",
        "医院",
        "卫生院",
        "护养院",
        "指挥部",
        "工作专班",
        "领导小组",
        "实验学校",
        "银行",
        *(zone + end for zone in ("园区", "开发区", "高新区", "经开区") for end in ("管委会", "管理委员会")),
    ]
    return re.compile(
        rf"{_alternation(tails)}(?:附属医院|附属中学|附属小学|工会|党委|委员会(?=[^{HAN}]|关于|$)|纪检监督部)?(?![生长员习]|院长|校长|管理|建设(?!指挥))"
    )


@lru_cache(maxsize=4096)
def is_common(stem: str) -> bool:
    """Whether two characters are an everyday word rather than the name of a place."""
    if stem in NEVER or not STOP.isdisjoint(stem):
        return True
    import rjieba

    tagged = rjieba.tag(stem)
    if len(tagged) == 1:
        return (
            not tagged[0][1].startswith(("ns", "nr", "nz", "nt"))
            and tagged[0][1] != "x"
            and rjieba.has_word(stem)
        )
    return False


@lru_cache(maxsize=4096)
def is_listed(region: str) -> bool:
    """Whether the dictionary knows ``region`` as a place: ``安化县``, whose stem is an everyday word."""
    import rjieba

    tagged = rjieba.tag(region)
    return len(tagged) == 1 and tagged[0][1].startswith("ns")


@lru_cache(maxsize=4096)
def is_verb(two: str) -> bool:
    """Whether two characters are a verb or another word that a name may follow: ``公布``."""
    import rjieba

    tagged = rjieba.tag(two)
    return len(tagged) == 1 and rjieba.has_word(two) and tagged[0][1] in ("v", "vn", "vd", "p", "d", "c", "t")


def head_of_name(run: str, least: int) -> int:
    """Where the name that ends ``run`` begins: after the last word of the run that no name holds."""
    cut = 0
    for m in re.finditer(
        r"会同|联合|组织|选派|邀请|委托|督促|指导|支持|根据|按照|依托|围绕|成立|设立|建立|以及|包括|其中|主要|来自|"
        r"完善|推动|推进|加强|提高|提升|促进|优化|健全|强化|深化|规范|"
        r"^同|"
        r"[的了是在将对从向由被把给让使及到赴与和至往去按经据为各全我本该每等并也已于]",
        run,
    ):
        if m.end() <= len(run) - least:
            cut = m.end()
    return cut


# Words of these classes begin no name; those of the second stand in none.
_PEELED = ("v", "d", "c", "p", "u", "r", "m", "q", "f", "t", "z")
_FOREIGN = ("d", "c", "p", "u", "r", "y")
_KIND_WORDS = re.compile(
    r"(?:公立|商业|政策性|定点|民营|国有|非|中|农村|普通|职业|型|一流|高水平|工作|级|二十国|G20|七国|以上|本人|各类|相关|有关|综合|专科|"
    r"公办|民办|乡镇|重点|部分|县|市|区|镇|省|专项|整改|领导|上市|企业|所属|下属|外资|保险|中小|大型|村镇|龙头)$"
)
_IN_NAMES = (
    "职业",
    "专科",
    "综合",
)  # kinds of schools and hospitals that stand in the name of one: 枫泉职业学院


def proper(stem: str) -> str:
    """The end of ``stem`` that can be a name: ``加快国有商业`` is none, ``筹建亚洲基础设施投资`` has one."""
    import rjieba

    tagged = rjieba.tag(stem)
    while tagged and tagged[0][1].startswith(_PEELED) and (len(tagged[0][0]) > 1 or tagged[0][1][0] != "v"):
        tagged = tagged[1:]
    name = "".join(word for word, _ in tagged)
    kind = _KIND_WORDS.search(name)
    place = name[:2]
    if kind and kind[0] in _IN_NAMES and len(name) > 3 and place[0] not in LEVELS and not is_common(place):
        kind = None
    if (
        len(name) < 2
        or any(tag.startswith(_FOREIGN) for _, tag in tagged)
        or kind
        or set("的了是") & set(name)
    ):
        return ""
    return name
