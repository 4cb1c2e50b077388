"""What is still alone after sentences were paired in their places: it moved, was cut off, or is all blank."""

from collections import defaultdict

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from analyzer.alignment.candidates import likest
from analyzer.alignment.clauses import ELSEWHERE, SAME_PLACE, SHORT, Links, pair_clauses
from analyzer.alignment.units import NAME, Units

_ALONE = 74  # the same for a clause by itself that has moved
_WITHIN = 0.75  # the same for characters in order, within the sentence that has the rest


def pair_elsewhere(left: Units, right: Units, links: Links) -> None:
    """Sentences most of which is still alone, and then single clauses: what has moved and changed as well."""
    free_left = _alone(left, [c for c, _, _ in links.clauses], {here for here, _ in links.equal})
    free_right = _alone(right, [c for _, c, _ in links.clauses], {there for _, there in links.equal})
    if not free_left or not free_right:
        return
    used_left, used_right = set(), set()
    pairs = likest(
        [left.sentences[i].key for i in free_left], [right.sentences[i].key for i in free_right], ELSEWHERE
    )
    for i, j in pairs:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            links.clauses += pair_clauses(left, right, [free_left[i]], [free_right[j]], SAME_PLACE)
    rest_left = [free_left[i] for i in range(len(free_left)) if i not in used_left]
    rest_right = [free_right[j] for j in range(len(free_right)) if j not in used_right]
    links.clauses += [
        (here, there, s)
        for here, there, s in pair_clauses(left, right, rest_left, rest_right, _ALONE)
        if len(left.clauses[here].key) > SHORT
    ]


def pair_beside(left: Units, right: Units, links: Links) -> None:
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
            if len(key) > SHORT:
                scored = ((fuzz.ratio(key, right.clauses[d].key, score_cutoff=SAME_PLACE), d) for d in free)
                found += [(-score, c, d) for score, d in scored if score]
    for score, c, d in sorted(found):
        if c not in met_left and d not in met_right:
            met_left.add(c)
            met_right.add(d)
            links.clauses.append((c, d, -score / 100))
    # 全县共有脱贫村XX个、脱贫户XX户 and 全县脱贫村共有XX个，脱贫户XX户: a part of a longer clause in another order.
    sources: dict[int, set[int]] = defaultdict(set)
    for c, d, _ in links.clauses:
        sources[right.clauses[d].sentence].add(left.clauses[c].sentence)
    for there, homes in sources.items():
        for d in right.sentences[there].clauses:
            key = right.clauses[d].key
            if d in met_right or len(key) <= SHORT:
                continue
            longer = [
                c for i in homes for c in left.sentences[i].clauses if len(left.clauses[c].key) > len(key)
            ]
            shared, c = max(
                ((LCSseq.similarity(key, left.clauses[c].key) / len(key), c) for c in longer), default=(0, 0)
            )
            if shared >= _WITHIN:
                links.clauses.append((c, d, shared))


def pair_by_place(left: Units, right: Units, links: Links) -> None:
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
            # A signature is a line without a full stop; what was written before it is none.
            lines = [t for t in between if not _is_closed(right, t)] if not _is_closed(left, blank[0]) else []
            targets = [(blank[0], there) for there in lines or between]
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


def _is_closed(units: Units, index: int) -> bool:
    return units.folded[units.sentences[index].span.end - 1] in "。!?;:"


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
        if i not in equal and 3 * met[i] < len(s.key) and len(s.key) > SHORT
    ]
