"""One report of a series as the planters see it, and a fault that one of them puts in."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

_AHEAD = re.compile("计划|安排|打算|部署|任务|要求|目标|下一步|思路|建议|政策取向")
_PLANNED = re.compile(
    "[将要拟]|计划|力争|确保|目标|预期|安排|继续|争取|今年|明年|必须|应当|以上|左右|[约近超余]"
)
_HEADING = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、]")
_TOP = re.compile("[一二三四五六七八九十]+、")
DIGITS = str.maketrans("０１２３４５６７８９．％，", "0123456789.%，")


class Edit(NamedTuple):
    """``new`` for ``text[start:end]``; ``fault`` are the characters of ``new`` that are the fault."""

    start: int
    end: int
    new: str
    fault: tuple[int, int]


@dataclass(frozen=True)
class Plant:
    """A fault: edits of the text, the codes that may tell it, and, where it needs them, other earlier texts.

    ``whole``: any finding of the code anywhere tells it. ``replaced``: sound text made way for it, so that content
    is missing as well. ``sound``: the same edits with nothing wrong in them.
    """

    code: str
    edits: tuple[Edit, ...]
    also: tuple[str, ...] = ()
    earlier: tuple[str, ...] | None = None
    whole: bool = False
    replaced: bool = False
    sound: tuple[Edit, ...] = ()

    def apply(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The text with the fault in it, and where it is."""
        return applied(text, self.edits)


def applied(text: str, edits: tuple[Edit, ...]) -> tuple[str, list[tuple[int, int]]]:
    """``text`` with ``edits``, and where their faults are in it."""
    made, places, at = "", [], 0
    for edit in sorted(edits):
        made += text[at : edit.start]
        places.append((len(made) + edit.fault[0], len(made) + edit.fault[1]))
        made += edit.new
        at = edit.end
    return made + text[at:], places


@dataclass(frozen=True)
class Case:
    """A report with those before it, the newest first. ``plain`` has plain digits at the same places."""

    name: str
    text: str
    earlier: tuple[str, ...]
    body: str
    year: int
    year_before: int
    until: date
    until_before: date

    @cached_property
    def plain(self) -> str:
        return self.text.translate(DIGITS)

    @cached_property
    def before(self) -> str:
        """The report before, with plain digits."""
        return self.earlier[0].translate(DIGITS) if self.earlier else ""

    @cached_property
    def told(self) -> list[tuple[int, int]]:
        """Paragraphs of prose about what was done: (start, end)."""
        return told(self.plain)

    def sentences(self, pattern: str) -> list[tuple[int, re.Match[str]]]:
        """Matches of ``pattern`` in sentences of the told paragraphs that are no plans; the sentence's start with each."""
        found = []
        for start, end in self.told:
            for s in re.finditer(r"[^。；]+[。；]", self.plain[start:end]):
                if not _PLANNED.search(s[0]):
                    at = start + s.start()
                    found += [
                        (at, m)
                        for m in re.compile(pattern).finditer(self.plain, at, start + s.end())
                        if m.end() <= start + s.end()
                    ]
        return found


def told(plain: str) -> list[tuple[int, int]]:
    """Paragraphs of prose in the sections that tell what was done."""
    found, ahead = [], False
    for line in re.finditer(r"[^\n]+", plain):
        if len(line[0]) < 40 and _HEADING.match(line[0].strip()):
            if _TOP.match(line[0].strip()):
                ahead = _AHEAD.search(line[0]) is not None and "回顾" not in line[0]
        elif len(line[0]) > 50 and not ahead and line[0].rstrip().endswith("。"):
            found.append((line.start(), line.start() + len(line[0].rstrip())))
    return found[:-1]  # the last one is often thanks or a closing
