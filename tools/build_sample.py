"""Builds corpora/samples/faulty_draft.docx: a draft as it comes at six in the evening, with a fault of most kinds."""

from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

TARGET = Path(__file__).parents[1] / "corpora" / "samples" / "faulty_draft.docx"

NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
    <w:lvlText w:val="（%1）"/><w:lvlJc w:val="left"/></w:lvl>
</w:abstractNum>"""
NUM = f'<w:num {nsdecls("w")} w:numId="{{}}"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'

INTRODUCTION = (
    "根据市委、市政府统一部署，自20XX年X月起，我局会同教育、卫健等部门，在全市开展校园食品安全专项整治。"
    "截至目前，各项任务进展顺利，取得阶段性成效。现将有关情况汇报如下。"
)
BODY: list[tuple[str, str]] = [
    ("head", "一、提高站位，压实各方责任"),
    ("text", "校园食品安全连着千家万户。市局把专项整治列为年度重点任务，从三个方面抓好组织推动。"),
    ("auto", "加强组织领导。成立由主要领导任组长的工作专班，先后召开调度会XX次，印发工作提示XX期。"),
    ("auto", "层层传导压力。与各县区签订责任书，约谈学校负责人___人，某某街道率先建立校长陪餐公示制度。"),
    ("head", "三、突出重点，整治风险隐患"),
    (
        "text",
        "一是全面排查。检查学校食堂412家、集体用餐配送单位19家，发现问题隐患××条。三是严格执法,立案查处违法行为"
        "（待法规科提供）起，罚没款X.XX万元。",
    ),
    ("table", ""),
    ("text", "通过“互联网+明厨亮灶平台，全市学校食堂接入率达到%，家长满意度明显提升。"),
    ("head", "四、下一步打算"),
    (
        "text",
        "专项整治虽然取得了阶段性成效，但与群众期盼相比还有差距。我们将持续用力，健全长效机制，守护师生“舌尖上的安全”。",
    ),
    ("sign", "江平市市场监督管理局"),
    ("sign", "20XX年X月X日"),
    ("text", "最新推荐"),
]


def build() -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.header.paragraphs[0].text = "江平市校园食品安全专项整治工作材料（第XX期）"
    style = document.styles["Normal"]
    style.font.size = Pt(14)
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(parse_xml(NUM.format(90)))

    title = document.add_paragraph(
        "江平市市场监督管理局关于校园食品安全\n专项整治工作进展情况的汇报".replace("\n", "")
    )
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].font.size, title.runs[0].bold = Pt(20), True
    _split(document.add_paragraph(), INTRODUCTION)
    for kind, text in BODY:
        if kind == "table":
            _table(document)
            continue
        paragraph = document.add_paragraph()
        if kind == "head":
            paragraph.add_run(text).bold = True
        elif kind == "sign":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.add_run(text)
        else:
            _split(paragraph, text)
        if kind == "auto":
            _number(paragraph)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if "412" in run.text:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    properties = document.core_properties
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(TARGET))


def _split(paragraph, text: str) -> None:
    """Runs as Word leaves them: a blank of two letters is often two runs."""
    at = 0
    for i in range(len(text) - 1):
        if text[i] == text[i + 1] == "X" or text[i : i + 3] == "412" or text[i - 3 : i] == "412":
            cut = i + 1 if text[i] == "X" else i
            if cut > at:
                paragraph.add_run(text[at:cut])
                at = cut
    paragraph.add_run(text[at:])


def _number(paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", "90")):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        number.append(child)
    properties.append(number)


def _table(document) -> None:
    rows = [
        ("县区", "检查家数", "发现问题", "完成整改"),
        ("江北区", "86", "41", "38"),
        ("青岚县", "72", "____", "（  ）"),
    ]
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text


if __name__ == "__main__":
    build()
