import io
import struct
import tracemalloc
import zipfile
import zlib
from itertools import pairwise

import pytest
from readers.docx_files import docx, pack, parts

from analyzer.document import InputError
from analyzer.readers import archive
from analyzer.readers.archive import Package
from analyzer.readers.docx import read_docx


def members(data):
    """Offsets of the local and central headers by member name."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        local = {info.filename: info.header_offset for info in opened.infolist()}
    central = {}
    at = data.index(b"PK\x01\x02")
    while data[at : at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        central[data[at + 46 : at + 46 + name].decode()] = at
        at += 46 + name + extra + comment
    return local, central


def forged(data, name, field, value):
    """The same zip with one field of a member's central header changed."""
    offset, form = {"flags": (8, "<H"), "method": (10, "<H"), "packed": (20, "<I"), "size": (24, "<I")}[field]
    changed = bytearray(data)
    struct.pack_into(form, changed, members(data)[1][name] + offset, value)
    return bytes(changed)


def test_reads_stored_and_deflated_members():
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        package = Package(pack({"a/b.xml": "<a/>"}, compression), "t.docx")
        assert package.read("a/b.xml") == b"<a/>"
        assert package.xml("A/B.XML").tag == "a"
        assert package.find("A/b.xml") == "a/b.xml"
        assert package.find("c") is None


def test_reads_from_an_open_file():
    assert Package(io.BytesIO(pack({"a": "b"})), "t.docx").read("a") == b"b"


def test_zip_behind_other_bytes_is_read():
    assert Package(b"#!/bin/sh\n" + pack({"a": "b"}), "t.docx").read("a") == b"b"


def test_relations():
    relation = (
        '<Relationships xmlns="x"><Relationship Id="1" Type="http://t/styles" Target="/word/Styles.xml"/>'
        '<Relationship Id="2" Type="http://t/image" Target="../media/%E5%9B%BE.png"/>'
        '<Relationship Id="3" Type="http://t/hyperlink" Target="http://h/" TargetMode="External"/>'
        "</Relationships>"
    )
    package = Package(
        pack({"word/_rels/document.xml.rels": relation, "word/styles.xml": "", "media/图.png": ""}), "t.docx"
    )
    assert package.relations("word/document.xml") == {
        "1": ("styles", "word/styles.xml", False),
        "2": ("image", "media/图.png", False),
        "3": ("hyperlink", "http://h/", True),
    }
    assert package.relations("other.xml") == {}


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x03\x04", b"PK\x05\x06", b"PK\x05\x06" + bytes(18)[:10], b"x" * 99]
)
def test_not_a_zip(data):
    with pytest.raises(InputError, match="不是完整的 Word 文档"):
        Package(data, "t.docx")


def test_every_truncation_is_refused():
    data = docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")
    for size in range(len(data)):
        with pytest.raises(InputError):
            read_docx(data[:size], "t.docx")


@pytest.mark.parametrize("name", ["../a.xml", "a/../../b", "/etc/a", "a\\b.xml", "C:/a", "a/.."])
def test_suspicious_paths(name):
    with pytest.raises(InputError, match="路径"):
        Package(pack({name: "x"}), "t.docx")


def test_name_with_a_zero_byte():
    data = pack({"a/bXc": "x"}).replace(b"a/bXc", b"a/b\0c")
    with pytest.raises(InputError, match="路径"):
        Package(data, "t.docx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["word/a.xml", "WORD/A.xml"])
def test_duplicate_names(second):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr("word/a.xml", "1")
        opened.writestr(second, "2")
    with pytest.raises(InputError, match="重名"):
        Package(buffer.getvalue(), "t.docx")


def test_folders_are_no_members():
    package = Package(pack({"word/": "", "word/a": "x"}), "t.docx")
    assert package.find("word/") is None


def test_encrypted_member():
    data = pack({"a": "secret"})
    with pytest.raises(InputError, match="加密"):
        Package(forged(data, "a", "flags", 1), "t.docx")


def test_unknown_compression():
    with pytest.raises(InputError):
        Package(forged(pack({"a": "x" * 99}), "a", "method", 12), "t.docx").read("a")


def test_damaged_content():
    data = bytearray(pack({"a": "x" * 999}, zipfile.ZIP_STORED))
    data[100] ^= 1
    with pytest.raises(InputError, match="不是完整"):
        Package(bytes(data), "t.docx").read("a")


@pytest.mark.parametrize("declared", [0, 10, 998, 1000, 5000])
def test_a_lying_size_is_refused(declared):
    data = forged(pack({"a": "x" * 999}), "a", "size", declared)
    with pytest.raises(InputError):
        Package(data, "t.docx").read("a")


def test_a_lying_size_with_a_matching_checksum_is_refused():
    data = bytearray(forged(pack({"a": "x" * 999}), "a", "size", 10))
    struct.pack_into("<I", data, members(bytes(data))[1]["a"] + 16, zlib.crc32(b"x" * 10))
    with pytest.raises(InputError):
        Package(bytes(data), "t.docx").read("a")


def test_member_that_reaches_beyond_the_file():
    data = forged(pack({"a": "x" * 999}, zipfile.ZIP_STORED), "a", "packed", 100_000)
    with pytest.raises(InputError):
        Package(data, "t.docx").read("a")


def test_missing_part():
    with pytest.raises(InputError, match=r"word/x\.xml"):
        Package(pack({"a": "b"}), "t.docx").read("word/x.xml")


def refused_cheaply(data, message="大得不合常理"):
    """The bytes it took at most to refuse ``data``."""
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match=message):
            read_docx(data, "t.docx")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_bomb_in_the_main_part():
    bomb = pack({**parts(""), "word/document.xml": b"<w>" + b" " * 60_000_000})
    peak = refused_cheaply(bomb)
    assert peak < 20_000_000


