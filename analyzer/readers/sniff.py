"""Loading a file once, and telling from its content what it is."""

import errno
import io
import os
import re
import stat
import zipfile
from pathlib import Path, PurePath, PureWindowsPath

from analyzer.document import InputError
from analyzer.readers.zip_directory import BROKEN_ZIP, has_absurd_directory

MAX_BYTES = 200 * 1024 * 1024
SUPPORTED = ".docx、.doc、.wps、.rtf、.odt、.pdf、.txt、.md"

_SUFFIXES = {
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "text": (".txt", ".text", ".md", ".markdown"),
    "pdf": (".pdf",),
    "office": (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott"),
}
_KIND_OF = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes}
# Word itself opens an RTF or a binary document under any of these names, and many systems export them so.
_WORD_SUFFIXES = (".doc", ".dot", ".wps", ".wpt", ".rtf")

_DAMAGE = "已损坏或没有下载完整，请重新获取该文件后重试。"
_OTHER_FILE = "请确认是否选错了文件。"
_AS_TEXT = "请提供文字版（如 .docx 或 .txt）后重试。"
_AS_DOCX = "请用 Word 或 WPS 打开并另存为 .docx 后重试。"
_UNPACK = "请先解压，再选择其中的报告文件。"
_SMALLER = "请删去其中的大图片或附件，或拆分后重试"

# What a file that cannot be read is, and what to do; the first match counts.
_FOREIGN: tuple[tuple[bytes, int, str, str], ...] = (
    (b"\x89PNG\r\n", 0, "PNG 图片", _AS_TEXT),
    (b"\xff\xd8\xff", 0, "JPEG 图片", _AS_TEXT),
    (b"GIF87a", 0, "GIF 图片", _AS_TEXT),
    (b"GIF89a", 0, "GIF 图片", _AS_TEXT),
    (b"II*\0", 0, "TIFF 图片", _AS_TEXT),
    (b"MM\0*", 0, "TIFF 图片", _AS_TEXT),
    (b"WEBP", 8, "WebP 图片", _AS_TEXT),
    (b"ftypheic", 4, "HEIC 图片", _AS_TEXT),
    (b"ftyp", 4, "音视频文件", _OTHER_FILE),
    (b"ID3\x03", 0, "音频文件", _OTHER_FILE),
    (b"ID3\x04", 0, "音频文件", _OTHER_FILE),
    (b"Rar!\x1a\x07", 0, "RAR 压缩包", _UNPACK),
    (b"7z\xbc\xaf'\x1c", 0, "7z 压缩包", _UNPACK),
    (b"\x1f\x8b\x08", 0, "gzip 压缩包", _UNPACK),
    (b"\xfd7zXZ\0", 0, "xz 压缩包", _UNPACK),
    (b"BZh91AY&SY", 0, "bzip2 压缩包", _UNPACK),
    (b"ustar", 257, "tar 压缩包", _UNPACK),
    (b"\x7fELF", 0, "程序", _OTHER_FILE),
    (b"SQLite format 3\0", 0, "数据库文件", _OTHER_FILE),
)
_MARKUP_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml|\?mso-application)", re.IGNORECASE
)
_MHT_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*MIME-Version:", re.IGNORECASE)
_WORD_MAIN = re.compile(
    rb"(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled\w*)\.main\+xml",
    re.I,
)


def quoted(name: str) -> str:
    """The file's own name in “”, as it may stand in a message: no folders, nothing unprintable."""
    base = PureWindowsPath(name).name or name
    return "“" + "".join(c if c.isprintable() else "?" for c in base) + "”"


