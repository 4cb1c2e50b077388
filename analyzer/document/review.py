"""The outcome of reviewing one report."""

from dataclasses import dataclass
from datetime import date

from analyzer.document.finding import Finding
from analyzer.document.report import Report


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that broke (the code of a rule, or ``read``). It is never the same as nothing found."""

    step: str
    error: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that had nothing to compare with: ``needs`` is ``template``, ``earlier`` or ``layout``."""

    code: str
    needs: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that the user accepts: why, and the last day on which that holds (None: without end)."""

    finding: Finding
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Findings in the order of the text, and what could not be checked.

    ``suppressed`` are findings that the user accepts, which are not among ``findings``; ``expired`` are some of
    ``findings`` that were accepted until a day that is over. ``looked`` are the codes of the rules that did look.
    """

    report: Report
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    expired: tuple[Suppressed, ...] = ()
    looked: frozenset[str] = frozenset()
