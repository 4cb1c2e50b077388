"""How findings show figures: as the report writes them."""

import re
from decimal import Decimal

from analyzer.document import Quantity, Report

_SIZES = (("亿", 10**8), ("万", 10**4))


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


def _plain(number: Decimal) -> str:
    whole = number.to_integral_value()
    return f"{whole}" if whole == number else f"{number.quantize(Decimal('0.01')).normalize():f}"
