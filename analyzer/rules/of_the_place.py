"""How many of a thing a place or body has (全市82座水库, 辖16个行政村), told again otherwise; a part of F304."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from analyzer.document import Quantity, Scope
from analyzer.rules.context import Context
from analyzer.rules.figure_pairs import agree

_HAS = re.compile("(?=[全下所辖现共])(?:全[省市县区镇乡村院校局馆园]|[下所]?辖|现有|共有|下设)")
_NO_STOCK = re.compile(
    "新[建增设]|建[成设]|累计|扩|达|力争|目标|计划|其中|余|近|约|多|完成|整治|改造|检查|抽|发现|[^全]部分"
)
_FOLLOWS = re.compile(
    "(?P<noun>[\u4e00-\u9fff]{2,6}?)(?=[、,;。()]|全部|全都|均|都|逐|中|的|进行|开展|实[现行]|完成|统一|已|设|建立|参加|$)"
)
_LEAST = 2  # characters of a noun
_FAR = Decimal("1.5")  # times: figures farther apart are about two things
_FEW = 5


def of_the_place(
    context: Context, figures: Sequence[tuple[Quantity, bool]]
) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Pairs of figures of one kind of thing: of the whole place both times, or more of it than the place has."""
    folded = context.folded
    counts = [
        (q, planned)
        for q, planned in figures
        if q.number >= _FEW and not (q.row or q.is_rate or q.scope in (Scope.EARLIER, Scope.CUMULATIVE))
    ]
    owns = {q.span: has for q, _ in counts if (has := _HAS.search(folded, q.clause.start, q.span.start))}
    units = {q.unit for q, _ in counts if q.span in owns}
    by_noun: dict[tuple[str, str], list[tuple[Quantity, bool]]] = defaultdict(list)
    for q, planned in counts if owns else ():
        has = owns.get(q.span)
        if q.unit not in units or _NO_STOCK.search(
            folded, has.end() if has else q.clause.start, q.span.start
        ):
            continue
        noun = _FOLLOWS.match(folded, q.span.end, q.sentence.end)
        words = noun["noun"] if noun else q.what[-_LEAST:]
        if len(words) >= _LEAST:
            by_noun[words, q.unit].append((q, has is not None and not planned))
    for group in by_noun.values():
        owned = [q for q, whole in group if whole]
        if not owned:
            continue
        first = owned[0]
        for again, whole in group:
            low, high = sorted((first.number, again.number))
            if (
                first.sentence != again.sentence
                and low < high <= low * _FAR
                and (whole or again.number > first.number)
                and not agree(context, first, again)
            ):
                one, other = sorted((first, again), key=lambda q: q.span)
                yield one, other, False
