"""Names that are almost another one, which the report or an earlier one uses: accounts, teams, systems; a part of N602.

Which of the two is the odd one is told by how often each stands in this report and in the earlier ones.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analyzer.document import Severity, Span
from analyzer.rules.headed_names import headed
from analyzer.rules.two_names import Found, Name, apart, telling

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(
    rf"“(?P<name>[{_HAN}+]{{3,10}})”(?P<thing>(?:微信|官方|志愿|服务|系列|专项|主题|的)*(?P<head>[{_HAN}]{{0,2}}))"
)
# What a quoted name may be the name of; with two of these there are two names.
_THINGS = frozenset(
    re.findall("..", "公众小程视频频道网站微博栏目专栏平台系统小队队伍活动行动工程项目热线品牌讲坛讲堂课堂")
)
_NUMBERED = re.compile(
    r"(?P<number>第[一二三四五六七八九十]+)(?P<kind>(?:巡察|巡视|督导|督察|督查|检查|核查|审计|考核|调研|验收|工作)组)"
)
_LINE = re.compile(rf"(?P<line>12\d{{3}})(?!\d)(?P<after>[{_HAN}]{{4}})")
# Papers with one word other are two papers: 《合同管理办法》, 《采购管理办法》.
_TITLE = re.compile(rf"《(?P<title>[{_HAN}]{{4,9}})(?<![法例定则案见知度划告要引程])》")
_TOLD = re.compile("反馈|指出|进驻|移交")


def kindred(folded: str, earlier: Sequence[str]) -> Iterator[Found]:
    """Names that stand once and are almost another one: place, the other name, as written, its times, how sure.

    ``earlier`` are the folded texts of earlier reports.
    """
    yield from _quoted(folded, earlier)
    yield from headed(folded, earlier)
    yield from _numbered(folded, earlier)
    yield from _lines(folded, earlier)
    yield from _works(folded, earlier)


def _quoted(folded: str, earlier: Sequence[str]) -> Iterator[Found]:
    """“鹤汀城管在线” beside “鹤汀城管”: quotation marks say where a name begins and ends."""
    names = [
        Name(not i, m["name"], m["head"], Span(*m.span("name")))
        for i, text in enumerate((folded, *earlier))
        for m in _QUOTED.finditer(text)
    ]
    counts = Counter(n.stem for n in names)
    ends: dict[str, list[Name]] = {}
    for name in names:
        ends.setdefault(name.stem[:1], []).append(name)
        ends.setdefault("…" + name.stem[-1:], []).append(name)
    for name in names:
        if not name.here or counts[name.stem] > 1 or any(name.stem in text for text in earlier):
            continue
        for other in (*ends[name.stem[:1]], *ends["…" + name.stem[-1:]]):
            if other.stem == name.stem or not _variant(name.stem, other.stem):
                continue
            near = other.here and "\n" not in folded[slice(*sorted((other.span.start, name.span.start)))]
            same = bool(name.head) and name.head == other.head
            if not same and {name.head, other.head} <= _THINGS:
                continue
            told_before = not other.here or (near and other.span.start < name.span.start)
            often = counts[other.stem] > 1
            if (((same or near) and often) or (same and told_before)) and not apart(name, other, folded):
                sure = Severity.WARNING if same else Severity.INFO
                yield name.span, other.stem, name.stem, counts[other.stem], sure
                break


def _numbered(folded: str, earlier: Sequence[str]) -> Iterator[Found]:
    """市委第三巡察组 where the report and the earlier ones answer to 市委第二巡察组."""
    names = [
        Name(
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
        if any(apart(name, other, folded) for other in others):
            continue
        for other in others:
            again, times = other.after == name.after, counts[other.stem, other.head]
            # Another group may have come since; that it told its findings, or did the same, is said of one.
            if again or (times > 1 and _TOLD.search(folded, name.span.end, name.span.end + 16)):
                yield name.span, other.stem + other.head, name.stem + name.head, times, Severity.WARNING
                break


def _lines(folded: str, earlier: Sequence[str]) -> Iterator[Found]:
    """12315热线转办 where the report before says 12345热线转办, 12345服务咨询 where it says 咨询服务."""
    here = list(_LINE.finditer(folded))
    if not here:
        return
    texts = (folded, *earlier)
    counts = Counter(m.group() for text in texts for m in _LINE.finditer(text))
    known = {(m["line"], m["after"]): m for text in earlier for m in _LINE.finditer(text)} | {
        (m["line"], m["after"]): m for m in here if counts[m.group()] > 1
    }
    for m in here:
        if counts[m.group()] > 1:
            continue
        for line, after in known:
            other = line != m["line"] and after == m["after"] and sum(t.count(m["line"]) for t in texts) == 1
            turned = line == m["line"] and after != m["after"] and sorted(after) == sorted(m["after"])
            if other or turned:
                span = Span(*m.span("line")) if other else Span(*m.span())
                right = line if other else line + after
                times = sum(text.count(right) for text in texts)
                yield span, right, folded[span.start : span.end], times, Severity.WARNING
                break


def _works(folded: str, earlier: Sequence[str]) -> Iterator[Found]:
    """《茶山新娘》 beside 《茶山新嫂》: titles of works that stand twice, and once with one character wrong."""
    places = [(m["title"], Span(*m.span("title"))) for m in _TITLE.finditer(folded)]
    counts = Counter(m["title"] for text in (folded, *earlier) for m in _TITLE.finditer(text))
    for title, span in places:
        for right, times in counts.items() if counts[title] == 1 else ():
            wrong = [(a, b) for a, b in zip(title, right, strict=False) if a != b]
            if times > 1 and len(title) == len(right) and len(wrong) == 1 and not telling(*wrong[0]):
                yield span, right, title, times, Severity.INFO
                break


def _lacks(odd: str, right: str) -> bool:
    """Whether ``odd`` is ``right`` without one of its inner characters."""
    return len(odd) == len(right) - 1 and any(odd == right[:i] + right[i + 1 :] for i in range(1, len(odd)))


def _variant(odd: str, right: str) -> bool:
    """Whether a quoted name is another one with a word more or less, or with most characters and one end in common."""
    if len(right) > 3 and (sorted(odd) == sorted(right) or _lacks(odd, right)):
        return True
    if min(len(odd), len(right)) < 4 or abs(len(odd) - len(right)) > 3 or telling(odd, right):
        return False
    if odd.startswith(right) or odd.endswith(right) or right.startswith(odd) or right.endswith(odd):
        return True
    shared = (Counter(odd) & Counter(right)).total()
    ends = odd[:2] == right[:2] or odd[-2:] == right[-2:]
    return ends and shared >= 0.7 * max(len(odd), len(right))
