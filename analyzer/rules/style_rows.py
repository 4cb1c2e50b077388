"""Rows of the tables of numerals and punctuation: what to look for, where, and what to say of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analyzer.document import InputError, Severity
from analyzer.text.folding import fold

STYLE_TABLES = ("numerals", "punctuation")
_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "preferred": Severity.INFO}


@dataclass(frozen=True)
class StyleRow:
    """A row of one of the tables: ``pattern`` is tried where one of the ``cues`` stands in the folded text.

    The group ``hit`` is what is marked, the whole match where there is none. ``mark`` is a character that is wrong only
    as the text itself has it: a full-width form is right. ``find`` and ``put`` make the right form of the wrong one.
    """

    table: str
    cues: tuple[str, ...]
    pattern: str
    severity: Severity
    message: str
    advice: str
    find: str
    put: str

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The pattern, compiled when a cue is met for the first time."""
        try:
            return re.compile(self.pattern)
        except re.error as error:
            raise InputError(f"词表中的“{self.pattern}”不是正确的正则表达式：{error}。") from None

    def advise(self, words: str) -> str:
        """What to write instead of ``words``."""
        return f"改为“{re.sub(self.find, self.put, words)}”" if self.find else self.advice


def style_row(table: str, row: Mapping[str, str]) -> StyleRow:
    """The row as the table has it.

    Raises:
        InputError: it lacks a cue or a pattern, or its level is none.
    """
    cues = tuple(fold(cue) for cue in row.get("cue", "").split("|") if cue)
    level = row.get("level") or "warning"
    if not cues or not row.get("pattern") or level not in _LEVELS:
        raise InputError(
            f"词表 {table} 的一行写得不对：要有 cue 和 pattern，level 只能是 {'、'.join(_LEVELS)}。"
        )
    return StyleRow(
        table,
        cues,
        row["pattern"],
        _LEVELS[level],
        row.get("message", ""),
        row.get("advice", ""),
        row.get("find", ""),
        row.get("put", ""),
    )