def load(path: str | os.PathLike[str], limit: int = MAX_BYTES, advice: str = _SMALLER) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes; ``advice`` on a larger one. Never waits for a pipe."""
    name = quoted(os.fspath(path))
    try:
        file = Path(path)
        _refuse_special(
            file.stat(), name, limit, advice
        )  # before opening: to open a device may already do something
        # A file that turned into a pipe since then must not hang: O_NONBLOCK. Windows needs O_BINARY.
        flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(file, "rb", opener=lambda p, f: os.open(p, f | flags)) as stream:
            _refuse_special(os.fstat(stream.fileno()), name, limit, advice)
            data = stream.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with NUL or a lone surrogate
        raise InputError(_why_unopened(path, name, error)) from error
    if len(data) > limit:
        raise InputError(_too_large(name, limit, advice))
    return data


def kind(name: str, data: bytes) -> str:
    """What ``data`` is by content and name: ``docx``, ``text``, ``pdf``, or ``office`` (for LibreOffice).

    Raises InputError for what is empty, damaged, locked, unsupported, or something else than its name says.
    """
    shown, suffix = quoted(name), _suffix(name)
    if PureWindowsPath(name).name.startswith("~$"):
        raise InputError(f"{shown}是 Word 或 WPS 打开文件时留下的临时文件，不是报告，请选择原文件。")
    if not data:
        raise InputError(f"{shown}是空文件，请确认是否选错了文件，或重新导出后重试。")
    if not data.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").strip():
        raise InputError(f"{shown}里只有空白，没有可以检查的文字，请确认是否选错了文件。")
    found, what, extension = _signature(shown, suffix, data)
    if not found:
        return _unsigned(shown, suffix, data)
    named = _KIND_OF.get(suffix)
    in_word_family = suffix in _WORD_SUFFIXES and extension in (".doc", ".rtf")
    if not suffix or in_word_family or (named == found and found != "office") or suffix == extension:
        return found
    if (suffix, extension) == (".ott", ".odt"):
        return found
    raise InputError(f"{shown}的内容是{what}，请把扩展名改为 {extension} 后重试。")


def _suffix(name: str) -> str:
    # “汇报（2025.6）” and “1.工作汇报” have no suffix, though they have a dot.
    suffix = PurePath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z][a-z0-9]{0,8}", suffix) else ""


def _signature(shown: str, suffix: str, data: bytes) -> tuple[str, str, str]:
    """Kind, Chinese name and right suffix of what the content says it is; all empty where it says nothing."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return "pdf", " PDF", ".pdf"
    if start.startswith(b"{\\rtf"):
        return "office", " RTF 文档", ".rtf"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_compound(shown, data)
        return "office", " Word 97-2003 文档", ".doc"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(shown, suffix, data)
    for magic, offset, what, advice in _FOREIGN:
        if data.startswith(magic, offset):
            raise InputError(f"{shown}的内容是{_spaced(what)}，不能检查，{advice}")
    # Two letters prove nothing: a text may begin with them, but it has no NUL.
    if b"\0" in data[:64]:
        if data.startswith(b"BM"):
            raise InputError(f"{shown}的内容是 BMP 图片，不能检查，{_AS_TEXT}")
        if data.startswith(b"MZ"):
            raise InputError(f"{shown}的内容是 Windows 程序，不能检查，{_OTHER_FILE}")
    return "", "", ""


def _unsigned(shown: str, suffix: str, data: bytes) -> str:
    """A file whose content has no signature: text where its name says so, or where it has no suffix."""
    named = _KIND_OF.get(suffix)
    if named == "text" or not suffix:
        return "text"
    if _MARKUP_HEAD.match(data[:1024]) or _MHT_HEAD.match(data[:1024]):
        raise InputError(f"{shown}的内容是网页或 XML，{_AS_DOCX}")
    textual = not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", data[:65536])
    if not named:
        advice = "如果内容是纯文本，请把扩展名改为 .txt 后重试；" if textual else ""
        raise InputError(f"{shown}的格式不支持，{advice}支持的格式有 {SUPPORTED}。")
    if textual:
        raise InputError(f"{shown}的内容是纯文本，请把扩展名改为 .txt 后重试。")
    raise InputError(f"{shown}{_DAMAGE}")


