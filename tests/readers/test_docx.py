import random
from time import perf_counter

import pytest
from docx_files import (
    docx, document, field, found_again, lines, marks, p, pack, parts, r, report, shown, strict,
)  # fmt: skip
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.document import InputError, Origin, Part, Span, Unread
from analyzer.readers.content import Content
from analyzer.readers.docx import read_docx


def read(body, **others):
    return read_docx(docx(body, **others), "t.docx")


def tbl(*rows):
    """A table of rows of cells; a cell is plain text or XML."""
    made = "".join(f"<w:tr>{''.join(map(tc, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


def tc(content, properties=""):
    if content.startswith("<w:tc>"):
        return content
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def merged(content, kind):
    return tc(p(content), f'<w:vMerge w:val="{kind}"/>' if kind else "<w:vMerge/>")


def box(content, vml=False):
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    if vml:
        return f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>"
    return f"<w:r><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></w:r>"


def alternatives(choice, fallback):
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def style(identity, name, properties="", based="", default=False):
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    mark = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"{mark}>'
        f'<w:name w:val="{name}"/>{base}<w:pPr>{properties}</w:pPr></w:style>'
    )


PICTURE = "<w:drawing><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></w:drawing>"


# Text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("甲") + r("乙"), "甲乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:ptab/></w:r>", "甲\t乙\t"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
        ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>', "甲\n乙"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a-bc"),
        ('<w:r><w:t xml:space="preserve"> 甲 </w:t></w:r>', " 甲 "),
        ("<w:r><w:t>甲\n乙</w:t></w:r>", "甲 乙"),
        ("<w:r><w:t>甲&#13;<!-- x -->乙<?y?>丙<![CDATA[<丁>]]></w:t></w:r>", "甲 乙丙<丁>"),
        ("<w:hyperlink>" + r("甲") + "</w:hyperlink><w:smartTag><w:customXml>" + r("乙") + "</w:customXml></w:smartTag>", "甲乙"),
        ("<w:ins>" + r("甲") + "</w:ins><w:moveTo>" + r("乙") + "</w:moveTo>", "甲乙"),
        ("<w:del><w:r><w:delText>甲</w:delText></w:r></w:del>" + r("乙") + "<w:moveFrom>" + r("丙") + "</w:moveFrom>", "乙"),
        ("<w:ins><w:del><w:r><w:delText>甲</w:delText></w:r></w:del>" + r("乙") + "</w:ins>", "乙"),
        ("<w:r><w:delText>甲</w:delText></w:r>", ""),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>" + r("点击此处") + "</w:sdtContent></w:sdt>", "点击此处"),
        ("<w:r><w:ruby><w:rubyPr/><w:rt>" + r("hàn") + "</w:rt><w:rubyBase>" + r("汉") + "</w:rubyBase></w:ruby></w:r>", "汉"),
        ("<m:oMath><m:r><m:t>x+</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>", "x+1"),
        ("<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" + r("甲"), "甲"),
        (r("甲", "<w:vanish/>"), "甲"),
        ("<w:r><w:footnoteRef/><w:annotationRef/><w:lastRenderedPageBreak/><w:t>甲</w:t></w:r>", "甲"),
        ("<w:bookmarkStart/><w:proofErr/>" + r("甲") + "<w:bookmarkEnd/>", "甲"),
        ("<w:unknown>" + r("甲") + "</w:unknown>", "甲"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(inside, text):
    data = docx(p(inside))
    content = read_docx(data, "t.docx")
    assert content.text == text
    assert found_again(content, data) == text.replace("\n", "")


@pytest.mark.parametrize(
    ("font", "code", "character"),
    [
        ("Wingdings", "F0A8", "☐"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0FC", "√"),
        ("Wingdings", "F0FB", "×"),
        ("wingdings 2", "0052", "☑"),
        ("Wingdings", "F0AD", "□"),
        ("Symbol", "F061", "α"),
        ("宋体", "2103", "℃"),
        ("宋体", "E001", "□"),
        ("宋体", "D800", "□"),
        ("宋体", "0007", "□"),
        ("宋体", "FFFFFFFF", "□"),
        ("宋体", "x", "□"),
        ("宋体", "-1", "□"),
    ],
)
def test_symbols(font, code, character):
    data = docx(p(f'<w:r><w:t>甲</w:t><w:sym w:font="{font}" w:char="{code}"/><w:t>乙</w:t></w:r>'))
    content = read_docx(data, "t.docx")
    assert content.text == f"甲{character}乙"
    assert found_again(content, data) == content.text


def test_lines_and_empty_paragraphs():
    content = read(p("甲") + p("") + p(" 　") + p("乙") + p(""))
    assert content.text == "甲\n\n 　\n乙\n"
    assert lines(content) == ["甲", "乙"]
    assert [q.origin.index for q in content.paragraphs] == [0, 3]


def test_a_placeholder_in_three_runs_is_one_piece_of_text():
    content = read(p(r("走访X") + "<w:proofErr/>" + r("X", "<w:b/>") + "<w:bookmarkStart/>" + r("X户")))
    assert content.text == "走访XXX户"
    assert content.paragraphs[0].origin == Origin("word/document.xml", 0, ((0, 2), (3, 7), (4, 10)))


def test_lines_of_one_paragraph_share_its_origin():
    content = read(p("甲") + p("<w:r><w:t>一</w:t><w:br/><w:br/><w:t>二</w:t></w:r>"))
    assert content.text == "甲\n一\n\n二"
    assert [q.origin for q in content.paragraphs[1:]] == [
        Origin("word/document.xml", 1, ((2, 2),)),
        Origin("word/document.xml", 1, ((5, 5),)),
    ]


def test_nothing_at_all():
    assert read("") == Content("", ())
    assert read(p("")) == Content("", ())
    assert read(p("") * 3).text == "\n\n"


# Fields


def test_fields():
    body = (
        p(r("共") + field("PAGE", "12") + r("页"))
        + p(field("TOC", r("甲") + field("PAGEREF", "3")) + r("。"))
        + p(field("IF " + "</w:instrText></w:r>" + field("MERGEFIELD a", "1") + "<w:r><w:instrText>", "是"))
        + p(field("XE 甲", None) + r("乙"))
        + p('<w:fldSimple w:instr="MERGEFIELD 名称">' + r("«名称»") + "</w:fldSimple>")
    )
    data = docx(body)
    content = read_docx(data, "t.docx")
    assert lines(content) == ["共12页", "甲3。", "是", "乙", "«名称»"]
    assert found_again(content, data) == content.text.replace("\n", "")


def test_a_field_over_several_paragraphs():
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    body = (
        p(start + '<w:r><w:t>码</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("目录一"))
        + p("目录二")
        + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("正文"))
    )
    assert lines(read(body)) == ["目录一", "目录二", "正文"]


def test_a_field_code_over_several_paragraphs():
    body = (
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("码"))
        + p("码")
        + p('<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("值") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    )
    assert lines(read(body)) == ["值"]


def test_a_field_that_never_ends_swallows_its_paragraph_only():
    body = p(r("甲") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("码")) + p("乙", "")
    content = read(body + p(field("PAGE", "3")), comments="")
    assert lines(content) == ["甲", "乙", "3"]


def test_ends_without_beginnings():
    end, middle = '<w:r><w:fldChar w:fldCharType="end"/></w:r>', '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert lines(read(p(end + middle + r("甲") + end) + p(field("A", "乙" + "")))) == ["甲", "乙"]


# Tables


def test_table():
    content = read(p("前") + tbl(["一", "二"], ["三", p("四") + p("五")]) + p("后"))
    assert content.text == "前\n一\n二\n三\n四\n五\n后"
    assert [q.part for q in content.paragraphs] == [Part.BODY] + [Part.TABLE] * 5 + [Part.BODY]
    (table,) = content.tables
    assert table.span == Span(2, 11)
    assert [[content.text[c.start : c.end] for c in row] for row in table.rows] == [["一", "二"], ["三", "四\n五"]]
    assert report(content).place(Span(8, 9)) == "表1第2行第2列"


def test_merged_cells_stand_once():
    rows = [
        [tc(p("宽"), '<w:gridSpan w:val="2"/>'), merged("高", "restart")],
        ["一", "二", merged("藏", "")],
        ["三", "四", merged("", "continue")],
    ]
    data = docx(tbl(*rows) + p("后"))
    content = read_docx(data, "t.docx")
    assert [[content.text[c.start : c.end] for c in row] for row in content.tables[0].rows] == [
        ["宽", "高"],
        ["一", "二"],
        ["三", "四"],
    ]
    assert content.text == "宽\n高\n一\n二\n三\n四\n后"
    assert found_again(content, data) == "宽高一二三四后"
    assert content.paragraphs[-1].origin.index == 8


def test_nested_tables():
    content = read(tbl(["甲", p("乙") + tbl(["丙", "丁"]) + p("")]) + tbl(["戊"]))
    assert content.text == "甲\n乙\n丙\n丁\n\n戊"
    outer, inner, last = content.tables
    assert content.text[inner.span.start : inner.span.end] == "丙\n丁"
    assert content.text[outer.rows[0][1].start : outer.rows[0][1].end] == "乙\n丙\n丁\n"
    assert content.text[last.span.start : last.span.end] == "戊"
    assert report(content).place(inner.rows[0][1]) == "表2第1行第2列"


def test_table_behind_wrappers():
    rows = f"<w:sdt><w:sdtPr/><w:sdtContent><w:tr><w:sdt><w:sdtContent>{tc('甲')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    content = read(f"<w:sdt><w:sdtContent><w:tbl>{rows}</w:tbl></w:sdtContent></w:sdt><w:customXml>{p('乙')}</w:customXml>")
    assert content.text == "甲\n乙"
    assert content.tables[0].rows == ((Span(0, 1),),)


def test_empty_cells():
    content = read(tbl(["", "甲"], ["", ""]) + "<w:tbl/>")
    assert content.text == "\n甲\n\n"
    assert len(content.tables) == 1
    assert content.tables[0].rows == ((Span(0, 0), Span(1, 2)), (Span(3, 3), Span(4, 4)))


# Text boxes and alternatives


@pytest.mark.parametrize("vml", [False, True])
def test_text_box_follows_its_paragraph(vml):
    data = docx(p(r("甲") + box(p("框一") + p("框二"), vml) + r("乙")) + p("丙"))
    content = read_docx(data, "t.docx")
    assert content.text == "甲乙\n框一\n框二\n丙"
    assert [(q.part, q.origin.index) for q in content.paragraphs] == [
        (Part.BODY, 0), (Part.TEXT_BOX, 1), (Part.TEXT_BOX, 2), (Part.BODY, 3),
    ]  # fmt: skip
    assert found_again(content, data) == "甲乙框一框二丙"


def test_text_box_in_both_alternatives_is_read_once():
    data = docx(p(alternatives(box(p("新")), box(p("旧"), vml=True)) + r("甲")) + p("乙"))
    content = read_docx(data, "t.docx")
    assert content.text == "甲\n新\n乙"
    assert [q.origin.index for q in content.paragraphs] == [0, 1, 3]
    assert found_again(content, data) == "甲新乙"


def test_text_box_within_a_text_box_and_a_table():
    body = tbl([p(r("格") + box(p(r("外") + box(p("内"))) + tbl(["表"])))]) + p("后")
    data = docx(body)
    content = read_docx(data, "t.docx")
    assert content.text == "格\n外\n内\n表\n后"
    assert [q.part for q in content.paragraphs] == [
        Part.TABLE, Part.TEXT_BOX, Part.TEXT_BOX, Part.TABLE, Part.BODY,
    ]  # fmt: skip
    assert found_again(content, data) == "格外内表后"
    outer, inner = content.tables
    assert content.text[outer.span.start : outer.span.end] == "格\n外\n内\n表"
    assert content.text[inner.span.start : inner.span.end] == "表"


def test_text_only_in_the_fallback():
    assert read(p(alternatives("<w16:symEx/>".replace("w16", "w14"), r("☺")))).text == "☺"
    assert read(p(alternatives(r("新"), r("旧")))).text == "旧"
    assert read(p(alternatives(r("新"), ""))).text == "新"
    assert read(p("<mc:AlternateContent/>" + r("甲"))).text == "甲"


def test_alternatives_around_paragraphs():
    data = docx(alternatives(p(""), p("旧")) + p("甲"))
    content = read_docx(data, "t.docx")
    assert content.text == "旧\n甲"
    assert found_again(content, data) == "旧甲"


def test_a_text_box_in_deleted_text_is_no_text():
    content = read(p("<w:del>" + box(p("框")) + "</w:del>" + r("甲")) + p("乙"))
    assert lines(content) == ["甲", "乙"]
    assert content.paragraphs[1].origin.index == 2


def test_a_paragraph_inside_a_paragraph():
    data = docx(p(r("甲") + p("内") + tbl(["格"]) + r("乙")) + p("丙"))
    content = read_docx(data, "t.docx")
    assert content.text == "甲乙\n内\n格\n丙"
    assert found_again(content, data) == "甲乙内格丙"


# Notes, headers, footers

NOTES = '<w:footnote w:type="separator" w:id="-1">{0}</w:footnote><w:footnote w:id="1">{1}</w:footnote>'
SECTION = '<w:sectPr><w:headerReference w:type="{}" r:id="{}"/><w:footerReference r:id="{}"/></w:sectPr>'


def test_notes_come_in_the_order_of_reference():
    note = '<w:footnote w:id="{}">{}</w:footnote>'.format
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("隔")}</w:footnote>'
        + note(1, p("注一") + p("续"))
        + note(2, p("注二"))
        + note(3, p("没有引用"))
    )
    data = docx(
        p(
            r("甲")
            + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'
            + '<w:r><w:endnoteReference w:id="7"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        ),
        footnotes=notes,
        endnotes=f'<w:endnote w:id="7">{p("尾注")}</w:endnote>',
    )
    content = read_docx(data, "t.docx")
    assert content.text == "甲\n注二\n注一\n续\n尾注"
    assert [q.part for q in content.paragraphs[1:]] == [Part.FOOTNOTE] * 3 + [Part.ENDNOTE]
    assert [q.origin.index for q in content.paragraphs] == [0, 3, 1, 2, 0]
    assert found_again(content, data) == "甲注二注一续尾注"


def test_headers_and_footers_once_each_and_only_with_text():
    body = (
        p("甲", SECTION.format("first", "header2", "footer1"))
        + p("乙")
        + SECTION.format("default", "header1", "footer1")
        + SECTION.format("even", "header3", "footer2")
    )
    data = docx(
        body,
        header1=p("眉一"),
        header2=p("眉二") + tbl(["格"]),
        header3=p("") + tbl([""]),
        footer1=p(r("第") + field("PAGE", "1") + r("页")),
        footer2=p(" "),
    )
    content = read_docx(data, "t.docx")
    assert content.text == "甲\n乙\n眉二\n格\n眉一\n第1页"
    assert [q.part for q in content.paragraphs[2:]] == [Part.HEADER] * 3 + [Part.FOOTER]
    assert [q.origin.part for q in content.paragraphs[2:]] == ["word/header2.xml"] * 2 + [
        "word/header1.xml",
        "word/footer1.xml",
    ]
    assert found_again(content, data) == content.text.replace("\n", "")
    assert len(content.tables) == 1


def test_a_text_box_in_a_header_is_header():
    content = read(p("甲") + SECTION.format("default", "header1", "footer1"), header1=p(box(p("密"))), footer1="")
    assert shown(content) == "甲\n密\n"
    assert content.paragraphs[1].part is Part.HEADER


@pytest.mark.parametrize("what", ["footnote", "header"])
def test_a_reference_to_nothing_is_damage(what):
    body = p('<w:r><w:footnoteReference w:id="2"/></w:r>')
    if what == "header":
        body = SECTION.format("default", "nowhere", "nowhere")
    with pytest.raises(InputError, match="不是完整的 Word 文档"):
        read(body)


# Styles and outline


@pytest.mark.parametrize(
    ("properties", "name", "outline"),
    [
        ('<w:pStyle w:val="1"/>', "heading 1", 1),
        ('<w:pStyle w:val="2"/>', "heading 2", 2),
        ('<w:pStyle w:val="c"/>', "我的二级", 2),
        ('<w:pStyle w:val="t"/>', "title", None),
        ('<w:pStyle w:val="t"/><w:outlineLvl w:val="0"/>', "title", None),
        ('<w:pStyle w:val="tt"/>', "大标题", None),
        ('<w:pStyle w:val="b"/>', "正文样式", None),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', "heading 1", None),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="4"/>', "heading 1", 5),
        ('<w:outlineLvl w:val="2"/>', "normal", 3),
        ('<w:outlineLvl w:val="x"/>', "normal", None),
        ('<w:pStyle w:val="nowhere"/>', "normal", None),
        ("", "normal", None),
        ('<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>', "normal", None),
    ],
)
def test_style_and_outline(properties, name, outline):
    styles = (
        style("n", "Normal", default=True)
        + style("1", "heading 1", '<w:outlineLvl w:val="0"/>', "n")
        + style("2", "Heading 2", "", "n")
        + style("c", "我的二级", "", "2")
        + style("t", "Title", '<w:outlineLvl w:val="0"/>', "n")
        + style("tt", "大标题", "", "t")
        + style("b", "正文样式", '<w:outlineLvl w:val="9"/>', "1")
    )
    (paragraph,) = read(p("甲", properties), styles=styles).paragraphs
    assert (paragraph.style, paragraph.outline) == (name, outline)


def test_without_styles():
    (paragraph,) = read(p("甲", '<w:pStyle w:val="1"/>')).paragraphs
    assert (paragraph.style, paragraph.outline, paragraph.label) == ("", None, "")


# Marks


def comment(identity, *paragraphs):
    return f'<w:comment w:id="{identity}">{"".join(map(p, paragraphs))}</w:comment>'


def test_comments():
    start, end = '<w:commentRangeStart w:id="{}"/>'.format, '<w:commentRangeEnd w:id="{}"/>'.format
    sign = '<w:r><w:commentReference w:id="{}"/></w:r>'.format
    body = (
        p(r("甲") + start(1) + r("乙") + end(1) + sign(1) + r("丙") + sign(2))
        + start(3)
        + p("丁")
        + p(r("戊") + end(3) + sign(3) + start(4))
    )
    comments = "".join(comment(i, f"批注{i}") for i in range(1, 4)) + comment(4, "四", "续") + comment(5, "没有引用")
    content = read(body, comments=comments)
    assert content.text == "甲乙丙\n丁\n戊"
    assert marks(content) == [
        ("comment", "乙", "批注1"),
        ("comment", "", "批注2"),
        ("comment", "丁\n戊", "批注3"),
        ("comment", "", "四\n续"),
    ]
    assert content.markup[1].span == Span(3, 3)


def test_comments_part_is_not_opened_without_need():
    members = parts(p("甲"), comments="")
    members["word/comments.xml"] = "<broken"
    assert read_docx(pack(members), "t.docx").text == "甲"


def test_tracked_changes():
    body = (
        p(
            r("甲")
            + "<w:ins>" + r("乙") + "</w:ins><w:ins>" + r("丙") + r("丁") + "</w:ins>" + r("戊")
            + "<w:del><w:r><w:delText>己</w:delText></w:r></w:del>"
            + "<w:del><w:r><w:tab/><w:br/><w:delText>庚</w:delText><w:noBreakHyphen/></w:r></w:del>" + r("辛")
            + "<w:moveTo>" + r("壬") + "</w:moveTo><w:moveFrom>" + r("壬") + "</w:moveFrom>"
        )
        + p("段", "<w:rPr><w:del/></w:rPr>")
        + p("末", "<w:rPr><w:ins/></w:rPr>")
    )  # fmt: skip
    content = read(body)
    assert content.text == "甲乙丙丁戊辛壬\n段\n末"
    assert marks(content) == [
        ("insertion", "乙丙丁", ""),
        ("deletion", "", "己\t\n庚-"),
        ("move", "壬", ""),
        ("deletion", "", "\n"),
    ]
    assert [m.span.start for m in content.markup] == [1, 5, 6, 9]


def test_tracked_changes_around_paragraphs():
    content = read("<w:ins>" + p("甲") + "</w:ins><w:del>" + p("乙") + "</w:del>" + p("丙"))
    assert lines(content) == ["甲", "丙"]
    assert marks(content) == [("insertion", "甲", ""), ("deletion", "", "乙")]


def test_hidden_and_highlighted():
    yellow = '<w:highlight w:val="yellow"/>'
    shade = '<w:shd w:val="clear" w:fill="{}"/>'.format
    body = p(
        r("甲", "<w:vanish/>")
        + r("乙", '<w:vanish w:val="0"/>')
        + r("丙", yellow)
        + r("丁", "<w:b/>" + yellow)
        + r("戊", shade("FFFF00"))
        + r("己", shade("D9D9D9") + '<w:highlight w:val="none"/>')
        + r("庚", shade("auto"))
        + r("辛", f"<w:rPrChange><w:rPr>{yellow}<w:vanish/></w:rPr></w:rPrChange>")
        + r("壬", f"<w:vanish/>{yellow}")
        + "<w:r><w:t>癸</w:t></w:r>",
        f"<w:rPr><w:vanish/>{yellow}</w:rPr>",
    )
    assert marks(read(body)) == [
        ("hidden", "甲", ""),
        ("highlight", "丙丁戊", ""),
        ("hidden", "壬", ""),
        ("highlight", "壬", ""),
    ]


@pytest.mark.parametrize(
    "message",
    [
        "错误!未找到引用源。",
        "错误！未找到引用源。",
        "错误！未定义书签。",
        "错误!超链接引用无效。",
        "Error! Reference source not found.",
        "Error! Bookmark not defined.",
    ],
)
def test_broken_references(message):
    content = read(p(r("见") + field("REF _Ref1 \\h", r(message[:4]) + r(message[4:])) + r("，下同")))
    assert marks(content) == [("broken-reference", message, "")]


def test_an_error_that_is_none():
    assert marks(read(p("发现错误！未整改。错误！该单位未报送。"))) == []


def test_marks_of_a_header_without_text_stay_within_the_text():
    deleted = p("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>" + r(" ", "<w:vanish/>"))
    content = read(p("甲") + SECTION.format("default", "header1", "header1"), header1=deleted)
    assert content.text == "甲"
    assert content.markup[0].span == Span(1, 1)
    assert marks(content) == [("deletion", "", "旧")]


# What cannot be read


def test_unread():
    body = (
        p(f"<w:r>{PICTURE}{PICTURE}</w:r>")
        + p("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>")
        + p('<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>')
        + p("<w:r><w:drawing><a:graphicData><c:chart/></a:graphicData></w:drawing></w:r>")
        + p(f"<w:r>{alternatives('<w:drawing><cx:chart/></w:drawing>', PICTURE)}</w:r>")
        + p(f"<w:r>{alternatives(PICTURE, '<w:pict><v:imagedata/></w:pict>')}</w:r>")
        + p("<w:r><w:drawing><dgm:relIds/></w:drawing></w:r><w:subDoc/><w14:contentPart/>")
        + p(f"<w:del><w:r>{PICTURE}</w:r></w:del>")
        + p("<w:r><w:pict><v:line/></w:pict><w:drawing><wps:wsp/></w:drawing></w:r>")
        + "<w:altChunk/>"
        + tbl([p(f"<w:r>{PICTURE}</w:r>")])
        + SECTION.format("default", "header1", "header1")
    )
    header = p(f"<w:r>{PICTURE}<w:pict><v:textpath string='密'/></w:pict></w:r>")
    content = read(body, header1=header)
    assert set(content.unread) == {
        Unread("图片", 4, "正文"),
        Unread("嵌入对象", 1, "正文"),
        Unread("图表", 2, "正文"),
        Unread("SmartArt 图形", 1, "正文"),
        Unread("子文档", 1, "正文"),
        Unread("墨迹", 1, "正文"),
        Unread("嵌入的外部文档", 1, "正文"),
        Unread("图片", 1, "表格"),
        Unread("图片", 1, "页眉"),
        Unread("艺术字", 1, "页眉"),
    }


# Packages


def test_strict_documents_read_the_same():
    members = parts(
        p("甲", '<w:pStyle w:val="1"/>')
        + p(r("乙", '<w:highlight w:val="red"/>') + '<w:r><w:footnoteReference w:id="1"/></w:r>' + field("A", "丙"))
        + p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" + f"<w:r>{PICTURE}</w:r>" + box(p("框")))
        + tbl(["丁"], [merged("戊", "restart")], [merged("己", "")])
        + SECTION.format("default", "header1", "header1"),
        styles=style("1", "heading 1"),
        footnotes=f'<w:footnote w:id="1">{p("注")}</w:footnote>',
        header1=p("眉"),
    )
    transitional = read_docx(pack(members), "t.docx")
    data = pack(strict(members))
    assert read_docx(data, "t.docx") == transitional
    assert transitional.text == "甲\n乙丙\nx\n框\n丁\n戊\n注\n眉"
    assert found_again(transitional, data) == transitional.text.replace("\n", "")


def test_the_main_part_is_found_by_its_relationship():
    members = parts(p("甲"))
    members["文书/正文.xml"] = members.pop("word/document.xml")
    del members["word/_rels/document.xml.rels"]
    members["_rels/.rels"] = members["_rels/.rels"].replace("word/document.xml", "/文书/正文.xml")
    content = read_docx(pack(members), "t.docx")
    assert content.text == "甲"
    assert content.paragraphs[0].origin.part == "文书/正文.xml"


@pytest.mark.parametrize("change", ["no relationships", "external", "gone", "workbook", "no body"])
def test_what_is_no_word_document(change):
    members = parts(p("甲"))
    if change == "no relationships":
        del members["_rels/.rels"]
    elif change == "external":
        members["_rels/.rels"] = members["_rels/.rels"].replace("Target=", 'TargetMode="External" Target=')
    elif change == "gone":
        del members["word/document.xml"]
    elif change == "workbook":
        members["word/document.xml"] = "<workbook/>"
    else:
        members["word/document.xml"] = document("").replace("w:body", "w:corps")
    with pytest.raises(InputError, match="“t.docx”.*Word 文档"):
        read_docx(pack(members), "t.docx")


def test_python_docx_files_are_read():
    docx_library = pytest.importorskip("docx")
    import io

    made = docx_library.Document()
    made.add_heading("总体情况", 1)
    made.add_paragraph("走访XX户。")
    made.add_paragraph("一项", style="List Bullet")
    made.add_table(1, 2).cell(0, 1).text = "格"
    buffer = io.BytesIO()
    made.save(buffer)
    content = read_docx(buffer.getvalue(), "t.docx")
    assert lines(content) == ["总体情况", "走访XX户。", "一项", "格"]
    assert [(q.style, q.outline, q.label) for q in content.paragraphs[:3]] == [
        ("heading 1", 1, ""), ("normal", None, ""), ("list bullet", None, "•"),
    ]  # fmt: skip


# Everything, for the tests below

EVERYTHING = parts(
    p("标题", '<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + p(r("走访X") + r("X户", '<w:highlight w:val="yellow"/>') + field("PAGE", "1") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    + p('<w:commentRangeStart w:id="1"/><w:ins>' + r("增") + "</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/><w:tab/><w:br/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')
    + p(alternatives(box(p("框")), box(p("框"), vml=True)) + f"<w:r>{PICTURE}</w:r>")
    + tbl(["甲", merged("乙", "restart")], [p("丙") + tbl(["丁"]), merged("", "")])
    + SECTION.format("default", "header1", "header1"),
    styles=style("1", "heading 1", '<w:outlineLvl w:val="0"/>', "1"),
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    footnotes=f'<w:footnote w:id="1">{p("注")}</w:footnote>',
    comments=comment(1, "批"),
    header1=p("眉"),
)  # fmt: skip


def test_everything():
    data = pack(EVERYTHING)
    content = read_docx(data, "t.docx")
    assert content.text == "标题\n走访XX户1\n增\t\n☑\n\n框\n甲\n乙\n丙\n丁\n注\n眉"
    assert content.paragraphs[0].label == "一、"
    assert [m.kind for m in content.markup] == ["highlight", "comment", "insertion", "deletion"]
    check(content)
    assert found_again(content, data) == content.text.replace("\n", "")


def check(content):
    """What holds for every content."""
    at = 0
    for paragraph in content.paragraphs:
        start, end = paragraph.span
        assert at <= start < end <= len(content.text)
        assert start == 0 or content.text[start - 1] == "\n"
        assert end == len(content.text) or content.text[end] == "\n"
        line = content.text[start:end]
        assert "\n" not in line
        assert not line.isspace()
        at = end
    for line in content.text.split("\n"):
        assert line == "" or line.isspace() or any(content.text[slice(*q.span)] == line for q in content.paragraphs)
    for mark in content.markup:
        assert 0 <= mark.span.start <= mark.span.end <= len(content.text)
    for table in content.tables:
        for row in table.rows:
            for cell in row:
                assert table.span.covers(cell)


def outcome(data):
    """Reads bytes that may be anything; whatever happens, it happens in the right way."""
    try:
        content = read_docx(data, "t.docx")
    except InputError as error:
        assert str(error).startswith("“t.docx”")
        return None
    check(content)
    return content


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_fuzzed_zip(data):
    base = bytearray(pack(EVERYTHING))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(base) - 1))
        change = data.draw(st.sampled_from(["flip", "insert", "delete", "cut"]))
        if change == "flip":
            base[at] ^= 1 << data.draw(st.integers(0, 7))
        elif change == "insert":
            base[at:at] = data.draw(st.binary(min_size=1, max_size=8))
        elif change == "delete":
            del base[at : at + data.draw(st.integers(1, 8))]
        else:
            base[at:] = b"" if at else base
    outcome(bytes(base))


