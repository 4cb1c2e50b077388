"""F305: dates and values that cannot be."""

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date
from itertools import chain

from analyzer.document import Report, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.text.numerals import value
from analyzer.text.quantities import numeral

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:(?:19|20)\d\d|[一二][零〇○一二三四五六七八九]{3}) ?年 ?)"
_YEAR_OF = re.compile(r"(?:(?:19|20)\d\d|[一二][零〇○一二三四五六七八九]{3})(?=$|年)")
_YEAR_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|—|-|~)")
_ANOTHER_YEAR = re.compile("[上去明次来翌前后]年|[上下]一?年度|闰年")
_LUNAR = re.compile(r"(?:农历|阴历|旧历|古历|腊月|正月)[^。\n]{0,12}$")
# The first characters stand in front once more, because a set of characters is searched for fastest.
# A figure that neither a month, an hour nor a mark between two follows is left at once.
_NUMERAL = "0-9一二三四五六七八九十零〇○年 "
_FIGURES = f"(?=[0-9一二三四五六七八九十])(?<![0-9])(?=[{_NUMERAL}]{{1,14}}[月时./至到—~–-])"
_DATE = re.compile(
    rf"{_FIGURES}(?:(?P<day>(?<![\d.第个一二三四五六七八九十])(?P<y>{_YEAR})?(?P<m>{_N}) ?月 ?(?P<d>{_N}) ?(?:日(?!游)|号(?=[,。;、)(前起止至到—~ ]))"
    r"(?: ?\(?(?:星期|周)(?P<w>[一二三四五六日天])\)?)?)"
    rf"|(?P<month>(?<![\d.第])(?:(?P<y1>{_YEAR})(?P<m1>{_N}) ?月(?! ?{_N} ?[日号])|(?P<m2>\d{{1,2}})月(?:份|底|初|末|[上中下]旬)))"
    r"|(?P<dots>(?<![\d.])(?P<y3>(?:19|20)\d\d)(?P<s>[-./])(?P<m3>\d\d?)(?P=s)(?P<d3>\d\d?)(?![\d.]))"
    r"|(?P<hour>(?<![\d.])(?P<h>\d{1,2})时(?:(?P<min>\d{1,3})分(?!钟)|(?=许|整|前|后|至|到|[,。;、)])|(?<=[日午晚于至到在从自]\d\d时))))"
)
_TO = r" ?(?:至|到|[—\-~–]{1,2}) ?"
_RANGE = re.compile(
    rf"{_FIGURES}(?:(?<![\d.第])(?P<y>{_YEAR})?(?P<m>{_N}) ?月(?:(?P<d>{_N})(?:日|(?={_TO}{_N}日)))?{_TO}(?P<y2>{_YEAR})?(?:(?P<m2>{_N}) ?月)?"
    rf"(?:(?P<d2>{_N})日)?"
    rf"|(?<!\d)(?P<ya>(?:19|20)\d\d)年?{_TO}(?P<yb>(?:19|20)\d\d)年(?!\d)|(?<![\d.第])(?P<ma>\d{{1,2}}){_TO}(?P<mb>\d{{1,2}})月(?!\d))"
)
# Shares of a whole: at most all of it. 完成率, 增长率, 使用率 and rates of participation in a scheme may be more.
_SHARES = (
    "覆盖率|覆盖面|整改率|合格率|满意率|满意度|占比|及格率|知晓率|办结率|答复率|优秀率|优良率|达标率|普及率|入学率|销号率|签订率|处置率|"
    "完好率|抽查率|检出率|接种率|入户率|通水率|及时率|准确率|出勤率|到课率|参会率|参学率|按期办结率|审结率|破案率|中标率|抽检率|化解率|公开率|问题率|"
    "受理率|回复率|响应率|就业率|巩固率|成活率|绿化率|差错率|回访率|结业率|毕业率|录取率|反馈率|治愈率|死亡率|失业率|贫困发生率|整改到位率|比重"
)
_FIRST = "".join(sorted({w[0] for w in _SHARES.split("|")} | {"占"}))
_SHARE = re.compile(
    rf"(?=[{_FIRST}])(?:(?:{_SHARES})(?P<gap>[^,。;:\n\d%百]{{0,10}}|[:(]\s?)"
    r"(?:(?P<n>-?\d+(?:\.\d+)?) ?%|百分之(?P<han>[零〇一二三四五六七八九十百千两点]+))"
    r"|占(?:[^,。;\n\d%划标务算额值入度年期]{0,14}?)(?:总数|总量|总额|全部|总人数|总户数|总面积)(?:的|比例为?)?(?P<of>\d+(?:\.\d+)?) ?%)"
)
_CHANGED = re.compile("增|升|提|高于|超|下降|减|涨|同比|环比|完成|目标|任务|翻")
_RATE_HEAD = re.compile(rf"(?:{_SHARES})\(?%?\)?$")
_DOUBLED = re.compile(
    r"(?=[下减降回缩])(?:下降|减少|降低|回落|下跌|缩减|下滑|降幅)(?:了|为|达|到)?(?P<n>[-−]\d+(?:\.\d+)?(?:%|个百分点)?)"
)
_RANK = re.compile(
    r"(?=[0-9一二三四五六七八九十排名位])(?<![0-9])(?:(?P<total>\d{1,3}|[一二三四五六七八九十]{1,3})个(?P<of>[^,。;\n\d个]{1,12}?)(?:(?:中|里|内)?[^。;\n\d第全]{0,10}?(?:排名|名列|位列|位居|排|居|列))?[^。;\n\d全第]{0,4}?"
    r"第(?P<rank>\d{1,3}|[一二三四五六七八九十]{1,3})(?:位|名|(?=[,。;\n]|$))|(?:排名|名列|位列|位居)[^,。;\n\d第]{0,4}第(?P<zero>0)(?!\d))"
)
_SECONDS = re.compile(r"(?<![\d.])\d{1,3}分(?:钟)?(?:[6-9]\d|\d{3})秒")
_RANKED = re.compile("排|列|居|名|位")


