"""Counts what rules find of planted faults, and what they say where nothing is wrong."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from analyzer.document import Finding, Part, Report, Severity, Span
from analyzer.evaluation.marked import Label, Marked, Truth

# Findings that say where else: of two figures that differ either may be the wrong one; one finding tells all copies; growth
# that does not follow from the last report's figure tells that this one fell or stayed as it was.
_BY_EVIDENCE = {
    "P106": ("S202",),
    "S201": ("S202",),
    "F304": ("F304",),
    "E402": ("E402",),
    "F302": ("F302",),
    "F303": ("E401", "E402"),
    "L805": ("L805",),
}
_ALSO = {"E405": ("S2",)}  # a section that the earlier report had is missing either way
_NEAR = 4  # characters between a finding and an empty place that still mean the same place


@dataclass(slots=True)
class Scores:
    """Tallies by rule code. ``characters`` and ``alarms`` are of sound texts, warnings and errors only."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def precision(self, code: str) -> float | None:
        """Share of a rule's (or, for a shorter code, a family's) findings in faulty drafts that are right."""
        right, wrong = (_sum(c, code) for c in (self.right, self.wrong))
        return right / (right + wrong) if right + wrong else None

    def recall(self, code: str) -> float | None:
        """Share of the faults planted for a rule or a family that were found."""
        planted = _sum(self.planted, code)
        return _sum(self.found, code) / planted if planted else None

    def alarm_rate(self, code: str) -> float:
        """False alarms per 10,000 characters of sound text."""
        return 10_000 * _sum(self.alarms, code) / self.characters if self.characters else 0.0


def _sum(tally: Counter[str], code: str) -> int:
    return sum(n for c, n in tally.items() if c.startswith(code))


def score(
    scores: Scores,
    name: str,
    report: Report,
    labels: Marked | None,
    findings: Iterable[Finding],
    accepted: Collection[str] = (),
) -> None:
    """Add one reviewed text to ``scores``; ``labels`` is None for a sound one.

    Findings of the ``accepted`` codes are true of this writer's habits (half-width throughout) and count neither way.
    A fault counts as found if a finding of its family meets its place. A finding is right if it meets a fault of its
    family; on a look-alike, or where no fault is marked, it is wrong. Findings of severity ``info`` can be right, not wrong.
    """
    shown = [f for f in findings if f.code not in accepted or labels is not None]
    if labels is None:
        scores.characters += len(report.text)
        for finding in shown:
            if finding.severity > Severity.INFO:
                scores.alarms[finding.code] += 1
                scores.false.append(f"{name} {finding.code} {_quote(report, finding.span)}")
        return
    faults = labels.of(Truth.FAULT)
    met: set[Label] = set()
    for finding in shown:
        kin = (finding.code[:2], *_ALSO.get(finding.code, ()))
        hits = [f for f in faults if f.code[:2] in kin and _meets(report, finding.span, f.span)]
        met.update(hits)
        # One cause, one finding: a cut that names the headings about it has said that a number is missing.
        met.update(
            f
            for f in faults
            if f.code in _BY_EVIDENCE.get(finding.code, ())
            and any(_meets(report, e.span, f.span) for e in finding.evidence)
        )
        if any(f.code == "E402" for f in hits):  # judged over the whole report, and said once
            met.update(f for f in faults if f.code == "E402")
        if hits:
            scores.right[finding.code] += 1
        elif finding.severity > Severity.INFO and not (
            finding.code in accepted or _follows_from(report, finding, faults)
        ):
            scores.wrong[finding.code] += 1
            scores.false.append(f"{name} {finding.code} {_quote(report, finding.span)}")
    for fault in faults:
        scores.planted[fault.code] += 1
        if fault in met:
            scores.found[fault.code] += 1
        else:
            scores.missed.append(f"{name} {fault.code} {_quote(report, fault.span)}")


def _meets(report: Report, finding: Span, fault: Span) -> bool:
    if finding.width and fault.width:
        return finding.overlaps(fault)
    # One of them is a place: the line ends between what was and what is now there do not count.
    start, end = min(finding.end, fault.end), max(finding.start, fault.start)
    return len(report.text[start:end].strip()) <= _NEAR


def _follows_from(report: Report, finding: Finding, faults: Iterable[Label]) -> bool:
    """Whether a finding is what a fault of another family does to the text.

    A sentence repeated by mistake also repeats its 三是, a paragraph from elsewhere brings its own punctuation, a
    section that is gone breaks a promised count, a figure that is wrong belongs to no sum or rate any more.
    """
    here = report.section_at(finding.span.start)
    about = (here, None if here is None else report.sections[here].parent)
    figures = [e.span for e in finding.evidence if not e.source] if finding.code[0] in "FE" else []
    return any(
        finding.span.overlaps(f.span)
        or (f.code[0] in "FEP" and any(e.overlaps(f.span) for e in figures))
        or f.span.covers(finding.span)
        or (finding.code[0] == "S" and f.code[0] in "SP" and report.section_at(f.span.start) in about)
        for f in faults
    )


def _quote(report: Report, span: Span) -> str:
    before, after = report.text[max(0, span.start - 12) : span.start], report.text[span.end : span.end + 12]
    return f"{before}⟦{report[span]}⟧{after}".replace("\n", "⏎")


def body_text(report: Report) -> str:
    """The main text without margins and notes, for measures of wording."""
    return "\n".join(report[p.span] for p in report.paragraphs if p.part in (Part.BODY, Part.TABLE))
