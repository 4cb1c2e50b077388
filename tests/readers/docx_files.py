"""Builds small .docx files out of raw XML, so that every test shows what it reads."""

import io
import zipfile
from collections.abc import Mapping, Sequence

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
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
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


def within(tags: str, *content: str) -> str:
    """``content`` inside of these elements, the outermost first: ``within("w:sdt w:sdtContent", …)``."""
    names = tags.split()
    return "".join([*(f"<{n}>" for n in names), *content, *(f"</{n}>" for n in reversed(names))])


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


def tbl(*rows: Sequence[str]) -> str:
    """A table of rows of cells; a cell is plain text or XML."""
    made = "".join(f"<w:tr>{''.join(map(tc, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


def tc(content: str, properties: str = "") -> str:
    if content.startswith("<w:tc>"):
        return content
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def merged(content: str, kind: str) -> str:
    return tc(p(content), f'<w:vMerge w:val="{kind}"/>' if kind else "<w:vMerge/>")


def box(content: str, vml: bool = False) -> str:
    inside = within("w:txbxContent", content)
    if vml:
        return within("w:r w:pict v:shape v:textbox", inside)
    return within("w:r w:drawing wps:wsp wps:txbx", inside)


def alternatives(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def style(
    identity: str,
    name: str = "",
    properties: str = "",
    based: str = "",
    *,
    kind: str = "paragraph",
    default: bool = False,
) -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    mark = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"{mark}><w:name w:val="{name or identity}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


PICTURE = within("w:drawing a:graphic a:graphicData", "<pic:pic/>")


def comment(identity: int, *paragraphs: str) -> str:
    return f'<w:comment w:id="{identity}">{"".join(map(p, paragraphs))}</w:comment>'


SECTION = '<w:sectPr><w:headerReference w:type="{}" r:id="{}"/><w:footerReference r:id="{}"/></w:sectPr>'
"""A section's properties: kind of the header, relationship ids of header and footer."""

EVERYTHING = parts(
    p("标题", '<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + p(
        r("走访X")
        + r("X户", '<w:highlight w:val="yellow"/>')
        + field("PAGE", "1")
        + '<w:r><w:footnoteReference w:id="1"/></w:r>'
    )
    + p(
        '<w:commentRangeStart w:id="1"/>'
        + within("w:ins", r("增"))
        + within("w:del w:r w:delText", "删")
        + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/><w:tab/><w:br/>'
        + '<w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    )
    + p(alternatives(box(p("框")), box(p("框"), vml=True)) + within("w:r", PICTURE))
    + tbl(["甲", merged("乙", "restart")], [p("丙") + tbl(["丁"]), merged("", "")])
    + SECTION.format("default", "header1", "header1"),
    styles=style("1", "heading 1", '<w:outlineLvl w:val="0"/>', "1"),
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    footnotes=f'<w:footnote w:id="1">{p("注")}</w:footnote>',
    comments=comment(1, "批"),
    header1=p("眉"),
)
"""The members of a package with a little of everything."""


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
                    own = "".join(leaf.itertext()).replace("\n", " ").replace("\r", " ")
                    assert len(own) == end - start
                    text.append(own)
                else:
                    assert end - start == 1
                    text.append(
                        {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}.get(name, content.text[start])
                    )
    return "".join(text)


def report(content: Content) -> Report:
    """A report with nothing but what was read."""
    return Report("t.docx", content.text, content.paragraphs, tables=content.tables)
