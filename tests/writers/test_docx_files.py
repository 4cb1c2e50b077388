"""Unusual files, and the file that is written."""

import os
import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx_kit import (
    MAIN_TYPE,
    STRICT,
    W,
    at,
    comments,
    finding,
    main,
    p,
    package,
    r,
    ranges,
    read,
    root,
    write,
)
from lxml import etree

from analyzer.document import (
    InputError,
    Paragraph,
    Report,
    Review,
    Span,
)
from analyzer.writers.docx import write_docx


def test_strict_file():
    data = package(p(r("甲XX")), w=STRICT[0], r=STRICT[1])
    out = write(data, [at(read(data), "XX")])
    assert list(ranges(out).values()) == ["XX"]
    with zipfile.ZipFile(BytesIO(out)) as file:
        assert f'Type="{STRICT[1]}/comments"' in file.read("word/_rels/document.xml.rels").decode()
        assert etree.fromstring(file.read("word/comments.xml")).tag == f"{{{STRICT[0]}}}comments"


def test_strict_file_with_comments():
    old = root("comments", '<w:comment w:id="0" w:author="a"/>', *STRICT)
    data = package(p(r("甲XX")), {"comments.xml": old}, [("comments", "comments.xml")], *STRICT)
    out = write(data, [at(read(data), "XX")])
    assert ranges(out) == {1: "XX"}


def test_main_namespace_without_prefix():
    text = f'<document xmlns="{W}" xmlns:v="{W}"><body><p><r><t>甲XX乙</t></r></p></body></document>'
    data = package(f"<?xml version='1.0'?>{text}")
    out = write(data, [at(read(data), "XX")])
    assert list(ranges(out).values()) == ["XX"]
    marks = list(main(out).iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference"))
    assert [m.keys() for m in marks] == [[f"{{{W}}}id"]] * 3


def test_relation_to_a_missing_comments_part():
    data = package(p(r("甲XX")), relations=[("comments", "comments9.xml")])
    out = write(data, [at(read(data), "XX")])
    assert list(comments(out).values()) == [["【错误】P101 占位未填"]]


def test_comments_part_that_nothing_points_to_is_left_alone():
    data = package(p(r("甲XX")), {"comments.xml": root("comments", "")}, [("x", "NULL"), ("comments2", "a")])
    with zipfile.ZipFile(BytesIO(write(data, [at(read(data), "XX")]))) as file:
        assert file.read("word/comments.xml").decode() == root("comments", "")
        assert "P101" in file.read("word/comments1.xml").decode()


def test_no_findings_no_comments_part():
    data = package(p(r("甲")))
    with zipfile.ZipFile(BytesIO(write(data, []))) as file:
        assert "word/comments.xml" not in file.namelist()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 no zip",
        package("<w:p>"),
        package("<?xml version='1.0'?><document/>"),
        package(p(r("甲")), {"comments.xml": "<a>"}, [("comments", "comments.xml")]),
        package(p(r("甲")), {"comments.xml": "<a/>"}, [("comments", "comments.xml")]),
        package(p(r("甲")))[:-300],
        package(p(r("甲"))).replace("甲".encode(), "乙".encode()),
    ],
    ids=["empty", "no-zip", "no-xml", "no-body", "bad-comments", "no-comments", "cut-off", "bad-checksum"],
)
def test_broken_source_writes_nothing(tmp_path, data):
    review = Review(read(package(p(r("甲")))), (finding((0, 1)),))
    with pytest.raises(InputError, match="Word 文件"):
        write_docx(review, data, tmp_path / "out.docx")
    assert list(tmp_path.iterdir()) == []


def test_part_that_is_only_copied_and_broken_writes_nothing(tmp_path):
    data = package(p(r("甲")), more={"media.bin": b"12345678"}).replace(b"12345678", b"12345679")
    with pytest.raises(InputError, match="损坏"):
        write_docx(Review(read(data), (finding((0, 1)),)), data, tmp_path / "out.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["docx", "docm"])
def test_macros_stay_only_where_word_allows_them(tmp_path, suffix):
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    data = package(p(r("甲")), {"vbaProject.bin": "x"}, [("vbaProject", "vbaProject.bin")])
    with zipfile.ZipFile(BytesIO(data)) as file:
        files = {
            name: file.read(name).replace(MAIN_TYPE.encode(), macro.encode()) for name in file.namelist()
        }
    changed = BytesIO()
    with zipfile.ZipFile(changed, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    target = tmp_path / f"out.{suffix}"
    write_docx(Review(read(data), (finding((0, 1)),)), changed.getvalue(), target)
    with zipfile.ZipFile(target) as file:
        kept = (
            macro in file.read("[Content_Types].xml").decode(),
            "vba" in file.read("word/_rels/document.xml.rels").decode(),
        )
    assert kept == ((True, True) if suffix == "docm" else (False, False))


def test_source_is_never_overwritten(tmp_path):
    data = package(p(r("甲XX")))
    source = tmp_path / "稿件.docx"
    source.write_bytes(data)
    link = tmp_path / "link.docx"
    os.link(source, link)
    review = Review(read(data, str(source)), (finding((1, 3)),))
    for target in (source, link, tmp_path / "x" / ".." / "稿件.docx"):
        (tmp_path / "x").mkdir(exist_ok=True)
        with pytest.raises(InputError, match="被审阅的文件本身"):
            write_docx(review, data, target)
    assert source.read_bytes() == data
    write_docx(review, data, tmp_path / "稿件-审阅.docx")
    assert source.read_bytes() == data
    assert sorted(x.name for x in tmp_path.iterdir()) == ["link.docx", "x", "稿件-审阅.docx", "稿件.docx"]


def test_target_that_cannot_be_written(tmp_path):
    review = Review(Report("<stdin>\0", "甲"), ())
    with pytest.raises(InputError, match="不存在"):
        write_docx(review, None, tmp_path / "no" / "out.docx")
    with pytest.raises(InputError, match=r"不能写入|无法写入"):
        write_docx(review, None, tmp_path)
    with pytest.raises(InputError, match=r"不能写入|无法写入"):
        write_docx(review, None, tmp_path / ("长" * 300 + ".docx"))
    assert list(tmp_path.iterdir()) == []


def test_existing_target_is_replaced_as_a_whole(tmp_path):
    target = tmp_path / "out.docx"
    target.write_bytes(b"old" * 100_000)
    write_docx(Review(Report("a.txt", "甲", (Paragraph(Span(0, 1)),)), ()), None, target)
    assert [x.text for x in docx.Document(str(target)).paragraphs] == ["甲"]


def test_many_findings_in_one_long_paragraph():
    data = package(p(*[r("走访群众XX户，解决问题若干。" * 200, "<w:b/>")] * 5) + p(r("末")) * 2000)
    report = read(data)
    spots = [m.span() for m in re.finditer("XX", report.text)][::20]
    out = write(data, map(finding, spots), report)
    assert len(spots) == 50 and set(ranges(out).values()) == {"XX"}