def test_fuzzed_headers_of_the_zip():
    # The random fuzz seldom hits the few bytes of the directory; here each of them is hit.
    base = pack(EVERYTHING)
    directory = base.index(b"PK\x01\x02")
    for at in [*range(30), *range(directory, len(base))]:
        for value in (0, 1, 0x7F, 0xFF, base[at] ^ 0x20):
            outcome(base[:at] + bytes([value]) + base[at + 1 :])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(EVERYTHING)), st.data())
def test_fuzzed_xml(name, data):
    xml = bytearray(EVERYTHING[name].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(xml) - 1))
        if data.draw(st.booleans()):
            xml[at : at + data.draw(st.integers(1, 12))] = data.draw(st.binary(max_size=4))
        else:
            xml[at] = data.draw(st.integers(0, 255))
    outcome(pack({**EVERYTHING, name: bytes(xml)}))


def test_fuzzed_tags():
    # Well-formed but senseless: tags are renamed, attributes get other values, elements move about.
    rng = random.Random(20240601)
    read_well = 0
    for _ in range(300):
        changed = dict(EVERYTHING)
        name = rng.choice([n for n in EVERYTHING if n.startswith("word/") and "rels" not in n])
        xml = changed[name]
        tags = ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:ins", "w:del", "w:sdt", "mc:Choice", "w:txbxContent"]
        for _ in range(rng.randint(1, 3)):
            old, new = rng.sample(tags, 2)
            if rng.random() < 0.5:
                xml = xml.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
            else:
                numbers = ["-1", "0", "99999999999999999999", "x", "", "separate", "end", "begin", "restart"]
                pieces = xml.split('w:val="')
                at = rng.randrange(len(pieces))
                if at:
                    pieces[at] = rng.choice(numbers) + pieces[at][pieces[at].index('"') :]
                xml = 'w:val="'.join(pieces)
        changed[name] = xml
        read_well += outcome(pack(changed)) is not None
    assert read_well > 100


