"""The findings of an earlier check, and what has become of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PureWindowsPath

from analyzer.document.finding import Severity
from analyzer.document.report import Report
from analyzer.document.review import Review


class State(StrEnum):
    """Whether a finding was there at the earlier check."""

    NEW = "new"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """What is kept of a finding of the earlier check; ``key`` is by what it is known again."""

    key: str
    code: str
    name: str
    severity: Severity
    text: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class KnownReview:
    """An earlier check of one draft: its findings, suppressed ones left out."""

    source: str
    sha256: str
    findings: tuple[KnownFinding, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has become of the findings of an earlier check.

    ``states`` by the keys of the findings that are there now; ``gone`` are those that are no longer there though their rule
    did look. ``since`` is the source of the draft that was checked then, None where the draft is not in the baseline.
    """

    states: Mapping[str, State]
    gone: tuple[KnownFinding, ...] = ()
    since: str | None = None

    def count(self, state: State) -> int:
        """How many findings of today are in this state."""
        return sum(s is state for s in self.states.values())


@dataclass(frozen=True, slots=True)
class Baseline:
    """The outcome of an earlier ``check``, which may have been of several drafts."""

    source: str
    reviews: tuple[KnownReview, ...]

    def of(self, report: Report, *, alone: bool) -> KnownReview | None:
        """The earlier check of this draft: of the same file, of the same content, or of the only one of that file name.

        ``alone``: it is the only draft that is checked; if the baseline too is of one draft, it is that one.
        """
        name = PureWindowsPath(report.source).name
        found = (
            [r for r in self.reviews if r.source == report.source],
            [r for r in self.reviews if r.sha256 and r.sha256 == report.sha256],
            same
            if len(same := [r for r in self.reviews if PureWindowsPath(r.source).name == name]) == 1
            else [],
            self.reviews if alone and len(self.reviews) == 1 else [],
        )
        return next((some[-1] for some in found if some), None)

    def beside(self, review: Review, *, alone: bool = True) -> Changes:
        """The findings of ``review`` beside those of the earlier check of the same draft.

        A finding that was suppressed then is new when it is no longer; one that is suppressed now is not gone.
        """
        known = self.of(review.report, alone=alone)
        before = {f.key: f for f in known.findings} if known is not None else {}
        states = {f.key: State.OLD if f.key in before else State.NEW for f in review.findings}
        still = states.keys() | {s.finding.key for s in review.suppressed}
        gone = tuple(f for f in before.values() if f.key not in still and f.code in review.looked)
        return Changes(states, gone, known.source if known is not None else None)
