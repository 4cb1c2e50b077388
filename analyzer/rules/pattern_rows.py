"""What a table of style finds in a report, for the rule that the table belongs to."""

from collections.abc import Iterator

from analyzer.document import Report, Span
from analyzer.rules.base import Hit
from analyzer.rules.context import Context
from analyzer.rules.lexicon import Kind
from analyzer.rules.style_rows import StyleRow

_BEFORE, _AFTER = 40, 60  # characters about a cue within which its pattern is tried; no row's match is longer


def find(table: str, report: Report, context: Context) -> Iterator[Hit]:
    """A hit for each place of the report that a row of the table describes; of two that overlap the longer first one."""
    found: dict[tuple[Span, int], StyleRow] = {}
    folded = context.folded
    for cue, row in context.words[Kind.STYLE]:
        if not isinstance(row, StyleRow) or row.table != table:
            continue
        start, stop = max(0, cue.start - _BEFORE), min(len(folded), cue.end + _AFTER)
        groups = row.expression.groupindex
        for match in row.expression.finditer(folded, start, stop):
            if match.start() > cue.end:
                break
            if "mark" in groups and report.text[match.start("mark")] != match["mark"]:
                continue
            found[Span(*match.span("hit" if "hit" in groups else 0)), id(row)] = row
    end = -1
    for (span, _), row in sorted(found.items(), key=lambda item: (item[0][0].start, -item[0][0].end)):
        if span.start < end or context.is_furniture(span):
            continue
        end = span.end
        words = report[span]
        yield Hit(span, f"{row.message}：“{words}”", row.advise(words), severity=row.severity)
