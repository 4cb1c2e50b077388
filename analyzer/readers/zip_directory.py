"""Judges the directory of a zip file before anything lists it, and names what zipfile may raise at a broken one."""

import lzma
import struct
import zipfile
import zlib

# What zipfile raises for damaged, hostile or exotic archives; it documents only the first.
BROKEN_ZIP: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, OverflowError, LookupError,
    ValueError, RuntimeError, NotImplementedError, MemoryError,
)  # fmt: skip
MAX_MEMBERS = 10_000
# zipfile reads a directory entry by entry in Python: one this large must be refused before that.
_MAX_DIRECTORY = 3 * 1024 * 1024
_END = b"PK\x05\x06"
_END64_LOCATOR = b"PK\x06\x07"


def has_absurd_directory(data: bytes) -> bool:
    """Whether a zip lists so many members that even listing them would hurt."""
    entries, size = _directory_size(data)
    return entries > MAX_MEMBERS or size > _MAX_DIRECTORY


def _directory_size(data: bytes) -> tuple[int, int]:
    """Number of entries and bytes that the directory of a zip file claims; zeros where there is none."""
    end = data.rfind(_END, max(0, len(data) - 65_557))
    if end < 0 or end + 22 > len(data):
        return 0, 0
    entries, size = struct.unpack_from("<HI", data, end + 10)
    # zipfile believes the 64-bit record where there is one, and looks for it exactly here.
    if end >= 76 and data[end - 20 : end - 16] == _END64_LOCATOR:
        entries, size = struct.unpack_from("<QQ", data, end - 76 + 32)
    return entries, size
