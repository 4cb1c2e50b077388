"""Names that are almost another one, which the report or an earlier one uses: accounts, teams, systems; a part of N602.

Which of the two is the odd one is told by how often each stands in this report and in the earlier ones. Names that both
belong there are the normal case: those listed side by side, newly set up, or told apart by a number or a direction.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analyzer.document import Severity, Span

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(
    rf"“(?P<name>[{_HAN}]{{3,10}})”(?P<thing>(?:微信|官方|志愿|服务|系列|专项|主题|的)*(?P<head>[{_HAN}]{{0,2}}))"
)
# What a quoted name may be the name of; with two of these there are two names.
_THINGS = frozenset(
    re.findall("..", "公众小程视频频道网站微博栏目专栏平台系统小队队伍活动行动工程项目热线品牌讲坛讲堂课堂")
)
# Things of which there is one: what it is called is its name.
_SINGLE = (
    "小组",
    "专班",
    "办公室",
    "指挥部",
    "系统",
    "平台",
    "公众号",
    "小程序",
    "栏目",
    "专栏",
    "热线",
    "服务队",
    "小分队",
)
# Things of which there are many; only the same words around them tell that one is meant.
_MANY = ("工程", "行动", "项目", "中心", "基地", "基金", "工作站", "服务站", "大赛")
_BODIES = ("小组", "专班", "办公室", "指挥部")
_NUMBERED = re.compile(
    r"(?P<number>第[一二三四五六七八九十]+)(?P<kind>(?:巡察|巡视|督导|督察|督查|检查|核查|审计|考核|调研|验收|工作)组)"
)
# Beginnings that many bodies' names have.
_GENERAL = frozenset(
    re.findall("..", "工作建设管理服务专项领导综合县委市委区委省委党委党组镇党乡党政府局党安全协调保障")
)
_STEM = 4  # characters of a name before its head that are compared
_BEGIN = 2  # of them, those that are alike
_NO_STEM = frozenset("的了是在将对从向由被把给让使及和与或为以各全本我该其每等并也已于、")
_NEW = re.compile(
    r"(?:新[建设开增办一推]|[创开]设|设立|成立|组建|推出|打造|创建|创办|上线|启用|引入|开发|另|"
    r"建成|整合|更名|改名|改为|并入|升级为)[^,。;:]{0,6}$"
)
_JOINED = re.compile(r"[“”、和与及或]*")
# What differs in these is what tells two names apart.
_TELLING = frozenset(
    "一二三四五六七八九十百两双东西南北中大小新老上下前后左右内外第总分副正省市县区州镇乡村街国党团春夏秋冬早晚日夜年月周男女幼少青老甲乙丙丁水电气路桥进出升降增减收支"
)


_NAMED = re.compile(f"[{_HAN}]+")
_Found = tuple[Span, str, str, int, Severity]


class _Name(NamedTuple):
    """A name in a text: its words before ``head``, which says what it is; ``before`` and ``after`` stand beside it.

    ``here``: whether the text is the report itself, not an earlier one.
    """

    here: bool
    stem: str
    head: str
    span: Span
    before: str = ""
    after: str = ""


def kindred(folded: str, earlier: Sequence[str]) -> Iterator[_Found]:
    """Names that stand once and are almost another one: place, the other name, as written, its times, how sure.

    ``earlier`` are the folded texts of earlier reports.
    """
    yield from _quoted(folded, earlier)
    yield from _headed(folded, earlier)
    yield from _numbered(folded, earlier)


def _quoted(folded: str, earlier: Sequence[str]) -> Iterator[_Found]:
    """“鹤汀城管在线” beside “鹤汀城管”: quotation marks say where a name begins and ends."""
    names = [
        _Name(not i, m["name"], m["head"], Span(*m.span("name")))
        for i, text in enumerate((folded, *earlier))
        for m in _QUOTED.finditer(text)
    ]
    counts = Counter(n.stem for n in names)
    for name in names:
        if not name.here or counts[name.stem] > 1 or any(name.stem in text for text in earlier):
            continue
        for other in names:
            ends = other.stem[0] == name.stem[0] or other.stem[-1] == name.stem[-1]
            if not ends or other.stem == name.stem or not _variant(name.stem, other.stem):
                continue
            near = other.here and "\n" not in folded[slice(*sorted((other.span.start, name.span.start)))]
            same = bool(name.head) and name.head == other.head
            if not same and {name.head, other.head} <= _THINGS:
                continue
            told_before = not other.here or (near and other.span.start < name.span.start)
            often = counts[other.stem] > 1
            if (((same or near) and often) or (same and told_before)) and not _apart(name, other, folded):
                sure = Severity.WARNING if same else Severity.INFO
                yield name.span, other.stem, name.stem, counts[other.stem], sure
                break


def _headed(folded: str, earlier: Sequence[str]) -> Iterator[_Found]:
    """整改督查办公室 where every other place says 整改工作办公室: names that end with what they are."""
    names = [n for i, text in enumerate((folded, *earlier)) for n in _names(text, not i)]
    counts = Counter((name.stem, name.head) for name in names)
    kin: dict[tuple[str, str], list[_Name]] = {}
    for name in names:
        kin.setdefault((name.stem[:_BEGIN], name.head), []).append(name)
    for name in names:
        if not name.here or counts[name.stem, name.head] > 1:
            continue
        others: dict[str, list[_Name]] = {}
        for other in kin[name.stem[:_BEGIN], name.head]:
            if other.stem != name.stem and counts[other.stem, name.head] > 1:
                others.setdefault(other.stem, []).append(other)
        for right, places in others.items():
            sure = _meant(name, right, places)
            if sure is not None and not any(_apart(name, p, folded) for p in places):
                yield name.span, right + name.head, name.stem + name.head, counts[right, name.head], sure
                break


def _meant(name: _Name, right: str, places: Sequence[_Name]) -> Severity | None:
    """How surely the name of ``right`` was meant: by the characters in common, and by the words around it at its places."""
    if _telling(name.stem, right):
        return None
    close = (Counter(name.stem) & Counter(right)).total() >= _STEM - 1
    before = bool(name.before) and any(p.before == name.before for p in places)
    after = bool(name.after.strip()) and any(p.after[:2] == name.after[:2] for p in places)
    around = before and any(p.after == name.after for p in places)
    if name.head in _MANY:
        fits = around or (close and (before or after))
    elif name.head in _BODIES:
        fits = before or name.stem[:_BEGIN] not in _GENERAL
    else:
        fits = close or (before and after)
    if not fits:
        return None
    return Severity.WARNING if close + before + after > 1 else Severity.INFO


def _names(text: str, here: bool) -> Iterator[_Name]:
    """What ends as a thing that has a name, with the four characters before its end."""
    for head in (*_SINGLE, *_MANY):
        at = text.find(head)
        while at >= 0:
            begin, end = at - _STEM, at + len(head)
            stem = text[max(0, begin) : at]
            if len(stem) == _STEM and _NAMED.fullmatch(stem) and _NO_STEM.isdisjoint(stem):
                before = text[max(0, begin - 2) : begin]
                whole = len(before) == 2 and _NAMED.fullmatch(before) and _NO_STEM.isdisjoint(before)
                yield _Name(here, stem, head, Span(begin, end), before if whole else "", text[end : end + 4])
            at = text.find(head, end)


def _numbered(folded: str, earlier: Sequence[str]) -> Iterator[_Found]:
    """市委第三巡察组 where the report and the earlier ones answer to 市委第二巡察组."""
    names = [
        _Name(
            not i,
            whose + m["number"],
            m["kind"],
            Span(m.start() - len(whose), m.end()),
            whose,
            text[m.end() : m.end() + 4],
        )
        for i, text in enumerate((folded, *earlier))
        for m in _NUMBERED.finditer(text)
        for whose in (text[max(0, m.start() - 2) : m.start()],)
    ]
    counts = Counter((n.stem, n.head) for n in names)
    for name in names:
        if not name.here or counts[name.stem, name.head] > 1:
            continue
        kin = (name.before, name.head)
        others = [n for n in names if (n.before, n.head) == kin and n.stem != name.stem]
        if any(_apart(name, other, folded) for other in others):
            continue
        for other in others:
            again, times = other.after == name.after, counts[other.stem, other.head]
            if times > 1 or again:
                told = again or "反馈" in folded[name.span.end : name.span.end + 16]
                sure = Severity.WARNING if told else Severity.INFO
                yield name.span, other.stem + other.head, name.stem + name.head, times, sure
                break


def _variant(odd: str, right: str) -> bool:
    """Whether a quoted name is another one with a word more or less, or with most characters and one end in common."""
    if min(len(odd), len(right)) < 4 or abs(len(odd) - len(right)) > 3 or _telling(odd, right):
        return False
    if odd.startswith(right) or odd.endswith(right) or right.startswith(odd) or right.endswith(odd):
        return True
    shared = (Counter(odd) & Counter(right)).total()
    ends = odd[:2] == right[:2] or odd[-2:] == right[-2:]
    return ends and shared >= 0.7 * max(len(odd), len(right))


def _telling(odd: str, right: str) -> bool:
    """Whether a number, a direction, a season or the like is what differs."""
    here, there = set(odd) - set(right), set(right) - set(odd)
    if here and there:
        return not (_TELLING.isdisjoint(here) or _TELLING.isdisjoint(there))
    return not _TELLING.isdisjoint((here | there) - {"大"})


def _apart(name: _Name, other: _Name, folded: str) -> bool:
    """Whether the report itself holds the two for different things: newly set up, or listed side by side."""
    at = name.span.start - (folded[name.span.start - 1 : name.span.start] == "“")
    if _NEW.search(folded, max(0, at - 14), at):
        return True
    if not other.here:
        return False
    first, second = sorted((name.span, other.span))
    return _JOINED.fullmatch(folded, first.end, max(first.end, second.start)) is not None
