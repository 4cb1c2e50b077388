"""Which element of WordprocessingML is read how, in the transitional and in the strict flavour."""

from collections.abc import Mapping

from lxml import etree

from analyzer.readers.styles import STRICT, WORD

_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_DRAWING = ("{http://schemas.openxmlformats.org/drawingml/2006/", "{http://purl.oclc.org/ooxml/drawingml/")
_VML = "{urn:schemas-microsoft-com:vml}"


def _both(names: Mapping[str, str]) -> dict[str, str]:
    return {space + name: method for name, method in names.items() for space in (WORD, STRICT)}


# The methods of docx_inline.Inline for elements inside a paragraph.
INLINE: Mapping[str, str] = {
    **_both(
        {
            "t": "_text",
            "delText": "_deleted_text",
            "tab": "_tab",
            "ptab": "_tab",
            "noBreakHyphen": "_hyphen",
            "sym": "_symbol",
            "br": "_break",
            "cr": "_break",
            "r": "_reset",
            "vanish": "_hidden",
            "highlight": "_highlight",
            "shd": "_shading",
            "fldChar": "_field",
            "ins": "_scope",
            "moveTo": "_scope",
            "del": "_removed_text",
            "moveFrom": "_removed_text",
            "rt": "_skip",
            "tabs": "_skip",  # tab stops; their w:tab is no tab
            "sdtPr": "_skip",
            "rPrChange": "_skip",
            "pPrChange": "_skip",
            "sectPrChange": "_skip",
            "txbxContent": "_box",
            "p": "_box",
            "tbl": "_box",
            "pStyle": "_paragraph_style",
            "ilvl": "_list_level",
            "numId": "_list_number",
            "outlineLvl": "_outline_level",
            "headerReference": "_margin",
            "footerReference": "_margin",
            "footnoteReference": "_note",
            "endnoteReference": "_note",
            "commentRangeStart": "_comment_start",
            "commentRangeEnd": "_comment_end",
            "commentReference": "_comment",
            "object": "_object",
            "subDoc": "_subdocument",
        }
    ),
    **{space + "t": "_text" for space in _MATH},
    **{space + "r": "_reset" for space in _MATH},
    _COMPATIBILITY + "AlternateContent": "_alternatives",
    **{space + "picture}pic": "_picture" for space in _DRAWING},
    **{space + "lockedCanvas}lockedCanvas": "_picture" for space in _DRAWING},
    **{space + "chart}chart": "_chart" for space in _DRAWING},
    **{space + "diagram}relIds": "_diagram" for space in _DRAWING},
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": "_chart",
    "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart": "_ink",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingInk}contentPart": "_ink",
    _VML + "imagedata": "_picture",
    _VML + "textpath": "_word_art",
}

# The methods of docx_walk.Walk for elements that stand beside paragraphs. All others are looked into.
BLOCK: Mapping[str, str] = {
    **_both(
        {
            "p": "_paragraph",
            "tbl": "_table",
            "tr": "_table_row",
            "tc": "_cell",
            "sectPr": "_section",
            "altChunk": "_embedded",
            "ins": "_block_scope",
            "moveTo": "_block_scope",
            "del": "_block_removed",
            "moveFrom": "_block_removed",
            "commentRangeStart": "_block_comment_start",
            "commentRangeEnd": "_block_comment_end",
            "tblPr": "_nothing",
            "tblGrid": "_nothing",
            "trPr": "_nothing",
            "tcPr": "_nothing",
            "sdtPr": "_nothing",
        }
    ),
    _COMPATIBILITY + "AlternateContent": "_block_alternatives",
}

PARAGRAPHS = (WORD + "p", STRICT + "p")
TEXT_BOXES = (WORD + "txbxContent", STRICT + "txbxContent")
TEXTS = (WORD + "t", STRICT + "t")
READABLE = (*TEXT_BOXES, *TEXTS, WORD + "sym", STRICT + "sym")


def relation_id(element: etree._Element) -> str:
    """The ``r:id`` of an element, "" where it has none."""
    return element.get(_RELATION[0]) or element.get(_RELATION[1]) or ""
