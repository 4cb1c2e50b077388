"""Word files laid out as the standard has it, with faults of layout planted; seeded, so every run writes the same files.

Each later Word report becomes one small .docx of its own and a ``.marked`` beside it that holds the same text and says
where the faults are.
"""

import tomllib
from itertools import cycle
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from build_corpora import write
from faults import mark
from plant_drafts import REPORTS, ROOT, SEED, on_disk

import analyzer
from analyzer.document import Part

TARGET = ROOT / "corpora" / "drafts" / "layout"
FAULTS_A_DRAFT = 2
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
# Twips: A4 with the edges that leave 156 mm by 225 mm.
PAGE = {"w": 11906, "h": 16838, "top": 2098, "bottom": 1984, "left": 1587, "right": 1474}
PAGES = {
    "纸张不是A4": {"w": 12240, "h": 15840},
    "上白边不是37mm": {"top": 1440},
    "左白边不是28mm": {"left": 1800, "right": 1261},
    "版心太窄": {"right": 2000},
}
LETTERS = {
    "正文不是仿宋": ("宋体", 32, 200),
    "正文不是三号": ("仿宋_GB2312", 28, 200),
    "段首没有空两字": ("仿宋_GB2312", 32, 0),
}


def paragraph(text: str, font: str, size: int, indent: int, align: str = "") -> str:
    alignment = f'<w:jc w:val="{align}"/>' if align else ""
    return (
        f'<w:p><w:pPr><w:ind w:firstLineChars="{indent}"/>{alignment}</w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="{font}"/>'
        f'<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    wheel = cycle([*PAGES, *LETTERS])
    for file in sorted(REPORTS.glob("*/truth.toml")):
        truth = tomllib.loads(file.read_text(encoding="utf-8"))
        for period in truth["period"][1:]:
            source = file.parent / on_disk(period["file"])
            if source.suffix == ".docx":
                draft(
                    f"{file.parent.name}-{period['id']}",
                    source,
                    truth,
                    [next(wheel) for _ in range(FAULTS_A_DRAFT)],
                )


def draft(name: str, source: Path, truth: dict, faults: list[str]) -> None:
    chance = Random(f"{SEED} layout {name}")
    report = analyzer.read(source)
    lines = [p.label + report[p.span] for p in report.paragraphs if p.part is Part.BODY]
    plain = analyzer.parse("\n".join(lines))
    page = dict(PAGE)
    marks: dict[int, list[str]] = {}
    for fault in faults:
        if fault in PAGES:
            page |= PAGES[fault]
            marks.setdefault(0, []).append(fault)
    prose = [
        i
        for i, line in enumerate(lines)
        if len(line) > 60
        and i > 2
        and line.endswith("。")
        and line[0] not in "（一二三四五六七八九1234567890"
    ]
    body, marked = [], []
    spoilt = dict(zip(chance.sample(prose, len(prose)), [f for f in faults if f in LETTERS], strict=False))
    for number, (line, known) in enumerate(zip(lines, plain.paragraphs, strict=True)):
        kind = ("仿宋_GB2312", 32, 200)
        align = ""
        if plain.title is not None and plain.title.covers(known.span):
            kind, align = ("方正小标宋简体", 44, 0), "center"
        elif section := next((s for s in plain.sections if known.span.covers(s.heading)), None):
            fonts = {"han": "黑体", "paren-han": "楷体_GB2312"}
            kind = (fonts.get(section.scheme, "仿宋_GB2312"), 32, 200)
        if number in spoilt:
            kind = LETTERS[spoilt[number]]
            marks.setdefault(number, []).append(spoilt[number])
        body.append(paragraph(line, *kind, align))
        marked.append(mark(line, "L805", "；".join(marks[number])) if number in marks else line)
    size = f'<w:pgSz w:w="{page["w"]}" w:h="{page["h"]}"/>'
    edges = "".join(f' w:{side}="{page[side]}"' for side in ("top", "bottom", "left", "right"))
    document = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}<w:sectPr>{size}<w:pgMar{edges}/></w:sectPr></w:body></w:document>'
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
    write(parts, TARGET / f"{name}.docx")
    head = [
        f"#! kind: {truth['kind']}",
        f"#! series: {source.parent.name}",
        f"#! file: {name}.docx",
        "#! planted: L805",
    ]
    head += [f"#! accepted: {code}" for code in truth.get("accepted", ())]
    (TARGET / f"layout-{name}.marked").write_text(
        "\n".join([*head, "", *marked]).rstrip("\n") + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
