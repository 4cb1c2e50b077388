"""What PDFium knows of one page: characters with their places, drawn rules, and what is no text."""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import addressof, c_double, c_float, c_int
from typing import Any, NamedTuple

from pypdfium2 import raw

from analyzer.readers.pdf_flow import Page
from analyzer.readers.pdf_layout import Glyph
from analyzer.readers.pdf_tables import Box

# Text over a picture that fills the page is a stamp or a page number as long as it is shorter than this.
_STAMP = 50
_COVERED = 0.7  # share of a page that makes a picture the page
_GARBLED = 0.3  # share of characters without a Unicode value that makes a text layer useless
_SMALL = 20.0  # points; smaller pictures are bullets and lines
_OUTLINES = 20  # shapes on a page without text: letters turned into curves
_BAR = 3.0  # points; a filled shape at most this thin is a rule
_MOST_SHAPES, _MOST_SEGMENTS = 20_000, 400
_FAR = 20_000.0  # points; no page is larger
# Fonts made backwards from their glyphs give a radical for the character that looks the same. Those of the
# supplement have no decomposition in Unicode.
_RADICALS = {
    ord(radical): char
    for radical, char in zip(
        "⺎⺒⺓⺝⺟⺠⺩⺬⺶⺾⻁⻂⻄⻅⻆⻈⻉⻊⻋⻌⻏⻐⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "兀巳幺月母民王示羊艹虎衤西见角讠贝足车辶阝钅长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
}
_FORM_FIELD = raw.FPDF_ANNOT_WIDGET
_NO_REMARK = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, _FORM_FIELD)


class _Turned(NamedTuple):
    """A character where it stands before the page is turned upright; ``quarter`` None means slanting."""

    char: str
    x: float
    y: float
    box: Box
    em: float
    quarter: int | None
    apart: bool


def extract(document: Any, number: int) -> tuple[Page, dict[str, int]]:
    """Page ``number`` (from 1), and how many things of each kind on it could not be read.

    Raises PdfiumError where the page cannot be opened.
    """
    page = document[number - 1]
    try:
        return _extract(page, number)
    finally:
        page.close()


def _extract(page: Any, number: int) -> tuple[Page, dict[str, int]]:
    left, bottom, right, top = page.get_bbox()
    frame = Box(left, bottom, right, top)
    found, unknown = _characters(page, frame)
    directions = Counter(c.quarter for c in found if c.quarter is not None and not c.char.isspace())
    quarter = directions.most_common(1)[0][0] if directions else 0
    glyphs = [_upright(c, quarter, frame) for c in found if c.quarter == quarter]
    besides = {"斜排或竖排的文字": int(any(c.quarter != quarter and not c.char.isspace() for c in found))}
    if unknown > _GARBLED * len(glyphs):
        glyphs, besides["乱码页"] = [], 1
    elif unknown:
        besides["无法识别的字符"] = unknown
    rules, pictures, covered, shapes = _drawn(page, frame, quarter)
    inked = sum(not g.char.isspace() for g in glyphs)
    if (covered and inked < _STAMP) or (not inked and (pictures or shapes > _OUTLINES)):
        if "乱码页" not in besides:
            besides["扫描页"] = 1
    elif not covered:  # else the picture is the page, and its text has been recognised
        besides["图片"] = pictures
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        subtype = raw.FPDFAnnot_GetSubtype(annotation) if annotation else raw.FPDF_ANNOT_LINK
        what = "表单域" if subtype == _FORM_FIELD else "" if subtype in _NO_REMARK else "批注"
        besides[what] = besides.get(what, 0) + 1
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)
    besides.pop("", None)
    upright = _turn(frame, quarter, frame)
    return Page(number, upright.x1, upright.y1, glyphs, rules), {what: n for what, n in besides.items() if n}


