import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.document import InputError
from analyzer.readers import sniff
from analyzer.readers.sniff import kind, load, quoted

WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def types(main: bytes) -> bytes:
    return b'<Types><Override PartName="/x.xml" ContentType="%s"/></Types>' % main


def zipped(**members: bytes) -> bytes:
    """A zip; ``__`` in a keyword stands for a dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member.replace("__", "."), content)
    return stream.getvalue()


def docx(main: bytes = WORD) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", types(main))
        archive.writestr("word/document.xml", b"<w/>" * 300)
    return stream.getvalue()


def compound(*streams: str, encrypted: bool = False) -> bytes:
    """An OLE compound file as far as its header, a Word header and the names in its directory."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + struct.pack("<H", 9) + bytes(480)
    fib = b"\xec\xa5\xc1\x00" + bytes(6) + struct.pack("<H", 0x0100 if encrypted else 0) + bytes(500)
    entries = b""
    for stream in ("Root Entry", *streams):
        name = (stream + "\0").encode("utf-16-le")
        entries += (
            name.ljust(64, b"\0") + struct.pack("<H", len(name)) + bytes(50) + struct.pack("<I", 0) + bytes(8)
        )
    return header + fib + entries.ljust(512, b"\0")


MACRO = b"application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
ODT = zipped(mimetype=b"application/vnd.oasis.opendocument.text", content__xml=b"<x/>")
RTF = b"{\\rtf1\\ansi abc}"
PDF = b"%PDF-1.7\n..."
DOC = compound("WordDocument", "1Table")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.docx", docx(), "docx"),
        ("A.DOCX", docx(), "docx"),
        ("a.docm", docx(MACRO), "docx"),
        ("a.dotx", docx(TEMPLATE), "docx"),
        ("a.pdf", PDF, "pdf"),
        ("a.pdf", b"\xef\xbb\xbf\r\n" + PDF, "pdf"),
        ("a.pdf", b"scanner junk\n" + PDF, "pdf"),
        ("a.doc", DOC, "office"),
        ("a.wps", DOC, "office"),
        ("a.doc", RTF, "office"),
        ("a.rtf", RTF, "office"),
        ("a.odt", ODT, "office"),
        ("a.txt", "汇报".encode(), "text"),
        ("a.md", b"# x", "text"),
        ("a.markdown", b"# x", "text"),
        ("a.txt", b"BM 2025", "text"),
        ("a.txt", b"MZ 2025", "text"),
        ("a.txt", b"<html>", "text"),
        ("汇报", docx(), "docx"),
        ("汇报", "汇报".encode(), "text"),
        ("1.工作汇报", "汇报".encode(), "text"),
        ("关于工作的汇报（2025.6）", docx(), "docx"),
    ],
    ids=lambda value: ascii(value) if isinstance(value, str) else "",
)
def test_tells_what_a_file_is(name: str, data: bytes, expected: str) -> None:
    assert kind(name, data) == expected


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", PDF, "“a.docx”的内容是 PDF，请把扩展名改为 .pdf 后重试。"),
        ("a.txt", docx(), "“a.txt”的内容是 Word 文档（.docx），请把扩展名改为 .docx 后重试。"),
        ("a.docx", DOC, "“a.docx”的内容是 Word 97-2003 文档，请把扩展名改为 .doc 后重试。"),
        ("a.bak", docx(), "“a.bak”的内容是 Word 文档（.docx），请把扩展名改为 .docx 后重试。"),
        ("a.docx", RTF, "“a.docx”的内容是 RTF 文档，请把扩展名改为 .rtf 后重试。"),
        ("a.doc", ODT, "“a.doc”的内容是 OpenDocument 文档，请把扩展名改为 .odt 后重试。"),
        ("a.docx", "汇报".encode(), "“a.docx”的内容是纯文本，请把扩展名改为 .txt 后重试。"),
        ("a.doc", b"<html><body>", "“a.doc”的内容是网页或 XML，请用 Word 或 WPS 打开并另存为 .docx 后重试。"),
        ("a.doc", b"MIME-Version: 1.0", "“a.doc”的内容是网页或 XML，"),
        ("a.docx", b"", "“a.docx”是空文件，"),
        ("a.txt", b"\xef\xbb\xbf \r\n", "“a.txt”里只有空白，"),
        ("a.docx", docx()[:200], "“a.docx”已损坏或没有下载完整，请重新获取该文件后重试。"),
        ("a.pdf", b"\x01\x02\x03", "“a.pdf”已损坏或没有下载完整，"),
        ("a.docx", compound("EncryptedPackage", "EncryptionInfo"), "“a.docx”已加密，请去掉密码后重试。"),
        ("a.doc", compound("WordDocument", encrypted=True), "“a.doc”已加密，请去掉密码后重试。"),
        ("a.doc", compound("Workbook"), "“a.doc”的内容是 Excel 表格，不能检查，"),
        ("a.ppt", compound("PowerPoint Document"), "“a.ppt”的内容是演示文稿，"),
        ("a.msg", compound("__properties_version1.0"), "“a.msg”的内容是 Outlook 邮件，"),
        ("a.doc", compound(), "“a.doc”里没有找到 Word 文档，"),
        ("a.docx", docx(SHEET), "“a.docx”的内容是电子表格，"),
        ("a.pptx", docx(SLIDES), "“a.pptx”的内容是演示文稿，"),
        (
            "a.ods",
            zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "“a.ods”的内容是电子表格，",
        ),
        ("a.ofd", zipped(OFD__xml=b"<x/>"), "“a.ofd”的内容是 OFD 版式文件，"),
        ("a.zip", zipped(a__docx=docx()), "“a.zip”的内容是压缩包，不能检查，请先解压"),
        (
            "a.odt",
            zipped(
                **{
                    "mimetype": b"application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": b"<encryption-data/>",
                }
            ),
            "“a.odt”已加密，",
        ),
        ("a.png", b"\x89PNG\r\n\x1a\n", "“a.png”的内容是 PNG 图片，"),
        ("a.docx", b"\xff\xd8\xff\xe0", "“a.docx”的内容是 JPEG 图片，"),
        ("a.docx", b"BM\x36\x00\x00\x00", "“a.docx”的内容是 BMP 图片，"),
        ("a.docx", b"MZ\x90\x00\x03", "“a.docx”的内容是 Windows 程序，"),
        ("a.docx", b"Rar!\x1a\x07\x01\x00", "“a.docx”的内容是 RAR 压缩包，"),
        ("a.gz", b"\x1f\x8b\x08\x00", "“a.gz”的内容是 gzip 压缩包，"),
        (
            "a.csv",
            b"a,b",
            "“a.csv”的格式不支持，如果内容是纯文本，请把扩展名改为 .txt 后重试；支持的格式有 .docx",
        ),
        ("a.bin", b"\x00\x01", "“a.bin”的格式不支持，支持的格式有 .docx"),
        ("~$报告.docx", b"\x05admin", "“~$报告.docx”是 Word 或 WPS 打开文件时留下的临时文件，"),
        ("/home/me/秘密/a.docx", PDF, "“a.docx”的内容是 PDF，"),
        ("C:\\秘密\\a.docx", PDF, "“a.docx”的内容是 PDF，"),
    ],
    ids=lambda value: ascii(value) if isinstance(value, str) and len(value) < 12 else "",
)
def test_says_why_not(name: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        kind(name, data)
    assert str(error.value).startswith(message)
    assert str(error.value).endswith("。")
    assert "秘密" not in str(error.value)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types(WORD) + b" " * 50_000_000)
    assert kind("a.docx", bomb.getvalue()) == "docx"


