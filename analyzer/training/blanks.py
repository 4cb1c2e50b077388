"""Blank or not, and what kind: a model beside the grammar of blanks, on hands and genres that it has not seen."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.evaluation.marked import Truth, parse_marked
from analyzer.text.folding import fold
from analyzer.text.forms import UNSURE
from analyzer.text.lookalikes import Passage
from analyzer.text.placeholders import FORMS, find_folded
from analyzer.training.linear import fit

MODEL = "placeholder"
_BLOCK = re.compile(r"(?m)^## (?=[a-z]\d{3} \|)")
_WIDTH = 8  # characters on each side
_FOLDS = 5
UNSEEN = "?"


@dataclass(frozen=True)
class Candidate:
    """A place that a form proposes. ``hand`` wrote the passage; ``unsure``: the form's judge could not tell from the place alone.

    ``kind`` is the labelled kind of value, empty for no blank; ``grammar`` the kind that the grammar gives, empty for none.
    """

    hand: str
    genre: str
    unsure: bool
    kind: str
    grammar: str
    features: tuple[str, ...]


def candidates(corpora: Path) -> list[Candidate]:
    """What the forms propose in the labelled passages; places where either answer is right are left out."""
    return [
        c
        for file in sorted((corpora / "placeholders").glob("*.txt"))
        for block in _BLOCK.split(file.read_text(encoding="utf-8"))[1:]
        for c in _of_passage(file.stem, block)
    ]


def _of_passage(hand: str, block: str) -> Iterator[Candidate]:
    head, _, body = block.partition("\n")
    genre = head.split("|")[2].strip()
    marked = parse_marked(body.rstrip("\n"))
    text = fold(marked.text)
    found, passage = find_folded(text), Passage(text)
    for form in FORMS:
        if not any(cue in text for cue in form.cues):
            continue
        for match in form.pattern.finditer(text):
            start, end = form.span(match)
            if any(x.span.start < end and start < x.span.end for x in marked.of(Truth.LOOKALIKE)):
                continue
            kinds = [x.code for x in marked.of(Truth.FAULT) if x.span.start < end and start < x.span.end]
            said = [p.kind for p in found if p.start < end and start < p.end]
            yield Candidate(
                hand,
                genre,
                form.judge(passage, match) == UNSURE,
                (kinds[0] or "blank") if kinds else "",
                said[0] if said else "",
                tuple(_features(form.name, text, start, end)),
            )


def _features(form: str, text: str, start: int, end: int) -> Iterator[str]:
    before, after = text[max(0, start - _WIDTH) : start], text[end : end + _WIDTH]
    yield f"form:{form}"
    yield f"mark:{text[start:end][:4]}"
    for n in (1, 2, 3):
        yield f"before{n}:{before[-n:]}"
        yield f"after{n}:{after[:n]}"
    for side, words in (("b", before), ("a", after)):
        yield from (f"{side}:{words[i : i + 2]}" for i in range(len(words) - 1))


def figures(sample: Sequence[Candidate]) -> dict[str, Any]:
    """The grammar and the model on the same candidates, by hand and by genre held out."""
    genres = {g: n % _FOLDS for n, g in enumerate(sorted({c.genre for c in sample}))}
    by_genre = _out_of_fold(sample, lambda c: str(genres[c.genre]))
    hands = _out_of_fold(sample, lambda c: c.hand)
    told = {
        "grammar": [c.grammar for c in sample],
        "model, other hands": hands,
        "model, other genres": by_genre,
    }
    return {
        "candidates": len(sample),
        "unsure": sum(c.unsure for c in sample),
        "blank or not": {who: _blank_or_not(sample, said) for who, said in told.items()},
        "by hand": by_hand(sample, hands),
        "kind of those that are blanks": {who: _kinds(sample, said) for who, said in told.items()},
    }


def by_hand(sample: Sequence[Candidate], said: Sequence[str]) -> dict[str, dict[str, int]]:
    """For each hand: its candidates, and for how many the grammar and the model are right about blank or not."""
    return {
        hand: {
            "candidates": len(rows),
            "grammar": sum(bool(c.grammar) == bool(c.kind) for c, _ in rows),
            "model": sum(bool(s) == bool(c.kind) for c, s in rows),
        }
        for hand in sorted({c.hand for c in sample})
        for rows in [[(c, s) for c, s in zip(sample, said, strict=True) if c.hand == hand and s != UNSEEN]]
    }


def held_out(sample: Sequence[Candidate], hand: str) -> list[str]:
    """What a model of the other hands says of the candidates of ``hand``; ``UNSEEN`` for the others."""
    return _out_of_fold(sample, lambda c: c.hand, [hand])


def _out_of_fold(
    sample: Sequence[Candidate], fold_of: Callable[[Candidate], str], names: Sequence[str] = ()
) -> list[str]:
    said = [UNSEEN] * len(sample)
    for name in names or sorted({fold_of(c) for c in sample}):
        rest = [c for c in sample if fold_of(c) != name]
        fitted = fit([c.features for c in rest], [c.kind for c in rest], [1.0] * len(rest))
        ours = [n for n, c in enumerate(sample) if fold_of(c) == name]
        for n, shares in zip(ours, fitted.probabilities([sample[n].features for n in ours]), strict=True):
            said[n] = fitted.classes[int(shares.argmax())]
    return said


def _blank_or_not(sample: Sequence[Candidate], said: Sequence[str]) -> dict[str, float]:
    """Share of right answers, of all candidates and of those that the form's judge was unsure of."""
    right = [(bool(s) == bool(c.kind), c.unsure) for c, s in zip(sample, said, strict=True)]
    unsure = [r for r, u in right if u]
    return {
        "all": round(sum(r for r, _ in right) / len(right), 4),
        "unsure": round(sum(unsure) / len(unsure), 4),
    }


def _kinds(sample: Sequence[Candidate], said: Sequence[str]) -> float:
    both = [(c.kind, s) for c, s in zip(sample, said, strict=True) if c.kind and c.grammar]
    return round(sum(kind == s for kind, s in both) / len(both), 4)
