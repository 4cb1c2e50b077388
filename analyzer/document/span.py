"""The one coordinate of this package."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of characters in ``Report.text``; an empty span is a place where something is missing."""

    start: int
    end: int

    @property
    def width(self) -> int:
        """How many characters it covers."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether both share at least one character (an empty span shares none)."""
        return max(self.start, other.start) < min(self.end, other.end)

    def covers(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly inside, borders included."""
        return self.start <= other.start and other.end <= self.end
