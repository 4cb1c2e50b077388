"""What is known of a report as rows of the store: plain strings, numbers and dates, in the order of the columns."""

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from analyzer.audit.series import kind_of
from analyzer.document import (
    Change,
    Comparison,
    Configuration,
    Part,
    Quantity,
    Report,
    Review,
    Span,
    Template,
)
from analyzer.document.series import Series, period_words
from analyzer.document.template import SlotValue
from analyzer.engine import body_of, figures_of, period_of
from analyzer.learned.roles import roles_of
from analyzer.rules.context import Tools
from analyzer.tools import TOOLS

Row = tuple[object, ...]
Rows = dict[str, list[Row]]
"""Rows by table."""

_LARGEST = Decimal(10) ** 31  # what DECIMAL(38, 6) holds
_SENTENCE = 400  # characters of a sentence that are kept
_STANDING, _ALIKE = 0.8, 0.8  # of a paragraph that the template has, sentences being so much alike
_ENDS = re.compile(r"[\n。！？]")


def report_row(path: str, report: Report, own_names: tuple[str, ...] = ()) -> Row:
    """The row of ``reports``; series and template are filled in later."""
    body = body_of(report, configuration=Configuration(own_names=own_names))
    period = period_of(report)
    return (
        path,
        report[report.title].replace("\n", "") if report.title else "",
        body,
        kind_of(report, body),
        period_words(period) if period else "",
        period.kind.value if period else "",
        period.start if period else None,
        period.end if period else None,
        "",
        0,
        len(report.text),
        "",
        "",
        [str(u) for u in report.unread],
    )


def rows_of(path: str, review: Review, template: Template | None, tools: Tools = TOOLS) -> Rows:
    """The rows of every table that holds one report's contents and findings."""
    report = review.report
    comparison = tools.align(template, report) if template else None
    return {
        "sections": list(_sections(path, report)),
        "passages": list(passage_rows(path, report, comparison)),
        "figures": list(_figures(path, report, figures_of(report, tools))),
        "slot_values": list(_slots(path, template, comparison.values)) if template and comparison else [],
        "findings": list(_findings(path, review)),
        "failures": [
            (path, f.step, "memory" if f.error.startswith("MemoryError") else "rule", f.error)
            for f in review.failures
        ],
    }


def _sections(path: str, report: Report) -> Iterator[Row]:
    roles = roles_of(report)
    for n, s in enumerate(report.sections):
        yield path, n, s.parent, s.marker, s.level, s.title, roles[n], s.heading.start, s.body.end


def passage_rows(path: str, report: Report, comparison: Comparison | None = None) -> Iterator[Row]:
    """The rows of ``passages``: the paragraphs of the running text; ``comparison``: beside the template."""
    headings = {s.heading.start: s.heading.end for s in report.sections}
    kept = _kept(comparison) if comparison is not None else []
    n = 0
    for paragraph in report.paragraphs:
        span = paragraph.span
        alone = not report.text[headings.get(span.start, span.start) : span.end].strip()
        if paragraph.part is not Part.BODY or alone or (report.title and report.title.covers(span)):
            continue
        covered = sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in kept)
        standing = covered >= _STANDING * (span.end - span.start)
        yield (
            path,
            n,
            report.section_at(span.start),
            span.start,
            span.end,
            report.place(span),
            report[span],
            standing,
        )
        n += 1


def _kept(comparison: Comparison) -> list[Span]:
    """The sentences of the report that the template has, its figures aside."""
    return [
        s
        for p in comparison.pairs
        if p.left and (p.change in (Change.SAME, Change.MOVED) or p.similarity >= _ALIKE)
        for s in p.right
    ]


def _figures(path: str, report: Report, figures: Iterable[Quantity]) -> Iterator[Row]:
    for n, q in enumerate(figures):
        yield (
            path,
            n,
            report.section_at(q.span.start),
            q.span.start,
            q.span.end,
            report.place(q.span),
            report[q.span],
            _number(q.number),
            q.unit,
            "—".join(filter(None, (q.row, q.column))) or q.what,
            q.scope.value or "unsaid",
            q.approximate,
            report[q.sentence].strip()[:_SENTENCE],
        )


def _slots(path: str, template: Template, values: tuple[SlotValue, ...]) -> Iterator[Row]:
    for n, v in enumerate(values):
        section = template.report.sections[v.slot.section].title if v.slot.section is not None else ""
        start, stop = v.span or (None, None)
        yield (
            path,
            n,
            v.slot.name,
            section,
            v.slot.unit,
            v.status.value,
            v.text,
            _number(v.number),
            start,
            stop,
        )


def _findings(path: str, review: Review) -> Iterator[Row]:
    report = review.report
    for f in review.findings:
        evidence = [
            {"source": e.source, "start": e.span.start, "end": e.span.end, "text": e.text} for e in f.evidence
        ]
        yield (
            path,
            f.key,
            f.code,
            f.name,
            f.severity.label,
            f.span.start,
            f.span.end,
            report.place(f.span),
            report[f.span],
            *_sentence(report.text, f.span),
            f.message,
            f.suggestion,
            json.dumps(evidence, ensure_ascii=False, separators=(",", ":")),
        )


def _sentence(text: str, span: Span) -> tuple[str, int]:
    """The words of the sentence about ``span``, at most some hundred characters, and where in them it begins."""
    head = text[max(0, span.start - _SENTENCE // 2) : span.start]
    tail = text[span.start : span.start + _SENTENCE]
    before = _ENDS.split(head)[-1].lstrip()
    end = _ENDS.search(tail, min(span.end - span.start, len(tail)))
    whole = f"{before}{tail[: end.end()] if end else tail}"
    return (whole.rstrip(), len(before)) if before else (whole.strip(), 0)


def series_rows(name: str, paths: list[str], series: Series) -> Rows:
    """The rows of ``indicators`` and ``points`` of a series that has been followed; ``paths`` are those of its reports."""
    indicators: list[Row] = []
    points: list[Row] = []
    for n, i in enumerate(series.indicators):
        indicators.append((name, n, i.name, i.unit, i.section, i.cumulative))
        points += [
            (name, n, path, _number(p.number), p.text, p.span.start, p.span.end, p.fall, p.same)
            for path, p in zip(paths, i.points, strict=True)
            if p is not None
        ]
    return {"indicators": indicators, "points": points}


def _number(number: Decimal | None) -> Decimal | None:
    """A number as the store holds it, to six places; None where it is none or beyond all measure."""
    if number is None or not number.is_finite() or abs(number) >= _LARGEST:
        return None
    return round(number, 6)
