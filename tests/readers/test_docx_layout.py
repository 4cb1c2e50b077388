"""The layout that a Word file states, as L805 sees it."""

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import analyzer
from analyzer.document import Configuration, Page
from analyzer.rules import RULES

PROSE = "今年以来，我局认真贯彻落实上级部署要求，扎实推进各项工作，取得了明显成效，群众满意度稳步提升。"
L805 = [rule for rule in RULES if rule.code == "L805"]
ON = Configuration(on=frozenset({"L805"}))


def standard_page(document):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def add(document, text, font=None, size=None, indent=None, style=None):
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    if font:
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if size:
        run.font.size = Pt(size)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(indent)
    return paragraph


def saved(document, tmp_path):
    file = tmp_path / "draft.docx"
    document.save(file)
    return file


def found(file):
    review = analyzer.review(analyzer.read(file, layout=True), rules=L805, configuration=ON)
    assert review.failures == ()
    return [(f.severity, f.message) for f in review.findings]


def test_a_document_as_the_standard_has_it_is_silent(tmp_path):
    document = docx.Document()
    standard_page(document)
    add(document, "防汛工作情况汇报", "方正小标宋简体", 22).alignment = WD_ALIGN_PARAGRAPH.CENTER
    add(document, "一、工作开展情况", "黑体", 16, 32)
    add(document, "（一）压实责任", "楷体_GB2312", 16, 32)
    add(document, PROSE, "仿宋_GB2312", 16, 32)
    add(document, "　　" + PROSE.replace("今年", "去年"), "仿宋", 16)
    assert found(saved(document, tmp_path)) == []


def test_pages_are_read_in_millimetres(tmp_path):
    document = docx.Document()
    standard_page(document)
    add(document, PROSE)
    report = analyzer.read(saved(document, tmp_path), layout=True)
    assert report.layout.pages == (Page(210, 297, 37, 35, 28, 26),)


def test_letters_come_from_run_style_ancestors_and_defaults(tmp_path):
    document = docx.Document()
    base = document.styles.add_style("底", 1)
    base.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    child = document.styles.add_style("文", 1)
    child.base_style, child.font.size = base, Pt(16)
    add(document, "甲" * 12, style="文")
    add(document, "乙" * 12, "黑体", style="文")
    paragraph = add(document, "丙" * 3, "楷体", 12, style="文")
    paragraph.add_run("丁" * 9)
    layout = analyzer.read(saved(document, tmp_path), layout=True).layout
    assert [(x.font, x.size) for x in layout.lettering] == [("仿宋", 16), ("黑体", 16), ("仿宋", 16)]


@pytest.mark.parametrize("indent", [{"firstLineChars": "200"}, {"firstLine": "640"}])
def test_an_indent_in_characters_or_as_a_length(tmp_path, indent):
    document = docx.Document()
    standard_page(document)
    paragraph = add(document, PROSE, "仿宋", 16)
    ind = paragraph._element.get_or_add_pPr().get_or_add_ind()
    for name, value in indent.items():
        ind.set(qn(f"w:{name}"), value)
    assert found(saved(document, tmp_path)) == []


def test_what_the_standard_calls_usual_is_only_a_hint(tmp_path):
    document = docx.Document()
    standard_page(document)
    document.sections[0].top_margin = Mm(25.4)
    add(document, PROSE, "宋体", 12)
    messages = found(saved(document, tmp_path))
    assert [severity for severity, _ in messages] == [1, 1, 0]
    page, indent, letters = (message for _, message in messages)
    assert "上白边25.4mm，应为37mm±1mm" in page and "版心156mm×237mm" in page
    assert "1个自然段" in indent
    assert "宋体、小四" in letters and "三号仿宋" in letters


def test_it_is_off_unless_asked_for_and_says_when_there_is_no_layout(tmp_path):
    document = docx.Document()
    add(document, PROSE, "宋体", 12)
    file = saved(document, tmp_path)
    assert analyzer.review(analyzer.read(file, layout=True), rules=L805).findings == ()
    review = analyzer.review(analyzer.read(file), rules=L805, configuration=ON)
    assert [(s.code, s.needs) for s in review.skipped] == [("L805", "layout")]


def test_reading_without_layout_is_the_same_report(tmp_path):
    document = docx.Document()
    add(document, PROSE, "宋体", 12)
    file = saved(document, tmp_path)
    plain, laid_out = analyzer.read(file), analyzer.read(file, layout=True)
    assert plain.layout is None
    assert (plain.text, plain.paragraphs) == (laid_out.text, laid_out.paragraphs)
    assert len(laid_out.layout.lettering) == len(laid_out.paragraphs)
