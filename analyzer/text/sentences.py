"""Sentences and clauses of a text, as spans."""

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。!?\n]*[。!?]+[”’\"』」)》]*|[^。!?\n]+")
_CLAUSE = re.compile(r"[^,;:。!?\n]+")


def sentences(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of ``folded[start:end]``, without the blanks about them; a line end ends one too."""
    for match in _SENTENCE.finditer(folded, start, end):
        left, right = _bare(folded, *match.span())
        if left < right:
            yield left, right


def clauses(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of ``folded[start:end]``: what stands between commas, semicolons, colons and full stops."""
    for match in _CLAUSE.finditer(folded, start, end):
        left, right = _bare(folded, *match.span())
        if left < right:
            yield left, right


def _bare(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] == " ":
        start += 1
    while end > start and folded[end - 1] == " ":
        end -= 1
    return start, end
