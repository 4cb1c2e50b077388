"""The outcome of reviewing one report."""

from dataclasses import dataclass

from analyzer.document.finding import Finding
from analyzer.document.report import Report


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that broke (the code of a rule, or ``read``). It is never the same as nothing found."""

    step: str
    error: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that had nothing to compare with: ``needs`` is ``template`` or ``earlier``."""

    code: str
    needs: str


@dataclass(frozen=True, slots=True)
class Review:
    """Findings in the order of the text, and what could not be checked."""

    report: Report
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()
