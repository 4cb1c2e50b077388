"""One review as one line of JSON: the contract that other programs rely on."""

import json
from datetime import date
from typing import Any

from analyzer.document import Failure, Finding, Report, Review, Span, Suppressed
from analyzer.document.baseline import Changes, KnownFinding

SCHEMA = 1


def to_json(review: Review, changes: Changes | None = None) -> str:
    """The review as a JSON object on one line, without a line end; ``changes`` since an earlier check are told too."""
    return _dump(_report(review.report), review, changes)


def unread_to_json(source: str, error: str) -> str:
    """The same object for a file that could not be read."""
    empty = Report(source, "")
    return _dump(_report(empty), Review(empty, (), (Failure("read", error),)))


def _dump(report: dict[str, Any], review: Review, changes: Changes | None = None) -> str:
    states = changes.states if changes is not None else {}
    whole = {
        "schema": SCHEMA,
        "report": report,
        "findings": [
            {**_finding(review.report, f), **({"state": states[f.key].value} if states else {})}
            for f in review.findings
        ],
        "failures": [{"step": f.step, "error": f.error} for f in review.failures],
        "skipped": [{"code": s.code, "needs": s.needs} for s in review.skipped],
        "suppressed": [_suppressed(review.report, s) for s in review.suppressed],
        "expired": [
            {"key": s.finding.key, "reason": s.reason, "until": _day(s.until)} for s in review.expired
        ],
    }
    if changes is not None:
        whole["gone"] = [_gone(f) for f in changes.gone]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _suppressed(report: Report, suppressed: Suppressed) -> dict[str, Any]:
    reason = {"reason": suppressed.reason, "until": _day(suppressed.until)}
    return {**_finding(report, suppressed.finding), **reason}


def _gone(finding: KnownFinding) -> dict[str, str]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "text": finding.text,
        "place": finding.place,
        "message": finding.message,
        "key": finding.key,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _report(report: Report) -> dict[str, Any]:
    return {
        "source": report.source,
        "sha256": report.sha256,
        "title": _words(report, report.title),
        "issuer": _words(report, report.issuer),
        "period": _words(report, report.period),
        "characters": len(report.text),
        "unread": [{"what": u.what, "count": u.count, "where": u.where} for u in report.unread],
    }


def _words(report: Report, span: Span | None) -> str:
    return "" if span is None else report[span].replace("\n", "")


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": report[finding.span],
        "place": report.place(finding.span),
        "message": finding.message,
        "suggestion": finding.suggestion,
        "evidence": [
            {"source": e.source, "start": e.span.start, "end": e.span.end, "text": e.text}
            for e in finding.evidence
        ],
        "key": finding.key,
    }
