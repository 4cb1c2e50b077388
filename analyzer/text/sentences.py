"""Sentences and clauses of a text, as spans."""

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。!?\n]*[。!?]+[”’\"』」)》]*|[^。!?\n]+")
_CLAUSE = re.compile(r"[^,;:。!?\n]+")


def sentences(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of ``folded[start:end]``, without the blanks about them; a line end ends one too."""
    for match in _SENTENCE.finditer(folded, start, end):
        yield from _bare(folded, match)


def clauses(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of ``folded[start:end]``: what stands between commas, semicolons, colons and full stops."""
    for match in _CLAUSE.finditer(folded, start, end):
        yield from _bare(folded, match)


def _bare(folded: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    piece = match.group()
    left = match.start() + len(piece) - len(piece.lstrip(" "))
    right = match.end() - (len(piece) - len(piece.rstrip(" ")))
    if left < right:
        yield left, right
