"""Growth that does not follow from its two figures, in one sentence or beside an earlier report; a part of F303."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from analyzer.document import Evidence, Period, PeriodKind, Quantity, Report, Scope, Severity
from analyzer.rules.base import Hit
from analyzer.rules.context import Context
from analyzer.rules.figures import as_written, decimals, last_digit, number_of

_DOWN = re.compile("下降|减少|降低|回落|缩减|压减|偏少|偏低|降$|减$|少$")
_AGAINST = re.compile("[比较]")
_STEP = re.compile(
    r",(?:(?:同比|环比|比|较)(?:上|去)?[^,;。:、\d]{0,8})?(?:增长|增加|上升|提高|下降|减少|降低|回落|[增降])(?:了|约)?$"
)
_LAST = re.compile(
    r"^,?(?:环比|[比较]上(?:一?[个]?(?:季度|月|半年|期)))(?:增长|上升|增加|提高|下降|减少|降低|回落)$"
)
_YEAR_AGO = re.compile(
    r"^,?(?:同比|[比较](?:上年|去年)(?:同期)?)(?:增长|上升|增加|提高|下降|减少|降低|回落)$"
)
# What is named before the rate where two figures stand before it.
_OF_WHAT = re.compile(
    r"(?:^|[,;])(?P<what>数量|面积|金额|资金|(?:问题)?[件个条户处起]数)(?P<way>(?:环比|同比|[比较]上[^,;。\d]{1,4}|[比较]去年同期)[^,;。\d]{2,4})$"
)
_UNITS = {"面积": ("亩", "公顷", "平方米", "平方公里"), "金额": ("元",), "资金": ("元",)}
_LAST_TIME = re.compile("^,?上(?:一?个?)?(?:季度|月|半年|期)")
_SAME_TIME = re.compile("同期|上年|去年")
_OTHER_PRICES = re.compile("生产总值|增加值|收入|GDP|产值")  # grows at constant prices
_PLANNED = re.compile("[拟将]|计划|预算|力争|目标|预计")
_PERCENT = Decimal(100)


def growth(report: Report, context: Context) -> Iterator[Hit]:
    """Percentages of growth that the figures about them contradict."""
    older = _older(context)
    for sentence in context.figures_by_sentence:
        for i, rate in enumerate(sentence):
            if rate.unit == "%" and rate.change and not rate.approximate and i:
                hit = _in_sentence(report, context.folded, sentence[:i], rate)
                if hit:
                    yield hit
                    continue
                named = _OF_WHAT.search(context.folded[sentence[i - 1].span.end : rate.span.start])
                now = _named(sentence[:i], named["what"]) if named else sentence[i - 1]
                if now is not None:
                    yield from _beside_earlier(context, older, now, rate, named["way"] if named else None)


def _in_sentence(report: Report, folded: str, before: Sequence[Quantity], rate: Quantity) -> Hit | None:
    """The base stands before the rate (比上月的126件增长9.5%), or by how much it changed (增加75条，增长5.6%)."""
    last = before[-1]
    between = folded[last.span.end : rate.span.start]
    nows = [
        q
        for q in reversed(before[:-1])
        if q.unit == last.unit and not (q.change or q.approximate or q.scope is Scope.EARLIER)
    ]
    if not nows or last.is_rate or last.approximate:
        return None
    words = folded[last.clause.start : last.span.start]
    if last.change and _STEP.match(between):
        gain = -last.number if _is_down(folded, last) else last.number
        hits = [_hit(report, folded, now, now.number - gain, rate, (last,)) for now in nows]
    elif not last.change and (
        (_AGAINST.search(words) and last.clause == rate.clause)
        or (last.scope is Scope.EARLIER and _SAME_TIME.search(words) and _YEAR_AGO.match(between))
        or (last.scope is Scope.EARLIER and _LAST_TIME.search(words) and _LAST.match(between))
    ):
        hits = [_hit(report, folded, now, last.number, rate, (last,)) for now in nows]
    else:
        return None
    # Any figure of the sentence that it fits will do: the plan may stand between the two.
    return None if None in hits else hits[0]


def _beside_earlier(
    context: Context,
    older: dict[Quantity, dict[str, tuple[Quantity, Context]]],
    now: Quantity,
    rate: Quantity,
    said: str | None = None,
) -> Iterator[Hit]:
    """同比 and 环比 against the figure that the earlier report gave; ``said``: the words between that say which."""
    between = context.folded[now.span.end : rate.span.start] if said is None else said
    which = "last" if _LAST.match(between) else "year" if _YEAR_AGO.match(between) else ""
    known = older.get(now, {}).get(which)
    if known is None or now.is_rate or now.change or now.approximate or _OTHER_PRICES.search(now.what):
        return
    base, earlier = known
    text = earlier.report
    if _PLANNED.search(earlier.folded, base.sentence.start, base.span.start):
        return  # what was to be spent is not what was spent
    hit = _hit(context.report, context.folded, now, base.number, rate, (), last_digit(text, base) / 2)
    if hit is not None and not base.approximate:
        yield Hit(
            hit.span,
            f"{hit.message}；往期报告写的是{text[base.span]}",
            "核对本期和往期的数字",
            (*hit.evidence, Evidence(text[base.sentence], base.sentence, text.source)),
            Severity.WARNING,
        )


def _named(before: Sequence[Quantity], what: str) -> Quantity | None:
    """The last figure before a rate that it is of: 数量环比下降27.3%，面积环比下降25.3% after 8个、13.6亩."""
    wanted = next((units for words, units in _UNITS.items() if words in what), None)
    fitting = (
        q
        for q in reversed(before)
        if not q.is_rate and (q.unit in wanted if wanted else all(q.unit not in u for u in _UNITS.values()))
    )
    return next(fitting, None)


def _older(context: Context) -> dict[Quantity, dict[str, tuple[Quantity, Context]]]:
    """For each figure the same one in the report of the period before (``last``) and of a year before (``year``)."""
    found: dict[Quantity, dict[str, tuple[Quantity, Context]]] = {}
    own = context.period
    if context.period_conflicts or any(e.period == own for e in context.earlier):
        return found  # which period this is must be settled first: E404
    for index, earlier in enumerate(context.earlier):
        names = _relation(own, earlier.period) if own and earlier.period else ()
        if not names:
            continue
        for old, new in context.followed(index):
            if old.scope == new.scope and old.what[-2:] == new.what[-2:]:
                found.setdefault(new, {}).update(dict.fromkeys(names, (old, earlier)))
    return found


def _relation(own: Period, other: Period) -> tuple[str, ...]:
    """Which of 环比 and 同比 a figure of ``own`` has towards one of ``other``."""
    if own.kind is not other.kind or own.kind in (PeriodKind.RANGE, PeriodKind.DAY):
        return ()
    follows = (own.start - other.end).days == 1
    year_ago = own.start.year - other.start.year == 1 and own.start.month == other.start.month
    return tuple(name for name, holds in (("last", follows), ("year", year_ago)) if holds)


def _is_down(folded: str, quantity: Quantity) -> bool:
    return _DOWN.search(folded[quantity.clause.start : quantity.span.start]) is not None


def _hit(
    report: Report,
    folded: str,
    now: Quantity,
    base: Decimal,
    rate: Quantity,
    others: tuple[Quantity, ...],
    open_digit: Decimal | None = None,
) -> Hit | None:
    """A finding if ``rate`` is not what the two figures give, the last digit of each left open."""
    if base <= 0:
        return None
    down = _DOWN.search(folded[max(rate.clause.start, rate.span.start - 6) : rate.span.start]) is not None
    right = (now.number / base - 1) * _PERCENT
    said = -rate.number if down else rate.number
    own = last_digit(report, now) / 2
    loose = own / base + now.number * (own if open_digit is None else open_digit) / base**2
    if abs(right - said) <= decimals(report[rate.span]) + loose * _PERCENT:
        return None
    step = min(decimals(report[rate.span]), Decimal("0.1"))
    word = "下降" if right < 0 else "增长"
    shown = f"{number_of(report, now)}比{as_written(base, now, report)}{word}{abs(right).quantize(step)}%"
    return Hit(
        rate.span,
        f"{shown}，写作{'下降' if down else '增长'}{report[rate.span]}",
        "核对增幅和两个数字",
        tuple(Evidence(report[q.clause].strip(), q.clause) for q in (now, *others)),
    )
