"""The results of an audit as one HTML page that needs nothing else: tables, plots, and the worst findings with their words."""

import re
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import count, islice
from typing import Any, NamedTuple

from analyzer.document import FAMILIES, Severity
from analyzer.document.audit import (
    AuditedFile,
    AuditFinding,
    BodyPair,
    Followed,
    SharedWording,
    State,
    Summary,
    address,
)
from analyzer.document.series import Point
from analyzer.writers.audit_matrix import Matrix, by_kind, by_period
from analyzer.writers.audit_rows import CAUSES, NO_BODY, STEPS, remark
from analyzer.writers.plots import STYLE, Lettering, plot

_FINDINGS, _ASIDE, _FAILURES = 2_000, 200, 300  # the most that are listed: open; suppressed or gone; failures
_A_REPORT = 12  # findings of one report where not all can be listed
_PLOTS, _PAIRS, _REPORTS, _CLUSTERS, _COPIES = 24, 40, 12, 40, 30
_BEFORE, _AFTER, _WORDS, _QUOTES = (
    70,
    50,
    160,
    3,
)  # characters about the found words, of a message; quotations
_ENOUGH = 3  # points that make a plot worth looking at where nothing is marked
_NO_HTML = re.compile(r"[^\t\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def audit_page(summary: Summary, *, way: str = "") -> str:
    """The page; ``way`` is the relative way from the page's folder to the audited one, empty where it lies in it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return value if isinstance(value, Markup) else _NO_HTML.sub("", str(value))

    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    loader = PackageLoader("analyzer.writers", "pages")
    pages = Environment(loader=loader, autoescape=True, finalize=finalize, **options)
    pages.filters["hash"] = lambda source: b64encode(sha256(str(source).encode()).digest()).decode()
    pages.filters["count"] = lambda number: f"{number:,}"
    pages.filters["day"] = lambda when: f"{when.year}年{when.month}月{when.day}日"
    pages.filters["cut"] = _cut
    pages.filters["body"] = lambda body: body or NO_BODY
    pages.filters["address"] = lambda path: address(path, way)
    pen = Lettering()
    page = _Page(summary, pen)
    # A drawing consists of what plots.py writes and of words that it has escaped.
    for trend in page.trends:
        trend.drawing = Markup(trend.drawing)
    return pages.get_template("audit.html").render(
        page=page,
        severities=tuple(reversed(Severity)),
        families=FAMILIES,
        steps=STEPS,
        causes=CAUSES,
        remark=remark,
        around=around,
        a_report=_A_REPORT,
        quotes=_QUOTES,
        copies=_COPIES,
        plot_style=Markup(STYLE),
        letters=Markup(pen.definitions()),
    )


def around(finding: AuditFinding) -> tuple[str, str, str]:
    """The words of the sentence before what was found, what was found, and those after it; … for what is left out."""
    at = finding.sentence.find(finding.text) if finding.text else -1
    if at < 0:
        return ("", _cut(finding.text), "") if finding.text else (_cut(finding.sentence), "", "")
    left, right = finding.sentence[:at], finding.sentence[at + len(finding.text) :]
    return (
        left if len(left) <= _BEFORE else f"…{left[-_BEFORE:]}",
        _cut(finding.text),
        right if len(right) <= _AFTER else f"{right[:_AFTER]}…",
    )


def _cut(words: str, most: int = _WORDS) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


class _Report(NamedTuple):
    """A report with the findings that are listed of it."""

    id: str
    file: AuditedFile
    findings: list[AuditFinding]


class _Body(NamedTuple):
    """A body, how many findings it has in all, and its reports."""

    id: str
    name: str
    counts: Counter[str]
    reports: list[_Report]


class _Mark(NamedTuple):
    """A value that fell or was repeated: when, the value before and this one, and the words about it."""

    period: str
    before: str
    value: str
    point: Point


class _Trend:
    """An indicator with its drawing and what is marked in it."""

    def __init__(self, one: Followed, drawing: str) -> None:
        self.body, self.kind, self.indicator, self.drawing = one.body, one.kind, one.indicator, drawing
        self.marks: list[_Mark] = []
        before = "—"
        for period, point in zip(one.periods, one.indicator.points, strict=True):
            if point is not None:
                value = one.indicator.shown(point)
                if point.fall or point.same:
                    self.marks.append(_Mark(period, before, value, point))
                before = value


class _Page:
    """All that the template shows."""

    def __init__(self, summary: Summary, pen: Lettering) -> None:
        self.summary = summary
        self.last, self.first_run = summary.last, len(summary.runs) == 1
        files = [f for f in summary.files if f.recognised]
        self.reports = len(files)
        self.touched = sum(bool(f.errors or f.warnings or f.infos) for f in files)
        self.counts = Counter(
            {s.label: sum(getattr(r, f"{s.label}s") for r in summary.rules) for s in Severity}
        )
        self.total = sum(self.counts.values())
        self.changes = {
            State.NEW: sum(r.new for r in summary.rules),
            State.OPEN: self.total - sum(r.new for r in summary.rules),
            State.SUPPRESSED: sum(r.suppressed for r in summary.rules),
            State.GONE: sum(r.gone for r in summary.rules),
        }
        self.failed = sum(n for _, n in summary.causes)
        self.failures = list(islice(summary.failures(), _FAILURES))
        self.notes = [
            (f.path, remark(f)) for f in summary.files if remark(f) and not f.same_as and f.recognised
        ]
        self.due = sum(f.due for f in files)
        self.copies = sum(bool(f.same_as) for f in summary.files)
        self.kinds = sorted({f.kind for f in files})
        self.each = max(
            1, _FINDINGS // max(1, len({f.body for f in files if f.errors or f.warnings or f.infos}))
        )
        found = summary.findings()
        if self.total > _FINDINGS:
            found = islice(_spread(found, self.each), _FINDINGS)
        self.bodies = _bodies(files, found)
        self.shown = sum(len(r.findings) for b in self.bodies for r in b.reports)
        self.aside = [
            (state, self.changes[state], list(islice(rows(), _ASIDE)))
            for state, rows in ((State.SUPPRESSED, summary.suppressed), (State.GONE, summary.gone))
        ]
        self.matrices = self._matrices(files)
        self.trends = list(_trends(summary.indicators(), pen))
        self.pairs = _pairs(summary)
        self.clusters = list(islice(summary.clusters(), _CLUSTERS))

    def _matrices(self, files: Sequence[AuditedFile]) -> list[Matrix]:
        ids = {r.file.path: r.id for b in self.bodies for r in b.reports}
        own = {b.name: b.id for b in self.bodies if b.reports}
        made = [by_period(files, ids, own)]
        if len(self.kinds) > 1:
            made.append(by_kind(files, own, self.kinds))
        return made


def _spread(findings: Iterable[AuditFinding], each: int) -> Iterator[AuditFinding]:
    """The worst of every body, at most ``each`` of one, so that none hides the others, and few of one report."""
    bodies: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for f in findings:
        if bodies[f.body] < each and reports[f.path] < _A_REPORT:
            bodies[f.body] += 1
            reports[f.path] += 1
            yield f


def _bodies(files: Iterable[AuditedFile], findings: Iterable[AuditFinding]) -> list[_Body]:
    """The bodies, those with most errors first; their reports in the order of their worst finding."""
    known = {f.path: f for f in files}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for file in known.values():
        counts[file.body].update(errors=file.errors, warnings=file.warnings, infos=file.infos, reports=1)
    grouped: dict[str, dict[str, list[AuditFinding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.path in known:
            grouped[finding.body][finding.path].append(finding)
    names = sorted(counts, key=lambda b: (-counts[b]["errors"], -counts[b]["warnings"], b))
    number = count(1)
    return [
        _Body(
            f"b{at}",
            name,
            counts[name],
            [_Report(f"r{next(number)}", known[path], found) for path, found in grouped[name].items()],
        )
        for at, name in enumerate(names, 1)
    ]


def _trends(indicators: Iterable[Followed], pen: Lettering) -> Iterable[_Trend]:
    """Drawings of what fell or was repeated, and where these are few of what changes."""
    worth = (
        one
        for one in indicators
        if one.indicator.found > 1
        and (
            any(p is not None and (p.fall or p.same) for p in one.indicator.points)
            or (one.indicator.found >= _ENOUGH and not one.indicator.unchanging)
        )
    )
    for one in islice(worth, _PLOTS):
        yield _Trend(one, plot(one.indicator, one.short, pen))


def _pairs(summary: Summary) -> list[tuple[BodyPair, list[SharedWording]]]:
    """Who shares wording with whom, most characters first, each with the reports that share most of it."""
    kept = summary.pairs[:_PAIRS]
    reports: dict[tuple[str, str], list[SharedWording]] = {(p.body, p.origin_body): [] for p in kept}
    for one in summary.shared():
        found = reports.get((one.body, one.origin_body))
        if found is not None and len(found) < _REPORTS:
            found.append(one)
    return [(p, reports[p.body, p.origin_body]) for p in kept]
