"""Comment ranges in the XML of a Word document: at exact characters, around what must stay whole."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

Element = etree._Element
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What may hold a comment range among its children and is not replaced as a whole by Word.
# Not here: a simple field (updating it drops the range), deletions, formulas, ruby.
_OPEN = {"hyperlink", "ins", "moveTo", "sdtContent", "smartTag", "customXml", "dir", "bdo"}
# A content control with one of these is rewritten as a whole, or takes plain text only.
_CLOSED_CONTROL = {
    "text", "date", "comboBox", "dropDownList", "checkbox", "dataBinding", "equation", "picture",
    "citation", "showingPlcHdr",
}  # fmt: skip


class Mark(NamedTuple):
    """A comment's range. From character ``start`` of ``first`` up to and with character ``end`` of ``last``.

    ``first`` and ``last`` are leaves of the document (``w:t``, ``w:tab``), or larger elements that are marked
    whole: then the characters do not matter. A whole ``w:p`` is marked from within.
    """

    number: int
    first: Element
    start: int
    last: Element
    end: int


class _Cut(NamedTuple):
    """A place in a run: before character ``offset`` of the run's child ``child``."""

    child: int
    offset: int


class _Side(NamedTuple):
    """One end of a range: a cut in the run ``element``, or (no cut) right beside ``element``."""

    element: Element
    cut: _Cut | None


def local(element: Element) -> str:
    """The name of a WordprocessingML element, of either flavour (``p``, ``tbl``); empty for any other."""
    tag: object = element.tag
    if not isinstance(tag, str):  # a comment, a processing instruction
        return ""
    name = etree.QName(tag)
    return name.localname if name.namespace in _WORD else ""


def tags(*names: str) -> list[str]:
    """Qualified names in WordprocessingML. Drawings and formulas have a ``p`` and ``t`` of their own."""
    return [f"{{{space}}}{name}" for name in names for space in _WORD]


def attribute(element: Element, name: str) -> str:
    """The value of the attribute called ``name``, in whatever namespace; empty if there is none."""
    return next((str(v) for k, v in element.items() if etree.QName(k).localname == name), "")


def outermost(element: Element, name: str) -> Element | None:
    """The highest element called ``name`` that holds ``element`` or is it."""
    found = [element] if local(element) == name else []
    found += element.iterancestors(*tags(name))
    return found[-1] if found else None


class Marker:
    """Sets comment ranges into one document. Give all marks at once: elements move when a run is split."""

    def __init__(self, namespace: str) -> None:
        self._w = f"{{{namespace}}}"
        self._fields: dict[Element, _Fields] = {}

    def mark(self, marks: Iterable[Mark]) -> None:
        """Set the ranges and references of all ``marks``. Runs are split at their ends, no format changes.

        Each mark must lie in paragraphs of the main text, or in something those hold.
        """
        sides = [(m, self._side(m.first, m.start, 0), self._side(m.last, m.end, 1)) for m in marks]
        cuts: defaultdict[Element, set[_Cut]] = defaultdict(set)
        for _, *both in sides:
            for side in both:
                if side.cut is not None:
                    cuts[side.element].add(side.cut)
        split = {run: _split(run, sorted(at)) for run, at in cuts.items()}
        # Longer ranges come first, so that of ranges which end together the inner one is closed first.
        for mark, start, end in sides:
            self._open(mark.number, _part(start, split, bisect_right))
            self._close(mark.number, _part(end, split, bisect_left))

    def _side(self, element: Element, offset: int, after: int) -> _Side:
        """Where a range begins (``after`` 0) or ends (1) whose first or last character is ``offset``."""
        paragraph = outermost(element, "p")
        if paragraph is None or paragraph is element:
            return _Side(element, None)
        if paragraph not in self._fields:
            self._fields[paragraph] = _Fields(paragraph)
        if field := self._fields[paragraph].around(element):
            element = field[after]
        path = [element, *element.iterancestors()]
        path = path[: path.index(paragraph)][::-1]
        for outer, inner in pairwise(path):
            if local(outer) == "r":
                index = outer.index(inner)
                text = (
                    (inner.text or "") if inner is element and local(inner) == "t" and not len(inner) else ""
                )
                # A leaf shorter than the report says (the reader saw it otherwise) is no reason to fail.
                at = min(offset, len(text) - 1) + after if text else 0
                whole = after if not text or at == len(text) else 0
                return _Side(outer, _Cut(index + whole, 0 if whole else at))
            if not _is_open(outer):
                return _Side(outer, None)
        return _Side(element, None)

    def _open(self, number: int, place: Element) -> None:
        start = self._new(place, "commentRangeStart", number)
        if local(place) != "p":
            place.addprevious(start)
        else:
            place.insert(_content(place, "pPr"), start)

    def _close(self, number: int, place: Element) -> None:
        end = self._new(place, "commentRangeEnd", number)
        reference = self._new(place, "r")
        # Small, so that the mark, which has no width, does not make the line higher either.
        size = self._new(reference, "sz")
        size.set(f"{self._w}val", "16")
        properties = self._new(reference, "rPr")
        properties.append(size)
        reference.extend([properties, self._new(reference, "commentReference", number)])
        if local(place) == "p":
            place.extend([end, reference])
        else:
            place.addnext(reference)
            place.addnext(end)

    def _new(self, near: Element, name: str, number: int | None = None) -> Element:
        element = near.makeelement(f"{self._w}{name}")
        if number is not None:
            element.set(f"{self._w}id", str(number))
        return element


