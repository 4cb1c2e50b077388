"""A .docx file as the zip of parts that it is: every part that is not changed is copied as it stands.

python-docx is not used here: it cannot open strict OOXML, stumbles over dangling relationships, and writes
all parts anew, also those that nobody touched.
"""

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from analyzer.document import InputError

CONTENT_TYPES = "[Content_Types].xml"
STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT_KIND = f"{STRICT}officeDocument/relationships/"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    etree.XMLSyntaxError,
    EOFError,
    NotImplementedError,  # an unknown way of packing
    RuntimeError,  # a password
    ValueError,
    OSError,  # bz2; nothing here reads from the disk
)


@contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise InputError("Word 文件已损坏或加了密码，无法写入批注；请用 Word 重新另存后再试。") from error


def _path_of_relations(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Package:
    """The parts of one .docx, read on demand; changes stay in memory until ``save``.

    Raises:
        InputError: (from every method) the bytes are no sound zip, or a part no sound XML.
    """

    def __init__(self, data: bytes) -> None:
        with _sound():
            self._zip = zipfile.ZipFile(BytesIO(data))
        # Of entries with the same name the last one counts, as for every zip reader.
        self._entries = {info.filename: info for info in self._zip.infolist()}
        self._names = {name.lower(): name for name in self._entries}  # part names know no case
        self._changed: dict[str, bytes] = {}
        self.main = self.related("", "officeDocument") or "word/document.xml"

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names or part in self._changed

    def parse(self, part: str) -> etree._Element:
        """The root of a part as it is now.

        Raises:
            InputError: there is no such part, or it is broken.
        """
        with _sound():
            data = self._changed.get(part)
            if data is None:
                name = self._names.get(part.lower())
                if name is None:
                    raise zipfile.BadZipFile(f"no part {part}")
                data = self._zip.read(self._entries[name])
            # Whitespace and entities stay as they are; the reader has already judged size and depth.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            return etree.fromstring(data, parser)

    def put(self, part: str, root: etree._Element) -> None:
        """Make ``root`` the content of ``part``, a new one or one that is there."""
        data = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
        self._changed[self._names.get(part.lower(), part)] = data

    def related(self, part: str, kind: str) -> str | None:
        """Name of the part that ``part`` (``""``: the package) points to as its ``kind``; perhaps missing."""
        relations = _path_of_relations(part)
        if relations not in self:
            return None
        for relation in self.parse(relations).iter("{*}Relationship"):
            named = (relation.get("Type") or "").endswith(f"/{kind}")
            if named and relation.get("TargetMode", "Internal") == "Internal":
                folder = posixpath.join("/", posixpath.dirname(part))
                name = posixpath.normpath(posixpath.join(folder, relation.get("Target") or "")).lstrip("/")
                stored = self._names.get(name.lower()) or self._names.get(unquote(name).lower())
                return stored or name
        return None

    def relate(self, part: str, kind: str, target: str, *, strict: bool) -> None:
        """Let ``part`` point to ``target``, a part in the same folder, as its ``kind``."""
        relations = _path_of_relations(part)
        root = (
            self.parse(relations)
            if relations in self
            else etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        )
        used = {relation.get("Id") for relation in root}
        number = next(n for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        relation = etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Relationship")
        relation.set("Id", f"rId{number}")
        relation.set("Type", (_STRICT_KIND if strict else _KIND) + kind)
        relation.set("Target", posixpath.basename(target))
        self.put(relations, root)

    def declare(self, part: str, content_type: str) -> None:
        """State the type of a part, unless the file states one for it."""
        root = self.parse(CONTENT_TYPES)
        named = (e.get("PartName") or "" for e in root.iter("{*}Override"))
        if f"/{part}".lower() not in (name.lower() for name in named):
            override = etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Override")
            override.set("PartName", f"/{part}")
            override.set("ContentType", content_type)
            self.put(CONTENT_TYPES, root)

    def make_plain(self) -> None:
        """Turn a template or a file with macros into an ordinary document: Word opens no other as .docx."""
        types = self.parse(CONTENT_TYPES)
        for override in types.iter("{*}Override"):
            name, kind = override.get("PartName") or "", override.get("ContentType") or ""
            if name.lower() == f"/{self.main}".lower() and kind in _OTHER_MAIN_TYPES:
                override.set("ContentType", _MAIN_TYPE)
                self.put(CONTENT_TYPES, types)
                break
        else:
            return
        relations = _path_of_relations(self.main)
        if relations in self:
            root = self.parse(relations)
            for relation in list(root):
                if (relation.get("Type") or "").endswith("/vbaProject"):
                    root.remove(relation)
            self.put(relations, root)

    def save(self, file: BinaryIO) -> None:
        """Write the zip: the parts in their old order, then the new ones.

        Raises:
            InputError: a part that is only copied turns out to be broken.
            OSError: ``file`` cannot be written.
        """
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
            for name, old in self._entries.items():
                info = zipfile.ZipInfo(name, old.date_time)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = old.external_attr
                if name in self._changed:
                    out.writestr(info, self._changed[name])
                    continue
                info.file_size = old.file_size
                # In pieces: a picture may be larger than what one wants in memory.
                with out.open(info, "w") as copy:
                    for piece in self._pieces(old):
                        copy.write(piece)
            for name in self._changed.keys() - self._entries.keys():
                out.writestr(name, self._changed[name])

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        with _sound():
            part = self._zip.open(info)
        with part:
            while True:
                with _sound():
                    piece = part.read(1 << 20)
                if not piece:
                    return
                yield piece
