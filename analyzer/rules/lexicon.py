"""The words that the wording rules look for, from the shipped tables and the user's own, found in one pass."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from analyzer import resources
from analyzer.document import Configuration, HouseTerm, InputError, Period, Severity, Span
from analyzer.rules import set_phrases
from analyzer.rules.set_phrases import Half, Listing, Name, SetPhrase
from analyzer.rules.style_rows import STYLE_TABLES, StyleRow, style_row
from analyzer.text.dictionary import Dictionary
from analyzer.text.folding import fold

_LEVELS = {"certain": Severity.WARNING, "likely": Severity.WARNING, "preferred": Severity.INFO}
Row = Mapping[str, str]


class Kind(Enum):
    """Which rule a word is for."""

    CONFUSABLE = auto()
    HOMOPHONE = auto()
    PHRASE = auto()
    NAME = auto()
    LISTING = auto()
    HALF = auto()
    STYLE = auto()
    HOUSE = auto()
    PROTECTED = auto()


@dataclass(frozen=True, slots=True)
class Guard:
    """What must and must not stand about a word for it to be the fault: words before it, patterns after it."""

    not_before: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_after: str = ""
    after: str = ""

    def admits(self, folded: str, start: int, end: int) -> bool:
        """Whether the word at ``[start, end)`` stands where it is the fault."""
        return not (
            (self.not_before and folded.endswith(self.not_before, max(0, start - 12), start))
            or (self.before and not folded.endswith(self.before, max(0, start - 12), start))
            or (self.not_after and _compiled(self.not_after).match(folded, end))
            or (self.after and not _compiled(self.after).match(folded, end))
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """A wrong form and what to write instead; ``since`` and ``until`` bound the reports in which it is wrong."""

    wrong: str
    right: str
    severity: Severity
    guard: Guard = Guard()
    note: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it depends on the report's time that the form is wrong."""
        return self.since is not None or self.until is not None

    def applies(self, period: Period) -> bool:
        """Whether the form is wrong in a report about ``period``; one in which the form changed is left alone."""
        return (self.since is None or period.start >= self.since) and (
            self.until is None or period.end < self.until
        )


class Mistaken(NamedTuple):
    """A word for which another form is mistaken; ``sounds``: the two sound the same, else they only look alike."""

    right: str
    sounds: bool


Entry = Correction | Mistaken | Name | Listing | Half | StyleRow | HouseTerm | str


class Found(NamedTuple):
    """An entry's word in a text."""

    span: Span
    entry: Entry


class Lexicon:
    """All words of one review, and what each is for."""

    def __init__(self, entries: Iterable[tuple[Kind, str, Entry]]) -> None:
        self._entries = tuple(entries)
        self._common = frozenset(e.right for _, _, e in self._entries if isinstance(e, Mistaken))
        self._dictionary = Dictionary(
            word if kind is Kind.HOMOPHONE else fold(word) for kind, word, _ in self._entries
        )

    def meets(self, folded: str, start: int, end: int) -> bool:
        """Whether a common word reaches over an end of ``folded[start:end]``: 政府工作 holds 府工."""
        return folded[start - 1 : start + 1] in self._common or folded[end - 1 : end + 1] in self._common

    def find(self, folded: str) -> dict[Kind, list[Found]]:
        """What stands in ``folded``, by kind, each in the order of the text."""
        found: dict[Kind, list[Found]] = {kind: [] for kind in Kind}
        for word, start, end in self._dictionary.find(folded):
            kind, _, entry = self._entries[word]
            found[kind].append(Found(Span(start, end), entry))
        for hits in found.values():
            hits.sort(key=lambda hit: (hit.span.start, -hit.span.end))
        return found


def lexicon(configuration: Configuration) -> Lexicon:
    """The shipped words and those of ``configuration``; made once for each set of words."""
    own = tuple(
        (name, tuple(tuple(sorted(row.items())) for row in rows))
        for name, rows in sorted(configuration.lexicons.items())
    )
    return _made(own, configuration.house_terms, configuration.protected)


