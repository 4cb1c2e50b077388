"""Builds small .docx files out of raw XML, so that every test shows what it reads."""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from analyzer.document import Report
from analyzer.readers.content import Content

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_ROOTS = {"styles": "styles", "numbering": "numbering", "header": "hdr", "footer": "ftr"}


def p(content: str, properties: str = "") -> str:
    """A paragraph; plain text becomes a run, what begins with ``<`` is taken as it is."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs(content)}</w:p>"


def runs(content: str) -> str:
    return content if content.startswith("<") or not content else r(content)


def r(text: str, properties: str = "") -> str:
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str | None) -> str:
    """A complex field; no ``separate`` where ``result`` is None."""
    middle = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs(result)}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{middle}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def document(body: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def parts(body: str, **others: str) -> dict[str, str]:
    """The members of a package. ``others`` are the contents of more parts: ``styles``, ``header1``, …

    Their relationship ids are their names: ``<w:headerReference r:id="header1"/>``.
    """
    members = {"word/document.xml": document(body)}
    types = [f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>']
    relations = []
    for name, content in others.items():
        kind = name.rstrip("0123456789")
        root = _ROOTS.get(kind, kind)
        members[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>')
        relations.append(f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{name}.xml"/>')
    main = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": _TYPES.format("".join(types)),
        "_rels/.rels": _RELATIONS.format(main),
        "word/_rels/document.xml.rels": _RELATIONS.format("".join(relations)),
        **members,
    }


def pack(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **others: str) -> bytes:
    """A .docx with this body and these other parts."""
    return pack(parts(body, **others))


def strict(members: Mapping[str, str]) -> dict[str, str]:
    """The same members in the strict flavour of OOXML."""
    swaps = {
        W: STRICT,
        "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
        "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
    }
    changed = {}
    for name, content in members.items():
        for old, new in swaps.items():
            content = content.replace(old, new)
        changed[name] = content
    return changed


def lines(content: Content) -> list[str]:
    """The text of each paragraph."""
    return [content.text[q.span.start : q.span.end] for q in content.paragraphs]


def marks(content: Content) -> list[tuple[str, str, str]]:
    """Each mark as (kind, the text that it covers, what it says)."""
    return [(m.kind, content.text[m.span.start : m.span.end], m.text) for m in content.markup]


def shown(content: Content) -> str:
    """The text as Word shows it, with the automatic numbers."""
    return "".join(f"{q.label}{content.text[q.span.start : q.span.end]}\n" for q in content.paragraphs)


def found_again(content: Content, data: bytes) -> str:
    """All text outside of line ends, looked up in the file through the origins alone."""
    roots = {}
    text = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for paragraph in content.paragraphs:
            origin = paragraph.origin
            assert origin is not None
            if origin.part not in roots:
                roots[origin.part] = etree.fromstring(archive.read(origin.part))
            all_p = list(roots[origin.part].iter(f"{{{W}}}p", f"{{{STRICT}}}p"))
            leaves = list(all_p[origin.index].iter("*"))
            ends = [piece[0] for piece in origin.pieces[1:]] + [paragraph.span.end]
            assert origin.pieces[0][0] == paragraph.span.start
            for (start, ordinal), end in zip(origin.pieces, ends, strict=True):
                leaf = leaves[ordinal]
                name = etree.QName(leaf).localname
                if name == "t":
                    own = "".join(leaf.itertext()).replace("\n", " ")
                    assert len(own) == end - start
                    text.append(own)
                else:
                    assert end - start == 1
                    text.append({"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}.get(name, content.text[start]))
    return "".join(text)


def report(content: Content) -> Report:
    """A report with nothing but what was read."""
    return Report("t.docx", content.text, content.paragraphs, tables=content.tables)
