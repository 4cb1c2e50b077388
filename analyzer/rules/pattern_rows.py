"""What a table of style finds in a report, for the rule that the table belongs to."""

from collections.abc import Iterable, Iterator

from analyzer.document import Report, Span
from analyzer.rules.base import Hit
from analyzer.rules.context import Context
from analyzer.rules.lexicon import Kind
from analyzer.rules.style_rows import StyleRow

_BEFORE, _AFTER = 36, 48  # characters about a cue within which its pattern is tried; no row's match is longer


def find(table: str, report: Report, context: Context) -> Iterator[Hit]:
    """A hit for each place of the report that a row of the table describes; of two that overlap the longer first one."""
    folded = context.folded
    cues: dict[int, tuple[StyleRow, list[Span]]] = {}
    for cue, row in context.words[Kind.STYLE]:
        if isinstance(row, StyleRow) and row.table == table:
            cues.setdefault(id(row), (row, []))[1].append(cue)
    found: dict[Span, StyleRow] = {}
    for row, places in cues.values():
        groups = row.expression.groupindex
        group = "hit" if "hit" in groups else 0
        for start, stop in _windows(places, len(folded)):
            for match in row.expression.finditer(folded, start, stop):
                if "mark" in groups and report.text[match.start("mark")] != match["mark"]:
                    continue
                found.setdefault(Span(*match.span(group)), row)
    end = -1
    for span, row in sorted(found.items(), key=lambda item: (item[0].start, -item[0].end)):
        if span.start < end or context.is_furniture(span):
            continue
        end = span.end
        words = report[span]
        yield Hit(span, f"{row.message}：“{words}”", row.advise(words), severity=row.severity)


def _windows(places: Iterable[Span], length: int) -> Iterator[tuple[int, int]]:
    """The stretches about the cues; those that touch are one, so that nothing is cut or looked at twice."""
    start = stop = -1
    for place in places:
        left, right = max(0, place.start - _BEFORE), min(length, place.end + _AFTER)
        if left > stop:
            if stop >= 0:
                yield start, stop
            start = left
        stop = max(stop, right)
    if stop >= 0:
        yield start, stop
