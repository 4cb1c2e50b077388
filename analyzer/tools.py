"""What finds things in reports for the rules: figures, periods, bodies, and what stands beside what.

Rules may not import these parts of the house; a ``Context`` hands them over. Only this knows all of them. ``TOOLS`` find everything anew,
``shared_tools()`` remember.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import PureWindowsPath
from typing import TypeVar

from analyzer.document import (
    Comparison,
    Organisation,
    Period,
    PeriodMention,
    Quantity,
    Report,
    Rewording,
    Section,
    Span,
    Template,
)
from analyzer.document.own_body import Own
from analyzer.rules.context import Tools
from analyzer.text.quantities import Amount

T = TypeVar("T")


def _align(template: Template, report: Report) -> Comparison:
    from analyzer.alignment import align  # numpy: only a review beside another text pays for it

    return align(template, report)


def _compare(old: Report, new: Report) -> Comparison:
    from analyzer.alignment import compare

    return compare(old, new, words=False)


def _phrases(template: Template, report: Report, change: Rewording) -> tuple[tuple[str, str], ...]:
    from analyzer.alignment.differences import phrases

    return phrases(template, report, change)


def _quantities(report: Report, folded: str) -> tuple[Quantity, ...]:
    from analyzer.language.quantities import quantities

    return quantities(report, folded)


def _period(report: Report, folded: str) -> tuple[Period | None, tuple[Span, ...]]:
    from analyzer.language.periods import period_of

    return period_of(report, folded, PureWindowsPath(report.source).name)


def _period_in_name(source: str) -> Period | None:
    from analyzer.language.periods import period_in_name

    return period_in_name(PureWindowsPath(source).name)


def _period_mentions(report: Report, folded: str) -> tuple[PeriodMention, ...]:
    from analyzer.language.periods import mentions

    return mentions(report, folded)


def _organisations(report: Report, folded: str, own: Own | None) -> tuple[Organisation, ...]:
    from analyzer.language.organisations import named_beside

    return named_beside(report, folded, own)


def _own_body(report: Report, folded: str, names: tuple[str, ...]) -> Own | None:
    from analyzer.language.organisations import own_body

    return own_body(report, folded, names)


def _section_role(report: Report, section: Section) -> str:
    from analyzer.learned.roles import (
        learned_role,
    )  # numpy and a model: only where the words of headings do not tell

    return learned_role(report, section)


TOOLS = Tools(
    _align,
    _compare,
    _phrases,
    _quantities,
    _period,
    _period_in_name,
    _period_mentions,
    _organisations,
    _own_body,
    _section_role,
)


class Recurring:
    """The figures of paragraphs by their words: reports repeat themselves and one another, and what recurs is read once.

    It keeps the last few thousand paragraphs, whatever report they are of.
    """

    def __init__(self, size: int = 4096) -> None:
        from analyzer.language.quantities import figures_in
        from analyzer.text.quantities import find

        self._amounts = lru_cache(size)(find)
        self._figures = lru_cache(size)(lambda words: tuple(figures_in(words, 0, self._amounts)))

    def amounts(self, report: Report, folded: str) -> Iterator[Amount]:
        """The figures and dates of a report, tables included, in order."""
        for paragraph in report.paragraphs:
            start, end = paragraph.span
            for a in self._amounts(folded[start:end]):
                yield Amount(a.start + start, a.end + start, a.number, a.unit, a.unit_end + start)

    def quantities(self, report: Report, folded: str) -> tuple[Quantity, ...]:
        """The figures of a report with what they count, as ``language.quantities`` finds them."""
        from analyzer.language.quantities import quantities

        return quantities(report, folded, self._in_paragraph)

    def _in_paragraph(self, words: str, at: int) -> Iterator[Quantity]:
        return (q.moved(at) for q in self._figures(words))


def shared_tools(recurring: Recurring | None = None) -> Tools:
    """Tools for several reviews of the same few reports: what is found in one of them, or between two, is found once.

    They hold every report that they have seen; take new ones for the next series. ``recurring`` may go on from one series
    to the next.
    """
    from analyzer.alignment import align, compare, prepare

    recurring = recurring or Recurring()
    prepared = _once(lambda report: prepare(report, recurring.amounts), 0)
    return TOOLS._replace(
        quantities=_once(recurring.quantities, 0),
        align=_once(lambda template, report: align(template, report, prepared=prepared), 0, 1),
        compare=_once(lambda old, new: compare(old, new, words=False, prepared=prepared), 0, 1),
        # The folded text that comes second follows from the report; the names that come third do not.
        **{name: _once(getattr(TOOLS, name), 0) for name in ("period", "period_mentions")},
        **{name: _once(getattr(TOOLS, name), 0, 2) for name in ("organisations", "own_body")},
    )


def _once(find: Callable[..., T], *named_by: int) -> Callable[..., T]:
    """``find``, asked once for the same arguments at ``named_by``: the same objects, which it holds."""
    found: dict[tuple[int, ...], tuple[tuple[object, ...], T]] = {}

    def asked(*given: object) -> T:
        key = tuple(id(given[i]) for i in named_by)
        if key not in found:
            found[key] = given, find(*given)
        return found[key][1]

    return asked
