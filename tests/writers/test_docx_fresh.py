"""A Word file for a draft that was none."""

import re

import docx
from docx_kit import W, covered, finding, ranges, write
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.document import (
    Paragraph,
    Report,
    Review,
    Section,
    Span,
)
from analyzer.writers.docx import write_docx


def draft():
    text = "关于XX的报告\n\n一、基本情况\n　　走访XX户，\t解决\x0b问题。\n"
    text += "（一）加强领导。成立XX专班。\n\n\n附件\n"
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    first, second = text.index("一、"), text.index("（一）")
    sections = (
        Section(1, 1, "基本情况", Span(first, first + 6), Span(first + 7, len(text)), marker="一、"),
        Section(1, 2, "加强领导", Span(second, second + 8), Span(second + 8, len(text)), 0, marker="（一）"),
    )
    return Report("draft.txt", text, tuple(paragraphs), sections, title=Span(0, 7))


def test_fresh_document(tmp_path):
    report, target = draft(), tmp_path / "out.docx"
    spans = [m.span() for m in re.finditer("XX|\t解决.问题|附件", report.text, re.DOTALL)]
    end = report.text.index("。成立")
    spans += [(end - 2, end + 3), (len(report.text), len(report.text))]
    write_docx(Review(report, tuple(finding(s, code=f"C{n}") for n, s in enumerate(spans))), None, target)
    out = target.read_bytes()
    expected = [report.text[a:b].replace("\x0b", " ") for a, b in spans[:-1]] + ["件"]
    assert covered(out) == {f"C{n}": text for n, text in enumerate(expected)}
    document = docx.Document(str(target))
    assert [(x.style.name, x.text) for x in document.paragraphs] == [
        ("Title", "关于XX的报告"),
        ("Normal", ""),
        ("Heading 1", "一、基本情况"),
        ("Body Text", "　　走访XX户，\t解决 问题。"),
        ("Body Text", "（一）加强领导。成立XX专班。"),
        ("Normal", ""),
        ("Body Text", "附件"),
    ]
    fonts = [x.find("{*}rPr/{*}rFonts") for x in document.paragraphs[-3]._p.iter("{*}r")]
    assert [f.get(f"{{{W}}}eastAsia") for f in fonts if f is not None][:1] == ["楷体"]
    page = document.sections[0]
    assert [round(x.mm) for x in (page.page_width, page.page_height, page.top_margin, page.left_margin)] == [
        210, 297, 37, 28,
    ]  # fmt: skip


def test_fresh_document_of_nothing(tmp_path):
    write_docx(Review(Report("a.txt", "\n\n"), (finding((0, 0)),)), None, tmp_path / "out.docx")
    assert ranges((tmp_path / "out.docx").read_bytes()) == {0: ""}


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=0, max_size=40), st.data())
def test_fresh_document_of_any_text(text, data):
    text = text.replace("\r", "\n")
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted), max_size=4)
    )
    out = write(None, map(finding, spans), Report("", text, tuple(paragraphs)))
    assert len(ranges(out)) == len(spans)
