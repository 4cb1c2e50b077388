"""The automatic numbers of paragraphs, as Word shows them (numbering.xml, ECMA-376-1 17.9)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self

from lxml import etree

from analyzer.readers.number_formats import custom_format, write_number
from analyzer.readers.styles import Styles, attribute, integer, local, switched_on
from analyzer.readers.symbols import UNKNOWN, symbol

LEVELS = 9
_MAX_TEXT = 255  # characters; Word allows no longer number either
_PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """A w:lvl: how one level of a list counts and what it shows."""

    start: int = 0  # 17.9.25: zero where it is not given
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    hidden: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A w:num with its abstract definition. Lists with the same ``abstract`` share their counts."""

    abstract: int
    levels: dict[int, _Level]
    overrides: dict[int, int] = field(default_factory=dict)  # ilvl -> startOverride


class Numbering:
    """Counts the lists of one story (the body, or one header, …) while it is walked from top to bottom.

    ``root`` is the root of numbering.xml, None for a document without one.
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[int, etree._Element] = {}
        self._nums: dict[int, etree._Element] = {}
        for element in () if root is None else root:
            if (tag := local(element)) == "abstractNum":
                number = integer(attribute(element, "abstractNumId"))
                if number is not None:
                    self._abstracts.setdefault(number, element)
            elif tag == "num":
                number = integer(attribute(element, "numId"))
                if number is not None:
                    self._nums.setdefault(number, element)
        self._lists: dict[int, _List | None] = {}
        self._levels: dict[int, dict[int, _Level]] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._used: set[int] = set()

    def restarted(self) -> Self:
        """The same lists, with nothing counted yet."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__, _counts={}, _used=set())
        return other

    def level_of_style(self, num: int, styles: Iterable[str]) -> int | None:
        """The ilvl that list ``num`` links (17.9.23) to the first of these style ids that it links at all."""
        found = self._list(num)
        if found is not None:
            linked = {level.style: ilvl for ilvl, level in sorted(found.levels.items(), reverse=True)}
            for style in styles:
                if style in linked:
                    return linked[style]
        return None

    def label(self, num: int, ilvl: int) -> str:
        """Count one paragraph of list ``num`` at level ``ilvl`` (from 0); return the number that it shows.

        Empty where the list or the level does not exist, or shows nothing.
        """
        found = self._list(num)
        ilvl = min(max(ilvl, 0), LEVELS - 1)
        if found is None or ilvl not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        if num not in self._used:
            # 17.9.26: the override holds once, for the first paragraph of this list.
            self._used.add(num)
            for level in found.overrides:
                counts[level] = None
        for level in range(ilvl):
            # A higher level that no paragraph used counts as if its first number stood there.
            if counts[level] is None and level in found.levels:
                counts[level] = found.levels[level].start
        here = counts[ilvl]
        counts[ilvl] = found.levels[ilvl].start if here is None else here + 1
        for level in range(ilvl + 1, LEVELS):
            if _restarts(found.levels.get(level), ilvl):
                counts[level] = None
        return _show(found.levels, ilvl, counts)

    def _list(self, num: int) -> _List | None:
        if num not in self._lists:
            self._lists[num] = self._build(num)
        return self._lists[num]

    def _build(self, num: int) -> _List | None:
        element = self._nums.get(num)
        if element is None:
            return None
        abstract = self._abstract_of(element)
        if abstract is None:
            return None
        if abstract not in self._levels:
            self._levels[abstract] = {}
            for child in self._abstracts[abstract]:
                if local(child) == "lvl":
                    self._add(self._levels[abstract], child)
        found = _List(abstract, dict(self._levels[abstract]))
        for child in element:
            ilvl = integer(attribute(child, "ilvl"))
            if local(child) != "lvlOverride" or ilvl is None or not 0 <= ilvl < LEVELS:
                continue
            for item in child:
                if local(item) == "lvl":
                    found.levels[ilvl] = _level(item)
                elif (start := integer(attribute(item, "val"))) is not None:
                    found.overrides[ilvl] = start
        for ilvl, start in found.overrides.items():
            if ilvl in found.levels:
                found.levels[ilvl] = replace(found.levels[ilvl], start=start)
        return found

    def _abstract_of(self, element: etree._Element) -> int | None:
        """The abstract definition behind a w:num, through links to numbering styles (17.9.21, 17.9.27)."""
        seen: set[int] = set()
        while True:
            number = next(
                (integer(attribute(c, "val")) for c in element if local(c) == "abstractNumId"), None
            )
            if number is None or number not in self._abstracts or number in seen:
                return None
            seen.add(number)
            links = {local(c): attribute(c, "val") for c in self._abstracts[number]}
            style = links.get("numStyleLink")
            if style is None:
                return number
            target = self._nums.get(self._styles.number_of(style) or 0)
            if target is None:
                return self._abstract_with("styleLink", style)
            element = target

    def _abstract_with(self, tag: str, value: str) -> int | None:
        for number, abstract in self._abstracts.items():
            if any(local(c) == tag and attribute(c, "val") == value for c in abstract):
                return number
        return None

    @staticmethod
    def _add(levels: dict[int, _Level], element: etree._Element) -> None:
        ilvl = integer(attribute(element, "ilvl"))
        if ilvl is not None and 0 <= ilvl < LEVELS:
            levels[ilvl] = _level(element)


