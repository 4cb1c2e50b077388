"""Keys that propose and likeness that decides, against sets of strings."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analyzer.audit.minhash import WIDTH, band_keys, jaccard

TEXTS = st.lists(st.text("水利局学习检查ℕℚ𠮷a", min_size=WIDTH, max_size=60), min_size=1, max_size=12)


def _jaccard(one: str, other: str) -> float:
    a, b = ({t[i : i + WIDTH] for i in range(len(t) - WIDTH + 1)} for t in (one, other))
    return len(a & b) / len(a | b)


@given(TEXTS)
def test_jaccard_is_exact(texts: list[str]) -> None:
    left, right = (side.ravel() for side in np.indices((len(texts), len(texts))))
    found = jaccard(texts, left, right)
    assert np.allclose(found, [_jaccard(texts[a], texts[b]) for a, b in zip(left, right, strict=True)])


@given(TEXTS)
def test_keys_depend_on_the_text_alone(texts: list[str]) -> None:
    together = band_keys(texts)
    for text, keys in zip(texts, together, strict=True):
        assert (band_keys([text])[0] == keys).all()


def test_keys_of_alike_texts_meet() -> None:
    """Of pairs with a likeness of 0.8 nearly all share a band, of pairs below 0.2 hardly any."""
    chance = Random(1)
    letters = [chr(0x4E00 + i) for i in range(3000)]
    pairs: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    while min(map(len, pairs.values())) < 1500:
        text = chance.choices(letters, k=100)
        other = list(text)
        for at in chance.sample(range(100), chance.choice((2, 20))):
            other[at] = chance.choice(letters)
        likeness = _jaccard("".join(text), "".join(other))
        if 0.8 <= likeness < 0.85 or likeness < 0.2:
            pairs[likeness >= 0.8].append(("".join(text), "".join(other)))
    shares = {}
    for alike, found in pairs.items():
        one, other = (band_keys(side) for side in zip(*found, strict=True))
        shares[alike] = (one == other).any(axis=1).mean()
    assert shares[True] > 0.99
    assert shares[False] < 0.02