@lru_cache(maxsize=4)
def _made(
    own: tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...]], ...],
    house: tuple[HouseTerm, ...],
    protected: tuple[str, ...],
) -> Lexicon:
    added = {name: [dict(row) for row in rows] for name, rows in own}
    return Lexicon(_entries(added, house, protected))


def _entries(
    added: Mapping[str, list[dict[str, str]]], house: Iterable[HouseTerm], protected: Iterable[str]
) -> Iterator[tuple[Kind, str, Entry]]:
    listed = set()  # what has conditions of its own is not guessed at
    for row in _rows("confusables", added):
        listed.add(row["wrong"])
        yield Kind.CONFUSABLE, row["wrong"], correction(row)
    for row in _rows("homophones", added):
        mistaken = Mistaken(row["right"], row.get("like") != "shape")
        for wrong in row["wrong"].split("|"):
            if wrong not in listed:
                yield Kind.HOMOPHONE, wrong, mistaken
    for row in _rows("phrase_errors", added):
        yield Kind.PHRASE, row["wrong"], correction(row)
    for row in _rows("set_phrases", added):
        phrase = set_phrases.phrase(row)
        for wrong, right in set_phrases.wrong_forms(phrase):
            guard = Guard(not_before=("第", *"0123456789.")) if wrong[0] in "0123456789二" else Guard()
            yield Kind.PHRASE, wrong, Correction(wrong, right, Severity.WARNING, guard, source=phrase.source)
        yield Kind.NAME, phrase.name, Name(phrase)
        for pair in set_phrases.pairs(phrase):
            yield Kind.LISTING, pair, Listing(phrase)
        for words, half in set_phrases.halves(phrase):
            yield Kind.HALF, words, half
    for name in STYLE_TABLES:
        for row in _rows(name, added):
            style = style_row(name, row)
            yield from ((Kind.STYLE, cue, style) for cue in style.cues)
    for term in house:
        yield Kind.HOUSE, term.wrong, term
    for word in protected:
        yield Kind.PROTECTED, word, word


def _rows(name: str, added: Mapping[str, list[dict[str, str]]]) -> Iterator[Row]:
    yield from resources.table(f"lexicons/{name}.tsv")
    yield from added.get(name, ())


def check_row(table: str, row: Row) -> None:
    """Raise ``InputError`` for a row of the user's that says what its ``table`` does not."""
    if table == "set_phrases":
        set_phrases.phrase(row)
    elif table in ("confusables", "phrase_errors"):
        correction(row)


def correction(row: Row) -> Correction:
    """The correction that a row of ``confusables`` or ``phrase_errors`` describes.

    Raises:
        InputError: the row has no wrong form, or a pattern, level or date that is none.
    """
    wrong = row.get("wrong", "")
    level = row.get("level") or "certain"
    if not wrong or level not in _LEVELS:
        raise InputError(f"词表中“{wrong}”一行写得不对：要有 wrong，level 只能是 {'、'.join(_LEVELS)}。")
    guard = Guard(
        _words(row.get("not_before")),
        _words(row.get("before")),
        row.get("not_after") or "",
        row.get("after") or "",
    )
    return Correction(
        wrong,
        row.get("right", ""),
        _LEVELS[level],
        guard,
        row.get("note", ""),
        row.get("source", ""),
        set_phrases.day(row.get("since")),
        set_phrases.day(row.get("until")),
    )


def _words(cell: str | None) -> tuple[str, ...]:
    return tuple(fold(word) for word in cell.split("|") if word) if cell else ()


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A guard's pattern, compiled when a word that it guards is met for the first time."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise InputError(f"词表中的条件“{pattern}”不是正确的正则表达式：{error}。") from None


__all__ = [
    "Correction",
    "Found",
    "Guard",
    "Kind",
    "Lexicon",
    "SetPhrase",
    "check_row",
    "correction",
    "lexicon",
]
