"""Formulaic or not, sentence by sentence: a model beside plain measures, on kinds and bodies that it has not seen."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.readers import read
from analyzer.text.folding import fold
from analyzer.training.linear import fit
from analyzer.training.sections import same_kind

MODEL = "formulaic"
_RUN = 5
_DIGITS = re.compile(r"\d+")
_NO_WORDS = re.compile(r"\W")


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence. ``common`` is the share of its runs of five characters that reports of other bodies have too."""

    body: str
    kind: str
    formulaic: bool
    figures: bool
    length: int
    common: float
    features: tuple[str, ...]


def sentences(corpora: Path) -> list[Sentence]:
    """The labelled sentences of ``corpora/wording``."""
    with (corpora / "wording/sentences.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    runs = {series: _runs_of(corpora / "reports" / series) for series in sorted({r["series"] for r in rows})}
    bodies = Counter(run for found in runs.values() for run in found)
    sample = []
    for row in rows:
        about = tomllib.loads(
            (corpora / "reports" / row["series"] / "truth.toml").read_text(encoding="utf-8")
        )
        words = _plain(row["sentence"])
        own = list(_cut(words, _RUN))
        shared = sum(bodies[run] - (run in runs[row["series"]]) > 0 for run in own)
        sample.append(
            Sentence(
                row["series"],
                same_kind(about["kind"]),
                row["formulaic"] == "yes",
                any(c.isdigit() for c in words),
                len(words),
                shared / max(1, len(own)),
                tuple(
                    sorted(
                        {f"{n}:{g}" for n in (1, 2) for g in _cut(words, n)} | {f"length:{len(words) // 8}"}
                    )
                ),
            )
        )
    return sample


def _plain(text: str) -> str:
    return _DIGITS.sub("0", _NO_WORDS.sub("", fold(text)))


def _cut(words: str, n: int) -> Iterator[str]:
    return (words[i : i + n] for i in range(len(words) - n + 1))


def _runs_of(folder: Path) -> set[str]:
    files = sorted(f for f in folder.iterdir() if f.suffix in (".txt", ".docx"))
    return {run for file in files for run in _cut(_plain(read(file).text), _RUN)}


def figures(sample: Sequence[Sentence]) -> dict[str, Any]:
    """How well each measure puts formulaic sentences first, and how far off it is about the share in a body's report.

    The model, and what turns a measure into a share, are of the other kinds each time.
    """
    said = [0.0] * len(sample)
    for kind in sorted({s.kind for s in sample}):
        bodies = {s.body for s in sample if s.kind == kind}
        rest = [s for s in sample if s.kind != kind and s.body not in bodies]
        fitted = fit(
            [s.features for s in rest], ["yes" if s.formulaic else "no" for s in rest], [1.0] * len(rest)
        )
        ours = [n for n, s in enumerate(sample) if s.kind == kind]
        for n, shares in zip(ours, fitted.probabilities([sample[n].features for n in ours]), strict=True):
            said[n] = float(shares[fitted.classes.index("yes")])
    measures = {
        "common runs of five": [s.common for s in sample],
        "no figure, the shorter the likelier": [0.0 if s.figures else 1 / s.length for s in sample],
        "model": said,
    }
    return {
        "sentences": len(sample),
        "formulaic": sum(s.formulaic for s in sample),
        "kinds": len({s.kind for s in sample}),
        "average precision": {who: _average_precision(sample, scores) for who, scores in measures.items()},
        "share, mean error": {
            "the same share everywhere": _share_error(sample, [1.0] * len(sample)),
            "sentences without a figure": _share_error(sample, [float(not s.figures) for s in sample]),
            "common runs of five": _share_error(sample, measures["common runs of five"]),
            "model": _share_error(sample, said),
        },
        "at even odds": _sure(sample, said, 0.5),
        "by_kind": {
            kind: {
                who: _average_precision(
                    [s for s in sample if s.kind == kind],
                    [x for s, x in zip(sample, scores, strict=True) if s.kind == kind],
                )
                for who, scores in measures.items()
            }
            for kind in sorted({s.kind for s in sample})
        },
    }


def _share_error(sample: Sequence[Sentence], scores: Sequence[float]) -> float:
    """Mean over bodies of how far the share of formulaic characters is off, scores scaled to fit the other kinds."""
    errors = []
    for body in sorted({s.body for s in sample}):
        kind = next(s.kind for s in sample if s.body == body)
        rest = [(s, x) for s, x in zip(sample, scores, strict=True) if s.kind != kind]
        scale = sum(s.length for s, _ in rest if s.formulaic) / (sum(s.length * x for s, x in rest) or 1)
        ours = [(s, x) for s, x in zip(sample, scores, strict=True) if s.body == body]
        said = scale * sum(s.length * x for s, x in ours)
        true = sum(s.length for s, _ in ours if s.formulaic)
        errors.append(abs(said - true) / sum(s.length for s, _ in ours))
    return round(sum(errors) / len(errors), 3)


def _sure(sample: Sequence[Sentence], said: Sequence[float], at: float) -> dict[str, float]:
    taken = [s.formulaic for s, x in zip(sample, said, strict=True) if x >= at]
    return {
        "precision": round(sum(taken) / max(1, len(taken)), 3),
        "recall": round(sum(taken) / sum(s.formulaic for s in sample), 3),
    }


def _average_precision(sample: Sequence[Sentence], scores: Sequence[float]) -> float:
    """Mean precision at each formulaic sentence, the highest score first; of equal scores the formulaic come last."""
    order = sorted(zip(scores, (s.formulaic for s in sample), strict=True), key=lambda x: (-x[0], x[1]))
    found = [(n, k) for k, n in enumerate((n for n, (_, yes) in enumerate(order, 1) if yes), 1)]
    return round(sum(k / n for n, k in found) / len(found), 3) if found else 0.0