NOISE = st.sampled_from(
    ["", "<w:proofErr w:type='spellStart'/>", "<w:bookmarkStart w:id='1' w:name='a'/>", "<!-- n -->", "<?n?>",
     "<w:r><w:rPr><w:b/></w:rPr></w:r>", "<w:r><w:t/></w:r>", "<w:hyperlink><w:bookmarkEnd w:id='1'/></w:hyperlink>"]
)  # fmt: skip
PROPERTIES = st.sampled_from(["", "<w:b/>", "<w:rFonts w:eastAsia='仿宋'/><w:sz w:val='32'/>", "<w:lang/>"])
WRAPPERS = st.sampled_from(["{}", "<w:hyperlink>{}</w:hyperlink>", "<w:smartTag>{}</w:smartTag>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"])
TEXT = st.text(st.sampled_from("累计走访群众X户，。 　1２\t𠮷"), min_size=1, max_size=30)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4), st.data())
def test_runs_do_not_matter(texts, data):
    body = ""
    for text in texts:
        inside, rest = data.draw(NOISE), text
        while rest:
            cut = data.draw(st.integers(1, len(rest)))
            run = r(rest[:cut].replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>"), data.draw(PROPERTIES))
            inside += data.draw(WRAPPERS).format(run) + data.draw(NOISE)
            rest = rest[cut:]
        body += f"<w:p>{inside}</w:p>"
    split = docx(body)
    content = read_docx(split, "t.docx")
    whole = read("".join(p(text.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")) for text in texts))
    assert content.text == whole.text == "\n".join(texts)
    assert [q.span for q in content.paragraphs] == [q.span for q in whole.paragraphs]
    assert found_again(content, split) == "".join(lines(content))
    check(content)


# Depth and size


def test_deep_nesting():
    for depth in (10, 40, 70, 200):
        body = "甲"
        body = p(body)
        for _ in range(depth):
            body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
        content = outcome(docx(body))
        if depth <= 70:
            assert content is not None
            assert content.text == "甲"
            assert len(content.tables) == depth
        else:
            assert content is None
    inside = r("甲")
    for _ in range(230):
        inside = f"<w:ins>{inside}</w:ins>"
    content = outcome(docx(p(inside)))
    assert content is not None
    assert content.text == "甲"


def test_many_paragraphs_in_linear_time():
    def seconds(count):
        data = docx((p(r("累计走访") * 4) + tbl(["甲", "乙"])) * count)
        began = perf_counter()
        assert len(read_docx(data, "t.docx").paragraphs) == 3 * count
        return perf_counter() - began

    seconds(10)
    assert seconds(2000) < 20 * 2 * max(seconds(100), 0.002)


def test_reading_leaves_nothing_behind():
    import gc
    import weakref

    from analyzer.readers import docx as module

    seen = []

    class Watched(module.Walk):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            seen.append(weakref.ref(self))

    gc.disable()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "Walk", Watched)
            read_docx(pack(EVERYTHING), "t.docx")
        assert [reference() for reference in seen] == [None]
    finally:
        gc.enable()
