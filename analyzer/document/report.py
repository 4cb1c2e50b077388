"""A report as read: one text, and spans over it."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from analyzer.document.layout import Layout
from analyzer.document.span import Span


class Part(StrEnum):
    """Where in a file a paragraph stands."""

    BODY = "body"
    TABLE = "table"
    TEXT_BOX = "text box"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


PART_NAMES = {
    Part.BODY: "正文",
    Part.TABLE: "表格",
    Part.TEXT_BOX: "文本框",
    Part.HEADER: "页眉",
    Part.FOOTER: "页脚",
    Part.FOOTNOTE: "脚注",
    Part.ENDNOTE: "尾注",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a paragraph's characters stand in the file it was read from.

    ``part`` names the piece of the file (``word/document.xml``, ``word/header1.xml``). ``index`` is the
    ordinal of the ``w:p`` element among all ``w:p`` of that part in document order. ``pieces`` holds, in order,
    ``(offset in Report.text, ordinal of the text-bearing leaf)``; the leaf ordinal counts the elements of that
    ``w:p`` in document order, the ``w:p`` itself being 0. A piece reaches up to the next piece or the paragraph's end.
    """

    part: str
    index: int
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One non-blank line of the text.

    ``label`` is the number that Word shows but does not store as text (``（一）``); it is no part of the text.
    ``outline`` is the heading level that the file itself states (1 is highest), None where it states none.
    """

    span: Span
    part: Part = Part.BODY
    style: str = ""
    label: str = ""
    outline: int | None = None
    origin: Origin | None = None


_ITEM = 22  # characters; no title of a section is as long in the reports that we know


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its own or a higher level.

    ``marker`` is the number as shown (``（二）``), ``scheme`` the way of numbering (``paren-han``), ``number`` its
    value; all three are empty for an unnumbered heading. ``level`` is the depth in this report, from 1.
    ``heading`` covers marker and title, ``body`` all text after it, subsections included. ``parent`` is an index
    into ``Report.sections``. ``role`` is what the section is for (``PROBLEMS``, ``NEXT``), empty where unknown.
    """

    number: int | None
    level: int
    title: str
    heading: Span
    body: Span
    parent: int | None = None
    role: str = ""
    marker: str = ""
    scheme: str = ""
    automatic: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it is a numbered item that says what it says in its own line rather than a heading over a text."""
        return len(self.title) >= _ITEM


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the span of each cell, row by row. A merged cell stands once, where it begins."""

    span: Span
    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """Working marks that a file carries beside its text: ``comment``, ``insertion``, ``deletion``, ``move``,
    ``hidden``, ``highlight`` or ``broken-reference``. ``text`` is what the mark says, where it says anything.
    """

    kind: str
    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something the file holds that could not be read, in the user's words: ``图片``, 2, ``正文``."""

    what: str
    count: int = 1
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}{self.what}{self.count}处"


@dataclass(frozen=True)
class Report:
    """A report as read. ``text`` is never changed after reading; every span indexes into it.

    ``layout`` is there only for a Word file that was read with it.
    """

    source: str
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    title: Span | None = None
    issuer: Span | None = None
    period: Span | None = None
    unread: tuple[Unread, ...] = ()
    markup: tuple[Markup, ...] = ()
    layout: Layout | None = None
    sha256: str = ""

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def paragraph_at(self, offset: int) -> int | None:
        """Index of the paragraph that holds ``offset`` or, in a blank line, of the last one before it."""
        index = bisect_right(self.paragraphs, offset, key=lambda p: p.span.start) - 1
        return index if index >= 0 else None

    def section_at(self, offset: int) -> int | None:
        """Index of the innermost section whose heading or body holds ``offset``."""
        index = bisect_right(self.sections, offset, key=lambda s: s.heading.start) - 1
        while index >= 0 and not offset <= self.sections[index].body.end:
            index = -1 if (parent := self.sections[index].parent) is None else parent
        return index if index >= 0 else None

    def place(self, span: Span) -> str:
        """Where ``span`` stands, as a reader would say it: ``二、（三）第2段``, ``表1第2行第3列``, ``页眉``."""
        index = self.paragraph_at(span.start)
        if index is None:
            return "文首"
        paragraph = self.paragraphs[index]
        if paragraph.part is Part.TABLE and (cell := self._cell(span.start)):
            return cell
        if paragraph.part not in (Part.BODY, Part.TABLE):
            return PART_NAMES[paragraph.part]
        if self.title and self.title.covers(paragraph.span):
            return "标题"
        here = self.section_at(span.start)
        path, first = "", 0
        if here is not None:
            heading = self.sections[here].heading
            first = self.paragraph_at(heading.start) or 0
            # A heading on a line of its own is no paragraph of its section; one that runs in begins the first.
            alone = not self.text[heading.end : self.paragraphs[first].span.end].strip()
            while here is not None:
                section = self.sections[here]
                path = (section.marker or f"“{section.title}”") + path
                here = section.parent
            if alone and index == first:
                return f"{path}标题"
            first += alone
        return f"{path}第{self._ordinals[index + 1] - self._ordinals[first]}段"

    @cached_property
    def _ordinals(self) -> list[int]:
        """How many paragraphs of the main text, the title left out, stand before each paragraph."""
        counted = (
            p.part is Part.BODY and not (self.title and self.title.covers(p.span)) for p in self.paragraphs
        )
        return list(accumulate(counted, initial=0))

    def cell_at(self, offset: int) -> tuple[Table, int, int] | None:
        """The innermost table that holds ``offset``, with the indices of row and cell; None outside of tables.

        Rows without cells are not counted, and an offset between two cells belongs to the one before it.
        """
        # The innermost table is the last one that begins before the place and reaches over it.
        t = bisect_right(self.tables, offset, key=lambda table: table.span.start) - 1
        while t >= 0 and offset > self.tables[t].span.end:
            t -= 1
        if t < 0:
            return None
        rows = [row for row in self.tables[t].rows if row]
        r = bisect_right(rows, offset, key=lambda row: row[0].start) - 1
        c = bisect_right(rows[r], offset, key=lambda cell: cell.start) - 1 if r >= 0 else -1
        return (self.tables[t], r, c) if c >= 0 else None

    def _cell(self, offset: int) -> str:
        found = self.cell_at(offset)
        if found is None:
            return ""
        table, row, column = found
        return f"表{self.tables.index(table) + 1}第{row + 1}行第{column + 1}列"