def test_bomb_that_lies_about_its_size():
    bomb = pack({**parts(""), "word/document.xml": b"<w>" + b" " * 60_000_000})
    peak = refused_cheaply(forged(bomb, "word/document.xml", "size", 5000), "不是完整")
    assert peak < 20_000_000


def test_bombs_that_pretend_to_pack_badly():
    bomb = pack({"a": b"x"})
    bomb = forged(bomb, "a", "size", 500_000_000)
    refused_cheaply(bomb)
    bomb = forged(pack({"a.xml": b"x"}), "a.xml", "size", 200_000_000)
    refused_cheaply(forged(bomb, "a.xml", "packed", 100_000_000))


def test_bomb_under_another_name():
    members = parts("")
    del members["word/document.xml"]
    members["_rels/.rels"] = members["_rels/.rels"].replace("document.xml", "document")
    peak = refused_cheaply(pack({**members, "word/document": b" " * 60_000_000}))
    assert peak < 20_000_000


def test_total_of_many_members(monkeypatch):
    monkeypatch.setattr(archive, "MAX_TOTAL", 1000)
    assert Package(pack({f"{i}": "x" * 100 for i in range(10)}), "t.docx").read("1")
    with pytest.raises(InputError, match="大得不合常理"):
        Package(pack({f"{i}": "x" * 100 for i in range(11)}), "t.docx")


def test_pictures_may_pack_well():
    data = pack({"word/media/blank.bmp": bytes(30_000_000)})
    assert Package(data, "t.docx").find("word/media/blank.bmp")


def test_too_many_members():
    data = pack({f"{i}": "" for i in range(10_001)}, zipfile.ZIP_STORED)
    with pytest.raises(InputError, match="大得不合常理"):
        Package(data, "t.docx")


def test_a_directory_of_millions_is_refused_before_it_is_read():
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
    directory = entry * 500_000
    end = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 1, 1, len(directory), 0, 0)
    assert refused_cheaply(directory + end) < 20_000_000
    # The same behind the 64-bit record, which overrides the other.
    end64 = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1, 1, len(directory), 0)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, len(directory), 1)
    end = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 1, 1, 47, 0, 0)
    assert refused_cheaply(directory + end64 + locator + end) < 20_000_000


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "<!--" + "x" * 5000 + "--><!DOCTYPE a [<!ENTITY x 'y'>]>",
    ],
)
def test_document_types_are_refused(prolog):
    with pytest.raises(InputError):
        Package(pack({"a.xml": f"{prolog}<a>&lt;</a>"}), "t.docx").xml("a.xml")
    with pytest.raises(InputError):
        Package(pack({"a.xml": f"{prolog}<a>&lt;</a>".encode("utf-16")}), "t.docx").xml("a.xml")


@pytest.mark.parametrize("use", ["<a>&j;</a>", '<a b="&j;"/>'])
def test_entities_that_multiply(use):
    entities = "".join(f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in pairwise("abcdefghij"))
    bomb = f"<!DOCTYPE a [<!ENTITY a '{'x' * 1000}'>{entities}]>{use}"
    with pytest.raises(InputError):
        Package(pack({"a.xml": bomb}), "t.docx").xml("a.xml")


@pytest.mark.parametrize(
    "content", [b"", b"<a>", b"\xff\xfe<", b"<a>\x00</a>", b"<a>" * 300 + b"</a>" * 300, b"<a>&x;</a>"]
)
def test_xml_that_is_none(content):
    with pytest.raises(InputError, match=r"a\.xml"):
        Package(pack({"a.xml": content}), "t.docx").xml("a.xml")


def test_comments_and_instructions_are_dropped():
    root = Package(pack({"a.xml": "<?x?><a>1<!--2-->3<?y?>4<![CDATA[5]]></a>"}), "t.docx").xml("a.xml")
    assert root.text == "1345"
    assert len(root) == 0
