"""Plain text: which encoding the bytes are in, strictly, and what is no text at all."""

import re

from analyzer.document import InputError
from analyzer.readers.content import Content, plain
from analyzer.readers.sniff import quoted

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Tab, line ends, form feed and the vertical tab that Word copies out are text.
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BOM_OR_BLANK = re.compile(r"[\s\ufeff\u200b]*\Z")
# How many characters from the beginning and from the end a guess looks at.
_SAMPLE = 50_000
# Share of the non-ASCII characters that must be everyday Chinese ones before a guess is believed. Measured:
# official reports 0.9999 (their shortest lines 0.83), random GB18030 pairs 0.29, Big5 read as GB18030 0.34.
_EVERYDAY_SHARE = 0.7


def read_text(data: bytes, name: str) -> Content:
    """Content of a text file; InputError where ``data`` is no text or blank throughout."""
    text = decode(data, name)
    if _BOM_OR_BLANK.match(text):
        raise InputError(f"{quoted(name)}里只有空白，没有可以检查的文字，请确认是否选错了文件。")
    return plain(text)


def decode(data: bytes, name: str) -> str:
    r"""The text of ``data``, byte order mark dropped, line ends ``\n``.

    UTF-8, UTF-16 and UTF-32 with their marks are taken as such. Without a mark UTF-8 wins where it fits;
    GB18030 and UTF-16 are guesses, believed only if the outcome looks like Chinese or is plain ASCII.
    Raises InputError for what is not text, is in another encoding, or ends in the middle of a character.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if text is None and encoding != "utf-8" and len(data) % (4 if "32" in encoding else 2):
                raise _cut(name)
            if text is None and encoding == "utf-8" and _cut_utf8(data):
                raise _cut(name)
            if text is None or not _is_text(text):
                raise _no_text(data, name)
            return _with_newlines(text)
    text = _strict(data, "utf-8")
    if text is not None and _is_text(text):
        return _with_newlines(text)
    if text is None and _cut_utf8(data):
        raise _cut(name)
    guesses = [_strict(data, encoding) for encoding in ("gb18030", "utf-16-le", "utf-16-be")]
    likely = [guess for guess in guesses if guess is not None and _is_text(guess) and _looks_chinese(guess)]
    if likely:
        # In the wrong byte order full-width digits make everyday characters too, but fewer of them.
        return _with_newlines(max(likely, key=_everyday_share))
    if (head := _cut_gb18030(data)) and _looks_chinese(head):
        raise _cut(name)
    raise _no_text(data, name)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _cut_utf8(data: bytes) -> bool:
    """Whether it is UTF-8, by at least one whole non-ASCII character, with the last one incomplete."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return (
            error.end == len(data)
            and error.reason == "unexpected end of data"
            and not data[: error.start].isascii()
            and _is_text(data[: error.start].decode("utf-8"))
        )
    return False


def _cut_gb18030(data: bytes) -> str:
    """The text before an incomplete last GB18030 character, empty where that is not what is wrong."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError as error:
        if error.reason == "incomplete multibyte sequence" and error.end == len(data):
            head = data[: error.start].decode("gb18030")
            return head if _is_text(head) and not head.isascii() else ""
    return ""


def _is_text(text: str) -> bool:
    """No NUL, and of other control characters at most one in a hundred (Word leaves single ones behind)."""
    return "\0" not in text and len(_CONTROLS.findall(text)) * 100 <= len(text)


def _looks_chinese(text: str) -> bool:
    """Whether everyday Chinese characters and marks prevail among the non-ASCII ones. ASCII is fine."""
    return _everyday_share(text) >= _EVERYDAY_SHARE


def _everyday_share(text: str) -> float:
    """Share of everyday Chinese characters and marks among the non-ASCII ones; 1 where there are none."""
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[-_SAMPLE:]
    foreign = [c for c in sample if c > "\x7f"]
    return sum(map(_everyday, foreign)) / len(foreign) if foreign else 1.0


def _everyday(char: str) -> bool:
    # GB2312 is the set that everyday simplified Chinese keeps to: 6,763 Han and the marks. Its kana, Greek,
    # Cyrillic and box rows are left out, for binary data falls into them.
    if "\u2010" <= char <= "\u203b" or "\u2460" <= char <= "\u249b" or "\u3000" <= char <= "\u301f":
        return True
    if "\uff01" <= char <= "\uff5e" or char in "·×÷±°℃￥—…":
        return True
    try:
        return "\u4e00" <= char <= "\u9fa5" and len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _cut(name: str) -> InputError:
    return InputError(f"{quoted(name)}末尾的文字不完整，文件可能没有传完，请重新获取该文件后重试。")


def _no_text(data: bytes, name: str) -> InputError:
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data):
        return InputError(f"{quoted(name)}的内容不是文字，无法检查，请确认是否选错了文件。")
    return InputError(f"{quoted(name)}的文字编码无法识别，请用记事本另存为 UTF-8 编码后重试。")