def _characters(page: Any, frame: Box) -> tuple[list[_Turned], int]:
    """The visible characters in the file's order, and how many of them have no known Unicode value."""
    text = page.get_textpage()
    x, y, box, matrix = c_double(), c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    found, unknown, high, apart = list[_Turned](), 0, 0, False
    try:
        for index in range(text.count_chars()):
            # PDFium adds blanks and line ends of its own; ours come from the places of the characters.
            if raw.FPDFText_IsGenerated(text, index) == 1:
                apart = True
                continue
            code = raw.FPDFText_GetUnicode(text, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
            high = 0
            if (
                raw.FPDFText_HasUnicodeMapError(text, index) == 1
                or 0xD800 <= code < 0xE000
                or code > 0x10FFFF
            ):
                code = 0xFFFD
            char = _normal(chr(code))
            if not char or not raw.FPDFText_GetCharOrigin(text, index, x, y):
                continue
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetMatrix(text, index, matrix)
            em = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
            numbers = (x.value, y.value, box.left, box.bottom, box.right, box.top, em, matrix.a, matrix.b)
            if not all(abs(n) < _FAR for n in numbers) or not frame.holds(x.value, y.value):
                continue  # off the page, or nonsense
            unknown += char == "\ufffd"
            quarter = _quarter(math.atan2(matrix.b, matrix.a))
            where = Box(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
            if found and (x.value, y.value) == (found[-1].x, found[-1].y) and _one_object(text, index):
                # One glyph that stands for several characters: “——” or “ffi”.
                found[-1] = found[-1]._replace(char=found[-1].char + char, box=_around(found[-1].box, where))
                continue
            found.append(_Turned(char, x.value, y.value, where, max(em, 1.0), quarter, apart))
            apart = False
    finally:
        text.close()
    return found, unknown


def _around(a: Box, b: Box) -> Box:
    return Box(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))


def _one_object(text: Any, index: int) -> bool:
    """Whether a character and the one before it are drawn by one command, unlike bold drawn twice."""
    here, before = (raw.FPDFText_GetTextObject(text, i) for i in (index, index - 1))
    return bool(here) and bool(before) and addressof(here.contents) == addressof(before.contents)


def _normal(char: str) -> str:
    """The character meant, empty for one that shows nothing."""
    if ord(char) in _RADICALS:
        return _RADICALS[ord(char)]
    if "\u2f00" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" or "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    if char in "\x02\ufffe":  # PDFium's sign for a hyphen at a line's end
        return "\u00ad"
    if char == "\t":
        return " "
    return "" if unicodedata.category(char) in ("Cc", "Zl", "Zp") or char in "\ufeff\u200b\uffff" else char


def _quarter(angle: float) -> int | None:
    turns = angle / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else None


def _upright(char: _Turned, quarter: int, frame: Box) -> Glyph:
    box = _turn(char.box, quarter, frame)
    origin = _turn(Box(char.x, char.y, char.x, char.y), quarter, frame)
    # A tight box may reach over the advance on the left; the origin is where the character begins.
    return Glyph(char.char, origin.x0, max(box.x1, origin.x0), origin.y0, char.em, char.apart)


def _turn(box: Box, quarter: int, frame: Box) -> Box:
    """``box`` with the page turned so that its text runs from left to right, origin at the lower left."""
    x0, y0, x1, y1 = box.x0 - frame.x0, box.y0 - frame.y0, box.x1 - frame.x0, box.y1 - frame.y0
    width, height = frame.x1 - frame.x0, frame.y1 - frame.y0
    if quarter == 1:
        return Box(y0, width - x1, y1, width - x0)
    if quarter == 2:
        return Box(width - x1, height - y1, width - x0, height - y0)
    if quarter == 3:
        return Box(height - y1, x0, height - y0, x1)
    return Box(x0, y0, x1, y1)


def _drawn(page: Any, frame: Box, quarter: int) -> tuple[list[Box], int, bool, int]:
    """Drawn rules, the number of pictures, whether they fill the page, and the number of shapes."""
    rules, pictures, area, shapes = list[Box](), 0, 0.0, 0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        bounds = c_float(), c_float(), c_float(), c_float()
        if not raw.FPDFPageObj_GetBounds(thing, *bounds):
            continue
        box = Box(*(side.value for side in bounds))
        if not all(abs(side) < _FAR for side in box):
            continue
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            wide = min(box.x1, frame.x1) - max(box.x0, frame.x0)
            tall = min(box.y1, frame.y1) - max(box.y0, frame.y0)
            if thing.level or min(wide, tall) >= _SMALL:  # inside a form the bounds are not the page's
                pictures += 1
                area += max(wide, 0) * max(tall, 0)
        else:
            shapes += 1
            if thing.level == 0 and shapes <= _MOST_SHAPES:
                rules += [_turn(rule, quarter, frame) for rule in _rules(thing, box)]
    covered = area >= _COVERED * (frame.x1 - frame.x0) * (frame.y1 - frame.y0)
    return rules, pictures, covered and pictures > 0, shapes


def _rules(path: Any, box: Box) -> Iterator[Box]:
    """The straight strokes of a path; a thin filled bar is one too, the edge of a filled area is none."""
    if min(box.x1 - box.x0, box.y1 - box.y0) <= _BAR:
        yield box
        return
    fill, stroke, matrix, x, y = c_int(), c_int(), raw.FS_MATRIX(), c_float(), c_float()
    count = raw.FPDFPath_CountSegments(path)
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not stroke.value or count > _MOST_SEGMENTS:
        return
    if not raw.FPDFPageObj_GetMatrix(path, matrix):
        return
    first = last = (math.nan, math.nan)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _stroke(last, here)
        last = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _stroke(here, first)
            last = first


def _stroke(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
    box = Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    if all(abs(side) < _FAR for side in box):  # false for NaN too
        yield box
