"""Which sentence of one text stands for which of another: equal ones first, then clause by clause what is left.

Equal keys give an order-preserving chain. Between its links, and then anywhere, clauses are paired best first;
a sentence that was split, merged or reordered keeps its clauses, so it is found whatever became of its full stops.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from analyzer.alignment.clauses import SAME_PLACE, SHORT, Links, pair_clauses
from analyzer.alignment.leftovers import pair_beside, pair_by_place, pair_elsewhere
from analyzer.alignment.units import Units


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
        links.clauses += pair_clauses(left, right, lefts, rights, SAME_PLACE)
        before = (here, there)
    pair_elsewhere(left, right, links)
    pair_beside(left, right, links)
    pair_by_place(left, right, links)
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
        if len(key) > SHORT and places.get(key):
            yield here, places[key].pop()
