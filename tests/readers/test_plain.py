import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.document import InputError
from analyzer.readers.encoding import decode, read_text

HAN = "一、汇报单位共检查次，发现问题个；整改率为百分之的是在了我局（）《》“”。"
TEXT = "某市教育局工作汇报\n\n一、总体情况\n共检查12次，发现问题XX个，整改率98.5%。\n"
# A sentence ends in 。: a handful of Han alone may be good UTF-8 and good GB18030 at once.
reports = st.text(st.sampled_from(HAN + "0123456789XX\n\t %.-"), max_size=200).map(
    lambda text: text + "工作。"
)
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=reports)
def test_every_encoding_gives_the_same_text(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("mark", [b"\xfe\xff", b"\0\0\xfe\xff"], ids=["utf-16-be", "utf-32-be"])
@given(text=reports)
def test_big_endian_marks(mark: bytes, text: str) -> None:
    encoding = "utf-16-be" if len(mark) == 2 else "utf-32-be"
    assert decode(mark + text.encode(encoding), "a.txt") == text


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"), max_size=100
    )
)
def test_utf_8_holds_any_characters(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text


def test_line_ends_become_newlines_and_nothing_else_does() -> None:
    assert (
        decode("甲\r\n乙\r丙\n\r\n丁\u2028戊\x0b己\x0c".encode(), "a") == "甲\n乙\n丙\n\n丁\u2028戊\x0b己\x0c"
    )


def test_a_mark_inside_the_text_stays() -> None:
    assert decode("\ufeff甲\ufeff乙".encode(), "a") == "甲\ufeff乙"


def test_rare_characters_in_gb18030() -> None:
    text = TEXT + "镕、喆、䶮、㑇、€、𠮷、①、　"
    assert decode(text.encode("gb18030"), "a.txt") == text


def test_ascii_in_utf_16_without_a_mark() -> None:
    assert decode("report 12\n".encode("utf-16-le"), "a.txt") == "report 12\n"


def test_one_stray_control_character_is_forgiven() -> None:
    text = TEXT * 3 + "\x07"
    assert decode(text.encode(), "a.txt") == text
    assert decode(text.encode("gb18030"), "a.txt") == text


BINARY = "“a.txt”的内容不是文字，无法检查，请确认是否选错了文件。"
UNKNOWN = "“a.txt”的文字编码无法识别，请用记事本另存为 UTF-8 编码后重试。"
CUT = "“a.txt”末尾的文字不完整，文件可能没有传完，请重新获取该文件后重试。"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"abc\0def", BINARY),
        (("汇报" * 9 + "\0").encode(), BINARY),
        (("汇报" * 9 + "\0").encode("gb18030"), BINARY),
        (bytes(range(256)), BINARY),
        (b"\xef\xbb\xbf\x01\x02\x03\x04", BINARY),
        (b"\xff\xfe\x00\xd8\x00\x00", BINARY),
        ("本報告已於今日完成檢查工作並發現問題若干個".encode("big5"), UNKNOWN),
        ("これは日本語の報告書です。".encode("shift-jis"), UNKNOWN),
        ("Le café est fermé à midi".encode("latin-1"), UNKNOWN),
        (b"\xef\xbb\xbf\xc4\xe3\xba\xc3", UNKNOWN),
        (bytes.fromhex("aaa1 aaa2 aaa3 aaa4 d2bb"), UNKNOWN),  # private use
        (bytes.fromhex("8baa c98f 9a52 ec6c b3f1 97c4"), UNKNOWN),  # Han that nobody writes
        (TEXT.encode()[:-2], CUT),
        (b"\xef\xbb\xbf" + TEXT.encode()[:-2], CUT),
        (TEXT.rstrip("\n").encode("gb18030")[:-1], CUT),
        (TEXT.encode("utf-16")[:-1], CUT),
        (TEXT.encode("utf-32")[:-2], CUT),
    ],
    ids=range(17),
)
def test_says_why_not(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        decode(data, "/folder/a.txt")
    assert str(error.value) == message


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_sentence(data: bytes) -> None:
    try:
        text = decode(data, "a.txt")
    except InputError as error:
        assert str(error).endswith("。")
    else:
        assert "\r" not in text and "\0" not in text
        text.encode()


@given(reports, st.sampled_from(ENCODINGS), st.integers(0, 300), st.binary(max_size=3))
def test_any_damage_gives_text_or_a_sentence(text: str, encoding: str, at: int, new: bytes) -> None:
    data = bytearray(text.encode(encoding))
    data[at : at + 1] = new
    try:
        decode(bytes(data), "a.txt").encode()
    except InputError as error:
        assert str(error).endswith("。")


def test_read_text_has_the_lines_as_paragraphs() -> None:
    content = read_text(("\ufeff" + TEXT.replace("\n", "\r\n")).encode(), "a.txt")
    assert content.text == TEXT
    assert [content.text[slice(*p.span)] for p in content.paragraphs] == [
        line for line in TEXT.split("\n") if line
    ]


@pytest.mark.parametrize("blank", [" \n", "　\n　", "\ufeff", "\u200b \n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_blank_throughout(blank: str, encoding: str) -> None:
    with pytest.raises(InputError, match=r"^“a\.txt”里只有空白"):
        read_text(blank.encode(encoding), "a.txt")
