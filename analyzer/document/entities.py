"""What a report speaks of: figures, periods and organisations, each with its place in the text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from analyzer.document.span import Span


class Scope(StrEnum):
    """What stretch of time a figure is about, as its own clause says."""

    UNSAID = ""
    PERIOD = "period"  # 本月, 上半年, 今年
    CUMULATIVE = "cumulative"  # 累计, 截至目前, 开展以来
    EARLIER = "earlier"  # 去年同期, 上季度


@dataclass(slots=True)
class Quantity:
    """A figure and what it counts.

    ``span`` covers numeral and measure word, ``number`` is in single ``unit`` (元, not 万元; ``%`` for 百分之). ``what`` is the
    noun that is counted, as far as its clause says (``发现问题``), ``sentence`` and ``clause`` the words about it. ``change``
    is ``up`` or ``down`` where the figure is an increase or decrease (增长12%), ``approximate`` says 约, 近, 余, 以上.
    ``row`` and ``column`` are labels where it stands in a table.

    Not frozen, though nobody changes one: a report has hundreds, and freezing takes longer than finding them.
    """

    span: Span
    number: Decimal
    unit: str
    what: str
    clause: Span
    sentence: Span
    scope: Scope = Scope.UNSAID
    change: str = ""
    approximate: bool = False
    row: str = ""
    column: str = ""

    def __hash__(self) -> int:
        return hash(self.span)

    def moved(self, by: int) -> "Quantity":
        """The same figure ``by`` characters further on."""
        (a, b), (c, d), (e, f) = self.span, self.clause, self.sentence
        return Quantity(
            Span(a + by, b + by),
            self.number,
            self.unit,
            self.what,
            Span(c + by, d + by),
            Span(e + by, f + by),
            self.scope,
            self.change,
            self.approximate,
            self.row,
            self.column,
        )

    @property
    def is_rate(self) -> bool:
        """Whether it is a share or a rate rather than a count."""
        return self.unit in ("%", "‰", "个百分点", "倍", "成")


class PeriodKind(StrEnum):
    """How long a reporting period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    RANGE = "range"
    DAY = "day"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included."""

    start: date
    end: date
    kind: PeriodKind = PeriodKind.RANGE


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """Words that name a period or a day. ``period`` is None where they need a year that the text does not give.

    ``role`` is what the words do: ``cutoff`` (截至6月底), ``since`` (今年以来), ``ahead`` (下半年, 明年 as plans), ``past`` (去年同期),
    ``day`` (a date of an event), ``signed`` (the date under the report), ``title``, or empty.
    """

    span: Span
    period: Period | None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body as it is named at one place. ``role`` is ``own``, ``parent``, ``child`` or ``other`` to the reporting body."""

    span: Span
    name: str
    role: str = "other"
