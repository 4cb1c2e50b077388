"""A template taken apart: sections, paragraphs, sentences, each with its place, blanks coded as one character each.

A blank becomes one character of the private use area, so that every later step may treat a sentence as a plain
string; ``render`` puts the values in and notes where they stand.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import analyzer
from analyzer.document import Paragraph, Part, Report, Section

from .sheet import HELD_BACK, STEMS, Sheet, Slot

TEMPLATES = Path(__file__).parents[2] / "corpora" / "templates"
FIRST = 0xE000
SLOT = re.compile("[\ue000-\uf0ff]")
_END = re.compile(r"[。！？](?:[”’」』](?![，,；;]))?")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass
class Unit:
    """A piece of a paragraph: a ``heading`` (marker and title), a ``sentence``, ``raw`` text or a ``local`` addition."""

    kind: str
    text: str
    span: tuple[int, int] | None = None
    section: int | None = None
    marker: str = ""
    locked: bool = False
    title: bool = True
    changes: list[tuple[str, str | None, str]] = field(default_factory=list)
    place: tuple[int, int] | None = None
    """Where it stands in the draft, once rendered."""

    @property
    def slots(self) -> list[int]:
        return [ord(c) - FIRST for c in self.text if SLOT.match(c)]


@dataclass
class Block:
    """A paragraph; ``gap`` is the white space in front of it."""

    units: list[Unit]
    gap: str = "\n"
    table: bool = False


@dataclass
class Node:
    """A section: its own paragraphs, the heading in the first of them, then its subsections."""

    section: int
    level: int
    blocks: list[Block]
    children: list["Node"] = field(default_factory=list)

    @property
    def heading(self) -> Unit | None:
        return next((u for b in self.blocks[:1] for u in b.units if u.section == self.section), None)

    def walk(self) -> list[Block]:
        return [*self.blocks, *(b for child in self.children for b in child.walk())]


class Template:
    """One template, read and taken apart anew for every draft (``tree`` gives fresh objects)."""

    def __init__(self, number: str) -> None:
        self.number, self.stem = number, STEMS[number]
        self.file = next(p for p in TEMPLATES.glob(f"{self.stem}.*") if p.suffix in (".txt", ".docx"))
        self.report: Report = analyzer.read(self.file)
        self.text = self.report.text
        self.sheet = Sheet(number, self.text)
        self.slots: list[Slot] = self.sheet.slots
        self.part = "held-back" if number in HELD_BACK else "development"
        locked = re.search(
            r"locked = \[(.*)\]", (TEMPLATES / f"{self.stem}.toml").read_text(encoding="utf-8")
        )
        self.locked = re.findall(r'"([^"]+)"', locked[1]) if locked else []
        self.halfwidth = number in ("04", "10")

    def code(self, start: int, end: int) -> str:
        """The text between two places with blanks coded and notes to the writer left out."""
        pieces, at = [], start
        marks = [(s.start, s.end, chr(FIRST + i)) for i, s in enumerate(self.slots)]
        for a, b, char in sorted([*marks, *((a, b, "") for a, b in self.sheet.notes)]):
            if a >= start and b <= end:
                pieces += [self.text[at:a], char]
                at = b
        return "".join([*pieces, self.text[at:end]])

    def tree(self) -> tuple[list[Block], list[Node], list[Block]]:
        """Opening lines, sections of the first level, closing lines."""
        head: list[Block] = []
        tail: list[Block] = []
        top: list[Node] = []
        stack: list[Node] = []
        for block, sections, start in self._blocks():
            for section in sections:
                level = self.report.sections[section].level
                while stack and stack[-1].level >= level:
                    stack.pop()
                stack.append(Node(section, level, []))
                siblings = stack[-2].children if len(stack) > 1 else top
                if start < self.sheet.tail:
                    siblings.append(stack[-1])
            if start >= self.sheet.tail:
                tail.append(block)
            else:
                (stack[-1].blocks if stack else head).append(block)
        return head, top, tail

    def _blocks(self) -> list[tuple[Block, list[int], int]]:
        text, found, end, row = self.text, [], 0, []
        paragraphs = [p for p in self.report.paragraphs if p.part in (Part.BODY, Part.TABLE)]
        tabular = {cell.start: i for t in self.report.tables for i, r in enumerate(t.rows) for cell in r}
        for p, following in pairwise([*paragraphs, None]):
            start, stop = p.span
            if p.part is Part.TABLE:
                row.append(Unit("raw", (" | " if row else "") + self.code(start, stop)))
                if following is None or tabular.get(following.span.start) != tabular[start]:
                    found.append((Block(row, "\n", table=True), [], start))
                    row = []
                end = stop
                continue
            words = text[start:stop]
            if words.startswith(self.sheet.dropped or ("\0",)):
                continue
            gap = re.sub(r"[^\n\u3000 ]", "", text[end:start]) if self.file.suffix == ".txt" else "\n"
            inside = [
                (i, s)
                for i, s in enumerate(self.report.sections)
                if start <= s.heading.start < max(stop, start + 1)
            ]
            found.append((Block(self._units(p, inside), gap if found else ""), [i for i, _ in inside], start))
            end = stop
        return found

    def _units(self, p: Paragraph, inside: list[tuple[int, Section]]) -> list[Unit]:
        start, stop = p.span
        text, units, at = self.text, [], start
        locked = text[start:stop].startswith(tuple(self.locked) or ("\0",))
        for i, s in inside:
            if s.heading.start > at:
                units.append(Unit("raw", self.code(at, s.heading.start)))
            marker = "" if s.automatic else text[s.heading.start : s.heading.start + _marker(text, s)]
            label = p.label if s.automatic else marker
            words = s.heading.start + len(marker)
            at = s.heading.end
            if s.heading.end >= stop - 1 and s.heading.end < stop and text[s.heading.end] == "。":
                # The whole sentence is what the reader of drafts takes for a heading: an item of a list.
                at = stop
                units.append(Unit("sentence", self.code(words, stop), (words, stop), i, label))
            else:
                units.append(Unit("heading", self.code(words, at), (s.heading.start, at), i, label))
                if text[at:stop].startswith("。"):
                    units.append(Unit("raw", "。"))
                    at += 1
        if _is_frame(text[start:stop]) and not inside:
            return [*units, Unit("raw", self.code(at, stop))]
        return [*units, *self._sentences(at, stop, locked)]

    def _sentences(self, start: int, stop: int, locked: bool) -> list[Unit]:
        units, at = [], start
        if self.text.startswith("- ", start):
            units, at = [Unit("raw", "- ")], start + 2
        apart = [(s.start, s.end) for s in self.slots if s.kind == "text"] + self.sheet.notes
        ends = [m.end() for m in _END.finditer(self.text, start, stop)]
        ends += [a for a, _ in apart if start <= a < stop and self.text[a - 1] in "。\n"]
        ends += [b for a, b in apart if a in ends or a == start]
        for end in sorted({*ends, stop}):
            if end <= at or end > stop:
                continue
            coded = self.code(at, end)
            says = _HAN.search(SLOT.sub("", coded)) and not coded.startswith("（责任单位")
            if coded.strip():
                units.append(
                    Unit("sentence" if says else "raw", coded, (at, end) if says else None, locked=locked)
                )
            at = end
        return units


def _marker(text: str, s: Section) -> int:
    if not s.marker:
        decimal = re.compile(r"\d+ ").match(text, s.heading.start)
        return len(decimal[0]) if decimal else 0
    length = len(s.marker)
    while text[s.heading.start + length] == " ":
        length += 1
    return length


def _is_frame(line: str) -> bool:
    """Title, addressee, signature and the like: no sentence of the report."""
    line = line.strip()
    return (
        not re.search(r"[。；]", line) and not (line.endswith(("：", ":")) and len(line) > 30)
    ) or line.startswith("（联系人")
