"""``python -m tools.plant_series FOLDER``: recall of each rule on faults planted into a folder's reports.

The folder's .txt and .docx files are one body's reports, a period each. Nothing is written. For each rule: how many faults
were planted and told, how often the same sentence without the fault raised a finding, and what new was said elsewhere.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from random import Random

import analyzer
from analyzer.document import Finding, Report, Severity
from analyzer.engine import body_of, period_of

from . import across, figures
from .case import Case, Edit, Plant, applied

PLANTERS = {
    name.upper(): getattr(module, name)
    for module in (figures, across)
    for name in dir(module)
    if re.fullmatch(r"[a-z]\d{3}", name)
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--rules", default="", help="codes, comma-separated; all if empty")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--each", type=int, default=3, help="faults of a rule a report, at most")
    options.add_argument("--every", type=int, default=1, help="only every n-th report")
    options.add_argument(
        "--details", action="store_true", help="show what was missed and what was said elsewhere"
    )
    given = options.parse_args()
    reports = [analyzer.read(f) for f in sorted(given.folder.iterdir()) if f.suffix in (".txt", ".docx")]
    reports.sort(key=lambda r: (p.start.toordinal() if (p := period_of(r)) else 0, r.source))
    wanted = [c for c in given.rules.split(",") if c] or sorted(PLANTERS)
    tally = Tally(given.details)
    for i in range(0, len(reports), given.every):
        before = reports[max(0, i - 2) : i]
        case = as_case(reports[i], before[::-1])
        base = reviewed(case.name, case.text, before)
        for code in wanted:
            chance = Random(f"{given.seed} {case.name} {code}")
            plants = list(PLANTERS[code](case, chance))
            for plant in chance.sample(plants, min(given.each, len(plants))):
                tally.add(case, plant, base, before)
        print(f"\r{i + 1}/{len(reports)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    tally.show(wanted)


def as_case(report: Report, before: list[Report]) -> Case:
    """A report and those before it, the newest first, as planters take them."""
    period = period_of(report)
    last = period_of(before[0]) if before else None
    if period is None:
        raise SystemExit(f"{report.source}: no period")
    year = period.end.year
    # An annual government work report is given in its year and tells of the one before.
    told = 1 if "政府工作报告" in report.text[:200] else 0
    until = date(year - told, period.end.month, period.end.day)
    past = last.end if last else period.start
    earlier = tuple(b.text for b in before)
    return Case(
        report.source,
        report.text,
        earlier,
        body_of(report),
        year,
        past.year,
        until,
        date(past.year - told, past.month, past.day),
    )


def reviewed(name: str, text: str, before: list[Report]) -> list[Finding]:
    """The findings on ``text``, hints included."""
    result = analyzer.review(analyzer.parse(text, source=name), earlier=before)
    if result.failures:
        raise SystemExit(f"{name}: {result.failures}")
    return list(result.findings)


class Tally:
    """Counts by rule code."""

    def __init__(self, details: bool) -> None:
        self.details = details
        self.planted, self.found, self.hinted, self.alarmed = (
            Counter[str](),
            Counter[str](),
            Counter[str](),
            Counter[str](),
        )
        self.by: dict[str, Counter[str]] = defaultdict(Counter)
        self.elsewhere: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, case: Case, plant: Plant, base: list[Finding], before: list[Report]) -> None:
        """Review one planted copy, and the sound one beside it where there is one."""
        if plant.earlier is not None:
            sources = [b.source for b in before][::-1]
            before = [analyzer.parse(t, source=s) for t, s in zip(plant.earlier, sources, strict=True)][::-1]
        text, places = plant.apply(case.text)
        findings = reviewed(case.name, text, before)
        codes = (plant.code, *plant.also)
        fresh = _fresh(findings, base, plant.edits)
        telling = [f for f in fresh if f.code in codes and (plant.whole or _meets(f, places))]
        self.planted[plant.code] += 1
        told = [f for f in telling if f.severity > Severity.INFO]
        if told:
            self.found[plant.code] += 1
            self.by[plant.code].update({f"{f.code} {f.severity.name.lower()}" for f in told})
        elif telling:
            self.hinted[plant.code] += 1
        if not told:
            self._note("missed", plant.code, case, text, places[0])
        for f in fresh:
            missing = plant.replaced and f.code in ("E405", "S201", "S202", "S205", "S207")
            if f.severity > Severity.INFO and f not in telling and not missing and not _meets(f, places):
                self.elsewhere[plant.code][f.code] += 1
                self._note(
                    f"{f.code} elsewhere: {f.message}", plant.code, case, text, (f.span.start, f.span.end)
                )
        if plant.sound:
            sound, _spots = applied(case.text, plant.sound)
            for f in _fresh(reviewed(case.name, sound, before), base, plant.sound):
                if f.severity > Severity.INFO:
                    self.alarmed[plant.code] += 1
                    self._note(
                        f"{f.code} on sound text: {f.message}",
                        plant.code,
                        case,
                        sound,
                        (f.span.start, f.span.end),
                    )

    def _note(self, what: str, code: str, case: Case, text: str, place: tuple[int, int]) -> None:
        if self.details:
            start, end = place
            quote = f"{text[max(0, start - 60) : start]}⟦{text[start : min(end, start + 80)]}⟧{text[end : end + 30]}"
            print(f"{code} {Path(case.name).name} {what}: {quote}".replace("\n", "⏎"))

    def show(self, wanted: list[str]) -> None:
        """One line a rule."""
        print(
            f"{'rule':<6}{'planted':>8}{'told':>6}{'hint':>6}{'recall':>8}{'on sound':>9}   told as; elsewhere"
        )
        for code in wanted:
            n = self.planted[code]
            recall = f"{self.found[code] / n:.3f}" if n else "—"
            by = ", ".join(f"{k} {v}" for k, v in sorted(self.by[code].items()))
            other = ", ".join(f"{k} {v}" for k, v in sorted(self.elsewhere[code].items())) or "nothing"
            print(
                f"{code:<6}{n:>8}{self.found[code]:>6}{self.hinted[code]:>6}{recall:>8}{self.alarmed[code]:>9}   {by}; {other}"
            )


def _meets(finding: Finding, places: list[tuple[int, int]]) -> bool:
    """Whether a finding, or what it holds against it, touches a planted place."""
    spans = [finding.span, *(e.span for e in finding.evidence if not e.source)]
    return any(s.start <= end and start <= s.end for s in spans for start, end in places)


def _fresh(findings: list[Finding], base: list[Finding], edits: tuple[Edit, ...]) -> list[Finding]:
    """The findings that the report did not have before the edits."""
    known = Counter((f.code, _shifted(f.span.start, edits)) for f in base)
    fresh = []
    for f in findings:
        if known[f.code, f.span.start] > 0:
            known[f.code, f.span.start] -= 1
        else:
            fresh.append(f)
    return fresh


def _shifted(at: int, edits: tuple[Edit, ...]) -> int:
    return at + sum(len(e.new) - (e.end - e.start) for e in edits if e.end <= at)


if __name__ == "__main__":
    main()
