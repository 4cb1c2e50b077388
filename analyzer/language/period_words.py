"""Words for dates and periods as reports write them, and the days that they mean.

``find`` reads what stands there (``6月底``, ``第三季度``, ``去年``); ``days`` gives the stretch of days once a year is known.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from analyzer.document import Period, PeriodKind
from analyzer.text.numerals import value

_N = r"(?:\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3})"
_HAN_YEAR = r"[一二][零〇○一二三四五六七八九]{3}"
_FULL_YEAR = rf"(?:(?:19|20)\d\d|{_HAN_YEAR})"
_TO = r" ?(?:至|到|[—\-~–]{1,2}) ?"
_DAY = r"(?:日|号(?=[,。;、)(前起止至到上下—~ \n]|$))"
# Where a date or period may begin: figures and Han numerals only before a word of time, other cues as words.
# The first characters stand in front once more, because a set of characters is searched for fastest.
_START = re.compile(
    r"(?=[截0-9一二三四五六七八九十上下第本今去明当前年全季以])"
    rf"(?:截[至止]|(?<![\d〔])(?<!\d[.,])\d{{1,4}}(?= ?[年月季]|月?份?{_TO}\d{{1,4}} ?[年月]|(?<=\d{{4}})[-./]\d\d?[-./]\d)"
    rf"|{_HAN_YEAR}(?=年|{_TO}{_HAN_YEAR}年)|[一二三四五六七八九十]{{1,3}}(?=月|季度|{_TO}[一二三四五六七八九十]{{1,3}}月)"
    r"|[上下](?=半年|[一个]?[月季年])|本(?=[月季年])|第(?=[一二三四1-4]季)|今(?=年)|去(?=年)|明(?=年)|当(?=[年月])"
    r"|前(?=年|[三二两]?个?季度|\d)|年(?=[底末内初])|十(?=[一二三四五六]五)|全(?=年)|季(?=度末)|以(?=来))"
)
_CUT = re.compile(r"截[至止]到?(?:时间)?[为::]? ?(?P<now>目前|本?报告期末|发稿|当前|现在|今)?")
_YEAR = re.compile(
    rf"(?P<y>{_FULL_YEAR}) ?年(?!级|龄)|(?P<ry>今年|本年|去年|上一?年|明年|前年|当年)(?!级|龄)"
)
_YEARS = re.compile(rf"(?P<a>{_FULL_YEAR})年?{_TO}(?P<b>{_FULL_YEAR})年(?!级|\d)")
_NUMERIC = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-./])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?![\d.])")
_MONTHS = re.compile(rf"(?P<a>{_N})(?:月份?)?{_TO}(?P<b>{_N}) ?月(?!底|末|初|[上中下]旬| ?{_N} ?{_DAY})份?")
_MONTH = re.compile(
    rf"(?P<m>{_N}) ?月(?!龄)(?: ?(?P<d>{_N})(?: ?{_DAY}|(?={_TO}(?:{_N}月)?{_N}日))|(?P<e>底|末)|(?P<b>初)|(?P<t>[上中下])旬|份)?"
)
_UNTIL = re.compile(
    rf"{_TO}(?:(?P<y>{_FULL_YEAR})年|(?P<next>次年|翌年|第二年))?(?:(?P<m>{_N})月)?(?:(?P<d>{_N})(?:日|号)|(?<=月)(?P<e>底|末)|(?P<t>[上中下])旬)?"
)
_PART = re.compile(
    r"(?P<h>[上下])半年(?P<he>[底末])?|第?(?P<q>[一二三四1-4])季度(?P<qe>[底末])?|前(?P<fq>[三二两])个?季度|前(?P<fm>\d{1,2})个月"
    r"|(?P<mid>半年度?|年?中(?=工作|总结|报告))"
)
_OF_YEAR = re.compile(r"年?(?:(?P<e>[底末])|(?P<b>初)(?!步)|内(?!容|部))|全年|度(?!假)")
_RELATIVE = re.compile(
    r"(?P<m>[本当]月|上个?月|下个?月)(?P<me>[底末])?|(?P<q>本季度?|[上下][一个]?季度)(?P<qe>[底末])?"
    r"|(?P<a>全年|年内(?!容|部)|年初(?!步)|年[底末])|(?P<s>季度末)|十(?P<plan>[一二三四五六])五(?=[”\"]|时期|规划|期间|以来)|(?P<since>以来)"
)
_TAIL = re.compile(r" ?以来| ?同期|[之以]?前(?![后期列往来述三两一\d])|起(?![草来点步诉])")
_TENTHS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_RELATIVE_YEARS = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "明": 1, "前": -2}
_YEAR_BEGINS, _SEPARATORS = frozenset("12一二"), frozenset("-./")


class Words(NamedTuple):
    """A date or period as written. ``year`` is None where none stands there; ``shift`` is then that of 去年, 明年.

    ``form`` names the shape and ``parts`` are its numbers; ``cut`` says that 截至 stands before, ``tail`` what follows
    (``以来``, ``同期``, ``前``, ``起``).
    """

    start: int
    end: int
    form: str
    parts: tuple[int, ...] = ()
    year: int | None = None
    shift: int | None = None
    cut: bool = False
    tail: str = ""


def find(folded: str, start: int = 0, end: int | None = None) -> Iterator[Words]:
    """The dates and periods in ``folded[start:end]``, in order, none overlapping."""
    end = len(folded) if end is None else end
    at = start
    while begin := _START.search(folded, at, end):
        words = _read(folded, begin.start(), end)
        if words is None:
            at = begin.end()
            continue
        yield words
        at = words.end


def _read(folded: str, start: int, end: int) -> Words | None:
    at, after, cut, year, shift = start, start, False, None, None
    # Most patterns can be left out by a look at the first character.
    if folded[at] == "截" and (m := _CUT.match(folded, at, end)):
        at, cut = m.end(), True
        if m["now"]:
            return Words(start, at, "now", cut=True)
    dated = folded[at : at + 1] in _YEAR_BEGINS
    m = None
    if dated and (m := _YEARS.match(folded, at, end)):
        first, last = value(m["a"]), value(m["b"])
        return _tailed(folded, end, Words(start, m.end(), "years", (last or 0,), first, None, cut))
    if dated and folded[at + 4 : at + 5] in _SEPARATORS and (m := _NUMERIC.match(folded, at, end)):
        day = (int(m["m"]), int(m["d"]))
        return _tailed(folded, end, Words(start, m.end(), "day", day, int(m["y"]), None, cut))
    if (dated or folded[at : at + 1] in _RELATIVE_YEARS) and (m := _YEAR.match(folded, at, end)):
        year = value(m["y"]) if m["y"] else None
        shift = None if year else _RELATIVE_YEARS[m["ry"][0]]
        after = m.end()
        at = after + (folded[after : after + 1] == " " and folded[after + 1 : after + 2].isdigit())
    inner = _inner(folded, at, end)
    if inner is None and (year or shift is not None):
        of_year = _OF_YEAR.match(folded, m.end(), end) if m else None
        form = (
            "year"
            if of_year is None
            else "yearend"
            if of_year["e"]
            else "yearbegin"
            if of_year["b"]
            else "year"
        )
        inner = (of_year.end() if of_year else m.end() if m else at, form, ())
    if inner is None:
        inner = _relative(folded, at, end)
    if inner is None:
        return None
    return _tailed(folded, end, Words(start, inner[0], inner[1], inner[2], year, shift, cut))


def _tailed(folded: str, end: int, words: Words) -> Words:
    m = _TAIL.match(folded, words.end, end)
    if m is None:
        return words
    tail = next(t for t in ("以来", "同期", "前", "起") if t in m.group())
    return words._replace(end=m.end(), tail=tail)


_Inner = tuple[int, str, tuple[int, ...]]


def _inner(folded: str, at: int, end: int) -> _Inner | None:
    """What may stand after a year or alone: months, days, halves, quarters."""
    if m := _MONTHS.match(folded, at, end):
        return m.end(), "months", (_number(m["a"]), _number(m["b"]))
    if m := _MONTH.match(folded, at, end):
        month = _number(m["m"])
        first = (month, _number(m["d"]) if m["d"] else 0)
        if m["t"]:
            first = (month, _TENTHS[m["t"]][0])
        if (until := _until(folded, m.end(), end, first)) is not None:
            return until
        if m["d"]:
            return m.end(), "day", first
        if m["t"]:
            return m.end(), "tenth", (month, *_TENTHS[m["t"]])
        return (
            m.end(),
            "monthend" if m["e"] else "day" if m["b"] else "month",
            (month, 1) if m["b"] else (month,),
        )
    if m := _PART.match(folded, at, end):
        if m["h"]:
            return m.end(), "halfend" if m["he"] else "half", (1 if m["h"] == "上" else 2,)
        if m["q"]:
            return m.end(), "quarterend" if m["qe"] else "quarter", (_number(m["q"]),)
        if m["mid"]:
            return m.end(), "half", (1,)
        last = int(m["fm"]) if m["fm"] else 9 if m["fq"] == "三" else 6
        return m.end(), "months", (1, last)
    return None


def _until(folded: str, at: int, end: int, first: tuple[int, int]) -> _Inner | None:
    m = _UNTIL.match(folded, at, end)
    if m is None or not (m["m"] or m["d"]):
        return None
    if not m["m"] and not first[1]:
        return None
    month = _number(m["m"]) if m["m"] else first[0]
    day = _number(m["d"]) if m["d"] else _TENTHS[m["t"]][1] if m["t"] else 0
    year = (value(m["y"]) or 0) if m["y"] else -1 if m["next"] else 0
    return m.end(), "range", (*first, year, month, day)


def _relative(folded: str, at: int, end: int) -> _Inner | None:
    m = _RELATIVE.match(folded, at, end)
    if m is None:
        return None
    if m["plan"]:
        return m.end(), "plan", (_number(m["plan"]),)
    if m["a"]:
        return m.end(), {"底": "yearend", "末": "yearend", "初": "yearbegin"}.get(m["a"][-1], "year"), ()
    if m["s"]:
        return m.end(), "thisquarterend", (0,)
    if m["since"]:
        return m.end(), "since", ()
    unit = "month" if m["m"] else "quarter"
    shift = {"上": -1, "下": 1}.get((m["m"] or m["q"])[0], 0)
    return m.end(), f"this{unit}{'end' if m['me'] or m['qe'] else ''}", (shift,)


def _number(text: str) -> int:
    return value(text) or 0


def days(words: Words, year: int) -> Period | None:
    """The days that ``words`` mean in ``year``; None where there are no such days. Words like 本季度 need ``shifted``."""
    return _known_days(words.form, words.parts, year)


@lru_cache(4096)
def _known_days(form: str, parts: tuple[int, ...], year: int) -> Period | None:
    try:
        return _days(form, parts, year)
    except ValueError:
        return None


def _days(form: str, parts: tuple[int, ...], year: int) -> Period | None:
    match form:
        case "day":
            return Period(day := date(year, *parts[:2]), day, PeriodKind.DAY)
        case "month":
            return months(year, parts[0], parts[0])
        case "monthend":
            return ending(months(year, parts[0], parts[0]))
        case "tenth":
            last = min(parts[2], monthrange(year, parts[0])[1])
            return Period(date(year, parts[0], parts[1]), date(year, parts[0], last))
        case "quarter":
            return months(year, 3 * parts[0] - 2, 3 * parts[0])
        case "quarterend":
            return ending(months(year, 3 * parts[0] - 2, 3 * parts[0]))
        case "half":
            return months(year, 6 * parts[0] - 5, 6 * parts[0])
        case "halfend":
            return ending(months(year, 6 * parts[0] - 5, 6 * parts[0]))
        case "months":
            return months(year, *parts[:2])
        case "year":
            return months(year, 1, 12)
        case "yearend":
            return ending(months(year, 1, 12))
        case "yearbegin":
            return Period(day := date(year, 1, 1), day, PeriodKind.DAY)
        case "years":
            return Period(date(year, 1, 1), date(parts[0], 12, 31)) if parts[0] >= year else None
        case "plan":
            return Period(date(2001 + 5 * parts[0], 1, 1), date(2005 + 5 * parts[0], 12, 31))
        case "range":
            return _range(year, parts)
    return None


def _range(year: int, parts: tuple[int, ...]) -> Period | None:
    m1, d1, y2, m2, d2 = parts
    last = year if y2 == 0 else year + 1 if y2 < 0 else y2
    start, end = date(year, m1, d1 or 1), date(last, m2, d2 or monthrange(last, m2)[1])
    return spanning(start, end) if start <= end else None


def months(year: int, first: int, last: int) -> Period:
    """The months from ``first`` to ``last``, as the kind of period that they are."""
    return spanning(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def spanning(start: date, end: date) -> Period:
    """The stretch from ``start`` to ``end``, a quarter where it is one, and so on. Raises ``ValueError`` if it ends early."""
    if end < start:
        raise ValueError("a period ends before it begins")
    kind = PeriodKind.RANGE
    if start == end:
        kind = PeriodKind.DAY
    elif start.day == 1 and (end + timedelta(1)).day == 1 and start.year == end.year:
        length = end.month - start.month + 1
        if length == 1:
            kind = PeriodKind.MONTH
        elif length in _KINDS and start.month % length == 1:
            kind = _KINDS[length]
    return Period(start, end, kind)


_KINDS = {3: PeriodKind.QUARTER, 6: PeriodKind.HALF, 12: PeriodKind.YEAR}


def ending(period: Period) -> Period:
    """The last day of ``period``."""
    return Period(period.end, period.end, PeriodKind.DAY)


def shifted(words: Words, base: Period) -> Period | None:
    """What 本月, 上季度, 去年 and the like mean in a report about ``base``."""
    if words.shift is not None:
        return days(words, base.end.year + words.shift)
    if not words.form.startswith("this"):
        return None
    length = 1 if "month" in words.form else 3
    month = (base.end.month - 1) // length * length + length * words.parts[0]
    period = months(base.end.year + month // 12, month % 12 + 1, month % 12 + length)
    return ending(period) if words.form.endswith("end") else period