@rule(
    "F305",
    "impossible-value",
    "不可能的数值或日期",
    Severity.ERROR,
    bad=[
        "截至2025年⟦6月31日⟧，检查企业36家。",
        "⟦2025年6月30日（星期三）⟧召开会议，培训于⟦25时⟧结束。",
        "整治时间为⟦2025年6月至3月⟧。",
        "问题整改率为⟦120%⟧，投诉量下降⟦-3%⟧。",
        "在12个县区中排名⟦第15⟧。全员撤出用时⟦4分82秒⟧。",
        "丁局2026年第一季度工作报告\n截至2026年3月31日，办理登记126件，上年结转8件。自⟦2月29日⟧起，夜间窗口延时开放。",
        Example("|项目|合格率（%）|\n|甲|⟦108.5⟧|\n|乙|98.5|", table=True),
    ],
    good=[
        "丁局2024年第一季度工作报告\n截至2024年3月31日，办理登记126件。自2月29日起，夜间窗口延时开放。",
        "丁局2026年第一季度工作报告\n截至2026年3月31日，办理登记126件。窗口2024年试点，自2月29日起延时开放。",
        "2024年2月29日（星期四）召开会议，农历二月三十日前完成，每年11月至次年3月为采暖季。",
        "投资完成率为120%，满意率比上年提高3%，同比增长150%，覆盖率达100%，在12个县区中排名第3。",
        Example("|项目|完成率（%）|\n|甲|108.5|", table=True),
    ],
)
def impossible_value(report: Report, context: Context) -> Iterator[Hit]:
    """日历上没有的日期、对不上的星期、先后颠倒的起止时间，超过100%的覆盖率、整改率、合格率、满意率和占比，“下降-3%”，12个县区里的第15名。

    完成率、增长率、使用率可以超过100%，不报。农历日期不报。没有写明年份的日期按上下文推算星期，只报警告；没有写明年份的2月29日按报告的年份看，也只报警告。

    依据：日历；审核实务（率不超过全部、名次不超过总数）。
    """
    seen: list[Span] = []
    for hit in chain(
        _days(report, context),
        _ranges(context.folded),
        _values(context.folded),
        _cells(report, context.folded),
    ):
        if not any(hit.span.overlaps(s) for s in seen):
            seen.append(hit.span)
            yield hit


def _days(report: Report, context: Context) -> Iterator[Hit]:
    folded = context.folded
    known = {m.span.end: m.period.start.year for m in context.period_mentions if m.period}
    for m in _DATE.finditer(folded):
        if m["hour"]:
            hour, minute = int(m["h"]), int(m["min"] or 0)
            if (hour > 24 or minute > 59) and not re.search(
                r"[学课工用历]$|共|累计", folded[max(0, m.start() - 3) : m.start()]
            ):
                yield Hit(Span(*m.span()), f"没有“{m.group()}”这个时刻", "核对时间")
            continue
        if _LUNAR.search(folded, max(0, m.start() - 16), m.start()):
            continue
        month, day = value(m["m"] or m["m1"] or m["m2"] or m["m3"]) or 0, m["d"] or m["d3"]
        written = m["y"] or m["y1"] or m["y3"]
        year = _year(written) if written else None
        end = m.start("w") - 3 if m["w"] else m.end()
        guess = (
            year or next((known[e] for e in range(m.end("d") + 1, end + 4) if e in known), None)
            if day
            else None
        )
        start = m.start() if m["m1"] or m["y3"] else m.start("m") if m["m"] else m.start()
        if not 1 <= month <= 12:
            yield Hit(Span(start, m.end()), f"没有{month}月", "核对月份")
        elif day and not _exists(year or 2024, month, value(day) or 0):
            span = Span(
                m.start() if month == 2 and value(day) == 29 else start, m.end("d") + 1 if m["d"] else m.end()
            )
            shown = f"{year}年{month}月" if year and month == 2 else f"{month}月"
            yield Hit(span, f"{shown}没有{value(day)}日", "核对日期")
        elif month == 2 and not year and value(day or "") == 29 and (of := _no_leap_year(context, m.start())):
            yield Hit(
                Span(start, m.end("d") + 1),
                f"{of}年不是闰年，2月没有29日",
                "核对日期；是别的年份的，写明年份",
                severity=Severity.WARNING,
            )
        elif m["w"] and guess and _exists(guess, month, value(day) or 0):
            actual = "一二三四五六日"[date(guess, month, value(day) or 0).weekday()]
            if actual != m["w"].replace("天", "日"):
                message = f"{guess}年{month}月{value(day)}日是星期{actual}，不是星期{m['w']}"
                yield Hit(
                    Span(*m.span()), message, "核对日期和星期", severity=None if year else Severity.WARNING
                )


