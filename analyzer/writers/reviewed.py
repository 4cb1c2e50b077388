"""What the writers of several reviews together show: each draft with its outcome, each finding with its state."""

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.document import Evidence, Finding, Review, Severity
from analyzer.document.baseline import Changes, State

_SENTENCE_ENDS = "\n。！？"
_AROUND = 60  # characters to either side of a finding that are shown of its sentence


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft: its review and what changed since an earlier check; ``error`` where it could not be read."""

    source: str
    review: Review | None = None
    changes: Changes | None = None
    error: str = ""

    @property
    def title(self) -> str:
        """The draft's title, empty where it has none."""
        report = self.review.report if self.review is not None else None
        return "" if report is None or report.title is None else report[report.title].replace("\n", "")

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(f.severity is severity for f in self.review.findings) if self.review is not None else 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding and what is said of it: 新, 仍在, 已豁免 or nothing, and why it is suppressed."""

    finding: Finding
    state: str
    reason: str

    @property
    def suppressed(self) -> bool:
        """Whether the user accepts it."""
        return bool(self.reason)


def findings_of(reviewed: Reviewed) -> Iterator[Shown]:
    """The findings of a draft in the order of its text, then the suppressed ones."""
    if reviewed.review is None:
        return
    states = reviewed.changes.states if reviewed.changes is not None else {}
    for finding in reviewed.review.findings:
        state = states.get(finding.key)
        yield Shown(finding, "" if state is None else "新" if state is State.NEW else "仍在", "")
    for one in reviewed.review.suppressed:
        yield Shown(one.finding, "已豁免", one.reason + (f"（到{one.until}）" if one.until else ""))


def quotation(review: Review, finding: Finding) -> tuple[str, str, str]:
    """The sentence about a finding, in three parts: before it, its own words, after it."""
    text, (start, end) = review.report.text, finding.span
    left = max(text.rfind(c, max(0, start - _AROUND), start) + 1 for c in _SENTENCE_ENDS)
    ends = [at for c in _SENTENCE_ENDS if (at := text.find(c, end, end + _AROUND)) >= 0]
    left = max(left, start - _AROUND, 0)
    right = min(ends, default=min(len(text), end + _AROUND) - 1) + 1
    return text[left:start].lstrip(), text[start:end], text[end:right].rstrip()


def source_of(review: Review, evidence: Evidence) -> str:
    """Where a quotation stands: another file, or a place of the report itself."""
    return evidence.source or f"本文{review.report.place(evidence.span)}"
