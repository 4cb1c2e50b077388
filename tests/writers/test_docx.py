"""Comments at exact characters, and around what must stay whole."""

import re
import zipfile
from io import BytesIO

import pytest
from docx_kit import (
    LEAVES,
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
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analyzer.document import (
    Report,
    Span,
)
from analyzer.readers.docx import read_docx


def test_one_finding_in_the_middle_of_a_run():
    data = package(p(r("累计走访群众XX户，", "<w:b/>"), r("解决问题12个。")))
    out = write(data, [at(read(data), "XX")])
    assert list(ranges(out).values()) == ["XX"]
    assert paragraph_texts(out) == paragraph_texts(data)
    assert formats(out) == formats(data)


def test_findings_that_overlap_nest_touch_and_are_equal():
    data = package(p(r("甲乙丙", "<w:b/>"), r("丁戊己"), r("庚辛壬癸", "<w:i/>")))
    spans = [(0, 4), (2, 6), (2, 6), (3, 4), (4, 9), (9, 10), (0, 10)]
    out = write(data, [finding(s, code=f"C{n}") for n, s in enumerate(spans)])
    text = read(data).text
    assert covered(out) == {f"C{n}": text[a:b] for n, (a, b) in enumerate(spans)}
    assert formats(out) == formats(data)


def test_range_over_paragraphs():
    data = package(p(r("第一段XX")) + p(r("XX第二段")))
    report = read(data)
    start = report.text.index("XX")
    out = write(data, [finding((start, start + 5))])
    assert list(ranges(out).values()) == ["XX\nXX"]


def test_spaces_at_a_new_border_are_kept():
    data = package("<w:p><w:r><w:t>one two three</w:t></w:r></w:p>")
    out = write(data, [at(read(data), "two ")])
    assert [t.get("{http://www.w3.org/XML/1998/namespace}space") for t in main(out).iter("{*}t")] == [
        "preserve",
        "preserve",
        None,
    ]


def test_tabs_breaks_and_other_children_of_a_run_stay_in_order():
    text = "<w:t>甲乙</w:t><w:tab/><w:t>丙</w:t><w:br/><w:t>丁XX</w:t>"
    data = package(p(f"<w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/>{text}</w:r>"))
    report = read(data)
    out = write(data, [at(report, "乙\t", code="A"), at(report, "丙", code="B"), at(report, "XX", code="C")])
    assert covered(out) == {"A": "乙\t", "B": "丙", "C": "XX"}
    assert [local(x) for x in main(out).iter("*") if local(x) in ("lastRenderedPageBreak", *LEAVES)] == [
        "lastRenderedPageBreak", "t", "t", "tab", "t", "br", "t", "t",
    ]  # fmt: skip
    assert formats(out) == formats(data)


def test_comments_and_instructions_in_the_xml_survive():
    data = package("<w:p><!-- a --><w:r><!-- b --><w:rPr><w:b/></w:rPr><?c d?><w:t>甲XX乙</w:t></w:r></w:p>")
    out = write(data, [at(read(data), "XX")])
    assert list(ranges(out).values()) == ["XX"]
    assert formats(out) == formats(data)
    for kept in (b"<!-- a -->", b"<!-- b -->", b"<?c d?>"):
        assert etree.tostring(main(out)).count(kept) == 1


def test_characters_beyond_the_first_plane():
    data = package(p(r("𠮷野家𠀀XX𠀀")))
    assert list(ranges(write(data, [at(read(data), "XX")])).values()) == ["XX"]


FORMATS = ["", "<w:b/>", '<w:color w:val="FF0000"/>', "<w:rPr/><w:i/>"]
WRAPS = [
    "{}",
    "{}",
    '<w:ins w:id="90" w:author="甲">{}</w:ins>',
    '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
]


@st.composite
def documents(draw):
    words = st.text(alphabet="甲乙X 12\t，", min_size=0, max_size=6)
    body = ""
    for _ in range(draw(st.integers(1, 4))):
        runs = ""
        for _ in range(draw(st.integers(0, 5))):
            text = draw(words)
            inner = "".join(
                "<w:tab/>" if x == "\t" else f'<w:t xml:space="preserve">{x}</w:t>'
                for x in re.findall(r"\t|[^\t]+", text)
            )
            run = f"<w:r><w:rPr>{draw(st.sampled_from(FORMATS))}</w:rPr>{inner}</w:r>"
            runs += draw(st.sampled_from(WRAPS)).format(run)
        body += f"<w:p><w:pPr/>{runs}</w:p>"
    data = package(body)
    length = len(read(data).text)
    spans = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted)
    return data, draw(st.lists(spans, max_size=8))


