"""A Word file for a report that was none: the look of GB/T 9704 as far as every computer has the fonts."""

import re
from bisect import bisect_left
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from analyzer.document import Origin, Paragraph, Part, Report, Span

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

_MAIN = "word/document.xml"
# As many characters as before, so that offsets stay: what XML cannot hold becomes a space.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\ud800-\udfff\ufffe\uffff]")


class _Look(NamedTuple):
    font: str
    size: int  # points: 22 is 二号, 16 三号
    bold: bool = False
    centred: bool = False
    indented: bool = True


_LOOKS = {
    "Title": _Look("宋体", 22, bold=True, centred=True, indented=False),  # for 小标宋, which few have
    "Heading 1": _Look("黑体", 16),
    "Heading 2": _Look("楷体", 16),
    "Heading 3": _Look("仿宋", 16, bold=True),
    "Heading 4": _Look("仿宋", 16),
    "Body Text": _Look("仿宋", 16),
    "Normal": _Look("仿宋", 16, indented=False),
}


def fresh(report: Report) -> tuple[bytes, Report]:
    """A .docx with the text of ``report``, and the report with origins that point into it."""
    from docx import Document

    document = Document()
    _set_page(document)
    for name, look in _LOOKS.items():
        _set_style(document.styles[name].element, look)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = _FORBIDDEN.sub(" ", report[report.title])[:255] if report.title else ""

    gaps = [report.text.count("\n", a.span.end, b.span.start) - 1 for a, b in _pairs(report)]
    # Where most paragraphs have a blank line between them it is only their separator.
    usual = 1 if 2 * sum(gap > 0 for gap in gaps) > len(gaps) else 0
    paragraphs, index = [], 0
    for gap, paragraph in zip([0, *gaps], report.paragraphs, strict=False):
        if gap > usual:
            document.add_paragraph()
            index += 1
        pieces = _add(document, report, paragraph)
        paragraphs.append(replace(paragraph, origin=Origin(_MAIN, index, pieces)))
        index += 1
    file = BytesIO()
    document.save(file)
    return file.getvalue(), replace(report, paragraphs=tuple(paragraphs))


def _pairs(report: Report) -> list[tuple[Paragraph, Paragraph]]:
    return list(zip(report.paragraphs, report.paragraphs[1:], strict=False))


def _add(document: "Document", report: Report, paragraph: Paragraph) -> tuple[tuple[int, int], ...]:
    """Add one paragraph; returns the pieces of its origin."""
    span = paragraph.span
    style, run_in = _style(report, paragraph)
    word: WordParagraph = document.add_paragraph(style=style)
    if report[span][:1].isspace():  # indented by its own spaces
        word.paragraph_format.first_line_indent = 0
        word._p.pPr.ind.set(_w("firstLineChars"), "0")  # type: ignore[union-attr]
    if paragraph.label:
        word.add_run(paragraph.label)
    leaves: list[tuple[int, Any]] = []
    border = span.start if run_in is None else run_in[1]
    for start, end in ((span.start, border), (border, span.end)):
        if start == end:
            continue
        run = word.add_run()
        if run_in is not None and end == border:
            _set_font(run._r.get_or_add_rPr(), _LOOKS[run_in[0]])
        for match in re.finditer(r"\t|[^\t]+", report.text[start:end]):
            text = _FORBIDDEN.sub(" ", match[0])
            leaf: Any = run._r.add_tab() if text == "\t" else run._r.add_t(text)
            leaves.append((start + match.start(), leaf))
    order = {element: n for n, element in enumerate(word._p.iter("*"))}
    return tuple((offset, order[leaf]) for offset, leaf in leaves)


def _style(report: Report, paragraph: Paragraph) -> tuple[str, tuple[str, int] | None]:
    """The style of a paragraph; for a heading with text after it, that heading's style and its end too."""
    span = paragraph.span
    if report.title and report.title.covers(span):
        return "Title", None
    # Sections stand in the order of their headings.
    here = bisect_left(report.sections, span.start, key=lambda s: s.heading.start)
    if here < len(report.sections) and (section := report.sections[here]).heading.start < span.end:
        heading = f"Heading {min(section.level, 4)}"
        if _without_space(report, span, section.heading):
            return heading, None
        if section.heading.end > span.start:
            return "Body Text", (heading, min(section.heading.end, span.end))
    return ("Body Text" if paragraph.part is Part.BODY else "Normal"), None


def _without_space(report: Report, span: Span, heading: Span) -> bool:
    """Whether the paragraph is all heading."""
    return not (report.text[span.start : heading.start] + report.text[heading.end : span.end]).strip()


def _set_page(document: "Document") -> None:
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")


def _set_style(style: Any, look: _Look) -> None:
    """Give one of the styles that python-docx brings along this look and no other; outline levels stay."""
    if style.rPr is not None:
        style.remove(style.rPr)
    _set_font(style.get_or_add_rPr(), look)
    properties = style.get_or_add_pPr()
    level = properties.find(_w("outlineLvl"))
    properties.clear()
    for name, values in {
        "spacing": {"before": "0", "after": "0", "line": "560", "lineRule": "exact"},
        "ind": {"firstLineChars": "200", "firstLine": str(look.size * 40)}
        if look.indented
        else {"firstLine": "0"},
        "jc": {"val": "center" if look.centred else "both"},
    }.items():
        _set(properties, name, values)
    if level is not None:
        properties.append(level)


def _set_font(properties: Any, look: _Look) -> None:
    names = dict.fromkeys(("ascii", "hAnsi", "cs"), "Times New Roman")
    # The hint makes “ ” — … full width, as Chinese text has them.
    _set(properties, "rFonts", {**names, "eastAsia": look.font, "hint": "eastAsia"})
    _set(properties, "b", {"val": "1" if look.bold else "0"})
    _set(properties, "color", {"val": "000000"})
    _set(properties, "sz", {"val": str(look.size * 2)})
    _set(properties, "szCs", {"val": str(look.size * 2)})
    _set(properties, "lang", {"val": "en-US", "eastAsia": "zh-CN"})


def _set(properties: Any, name: str, values: dict[str, str]) -> None:
    child = properties.makeelement(_w(name))
    for key, value in values.items():
        child.set(_w(key), value)
    properties.append(child)
