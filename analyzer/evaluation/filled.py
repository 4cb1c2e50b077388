"""Drafts made from templates, with their truth: the values of the slots, the fate of sections and wording.

Beside each ``.txt`` stands a ``.json`` that says which template it was made from, how strongly it was disturbed, and what
is true of it; spans are in the template's text and in the draft's.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analyzer.document import Comparison, Finding, SlotValue, Span, Status
from analyzer.text.folding import fold

_SECTION_LABELS = ("missing", "moved", "renamed", "merged", "emptied")


@dataclass(frozen=True, slots=True)
class FilledDraft:
    """One draft and what is true of it; ``level`` is how strongly it was disturbed: sound, light or heavy."""

    name: str
    text: Path
    template: str
    level: str
    part: str
    slots: tuple[dict[str, Any], ...]
    sections: tuple[dict[str, Any], ...]
    wording: tuple[dict[str, Any], ...]


def filled_drafts(folder: Path) -> list[FilledDraft]:
    """The drafts of a folder in the order of their names."""
    found = []
    for file in sorted(folder.glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        found.append(
            FilledDraft(
                file.stem,
                file.with_suffix(".txt"),
                truth["template"],
                truth["level"],
                truth["part"],
                tuple(truth["slots"]),
                tuple(truth["sections"]),
                tuple(truth["wording"]),
            )
        )
    return found


@dataclass(slots=True)
class Tally:
    """Right answers, wrong ones and missed ones, with the places of the latter two."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Part of the answers that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Part of the truth that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class FilledScores:
    """By level: slot values, sections, wording; and how many sound drafts are said to lack a section."""

    slots: dict[str, Tally] = field(default_factory=dict)
    sections: dict[str, Tally] = field(default_factory=dict)
    wording: dict[str, Tally] = field(default_factory=dict)
    sound: int = 0
    false_missing: int = 0
    drafts: Counter[str] = field(default_factory=Counter)

    def add(self, draft: FilledDraft, comparison: Comparison, findings: Iterable[Finding]) -> None:
        """Count one draft."""
        self.drafts[draft.level] += 1
        found = list(findings)
        _slots(self.slots.setdefault(draft.level, Tally()), draft, comparison)
        _sections(self.sections.setdefault(draft.level, Tally()), draft, comparison)
        _wording(self.wording.setdefault(draft.level, Tally()), draft, comparison, found)
        if draft.level == "sound":
            self.sound += 1
            self.false_missing += any(f.code == "S201" and f.severity > 0 for f in found)


def _slots(tally: Tally, draft: FilledDraft, comparison: Comparison) -> None:
    """A value is right if status, number (or words) and place are."""
    for truth in draft.slots:
        blank = Span(*truth["blank"])
        value = next((v for v in comparison.values if v.slot.span.overlaps(blank)), None)
        if value is not None and _is_right(value, truth):
            tally.right += 1
            continue
        tally.missed += 1
        got = "no slot" if value is None else f"{value.status.value} {value.text!r} {value.number}"
        tally.notes.append(
            f"{draft.name} {_about(comparison, blank)} {truth['status']} {truth['text']!r}: {got}"
        )


def _is_right(value: SlotValue, truth: dict[str, Any]) -> bool:
    if truth["status"] == "mismatch":
        right = value.status is Status.FILLED and value.number is None
    elif value.status.value != truth["status"]:
        return False
    elif value.status is not Status.FILLED:
        right = True
    elif truth.get("number") is not None:
        right = value.number is not None and abs(float(value.number) - float(truth["number"])) < 1e-9
    else:
        right = fold(value.text) == fold(truth["text"])
    placed = truth["span"] is None or value.span is None or value.span.overlaps(Span(*truth["span"]))
    return right and placed


def _sections(tally: Tally, draft: FilledDraft, comparison: Comparison) -> None:
    """Each fate but ``kept`` is an answer; a section may have moved and been renamed."""
    headings = {s.heading.start: i for i, s in enumerate(comparison.reference.sections)}
    matches = {m.left: m for m in comparison.sections}
    for truth in draft.sections:
        if truth["status"] == "instruction" or truth["heading"][0] not in headings:
            continue
        match = matches[headings[truth["heading"][0]]]
        said = {match.fate.value, *(("moved",) if match.moved else ())} & set(_SECTION_LABELS)
        true = set(truth["status"].split("+")) & set(_SECTION_LABELS)
        tally.right += len(said & true)
        tally.wrong += len(said - true)
        tally.missed += len(true - said)
        if said != true:
            tally.notes.append(
                f"{draft.name} “{comparison.reference.sections[match.left].title}” {sorted(true)}: {sorted(said)}"
            )


def _wording(tally: Tally, draft: FilledDraft, comparison: Comparison, findings: list[Finding]) -> None:
    """A change is found if T501 or T502 names its sentence, or its whole section is reported missing."""
    named = [e.span for f in findings if f.code in ("T501", "T502") for e in f.evidence]
    lost = [Span(*t["heading"]) for t in draft.sections if t["status"] in ("missing", "emptied")]
    gone = [
        Span(s.heading.start, max(s.body.end, s.heading.end))
        for s in comparison.reference.sections
        if s.heading in lost
    ]
    changed: list[Span] = []
    widened: list[Span] = []
    for truth in draft.wording:
        kinds = {truth["kind"], *(_kind(x) for x in truth.get("also") or ())}
        if kinds & {"changed", "dropped"} or truth.get("degree"):
            # Nothing of the template's is gone, only put in or in another order: neither right nor wrong to name.
            (widened if _keeps_all(truth, draft, comparison) else changed).append(Span(*truth["template"]))
    for span in changed:
        if any(span.overlaps(n) for n in named):
            tally.right += 1
        elif not any(g.covers(span) for g in gone):
            tally.missed += 1
            tally.notes.append(f"{draft.name} missed {_quote(comparison, span)}")
    for span in named:
        if not any(span.overlaps(c) for c in (*changed, *widened)):
            tally.wrong += 1
            tally.notes.append(f"{draft.name} wrong {_quote(comparison, span)}")


def _keeps_all(truth: dict[str, Any], draft: FilledDraft, comparison: Comparison) -> bool:
    """Whether every Han character of the template's sentence, its blanks aside, still stands in the draft's."""
    if truth["draft"] is None or truth.get("degree") == "strong":
        return False
    start, end = truth["template"]
    words = list(comparison.reference.text[start:end])
    for slot in draft.slots:
        for i in range(max(start, slot["blank"][0]), min(end, slot["blank"][1])):
            words[i - start] = " "
    have = Counter(comparison.report[Span(*truth["draft"])])
    return all(have[c] >= n for c, n in Counter(words).items() if "\u4e00" <= c <= "\u9fff")


def _kind(also: Any) -> str:
    return str(also.get("kind")) if isinstance(also, dict) else str(also)


def _about(comparison: Comparison, span: Span) -> str:
    text = comparison.reference.text
    return f"{text[max(0, span.start - 12) : span.start]}⟦{text[span.start : span.end]}⟧".replace("\n", "⏎")


def _quote(comparison: Comparison, span: Span) -> str:
    return comparison.reference[span][:40].replace("\n", "⏎")
