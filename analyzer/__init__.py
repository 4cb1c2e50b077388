"""Review Chinese official reports: read, review, write.

>>> import analyzer
>>> report = analyzer.parse("累计走访群众XX户。")
>>> [f.code for f in analyzer.review(report).findings]
['P101']
"""

from analyzer.document import Finding, InputError, Report, Review, Severity, Span
from analyzer.engine import review
from analyzer.readers import parse, read
from analyzer.rules import RULES, Rule, rule

__all__ = [
    "RULES",
    "Finding",
    "InputError",
    "Report",
    "Review",
    "Rule",
    "Severity",
    "Span",
    "parse",
    "read",
    "review",
    "rule",
]
__version__ = "0.1.0"
