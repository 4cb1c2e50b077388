"""Frozen types that all layers above speak in; no input or output."""

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

__all__ = [
    "FAMILIES",
    "PART_NAMES",
    "Evidence",
    "Failure",
    "Finding",
    "InputError",
    "Markup",
    "Origin",
    "Paragraph",
    "Part",
    "Report",
    "Review",
    "Section",
    "Severity",
    "Skipped",
    "Span",
    "Table",
    "Unread",
]
