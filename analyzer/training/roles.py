"""The model that tells what a section is for: trained, and measured on kinds and bodies it has not seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analyzer.learned.roles import joined
from analyzer.learned.store import Linear
from analyzer.training.linear import Fitted, fit
from analyzer.training.sections import Sample

_PRECISION = 0.95  # what the threshold must reach on the other kinds
_THRESHOLDS = tuple(n / 100 for n in range(40, 95, 5))
_WITHIN = 0.3  # weight of a section within another: it has its role mostly from there
_DRAWS = 2000


@dataclass(frozen=True)
class Told:
    """What a model that has seen neither kind nor body of a sample says of it, and how sure it is."""

    sample: Sample
    role: str
    share: float


def fit_roles(samples: Sequence[Sample]) -> Fitted:
    """A model of all ``samples``."""
    return fit(
        [s.features for s in samples],
        [s.role for s in samples],
        [1.0 if s.top else _WITHIN for s in samples],
    )


def told(samples: Sequence[Sample], kinds: Sequence[str] | None = None) -> list[Told]:
    """Each first-level section as told by a model trained on the other kinds; ``kinds`` restricts to some."""
    found = []
    for kind in kinds if kinds is not None else sorted({s.kind for s in samples}):
        ours = [s for s in samples if s.kind == kind and s.top]
        bodies = {s.body for s in samples if s.kind == kind}
        rest = [s for s in samples if s.kind != kind and s.body not in bodies]
        fitted = fit_roles(rest)
        for sample, shares in zip(ours, fitted.probabilities([s.features for s in ours]), strict=True):
            best = int(shares.argmax())
            found.append(Told(sample, fitted.classes[best], float(shares[best])))
    return found


def threshold(found: Sequence[Told]) -> float:
    """The least probability from which what is told is right in ``_PRECISION`` of the cases."""
    for at in _THRESHOLDS:
        sure = [t.role == t.sample.role for t in found if t.share >= at]
        if sure and sum(sure) >= _PRECISION * len(sure):
            return at
    return 1.0


def train(samples: Sequence[Sample], found: Sequence[Told]) -> Linear:
    """The model to be shipped."""
    return fit_roles(samples).stored(threshold(found))


Answer = tuple[Sample, str]


def answers(found: Sequence[Told]) -> dict[str, list[Answer]]:
    """What the keywords, the model and both together say; the threshold of each kind is set on the other kinds."""
    at = {k: threshold([t for t in found if t.sample.kind != k]) for k in {t.sample.kind for t in found}}
    sure = [(t.sample, t.role if t.share >= at[t.sample.kind] else "") for t in found]
    return {
        "keyword": [(t.sample, t.sample.keyword) for t in found],
        "model": sure,
        "together": [(s, joined(role, s.keyword)) for s, role in sure],
    }


def figures(samples: Sequence[Sample], found: Sequence[Told]) -> dict[str, Any]:
    """Scores by source and role, beside the keyword baseline, with an interval over kinds."""
    said = answers(found)
    sources = ("reports", "templates", "outlines")
    own = [t for t in said["together"] if t[0].source != "outlines"]
    old = [t for t in said["keyword"] if t[0].source != "outlines"]
    return {
        "samples": {s: sum(x.source == s and x.top for x in samples) for s in sources},
        "subsections": sum(not x.top for x in samples),
        "bodies": len({x.body for x in samples}),
        "kinds": len({x.kind for x in samples}),
        "threshold": threshold(found),
        "scores": {
            source: {who: _score([a for a in rows if a[0].source == source]) for who, rows in said.items()}
            for source in sources
        },
        "roles": {
            role: {who: _role_score(rows, role) for who, rows in said.items() if who != "model"}
            for role in sorted({x.role for x in samples})
        },
        "subsections_by_section": _within(samples, said),
        "by_kind": by_kind(found),
        "gain": _interval(own, old, lambda rows: sum(a == s.role for s, a in rows) / len(rows)),
    }


def by_kind(found: Sequence[Told]) -> dict[str, dict[str, int]]:
    """For each kind held out: its first-level sections, those the likeliest role is right for, those the keyword is."""
    return {
        kind: {
            "sections": len(rows),
            "keyword": sum(t.sample.keyword == t.sample.role for t in rows),
            "likeliest": sum(t.role == t.sample.role for t in rows),
        }
        for kind in sorted({t.sample.kind for t in found})
        for rows in [[t for t in found if t.sample.kind == kind]]
    }


def _score(rows: Sequence[Answer]) -> dict[str, float]:
    """``right`` of all, ``precision`` of those given a role, ``given`` the share of those."""
    given = [(s, a) for s, a in rows if a]
    right = sum(a == s.role for s, a in given)
    return {
        "right": round(right / len(rows), 3),
        "precision": round(right / max(1, len(given)), 3),
        "given": round(len(given) / len(rows), 3),
    }


def _role_score(rows: Sequence[Answer], role: str) -> dict[str, float]:
    found = [s.role == role for s, a in rows if a == role]
    all_ = sum(s.role == role for s, _ in rows)
    return {
        "sections": all_,
        "precision": round(sum(found) / len(found), 3) if found else 0.0,
        "recall": round(sum(found) / all_, 3),
    }


def _within(samples: Sequence[Sample], said: dict[str, list[Answer]]) -> dict[str, dict[str, float]]:
    """Subsections: by the keywords of their own heading, and by the role of the section they stand in."""
    within = [s for s in samples if not s.top]
    over = {(s.body, s.title): answer for s, answer in said["together"]}
    return {
        "own keyword": _score([(s, s.keyword) for s in within]),
        "keyword of the section": _score([(s, s.above) for s in within]),
        "together, of the section": _score([(s, over.get((s.body, s.over), "")) for s in within]),
    }


def _interval(
    new: Sequence[Answer], old: Sequence[Answer], measure: Callable[[Sequence[Answer]], float]
) -> dict[str, float]:
    """How much higher a measure is, with the 95 % interval of drawing kinds anew."""
    kinds = sorted({s.kind for s, _ in new})
    ours, theirs = ({k: [a for a in rows if a[0].kind == k] for k in kinds} for rows in (new, old))
    draws = np.random.default_rng(1).integers(0, len(kinds), (_DRAWS, len(kinds)))
    gains = sorted(
        measure([a for n in draw for a in ours[kinds[n]]])
        - measure([a for n in draw for a in theirs[kinds[n]]])
        for draw in draws
    )
    return {
        "mean": round(measure(new) - measure(old), 3),
        "low": round(gains[int(0.025 * _DRAWS)], 3),
        "high": round(gains[int(0.975 * _DRAWS)], 3),
        "kinds": len(kinds),
    }
