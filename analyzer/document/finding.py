"""What a rule has to say about a place in a report."""

from dataclasses import dataclass
from enum import IntEnum

from analyzer.document.span import Span

FAMILIES = {
    "P1": "占位与残留",
    "S2": "结构",
    "F3": "数据",
    "E4": "往期",
    "T5": "模板",
    "N6": "名称",
    "W7": "措辞",
    "L8": "体例",
    "R9": "雷同",
}
"""What the first two characters of a rule's code stand for, in the user's words."""


class Severity(IntEnum):
    """``ERROR`` means that the report must not be submitted like this."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def label(self) -> str:
        """The word that machines read: ``error``, ``warning`` or ``info``."""
        return self.name.lower()

    @property
    def title(self) -> str:
        """The word that people read: 错误, 警告 or 提示."""
        return ("提示", "警告", "错误")[self]


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
