"""Runs rules over a report: builds the context, gathers what they say."""

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from analyzer.document import (
    Configuration,
    Failure,
    Finding,
    Period,
    Quantity,
    Report,
    Review,
    Skipped,
    Span,
    Suppressed,
    Template,
)
from analyzer.rules import RULES, Context, Rule
from analyzer.rules.context import Tools
from analyzer.text.folding import fold
from analyzer.tools import TOOLS

_CHANGING = re.compile(r"[\s\d,.:;。、，；：]+")
_SENTENCE, _CLAUSE = re.compile(r"[\n。]"), re.compile(r"[\n。，；,;]")
_FILLED = re.compile(r"[\s\d,.:;。、，；：Xx×_○〇*…]+")
_WINDOW, _NEAR = 60, 10  # characters about a finding that are looked at, and that are left of them in its key
_MARK = 20  # characters; a longer finding is a passage, and its words tell others apart
_OF_WORDING = "WL"  # the families whose findings a protected word silences
_HABITS = ("L802", "S206")


def review(
    report: Report,
    *,
    template: Template | None = None,
    earlier: Iterable[Report] = (),
    rules: Iterable[Rule] = RULES,
    configuration: Configuration = Configuration(),
    today: date | None = None,
    tools: Tools | None = None,
) -> Review:
    """Look at ``report`` with ``rules``, beside the ``template`` it was written from and the body's ``earlier`` reports.

    A rule that breaks is a ``Failure`` of the review, not an exception: the others go on. A rule that needs a
    template or an earlier report that is not at hand is listed as skipped. A rule that the ``configuration`` turns
    off, or that is off unless asked for, does not look. What wording and style rules say of a
    protected word is dropped. Whether an accepted finding is still accepted is judged as of
    ``today``, which is the present day unless given. ``tools`` find things in reports; ``shared_tools()`` are for the
    reviews of one series.
    """
    if template is not None and not isinstance(template, Template):
        raise TypeError("template is a Template; make one with analyzer.read_template")
    rules = tuple(rule for rule in rules if configuration.runs(rule.code, asked=rule.asked))
    tools = tools or TOOLS
    before = _in_order(earlier, tools, configuration)
    context = Context(report, tools, template, before, configuration)
    at_hand = {
        name
        for name, given in (("template", template), ("earlier", before), ("layout", report.layout))
        if given
    }
    findings: list[Finding] = []
    failures: list[Failure] = []
    skipped: list[Skipped] = []
    for rule in rules:
        if rule.needs and rule.needs not in at_hand:
            skipped.append(Skipped(rule.code, rule.needs))
            continue
        try:
            said = configuration.severity(rule.code)
            findings += [
                Finding(
                    h.span,
                    rule.code,
                    rule.name,
                    next(s for s in (said, h.severity, rule.severity) if s is not None),
                    h.message,
                    h.suggestion,
                    h.evidence,
                )
                for h in rule.check(report, context)
                if not (rule.code[0] in _OF_WORDING and context.protects(h.span))
            ]
        except Exception as error:  # noqa: BLE001 - whatever breaks in one rule is shown, and the others still run
            failures.append(Failure(rule.code, f"{type(error).__name__}: {error}"))
    if template is not None and any(f.code in _HABITS for f in findings):
        # What the template itself does (half-width throughout) is the form's habit, not this writer's fault.
        own = {
            f.code for f in review(template.report, rules=[r for r in rules if r.code in _HABITS]).findings
        }
        findings = [f for f in findings if f.code not in own]
    findings.sort(key=lambda f: (f.span, f.code))
    idle = {s.code for s in skipped} | {f.step for f in failures}
    whole = Review(
        report,
        tuple(_keyed(report, findings)),
        tuple(failures),
        tuple(skipped),
        looked=frozenset(r.code for r in rules) - idle,
    )
    return _accepted(whole, configuration, date.today() if today is None else today)


