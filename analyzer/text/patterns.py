"""Regular expressions that are compiled when first used.

The grammar of blanks has some hundred patterns with long word lists; compiling them all would cost a short check more
than reading the draft. Most drafts need few.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Lazy:
    """A pattern with the methods of ``re.Pattern`` that this package uses."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self.source)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """A match at ``start``."""
        return self.compiled.match(text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from ``start`` on."""
        return self.compiled.search(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A match of the whole text."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, in order."""
        return self.compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """What all matches cover."""
        return self.compiled.findall(text)

    def sub(self, make: Callable[[re.Match[str]], str], text: str) -> str:
        """``text`` with every match replaced by what ``make`` says of it."""
        return self.compiled.sub(make, text)
