"""Numbered headings that do not follow one another."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from analyzer.document import Section, Span
from analyzer.text.folding import fold
from analyzer.text.numerals import han

_WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789"}
_INLINE_REACH = 600


class HeadingGap(NamedTuple):
    """Two headings of one count whose numbers do not follow one another; ``before`` is None at the first."""

    before: Section | None
    after: Section
    missing: tuple[int, ...]


def spans_cut(gap: HeadingGap, cut: Span) -> bool:
    """Whether ``cut`` lies between the two headings of ``gap``: the cut is what lost the headings."""
    start = gap.before.heading.end if gap.before else 0
    return bool(gap.missing) and start <= cut.start and cut.end <= gap.after.heading.start


def missing_numbers(gap: HeadingGap) -> str:
    """The lost numbers, written the way the heading after them is: ``（二）、（三）``."""
    shown = [numbered_like(gap.after, n) for n in gap.missing[:4]]
    return " ".join(shown) + (" ……" if len(gap.missing) > 4 else "")


def numbered_like(section: Section, number: int) -> str:
    """``number`` written the way ``section``'s own is: ``（二）``, ``②``, ``２．``."""
    marker = section.marker
    if section.scheme == "circled":
        return chr(ord("①") + number - 1)
    if digits := re.search(r"\d+(?!.*\d)", marker):
        wide = str(number).translate(_WIDE) if digits.group()[0] > "9" else str(number)
        return marker[: digits.start()] + wide + marker[digits.end() :]
    return re.sub(r"[一二三四五六七八九十百]+", han(number), marker, count=1)


# A count ends where a heading of a higher rank stands; lower ranks count within one heading.
_RANKS = {
    "annex": 0,
    "chapter": 1,
    "part": 1,
    "section": 2,
    "han": 3,
    "paren-han": 4,
    "arabic": 5,
    "paren-arabic": 6,
    "circled": 7,
}


def heading_gaps(sections: Sequence[Section], folded: str) -> list[HeadingGap]:
    """Where numbered headings skip, repeat or fall back, each count by itself."""
    last: dict[str, Section] = {}
    found: list[HeadingGap] = []
    for section in sections:
        rank = _RANKS.get(section.scheme)
        if rank is None or section.number is None:
            if section.scheme == "annex":
                last.clear()
            continue
        before = last.get(section.scheme)
        gap = _gap(before, section, rank)
        if (
            gap
            and found
            and not gap.missing
            and section.number in found[-1].missing
            and found[-1].after is before
        ):
            found[-1] = gap  # 一、三、二、: nothing is lost, two have changed places
        elif gap and not _counted_inline(gap, folded):
            found.append(gap)
        last = {s: v for s, v in last.items() if _RANKS[s] < rank} | {section.scheme: section}
    return found


def _gap(before: Section | None, section: Section, rank: int) -> HeadingGap | None:
    number = section.number or 0
    expected = 1 if before is None else (before.number or 0) + 1
    # Chapters may count on or begin anew; an unnumbered heading above may have begun the count anew too.
    repeated = (
        number == 1
        and before is not None
        and before.number == 1
        and before.parent == section.parent
        and rank < 5
    )
    if number in (1, expected) and not repeated:
        return None
    return HeadingGap(before, section, tuple(range(expected, number)))


def _counted_inline(gap: HeadingGap, folded: str) -> bool:
    """Whether the missing numbers stand inside a paragraph: ``《方案》明确：一、抓学习；`` and then a line ``二、``."""
    start = gap.before.heading.end if gap.before else max(0, gap.after.heading.start - _INLINE_REACH)
    between = folded[start : gap.after.heading.start]
    marks = (re.escape(fold(numbered_like(gap.after, n))) for n in gap.missing)
    # At the beginning of a clause: “三、四、五号楼” counts nothing.
    return bool(gap.missing) and all(re.search(rf"(?:^|[。;:“(\n] *){mark}", between) for mark in marks)
