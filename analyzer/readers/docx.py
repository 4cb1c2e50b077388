"""Reading .docx (also .docm, .dotx, .dotm): which parts of the package make up the text, in which order.

Places in the text (``Origin``): ``part`` is the name of the member of the zip file, ``index`` the ordinal of
the w:p in ``root.iter(w:p)``. A piece's second number is the ordinal of the element that holds its characters
in ``p.iter("*")``, the paragraph being 0: elements only, no comments or processing instructions, but also
those that are not read (properties, deleted text, all branches of mc:AlternateContent). The element is a w:t
or m:t, whose character at ``offset - start of the piece`` it is (a line end in it shows as a blank), or a
w:tab, w:ptab, w:sym or w:noBreakHyphen, which is one character as a whole. White space at the ends of a w:t
is kept even without ``xml:space="preserve"``, so that offsets hold.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from lxml import etree

from analyzer.document import PART_NAMES, InputError, Layout, Paragraph, Part, Unread
from analyzer.readers.archive import Package, Relation
from analyzer.readers.content import Content
from analyzer.readers.docx_names import PARAGRAPHS, TEXTS
from analyzer.readers.docx_walk import Walk
from analyzer.readers.numbering import Numbering
from analyzer.readers.styles import STRICT, WORD, Styles, attribute, local, without_table_styles

_NOTES = (("footnote", Part.FOOTNOTE), ("endnote", Part.ENDNOTE))
_MARGINS = (("header", Part.HEADER), ("footer", Part.FOOTER))
_TOO_MUCH = (RecursionError, MemoryError)
_BROKEN = (
    etree.LxmlError,
    struct.error,
    zlib.error,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    ValueError,
)


def read_docx(data: bytes, name: str, *, layout: bool = False) -> Content:
    """Text and paragraphs of a Word file, its ``layout`` too if wanted; ``name`` is what messages call it.

    Raises:
        InputError: the bytes are no Word document, or one that is damaged, encrypted or suspicious.
    """
    try:
        return _Document(Package(data, name)).content(layout)
    except InputError:
        raise
    except _TOO_MUCH as error:
        raise InputError(f"“{name}”的结构过于庞大复杂，无法读取，请用 Word 另存或拆分后再试。") from error
    except _BROKEN as error:
        raise InputError(f"“{name}”的内容已损坏，无法读取，请用 Word 打开并另存为 .docx 后再试。") from error


class _Document:
    """The parts of one document, found through relationships."""

    def __init__(self, package: Package) -> None:
        self._package = package
        start = next((r for r in package.relations("").values() if r.kind == "officeDocument"), None)
        if start is None or start.external or package.find(start.target) is None:
            raise InputError(f"“{package.name}”不是 Word 文档，请选择 .docx 文件。")
        self._main = start.target
        self._root = package.xml(self._main)
        if self._root.tag not in (WORD + "document", STRICT + "document"):
            raise InputError(f"“{package.name}”是别的 Office 文件，不是 Word 文档，请选择 .docx 文件。")
        self._relations = package.relations(self._main)
        self._styles = Styles(self._part("styles", without_table_styles))

    def content(self, layout: bool) -> Content:
        """Everything the document says, the body first."""
        numbering = cache(lambda: Numbering(self._part("numbering"), self._styles))
        walk = Walk(self._styles, numbering)
        self._read(walk)
        if walk.unclosed:
            # Some field never ends. Rather than lose all that follows, end each with its paragraph.
            walk = Walk(self._styles, numbering, lenient=True)
            self._read(walk)
        text = "".join(walk.chunks)
        return Content(
            text,
            tuple(walk.paragraphs),
            tuple(walk.tables),
            tuple(Unread(what, count, PART_NAMES[part]) for (what, part), count in walk.unread.items()),
            walk.marks.finish(text, self._comments() if walk.marks.commented else {}),
            self._layout(walk.paragraphs) if layout else None,
        )

    def _layout(self, paragraphs: list[Paragraph]) -> Layout:
        from analyzer.readers.docx_layout import layout_of

        styles = self._part("styles", without_table_styles)
        return layout_of(self._root, styles, self._main, paragraphs)

    def _read(self, walk: Walk) -> None:
        body = next((child for child in self._root if local(child) == "body"), None)
        if body is None:
            raise self._package.damaged(self._main)
        walk.story([(body, 0)], self._main, Part.BODY)
        for kind, part in _NOTES:
            if walk.notes[kind]:
                relation = self._relation(f"{kind}s")
                notes = dict(_notes(self._package.xml(relation.target), kind))
                wanted = [
                    notes[identity] for identity in dict.fromkeys(walk.notes[kind]) if identity in notes
                ]
                walk.story(wanted, relation.target, part)
        seen = set()
        for kind, part in _MARGINS:
            for target in [self._target(identity) for what, identity in walk.margins if what == kind]:
                if target not in seen:
                    seen.add(target)
                    walk.story([(self._package.xml(target), 0)], target, part)

    def _relation(self, kind: str) -> Relation:
        found = next((r for r in self._relations.values() if r.kind == kind and not r.external), None)
        if found is None:
            raise self._package.damaged(kind)
        return found

    def _part(self, kind: str, shorten: Callable[[bytes], bytes] | None = None) -> etree._Element | None:
        """The root of the part that the document calls its styles, numbering …, None where it has none."""
        if any(r.kind == kind and not r.external for r in self._relations.values()):
            return self._package.xml(self._relation(kind).target, shorten)
        return None

    def _target(self, identity: str) -> str:
        relation = self._relations.get(identity)
        if relation is None or relation.external:
            raise self._package.damaged(self._main)
        return relation.target

    def _comments(self) -> dict[str, str]:
        """The text of each comment by its id."""
        root = self._part("comments")
        return {
            attribute(comment, "id") or "": "\n".join(map(_plain, comment.iter(*PARAGRAPHS)))
            for comment in (() if root is None else root)
        }


def _notes(root: etree._Element, kind: str) -> Iterator[tuple[str, tuple[etree._Element, int]]]:
    """The notes of a part by their id, each with the ordinal of its first paragraph; no separators."""
    index = 0
    for note in root:
        if local(note) == kind and attribute(note, "type") in (None, "normal"):
            yield attribute(note, "id") or "", (note, index)
        index += sum(1 for _ in note.iter(*PARAGRAPHS))


def _plain(paragraph: etree._Element) -> str:
    return "".join(leaf.text or "" for leaf in paragraph.iter(*TEXTS))
