"""Clauses of two texts paired, the likest first, and clauses left over that are part of a longer one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from analyzer.alignment.units import DATE, NAME, NUMBER, Units

SAME_PLACE = 50  # percent of likeness that makes clauses one, where their neighbours stand for one another
ELSEWHERE = 60  # the same for a sentence that has moved
SHORT = 4  # characters below which a clause says nothing by itself
_KNOWN = 34  # the same within sentences that are much alike
_PART = 80  # how much of a clause must be found within a longer one
_TRIED = 4  # longer clauses that are measured for each
_FEW = 3  # clauses for which no index of the others is worth its making
_NAMED = 80  # likeness of a clause that differs in a name only
_BEFORE = 0.15  # weight of the likeness of the clauses before
_CROWD = 600_000  # pairs that are compared at once; more than that and neighbours only


@dataclass(slots=True)
class Links:
    """What was found: pairs of sentences with equal keys, and pairs of clauses with their likeness (0 to 1)."""

    equal: list[tuple[int, int]] = field(default_factory=list)
    clauses: list[tuple[int, int, float]] = field(default_factory=list)

    def regions(self, left: Units, right: Units) -> dict[int, set[int]]:
        """For each sentence of the left those of the right that it is linked with."""
        found: dict[int, set[int]] = defaultdict(set)
        for here, there in self.equal:
            found[here].add(there)
        for here, there, _ in self.clauses:
            found[left.clauses[here].sentence].add(right.clauses[there].sentence)
        return found


def pair_clauses(
    left: Units, right: Units, lefts: list[int], rights: list[int], floor: int, *, part: bool = True
) -> Iterator[tuple[int, int, float]]:
    """Pair the clauses of some sentences of either side, the likest first."""
    if not lefts or not rights:
        return
    ours = [c for i in lefts for c in left.sentences[i].clauses]
    theirs = [c for i in rights for c in right.sentences[i].clauses]
    if len(ours) * len(theirs) > _CROWD:
        middle_left, middle_right = len(lefts) // 2, len(rights) // 2
        yield from pair_clauses(left, right, lefts[:middle_left], rights[:middle_right], floor)
        yield from pair_clauses(left, right, lefts[middle_left:], rights[middle_right:], floor)
        return
    keys = [left.clauses[c].key for c in ours], [right.clauses[c].key for c in theirs]
    likeness = process.cdist(*keys, scorer=fuzz.ratio, score_cutoff=_KNOWN, dtype=np.float32)
    counted = [i for i, key in enumerate(keys[0]) if NUMBER in key]
    if counted:
        # 发现问题XX个 and 发现XX个问题: without its figure the clause is the same.
        ours_bare = [keys[0][i].replace(NUMBER, "") for i in counted]
        theirs_bare = [k.replace(NUMBER, "") for k in keys[1]]
        bare = process.cdist(
            ours_bare, theirs_bare, scorer=fuzz.ratio, score_cutoff=_KNOWN + 8, dtype=np.float32
        )
        likeness[counted] = np.maximum(likeness[counted], bare - 8)
    for i, key in enumerate(keys[0]):
        if NAME in key and (pattern := _with_names(key)) is not None:
            for j, other in enumerate(keys[1]):
                if likeness[i, j] < _NAMED and pattern.fullmatch(other):
                    likeness[i, j] = _NAMED
    whole = process.cdist(
        [left.sentences[i].key for i in lefts],
        [right.sentences[i].key for i in rights],
        scorer=fuzz.ratio,
        dtype=np.float32,
    )
    rows = [len(left.sentences[i].clauses) for i in lefts]
    columns = [len(right.sentences[i].clauses) for i in rights]
    about = whole.repeat(rows, axis=0).repeat(columns, axis=1)
    distance = np.abs(_places(len(ours))[:, None] - _places(len(theirs))[None, :])
    lengths = np.array([len(k) for k in keys[0]])
    score = likeness + 0.3 * about - distance + np.minimum(lengths, 12)[:, None] * 0.3
    # 占XX% says nothing by itself: what stands before it tells which one it is.
    score[1:, 1:] += _BEFORE * likeness[:-1, :-1]
    fit = (likeness >= floor) | ((likeness >= _KNOWN) & (about >= ELSEWHERE))
    cells = np.argwhere(fit)
    order = np.argsort(-score[cells[:, 0], cells[:, 1]], kind="stable")
    used_left, used_right = set(), set()
    for i, j in cells[order].tolist():
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            yield ours[i], theirs[j], float(likeness[i, j]) / 100
    if part:
        yield from _parts(keys, (ours, theirs), (used_left, used_right))


def _places(size: int) -> NDArray[np.float32]:
    """How far along each of some clauses stands, from 0 to 8."""
    return np.arange(size, dtype=np.float32) * np.float32(8 / max(size - 1, 1))


def _with_names(key: str) -> re.Pattern[str] | None:
    """A pattern for a clause whose names are filled in; None where little but names is in it."""
    literal = key.replace(NAME, "").replace(NUMBER, "").replace(DATE, "")
    if len(literal) < 2:
        return None
    return re.compile(re.escape(key).replace(NAME, ".{1,24}?"))


def _parts(
    keys: tuple[list[str], list[str]], clauses: tuple[list[int], list[int]], used: tuple[set[int], set[int]]
) -> Iterator[tuple[int, int, float]]:
    """Clauses left over that are found within a longer one of the other side: a comma was added or lost."""
    for i, j, likeness in _within(keys[0], keys[1], used[0]):
        yield clauses[0][i], clauses[1][j], likeness
    for j, i, likeness in _within(keys[1], keys[0], used[1]):
        yield clauses[0][i], clauses[1][j], likeness


def _within(short: list[str], long: list[str], used: set[int]) -> Iterator[tuple[int, int, float]]:
    rest = [i for i, key in enumerate(short) if i not in used and len(key) >= SHORT]
    if not rest:
        return
    # Only clauses that share three characters in a row with one are measured: the measure is slow.
    holders: dict[str, list[int]] = defaultdict(list)
    for j, key in enumerate(long if len(rest) > _FEW else ()):
        for gram in _grams(key):
            holders[gram].append(j)
    for i in rest:
        key = short[i]
        grams = _grams(key)
        if len(rest) > _FEW:
            shared = Counter(j for gram in grams for j in holders.get(gram, ()))
        else:
            found = ((j, sum(gram in other for gram in grams)) for j, other in enumerate(long))
            shared = Counter({j: count for j, count in found if count})
        best = max(
            (
                (fuzz.partial_ratio(key, long[j], score_cutoff=_PART), -j)
                for j, count in shared.most_common(_TRIED)
                if len(long[j]) > len(key) and 2 * count >= len(grams)
            ),
            default=(0.0, 0),
        )
        if best[0]:
            yield i, -best[1], best[0] / 100


def _grams(key: str) -> dict[str, None]:
    """The threes of characters in a row of a key, each once, in order."""
    return dict.fromkeys(key[n : n + 3] for n in range(len(key) - 2))
