"""What a section is for, told by the words of its heading."""

import re
from functools import lru_cache

from analyzer import resources

_PUNCTUATION = re.compile(r"[，,、；;：:。.！!？?\s“”\"（）()]")


@lru_cache(maxsize=1)
def _headings() -> tuple[tuple[str, str, str], ...]:
    rows = resources.table("lexicons/section_roles.tsv")
    return tuple((_PUNCTUATION.sub("", row["heading"]), row["role"], row["match"]) for row in rows)


def role_of(title: str) -> str:
    """The role of a section with this title (``PROBLEMS``, ``NEXT`` …), empty where no known heading fits.

    A title that is a known heading has its role; one that contains a known heading takes that of the longest;
    failing that, telling words decide (``机制`` → ``MECHANISM``), the first in the title before later ones.
    """
    bare = _PUNCTUATION.sub("", title)
    best: tuple[int, int, str] | None = None
    for heading, role, match in _headings():
        position = bare.find(heading)
        if position < 0:
            continue
        weight = 0 if match == "word" else len(heading) + 100 * (heading == bare)
        if best is None or (weight, -position) > best[:2]:
            best = (weight, -position, role)
    return best[2] if best else ""
