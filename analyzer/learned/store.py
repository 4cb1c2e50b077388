"""Linear models as plain arrays: how they are kept in ``models/``, checked and applied.

A file is an ``.npz`` without pickled objects. ``SHA256SUMS`` beside it says what its bytes must be: a file that is
missing, damaged or exchanged is an ``InputError``, never a model that silently says nothing.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzer import resources
from analyzer.document import InputError

SUMS = "SHA256SUMS"
GRID = 1024
"""Weights are multiples of 1/``GRID``: two bytes each, and the same on every machine that trains."""
_LIMIT = 1_000_000  # bytes; a model of this project is well below


@dataclass(frozen=True)
class Linear:
    """One logistic regression against the rest for each class, over features that are there or not.

    ``weights`` is features by classes, ``bias`` one number a class, both in steps of 1/``GRID``. ``threshold`` is the
    probability from which the model is taken at its word.
    """

    classes: tuple[str, ...]
    vocabulary: tuple[str, ...]
    weights: NDArray[np.int16]
    bias: NDArray[np.int16]
    threshold: float

    def __post_init__(self) -> None:
        if self.weights.shape != (len(self.vocabulary), len(self.classes)):
            raise ValueError("weights do not fit vocabulary and classes")
        if self.bias.shape != (len(self.classes),):
            raise ValueError("bias does not fit classes")
        object.__setattr__(self, "_index", {word: n for n, word in enumerate(self.vocabulary)})

    def probabilities(self, features: Iterable[str]) -> NDArray[np.float64]:
        """The probability of each class for a text with these features; they add up to one."""
        index: dict[str, int] = self._index  # type: ignore[attr-defined]
        rows = [index[f] for f in sorted(set(features)) if f in index]
        scores = (self.weights[rows].sum(axis=0, dtype=np.int64) + self.bias) / GRID
        single = 1.0 / (1.0 + np.exp(-scores))
        shares: NDArray[np.float64] = single / single.sum()
        return shares

    def best(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest class and its probability, whatever the threshold."""
        shares = self.probabilities(features)
        n = int(shares.argmax())
        return self.classes[n], float(shares[n])

    def says(self, features: Iterable[str]) -> str:
        """The likeliest class if the model is sure of it, else nothing."""
        name, share = self.best(features)
        return name if share >= self.threshold else ""


def to_bytes(model: Linear) -> bytes:
    """The file of a model; the same model gives the same bytes."""
    target = io.BytesIO()
    np.savez_compressed(
        target,
        classes=_packed(model.classes),
        vocabulary=_packed(model.vocabulary),
        weights=model.weights,
        bias=model.bias,
        threshold=np.float64(model.threshold),
    )
    return target.getvalue()


def from_bytes(data: bytes) -> Linear:
    """The model in a file. Raises ``ValueError``, ``KeyError`` or ``zipfile.BadZipFile`` if it is none."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise ValueError("no .npz file")
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return Linear(
            _unpacked(arrays["classes"]),
            _unpacked(arrays["vocabulary"]),
            arrays["weights"].astype(np.int16, casting="no"),
            arrays["bias"].astype(np.int16, casting="no"),
            float(arrays["threshold"]),
        )


@lru_cache(maxsize=8)
def load(name: str) -> Linear:
    """The shipped model called ``name``. Raises ``InputError`` if it is missing or not what was shipped."""
    try:
        return _read(resources.folder("models"), name)
    except FileNotFoundError:
        raise InputError(
            f"模型文件 {name}.npz 不在安装目录里，安装不完整；请重新安装 report-analyzer。"
        ) from None


def _read(folder: Path, name: str) -> Linear:
    file = folder / f"{name}.npz"
    data = file.read_bytes() if file.stat().st_size <= _LIMIT else b""
    damaged = InputError(f"模型文件 {name}.npz 已损坏或被改动（校验值不符）；请重新安装 report-analyzer。")
    if hashlib.sha256(data).hexdigest() != sums(folder).get(file.name):
        raise damaged
    try:
        return from_bytes(data)
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile):
        raise damaged from None


def sums(folder: Path) -> dict[str, str]:
    """What the bytes of each file must be: SHA-256 by file name."""
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    return {name.strip(): digest for digest, _, name in (line.partition(" ") for line in lines if line)}


def _packed(words: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)


def _unpacked(array: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode("utf-8").split("\n"))
