import pytest
from readers.docx_files import (
    PICTURE,
    SECTION,
    alternatives,
    comment,
    docx,
    field,
    lines,
    marks,
    p,
    pack,
    parts,
    r,
    tbl,
    within,
)

from analyzer.document import Span, Unread
from analyzer.readers.docx import read_docx


def read(body, **others):
    return read_docx(docx(body, **others), "t.docx")


def test_comments():
    start, end = '<w:commentRangeStart w:id="{}"/>'.format, '<w:commentRangeEnd w:id="{}"/>'.format
    sign = '<w:r><w:commentReference w:id="{}"/></w:r>'.format
    body = (
        p(r("甲") + start(1) + r("乙") + end(1) + sign(1) + r("丙") + sign(2))
        + start(3)
        + p("丁")
        + p(r("戊") + end(3) + sign(3) + start(4))
    )
    comments = (
        "".join(comment(i, f"批注{i}") for i in range(1, 4)) + comment(4, "四", "续") + comment(5, "没有引用")
    )
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
            + within("w:ins", r("乙")) + within("w:ins", r("丙"), r("丁")) + r("戊")
            + within("w:del w:r w:delText", "己")
            + "<w:del><w:r><w:tab/><w:br/><w:delText>庚</w:delText><w:noBreakHyphen/></w:r></w:del>" + r("辛")
            + within("w:moveTo", r("壬")) + within("w:moveFrom", r("壬"))
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
    content = read(within("w:ins", p("甲")) + within("w:del", p("乙")) + p("丙"))
    assert lines(content) == ["甲", "丙"]
    assert marks(content) == [("insertion", "甲", ""), ("deletion", "", "乙")]


def test_an_insertion_within_an_insertion_is_one():
    content = read(p(within("w:ins w:ins", r("甲"), r("乙")) + within("w:moveTo w:ins", r("丙"))))
    assert marks(content) == [("insertion", "甲乙丙", ""), ("move", "丙", "")]


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


def test_marks_of_a_header_without_text():
    header = (
        p("") * 3
        + p(within("w:del w:r w:delText", "旧") + r("    ", "<w:vanish/>"))
        + p('<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/>')
    )
    content = read(
        p("甲") + SECTION.format("default", "header1", "footer1"),
        header1=header,
        footer1=p("脚脚脚脚脚脚脚脚脚脚"),
        comments=comment(1, "批"),
    )
    assert content.text == "甲\n脚脚脚脚脚脚脚脚脚脚"
    assert marks(content) == [("deletion", "", "旧"), ("comment", "", "批")]
    assert {m.span for m in content.markup} == {Span(1, 1)}


# What cannot be read


def test_unread():
    body = (
        p(f"<w:r>{PICTURE}{PICTURE}</w:r>")
        + p("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>")
        + p(
            within(
                "w:r w:object", "<v:shape><v:imagedata/></v:shape>", '<o:OLEObject ProgID="Excel.Sheet.12"/>'
            )
        )
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