class _Fields:
    """The complex fields that begin and end in one paragraph.

    One that reaches over paragraphs (a table of contents) counts as no field: a range around all of it
    would point nowhere.
    """

    def __init__(self, paragraph: Element) -> None:
        self._order = {element: n for n, element in enumerate(paragraph.iter("*"))}
        self._spans: list[tuple[Element, Element]] = []
        begun: list[Element] = []
        for element in paragraph.iter(*tags("fldChar")):
            if next(element.iterancestors(*tags("p"))) is not paragraph:  # in a text box
                continue
            kind = attribute(element, "fldCharType")
            if kind == "begin":
                begun.append(element)
            elif kind == "end" and begun:
                begin = begun.pop()
                # The outer field swallows those inside, which were closed before it.
                self._spans = [s for s in self._spans if self._order[s[0]] < self._order[begin]]
                self._spans.append((begin, element))

    def around(self, element: Element) -> tuple[Element, Element] | None:
        """First and last ``w:fldChar`` of the field that holds ``element``."""
        here = self._order[element]
        for begin, end in self._spans:
            if self._order[begin] <= here <= self._order[end]:
                return begin, end
        return None


def _is_open(element: Element) -> bool:
    name = local(element)
    if name == "sdt":
        kinds = (
            kind
            for properties in element.iterchildren(*tags("sdtPr"))
            for kind in properties.iterchildren("*")
        )
        return not any(etree.QName(kind).localname in _CLOSED_CONTROL for kind in kinds)
    return name in _OPEN


def _content(element: Element, properties: str) -> int:
    """Index of the first child after the properties."""
    head = next(element.iterchildren(*tags(properties)), None)
    return 0 if head is None else element.index(head) + 1


def _split(run: Element, cuts: list[_Cut]) -> tuple[list[_Cut], list[Element]]:
    """Cut a run into runs of the same format: the cuts that were made, and the runs between them."""
    first = _content(run, "rPr")
    cuts = [cut for cut in cuts if _Cut(first, 0) < cut < _Cut(len(run), 0)]
    parts = [run]
    for child, offset in reversed(cuts):  # from behind, where the places before stay what they are
        rest = list(run)[child:]
        if offset:
            rest[0] = _split_text(rest[0], offset)
        part = run.makeelement(run.tag)
        part.attrib.update(run.attrib)
        if first:
            part.append(deepcopy(run[first - 1]))
        part.extend(rest)
        run.addnext(part)
        parts.insert(1, part)
    return cuts, parts


def _split_text(text: Element, offset: int) -> Element:
    """Shorten a ``w:t`` to ``offset`` characters; returns a new one with the others."""
    whole = text.text or ""
    rest = deepcopy(text)
    text.text, rest.text = whole[:offset], whole[offset:]
    # Space that stood inside is now at an end, where it would be dropped.
    if whole[offset - 1].isspace():
        text.set(_SPACE, "preserve")
    if whole[offset].isspace():
        rest.set(_SPACE, "preserve")
    return rest


def _part(
    side: _Side,
    split: dict[Element, tuple[list[_Cut], list[Element]]],
    bisect: Callable[[list[_Cut], _Cut], int],
) -> Element:
    """What a mark is set beside, after splitting: the run after the cut (``bisect_right``) or before it."""
    if side.cut is None:
        return side.element
    cuts, parts = split[side.element]
    return parts[bisect(cuts, side.cut)]
