"""Reports of one body and kind in order of time, and each of their figures followed over the periods."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import PureWindowsPath

from analyzer.document.entities import Period, PeriodKind
from analyzer.document.report import Report
from analyzer.document.span import Span

_QUARTERS = "一二三四"
_SCALES = (("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))
_NOT_SCALED = (
    "%",
    "‰",
    "个百分点",
    "倍",
    "成",
    "万",
    "亿",
)  # shares, and what a template has in 万元 already


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in one report.

    ``number`` is in the indicator's single unit (元, not 万元), ``text`` what the report writes (``1.86万元``), ``place`` and
    ``sentence`` where and in which words, ``at`` where in the sentence, in characters. ``fall``: a cumulative figure
    smaller than in the period before; ``same``: equal to it.
    """

    number: Decimal
    span: Span
    text: str
    place: str
    sentence: str
    at: int = 0
    fall: bool = False
    same: bool = False

    def around(self, before: int = 44, after: int = 28) -> tuple[str, str, str]:
        """The words of the sentence before the figure, the figure, and those after it; … for what is left out."""
        end = self.at + len(self.text)
        left, right = self.sentence[: self.at], self.sentence[end:]
        return (
            left if len(left) <= before else f"…{left[-before:]}",
            self.sentence[self.at : end],
            right if len(right) <= after else f"{right[:after]}…",
        )


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure over the periods: a point for each report of the series, None where the report does not state it.

    ``section`` is the title of the section it stands in, ``cumulative`` says that it counts from a beginning on.
    """

    name: str
    unit: str
    section: str
    cumulative: bool
    points: tuple[Point | None, ...]

    @property
    def found(self) -> int:
        """In how many reports it is stated."""
        return sum(p is not None for p in self.points)

    @property
    def falls(self) -> int:
        """How often it falls although it is cumulative."""
        return sum(p is not None and p.fall for p in self.points)

    @property
    def unchanging(self) -> bool:
        """Whether it is the same number wherever it is stated."""
        return len({p.number for p in self.points if p is not None}) < 2

    @property
    def scale(self) -> tuple[Decimal, str]:
        """How many single units the shown unit has, and its name: what most of the points are written in (万元)."""
        there = [p for p in self.points if p is not None]
        for word, size in _SCALES:
            if 2 * sum(word in p.text for p in there) > len(there) and not self.unit.startswith(_NOT_SCALED):
                return size, word + self.unit
        return Decimal(1), self.unit

    def shown(self, point: Point) -> str:
        """The number of ``point`` in the shown unit, thousands set apart."""
        return number_words(point.number / self.scale[0])


@dataclass(frozen=True)
class Series:
    """The reports of one body and kind by period, those without a period last, and their indicators.

    ``body`` is empty where the reports do not name it.
    """

    body: str
    kind: str
    reports: tuple[Report, ...]
    periods: tuple[Period | None, ...]
    indicators: tuple[Indicator, ...] = ()

    @property
    def name(self) -> str:
        """Body and kind, as a heading has them."""
        return f"{self.body or '（没有认出单位）'} {self.kind}".strip()

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files' names, in the order of the reports."""
        return tuple(PureWindowsPath(r.source).name for r in self.reports)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """A heading for each report: its period, its file where it has none or shares it."""
        return self._told([period_words(p) if p else "" for p in self.periods])

    @cached_property
    def short_labels(self) -> tuple[str, ...]:
        """The same in few characters, for the foot of a plot."""
        return tuple(short_period(p) if p else "期间不明" for p in self.periods)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader should know before she trusts the order, a Chinese sentence each."""
        found = []
        if len(self.reports) == 1:
            found.append("只有一份报告，不成系列，只列出其中的数字。")
        nameless = [f for f, p in zip(self.files, self.periods, strict=True) if p is None]
        if nameless:
            found.append(f"没有认出期间，排在最后：{'、'.join(nameless)}。")
        for period, times in Counter(p for p in self.periods if p is not None).items():
            if times > 1:
                twins = [f for f, p in zip(self.files, self.periods, strict=True) if p == period]
                found.append(f"{period_words(period)}有{times}份报告，各占一列：{'、'.join(twins)}。")
        if not self.indicators:
            found.append(
                "没有在两期以上都出现的数字。" if len(self.reports) > 1 else "没有读到可以跟踪的数字。"
            )
        return tuple(found)

    def _told(self, words: list[str]) -> tuple[str, ...]:
        names = [
            w if w and words.count(w) == 1 else f"{w} {f}".strip()
            for w, f in zip(words, self.files, strict=True)
        ]
        return tuple(
            n if names.count(n) == 1 else f"{n}（{names[:i].count(n) + 1}）" for i, n in enumerate(names)
        )


def number_words(number: Decimal) -> str:
    """A number with thousands set apart and no idle zeros: ``13,200``, ``94.7``."""
    words = f"{number:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def period_words(period: Period) -> str:
    """A period as a report names it: ``2024年第三季度``."""
    start, end = period.start, period.end
    match period.kind:
        case PeriodKind.YEAR:
            return f"{start.year}年"
        case PeriodKind.HALF:
            return f"{start.year}年{'上' if start.month < 7 else '下'}半年"
        case PeriodKind.QUARTER:
            return f"{start.year}年第{_QUARTERS[(start.month - 1) // 3]}季度"
        case PeriodKind.MONTH:
            return f"{start.year}年{start.month}月"
        case PeriodKind.DAY:
            return f"{start.year}年{start.month}月{start.day}日"
        case _:
            last = f"{end.year}年" * (end.year != start.year) + f"{end.month}月{end.day}日"
            return f"{start.year}年{start.month}月{start.day}日至{last}"


def short_period(period: Period) -> str:
    """A period in at most eight characters: ``24三季度``."""
    start, end = period.start, period.end
    year = f"{start.year % 100:02}"
    match period.kind:
        case PeriodKind.YEAR:
            return f"{start.year}"
        case PeriodKind.HALF:
            return f"{year}{'上' if start.month < 7 else '下'}半年"
        case PeriodKind.QUARTER:
            return f"{year}{_QUARTERS[(start.month - 1) // 3]}季度"
        case PeriodKind.MONTH:
            return f"{year}年{start.month}月"
        case PeriodKind.DAY:
            return f"{year}.{start.month}.{start.day}"
        case _:
            return f"至{end.year % 100:02}.{end.month}.{end.day}"