def _restarts(level: _Level | None, used: int) -> bool:
    """Whether a level starts anew after a paragraph of the higher level ``used`` (17.9.10).

    w:lvlRestart counts from 1; 0 means never. A restart after its own or a lower level says nothing.
    """
    return level is None or level.restart is None or used < level.restart


def _show(levels: dict[int, _Level], ilvl: int, counts: list[int | None]) -> str:
    level = levels[ilvl]
    if level.hidden or level.form == "bullet":
        return "" if level.hidden else level.text

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        count = counts[place]
        if place > ilvl or count is None or place not in levels or levels[place].form == "bullet":
            return ""  # Word shows nothing for a level that has no number of its own
        form = levels[place].form
        return write_number(count, "decimal" if level.legal and form != "none" else form)

    return _PLACE.sub(number, level.text)[:_MAX_TEXT]


def _level(element: etree._Element) -> _Level:
    start, form, text, restart, legal, hidden, style, font = 0, "decimal", "", None, False, False, "", ""
    for child in element:
        tag = local(child)
        if tag == "start":
            start = max(integer(attribute(child, "val")) or 0, 0)
        elif tag == "numFmt":
            form = _form(child)
        elif tag == "AlternateContent":
            # Word wraps a custom format so that older versions find a plain one in the Fallback.
            forms = [_form(item) for branch in child for item in branch if local(item) == "numFmt"]
            form = next((f for f in forms if f), "decimal")
        elif tag == "lvlText":
            text = (attribute(child, "val") or "")[:_MAX_TEXT]
        elif tag == "lvlRestart":
            restart = integer(attribute(child, "val"))
        elif tag == "isLgl":
            legal = switched_on(child)
        elif tag == "pStyle":
            style = attribute(child, "val") or ""
        elif tag == "rPr":
            for item in child:
                if (tag := local(item)) == "vanish":
                    hidden = switched_on(item)
                elif tag == "rFonts":
                    font = attribute(item, "ascii") or attribute(item, "hAnsi") or ""
    if form == "bullet":
        text = "".join(_bullet(ord(character), font) for character in text)
    return _Level(start, form, text, restart, legal, hidden, style)


def _form(element: etree._Element) -> str:
    form = attribute(element, "val") or "decimal"
    return custom_format(attribute(element, "format") or "") if form == "custom" else form


def _bullet(code: int, font: str) -> str:
    shown = symbol(code, font)
    return "•" if shown == UNKNOWN and code != ord(UNKNOWN) else shown