def written(text):
    return [line for line in text.split("\n") if line.strip()]


@settings(max_examples=300, deadline=None)
@given(documents())
def test_any_spans_over_any_runs(drawn):
    data, spans = drawn
    report = read(data)
    out = write(data, [finding(s, code=f"C{n}") for n, s in enumerate(spans)])
    assert paragraph_texts(out) == paragraph_texts(data)
    assert formats(out) == formats(data)
    found = covered(out) if spans else {}
    assert len(found) == len(spans)
    for n, (start, end) in enumerate(spans):
        held = [
            report.text[max(start, q.span.start) : min(end, q.span.end)]
            for q in report.paragraphs
            if q.span.start < end and start < q.span.end
        ]
        if start < end and held:
            if len(held) == 1:  # blank lines between paragraphs are no paragraphs
                assert found[f"C{n}"] == held[0]
            assert written(found[f"C{n}"]) == written("\n".join(held))
        else:
            assert len(found[f"C{n}"]) == 1 or not report.paragraphs


@settings(max_examples=150, deadline=None)
@given(documents())
def test_the_reader_finds_each_comment_where_its_finding_was(drawn):
    data, spans = drawn
    content = read_docx(data, "draft.docx")
    report = Report("draft.docx", content.text, content.paragraphs)
    spans = [s for s in spans if s[1] <= len(report.text)]
    out = read_docx(write(data, [finding(s, code=f"C{n}") for n, s in enumerate(spans)], report), "out.docx")
    assert (out.text, out.paragraphs and [q.span for q in out.paragraphs]) == (
        content.text,
        content.paragraphs and [q.span for q in content.paragraphs],
    )
    marks = {re.search(r"】(\S+)", m.text)[1]: m.span for m in out.markup if m.kind == "comment"}
    assert len(marks) == len(spans)
    for n, (start, end) in enumerate(spans):
        if start < end and any(q.span.covers(Span(start, end)) for q in report.paragraphs):
            assert marks[f"C{n}"] == Span(start, end)


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
RUBY = (
    "<w:r><w:t>前</w:t><w:ruby><w:rubyPr/><w:rt><w:r><w:t/></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>甲XX</w:t></w:r></w:rubyBase></w:ruby><w:t>后</w:t></w:r>"
)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(FIELD.format(r("甲XX乙")), "甲XX乙", id="field"),
        pytest.param(FIELD.format(r("甲") + FIELD.format(r("XX")) + r("乙")), "甲XX乙", id="nested-field"),
        pytest.param(f'<w:fldSimple w:instr="DATE">{r("甲XX")}</w:fldSimple>', "甲XX", id="simple-field"),
        pytest.param(RUBY, "甲XX", id="ruby"),
        pytest.param(
            f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{r('甲XX')}</w:sdtContent></w:sdt>",
            "甲XX",
            id="plain-text-control",
        ),
        pytest.param(f'<w:del w:id="1" w:author="a">{r("甲XX")}</w:del>', "甲XX", id="deletion"),
        pytest.param(
            f"<w:sdt><w:sdtContent>{r('甲XX')}</w:sdtContent></w:sdt>", "XX", id="rich-text-control"
        ),
        pytest.param(f'<w:hyperlink r:id="rId9">{r("甲XX")}</w:hyperlink>', "XX", id="hyperlink"),
        pytest.param(f'<w:ins w:id="1" w:author="a">{r("甲XX")}</w:ins>', "XX", id="insertion"),
        pytest.param(f'<w:smartTag w:element="x">{r("甲XX")}</w:smartTag>', "XX", id="smart-tag"),
    ],
)
def test_range_goes_around_what_word_replaces_as_a_whole(inner, expected):
    data = package(p(r("首"), inner, r("尾")))
    out = write(data, [at(read(data), "XX")])
    assert list(ranges(out).values()) == [expected]
    assert formats(out) == formats(data)
    for mark in main(out).iter("{*}commentRangeStart", "{*}commentRangeEnd"):
        assert local(mark.getparent()) in ("p", "hyperlink", "ins", "sdtContent", "smartTag")


