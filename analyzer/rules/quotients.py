"""Growth, points, averages and rates said in other orders than the usual; a part of F303."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from analyzer.document import Evidence, Quantity, Report, Severity, Span
from analyzer.rules.base import Hit
from analyzer.rules.context import Context
from analyzer.rules.figures import counted_as, decimals, last_digit, unequal_share

_NUMBER = r"\d+(?:\.\d+)?"
_UP = "增加|增长|提高|上升|扩大|提升|增"
_DOWN = "减少|下降|降低|缩减|压减|回落|降|减"
# 由上年的120件增加到180件，增长50%
_FROM_TO = re.compile(
    rf"[由从][^,;。\d]{{0,8}}?(?P<from>{_NUMBER})(?P<unit>[万亿]{{0,2}}[\u4e00-\u9fff]{{0,3}}?)(?:{_UP}|{_DOWN})(?:[到至]|为)"
    rf"(?P<to>{_NUMBER})(?P=unit),(?:同比)?(?P<way>{_UP}|{_DOWN})(?:了|约)?(?P<rate>{_NUMBER})%"
)
# 98.6%，比上季度的97.2%提高1.4个百分点
_POINTS = re.compile(
    rf"(?P<to>{_NUMBER})%,?(?:同比|环比)?[比较][^,;。\d]{{0,12}}(?P<from>{_NUMBER})%,?(?:{_UP}|{_DOWN})(?:了)?(?P<points>{_NUMBER})个百分点$"
)
_EACH = re.compile(
    r"(?:平均每(?P<each>[户人期次场个家村名件篇份项处所校馆班组批])|(?P<by>[户人村])均)[^,;。\d]{0,6}$"
)
_NO_AVERAGE = re.compile("收入|产值|GDP|面积|消费|寿命|存款|负债|水平|用水|耗")
_OUT_OF = re.compile("^[\u4e00-\u9fff]{0,6}中$")
_COVERED = re.compile("^[^,;。]{0,10},(?:覆盖率|占比|占|比例|达标率|普及率)(?:达到?|为|约)?$")
_RATE = re.compile(r"(?:^|[,;、])[^,;。、\d]{0,4}?(?P<root>[\u4e00-\u9fff]{2})率(?:为|是|达到?)?$")
_REACH = 60  # characters before 个百分点
_SOME = 2
_MANY = Decimal(100)


def quotients(report: Report, context: Context) -> Iterator[Hit]:
    """What is wrong with them."""
    folded = context.folded
    for m in _FROM_TO.finditer(folded):
        yield from _grown(report, m)
    at = folded.find("个百分点")
    while at >= 0:
        end = at + len("个百分点")
        if (said := _POINTS.search(folded[max(0, end - _REACH) : end])) is not None:
            yield from _points(report, said, max(0, end - _REACH))
        at = folded.find("个百分点", end)
    for figures in context.figures_by_sentence:
        for i, q in enumerate(figures):
            if q.unit == "%" and not (q.change or q.approximate):
                yield from _covered(report, folded, figures[:i], q)
                yield from _rate_first(report, folded, figures, i)
            elif i >= _SOME and folded.find("均", q.clause.start, q.span.start) >= 0:
                yield from _average(report, folded, figures[:i], q)


def _grown(report: Report, m: re.Match[str]) -> Iterator[Hit]:
    first, last, rate = (Decimal(m[g]) for g in ("from", "to", "rate"))
    if not first:
        return
    right = abs(last / first - 1) * _MANY
    loose = sum((decimals(m[g]) / 2 if "." in m[g] else Decimal() for g in ("from", "to")), Decimal())
    if abs(right - rate) <= decimals(m["rate"]) + loose / first * _MANY * (1 + last / first):
        return
    place = Span(m.start("rate"), m.end())
    yield Hit(
        place,
        f"由{first:f}到{last:f}是{m['way']}{right.quantize(min(decimals(m['rate']), Decimal('0.1')))}%，写作{report[place]}",
        "核对三个数字",
        (Evidence(report.text[m.start() : m.end()], Span(*m.span())),),
    )


def _points(report: Report, m: re.Match[str], offset: int) -> Iterator[Hit]:
    first, last, points = (Decimal(m[g]) for g in ("from", "to", "points"))
    if abs(abs(last - first) - points) > Decimal("0.1"):
        place = Span(offset + m.start("points"), offset + m.end())
        whole = Span(offset + m.start(), offset + m.end())
        yield Hit(
            place,
            f"{last}%与{first}%相差{abs(last - first)}个百分点，写作{report[place]}",
            "核对三个数字",
            (Evidence(report[whole], whole),),
        )


def _average(report: Report, folded: str, before: Sequence[Quantity], q: Quantity) -> Iterator[Hit]:
    """平均每期62人次 where 12期、624人次 stand before."""
    said = _EACH.search(folded[q.clause.start : q.span.start])
    if said is None or q.approximate or _NO_AVERAGE.search(folded, q.clause.start, q.span.start):
        return
    each = said["each"] or said["by"]
    counts = [b for b in before if counted_as(b.unit) == counted_as(each) and not (b.is_rate or b.change)]
    # 观众26180人次，平均每场476人
    sums = [b for b in before if b.unit.removesuffix("次") == q.unit.removesuffix("次") and not b.change]
    if len(counts) != 1 or len(sums) != 1 or counts[0].approximate or sums[0].approximate:
        return
    count, total = counts[0], sums[0]
    if not count.number or count is total or total.number < q.number:
        return
    right = total.number / count.number
    loose = (last_digit(report, total) + right * last_digit(report, count)) / count.number
    if abs(right - q.number) <= (last_digit(report, q) or Decimal(1)) + loose:
        return
    yield Hit(
        q.span,
        f"{report[total.span]}÷{report[count.span]}＝{right.quantize(decimals(report[q.span]))}，写作{report[q.span]}",
        "核对平均数和两个数字",
        tuple(Evidence(report[b.clause].strip(), b.clause) for b in (count, total)),
        Severity.WARNING,
    )


def _covered(report: Report, folded: str, before: Sequence[Quantity], share: Quantity) -> Iterator[Hit]:
    """18个村中15个村通了自来水，覆盖率83.3%."""
    if len(before) < _SOME:
        return
    whole, part = before[-2:]
    if (
        counted_as(whole.unit) == counted_as(part.unit)
        and 0 < part.number <= whole.number
        and _OUT_OF.match(folded[whole.span.end : part.span.start])
        and _COVERED.match(folded[part.span.end : share.span.start])
    ):
        yield from _unequal(report, part, whole, share)


def _rate_first(report: Report, folded: str, figures: Sequence[Quantity], i: int) -> Iterator[Hit]:
    """整改率达到95%，共发现问题120个、完成整改114个: the figures stand after the rate."""
    share = figures[i]
    named = _RATE.search(folded[share.sentence.start : share.span.start])
    after = figures[i + 1 : i + 1 + _SOME]
    if i or named is None or len(after) < _SOME or len(figures) != 1 + _SOME:
        return
    whole, part = after
    plain = not any(q.is_rate or q.change or q.approximate for q in after)
    told = named["root"] in folded[part.clause.start : part.span.start]
    if plain and told and whole.unit == part.unit and 0 < part.number <= whole.number:
        yield from _unequal(report, part, whole, share)


def _unequal(report: Report, part: Quantity, whole: Quantity, share: Quantity) -> Iterator[Hit]:
    if abs(part.number * _MANY / whole.number - share.number) > decimals(report[share.span]):
        yield unequal_share(report, part, whole, share, Severity.WARNING)
