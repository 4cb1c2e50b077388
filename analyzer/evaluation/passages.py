"""Labelled passages about blanks, and how well a detector tells them from their look-alikes.

A block is a header line ``## id | style | genre`` and a passage with the marks of ``marked``: ``⟦XX⟧count^`` a blank and
its kind, ``⟨某市⟩name^`` either answer is right, ``⟪某某⟫masked^`` masked on purpose, ``▲`` a value deleted without trace.
"""

import itertools
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from analyzer.evaluation.marked import Truth, parse_marked

_BLOCK = re.compile(r"(?m)^## (?=[a-z]\d{3} \|)")
_JOINT = re.compile(r"[年月日\-—~～至到./·：: ]*")
_SLACK = 12


class Passage(NamedTuple):
    """One passage: spans of its blanks, spans where either answer is right, places of deleted values."""

    id: str
    style: str
    text: str
    blanks: list[tuple[int, int]]
    optional: list[tuple[int, int]]
    gaps: list[int]


class PassageScore(NamedTuple):
    """Precision and recall over blanks. ``alarms`` are false alarms on passages that hold no blank, with the number of their characters."""

    precision: float
    recall: float
    alarms: int
    characters: int
    wrong: list[str]
    missed: list[str]


def passages(file: Path) -> list[Passage]:
    """The passages of one file. Raises ``ValueError`` for a mark without end."""
    found = []
    for block in _BLOCK.split(file.read_text(encoding="utf-8"))[1:]:
        head, _, body = block.partition("\n")
        id_, style, _ = (part.strip() for part in head.split("|"))
        marked = parse_marked(body.rstrip("\n"))
        blanks, optional = (
            [(x.span.start, x.span.end) for x in marked.of(t)] for t in (Truth.FAULT, Truth.LOOKALIKE)
        )
        found.append(
            Passage(id_, style, marked.text, blanks, optional, [x.span.start for x in marked.of(Truth.GAP)])
        )
    return found


def score_passages(
    sample: Iterable[Passage], find: Callable[[str], Iterable[tuple[int, int]]]
) -> PassageScore:
    """A finding is right if it meets a blank and is not much longer than the run of blanks that it meets."""
    right = blanks = hit = alarms = characters = 0
    wrong, missed = [], []
    for p in sample:
        met: set[tuple[int, int]] = set()
        bad = []
        for start, end in find(p.text):
            touched = [b for b in p.blanks if b[0] < end and start < b[1]]
            joined = touched and all(
                _JOINT.fullmatch(p.text[a[1] : b[0]]) for a, b in itertools.pairwise(touched)
            )
            if joined and end - start <= touched[-1][1] - touched[0][0] + _SLACK:
                right += not met.issuperset(touched)
                met.update(touched)
            elif not any(o[0] < end and start < o[1] for o in p.optional) and not any(
                start - 2 <= g <= end + 2 for g in p.gaps
            ):
                bad.append(
                    f"{p.id} {p.text[max(0, start - 8) : start]}⟦{p.text[start:end]}⟧{p.text[end : end + 8]}"
                )
        wrong += bad
        blanks += len(p.blanks)
        hit += len(met)
        missed += [
            f"{p.id} {p.text[max(0, s - 8) : s]}⟦{p.text[s:e]}⟧{p.text[e : e + 8]}"
            for s, e in p.blanks
            if (s, e) not in met
        ]
        if not p.blanks:
            alarms += len(bad)
            characters += len(p.text)
    return PassageScore(
        right / (right + len(wrong) or 1), hit / (blanks or 1), alarms, characters, wrong, missed
    )
