"""L805: paper, edges and letters of the Word file are not those of the standard."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from analyzer.document import Evidence, Layout, Lettering, Page, Part, Report, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_PAPER = (210.0, 297.0)
_TOP, _LEFT, _TYPE_WIDTH, _TYPE_HEIGHT = 37.0, 28.0, 156.0, 225.0
_TOLERANCE = 1.0  # millimetres, as the standard grants for the edges
_AREA_TOLERANCE = 2.0  # two edges together
_HAND, _BOLD_FACE, _ITALIC_LIKE, _SONG = "仿宋", "黑体", "楷体", "小标宋"
_FACES = {
    _HAND: re.compile(r"仿宋|fangsong", re.I),
    _BOLD_FACE: re.compile(r"黑体|simhei", re.I),
    _ITALIC_LIKE: re.compile(r"楷|kaiti", re.I),
    _SONG: re.compile(r"标宋|xbs", re.I),
}
_BODY_SIZE, _TITLE_SIZE = 16.0, 22.0
_SIZES = {
    42: "初号",
    36: "小初",
    26: "一号",
    24: "小一",
    22: "二号",
    18: "小二",
    16: "三号",
    15: "小三",
    14: "四号",
    12: "小四",
    10.5: "五号",
}
_INDENT = 1.5  # characters; two, with what a rounded length leaves of them
_SHOWN = 8
_A4 = Page(210, 297, 37, 35, 28, 26)
_WIDE = Page(215.9, 279.4, 25.4, 25.4, 31.8, 31.8)


def _example(marked: str, page: Page, *lettering: Lettering) -> Example:
    return Example(marked, layout=Layout((page,), lettering))


class _Wanted(NamedTuple):
    """What a kind of paragraph is set in."""

    name: str
    face: str
    size: float


_TITLE = _Wanted("标题", _SONG, _TITLE_SIZE)
_FIRST = _Wanted("一级标题", _BOLD_FACE, _BODY_SIZE)
_SECOND = _Wanted("二级标题", _ITALIC_LIKE, _BODY_SIZE)
_TEXT = _Wanted("正文", _HAND, _BODY_SIZE)
_PROSE = "今年以来，我局认真贯彻落实上级部署要求，扎实推进各项工作，取得了明显成效，群众满意度稳步提升。"


@rule(
    "L805",
    "page-layout",
    "版式",
    Severity.WARNING,
    bad=[
        _example(f"⟦{_PROSE}⟧", _WIDE, Lettering("仿宋", 16, 2)),
        _example(f"⟦{_PROSE}⟧", _A4, Lettering("仿宋", 16, 0)),
        _example(f"⟦{_PROSE}⟧", _A4, Lettering("宋体", 12, 2)),
        _example(f"⟦一、工作情况⟧\n{_PROSE}", _A4, Lettering("仿宋", 16, 2), Lettering("仿宋_GB2312", 16, 2)),
    ],
    good=[
        _example(_PROSE, _A4, Lettering("仿宋_GB2312", 16, 2)),
        _example(f"一、工作情况\n　　{_PROSE}", _A4, Lettering("黑体", 16, 2), Lettering("方正仿宋_GBK", 16)),
        _example(f"（一）工作情况\n{_PROSE}", _A4, Lettering("楷体_GB2312", 16, 2), Lettering("", None, 2)),
    ],
    needs="layout",
    asked=True,
)
def page_layout(report: Report, context: Context) -> Iterator[Hit]:
    """Word 文件的纸张、页边、字体、字号、段首空格与公文格式标准不一致。

    默认不查；用 `--select L805`，或者在配置文件里写 on = ["L805"]，才查。只能查 Word 文件。
    纸张（A4）、上白边（37mm±1mm）、左白边（28mm±1mm）、版心（156mm×225mm）、段首空两字是规定，不一致的是警告；
    字体字号标准写的是“一般用”，不一致的只是提示，每一类合成一条。文件没有写明字体的不报；单位另有规定的按单位的规定。

    依据：GB/T 9704—2012《党政机关公文格式》第5.1条、第5.2.1条、第5.2.2条、第7.3.1条、第7.3.3条。
    """
    layout = report.layout
    if layout is None or not report.paragraphs:
        return
    first = report.paragraphs[0].span
    faults = list(dict.fromkeys(fault for page in layout.pages for fault in _of_page(page)))
    if faults:
        yield Hit(first, f"页面设置与标准不一致：{'；'.join(faults)}", "在“页面布局”里改")
    yield from _indents(report, context, layout)
    yield from _letters(report, context, layout)


def _of_page(page: Page) -> Iterator[str]:
    if page.width > page.height:
        return  # a page turned for a wide table
    if any(abs(a - b) > _TOLERANCE for a, b in zip((page.width, page.height), _PAPER, strict=True)):
        yield f"纸张是{page.width:g}mm×{page.height:g}mm，应为A4（210mm×297mm）"
        return
    if abs(page.top - _TOP) > _TOLERANCE:
        yield f"上白边{page.top:g}mm，应为37mm±1mm"
    if abs(page.left - _LEFT) > _TOLERANCE:
        yield f"左白边{page.left:g}mm，应为28mm±1mm"
    width, height = page.width - page.left - page.right, page.height - page.top - page.bottom
    if abs(width - _TYPE_WIDTH) > _AREA_TOLERANCE or abs(height - _TYPE_HEIGHT) > _AREA_TOLERANCE:
        yield f"版心{width:.0f}mm×{height:.0f}mm，应为156mm×225mm"


def _indents(report: Report, context: Context, layout: Layout) -> Iterator[Hit]:
    """Paragraphs of prose that do not begin two characters in, by indent or by blanks."""
    flush = []
    for paragraph, letters in zip(report.paragraphs, layout.lettering, strict=True):
        if (
            paragraph.part is not Part.BODY
            or paragraph.label
            or letters.alignment in ("center", "right", "end")
        ):
            continue
        words = report[paragraph.span]
        blank = len(words) - len(words.lstrip("　 "))
        if letters.indent < _INDENT and blank < 2 and context.is_prose(paragraph.span):
            flush.append(paragraph.span)
    if flush:
        yield Hit(
            flush[0],
            f"{len(flush)}个自然段开头没有空两个字",
            "段落格式里设“首行缩进2字符”",
            _evidence(report, flush[1:]),
        )


def _letters(report: Report, context: Context, layout: Layout) -> Iterator[Hit]:
    """Kinds of paragraphs in other letters than the standard's, each kind once."""
    unlike: dict[_Wanted, list[tuple[Span, str]]] = {}
    for paragraph, letters in zip(report.paragraphs, layout.lettering, strict=True):
        wanted = _kind(report, paragraph.span, context.is_prose) if paragraph.part is Part.BODY else None
        if wanted is None:
            continue
        said = []
        if letters.font and not _FACES[wanted.face].search(letters.font):
            said.append(letters.font)
        if letters.size is not None and letters.size != wanted.size:
            said.append(_SIZES.get(letters.size) or f"{letters.size:g}磅")
        if said:
            unlike.setdefault(wanted, []).append((paragraph.span, "、".join(said)))
    for wanted, places in unlike.items():
        there = "；".join(dict.fromkeys(words for _, words in places))
        yield Hit(
            places[0][0],
            f"{wanted.name}用了{there}，一般用{_SIZES[wanted.size]}{wanted.face}（{len(places)}处）",
            "单位没有另外规定的，按标准改",
            _evidence(report, [span for span, _ in places[1:]]),
            Severity.INFO,
        )


def _kind(report: Report, span: Span, is_prose: Callable[[Span], bool]) -> _Wanted | None:
    """What kind of paragraph this is, None for one of which the standard says nothing here."""
    if report.title is not None and report.title.covers(span):
        return _TITLE
    section = next((s for s in report.sections if span.covers(s.heading)), None)
    if section is not None:
        alone = not report.text[section.heading.end : span.end].strip()
        if alone and not section.is_item:
            return {"han": _FIRST, "paren-han": _SECOND}.get(section.scheme)
        return None
    return _TEXT if is_prose(span) else None


def _evidence(report: Report, spans: list[Span]) -> tuple[Evidence, ...]:
    return tuple(Evidence(report.text[s.start : s.start + 20].replace("\n", " "), s) for s in spans[:_SHOWN])
