"""Zip packages of Office files (ECMA-376 Part 2), opened so that no file can hurt the program.

The directory is judged before anything is unpacked; a member is unpacked in memory up to the size that the
directory declares, never further. XML is parsed without document types, entities or network.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from posixpath import dirname, normpath
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote

from lxml import etree

from analyzer.document import InputError
from analyzer.readers.zip_directory import BROKEN_ZIP, MAX_MEMBERS, has_absurd_directory

MAX_TOTAL = 400 * 1024 * 1024  # bytes, all members unpacked
MAX_XML = 150 * 1024 * 1024  # bytes, one XML part unpacked
MAX_RATIO = 200  # unpacked to packed; ordinary XML packs 10 to 60 times
RATIO_FROM = 10 * 1024 * 1024  # bytes; below this a ratio says nothing

_LOCAL = struct.Struct("<4s5H3I2H")


class Relation(NamedTuple):
    """One relationship of a part. ``kind`` is the last word of its type, the same in both flavours of OOXML.

    ``target`` is the name of another part, or an address if the relationship is external.
    """

    kind: str
    target: str
    external: bool


class Package:
    """The parts of an Office file. Part names have no leading slash and are found whatever their case.

    Raises:
        InputError: the file is no zip package, is damaged or encrypted, or would unpack to absurd sizes. The
            same holds for every method.
    """

    def __init__(self, source: bytes | BinaryIO, name: str) -> None:
        self.name = name
        self._data = source if isinstance(source, bytes) else source.read()
        self._members: dict[str, zipfile.ZipInfo] = {}
        total = 0
        for info in self._directory():
            path = info.orig_filename
            if info.flag_bits & 0x1:
                raise InputError(f"“{name}”里有加密的内容，请在 Word 中取消密码保护后重新保存再试。")
            if "\\" in path or "\0" in path or ":" in path or ".." in path.split("/") or path.startswith("/"):
                raise InputError(f"“{name}”里有不正常的文件路径，文件不可靠，请重新另存后再试。")
            if path.endswith("/"):
                continue
            key = path.casefold()
            if key in self._members:
                raise InputError(
                    f"“{name}”里有重名的内容（{path[:80]}），文件不可靠，请在 Word 中重新另存后再试。"
                )
            self._members[key] = info
            total += info.file_size
            if total > MAX_TOTAL or (key.endswith((".xml", ".rels")) and self._absurd(info)):
                raise self._too_large()

    def _directory(self) -> list[zipfile.ZipInfo]:
        if has_absurd_directory(self._data):
            raise self._too_large()
        try:
            with zipfile.ZipFile(BytesIO(self._data)) as archive:
                members = archive.infolist()
        except BROKEN_ZIP as error:
            raise self.damaged() from error
        if len(members) > MAX_MEMBERS:
            raise self._too_large()
        return members

    def find(self, part: str) -> str | None:
        """The name under which a part is stored, None if the package has no such part."""
        info = self._members.get(part.casefold()) or self._members.get(unquote(part).casefold())
        return None if info is None else info.filename

    def read(self, part: str) -> bytes:
        """The bytes of a part, checked against the size and the checksum that the directory declares."""
        info = self._members.get(part.casefold())
        if info is None:
            raise self.damaged(part)
        if self._absurd(info):
            raise self._too_large()
        start = info.header_offset
        if not 0 <= start <= len(self._data) - _LOCAL.size:
            raise self.damaged(part)
        signature, _, flags, *_, name_size, extra_size = _LOCAL.unpack_from(self._data, start)
        start += _LOCAL.size + name_size + extra_size
        packed = memoryview(self._data)[start : start + info.compress_size]
        if signature != b"PK\x03\x04" or flags & 0x1 or len(packed) != info.compress_size:
            raise self.damaged(part)
        if info.compress_type == zipfile.ZIP_STORED:
            content = bytes(packed)
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            try:
                # One byte more than declared is enough to see that the declaration was a lie.
                content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
            except zlib.error as error:
                raise self.damaged(part) from error
        else:
            raise self.damaged(part)
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise self.damaged(part)
        return content

    def xml(self, part: str, shorten: Callable[[bytes], bytes] | None = None) -> etree._Element:
        """The root of an XML part. Comments and processing instructions are dropped, entities refused.

        ``shorten`` may leave out what the caller has no use for before it is parsed.
        """
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True, collect_ids=False,
        )  # fmt: skip
        try:
            data = self.read(part)
            root = etree.fromstring(shorten(data) if shorten else data, parser)
        except (etree.LxmlError, ValueError, LookupError) as error:
            raise self.damaged(part) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputError(
                f"“{self.name}”的 {part} 带有文档类型声明，Office 文件不应有，为安全起见不予读取。"
            )
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their id; ``""`` gives those of the package itself."""
        folder, _, base = part.rpartition("/")
        stored = self.find(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        if stored is None:
            return {}
        relations = {}
        for element in self.xml(stored).iterchildren("{*}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                path = target.lstrip("/") if target.startswith("/") else f"{dirname(part)}/{target}"
                path = normpath(path).lstrip("/")
                target = self.find(path) or path
            kind = element.get("Type", "").rpartition("/")[2]
            relations[element.get("Id", "")] = Relation(kind, target, external)
        return relations

    def damaged(self, part: str = "") -> InputError:
        """The error that says that the file, or one part of it, is damaged or incomplete."""
        where = f"（{part}）" if part else ""
        return InputError(
            f"“{self.name}”不是完整的 Word 文档{where}，可能已损坏或没有传完，请用 Word 另存后再试。"
        )

    def _absurd(self, info: zipfile.ZipInfo) -> bool:
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size:
            return True
        return info.file_size > MAX_XML

    def _too_large(self) -> InputError:
        return InputError(f"“{self.name}”解压后大得不合常理，为安全起见不予读取，请用 Word 另存后再试。")
