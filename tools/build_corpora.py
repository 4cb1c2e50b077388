"""``make corpora``: builds what of the corpora is made from sources, byte for byte the same every time.

``*.src`` files hold a Word report in a line markup; each becomes the ``.docx`` beside it, with automatic numbers,
tables, footnotes, headers, footers and text boxes as Word would store them.
"""

import html
import re
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPORA = ROOT / "corpora"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
NOTE = re.compile(r"⟦注[:：]([^⟦⟧]*)⟧")
LEVELS = (
    ("chineseCountingThousand", "%1、", "heading1"),
    ("chineseCountingThousand", "（%2）", "heading2"),
    ("decimal", "%3.", "heading3"),
    ("decimal", "（%4）", "item"),
)
STYLES = {"title": "Title", "h1": "heading1", "h2": "heading2", "h3": "heading3", "li": "item"}
NAMES = {
    "Title": "Title",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "item": "List Number",
}
OUTLINE = {"heading1": 0, "heading2": 1, "heading3": 2}
# Every file inside a package bears this moment, so that a rebuilt package is the same bytes.
MOMENT = (2026, 1, 1, 0, 0, 0)


class Document:
    """The parts of one Word file in the making."""

    def __init__(self) -> None:
        self.body: list[str] = []
        self.notes: list[str] = []
        self.margins: dict[str, str] = {}

    def runs(self, text: str) -> str:
        """Runs of ``text``, each footnote as its reference."""
        made, at = [], 0
        for note in NOTE.finditer(text):
            made.append(_run(text[at : note.start()]))
            self.notes.append(note[1])
            made.append(f'<w:r><w:footnoteReference w:id="{len(self.notes) + 1}"/></w:r>')
            at = note.end()
        made.append(_run(text[at:]))
        return "".join(made)

    def paragraph(self, text: str, style: str = "", align: str = "") -> None:
        """A paragraph of the body."""
        properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
            f'<w:jc w:val="{align}"/>' if align else ""
        )
        self.body.append(f"<w:p><w:pPr>{properties}</w:pPr>{self.runs(text)}</w:p>")

    def table(self, rows: list[list[str]]) -> None:
        """A table with a frame."""
        cells = "".join(
            "<w:tr>"
            + "".join(f"<w:tc><w:tcPr/><w:p>{self.runs(cell)}</w:p></w:tc>" for cell in row)
            + "</w:tr>"
            for row in rows
        )
        grid = "<w:gridCol/>" * max(len(row) for row in rows)
        self.body.append(
            f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>'
        )

    def box(self, text: str) -> None:
        """A text box, anchored in a paragraph of its own."""
        shape = f'<v:shape style="width:200pt;height:60pt"><v:textbox><w:txbxContent><w:p>{_run(text)}</w:p></w:txbxContent></v:textbox></v:shape>'
        self.body.append(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")

    def parts(self) -> dict[str, str]:
        """The members of the package by name."""
        references = "".join(f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in self.margins)
        related = {"styles": "styles", "numbering": "numbering"}
        members = {
            "word/styles.xml": _styles(),
            "word/numbering.xml": _numbering(),
        }
        for kind, text in self.margins.items():
            root = {"header": "hdr", "footer": "ftr"}[kind]
            members[f"word/{kind}.xml"] = f"<w:{root} {NAMESPACES}><w:p>{_run(text)}</w:p></w:{root}>"
            related[kind] = kind
        if self.notes:
            notes = "".join(
                f'<w:footnote w:id="{i}"><w:p>{_run(n)}</w:p></w:footnote>'
                for i, n in enumerate(self.notes, 2)
            )
            separators = (
                '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            )
            members["word/footnotes.xml"] = f"<w:footnotes {NAMESPACES}>{separators}{notes}</w:footnotes>"
            related["footnotes"] = "footnotes"
        page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/>'
        members["word/document.xml"] = (
            f"<w:document {NAMESPACES}><w:body>{''.join(self.body)}<w:sectPr>{references}{page}</w:sectPr></w:body></w:document>"
        )
        relations = "".join(
            f'<Relationship Id="{i}" Type="{R}/{t}" Target="{t}.xml"/>' for i, t in related.items()
        )
        overrides = "".join(
            f'<Override PartName="/word/{t}.xml" ContentType="{TYPE}.{t}+xml"/>' for t in related.values()
        )
        return {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>{overrides}</Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="main" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>",
            **members,
        }


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r>' if text else ""


def _styles() -> str:
    made = []
    for identity, name in NAMES.items():
        level = [style for *_, style in LEVELS].index(identity) if identity != "Title" else -1
        number = (
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
            if level >= 0
            else '<w:jc w:val="center"/>'
        )
        outline = f'<w:outlineLvl w:val="{OUTLINE[identity]}"/>' if identity in OUTLINE else ""
        made.append(
            f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:pPr>{number}{outline}</w:pPr></w:style>'
        )
    return f"<w:styles {NAMESPACES}>{''.join(made)}</w:styles>"


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text, style) in enumerate(LEVELS)
    )
    num = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    return f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{num}</w:numbering>'


def build(source: str) -> dict[str, str]:
    """The parts of the Word file that ``source`` describes. Raises ``ValueError`` for a line it does not know."""
    document = Document()
    lines = iter(source.splitlines())
    for line in lines:
        tag, _, text = line.partition(" ")
        text = text.strip()
        match tag:
            case "":
                continue
            case "@title" | "@h1" | "@h2" | "@h3" | "@li":
                document.paragraph(text, STYLES[tag[1:]])
            case "@sub" | "@p":
                document.paragraph(text)
            case "@right":
                document.paragraph(text, align="right")
            case "@header" | "@footer":
                document.margins[tag[1:]] = text
            case "@box":
                document.box(text)
            case "@table":
                rows = []
                for row in lines:
                    if row.strip() == "@end":
                        break
                    rows.append([cell.strip() for cell in row.split("|")])
                document.table(rows)
            case _:
                raise ValueError(f"unknown line: {line!r}")
    return document.parts()


def write(parts: dict[str, str], target: Path) -> None:
    """A package whose bytes depend on nothing but its parts."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, MOMENT)
            info.compress_type = zipfile.ZIP_STORED  # deflate may differ between versions of zlib
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content)


def main() -> None:
    for source in sorted(CORPORA.rglob("*.src")):
        try:
            write(build(source.read_text(encoding="utf-8")), source.with_suffix(".docx"))
        except ValueError as error:
            sys.exit(f"{source.relative_to(ROOT)}: {error}")


if __name__ == "__main__":
    main()
