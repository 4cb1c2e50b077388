"""Which period a report is about, and every date and period that it names.

What a report says of itself stands in few places: its title and the line under it, the sentence “现将…报告如下”, the date
up to which its figures go, the date under it. They are weighed against one another, because a report written over the
last one keeps some of them; whatever contradicts the outcome is told.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PureWindowsPath
from typing import NamedTuple

from analyzer.document import Part, Period, PeriodKind, PeriodMention, Report, Span
from analyzer.language.period_words import Words, days, find, months, shifted

_HEAD, _TAIL_PARAGRAPHS = 3000, 40  # where a report says what it is about, and where it is signed
_LEAD = re.compile(r"现将|现就|现把|现报告|现汇报")
_LEAD_END = re.compile(r"如下|[。\n]|$")
_DATED = re.compile(
    r"(?:[^。!?;]{0,30}[ :：])?\(?(?:(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|[一二][零〇○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月"
    r"[一二三四五六七八九十]{1,3}日|(?:19|20)\d\d([-./])\d\d?\1\d\d?)\)?"
)
_CUTOFF = re.compile("截[至止]")
_ENTRY = re.compile("(?:报名|申报|公示|征求意见|受理)[^,。]{0,2}$")
_ANNEX = re.compile(r"附件 ?\d? *$")
_NO_TITLE = re.compile(r"[。,;:!?]|^[一二三四五六七八九十\d]+[、.]")
_UNDER = re.compile(r"[^。,;:]{2,60}")
_PLANS = re.compile(
    r"[^,。、和与及]{0,10}(?:打算|计划|安排|要点|思路|谋划)(?!.{0,4}(?:完成|落实|执行|进展|实施))"
)
_QUOTED = re.compile(r"《[^》\n]{0,80}》|〔[^〕\n]{0,12}〕")
_DELIVERY = re.compile(r"—— ?((?:19|20)\d\d)年\d{1,2}月\d{1,2}日(?=在)")
_REVIEW = re.compile(
    r"(?:^|\n) *[一1首][、.先] ?(?:报告)?((?:19|20)\d\d)年.{0,12}?(?:回顾|工作(?!总体|部署|任务|要求|安排|重点|思路|建议))"
)
_HEADLINE = re.compile(r"\n *((?:19|20)\d\d)年?[^\n\d]{0,8}政府工作报告(?=\n|——)")
_UNDER_TITLE = 200  # characters
_TASKS = re.compile(
    r"\n *[二三四][、.] ?对?((?:19|20)\d\d)年[^\n。]{0,12}(?:工作|任务|部署|总体要求|重点|建议|目标)"
)
_GOVERNMENT = "政府工作报告"
_RANKS = {
    PeriodKind.MONTH: 4, PeriodKind.QUARTER: 4, PeriodKind.HALF: 4, PeriodKind.RANGE: 3, PeriodKind.YEAR: 2, PeriodKind.DAY: 1,
}  # fmt: skip
_FILE = re.compile(
    r"(?<!\d)(?P<y>20\d\d)[-_ .]?(?:Q(?P<q>[1-4])|H(?P<h>[12])|(?P<m>0[1-9]|1[0-2])(?![\d-]))?(?![\d年.-]*\d{2})",
    re.IGNORECASE,
)
_DONE = re.compile(r"已|到位的|完成的|了(?!解)")
_HAN_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
_WILL = re.compile("计划|力争|确保|争取|将|拟|预计|限期?于")
_COMPARED = re.compile(r"(?:比|较|同|与|由|从)$")
_BREAK = re.compile(r"[。\n;]")
_WHOLES = frozenset(("quarter", "half", "year", "month", "months"))
_UNTIED = frozenset(("years", "plan", "now", "since"))


class _Said(NamedTuple):
    """One place that says which period the report is about, and how much that counts."""

    weight: float
    period: Period
    span: Span | None


class _Frame(NamedTuple):
    """What the report says of itself: its period, what contradicts it, its title lines, its date.

    ``opens`` says that it is given at the beginning of its period.
    """

    period: Period | None
    conflicts: tuple[Span, ...]
    titles: tuple[Span, ...]
    signed: Span | None
    day: date | None
    opens: bool = False


def period_of(report: Report, folded: str, file_name: str = "") -> tuple[Period | None, tuple[Span, ...]]:
    """The period that the report is about, and the places in it that say another.

    A report that only says up to when its figures go gets that day; so does one that is merely dated. The period of an
    annual government work report is the year in which it is given.
    """
    frame = _frame(report, folded, file_name)
    return frame.period, frame.conflicts


def mentions(report: Report, folded: str) -> tuple[PeriodMention, ...]:
    """Every date and period that the text names, in order; ``period`` is None where a year is lacking or no such day exists.

    The span holds 截至 and 以来 with the date. A day or month without a year gets it from its sentence, else from the
    report's own period: plans look forward from it, all else looks back.
    """
    frame = _frame(report, folded, "")
    plans = [Span(s.heading.start, s.body.end) for s in report.sections if s.role == "NEXT"]
    quoted = [m.span() for m in _QUOTED.finditer(folded)]
    title_end = frame.titles[-1].end if frame.titles else 0
    found: list[PeriodMention] = []
    last, year, known = 0, None, frame.period
    for words in find(folded):
        if _BREAK.search(folded, last, words.start):
            year = None
        begin, last = last, words.end
        span = Span(words.start, words.end)
        index = bisect_right(quoted, (words.start, len(folded))) - 1
        is_quoted = index >= 0 and words.end <= quoted[index][1]
        while plans and plans[0].end <= words.start:
            plans.pop(0)
        planned = bool(plans) and plans[0].start <= words.start
        titled = words.start < title_end and any(t.start <= words.start < t.end for t in frame.titles)
        period = _resolved(words, frame, known, year, planned or _is_due(folded, words, known))
        role = _role(folded, words, period, frame, planned)
        if titled:
            role = "title"
        elif is_quoted:
            role = "day" if period and period.kind is PeriodKind.DAY else ""
        if words.form == "since" and _HAN_PAIR.match(folded, max(begin, words.start - 2), words.start):
            span = Span(words.start - 2, words.end)  # 开展以来
        found.append(PeriodMention(span, period, role))
        if words.year and not is_quoted:
            compared = words.tail == "同期" or _COMPARED.search(folded[max(0, words.start - 2) : words.start])
            year = year if compared or words.form in _UNTIED or words.cut else words.year
            if frame.period is None and period and not compared:
                known = period
    return tuple(found)


def _resolved(
    words: Words, frame: _Frame, known: Period | None, year: int | None, forward: bool
) -> Period | None:
    """The days that ``words`` mean where they stand."""
    if words.year or words.form == "plan":
        return days(words, words.year or 0)
    if known is None:
        return days(words, year) if year and words.shift is None else None
    if words.shift is not None or words.form.startswith("this"):
        return shifted(words, known)
    if words.cut:
        return _nearest(words, known.end)
    if words.form in ("year", "yearend", "yearbegin"):
        return days(words, known.end.year + (forward and known.end.month == 12 and words.form == "yearend"))
    if year is not None:
        return days(words, year)
    options = [p for y in range(known.end.year - 1, known.end.year + 3) if (p := days(words, y))]
    if forward and not frame.opens:
        return next((p for p in options if p.end > known.end), None)
    until = max(known.end, frame.day or known.end)
    if within := next((p for p in reversed(options) if known.start <= p.start <= known.end), None):
        return within
    if options and options[0].kind not in (PeriodKind.DAY, PeriodKind.MONTH):
        until = known.end
    return next((p for p in reversed(options) if p.start <= until), None)


def _is_due(folded: str, words: Words, known: Period | None) -> bool:
    """Whether ``words`` are a day by which something is still to be done: 9月底前完成, not 已于9月底前完成."""
    if words.tail != "前" or _DONE.search(folded[words.end : words.end + 12]):
        return False
    if known is None or _WILL.search(folded[max(0, words.start - 16) : words.end + 16]):
        return True
    inside = days(words, known.end.year)
    return inside is None or not known.start <= inside.end <= known.end


def _nearest(words: Words, end: date) -> Period | None:
    options = (p for y in (end.year, end.year - 1, end.year + 1) if (p := days(words, y)))
    return min(options, key=lambda p: abs((p.end - end).days), default=None)


def _role(folded: str, words: Words, period: Period | None, frame: _Frame, planned: bool) -> str:
    if frame.signed and frame.signed.start <= words.start < frame.signed.end:
        return "signed"
    if words.cut:
        return "day" if _ENTRY.search(folded[max(0, words.start - 6) : words.start]) else "cutoff"
    if words.tail == "以来" or words.form == "since" or folded[words.end : words.end + 2] == "开始":
        return "since"
    if words.tail == "起" and folded[words.start - 1 : words.start] in ("自", "从"):
        return "since"
    if (
        words.tail == "同期"
        or (words.shift or 0) < 0
        or (words.form.startswith("this") and words.parts[0] < 0)
    ):
        return "past"
    end = frame.period.end if frame.period else None
    if words.tail == "前":
        done = (
            _DONE.search(folded[words.end : words.end + 12])
            if planned
            else not _is_due(folded, words, frame.period)
        )
        return "day" if done else "ahead"
    if (words.shift or 0) > 0 or (words.form.startswith("this") and words.parts[0] > 0):
        return "ahead"
    if period and end and period.start > end and (planned or period.kind is not PeriodKind.DAY):
        return "ahead"
    compared = _COMPARED.search(folded[max(0, words.start - 2) : words.start])
    if compared and period and frame.period and period.end < frame.period.start:
        return "past"
    return "day" if period and period.kind is PeriodKind.DAY else ""


def _frame(report: Report, folded: str, file_name: str) -> _Frame:
    titles = _title_lines(report, folded)
    signed, day = _signed(report, folded, titles)
    name = file_name or PureWindowsPath(report.source).name
    title = folded[titles[0].start : titles[0].end] if titles else ""
    if _GOVERNMENT in title.replace(" ", ""):
        period, conflicts = _government(folded, titles, name)
        if period:
            return _Frame(period, conflicts, titles, signed, day, opens=True)
    period, conflicts = _weighed(folded, list(_said(report, folded, titles, day)), day, name)
    return _Frame(period, conflicts, titles, signed, day)


def _title_lines(report: Report, folded: str) -> tuple[Span, ...]:
    """The title and the one or two lines under it that say no more than a period or a date."""
    title = report.title
    if title is None:
        top = next((p.span for p in report.paragraphs if p.part is Part.BODY), None)
        if top is None or top.width > 60 or _NO_TITLE.search(folded, top.start, top.end):
            return ()
        title = top
    lines = [title]
    first = report.paragraph_at(title.end - 1)
    for p in report.paragraphs[(first or 0) + 1 : (first or 0) + 3]:
        line = folded[p.span.start : p.span.end].strip(" ")
        words = next(find(line), None) if _UNDER.fullmatch(line) else None
        alone = words and (
            line.startswith("——") or 3 * (words.end - words.start) >= 2 * len(line.strip("()-— "))
        )
        if p.part not in (Part.BODY, Part.TEXT_BOX) or not alone:
            break
        lines.append(p.span)
    return tuple(lines)


def _signed(report: Report, folded: str, titles: tuple[Span, ...]) -> tuple[Span | None, date | None]:
    """The date under the report, else the one under its title."""
    body = [p.span for p in report.paragraphs if p.part in (Part.BODY, Part.TEXT_BOX, Part.TABLE)]
    after = titles[-1].end if titles else 0
    ends = [s for s in body if s.start >= after and len(body) > 2]
    annex = next((i for i, s in enumerate(ends) if _ANNEX.match(folded, s.start, s.end)), len(ends))
    for lines in (reversed(ends[:annex]), reversed(ends), reversed(titles)):
        for count, span in enumerate(lines):
            line = folded[span.start : span.end].strip(" ")
            if span.end - span.start <= 48 and (m := _DATED.fullmatch(line)) and count < _TAIL_PARAGRAPHS:
                at = span.start + folded[span.start : span.end].index(line)
                dates = [w for w in find(folded, at, at + m.end()) if w.form == "day" and w.year]
                if dates and (day := days(dates[-1], dates[-1].year or 0)):
                    return Span(dates[-1].start, dates[-1].end), day.end
    return None, None


def _government(folded: str, titles: tuple[Span, ...], name: str) -> tuple[Period | None, tuple[Span, ...]]:
    """The year of a government work report: as title, delivery, review of the year before and file name have it."""
    votes: list[tuple[float, int, Span | None]] = []
    for words in find(folded, titles[0].start, titles[0].end):
        if words.year:
            votes.append((3, words.year, Span(words.start, words.end)))
    if m := re.search(r"((?:19|20)\d\d)(?=国务院|年)", folded[titles[0].start : titles[0].end]):
        votes.append((1, int(m[1]), None))
    if m := _DELIVERY.search(folded, 0, 600):
        votes.append((1.5, int(m[1]), Span(m.start(1), m.end())))
    for m in _HEADLINE.finditer(folded, titles[0].end, titles[0].end + _UNDER_TITLE):
        votes.append((1, int(m[1]), Span(m.start(1), m.end(1) + 1)))
    if m := _REVIEW.search(folded, 0, _HEAD):
        votes.append((2, int(m[1]) + 1, Span(m.start(1), m.end(1) + 1)))
    votes += [(1, int(m[1]), Span(m.start(1), m.end(1) + 1)) for m in _TASKS.finditer(folded)]
    filed = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)
    if filed:
        votes.append((1, int(filed[0]), None))
    if not votes:
        return None, ()
    years = {y for _, y, _ in votes}
    year = max(sorted(years), key=lambda y: sum(w for w, v, _ in votes if v == y))
    return months(year, 1, 12), tuple(sorted({s for _, y, s in votes if y != year and s}))


def _said(report: Report, folded: str, titles: tuple[Span, ...], day: date | None) -> Iterator[_Said]:
    """What the places say in which a report speaks of itself."""
    years: list[int] = []
    for n, title in enumerate(titles):
        best = _best(folded, title.start, title.end)
        years += [w.year for w in find(folded, title.start, title.end) if w.year]
        if best and (period := _whole(best, years, day)):
            published = n and period.kind in (PeriodKind.MONTH, PeriodKind.DAY)
            yield _Said(0.3 if published else 3, period, None if published else Span(best.start, best.end))
    start = titles[-1].end if titles else 0
    until = min(len(folded), start + _HEAD)
    lead = _LEAD.search(folded, start, until)
    if lead and (end := _LEAD_END.search(folded, lead.end(), min(len(folded), lead.end() + 120))):
        best = _best(folded, lead.end(), end.start())
        if best and best.form != "day" and (period := _whole(best, years, day)):
            yield _Said(3, period, Span(best.start, best.end))
    cuts = (next(find(folded, m.start(), until), None) for m in _CUTOFF.finditer(folded, start, until))
    cut = next((w for w in cuts if w and w.cut and w.form not in ("now", "thisquarterend")), None)
    opened = next(
        (
            p.span
            for p in report.paragraphs
            if p.span.start >= start and "。" in folded[p.span.start : p.span.end]
        ),
        None,
    )
    if opened and (words := next(find(folded, opened.start, min(opened.end, opened.start + 24)), None)):
        at_once = words.start - opened.start <= 3 and not words.tail and not words.cut and words.shift is None
        period = _whole(words, years, day) if at_once and words.form in _WHOLES else None
        if period:
            yield _Said(1, period, None)
    if cut and (period := _whole(cut, years, day)):
        yield _Said(0.5, period, None)
    for p in report.paragraphs:
        if p.part in (Part.HEADER, Part.FOOTER) and (best := _best(folded, p.span.start, p.span.end)):
            period = days(best, best.year) if best.year else None
            if period and period.kind not in (PeriodKind.DAY, PeriodKind.MONTH):
                yield _Said(0.8, period, Span(best.start, best.end))


def _best(folded: str, start: int, end: int) -> Words | None:
    """The words for a period that say most of what a line is about; what is quoted or planned is left out."""
    quoted = [m.span() for m in _QUOTED.finditer(folded, start, end)]
    best: Words | None = None
    year: int | None = None
    for words in find(folded, start, end):
        inside = any(a <= words.start < b for a, b in quoted)
        past = (words.shift or 0) < 0 or words.tail in ("同期", "以来")
        if inside or past or words.form in ("now", "since", "plan") or words.cut:
            continue
        if best and _PLANS.match(folded[words.end : end]):
            continue
        sample = days(words, words.year or year or 2025)
        if sample is None:
            continue
        held = days(best, best.year or year or 2025) if best else None
        if held is None or _RANKS[sample.kind] > _RANKS[held.kind]:
            # 2025年全区上半年: the year stands before, apart from the half.
            best = words if words.year else words._replace(year=year)
        year = words.year or year
    return best


def _whole(words: Words, years: list[int], day: date | None) -> Period | None:
    """The days that ``words`` mean in a report with these years in its title and this date under it."""
    if words.year:
        return days(words, words.year)
    if words.form.startswith("this"):
        return None
    if years and words.shift is None:
        return days(words, years[0])
    if day is None:
        return None
    until = day + timedelta(10)
    if words.shift is not None:
        return days(words, day.year + words.shift)
    options = (p for y in (day.year, day.year - 1) if (p := days(words, y)))
    return next((p for p in options if p.end <= until), None)


def _weighed(
    folded: str, said: list[_Said], day: date | None, name: str
) -> tuple[Period | None, tuple[Span, ...]]:
    filed = period_in_name(name)
    named = [s for s in said if s.period.kind is not PeriodKind.DAY]
    if filed and (named or _RANKS[filed.kind] > 2 or not said):
        named.append(_Said(1, filed, None))
    if not named:
        days_said = [s.period for s in said] or ([Period(day, day, PeriodKind.DAY)] if day else [])
        return (days_said[0] if days_said else None), ()
    cutoffs = {s.period.end for s in said if s.period.kind is PeriodKind.DAY and s.weight == 0.5}

    def weight(period: Period) -> float:
        total = sum(
            s.weight if s.period == period else s.weight / 2 for s in named if _holds(s.period, period)
        )
        total += period.end in cutoffs
        if day:
            total += timedelta(-3) <= day - period.end <= timedelta(75)
            total -= 2 * (day < period.start or day - period.end > timedelta(300))
        return total

    chosen = max((s.period for s in named), key=weight)
    wrong = (
        s.span for s in named if s.span and not _holds(s.period, chosen) and not _holds(chosen, s.period)
    )
    return chosen, tuple(sorted(wrong))


def _holds(whole: Period, part: Period) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def period_in_name(name: str) -> Period | None:
    """The period that a file's name states: ``2025Q1``, ``2025年上半年…``, ``2025-06``."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", name)
    if (words := _best(stem, 0, len(stem))) and words.year:
        return days(words, words.year)
    m = _FILE.search(stem)
    if m is None:
        return None
    year = int(m["y"])
    if m["q"]:
        return months(year, 3 * int(m["q"]) - 2, 3 * int(m["q"]))
    if m["h"]:
        return months(year, 6 * int(m["h"]) - 5, 6 * int(m["h"]))
    return months(year, int(m["m"]), int(m["m"])) if m["m"] else months(year, 1, 12)
