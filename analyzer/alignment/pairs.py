"""From linked clauses to pairs of sentences: same, changed, split, merged, moved, added, removed."""

from collections import defaultdict

from analyzer.alignment.clauses import Links
from analyzer.alignment.matching import increasing
from analyzer.alignment.units import Units
from analyzer.document import Change, Pair

_ENOUGH = 0.3  # part of the shorter sentence that two must share to be one
_OF_LONGER, _WHOLE = 0.2, 0.6  # and of the longer one, if the shorter is not within it almost whole


def pairs_of(left: Units, right: Units, links: Links) -> tuple[tuple[Pair, ...], float]:
    """The pairs in the order of the reference, additions in their places, and the part of its words that is kept."""
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for here, there in links.equal:
        shared[here, there] += len(left.sentences[here].key)
    kept: dict[int, float] = defaultdict(float)  # by clause: a clause found twice is kept once
    for here, there, likeness in links.clauses:
        size = min(len(left.clauses[here].key), len(right.clauses[there].key))
        shared[left.clauses[here].sentence, right.clauses[there].sentence] += likeness * size
        kept[here] = max(kept[here], likeness * len(left.clauses[here].key))
    groups = _groups(left, right, shared)
    moved = _moved(groups)
    pairs = [_pair(left, right, group, shared, n in moved) for n, group in enumerate(groups)]
    met = {here for g in groups for here in g[0]}, {there for g in groups for there in g[1]}
    pairs += [
        Pair(Change.REMOVED, (s.span,), (), 0.0) for i, s in enumerate(left.sentences) if i not in met[0]
    ]
    added = [Pair(Change.ADDED, (), (s.span,), 0.0) for i, s in enumerate(right.sentences) if i not in met[1]]
    total = sum(len(s.key) for s in left.sentences)
    equal = sum(len(left.sentences[here].key) for here, _ in links.equal)
    likeness = min(1.0, (equal + sum(kept.values())) / total) if total else 0.0
    return tuple(_woven(pairs, added)), likeness


def _groups(
    left: Units, right: Units, shared: dict[tuple[int, int], float]
) -> list[tuple[list[int], list[int]]]:
    """Sentences that share enough, joined: one to one, or several where one was split or merged."""
    owner: dict[tuple[str, int], int] = {}
    groups: list[tuple[set[int], set[int]]] = []
    strongest = sorted(shared.items(), key=lambda item: -item[1])
    for (here, there), weight in strongest:
        shorter, longer = sorted((len(left.sentences[here].key), len(right.sentences[there].key)))
        same = left.sentences[here].key == right.sentences[there].key
        # A sentence that was merged into a longer one must be there almost whole.
        if not same and (
            weight < 3 or weight < max(_ENOUGH * shorter, min(_OF_LONGER * longer, _WHOLE * shorter))
        ):
            continue
        a, b = owner.get(("here", here)), owner.get(("r", there))
        if a is None and b is None:
            a = len(groups)
            groups.append((set(), set()))
        elif a is not None and b is not None and a != b:
            if len(groups[a][0]) + len(groups[b][0]) > 6:
                continue  # one shared clause must not tie whole paragraphs together
            for member in groups[b][0]:
                owner["here", member] = a
            for member in groups[b][1]:
                owner["r", member] = a
            groups[a][0].update(groups[b][0])
            groups[a][1].update(groups[b][1])
            groups[b] = (set(), set())
        home = a if a is not None else b
        assert home is not None
        groups[home][0].add(here)
        groups[home][1].add(there)
        owner["here", here] = owner["r", there] = home
    return sorted((sorted(ls), sorted(rs)) for ls, rs in groups if ls)


def _moved(groups: list[tuple[list[int], list[int]]]) -> set[int]:
    order = sorted(range(len(groups)), key=lambda n: groups[n][0][0])
    chain = increasing([(n, groups[n][1][0]) for n in order])
    return set(order) - {n for n, _ in chain}


def _pair(
    left: Units,
    right: Units,
    group: tuple[list[int], list[int]],
    shared: dict[tuple[int, int], float],
    moved: bool,
) -> Pair:
    ls, rs = group
    if len(ls) == len(rs) == 1 and not moved:
        one, other = left.sentences[ls[0]], right.sentences[rs[0]]
        if one.key == other.key:
            here, there = left.folded[slice(*one.span)], right.folded[slice(*other.span)]
            alike = here == there or here.replace(" ", "") == there.replace(" ", "")
            return Pair(Change.SAME if alike else Change.CHANGED, (one.span,), (other.span,), 1.0)
    a, b = [left.sentences[i] for i in ls], [right.sentences[i] for i in rs]
    ours, theirs = ("".join(s.key for s in side) for side in (a, b))
    weight = sum(shared[here, there] for here in ls for there in rs if (here, there) in shared)
    similarity = 1.0 if ours == theirs else min(0.999, 2 * weight / (len(ours) + len(theirs)))
    spans = tuple(s.span for s in a), tuple(s.span for s in b)
    if moved:
        return Pair(Change.MOVED, *spans, similarity)
    words = [
        "".join(u.folded[s.start : s.end] for s in side) for u, side in ((left, spans[0]), (right, spans[1]))
    ]
    same = ours == theirs and words[0].replace(" ", "") == words[1].replace(" ", "")
    return Pair(Change.SAME if same else Change.CHANGED, *spans, similarity)


def _woven(pairs: list[Pair], added: list[Pair]) -> list[Pair]:
    """The pairs in the reference's order, each addition after what stands before it in the report."""
    pairs.sort(key=lambda p: p.left[0].start)
    anchors = sorted(
        (p.right[-1].start, n) for n, p in enumerate(pairs) if p.right and p.change is not Change.MOVED
    )
    following: dict[int, list[Pair]] = defaultdict(list)
    at = 0
    for pair in added:
        while at < len(anchors) and anchors[at][0] < pair.right[0].start:
            at += 1
        following[anchors[at - 1][1] if at else -1].append(pair)
    woven = list(following[-1])
    for n, pair in enumerate(pairs):
        woven += (pair, *following[n])
    return woven