SEEDS = [docx(), DOC, compound("WordDocument", encrypted=True), ODT, PDF, RTF, b"\x89PNG\r\n"]


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=4)), max_size=6),
    st.integers(0, 4000),
    st.sampled_from(["a.docx", "a.doc", "a.txt", "a", "a.zip", "\ud800.pdf", "a\n.docx"]),
)
def test_any_bytes_give_a_kind_or_a_sentence(
    seed: bytes, edits: list[tuple[int, bytes]], length: int, name: str
) -> None:
    data = bytearray(seed)
    for at, new in edits:
        data[at : at + len(new)] = new
    try:
        assert kind(name, bytes(data[:length] if length else data)) in ("docx", "text", "pdf", "office")
    except InputError as error:
        assert str(error).endswith("。") and str(error).isprintable()


@given(st.text(max_size=30))
def test_a_quoted_name_is_printable_and_has_no_folder(name: str) -> None:
    shown = quoted("folder/" + name)
    assert shown.isprintable()
    assert "/" not in shown[1:-1] or set(name) <= set("/\\")


def test_load_reads_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\r\n\x00")
    assert load(tmp_path / "a.txt") == b"a\r\n\x00"
    assert load(str(tmp_path / "a.txt")) == b"a\r\n\x00"


def refused(path: Path | str, limit: int = sniff.MAX_BYTES) -> str:
    with pytest.raises(InputError) as error:
        load(path, limit)
    message = str(error.value)
    assert message.endswith("。") and str(Path(path).parent) not in message.replace("“.”", "")
    return message


def test_load_says_why_not(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * 11)
    assert "超过" in refused(tmp_path / "big.txt", limit=10)
    assert load(tmp_path / "big.txt", limit=11)
    assert refused(tmp_path / "no.txt") == "找不到“no.txt”，请检查文件名和所在文件夹。"
    assert "是文件夹" in refused(tmp_path)
    assert "不是有效的文件名" in refused(str(tmp_path / "a\0b"))
    assert "不是有效的文件名" in refused(tmp_path / ("长" * 200))
    assert "不是有效的文件名" in refused(tmp_path / "big.txt" / "a.txt")


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
def test_load_refuses_links_pipes_and_devices(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert "指向的文件不存在" in refused(tmp_path / "gone.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "循环的链接" in refused(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert "管道或设备" in refused(tmp_path / "pipe.txt")
    assert "管道或设备" in refused("/dev/null")


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
def test_a_file_that_turns_into_a_pipe_does_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    ordinary = os.stat_result((stat.S_IFREG, *([0] * 9)))
    monkeypatch.setattr(Path, "stat", lambda *_, **__: ordinary)
    assert "管道或设备" in refused(path)


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (PermissionError(13, "denied"), "没有权限读取“a.txt”"),
        (FileNotFoundError(2, "gone"), "找不到“a.txt”"),
        (OSError(5, "input/output error"), "读取“a.txt”时出错"),
    ],
)
def test_a_file_that_changes_while_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, part: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")

    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", fail)
    assert refused(path).startswith(part)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    monkeypatch.setattr(sniff, "_refuse_special", lambda *_: None)
    assert "超过" in refused(path, limit=10)


def test_damaged_lzma_members_are_damage():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", types(WORD))
    data = bytearray(stream.getvalue())
    start = data.index(b"[Content_Types].xml") + len("[Content_Types].xml")
    data[start : start + 12] = b"\xff" * 12
    with pytest.raises(InputError, match="已损坏或没有下载完整"):
        kind("a.docx", bytes(data))
