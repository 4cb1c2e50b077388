"""Review Chinese official reports: read, review, write.

>>> import analyzer
>>> report = analyzer.parse("累计走访群众XX户。")
>>> [f.code for f in analyzer.review(report).findings]
['P101']
"""

from analyzer.comments import write_comments
from analyzer.configuration import configuration_for, read_configuration
from analyzer.document import (
    Comparison,
    Configuration,
    Finding,
    InputError,
    Report,
    Review,
    Severity,
    SlotValue,
    Span,
    Template,
)
from analyzer.engine import body_of, figures_of, period_of, review
from analyzer.readers import parse, read
from analyzer.rules import RULES, Rule, rule
from analyzer.templates import align, compare, extract, parse_template, read_template

__all__ = [
    "RULES",
    "Comparison",
    "Configuration",
    "Finding",
    "InputError",
    "Report",
    "Review",
    "Rule",
    "Severity",
    "SlotValue",
    "Span",
    "Template",
    "align",
    "body_of",
    "compare",
    "configuration_for",
    "extract",
    "figures_of",
    "parse",
    "parse_template",
    "period_of",
    "read",
    "read_configuration",
    "read_template",
    "review",
    "rule",
    "write_comments",
]
__version__ = "0.1.0"