def _accepted(whole: Review, configuration: Configuration, today: date) -> Review:
    """The review with what the user accepts set apart; a suppression that holds counts before one that has run out."""
    if not configuration.suppressions:
        return whole
    open_, suppressed, expired = [], [], []
    for finding in whole.findings:
        fitting = [s for s in configuration.suppressions if s.fits(finding, whole.report)]
        one = next((s for s in fitting if s.holds(today)), None)
        if one is not None:
            suppressed.append(Suppressed(finding, one.reason, one.until))
            continue
        open_.append(finding)
        if fitting:
            last = max(fitting, key=lambda s: s.until or date.max)
            expired.append(Suppressed(finding, last.reason, last.until))
    return replace(whole, findings=tuple(open_), suppressed=tuple(suppressed), expired=tuple(expired))


def _in_order(reports: Iterable[Report], tools: Tools, configuration: Configuration) -> tuple[Context, ...]:
    """Contexts of earlier reports, the newest first, each with those before it."""
    found: tuple[Context, ...] = ()
    for single in sorted((Context(r, tools) for r in reports), key=_newest_first, reverse=True):
        found = (Context(single.report, tools, None, found, configuration), *found)
    return found


def _newest_first(context: Context) -> tuple[bool, int]:
    period = context.period
    return (period is None, -period.end.toordinal() if period else 0)


def period_of(report: Report, tools: Tools = TOOLS) -> Period | None:
    """The period that a report is about, by its title, its text and its file's name; None where it does not say."""
    return Context(report, tools).period


def body_of(report: Report, tools: Tools = TOOLS, configuration: Configuration = Configuration()) -> str:
    """The full name of the body that reports, empty where the report does not say."""
    from analyzer.language.organisations import speaks_for

    context = Context(report, tools, configuration=configuration)
    return context.own_body.name if context.own_body is not None else speaks_for(context.folded)


def figures_of(report: Report, tools: Tools = TOOLS) -> tuple[Quantity, ...]:
    """The figures of a report, those of its tables included, in order."""
    return Context(report, tools).quantities


def follow_figures(new: Report, old: Report, tools: Tools = TOOLS) -> list[tuple[Quantity, Quantity]]:
    """The figures of ``old`` and the same ones of ``new``: same thing, unit and place in the report."""
    return list(Context(new, tools, None, (Context(old, tools),)).followed())


def _keyed(report: Report, findings: list[Finding]) -> Iterable[Finding]:
    """Give each finding a key that survives other edits: its code, its words and a few about it.

    They are those before it in the sentence and after it in the clause, so that a clause may be added behind it.

    Digits, spaces, punctuation, the marks of blanks and the words of other findings are left out, so that what is
    corrected or filled in beside it changes nothing, whatever its length; findings alike in all that are told apart by their order.
    """
    seen: Counter[str] = Counter()
    marks = [f.span for f in findings if f.span.width <= _MARK]
    for finding in findings:
        start, end = finding.span
        before = _SENTENCE.split(_without(marks, report.text, max(0, start - _WINDOW), start))[-1]
        after = _CLAUSE.split(_without(marks, report.text, end, end + _WINDOW))[0]
        words = "|".join(
            (
                _FILLED.sub("", fold(before))[-_NEAR:],
                _CHANGING.sub("", fold(report.text[start:end][:60])),
                _FILLED.sub("", fold(after))[:_NEAR],
            )
        )
        digest = hashlib.sha256(f"{finding.code}|{words}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        seen[digest] += 1
        key = f"{finding.code}-{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else "")
        yield replace(finding, key=key)


def _without(spans: list[Span], text: str, start: int, end: int) -> str:
    """``text`` from ``start`` to ``end`` without what stands in ``spans``, which are sorted."""
    pieces, at = [], start
    for span in spans[bisect_left(spans, start, key=lambda s: s.start) :]:
        if span.start >= end:
            break
        pieces.append(text[at : span.start])
        at = max(at, span.end)
    return "".join([*pieces, text[at:end]])
