"""Frozen types that all layers above speak in; no input or output."""

from analyzer.document.comparison import Change, Comparison, Edit, Fate, Pair, Rewording, SectionMatch
from analyzer.document.entities import (
    Organisation,
    Period,
    PeriodKind,
    PeriodMention,
    Quantity,
    Scope,
)
from analyzer.document.errors import InputError
from analyzer.document.finding import FAMILIES, Evidence, Finding, Severity
from analyzer.document.report import (
    PART_NAMES,
    Markup,
    Origin,
    Paragraph,
    Part,
    Report,
    Section,
    Table,
    Unread,
)
from analyzer.document.review import Failure, Review, Skipped
from analyzer.document.span import Span
from analyzer.document.template import (
    PassageSpec,
    RequiredSection,
    SectionSpec,
    Slot,
    SlotKind,
    SlotSpec,
    SlotValue,
    Status,
    Template,
    TemplateSpec,
)

__all__ = [
    "FAMILIES",
    "PART_NAMES",
    "Change",
    "Comparison",
    "Edit",
    "Evidence",
    "Failure",
    "Fate",
    "Finding",
    "InputError",
    "Markup",
    "Organisation",
    "Origin",
    "Pair",
    "Paragraph",
    "Part",
    "PassageSpec",
    "Period",
    "PeriodKind",
    "PeriodMention",
    "Quantity",
    "Report",
    "RequiredSection",
    "Review",
    "Rewording",
    "Scope",
    "Section",
    "SectionMatch",
    "SectionSpec",
    "Severity",
    "Skipped",
    "Slot",
    "SlotKind",
    "SlotSpec",
    "SlotValue",
    "Span",
    "Status",
    "Table",
    "Template",
    "TemplateSpec",
    "Unread",
]
