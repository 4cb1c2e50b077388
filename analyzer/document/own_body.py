"""The body that a report comes from, and how names of bodies compare with its own."""

import re
from dataclasses import dataclass

# How far up each unit stands; a unit of equal rank and another name is another place.
RANKS = {
    "省": 1, "自治区": 1, "市": 2, "自治州": 2, "地区": 2, "盟": 2, "州": 2, "县": 3, "区": 3, "自治县": 3, "旗": 3, "自治旗": 3,
    "镇": 4, "乡": 4, "街道": 4, "村": 5, "社区": 5,
}  # fmt: skip
_UNIT = "|".join(sorted(RANKS, key=len, reverse=True))
_REGION = re.compile(
    rf"(?P<stem>(?![省市县区镇乡村])(?:[\u4e00-\u9fff]{{2,8}}?|[\u4e00-\u9fff](?=县)))(?P<unit>(?<![农乡])村|(?<![城乡])镇|(?!村|镇)(?:{_UNIT}))(?!域|(?<=镇)市)(?!(?<=[市县区镇乡村])(?:场(?!监)|民(?![政族兵])))"
)
# The kinds of body, by how their names end; the first that fits.
_KINDS = (
    ("school", r"(?:学校|中学|小学|大学|学院|幼儿园|党校|附中|附小|一中|二中|三中|高中|初中|高级中学)(?:总支部委员会|支部委员会|委员会|党委|党总支|党支部)?$"),
    ("hospital", r"(?:医院|卫生院|护养院|敬老院|福利院|养老院|疗养院|保健院|卫生服务中心)(?:总支部委员会|支部委员会|委员会|党委|党总支|党支部)?$"),
    ("court", r"(?:法院|检察院)$"),
    ("company", r"(?:公司|集团|银行|支行|分行|厂)(?:委员会|党委|纪委|工会|[\u4e00-\u9fff]{2,8}部)?$"),
    ("park", r"(?:园区|开发区|高新区|新区|示范区|度假区)(?:管理委员会|管委会)?$"),
    ("village", r"(?:村|社区|村民委员会|村委会|居委会|居民委员会|村党支部)$"),
    ("town", r"(?:镇|乡|街道)(?:人民政府|政府|办事处|党委|党工委|委员会)?$"),
    ("works", r"(?:指挥部|项目部|项目办公室|项目办)$"),
    ("office", r"(?:办公室|督查室|办|室)$"),
    ("bureau", r"(?:局|分局|局党组|局党委)$"),
    ("department", r"(?:厅|厅党组)$"),
    ("centre", r"(?:中心|馆|站|所|队|院|台)$"),
    ("region", r"(?:省|市|县|区|州|旗|盟|人民政府|政府)$"),
    ("committee", r"(?:委员会|委|纪委监委|联合会|联合社|协会|总工会|党组)$"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
# Units with which a body of each kind speaks of itself: 我局, 我校.
_SELF = {
    "school": "校 院 园 系", "hospital": "院 所 中心", "court": "院", "company": "公司 集团 厂 司 行 矿", "park": "区 园区 委",
    "village": "村 社区", "town": "镇 乡 街道 办", "works": "部 办 中心", "office": "办 室 中心", "bureau": "局 分局", "department": "厅",
    "centre": "中心 馆 站 所 队 院 台", "region": "", "committee": "委 会 社 局",
}  # fmt: skip
_UNITS_OF_REGIONS = {
    "省": 1,
    "市": 2,
    "州": 2,
    "县": 3,
    "区": 3,
    "旗": 3,
    "镇": 4,
    "乡": 4,
    "街道": 4,
    "村": 5,
    "社区": 5,
}
STATE = "国务院"  # the one body that lies in no region and speaks for all of them
_PARTY = re.compile(r"^中国共产党|^中共")


def regions_of(name: str) -> tuple[str, ...]:
    """The named regions that ``name`` begins with, the highest first: ``汐州市``, ``虹湾区``."""
    found: list[str] = []
    at = m.end() if (m := _PARTY.match(name)) else 0
    while m := _REGION.match(name, at):
        # 城市管理局, 社区卫生…: words, no regions; a region's rank grows from left to right.
        if found and RANKS[m["unit"]] <= rank_of(found[-1]):
            break
        if len(m["stem"]) > 3 and "族" not in m["stem"] and not m["unit"].startswith("自治"):
            break
        if m["unit"] == "社区" and m.end() < len(name) and name[m.end()] not in "党居委":
            break
        if m["stem"][0] in "城工园景林山小新" or m["stem"] in ("全", "各", "开发", "示范", "高新", "产业"):
            break
        found.append(m.group())
        at = m.end()
    return tuple(found)


def rank_of(region: str) -> int:
    """How far up a region stands, 1 for a province; 9 where its unit is not known."""
    return next((rank for unit, rank in RANKS.items() if region.endswith(unit) and _longest(region, unit)), 9)


def unit_of(region: str) -> str:
    """The unit that a region's name ends with: ``街道``."""
    return next((u for u in sorted(RANKS, key=len, reverse=True) if region.endswith(u)), region[-1:])


def _longest(region: str, unit: str) -> bool:
    return not any(len(u) > len(unit) and region.endswith(u) for u in RANKS)


def core_of(name: str) -> str:
    """``name`` without 中共 and without its regions: ``水利局``."""
    bare = _PARTY.sub("", name)
    return bare[len("".join(regions_of(bare))) :]


def kind_of(name: str) -> str:
    """The kind of a body as its name ends, empty where it is not known."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(name)), "")


def bare(name: str) -> str:
    """``name`` without what only says which part of the body speaks: its party committee or office."""
    name = _PARTY.sub("", name)
    return re.sub(r"(?<=[\u4e00-\u9fff]{4})(?:(?<!管理)委员会|党委|党组|党总支|党支部)$", "", name) or name


@dataclass(frozen=True, slots=True)
class Own:
    """The reporting body.

    ``regions`` are the regions it lies in as far as the report names them, the highest first. ``shorts`` are other forms
    of its name that the report may use: without its region, with the short form of its end, as introduced by 以下简称.
    """

    name: str
    shorts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    kind: str = ""

    @property
    def rank(self) -> int:
        """How far up its own region stands; 9 where none is known."""
        if self.kind == "state":
            return 0
        return rank_of(self.regions[-1]) if self.regions else _UNITS_OF_REGIONS.get(self.name[0], 9)

    def is_me(self, name: str) -> bool:
        """Whether ``name`` is the body, in full or short."""
        return name == self.name or name in self.shorts or bare(name) == bare(self.name)

    def speaks_as(self, unit: str) -> bool:
        """Whether the body may call itself 我 + ``unit``, or its region or one above."""
        if unit in ("国", "党", "军", "们", "单位", "系统"):
            return True
        if self.kind == "state":
            return False
        if unit in _UNITS_OF_REGIONS:
            if not self.regions:
                return self.kind not in ("town", "village") or unit in _SELF[self.kind].split()
            names = self.regions[-1]
            if names.endswith(unit) or (self.kind in ("park",) and unit == "区"):
                return True
            return _UNITS_OF_REGIONS[unit] < self.rank
        last = core_of(self.name)
        if self.kind == "school" and unit == "院":
            return "院" in last or "大学" in last
        return unit in _SELF.get(self.kind, "").split() or last.endswith(unit) or unit in last

    def strange_region(self, name: str) -> str:
        """The region in ``name`` that stands where the body's own stands and is another, empty where there is none."""
        if self.kind == "state":
            return next(iter(regions_of(name)), "")
        for region in regions_of(name):
            for mine in self.regions:
                if rank_of(mine) == rank_of(region) and not same_region(mine, region):
                    return region
            if any(same_region(mine, region) for mine in self.regions):
                continue
        return ""


def same_region(one: str, other: str) -> bool:
    """Whether two names are of one region: 平乐县 and 平乐; 广西壮族自治区 and 广西."""
    return one == other or stem_of(one) == stem_of(other)


def stem_of(region: str) -> str:
    """A region's name without its unit: ``平乐``."""
    m = re.fullmatch(rf"(.+?)(?:{_UNIT})", region)
    return m[1] if m else region


def kin(one: str, other: str) -> bool:
    """Whether two names may be of one body or of a body and its part: they share a region or the beginning."""
    mine, theirs = regions_of(one), regions_of(other)
    if mine and theirs:
        if any(rank_of(a) == rank_of(b) and not same_region(a, b) for a in mine for b in theirs):
            return False
        # Two schools of one district are two bodies.
        single = kind_of(one) == kind_of(other) and kind_of(one) in ("school", "hospital", "company")
        a, b = core_of(bare(one)), core_of(bare(other))
        if single and not (a in b or b in a or len(set(a) ^ set(b)) <= 2):
            return False
        return any(same_region(a, b) for a in mine for b in theirs)
    a, b = bare(one), bare(other)
    head = min(4, len(a), len(b))
    if head >= 2 and (a[:head] == b[:head] or a in b or b in a):
        return True
    stems = [stem_of(r) for r in (*mine, *theirs)]
    return any(s in one and s in other for s in stems) or (
        len(a) > 4 and len(b) > 4 and one[0] != other[0] and one[1:4] == other[1:4]
    )


_DIFFERENT = frozenset("东西南北前后大小一二三四五六七八九十第新老中甲乙丙丁ABCDE")


_BRANCHES = frozenset("党纪工团妇")


def nearly(odd: str, form: str) -> bool:
    """Whether one of the two was meant for the other: one or two characters of a long name apart, ends alike."""
    if (
        odd == form
        or len(form) < 5
        or abs(len(odd) - len(form)) > 2
        or not re.fullmatch(r"[\u4e00-\u9fff()]+", odd)
        or odd[-1] != form[-1]
    ):
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(odd, form, strict=False)) if a != b), min(len(odd), len(form))
    )
    end = 0
    while end < min(len(odd), len(form)) - start and odd[-1 - end] == form[-1 - end]:
        end += 1
    was, now = form[start : len(form) - end], odd[start : len(odd) - end]
    if (_DIFFERENT & set(was + now) and len(was) == len(now)) or (start == 0 and len(was) == 0):
        return False
    if was and now and set(was + now) <= _BRANCHES:
        return False  # 党委 and 纪委
    if start == 0 and (len(now) != len(was) or len(form) < 8):
        return False
    if len(was) == len(now) == 1:
        # Another region of the same unit is another body: 平乐县 and 平江县 have nothing to do with one another.
        return len(form) >= 6 and not (form[start + 1 : start + 2] in "省市县区镇乡村局" and len(form) < 8)
    if len(was) <= 1 and len(now) <= 1:
        return len(form) >= 6
    if not now and len(was) == 2:
        return (
            len(form) >= 7
            and start > 0
            and form[start : start + 2] not in ("人民",)
            and core_of(form) not in odd
        )
    return not was and len(now) == 1


def reworded_body(odd: str, name: str) -> bool:
    """Whether a signature means the body of the title: the same region or beginning, the same kind, other words between."""
    a, b = bare(odd), bare(name)
    if a in b or b in a or kind_of(a) != kind_of(b) or regions_of(a)[-1:] != regions_of(b)[-1:]:
        return False
    first, second = set(core_of(a)), set(core_of(b))
    return len(first & second) >= 0.6 * max(len(first), len(second)) and len(core_of(a)) > 3


def reworded_head(odd: str, head: str) -> bool:
    """Whether two characters of a long beginning are others: 体育中心项目工程 for 体育中心建设工程."""
    wrong = [i for i, (a, b) in enumerate(zip(odd, head, strict=False)) if a != b]
    return len(odd) == len(head) >= 9 and 1 <= len(wrong) <= 2 and wrong[0] >= 5 and wrong[-1] - wrong[0] <= 1
