import io

import pytest
from readers.docx_files import (
    PICTURE,
    SECTION,
    alternatives,
    box,
    document,
    docx,
    field,
    found_again,
    lines,
    merged,
    p,
    pack,
    parts,
    r,
    report,
    shown,
    strict,
    style,
    tbl,
    tc,
    within,
)

from analyzer.document import InputError, Origin, Part, Span
from analyzer.readers.content import Content
from analyzer.readers.docx import read_docx
from analyzer.readers.styles import without_table_styles


def read(body, **others):
    return read_docx(docx(body, **others), "t.docx")


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
        (within("w:hyperlink", r("甲")) + within("w:smartTag w:customXml", r("乙")), "甲乙"),
        (within("w:ins", r("甲")) + within("w:moveTo", r("乙")), "甲乙"),
        (within("w:del w:r w:delText", "甲") + r("乙") + within("w:moveFrom", r("丙")), "乙"),
        (within("w:ins", within("w:del w:r w:delText", "甲"), r("乙")), "乙"),
        ("<w:r><w:delText>甲</w:delText></w:r>", ""),
        (within("w:sdt", "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>", within("w:sdtContent", r("填"))), "填"),
        (within("w:r w:ruby", within("w:rt", r("hàn")), within("w:rubyBase", r("汉"))), "汉"),
        (within("m:oMath", within("m:r m:t", "x+"), within("m:f m:num m:r m:t", "1")), "x+1"),
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
        + p(
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + r("值")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    )
    assert lines(read(body)) == ["值"]


def test_a_field_that_never_ends_swallows_its_paragraph_only():
    body = p(r("甲") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("码")) + p("乙")
    content = read(body + p(field("PAGE", "3")))
    assert lines(content) == ["甲", "乙", "3"]


def test_ends_without_beginnings():
    end, middle = (
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    )
    assert lines(read(p(end + middle + r("甲") + end) + p(field("A", "乙")))) == ["甲", "乙"]


# Tables


def test_table():
    content = read(p("前") + tbl(["一", "二"], ["三", p("四") + p("五")]) + p("后"))
    assert content.text == "前\n一\n二\n三\n四\n五\n后"
    assert [q.part for q in content.paragraphs] == [Part.BODY] + [Part.TABLE] * 5 + [Part.BODY]
    (table,) = content.tables
    assert table.span == Span(2, 11)
    assert [[content.text[c.start : c.end] for c in row] for row in table.rows] == [
        ["一", "二"],
        ["三", "四\n五"],
    ]
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
    table = within("w:sdt w:sdtContent w:tbl w:sdt w:sdtContent w:tr w:sdt w:sdtContent", tc("甲"))
    content = read(table + within("w:customXml", p("乙")))
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
    content = read(p(within("w:del", box(p("框"))) + r("甲")) + p("乙"))
    assert lines(content) == ["甲", "乙"]
    assert content.paragraphs[1].origin.index == 2


def test_a_paragraph_inside_a_paragraph():
    data = docx(p(r("甲") + p("内") + tbl(["格"]) + r("乙")) + p("丙"))
    content = read_docx(data, "t.docx")
    assert content.text == "甲乙\n内\n格\n丙"
    assert found_again(content, data) == "甲乙内格丙"


# Notes, headers, footers


def test_notes_come_in_the_order_of_reference():
    note = '<w:footnote w:id="{}">{}</w:footnote>'.format
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("隔")}</w:footnote>'
        + note(1, p("注一") + p("续"))
        + note(2, p("注二"))
        + note(3, p("没有引用"))
        + f'<w:footnote w:type="normal" w:id="4">{p("注四")}</w:footnote>'
    )
    data = docx(
        p(
            r("甲")
            + "".join(f'<w:r><w:footnoteReference w:id="{i}"/></w:r>' for i in (2, 1, 4, 2, -1))
            + '<w:r><w:endnoteReference w:id="7"/></w:r>'
        ),
        footnotes=notes,
        endnotes=f'<w:endnote w:id="7">{p("尾注")}</w:endnote>',
    )
    content = read_docx(data, "t.docx")
    assert content.text == "甲\n注二\n注一\n续\n注四\n尾注"
    assert [q.part for q in content.paragraphs[1:]] == [Part.FOOTNOTE] * 4 + [Part.ENDNOTE]
    assert [q.origin.index for q in content.paragraphs] == [0, 3, 1, 2, 5, 0]
    assert found_again(content, data) == "甲注二注一续注四尾注"


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
    content = read(
        p("甲") + SECTION.format("default", "header1", "footer1"), header1=p(box(p("密"))), footer1=""
    )
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


@pytest.mark.parametrize(
    "table",
    [
        '<w:style w:type="table" w:styleId="x"><w:name w:val="Table Grid"/></w:style>',
        '<w:style w:type="table" w:styleId="x"/>',
        '<!-- <w:style w:type="table" w:styleId="x"> -->',
        '<w:style w:type="table" w:styleId="x"><w:name w:val="a"/><w:rPr/></w:style>' * 2,
    ],
)
def test_table_styles_are_left_out_and_nothing_else(table):
    styles = style("1", "Heading 1") + table + style("2", "Heading 2") + table + style("3", "Heading 3")
    content = read("".join(p("甲", f'<w:pStyle w:val="{i}"/>') for i in (1, 2, 3)), styles=styles)
    assert [q.outline for q in content.paragraphs] == [1, 2, 3]
    kept = without_table_styles(styles.encode()).decode()
    assert ("Grid" in kept) is False
    assert "Heading 2" in kept


def test_damaged_table_styles_are_damage():
    members = parts(p("甲"), styles='<w:style w:type="table" w:styleId="x">')
    with pytest.raises(InputError, match=r"word/styles\.xml"):
        read_docx(pack(members), "t.docx")


def test_without_styles():
    (paragraph,) = read(p("甲", '<w:pStyle w:val="1"/>')).paragraphs
    assert (paragraph.style, paragraph.outline, paragraph.label) == ("", None, "")


# Packages


def test_strict_documents_read_the_same():
    members = parts(
        p("甲", '<w:pStyle w:val="1"/>')
        + p(
            r("乙", '<w:highlight w:val="red"/>')
            + '<w:r><w:footnoteReference w:id="1"/></w:r>'
            + field("A", "丙")
        )
        + p(within("m:oMath m:r m:t", "x") + within("w:r", PICTURE) + box(p("框")))
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
    with pytest.raises(InputError, match=r"“t\.docx”.*Word 文档"):
        read_docx(pack(members), "t.docx")


def test_python_docx_files_are_read():
    docx_library = pytest.importorskip("docx")
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
