"""Finds the characters of a report in the Word file it was read from."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from analyzer.document import Paragraph, Report, Span
from analyzer.writers.package import Package
from analyzer.writers.runs import Element, Mark, attribute, outermost, tags


class Anchor(NamedTuple):
    """Where a comment goes. ``away`` is the paragraph it is about if Word allows no comment there."""

    mark: Mark
    away: Paragraph | None


class Anchors:
    """Places for comments in the main part of a file, whose root is ``root`` and holds a ``w:p``.

    Nothing is changed here.

    Word knows comments only in the main text and ignores them in text boxes, notes, headers and footers
    (MS-OI29500 2.1.315). What stands there is commented on at the nearest place in the main text.
    """

    def __init__(self, package: Package, root: Element, report: Report) -> None:
        self._package = package
        self._root = root
        self._report = report
        self._paragraphs: dict[str, list[Element]] = {package.main: list(root.iter(*tags("p")))}
        self._leaves: dict[Element, list[Element]] = {}

    def find(self, number: int, span: Span) -> Anchor:
        """The place for comment ``number`` on ``span``.

        An empty span, where something is missing, gets the character before it: a range without width is not
        shown by Word. The comment's own mark then stands exactly at the place.
        """
        touched = self._touched(span)
        inside = [(p, element) for p in touched if (element := self._in_main_text(p)) is not None]
        if not inside:
            away = touched[0] if touched else None
            element = self._nearest(away)
            return Anchor(Mark(number, element, 0, element, 0), away)
        # A range that leaves a table cell would mark other rows and columns than those it is about.
        cell = _cell(inside[0][1])
        inside = [(p, element) for p, element in inside if _cell(element) is cell]
        (first, begin), (last, end) = inside[0], inside[-1]
        if span.width and first.span.start < span.end and span.start < first.span.end:
            start, stop = max(span.start, first.span.start), min(span.end, last.span.end) - 1
        else:
            start = stop = max(min(span.start, first.span.end) - 1, first.span.start)
        return Anchor(Mark(number, *self._leaf(first, begin, start), *self._leaf(last, end, stop)), None)

    def _touched(self, span: Span) -> list[Paragraph]:
        """The paragraphs that hold characters of ``span``, or else the one at or before its start."""
        every = self._report.paragraphs
        first = bisect_right(every, span.start, key=lambda p: p.span.end)
        after = bisect_left(every, span.end, key=lambda p: p.span.start)
        if span.width and first < after:
            return list(every[first:after])
        index = self._report.paragraph_at(span.start) or 0
        return list(every[index : index + 1])

    def _in_main_text(self, paragraph: Paragraph) -> Element | None:
        """The ``w:p`` of a paragraph that can carry a comment itself."""
        element = self._element(paragraph)
        if paragraph.origin is None or paragraph.origin.part != self._package.main or element is None:
            return None
        if not paragraph.origin.pieces or outermost(element, "p") is not element:
            return None
        return element

    def _element(self, paragraph: Paragraph) -> Element | None:
        origin = paragraph.origin
        if origin is None or origin.part not in self._package:
            return None
        if origin.part not in self._paragraphs:
            self._paragraphs[origin.part] = list(self._package.parse(origin.part).iter(*tags("p")))
        elements = self._paragraphs[origin.part]
        return elements[origin.index] if origin.index < len(elements) else None

    def _leaf(self, paragraph: Paragraph, element: Element, offset: int) -> tuple[Element, int]:
        """The leaf in ``element`` that holds the report's character ``offset``, and its number in there."""
        assert paragraph.origin is not None
        pieces = paragraph.origin.pieces
        start, ordinal = pieces[max(bisect_right(pieces, offset, key=lambda piece: piece[0]) - 1, 0)]
        if element not in self._leaves:
            self._leaves[element] = list(element.iter("*"))
        leaves = self._leaves[element]
        return leaves[min(ordinal, len(leaves) - 1)], max(offset - start, 0)

    def _nearest(self, paragraph: Paragraph | None) -> Element:
        """What stands in the main text for a paragraph that does not: drawing, note number, first text."""
        element = None if paragraph is None else self._element(paragraph)
        if paragraph is not None and paragraph.origin is not None and element is not None:
            if paragraph.origin.part == self._package.main:
                return element  # in a text box: the drawing around it will be marked
            for kind in ("footnote", "endnote"):
                note = next(element.iterancestors(*tags(kind)), None)
                if note is not None and (reference := self._reference(kind, note)) is not None:
                    return reference
        # The first character: less would not be seen, more would look as if the text there were at fault.
        leaves = self._root.iter(*tags("t"))
        written = (t for t in leaves if (t.text or "").strip() and _nested(t) == 1)
        found = next(written, None)
        return self._paragraphs[self._package.main][0] if found is None else found

    def _reference(self, kind: str, note: Element) -> Element | None:
        for reference in self._root.iter(*tags(f"{kind}Reference")):
            if attribute(reference, "id") == attribute(note, "id"):
                return reference
        return None


def _cell(element: Element) -> Element | None:
    return next(element.iterancestors(*tags("tc")), None)


def _nested(element: Element) -> int:
    """In how many paragraphs it stands: one, or more in a text box."""
    return sum(1 for _ in element.iterancestors(*tags("p")))
