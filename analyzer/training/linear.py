"""Logistic regression against the rest for each class, rounded to the grid of the stored form; by scikit-learn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.learned.store import GRID, Linear

_LEAST = 2  # samples that must have a feature
_STRENGTH = 1.0


@dataclass(frozen=True)
class Fitted:
    """scikit-learn's own objects, their weights rounded: what the stored model must agree with."""

    classes: tuple[str, ...]
    vectorizer: Any
    estimators: tuple[Any, ...]

    def probabilities(self, features: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """Samples by classes, each row adding up to one, as scikit-learn computes it."""
        counted = self.vectorizer.transform(features)
        single = np.column_stack([e.predict_proba(counted)[:, 1] for e in self.estimators])
        shares: NDArray[np.float64] = single / single.sum(axis=1, keepdims=True)
        return shares

    def stored(self, threshold: float) -> Linear:
        """The same model as plain arrays."""
        weights = np.column_stack([e.coef_[0] for e in self.estimators]) * GRID
        bias = np.array([e.intercept_[0] for e in self.estimators]) * GRID
        words = tuple(str(w) for w in self.vectorizer.get_feature_names_out())
        return Linear(self.classes, words, _whole(weights), _whole(bias), threshold)


def fit(features: Sequence[Sequence[str]], classes: Sequence[str], weights: Sequence[float]) -> Fitted:
    """Train on samples (their features, classes and weights). The same samples give the same model."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = CountVectorizer(analyzer=_as_is, binary=True, min_df=_LEAST)
    counted = vectorizer.fit_transform(features)
    names = tuple(sorted(set(classes)))
    is_class = np.array(classes)
    estimators = []
    for name in names:
        estimator = LogisticRegression(
            C=_STRENGTH, solver="liblinear", class_weight="balanced", random_state=0
        )
        estimator.fit(counted, is_class == name, sample_weight=np.array(weights))
        estimator.coef_ = np.round(estimator.coef_ * GRID) / GRID
        estimator.intercept_ = np.round(estimator.intercept_ * GRID) / GRID
        estimators.append(estimator)
    return Fitted(names, vectorizer, tuple(estimators))


def _as_is(features: Sequence[str]) -> Sequence[str]:
    return features


def _whole(values: NDArray[np.float64]) -> NDArray[np.int16]:
    rounded = np.round(values)
    if np.abs(rounded).max() > np.iinfo(np.int16).max:
        raise ValueError("a weight is too large to be kept")
    return rounded.astype(np.int16)
