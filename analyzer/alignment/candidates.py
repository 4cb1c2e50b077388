"""Pairs of texts that are alike, out of all that could be: every pair measured where they are few, proposed where many.

Measured on disturbed drafts (``tools/bench_candidates.py``): up to about a thousand texts a side the ratio of rapidfuzz is
as right as TF-IDF of character n-grams and faster; beyond, its time grows with the square and TF-IDF proposes.
"""

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

_FEW = 1_500_000  # pairs; fewer are all measured
_PROPOSED = 4  # texts of the other side that are measured for each, where there are more
_ROWS = 512  # texts at a time, so that the product of two large sides does not fill the memory


def likest(left: Sequence[str], right: Sequence[str], floor: int) -> list[tuple[int, int]]:
    """Pairs of indices whose likeness is at least ``floor`` (percent), the likest first."""
    if not left or not right:
        return []
    if len(left) * len(right) <= _FEW:
        likeness = process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=floor, dtype=np.float32)
        cells = np.argwhere(likeness > 0)
        order = np.argsort(-likeness[cells[:, 0], cells[:, 1]], kind="stable")
        return [(int(i), int(j)) for i, j in cells[order]]
    measured = [(fuzz.ratio(left[i], right[j], score_cutoff=floor), i, j) for i, j in _proposed(left, right)]
    return [(i, j) for score, i, j in sorted(measured, key=lambda m: (-m[0], m[1], m[2])) if score]


def _proposed(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """For each text of the left the few of the right that share its rarest n-grams."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(
        analyzer="char", ngram_range=(2, 3), sublinear_tf=True, max_df=0.2, dtype=np.float32
    )
    try:
        theirs = vectorizer.fit_transform(right).T.tocsr()
    except ValueError:  # no n-gram that tells anything
        return []
    found = []
    for start in range(0, len(left), _ROWS):
        scores = vectorizer.transform(left[start : start + _ROWS]) @ theirs
        for row in range(scores.shape[0]):
            begin, end = scores.indptr[row], scores.indptr[row + 1]
            best = np.argsort(-scores.data[begin:end], kind="stable")[:_PROPOSED]
            found += [(start + row, int(j)) for j in scores.indices[begin:end][best]]
    return found
