"""The walk through the stories of a Word document (ECMA-376-1 17.2 to 17.11): body, notes, headers.

Recursion goes as deep as the XML is nested, which the parser limits to 256.
"""

from collections.abc import Callable, Iterable

from lxml import etree

from analyzer.document import Origin, Paragraph, Part, Span, Table
from analyzer.readers.docx_inline import Inline, choose
from analyzer.readers.docx_names import BLOCK, PARAGRAPHS
from analyzer.readers.numbering import Numbering
from analyzer.readers.styles import Style, Styles, attribute, local


class Walk(Inline):
    """Reads stories one after the other into one text.

    ``numbering`` is called when the first numbered paragraph is met. ``lenient`` ends every field with its
    paragraph; it is for documents in which ``unclosed`` turned out true.
    """

    def __init__(self, styles: Styles, numbering: Callable[[], Numbering], *, lenient: bool = False) -> None:
        super().__init__()
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.unclosed = False
        self._styles, self._load, self._lenient = styles, numbering, lenient
        self._empty = True  # no line yet
        self._name = ""  # of the part
        self._rows: list[list[Span]] | None = None
        self._counter: Numbering | None = None
        self._box_counter: Numbering | None = None

    def story(self, containers: Iterable[tuple[etree._Element, int]], name: str, part: Part) -> None:
        """Reads containers of one story, each with the ordinal of its first w:p in the part ``name``.

        A story without any text leaves no lines behind.
        """
        kept = len(self.chunks), len(self.paragraphs), len(self.tables), self._pos, self._empty
        self._name, self._part = name, part
        self._counter = self._box_counter = None
        for container, index in containers:
            self._index = index
            self._blocks(container)
            self.unclosed = self.unclosed or self._codes > 0
            self._fields.clear()
            self._codes = 0
        if len(self.paragraphs) == kept[1] and part is not Part.BODY:
            del self.chunks[kept[0] :], self.tables[kept[2] :]
            self._pos, self._empty = kept[3], kept[4]
            self.marks.cut(self._pos)

    # Blocks

    def _blocks(self, container: etree._Element) -> None:
        get = _HANDLERS.get
        for child in container:
            handle = get(child.tag)
            if handle is not None:
                handle(self, child)
            elif len(child):
                self._blocks(child)  # content controls and whatever else may wrap paragraphs

    def _nothing(self, element: etree._Element) -> None:
        pass

    def _table(self, element: etree._Element) -> None:
        place, rows, part = len(self.tables), self._rows, self._part
        self.tables.append(Table(Span(0, 0), ()))  # its place: nested tables come after it
        mine = self._rows = []
        if part in (Part.BODY, Part.TEXT_BOX):
            self._part = Part.TABLE
        self._blocks(element)
        self._rows, self._part = rows, part
        cells = [cell for row in mine for cell in row]
        if cells:
            self.tables[place] = Table(Span(cells[0].start, cells[-1].end), tuple(map(tuple, mine)))
        else:
            del self.tables[place]

    def _table_row(self, element: etree._Element) -> None:
        if self._rows is not None:
            self._rows.append([])
        self._blocks(element)

    def _cell(self, element: etree._Element) -> None:
        if _continues(element):
            self._index += sum(1 for _ in element.iter(*PARAGRAPHS))
            return
        start = self._pos if self._empty else self._pos + 1
        self._blocks(element)
        if self._rows is not None:
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append(Span(min(start, self._pos), self._pos))

    def _block_alternatives(self, element: etree._Element) -> None:
        chosen = choose(element)
        for branch in element:
            if branch is chosen:
                self._blocks(branch)
            else:
                self._index += sum(1 for _ in branch.iter(*PARAGRAPHS))

    def _block_scope(self, element: etree._Element) -> None:
        outer = self._enter(element)
        self._blocks(element)
        self._scopes = outer

    def _block_removed(self, element: etree._Element) -> None:
        self._remove(element, lambda: self._blocks(element))

    def _section(self, element: etree._Element) -> None:
        for child in element:
            if local(child) in ("headerReference", "footerReference"):
                self._margin(child)

    def _block_comment_start(self, element: etree._Element) -> None:
        self.marks.open_comment(attribute(element, "id") or "", None)

    def _block_comment_end(self, element: etree._Element) -> None:
        self.marks.close_comment(attribute(element, "id") or "", self._pos)

    def _embedded(self, element: etree._Element) -> None:
        self._count("嵌入的外部文档")

    # Paragraphs

    def _paragraph(self, element: etree._Element) -> None:
        index = self._index
        self._index = index + 1
        if self._empty:
            self._empty = False
        else:
            self.chunks.append("\n")
            self._pos += 1
        self.marks.line(self._pos)
        self._begin()
        items = enumerate(element.iter("*"))
        next(items)
        self._walk(items)
        self._end_line()
        if self._mark_deleted:
            self.marks.delete(self._pos, "\n")
        style = self._styles[self._style]
        label = self._label(style)
        outline = style.outline
        if self._outline is not None and style.name != "title":
            outline = self._outline + 1 if 0 <= self._outline <= 8 else None
        for start, end, chunk, pieces in self._lines:
            if self.chunks[chunk].isspace() and all(
                map(str.isspace, self.chunks[chunk : chunk + len(pieces)])
            ):
                continue
            origin = Origin(self._name, index, tuple(pieces))
            self.paragraphs.append(
                Paragraph(Span(start, end), self._part, style.name, label, outline, origin)
            )
            label = ""
        if self._lenient:
            self._fields.clear()
            self._codes = 0
        if self._boxes:
            self._read_boxes(self._boxes)

    def _read_boxes(self, boxes: list[tuple[etree._Element, int]]) -> None:
        """Text boxes are a story of their own: neither fields nor lists nor tables reach into them."""
        outside = self._part, self._index, self._fields, self._codes, self._counter, self._rows, self._scopes
        for element, index in boxes:
            self._part = Part.TEXT_BOX if outside[0] in (Part.BODY, Part.TABLE) else outside[0]
            self._index, self._fields, self._codes, self._rows = index, [], 0, None
            self._counter = self._box_counter
            handle = _HANDLERS.get(element.tag, Walk._blocks)  # a text box, or a lone paragraph or table
            handle(self, element)
            self._box_counter = self._counter
            self.unclosed = self.unclosed or self._codes > 0
        (
            self._part, self._index, self._fields, self._codes, self._counter, self._rows, self._scopes,
        ) = outside  # fmt: skip

    def _label(self, style: Style) -> str:
        number = style.number if self._number is None else self._number
        if not number:
            return ""
        if self._counter is None:
            self._counter = self._load().restarted()
        level = self._level
        if level is None:
            level = self._counter.level_of_style(number, style.chain)
        return self._counter.label(number, level if level is not None else style.level or 0)


_HANDLERS: dict[str, Callable[[Walk, etree._Element], None]] = {
    tag: getattr(Walk, method) for tag, method in BLOCK.items()
}


def _continues(cell: etree._Element) -> bool:
    """Whether a cell only goes on with the merged cell above or to the left of it (17.4.84, 17.4.22)."""
    for properties in cell:
        if local(properties) == "tcPr":
            return any(
                local(item) in ("vMerge", "hMerge") and attribute(item, "val") != "restart"
                for item in properties
            )
    return False
