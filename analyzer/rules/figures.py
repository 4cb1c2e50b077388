"""How rules compare figures, and how findings show them: as the report writes them."""

import re
from decimal import Decimal

from analyzer.document import Evidence, Quantity, Report, Severity
from analyzer.rules.base import Hit

_KINDS = {"名": "人", "位": "人", "家": "个", "所": "个", "村": "个"}
_SIZES = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4))


def number_of(report: Report, quantity: Quantity) -> str:
    """The figure as written, without 约 and the like: ``800万元``."""
    return report[quantity.span]


def as_written(number: Decimal, like: Quantity, report: Report) -> str:
    """``number`` in the unit that ``like`` is written in: 13,000,000 beside ``1200万元`` is ``1300万元``."""
    words = report[like.span]
    for name, size in _SIZES:
        if name in words and re.search(r"\d", words):
            return f"{_plain(number / size)}{name}{like.unit}"
    return f"{_plain(number)}{like.unit}"


def counted_as(unit: str) -> str:
    """One measure word for all that count the same: ``86名`` and ``92人`` are of a kind."""
    return _KINDS.get(unit, unit)


def unequal_share(
    report: Report,
    part: Quantity,
    whole: Quantity,
    share: Quantity,
    severity: Severity | None = None,
    advice: str = "核对比率和两个数字",
) -> Hit:
    """The finding on a share or rate (%) that is not ``part`` ÷ ``whole``; ``whole`` is not zero."""
    right = (part.number * 100 / whole.number).quantize(decimals(report[share.span]))
    return Hit(
        share.span,
        f"{report[part.span]}÷{report[whole.span]}＝{right}%，写作{report[share.span]}",
        advice,
        tuple(Evidence(report[q.clause].strip(), q.clause) for q in (whole, part)),
        severity,
    )


def last_digit(report: Report, quantity: Quantity) -> Decimal:
    """The worth of the last digit that a figure is written to: 0.1亿元 is exact to ten million; whole figures are exact."""
    words = report[quantity.span]
    if not re.search(r"[.．]\d", words):
        return Decimal()
    scale = next((Decimal(size) for name, size in _SIZES if name in words), Decimal(1))
    return decimals(words) * scale


def decimals(words: str) -> Decimal:
    """The worth of the last decimal place in ``words`` (``0.1`` for 92.7%), 1 where there is none."""
    digits = re.search(r"[.．点](\d+|[〇零一二三四五六七八九]+)", words)
    return Decimal(1).scaleb(-len(digits[1])) if digits else Decimal(1)


def _plain(number: Decimal) -> str:
    whole = number.to_integral_value()
    return f"{whole}" if whole == number else f"{number.quantize(Decimal('0.01')).normalize():f}"
