"""Comments on what Word allows no comments in, on nothing, and what a comment says."""

import time
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx_kit import (
    at,
    comments,
    covered,
    finding,
    formats,
    local,
    main,
    p,
    package,
    paragraph_texts,
    r,
    ranges,
    read,
    root,
    write,
)

from analyzer.document import (
    Evidence,
    Origin,
    Paragraph,
    Report,
    Severity,
    Span,
)


def table(*rows):
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc>{p(r(cell))}</w:tc>" for cell in row) + "</w:tr>" for row in rows
        )
        + "</w:tbl>"
    )


def test_table_cells():
    data = package(p(r("表1")) + table(("指标", "数量XX"), ("乙", "丙")) + p(r("后")))
    report = read(data)
    whole = report.text.index("指标")
    out = write(data, [at(report, "XX", code="A"), finding((whole, whole + 6), code="B")])
    assert covered(out) == {"A": "XX", "B": "指标"}


BOX = (
    '<w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>'
    f"{p(r('框内XX'))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_box_header_footer_and_notes_are_quoted_in_the_main_text():
    body = (
        p() + p(r("标题")) + p(r("甲"), BOX, r("乙"))
        + p(r("有注"), '<w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r>')
    )  # fmt: skip
    data = package(
        body,
        {
            "header1.xml": root("hdr", p(r("某某局XX文件"))),
            "footer1.xml": root("ftr", p(r("第 X 页"))),
            "footnotes.xml": root("footnotes", f'<w:footnote w:id="7">{p(r("脚注XX"))}</w:footnote>'),
            "endnotes.xml": root("endnotes", f'<w:endnote w:id="3">{p(r("尾注XX"))}</w:endnote>'),
        },
        [("header", "header1.xml"), ("footer", "footer1.xml"), ("footnotes", "footnotes.xml")],
    )
    report = read(data)
    out = write(
        data,
        [
            at(report, "框内XX", code="BOX"),
            at(report, "XX文件", code="HEAD"),
            at(report, "X 页", code="FOOT"),
            at(report, "脚注", code="NOTE"),
            at(report, "尾注", code="END"),
        ],
    )
    lines = {x[0].split()[0][4:]: x[1:] for x in comments(out).values()}
    assert lines == {
        "BOX": ["文本框：“框内XX”"],
        "HEAD": ["页眉：“XX文件”"],
        "FOOT": ["页脚：“X 页”"],
        "NOTE": ["脚注：“脚注”"],
        "END": ["尾注：“尾注”"],
    }
    assert covered(out)["HEAD"] == covered(out)["FOOT"] == "标"
    assert covered(out)["BOX"].strip() == "框内XX"
    for mark in main(out).iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference"):
        assert next(mark.iterancestors("{*}txbxContent"), None) is None
    for kind in ("footnoteReference", "endnoteReference"):
        run = next(main(out).iter(f"{{*}}{kind}")).getparent()
        marks = [local(run.getprevious()), local(run.getnext())]
        assert marks == ["commentRangeStart", "commentRangeEnd"]
    assert formats(out) == formats(data)


@pytest.mark.parametrize(
    ("offset", "expected"), [(0, "甲"), (2, "乙"), (3, "丙"), (4, "丁"), (5, "丁"), (6, "丁"), (99, "丁")]
)
def test_empty_span_shows_the_character_before_it(offset, expected):
    data = package(p(r("甲乙丙")) + p(r("丁")) + p())
    assert list(ranges(write(data, [finding((offset, offset))])).values()) == [expected]


@pytest.mark.parametrize("body", ["", "<w:p/>", '<w:p><w:pPr/><w:bookmarkStart w:id="1" w:name="x"/></w:p>'])
def test_report_without_text(body):
    out = write(package(body + "<w:sectPr/>"), [finding((0, 0), code="A"), finding((0, 0), code="B")])
    assert covered(out) == {"A": "", "B": ""}
    assert local(list(main(out)[0])[-1]) == "sectPr"


def test_origin_that_does_not_fit_the_file_is_quoted_at_the_first_paragraph():
    data = package(p(r("甲乙XX")))
    report = read(data)
    lost = replace(report.paragraphs[0], origin=Origin("word/document.xml", 9, ((0, 2),)))
    short = replace(report.paragraphs[0], origin=Origin("word/document.xml", 0, ((0, 99),)))
    for origin, line in ((lost, 2), (replace(lost, origin=None), 2), (short, 1)):
        out = write(data, [at(report, "XX")], replace(report, paragraphs=(origin,)))
        assert paragraph_texts(out) == ["甲乙XX"]
        assert len(comments(out)[0]) == line


def test_drawing_text_is_no_paragraph_of_the_document():
    smart = '<w:r><w:drawing><a:p xmlns:a="urn:a"><a:r><a:t>图</a:t></a:r></a:p></w:drawing></w:r>'
    formula = '<m:oMath xmlns:m="urn:m"><m:r><w:rPr/><m:t>x</m:t></m:r></m:oMath>'
    data = package(p(r("甲"), smart, formula) + p(r("乙XX")))
    report = Report("x", "甲x\n乙XX", tuple(
        Paragraph(Span(*span), origin=Origin("word/document.xml", index, pieces))
        for span, index, pieces in (((0, 2), 0, ((0, 2), (1, 11))), ((3, 6), 1, ((3, 2),)))
    ))  # fmt: skip
    out = write(data, [finding((1, 2), code="A"), finding((4, 6), code="B")], report)
    assert covered(out)["B"] == "XX"
    marked = next(main(out).iter("{*}commentRangeStart")).getnext()
    assert marked.tag == "{urn:m}oMath"


def test_lines_of_a_comment():
    data = package(p(r("甲XX乙丙")))
    evidence = (
        Evidence("共\x0012户\n另\ud800", Span(0, 3), "上期.docx"),
        Evidence("乙丙", Span(3, 5)),
        Evidence("长" * 500, Span(0, 3), "模板"),
    )
    out = write(
        data,
        [
            at(
                read(data),
                "XX",
                suggestion="填 <数>&",
                evidence=evidence,
                severity=Severity.WARNING,
                message="缺\x0b数",
            ),
            at(read(data), "甲", severity=Severity.INFO),
        ],
    )
    first, second = comments(out).values()
    assert second == [
        "【警告】P101 缺 数",
        "建议：填 <数>&",
        "依据：“共 12户 另 ”（上期.docx）",
        "依据：“乙丙”（本文第1段）",
        f"依据：“{'长' * 200}……”（模板）",
    ]
    assert first == ["【提示】P101 占位未填"]
    comment = next(iter(docx.Document(BytesIO(out)).comments))
    assert (comment.author, comment.initials) == ("报告审阅", "审")
    assert abs(comment.timestamp.timestamp() - time.time()) < 86400
