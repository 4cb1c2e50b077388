"""What a rule has to say about a place in a report."""

from dataclasses import dataclass
from enum import IntEnum

from analyzer.document.span import Span


class Severity(IntEnum):
    """``ERROR`` means that the report must not be submitted like this."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def label(self) -> str:
        """The word that machines read: ``error``, ``warning`` or ``info``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation that supports a finding. ``source`` is empty for the reviewed report itself."""

    text: str
    span: Span
    source: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place. ``key`` names it across runs and small edits elsewhere in the report."""

    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    suggestion: str = ""
    evidence: tuple[Evidence, ...] = ()
    key: str = ""
