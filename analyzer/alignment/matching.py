"""Which sentence of one text stands for which of another: equal ones first, then clause by clause what is left.

Equal keys give an order-preserving chain. Between its links, and then anywhere, clauses are paired best first;
a sentence that was split, merged or reordered keeps its clauses, so it is found whatever became of its full stops.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from analyzer.alignment.candidates import likest
from analyzer.alignment.units import DATE, NAME, NUMBER, Units

_SAME_PLACE = 50  # percent of likeness that makes clauses one, where their neighbours stand for one another
_KNOWN = 34  # the same within sentences that are much alike
_ELSEWHERE = 60  # the same for a sentence that has moved
_ALONE = 74  # the same for a clause by itself that has moved
_PART = 88  # how much of a clause must be found within a longer one
_TRIED = 4  # longer clauses that are measured for each
_SHORT = 4  # characters below which a clause says nothing by itself
_NAMED = 80  # likeness of a clause that differs in a name only
_CROWD = 600_000  # pairs that are compared at once; more than that and neighbours only


@dataclass(slots=True)
class Links:
    """What was found: pairs of sentences with equal keys, and pairs of clauses with their likeness (0 to 1)."""

    equal: list[tuple[int, int]] = field(default_factory=list)
    clauses: list[tuple[int, int, float]] = field(default_factory=list)


def link(left: Units, right: Units) -> Links:
    """Pair the sentences and clauses of two texts."""
    links = Links()
    chain = _chain([s.key for s in left.sentences], [s.key for s in right.sentences])
    links.equal += chain
    free_left, free_right = set(range(len(left.sentences))), set(range(len(right.sentences)))
    free_left.difference_update(here for here, _ in chain)
    free_right.difference_update(there for _, there in chain)
    for here, there in _same_elsewhere(left, right, free_left, free_right):
        links.equal.append((here, there))
        free_left.discard(here)
        free_right.discard(there)
    before = (-1, -1)
    for here, there in [*chain, (len(left.sentences), len(right.sentences))]:
        lefts = [i for i in range(before[0] + 1, here) if i in free_left]
        rights = [i for i in range(before[1] + 1, there) if i in free_right]
        links.clauses += _pair(left, right, lefts, rights, _SAME_PLACE)
        before = (here, there)
    _pair_elsewhere(left, right, links)
    _pair_beside(left, right, links)
    _pair_by_place(left, right, links)
    return links


def _chain(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of two lists of keys.

    Keys that are unique in both make links first (patience), so that the quadratic part only sees what lies between.
    """
    counts: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(right):
        counts[key].append(i)
    seen: dict[str, int] = defaultdict(int)
    for key in left:
        seen[key] += 1
    unique = [(i, counts[k][0]) for i, k in enumerate(left) if seen[k] == 1 and len(counts.get(k, ())) == 1]
    found: list[tuple[int, int]] = []
    before = (-1, -1)
    for i, j in [*increasing(unique), (len(left), len(right))]:
        between = left[before[0] + 1 : i], right[before[1] + 1 : j]
        if between[0] and between[1]:
            for block in LCSseq.opcodes(*between):
                if block.tag == "equal":
                    found += (
                        (before[0] + 1 + block.src_start + n, before[1] + 1 + block.dest_start + n)
                        for n in range(block.src_end - block.src_start)
                    )
        if i < len(left):
            found.append((i, j))
        before = (i, j)
    return found


def increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises in both; the first of each pair rises already."""
    tails: list[int] = []
    at: list[int] = []
    previous: list[int] = []
    for n, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        if place == len(tails):
            tails.append(j)
            at.append(n)
        else:
            tails[place] = j
            at[place] = n
        previous.append(at[place - 1] if place else -1)
    run, n = [], at[-1] if at else -1
    while n >= 0:
        run.append(pairs[n])
        n = previous[n]
    return run[::-1]


def _same_elsewhere(
    left: Units, right: Units, free_left: set[int], free_right: set[int]
) -> Iterator[tuple[int, int]]:
    """Sentences with equal keys outside the chain: they have moved."""
    places: dict[str, list[int]] = defaultdict(list)
    for there in sorted(free_right, reverse=True):
        places[right.sentences[there].key].append(there)
    for here in sorted(free_left):
        key = left.sentences[here].key
        if len(key) > _SHORT and places.get(key):
            yield here, places[key].pop()


def _pair(
    left: Units, right: Units, lefts: list[int], rights: list[int], floor: int, *, part: bool = True
) -> Iterator[tuple[int, int, float]]:
    """Pair the clauses of some sentences of either side, the likest first."""
    if not lefts or not rights:
        return
    ours = [c for i in lefts for c in left.sentences[i].clauses]
    theirs = [c for i in rights for c in right.sentences[i].clauses]
    if len(ours) * len(theirs) > _CROWD:
        middle_left, middle_right = len(lefts) // 2, len(rights) // 2
        yield from _pair(left, right, lefts[:middle_left], rights[:middle_right], floor)
        yield from _pair(left, right, lefts[middle_left:], rights[middle_right:], floor)
        return
    keys = [left.clauses[c].key for c in ours], [right.clauses[c].key for c in theirs]
    likeness = process.cdist(*keys, scorer=fuzz.ratio, score_cutoff=_KNOWN, dtype=np.float32)
    if any(NUMBER in key for key in keys[0]):
        # 发现问题XX个 and 发现XX个问题: without its figure the clause is the same.
        bare = [[k.replace(NUMBER, "") for k in side] for side in keys]
        np.maximum(
            likeness,
            process.cdist(*bare, scorer=fuzz.ratio, score_cutoff=_KNOWN + 8, dtype=np.float32) - 8,
            out=likeness,
        )
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
    rows = np.repeat(np.arange(len(lefts)), [len(left.sentences[i].clauses) for i in lefts])
    columns = np.repeat(np.arange(len(rights)), [len(right.sentences[i].clauses) for i in rights])
    about = whole[np.ix_(rows, columns)]
    distance = np.abs(
        np.linspace(0, 8, len(ours), dtype=np.float32)[:, None]
        - np.linspace(0, 8, len(theirs), dtype=np.float32)[None, :]
    )
    lengths = np.array([len(k) for k in keys[0]])
    score = likeness + 0.3 * about - distance + np.minimum(lengths, 12)[:, None] * 0.3
    fit = (likeness >= floor) | ((likeness >= _KNOWN) & (about >= _ELSEWHERE))
    cells = np.argwhere(fit)
    order = np.argsort(-score[cells[:, 0], cells[:, 1]], kind="stable")
    used_left, used_right = set(), set()
    for n in order:
        i, j = cells[n]
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            yield ours[i], theirs[j], float(likeness[i, j]) / 100
    if part:
        yield from _parts(keys, (ours, theirs), (used_left, used_right))


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
    rest = [i for i, key in enumerate(short) if i not in used and len(key) >= _SHORT]
    if not rest:
        return
    # Only clauses that share three characters in a row with one are measured: the measure is slow.
    holders: dict[str, list[int]] = defaultdict(list)
    for j, key in enumerate(long):
        for gram in {key[n : n + 3] for n in range(len(key) - 2)}:
            holders[gram].append(j)
    for i in rest:
        key = short[i]
        grams = {key[n : n + 3] for n in range(len(key) - 2)}
        shared = Counter(j for gram in grams for j in holders.get(gram, ()))
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


def _pair_elsewhere(left: Units, right: Units, links: Links) -> None:
    """Sentences most of which is still alone, and then single clauses: what has moved and changed as well."""
    free_left = _alone(left, [c for c, _, _ in links.clauses], {here for here, _ in links.equal})
    free_right = _alone(right, [c for _, c, _ in links.clauses], {there for _, there in links.equal})
    if not free_left or not free_right:
        return
    used_left, used_right = set(), set()
    pairs = likest(
        [left.sentences[i].key for i in free_left], [right.sentences[i].key for i in free_right], _ELSEWHERE
    )
    for i, j in pairs:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            links.clauses += _pair(left, right, [free_left[i]], [free_right[j]], _SAME_PLACE)
    rest_left = [free_left[i] for i in range(len(free_left)) if i not in used_left]
    rest_right = [free_right[j] for j in range(len(free_right)) if j not in used_right]
    links.clauses += [
        (here, there, s)
        for here, there, s in _pair(left, right, rest_left, rest_right, _ALONE)
        if len(left.clauses[here].key) > _SHORT
    ]


def _pair_beside(left: Units, right: Units, links: Links) -> None:
    """Clauses still alone whose sentence is found: they may have been cut off into the sentence before or after."""
    met_left, met_right = {c for c, _, _ in links.clauses}, {d for _, d, _ in links.clauses}
    targets: dict[int, set[int]] = defaultdict(set)
    for c, d, _ in links.clauses:
        home = right.clauses[d].sentence
        targets[left.clauses[c].sentence].update((home - 1, home, home + 1))
    whole = {there for _, there in links.equal} | {-1, len(right.sentences)}
    found = []
    for here, near in targets.items():
        alone = [c for c in left.sentences[here].clauses if c not in met_left]
        if not alone:
            continue
        free = [d for t in near - whole for d in right.sentences[t].clauses if d not in met_right]
        for c in alone:
            key = left.clauses[c].key
            if len(key) > _SHORT:
                scored = ((fuzz.ratio(key, right.clauses[d].key, score_cutoff=_SAME_PLACE), d) for d in free)
                found += [(-score, c, d) for score, d in scored if score]
    for score, c, d in sorted(found):
        if c not in met_left and d not in met_right:
            met_left.add(c)
            met_right.add(d)
            links.clauses.append((c, d, -score / 100))


def _pair_by_place(left: Units, right: Units, links: Links) -> None:
    """Sentences that are all blank (a signature, ``（此处写明事项）``) and what stands between the same neighbours."""
    partner: dict[int, int] = dict(links.equal)
    for c, d, _ in links.clauses:
        partner.setdefault(left.clauses[c].sentence, right.clauses[d].sentence)
    met = set(partner.values()) | {right.clauses[d].sentence for _, d, _ in links.clauses}
    at = 0
    while at < len(left.sentences):
        first = at
        while at < len(left.sentences) and at not in partner:
            at += 1
        if first == at:
            at += 1
            continue
        low = partner.get(first - 1, -1)
        high = partner.get(at, len(right.sentences))
        between = [
            there for there in range(low + 1, high) if there not in met and not right.sentences[there].heading
        ]
        blank = [
            here
            for here in range(first, at)
            if _is_blank(left.sentences[here].key) and not left.sentences[here].heading
        ]
        if len(blank) == 1 and between and len(between) <= 3:
            targets = [(blank[0], there) for there in between]
        elif len(between) == at - first:
            targets = [
                (here, there) for here, there in zip(range(first, at), between, strict=True) if here in blank
            ]
        else:
            targets = []
        targets += _blank_headings(left, right, range(first, at), range(low + 1, high), met)
        links.clauses += [
            (left.sentences[here].clauses[0], c, 0.5)
            for here, there in targets
            for c in right.sentences[there].clauses
        ]


def _blank_headings(
    left: Units, right: Units, ours: range, theirs: range, met: set[int]
) -> list[tuple[int, int]]:
    """Headings that are all blank, ``（三）（此处写明其他问题）``, beside the draft's own ones in the same place."""
    blank = [i for i in ours if left.sentences[i].heading and left.sentences[i].key == NAME]
    free = [j for j in theirs if right.sentences[j].heading and j not in met]
    return list(zip(blank, free, strict=False)) if blank else []


def _is_name(key: str) -> bool:
    return key == NAME


def _is_blank(key: str) -> bool:
    return NAME in key and len(key.replace(NAME, "")) <= 4


def _alone(units: Units, linked: list[int], equal: set[int]) -> list[int]:
    """Sentences that share no clause, or few of their characters, with the other side."""
    met: dict[int, int] = defaultdict(int)
    for clause in set(linked):
        met[units.clauses[clause].sentence] += len(units.clauses[clause].key)
    return [
        i
        for i, s in enumerate(units.sentences)
        if i not in equal and 3 * met[i] < len(s.key) and len(s.key) > _SHORT
    ]