def _zipped(shown: str, suffix: str, data: bytes) -> tuple[str, str, str]:
    if has_absurd_directory(data):
        raise InputError(f"{shown}是内含文件过多的压缩包，不像正常的稿件，请重新另存为 .docx 后再试。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _head(archive, "[Content_Types].xml", names, 1 << 20)
            mimetype = _head(archive, "mimetype", names, 200).decode("ascii", "replace").strip()
            manifest = _head(archive, "META-INF/manifest.xml", names, 1 << 20)
    except BROKEN_ZIP as error:
        what = "" if suffix in _KIND_OF else "是压缩格式的文件，但"
        raise InputError(f"{shown}{what}{_DAMAGE}") from error
    if _WORD_MAIN.search(types) or (not types and "word/document.xml" in names):
        return "docx", " Word 文档（.docx）", ".docx"
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        if b"encryption-data" in manifest:
            raise InputError(f"{shown}已加密，请去掉密码后重试。")
        return "office", " OpenDocument 文档", ".odt"
    raise InputError(f"{shown}的内容是{_spaced(_zip_name(names, types, mimetype))}")


def _zip_name(names: set[str], types: bytes, mimetype: str) -> str:
    if b"spreadsheetml" in types or "xl/workbook.xml" in names or "spreadsheet" in mimetype:
        return f"电子表格，不能检查，{_AS_TEXT}"
    if b"presentationml" in types or "ppt/presentation.xml" in names or "presentation" in mimetype:
        return f"演示文稿，不能检查，{_AS_TEXT}"
    if "OFD.xml" in names:
        return "OFD 版式文件，不能直接检查，请在 OFD 阅读器中另存为 .docx 或带文字层的 .pdf 后重试。"
    if "epub" in mimetype:
        return f"EPUB 电子书，不能检查，{_AS_TEXT}"
    if types:
        return f"其他 Office 文件，不能检查，{_AS_DOCX}"
    return f"压缩包，不能检查，{_UNPACK}"


def _head(archive: zipfile.ZipFile, member: str, names: set[str], size: int) -> bytes:
    if member not in names:
        return b""
    with archive.open(member) as file:  # never the whole member: it may be a bomb
        return file.read(size)


def _refuse_compound(shown: str, data: bytes) -> None:
    """InputError unless an OLE compound file holds a readable Word document.

    Directory entries are 128 bytes on a 128-byte grid and begin with the stream's name in UTF-16LE.
    """
    if _entry(data, "EncryptedPackage") or _entry(data, "EncryptionInfo"):
        raise InputError(f"{shown}已加密，请去掉密码后重试。")
    if at := _entry(data, "WordDocument"):
        first, size = (
            int.from_bytes(data[at + 116 : at + 120], "little"),
            int.from_bytes(data[30:32], "little"),
        )
        fib = ((first + 1) << size) if size in (9, 12) else 0
        if data[fib : fib + 2] == b"\xec\xa5" and data[fib + 11] & 0x01:  # FibBase.fEncrypted
            raise InputError(f"{shown}已加密，请去掉密码后重试。")
        return
    for stream, what in (
        ("Workbook", "Excel 表格"),
        ("Book", "Excel 表格"),
        ("PowerPoint Document", "演示文稿"),
    ):
        if _entry(data, stream):
            raise InputError(f"{shown}的内容是{_spaced(what)}，不能检查，{_AS_TEXT}")
    if _entry(data, "__properties_version1.0"):
        raise InputError(f"{shown}的内容是 Outlook 邮件，不能检查，请把其中的报告另存为文件后重试。")
    raise InputError(f"{shown}里没有找到 Word 文档，可能{_DAMAGE}")


def _entry(data: bytes, stream: str) -> int:
    """Offset of the directory entry of a stream, 0 where there is none."""
    wanted, at = (stream + "\0").encode("utf-16-le"), 0
    while (at := data.find(wanted, at + 1)) > 0:
        if at % 128 == 0 and len(data) >= at + 128 and data[at + 64] == len(wanted):
            return at
    return 0


def _spaced(what: str) -> str:
    return " " + what if what[0].isascii() else what


def _too_large(name: str, limit: int, advice: str) -> str:
    return f"{name}超过 {limit // (1024 * 1024)} MB，{advice}。"


def _refuse_special(status: os.stat_result, name: str, limit: int, advice: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise InputError(f"{name}是文件夹，请指定其中的文件。")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{name}是管道或设备，不是普通文件，请先把内容保存为文件后重试。")
    if status.st_size > limit:
        raise InputError(_too_large(name, limit, advice))


def _why_unopened(path: str | os.PathLike[str], name: str, error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return f"{name}不是有效的文件名，请检查后重试。"
    if isinstance(error, FileNotFoundError):
        if Path(path).is_symlink():
            return f"{name}是链接，但它指向的文件不存在，请指定原文件。"
        return f"找不到{name}，请检查文件名和所在文件夹。"
    if isinstance(error, PermissionError):
        return f"没有权限读取{name}，或它正被其他程序占用，请检查权限或关闭占用它的程序后重试。"
    if error.errno == errno.ELOOP:
        return f"{name}是循环的链接，请指定原文件。"
    if error.errno in (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EINVAL):
        return f"{name}不是有效的文件名或路径，请检查后重试。"
    return f"读取{name}时出错，请检查磁盘或网络连接后重试。"
