"""What a paragraph of a Word document holds (ECMA-376-1 17.3, 17.13, 17.16): a handler for each element.

A paragraph is one pass over its elements in document order. Most of them (fonts, sizes) have no handler and
cost one look-up. A handler that must know where its element ends takes its descendants out of ``items``.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import islice

from lxml import etree

from analyzer.document import Part
from analyzer.readers.docx_marks import Marks
from analyzer.readers.docx_names import INLINE, PARAGRAPHS, READABLE, TEXT_BOXES, relation_id
from analyzer.readers.styles import attribute, integer, local, switched_on
from analyzer.readers.symbols import UNKNOWN, symbol

Items = Iterator[tuple[int, etree._Element]]
_LINE_ENDS = str.maketrans("\r\n", "  ")
SCOPES = {"ins": "insertion", "moveTo": "move"}
"""Elements around runs whose text is marked."""


class Inline:
    """The text so far, and the paragraph under way."""

    def __init__(self) -> None:
        self.chunks: list[str] = []
        self.marks = Marks()
        self.unread: Counter[tuple[str, Part]] = Counter()
        self.notes: dict[str, list[str]] = {"footnote": [], "endnote": []}  # ids in the order of reference
        self.margins: list[tuple[str, str]] = []  # (header or footer, relationship id), by section
        self._pos = 0  # length of the text so far
        self._part, self._index = Part.BODY, 0  # _index: ordinal of the next w:p of the part
        # Open containers: fields (True while in their code), insertions and moves, the text being deleted.
        self._fields: list[bool] = []
        self._codes = 0  # how many fields are in their code
        self._scopes: tuple[str, ...] = ()
        self._removed: list[str] | None = None
        self._begin()

    def _begin(self) -> None:
        """A paragraph begins at the end of the text so far."""
        self._style: str | None = None
        self._number: int | None = None
        self._level: int | None = None
        self._outline: int | None = None
        self._mark_deleted = False
        self._run: tuple[str, ...] = ()  # marks of the run under way
        self._boxes: list[tuple[etree._Element, int]] = []
        # Finished lines: start, end, index of the first chunk, pieces (one a chunk).
        self._lines: list[tuple[int, int, int, list[tuple[int, int]]]] = []
        self._begin_line()

    def _begin_line(self) -> None:
        self._line_at, self._line_chunk = self._pos, len(self.chunks)
        self._pieces: list[tuple[int, int]] = []

    def _end_line(self) -> None:
        if self._pieces:
            self._lines.append((self._line_at, self._pos, self._line_chunk, self._pieces))

    def _walk(self, items: Items) -> None:
        get = _HANDLERS.get
        for ordinal, element in items:
            handle = get(element.tag)
            if handle is not None:
                handle(self, element, ordinal, items)

    def _put(self, text: str, ordinal: int) -> None:
        if self._codes:
            return
        if self._removed is not None:
            self._removed.append(text)
            return
        start = self._pos
        self._pos = end = start + len(text)
        self._pieces.append((start, ordinal))
        self.chunks.append(text)
        if self._run or self._scopes:
            for kind in self._run + self._scopes:
                self.marks.cover(kind, start, end)

    def _text(self, element: etree._Element, ordinal: int, items: Items) -> None:
        text = element.text
        if not text:
            return
        if "\n" in text or "\r" in text:
            text = text.translate(_LINE_ENDS)  # white space to Word, and one character for one
        self._put(text, ordinal)

    def _deleted_text(self, element: etree._Element, ordinal: int, items: Items) -> None:
        if self._removed is not None and element.text:
            self._put(element.text, ordinal)

    def _tab(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._put("\t", ordinal)

    def _hyphen(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._put("-", ordinal)

    def _symbol(self, element: etree._Element, ordinal: int, items: Items) -> None:
        try:
            code = int(attribute(element, "char") or "", 16)
        except ValueError:
            code = -1
        self._put(symbol(code, attribute(element, "font") or "") if code >= 0 else UNKNOWN, ordinal)

    def _break(self, element: etree._Element, ordinal: int, items: Items) -> None:
        if self._codes:
            return
        if self._removed is not None:
            self._removed.append("\n")
            return
        self._end_line()
        self.chunks.append("\n")
        self._pos += 1
        self._begin_line()

    def _reset(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._run = ()

    def _hidden(self, element: etree._Element, ordinal: int, items: Items) -> None:
        if switched_on(element) and "hidden" not in self._run:
            self._run += ("hidden",)

    def _highlight(self, element: etree._Element, ordinal: int, items: Items) -> None:
        if attribute(element, "val") not in (None, "none", "white") and "highlight" not in self._run:
            self._run += ("highlight",)

    def _shading(self, element: etree._Element, ordinal: int, items: Items) -> None:
        if _yellow(attribute(element, "fill") or "") and "highlight" not in self._run:
            self._run += ("highlight",)

    def _field(self, element: etree._Element, ordinal: int, items: Items) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(True)
            self._codes += 1
        elif kind == "separate" and self._fields and self._fields[-1]:
            self._fields[-1] = False
            self._codes -= 1
        elif kind == "end" and self._fields:
            self._codes -= self._fields.pop()

    def _scope(self, element: etree._Element, ordinal: int, items: Items) -> None:
        size = _size(element)
        if size:  # without content it is a property of a paragraph mark or a row
            outer = self._enter(element)
            self._walk(islice(items, size))
            self._scopes = outer

    def _enter(self, element: etree._Element) -> tuple[str, ...]:
        """Goes into a scope; returns the scopes outside of it."""
        outer, kind = self._scopes, SCOPES[local(element)]
        if kind not in outer:  # one inside of another says nothing new
            self._scopes = (*outer, kind)
        return outer

    def _removed_text(self, element: etree._Element, ordinal: int, items: Items) -> None:
        size = _size(element)
        if size:
            self._remove(element, lambda: self._walk(islice(items, size)))
        elif local(element) == "del" and _of_paragraph_mark(element):
            self._mark_deleted = True

    def _remove(self, element: etree._Element, read: Callable[[], None]) -> None:
        if self._removed is not None:
            read()
            return
        removed = self._removed = []
        read()
        self._removed = None
        if removed and local(element) == "del":
            self.marks.delete(self._pos, "".join(removed))

    def _alternatives(self, element: etree._Element, ordinal: int, items: Items) -> None:
        chosen = choose(element)
        for branch in element:
            place, _ = next(items)
            if branch is chosen:
                self._walk(islice(items, _size(branch)))
            else:
                self._skip(branch, place, items)

    def _skip(self, element: etree._Element, ordinal: int, items: Items) -> None:
        size = 0
        for descendant in element.iterdescendants("*"):
            size += 1
            if descendant.tag in PARAGRAPHS:
                self._index += 1
        deque(islice(items, size), maxlen=0)

    def _box(self, element: etree._Element, ordinal: int, items: Items) -> None:
        """A text box, or whatever else has paragraphs inside a paragraph: read after it."""
        if self._removed is None and not self._codes:
            self._boxes.append((element, self._index))
        if element.tag in PARAGRAPHS:
            self._index += 1
        self._skip(element, ordinal, items)

    def _margin(self, element: etree._Element, *_: object) -> None:
        self.margins.append((local(element).removesuffix("Reference"), relation_id(element)))

    def _note(self, element: etree._Element, ordinal: int, items: Items) -> None:
        if self._removed is None:
            self.notes[local(element).removesuffix("Reference")].append(attribute(element, "id") or "")

    def _comment_start(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self.marks.open_comment(attribute(element, "id") or "", self._pos)

    def _comment_end(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self.marks.close_comment(attribute(element, "id") or "", self._pos)

    def _comment(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self.marks.anchor_comment(attribute(element, "id") or "", self._pos)

    def _paragraph_style(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._style = attribute(element, "val")

    def _list_level(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._level = integer(attribute(element, "val"))

    def _list_number(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._number = integer(attribute(element, "val"))

    def _outline_level(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._outline = integer(attribute(element, "val"))

    # What cannot be read

    def _count(self, what: str) -> None:
        if self._removed is None:
            self.unread[what, self._part] += 1

    def _picture(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._count("图片")

    def _chart(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._count("图表")

    def _diagram(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._count("SmartArt 图形")

    def _ink(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._count("墨迹")

    def _word_art(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._count("艺术字")

    def _object(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._count("嵌入对象")
        self._skip(element, ordinal, items)  # the picture in it only shows the object

    def _subdocument(self, element: etree._Element, ordinal: int, items: Items) -> None:
        self._count("子文档")


# Functions, not bound methods: these would be circles that keep whole documents in memory.
_HANDLERS: dict[str, Callable[[Inline, etree._Element, int, Items], None]] = {
    tag: getattr(Inline, method) for tag, method in INLINE.items()
}


def _size(element: etree._Element) -> int:
    """How many elements an element has in it."""
    return sum(1 for _ in element.iterdescendants("*"))


def choose(alternatives: etree._Element) -> etree._Element | None:
    """The branch of an mc:AlternateContent to read: the one that can be read as text, the newer one first."""
    choices = [branch for branch in alternatives if local(branch) == "Choice"]
    fallback = next((branch for branch in alternatives if local(branch) == "Fallback"), None)
    for choice in choices:
        if next(choice.iter(*TEXT_BOXES), None) is not None:
            return choice
    if fallback is not None and next(fallback.iter(*READABLE), None) is not None:
        return fallback
    return choices[0] if choices else fallback


def _of_paragraph_mark(element: etree._Element) -> bool:
    parent = element.getparent()
    owner = None if parent is None else parent.getparent()
    return parent is not None and local(parent) == "rPr" and owner is not None and local(owner) == "pPr"


def _yellow(fill: str) -> bool:
    try:
        color = int(fill, 16) if len(fill) == 6 else 0
    except ValueError:
        return False
    return color >> 16 >= 0xE0 and color >> 8 & 0xFF >= 0xC0 and color & 0xFF <= 0x99
