"""Shares (占抽查数的6.4%) that are not the quotient of the figures before them; a part of F303."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from analyzer.document import Evidence, Quantity, Report, Scope, Severity
from analyzer.rules.base import Hit
from analyzer.rules.context import Context
from analyzer.rules.figures import decimals, last_digit

_OF = re.compile(r"占(?:比)?(?P<base>[^,;。:()]{0,16}?)的?(?:比重|比例|比)?(?:为|达到?|约)?$")
_WITHIN = re.compile(
    r"^(?:了|其|全部|抽查|检查|总|同期|应|所有|整个)?(?:[^,;。]{0,6}(?:总数|总量|总额|数|量|额))?$"
)
_MANY = 100


def shares(report: Report, context: Context) -> Iterator[Hit]:
    """Shares whose part and whole stand in the same sentence, the whole with them or before."""
    folded = context.folded
    running = [q for q in context.quantities if not (q.row or q.change)]
    for _, paragraph in groupby(running, key=lambda q: report.paragraph_at(q.span.start)):
        above: list[Quantity] = []
        for _, group in groupby(paragraph, key=lambda q: q.sentence):
            sentence = list(group)
            for i, share in enumerate(sentence):
                if share.unit == "%" and not share.approximate and i:
                    yield from _share(report, folded, above, sentence[:i], share)
            above += sentence


def _share(
    report: Report, folded: str, above: Sequence[Quantity], before: Sequence[Quantity], share: Quantity
) -> Iterator[Hit]:
    counts = [q for q in before if not q.is_rate]
    named = _OF.search(folded, max(share.clause.start, share.span.start - 24), share.span.start)
    if named is None or not counts:
        return
    last = counts[-1]
    if last.span.start >= named.start():  # 占批复概算86.40亿元的43.1%
        parts = [q for q in counts[:-1] if q.unit == last.unit]
        wholes = [last]
    elif _WITHIN.match(named["base"]) and named.start() - last.clause.end <= 1:
        parts = [last]
        # A类38件，占66.7%；B类15件，占26.3%: what has a share of its own is a part as well.
        shared = {id(q) for q, after in pairwise(before) if after.unit == "%" and _says_share(folded, after)}
        wholes = [
            q for q in counts[:-1] if q.unit == last.unit and q.number > last.number and id(q) not in shared
        ]
        if len(wholes) != 1:
            return  # which of them it is a share of is not said
        others = [q for q in above if q.unit == last.unit and q.number >= last.number]
        if any(_fits(report, last, q, share) for q in others):
            return
        together = replace(last, number=sum((q.number for q in counts if q.unit == last.unit), Decimal()))
        if _fits(report, last, together, share):
            return  # 自然人22件，占81.5%；法人5件，占18.5%
    else:
        return
    usable = [q for q in (*parts, *wholes) if not (q.approximate or q.scope is Scope.EARLIER)]
    if not parts or len(usable) < len(parts) + len(wholes):
        return
    whole = wholes[0]
    if not whole.number or any(_fits(report, part, whole, share) for part in parts):
        return
    part = parts[-1]
    right = (part.number * _MANY / whole.number).quantize(decimals(report[share.span]))
    yield Hit(
        share.span,
        f"{report[part.span]}÷{report[whole.span]}＝{right}%，写作{report[share.span]}",
        "核对占比和两个数字",
        tuple(Evidence(report[q.clause].strip(), q.clause) for q in (whole, part)),
        None if whole is last else Severity.WARNING,
    )


def _says_share(folded: str, rate: Quantity) -> bool:
    return _OF.search(folded, max(rate.clause.start, rate.span.start - 24), rate.span.start) is not None


def _fits(report: Report, part: Quantity, whole: Quantity, share: Quantity) -> bool:
    loose = (last_digit(report, part) + part.number * last_digit(report, whole) / whole.number) / whole.number
    return (
        abs(part.number / whole.number * _MANY - share.number) <= decimals(report[share.span]) + loose * _MANY
    )