def _no_leap_year(context: Context, at: int) -> int | None:
    """The year that the report is of, if a date there can only be of it and it has no 29 February."""
    period = context.period
    if period is None or period.start.year != period.end.year:
        return None
    year = period.end.year
    index = context.report.paragraph_at(at)
    start = context.report.paragraphs[index].span.start if index is not None else 0
    # What is planned may be in the year after.
    sentence = max(start, context.folded.rfind("。", start, at))
    if isleap(year) or isleap(year + 1) or _ANOTHER_YEAR.search(context.folded, sentence, at):
        return None
    named = _YEAR_NAMED.findall(context.folded, start, at)
    return year if all(int(y) == year for y in named) else None


def _ranges(folded: str) -> Iterator[Hit]:
    for m in _RANGE.finditer(folded):
        if m["ya"]:
            early = int(m["yb"]) < int(m["ya"])
        elif m["ma"]:
            first, last = int(m["ma"]), int(m["mb"])
            early = last < first <= 12 and not (first >= 8 and last <= 4)
        else:
            year, other = _year(m["y"]), _year(m["y2"])
            first, last = value(m["m"]) or 0, value(m["m2"] or m["m"]) or 0
            one, two = value(m["d"] or "") or 0, value(m["d2"] or "") or 0
            if not (m["m2"] or m["d2"]) or (m["d2"] and not m["d"]):
                continue
            over = first >= 8 and last <= 4 and not other  # winter and school terms run over the new year
            early = not over and ((other or 0) - (year or 0) if year and other else 0, last, two if one and two else 0) < (
                0, first, one if one and two else 0,
            )  # fmt: skip
        if early and not _LUNAR.search(folded, max(0, m.start() - 16), m.start()):
            yield Hit(Span(m.start(), m.end()), f"“{m.group()}”结束在开始之前", "核对起止时间")


def _values(folded: str) -> Iterator[Hit]:
    for m in _SHARE.finditer(folded):
        number = numeral((m["n"] or m["of"] or m["han"] or "").lstrip("-"))
        gap = m["gap"] or ""
        impossible = number is not None and (number > 100 or (m["n"] or "").startswith("-"))
        if impossible and not _CHANGED.search(gap):
            start = m.start("n") if m["n"] else m.start("of") if m["of"] else m.start("han") - 3
            yield Hit(Span(start, m.end()), f"“{m.group()}”：这个比率不能超过100%，也不能为负", "核对数字")
    for m in _SECONDS.finditer(folded) if "秒" in folded else ():
        yield Hit(Span(*m.span()), f"“{m.group()}”：一分钟只有60秒", "核对用时")
    for m in _DOUBLED.finditer(folded) if "-" in folded or "−" in folded else ():
        yield Hit(Span(*m.span("n")), f"“{m.group()}”：下降再写负号，意思成了上升", "去掉负号，或改为上升")
    for m in _RANK.finditer(folded) if "第" in folded else ():
        rank, total = value(m["rank"] or m["zero"]) or 0, value(m["total"] or "1000") or 0
        if (rank > total or rank == 0) and _RANKED.search(m.group()):
            start = m.start("zero") - 1 if m["zero"] else m.start("rank") - 1
            message = f"“{m.group()}”：名次不能{'是0' if rank == 0 else '大于总数'}"
            yield Hit(Span(start, m.end("rank") if m["rank"] else m.end()), message, "核对名次和总数")


def _cells(report: Report, folded: str) -> Iterator[Hit]:
    """Columns of shares, in percent."""
    for table in report.tables:
        heads = [folded[c.start : c.end].strip() for c in table.rows[0]] if table.rows else []
        shares = [i for i, head in enumerate(heads) if _RATE_HEAD.search(head)]
        for row in table.rows[1:]:
            for i in shares if len(row) == len(heads) else ():
                shown = folded[row[i].start : row[i].end]
                number = numeral(shown.strip(" %"))
                if number is not None and number > 100 and "%" in heads[i] + shown:
                    yield Hit(row[i], f"“{heads[i]}”是{report[row[i]]}，不能超过100%", "核对数字")


def _year(words: str | None) -> int | None:
    m = _YEAR_OF.match(words or "")
    return value(m.group()) if m else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
