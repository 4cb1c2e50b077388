"""The layout that a Word document states (ECMA-376-1 17.3.1, 17.3.2, 17.6, 17.7): pages, fonts, sizes, indents.

It is read only when a rule asks for it, in a second pass over the main part: most reviews do without.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from analyzer.document import Layout, Lettering, Page, Paragraph
from analyzer.readers.docx_names import PARAGRAPHS, TEXTS
from analyzer.readers.styles import STRICT, WORD, attribute, integer, local

_TWIPS_A_MM = 1440 / 25.4
_TWIPS_A_POINT = 20
_RUNS = (WORD + "r", STRICT + "r")
_SECTIONS = (WORD + "sectPr", STRICT + "sectPr")
_MAX_CHAIN = 50  # ancestors of a style; a forged file must not make every style walk through thousands
_USUAL = 10.5  # points: what Word takes where nothing says a size


class _Said(NamedTuple):
    """What one element says of lettering; None where it says nothing."""

    font: str | None = None
    size: float | None = None
    characters: float | None = None  # first line, in characters
    twips: int | None = None  # first line, as a length
    alignment: str | None = None

    def over(self, lower: "_Said") -> "_Said":
        return _Said(
            lower.font if self.font is None else self.font,
            lower.size if self.size is None else self.size,
            lower.characters if self.characters is None else self.characters,
            lower.twips if self.twips is None else self.twips,
            lower.alignment if self.alignment is None else self.alignment,
        )


def layout_of(
    root: etree._Element, styles: etree._Element | None, main: str, paragraphs: Iterable[Paragraph]
) -> Layout:
    """The layout of the document ``root``; ``paragraphs`` are those read from it and its other parts.

    A paragraph of another part than ``main`` (a header, a note) has no lettering.
    """
    known = _Styles(styles)
    elements = list(root.iter(*PARAGRAPHS))
    seen: dict[int, Lettering] = {}
    found = []
    for paragraph in paragraphs:
        origin = paragraph.origin
        if origin is None or origin.part != main or not 0 <= origin.index < len(elements):
            found.append(Lettering())
            continue
        if origin.index not in seen:
            seen[origin.index] = _lettering(elements[origin.index], known)
        found.append(seen[origin.index])
    return Layout(tuple(_pages(root)), tuple(found))


def _pages(root: etree._Element) -> Iterator[Page]:
    for section in root.iter(*_SECTIONS):
        size = _child(section, "pgSz")
        edges = _child(section, "pgMar")
        if size is None or edges is None:
            continue
        lengths = [integer(attribute(size, side)) for side in ("w", "h")]
        lengths += [integer(attribute(edges, side)) for side in ("top", "bottom", "left", "right")]
        if all(length is not None for length in lengths):
            yield Page(*(round(abs(length or 0) / _TWIPS_A_MM, 1) for length in lengths))


class _Styles:
    """What each style says of lettering, with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._found: dict[str, _Said] = {}
        self._usual = _Said()
        self._default = ""
        for element in () if root is None else root:
            if local(element) == "docDefaults":
                for part in element:
                    self._usual = _said(part).over(self._usual)
            elif local(element) == "style":
                identity = attribute(element, "styleId") or ""
                self._elements.setdefault(identity, element)
                default = attribute(element, "default") not in (None, "0", "false", "off")
                if default and attribute(element, "type") == "paragraph":
                    self._default = identity

    def paragraph(self, identity: str | None) -> _Said:
        """The style of a paragraph, down to the document's defaults."""
        return self.own(identity if identity in self._elements else self._default).over(self._usual)

    def own(self, identity: str | None) -> _Said:
        """What a style and its ancestors say."""
        if identity is None or identity not in self._elements:
            return _Said()
        if identity not in self._found:
            said, here, seen = _Said(), identity, set[str]()
            while here in self._elements and here not in seen and len(seen) < _MAX_CHAIN:
                seen.add(here)
                said = said.over(_said(self._elements[here]))
                based = _child(self._elements[here], "basedOn")
                here = "" if based is None else attribute(based, "val") or ""
            self._found[identity] = said
        return self._found[identity]


def _lettering(paragraph: etree._Element, styles: _Styles) -> Lettering:
    properties = _child(paragraph, "pPr")
    style = None if properties is None else _child(properties, "pStyle")
    whole = styles.paragraph(None if style is None else attribute(style, "val"))
    if properties is not None:
        # The run properties in a paragraph's are those of its end mark, not of its text.
        own = _said(paragraph)
        whole = own._replace(font=None, size=None).over(whole)
    counted: Counter[tuple[str, float | None]] = Counter()
    for run in paragraph.iter(*_RUNS):
        width = sum(
            1 for text in run.iter(*TEXTS) for char in text.text or "" if "\u4e00" <= char <= "\u9fff"
        )
        if width:
            own = _said(run)
            run_properties = _child(run, "rPr")
            named = None if run_properties is None else _child(run_properties, "rStyle")
            said = own.over(styles.own(None if named is None else attribute(named, "val"))).over(whole)
            counted[said.font or "", said.size] += width
    font, size = counted.most_common(1)[0][0] if counted else (whole.font or "", whole.size)
    indent = whole.characters or (whole.twips or 0) / _TWIPS_A_POINT / (size or _USUAL)
    return Lettering(font, size, round(indent, 2), whole.alignment or "")


def _said(element: etree._Element) -> _Said:
    """What the properties in an element (a style, a run, a paragraph, defaults) say."""
    said = _Said()
    for properties in element:
        name = local(properties)
        if name in ("rPrDefault", "pPrDefault"):
            said = _said(properties).over(said)
        elif name == "rPr":
            said = _of_run(properties).over(said)
        elif name == "pPr":
            said = _of_paragraph(properties).over(said)
    return said


def _of_run(properties: etree._Element) -> _Said:
    font, size = None, None
    for item in properties:
        if local(item) == "rFonts":
            font = attribute(item, "eastAsia")
            if font is None and attribute(item, "eastAsiaTheme") is not None:
                font = ""
        elif local(item) == "sz" and (half := integer(attribute(item, "val"))):
            size = half / 2
    return _Said(font, size)


def _of_paragraph(properties: etree._Element) -> _Said:
    said = _Said()
    for item in properties:
        if local(item) == "ind":
            hundredths, twips = (integer(attribute(item, n)) for n in ("firstLineChars", "firstLine"))
            said = said._replace(characters=None if hundredths is None else hundredths / 100, twips=twips)
        elif local(item) == "jc":
            said = said._replace(alignment=attribute(item, "val") or "")
    return said


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local(child) == name), None)
