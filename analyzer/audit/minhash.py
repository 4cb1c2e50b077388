"""Likeness of many texts by their character shingles: MinHash keys that propose, and the exact Jaccard that decides."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

WIDTH = 5
"""Characters of a shingle."""
ROWS, BANDS = 5, 14
"""Rows of a band, and bands: of pairs with Jaccard 0.8 one in 260 shares no band, of pairs with 0.4 one in seven shares any."""

_MASK = 2**64 - 1


def _constants(count: int, seed: int) -> list[int]:
    """Odd 64-bit numbers, the same on every machine (splitmix64)."""
    made = []
    for n in range(1, count + 1):
        z = (seed + n * 0x9E3779B97F4A7C15) & _MASK
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & _MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & _MASK
        made.append((z ^ z >> 31) | 1)
    return made


_PLACES = _constants(WIDTH, 1)
_MULTIPLIERS = _constants(ROWS * BANDS, 2)
_OFFSETS = _constants(ROWS * BANDS, 3)
_ROWS = _constants(ROWS, 4)
_BANDS = _constants(BANDS, 5)
(_MIXER,) = _constants(1, 6)


def shingles(texts: Sequence[str]) -> "tuple[NDArray[np.uint64], NDArray[np.int64]]":
    """The hashes of each text's shingles one text after the other, repeated ones too, and where each text begins.

    Every text has at least ``WIDTH`` characters. Hashes have 63 bits, so that two shingles of one pair of texts are taken
    for one another less than once in 10^14 pairs.
    """
    import numpy as np

    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), "<u4").astype(np.uint64)
    count = len(codes) - WIDTH + 1
    hashes = np.zeros(max(count, 0), np.uint64)
    for place, factor in enumerate(_PLACES):
        hashes += codes[place : place + count] * np.uint64(factor)
    within = np.ones(len(codes), bool)
    ends = np.cumsum(lengths)
    for back in range(1, WIDTH):
        within[ends - back] = False
    hashes = hashes[within[:count]]
    hashes ^= hashes >> np.uint64(32)
    hashes *= np.uint64(_MIXER)
    hashes ^= hashes >> np.uint64(29)
    hashes >>= np.uint64(1)
    widths = lengths - (WIDTH - 1)
    return hashes, np.cumsum(widths) - widths


def band_keys(texts: Sequence[str]) -> "NDArray[np.uint64]":
    """One row a text, one key a band; texts that are much alike have a key in common."""
    import numpy as np

    hashes, starts = shingles(texts)
    short = (hashes >> np.uint64(31)).astype(np.uint32)
    keys = np.empty((len(texts), BANDS), np.uint64)
    permuted = np.empty_like(short)
    for band in range(BANDS):
        key = np.full(len(texts), _BANDS[band], np.uint64)
        for row in range(ROWS):
            n = band * ROWS + row
            np.multiply(short, np.uint32(_MULTIPLIERS[n] & 0xFFFFFFFF), out=permuted)
            np.add(permuted, np.uint32(_OFFSETS[n] & 0xFFFFFFFF), out=permuted)
            key ^= np.minimum.reduceat(permuted, starts)
            key *= np.uint64(_ROWS[row])
            key ^= key >> np.uint64(31)
        keys[:, band] = key
    return keys


def jaccard(
    texts: Sequence[str], left: "NDArray[np.int64]", right: "NDArray[np.int64]"
) -> "NDArray[np.float64]":
    """The exact Jaccard of the shingle sets of each pair of ``texts``, given as two arrays of indices."""
    import numpy as np

    sets = _sets(texts)
    sizes = np.diff(sets.indptr)
    common = np.diff(sets[left].multiply(sets[right]).indptr)
    likeness: NDArray[np.float64] = common / (sizes[left] + sizes[right] - common)
    return likeness


def _sets(texts: Sequence[str]) -> "csr_array":
    """A row for each text, a one for each of its shingles."""
    import numpy as np
    from scipy.sparse import csr_array

    hashes, starts = shingles(texts)
    columns = hashes.view(np.int64)
    rows = csr_array(
        (np.ones(len(columns), np.int8), columns, np.append(starts, len(columns))),
        shape=(len(texts), 2**63 - 1),
    )
    rows.sum_duplicates()
    rows.data[:] = 1
    return rows
