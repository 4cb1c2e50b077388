"""What a section is for, told by the words of its heading."""

import re
from functools import lru_cache
from typing import NamedTuple

from analyzer import resources

_PUNCTUATION = re.compile(r"[，,、；;：:。.！!？?\s“”\"（）()]")


class _Heading(NamedTuple):
    words: str
    role: str
    weight: int


@lru_cache(maxsize=1)
def _by_first_two() -> dict[str, list[_Heading]]:
    """The known headings by their first two characters, so that a title is looked up at each of its places."""
    index: dict[str, list[_Heading]] = {}
    for row in resources.table("lexicons/section_roles.tsv"):
        words = _PUNCTUATION.sub("", row["heading"])
        weight = 0 if row["match"] == "word" else len(words)
        index.setdefault(words[:2], []).append(_Heading(words, row["role"], weight))
    return index


def role_of(title: str) -> str:
    """The role of a section with this title (``PROBLEMS``, ``NEXT`` …), empty where no known heading fits.

    A title that is a known heading has its role; one that contains a known heading takes that of the longest;
    failing that, telling words decide (``机制`` → ``MECHANISM``), the first in the title before later ones.
    """
    bare, index = _PUNCTUATION.sub("", title), _by_first_two()
    best, role = (-1, 0), ""
    for position in range(len(bare) - 1):
        for heading in index.get(bare[position : position + 2], ()):
            if bare.startswith(heading.words, position):
                rank = (heading.weight + 100 * (heading.words == bare), -position)
                if rank > best:
                    best, role = rank, heading.role
    return role
