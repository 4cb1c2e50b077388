"""Small Word files, written and read by the rules that ``Origin`` states."""

import re
import zipfile
from io import BytesIO
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from lxml import etree

from analyzer.document import (
    Finding,
    Origin,
    Paragraph,
    Part,
    Report,
    Review,
    Severity,
    Span,
)
from analyzer.writers.docx import write_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = (
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
PARTS = {"header": Part.HEADER, "footer": Part.FOOTER, "footnotes": Part.FOOTNOTE, "endnotes": Part.ENDNOTE}


def root(name, content, w=W, r=R):
    return f'<w:{name} xmlns:w="{w}" xmlns:r="{r}" xmlns:mc="{MC}">{content}</w:{name}>'


def package(body, parts=None, relations=(), w=W, r=R, more=None):
    """A .docx: ``parts`` maps names in word/ to XML, ``relations`` lists (type, target)."""
    document = body if body.startswith("<?xml") else root("document", f"<w:body>{body}</w:body>", w, r)
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="{COMMENTS_TYPE}"/>'
        for name in parts or ()
        if "omment" in name and "Ext" not in name
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{r}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        **{f"word/{name}": text for name, text in (parts or {}).items()},
        **(more or {}),
    }
    if relations:
        files["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{r}/{kind}" Target="{target}"/>'
                for n, (kind, target) in enumerate(relations, 1)
            )
            + "</Relationships>"
        )
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        for name, content in files.items():
            out.writestr(name, content)
    return file.getvalue()


def p(*runs, properties=""):
    return "<w:p>" + (f"<w:pPr>{properties}</w:pPr>" if properties else "") + "".join(runs) + "</w:p>"


def r(text, properties=""):
    properties = properties and f"<w:rPr>{properties}</w:rPr>"
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


LEAVES = {"t": None, "tab": "\t", "noBreakHyphen": "-", "br": "\n"}


def local(element):
    return etree.QName(element).localname


def leaves(paragraph):
    """(ordinal, leaf, text) of what the reader takes as a paragraph's text."""
    for ordinal, element in enumerate(paragraph.iter("*")):
        if local(element) not in LEAVES or next(element.iterancestors("{*}p")) is not paragraph:
            continue
        if any(local(a) == "Fallback" for a in element.iterancestors()):
            continue
        yield ordinal, element, (element.text or "") if local(element) == "t" else LEAVES[local(element)]


def read(data, source="draft.docx"):
    """A stand-in for the reader, by the rules that ``Origin`` states."""
    text, paragraphs = "", []
    with zipfile.ZipFile(BytesIO(data)) as file:
        names = [
            n for n in file.namelist() if re.match(r"word/(header|footer|footnotes|endnotes)\d*\.xml", n)
        ]
        for name in ["word/document.xml", *names]:
            part = next((v for k, v in PARTS.items() if k in name), Part.BODY)
            for index, element in enumerate(etree.fromstring(file.read(name)).iter("{*}p")):
                kind = part
                if next(element.iterancestors("{*}txbxContent"), None) is not None:
                    kind = Part.TEXT_BOX
                elif next(element.iterancestors("{*}tc"), None) is not None:
                    kind = Part.TABLE
                for broken, line in groupby(leaves(element), key=lambda leaf: leaf[2] == "\n"):
                    start, pieces = len(text), []
                    for ordinal, _, words in line:
                        if words and not broken:
                            pieces.append((len(text), ordinal))
                            text += words
                    if text[start:].strip():
                        origin = Origin(name, index, tuple(pieces))
                        paragraphs.append(Paragraph(Span(start, len(text)), kind, origin=origin))
                    text += "\n"
    return Report(source, text, tuple(paragraphs))


def finding(span, code="P101", message="占位未填", **more):
    return Finding(Span(*span), code, "slug", more.pop("severity", Severity.ERROR), message, **more)


def at(report, words, **more):
    start = report.text.index(words)
    return finding((start, start + len(words)), **more)


def main(data):
    with zipfile.ZipFile(BytesIO(data)) as file:
        return etree.fromstring(file.read("word/document.xml"))


def paragraph_texts(data):
    return [
        "".join(text for _, _, text in leaves(element))
        for element in main(data).iter("{*}p")
        if any(True for _ in leaves(element))
    ]


def formats(data):
    """Each character of the main text with its run's properties and what the run stands in."""
    return [
        (
            character,
            [etree.tostring(x, with_tail=False) for x in leaf.getparent().iterchildren("{*}rPr")],
            [local(a) for a in leaf.iterancestors()],
        )
        for element in main(data).iter("{*}p")
        for _, leaf, text in leaves(element)
        for character in text
    ]


def ranges(data):
    """What each comment's range covers, paragraphs joined by a line feed."""
    found, going = {}, {}
    for element in main(data).iter("*"):
        number = next((v for k, v in element.items() if k.endswith("}id")), None)
        match local(element):
            case "commentRangeStart":
                assert number not in found
                going[number] = []
            case "commentRangeEnd":
                found[number] = going.pop(number)
                reference = element.getnext()
                assert reference.find("{*}commentReference").get(element.keys()[0]) == number
            case "p":
                for words in going.values():
                    words.append("\n")
            case name if name in LEAVES:
                words = (element.text or "") if name == "t" else LEAVES[name]
                for covered in going.values():
                    covered.append(words)
    assert not going
    return {int(k): "".join(v) for k, v in found.items()}


def comments(data):
    """Number and lines of each comment, by way of python-docx."""
    return {c.comment_id: c.text.split("\n") for c in docx.Document(BytesIO(data)).comments}


def covered(data, report=None):
    """Code of each finding (unique in a test) with the text its range covers."""
    shown, lines = ranges(data), comments(data)
    return {re.search(r"】(\S+)", lines[n][0])[1]: text for n, text in shown.items() if "】" in lines[n][0]}


def write(data, findings, report=None):
    """What ``write_docx`` makes of a file."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "out.docx"
        write_docx(Review(report or read(data), tuple(findings)), data, target)
        return target.read_bytes()