def test_range_from_a_field_into_text():
    data = package(p(r("首"), FIELD.format(r("2026年")), r("5月XX")))
    out = write(data, [at(read(data), "年5月")])
    assert list(ranges(out).values()) == ["2026年5月"]


def test_field_over_paragraphs_is_not_marked_whole():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    data = package(p(begin, r("目录一XX")) + p(r("目录二"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    assert list(ranges(write(data, [at(read(data), "XX")])).values()) == ["XX"]


def test_existing_comments_changes_and_bookmarks_survive():
    old = '<w:comment w:id="{}" w:author="李四"><w:p><w:r><w:t>旧批注</w:t></w:r></w:p></w:comment>'
    body = p(
        '<w:bookmarkStart w:id="0" w:name="b"/><w:commentRangeStart w:id="0"/>',
        r("甲XX"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:bookmarkEnd w:id="0"/>',
        '<w:ins w:id="5" w:author="张三">' + r("补充XX字") + "</w:ins>",
        '<w:del w:id="6" w:author="张三"><w:r><w:delText>删去</w:delText></w:r></w:del>',
    )
    extended = '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
    data = package(
        body,
        {"notes.xml": root("comments", old.format(0) + old.format(2)), "commentsExtended.xml": extended},
        [("comments", "/word/notes.xml"), ("commentsExtended", "commentsExtended.xml")],
    )
    report = read(data)
    out = write(data, [at(report, "XX"), at(report, "XX字")])
    assert ranges(out) == {0: "甲XX", 1: "XX", 3: "XX字"}
    with zipfile.ZipFile(BytesIO(out)) as file:
        kept = file.read("word/notes.xml").decode()
        assert file.read("word/commentsExtended.xml").decode() == extended
        assert "word/comments.xml" not in file.namelist()
        assert old.format(0) in kept and old.format(2) in kept
    assert comments(out)[0] == ["旧批注"]
    text = etree.tostring(main(out), encoding="unicode")
    assert '<w:del w:id="6" w:author="张三"><w:r><w:delText>删去</w:delText></w:r></w:del>' in text
    assert '<w:bookmarkEnd w:id="0"/>' in text


def test_what_is_not_touched_stays_byte_for_byte():
    picture = bytes(range(256)) * 5000
    drawing = '<w:r><w:drawing><wp:inline xmlns:wp="urn:x" distT="0"><a/></wp:inline></w:drawing></w:r>'
    data = package(
        p(r("甲")) + p(drawing, r("XX乙")), {"media/image1.png": picture}, more={"odd/empty.bin": b""}
    )
    before, after = (
        zipfile.ZipFile(BytesIO(data)),
        zipfile.ZipFile(BytesIO(write(data, [at(read(data), "XX")]))),
    )
    assert after.testzip() is None
    assert after.namelist()[: len(before.namelist())] == before.namelist()
    for name in set(before.namelist()) - {"word/document.xml", "[Content_Types].xml"}:
        assert before.read(name) == after.read(name)
    assert drawing.encode() in after.read("word/document.xml")
