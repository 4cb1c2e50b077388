"""What a form of blank is: a pattern that proposes, and a judge that decides."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from analyzer.text.lookalikes import Passage
from analyzer.text.patterns import Lazy

Judge = Callable[[Passage, re.Match[str]], str | None]

UNSURE = "unsure"
"""A judge's answer for a mark that only the rest of the draft can settle."""


class Placeholder(NamedTuple):
    """A blank at ``start:end`` of the text.

    ``kind`` is what belongs there (``count``, ``name``, ``date``, ``number``, ``blank`` for anything,
    ``instruction`` for a note to the writer); ``form`` is the name of the form that found it.
    """

    start: int
    end: int
    kind: str
    form: str

    @property
    def is_note(self) -> bool:
        """Words to the writer rather than room for a value."""
        return self.form in ("note", "to-do") or (self.form == "field" and self.kind == "instruction")

    @property
    def is_stand_in(self) -> bool:
        """A made-up name in the place of the real one."""
        return self.form in ("stand-in", "mou")


@dataclass(frozen=True)
class Form:
    """One way of marking a blank. Group ``at`` of the pattern is the span, the whole match where it has none.

    ``cues`` are strings without one of which the pattern cannot match: looking for them first costs next to
    nothing, and most texts have few.
    """

    name: str
    source: str
    judge: Judge
    cues: tuple[str, ...]

    @cached_property
    def pattern(self) -> Lazy:
        """The source as a pattern, compiled when a text first has one of the cues."""
        return Lazy(self.source)

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """Where the blank of ``match`` stands."""
        return match.span("at" if "at" in match.re.groupindex and match["at"] is not None else 0)
