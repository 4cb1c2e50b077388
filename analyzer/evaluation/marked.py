"""Texts with their truth written into them.

``⟦words⟧CODE|why^`` is a fault, with empty words a place where something is missing; ``⟨words⟩CODE|why^`` is sound
and only looks like that fault; ``⟪words⟫…^`` is masked on purpose; ``▲`` is a value deleted without trace. The code may
be a rule's (``P101``) or, for passages about blanks, the kind of value (``count``). Lines ``#! key: value`` at the head
say what the text is.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from analyzer.document import Span

_HEAD = re.compile(r"#! (\w+): ?(.*)\n")
_MARK = re.compile(r"([⟦⟨⟪])([^⟦⟧⟨⟩⟪⟫]*)[⟧⟩⟫]([^|^⟦⟨⟪\n]*)(?:\|([^^\n]*))?\^|▲")
_STRAY = re.compile("[⟦⟧⟨⟩⟪⟫]")


class Truth(StrEnum):
    """What a mark says of its place."""

    FAULT = "⟦"
    LOOKALIKE = "⟨"
    MASKED = "⟪"
    GAP = "▲"


@dataclass(frozen=True, slots=True)
class Label:
    """One mark: what is true of ``span`` of the text without marks."""

    truth: Truth
    span: Span
    code: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without marks, its labels in order, and what its head says."""

    text: str
    labels: tuple[Label, ...]
    head: dict[str, str]

    def of(self, truth: Truth) -> tuple[Label, ...]:
        """The labels of one kind."""
        return tuple(label for label in self.labels if label.truth is truth)


def parse_marked(source: str) -> Marked:
    """Take the marks out of ``source``.

    Raises:
        ValueError: a mark has no end or no code; the message quotes it.
    """
    head, at = {}, 0
    while line := _HEAD.match(source, at):
        head[line[1]] = line[2].strip()
        at = line.end()
    if head and source.startswith("\n", at):
        at += 1
    pieces: list[str] = []
    labels: list[Label] = []
    length = 0
    for mark in _MARK.finditer(source, at):
        piece = source[at : mark.start()]
        pieces.append(piece)
        length += len(piece)
        at = mark.end()
        if mark.group() == Truth.GAP:
            labels.append(Label(Truth.GAP, Span(length, length), ""))
            continue
        words = mark[2]
        labels.append(Label(Truth(mark[1]), Span(length, length + len(words)), mark[3], mark[4] or ""))
        pieces.append(words)
        length += len(words)
    pieces.append(source[at:])
    text = "".join(pieces)
    if stray := _STRAY.search(text):
        raise ValueError(f"mark without end: {text[max(0, stray.start() - 20) : stray.start() + 20]!r}")
    return Marked(text, tuple(labels), head)
