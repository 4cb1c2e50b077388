"""Names of teams, systems and works that end with what they are, and once hold another word; a part of N602."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analyzer.document import Severity, Span
from analyzer.rules.two_names import EITHER, Found, Name, apart, telling

_HAN = "\u4e00-\u9fff"
# Bodies and things of which there is one: what it is called is its name.
_BODIES = ("小组", "专班", "办公室", "指挥部", "委员会", "监督站")
_SINGLE = ("系统", "平台", "公众号", "小程序", "栏目", "专栏", "热线", "服务队", "小分队", "网站", "大厅")
# Things of which there are many; only the same words around them tell that one is meant.
_MANY = (
    "工程", "行动", "项目", "中心", "基地", "工作站", "服务站", "大赛", "隧道", "大桥", "水厂", "水库", "泵站", "灌区",
)  # fmt: skip
_SORTS = re.compile("重大|重点|一批|基本|主要|各类|公共|一般|新型")
_SIDES = frozenset(a + b for a in "东西南北" for b in "东西南北")
_PLACES = ("隧道", "大桥", "水厂", "水库", "泵站", "灌区")
_HEAD = re.compile("|".join(sorted((*_BODIES, *_SINGLE, *_MANY), key=len, reverse=True)))
# Beginnings that many bodies' names have.
_GENERAL = frozenset(
    re.findall("..", "工作建设管理服务专项领导综合县委市委区委省委党委党组镇党乡党政府局党安全协调保障")
)
_RUN = 8  # characters of a name before its head that are looked at
_KEY = 8  # of them, those by which a name is known again
_ALIKE = 4  # characters in common that make another word between them a slip
_CHANGES = (
    (1, 1),
    (2, 2),
    (0, 1),
    (1, 0),
    (0, 2),
    (2, 0),
)  # characters of the one name and of the other that differ
_BREAK = re.compile(f"[^{_HAN}]|[的了是在将对从向由被把给让使及和与或为以各我该其每等并也已于]")
# What stands before a name and is none of it.
_VERBS = frozenset(
    re.findall(
        "..", "召开成立组建组织督促会同联合指导落实报送提请参加接受依托利用使用登录通过录入接入完成推动开展"
    )
)


def headed(folded: str, earlier: Sequence[str]) -> Iterator[Found]:
    """整改督查办公室 where every other place says 整改工作办公室: names that end with what they are."""
    names = [n for i, text in enumerate((folded, *earlier)) for n in _names(text, not i)]
    counts = Counter((n.stem[-_KEY:], n.head) for n in names)
    once = [n for n in names if n.here and counts[n.stem[-_KEY:], n.head] == 1]
    if not once:
        return
    often = Counter((n.stem[-_ALIKE:], n.head) for n in names)
    by_part: dict[tuple[str, str, int], list[Name]] = {}
    for name in names:
        for part in _parts(name):
            by_part.setdefault(part, []).append(name)
    for name in once:
        others: dict[str, list[Name]] = {}
        for other in {id(o): o for part in _parts(name) for o in by_part[part]}.values():
            if other.stem[-_KEY:] != name.stem[-_KEY:]:
                others.setdefault(other.stem[-_KEY:], []).append(other)
        for right, places in others.items():
            times = often[right[-_ALIKE:], name.head] - (right[-_ALIKE:] == name.stem[-_ALIKE:])
            found = _meant(name, places, times)
            if found is None:
                continue
            written = name._replace(span=Span(name.span.end - len(found[1]), name.span.end))
            if not any(apart(written, p, folded) for p in places):
                yield written.span, *found
                break


def _parts(name: Name) -> Iterator[tuple[str, str, int]]:
    """What two names of one thing have in common: the two characters before the head, or those a word before it; of short ones the ends."""
    stem = name.stem
    for back in (0, 1, 2):
        part = stem[-2 - back : len(stem) - back]
        if len(part) == 2:
            yield name.head, part, back
    if len(stem) < _ALIKE:
        yield name.head, stem[0] + stem[2:], _ALIKE
    else:
        yield name.head, "".join(sorted(stem[-_ALIKE:])), _KEY


def _meant(name: Name, places: Sequence[Name], times: int) -> tuple[str, str, int, Severity] | None:
    """The name that was meant, what is written for it, its times and how sure that is; None where it is another thing.

    ``places`` are where the other name stands. What counts is what both have before and behind the words that differ, and
    whether the same words follow.
    """
    after = bool(name.after.strip()) and any(p.after[:2] == name.after[:2] for p in places)
    best: tuple[int, str, str, Severity] | None = None
    for place in places:
        change = _change(name.stem, place.stem)
        if change is None:
            continue
        before, (odd, right), behind = change
        # 城南标准厂房二期工程 where the report before has 城东, and nothing else is said of either
        aside = odd + right in _SIDES and behind >= _ALIKE and not place.here and place.after == name.after
        if telling(odd, right) and not aside:
            continue
        alike = before + behind
        one = len(odd) == len(right) == 1 or bool(set(odd) & set(right))
        if not (times > 1 or (not place.here and (after or alike >= _ALIKE - one))):
            continue
        if name.head in _BODIES:
            fits = one or after or behind or name.stem[:2] not in _GENERAL
        elif name.head in _SINGLE:
            fits = one or after or before >= _ALIKE
        elif _SORTS.match(name.stem[-_ALIKE:]):
            continue  # 重大科技项目, 一批重点工程: sorts of things, no names
        else:
            if name.head == "中心" and before >= _ALIKE and odd and right:
                one = True  # 农业综合管理中心 for 农业综合服务中心
            placed = name.head in _PLACES and len(name.stem) == 2 and times > 1
            fits = placed or (
                (one or not (odd and right))  # 重大生态工程 and 重大水利工程 are two
                and (after or (before >= _ALIKE - one and (one or behind > 1)))
            )
        if fits and (best is None or alike > best[0]):
            sure = Severity.WARNING if after or (one and alike >= _ALIKE - 1) else Severity.INFO
            kept = min(before, _ALIKE)
            best = (
                alike,
                place.stem[len(place.stem) - behind - len(right) - kept :] + name.head,
                name.stem[len(name.stem) - behind - len(odd) - kept :] + name.head,
                sure,
            )
    return None if best is None else (best[1], best[2], times, best[3])


def _change(odd: str, right: str) -> tuple[int, tuple[str, str], int] | None:
    """Where two names differ by a word: characters in common before it, the two words, characters in common behind."""
    behind = _common(odd, right)
    odd, right = odd[: len(odd) - behind], right[: len(right) - behind]
    found = None
    if len(odd) > 2 and sorted(odd[-_ALIKE:]) == sorted(right[-_ALIKE:]):
        # 服务咨询线 for 咨询服务线
        if {odd[-2:], odd[-_ALIKE:-2]} <= EITHER:
            return None
        return _common(odd[:-_ALIKE], right[:-_ALIKE]), (odd[-_ALIKE:], right[-_ALIKE:]), behind
    for here, there in _CHANGES:
        if here > len(odd) or there > len(right):
            continue
        before = _common(odd[: len(odd) - here], right[: len(right) - there])
        if found is None or before > found[0]:
            found = before, (odd[len(odd) - here :], right[len(right) - there :]), behind
    if found is None or not _VERBS.isdisjoint(found[1]):
        return None
    whole = len(odd) - len(found[1][0]) == len(right) - len(found[1][1]) == found[0]
    enough = found[0] > 1 or (found[0] == 1 and whole and len(found[1][0]) == len(found[1][1]) == 1)
    return found if enough else None


def _common(one: str, other: str) -> int:
    """How many characters at their ends two strings have in common."""
    n = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        n += 1
    return n


def _names(text: str, here: bool) -> Iterator[Name]:
    """What ends as a thing that has a name, with the characters before its end."""
    for m in _HEAD.finditer(text):
        at, end = m.span()
        stem = _BREAK.split(text[max(0, at - _RUN) : at])[-1]
        if len(stem) > 1:
            yield Name(here, stem, m[0], Span(at - len(stem), end), "", text[end : end + 4])
