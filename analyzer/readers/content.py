"""What a reader of one file form hands on: text and paragraphs, before any structure is seen in them."""

from dataclasses import dataclass

from analyzer.document import Layout, Markup, Paragraph, Part, Span, Table, Unread


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file and what the file itself says about it; ``Report`` adds sections and titles.

    Paragraphs are the non-blank lines of ``text``, in order, none overlapping; the main text comes first,
    then footnotes, endnotes, headers and footers.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    unread: tuple[Unread, ...] = ()
    markup: tuple[Markup, ...] = ()
    layout: Layout | None = None


def plain(text: str) -> Content:
    """Content of a plain text: every non-blank line is a body paragraph."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line and not line.isspace():
            paragraphs.append(Paragraph(Span(start, start + len(line)), Part.BODY))
        start += len(line) + 1
    return Content(text, tuple(paragraphs))
