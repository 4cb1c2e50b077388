"""What a Word document's styles (styles.xml, ECMA-376-1 17.7) say about a paragraph."""

import re
from typing import NamedTuple

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEADING = re.compile(r"heading ([1-9])")
_MAX_INT = 2**31 - 1
_MAX_CHAIN = 50  # ancestors of a style; a forged file must not make every style walk through thousands
_TABLE_STYLE, _STYLE_END = b'<w:style w:type="table" ', b"</w:style>"


def attribute(element: etree._Element, name: str) -> str | None:
    """A ``w:`` attribute in either flavour of OOXML, None where it is missing."""
    value = element.get(WORD + name)
    return element.get(STRICT + name) if value is None else value


def integer(text: str | None) -> int | None:
    """The whole number that an attribute holds; None where it holds none (some programs write that)."""
    try:
        value = int(text or "")
    except ValueError:
        return None
    return value if -_MAX_INT <= value <= _MAX_INT else None


def switched_on(element: etree._Element) -> bool:
    """Whether a toggle property such as ``w:vanish`` is on (ST_OnOff, 17.17.4)."""
    return attribute(element, "val") not in ("0", "false", "off", "none")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def without_table_styles(xml: bytes) -> bytes:
    """The text of a styles.xml without the table styles that can be told without parsing.

    They say nothing about paragraphs but are most of the 350 kB in the files that python-docx makes, and
    parsing them would take longer than reading the rest of a short report.
    """
    if b"<!--" in xml or b"<![CDATA[" in xml:
        return xml  # there, what looks like a tag may be none
    kept, at = [], 0
    while (start := xml.find(_TABLE_STYLE, at)) >= 0:
        end = xml.find(_STYLE_END, start)
        if end < 0 or xml[xml.find(b">", start) - 1] == 0x2F:
            break  # damaged, or a style without content
        kept.append(xml[at:start])
        at = end + len(_STYLE_END)
    kept.append(xml[at:])
    return b"".join(kept)


class Style(NamedTuple):
    """A paragraph style with what it inherits.

    ``outline`` is the heading level from 1, None for body text. ``number`` is the w:num that the style uses
    (0: numbering switched off), ``level`` its ilvl. ``chain`` holds the ids of the style and its ancestors.
    """

    name: str = ""
    outline: int | None = None
    number: int | None = None
    level: int | None = None
    chain: tuple[str, ...] = ()


class Styles:
    """The styles of a document by their id. Built from the root of styles.xml, or from None."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str | None, Style] = {}
        self._default: str | None = None
        for element in () if root is None else root:
            if local(element) != "style":
                continue
            identity = attribute(element, "styleId") or ""
            self._elements.setdefault(identity, element)
            is_default = attribute(element, "default") not in (None, "0", "false", "off")
            if attribute(element, "type") == "paragraph" and is_default:
                self._default = identity

    def __getitem__(self, identity: str | None) -> Style:
        """The style with that id; the document's default where the id is None or unknown, as in Word."""
        style = self._resolved.get(identity)
        if style is None:
            known = identity if identity in self._elements else self._default
            style = self._resolved[identity] = Style() if known is None else self._resolve(known)
        return style

    def _resolve(self, identity: str) -> Style:
        name = ""
        outline: int | None = None
        number: int | None = None
        level: int | None = None
        settled = False  # whether the outline level is known
        chain: list[str] = []
        here: str | None = identity
        while here is not None and here in self._elements and here not in chain and len(chain) < _MAX_CHAIN:
            chain.append(here)
            properties = _properties(self._elements[here])
            own = properties.get("name", "").lower()
            name = name or own
            if not settled and own == "title":
                settled = True  # Chinese Word gives "Title" outline level 1, yet it is no heading
            if not settled and "outlineLvl" in properties:
                value = integer(properties["outlineLvl"])
                outline = value + 1 if value is not None and 0 <= value <= 8 else None
                settled = True
            if not settled and (match := _HEADING.fullmatch(own)):
                outline, settled = int(match[1]), True
            if number is None:
                number = integer(properties.get("numId"))
            if level is None:
                level = integer(properties.get("ilvl"))
            here = properties.get("basedOn")
        return Style(name, outline, number, level, tuple(chain))

    def number_of(self, identity: str) -> int | None:
        """The w:num that a numbering style points to, None where there is none."""
        element = self._elements.get(identity)
        return None if element is None else integer(_properties(element).get("numId"))


def _properties(style: etree._Element) -> dict[str, str]:
    """The values of the style that matter here: name, basedOn, outlineLvl, ilvl, numId."""
    found = {}
    for child in style:
        if (tag := local(child)) in ("name", "basedOn"):
            found[tag] = attribute(child, "val") or ""
        elif tag == "pPr":
            for item in child:
                if (tag := local(item)) == "outlineLvl":
                    found[tag] = attribute(item, "val") or ""
                elif tag == "numPr":
                    found.update((local(part), attribute(part, "val") or "") for part in item)
    return found
