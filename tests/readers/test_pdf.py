import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.document import InputError, Part
from analyzer.readers import pdf
from analyzer.readers.content import Content
from analyzer.readers.pdf import read_pdf
from analyzer.readers.pdf_layout import Glyph, lines
from analyzer.readers.pdf_tables import Box, grids

FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 90>>>>]>>"
)
IMAGE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    b"stream\nx\nendstream"
)
EM, LEFT, PITCH, PER_LINE = 16, 79, 28, 27
RIGHT = LEFT + EM * PER_LINE


def make(
    *pages: bytes, extra: bytes = b"", trailer: bytes = b"", size: tuple[int, int] = (595, 842)
) -> bytes:
    """A PDF of the content streams. /F is a Chinese font, half as wide for ASCII; /I a picture."""
    objects, kids = [b"", b"", FONT, IMAGE], list[bytes]()
    for stream in pages:
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R" % (*size, len(objects))
            + b"/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>%s>>" % extra
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out, offsets = b"%PDF-1.7\n", list[int]()
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size %d/Root 1 0 R%s>>startxref %d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return out + b"xref\n0 %d\n" % (len(objects) + 1) + table + end


def at(x: float, y: float, text: str, em: float = EM, turn: str = "1 0 0 1") -> bytes:
    code = text.encode("utf-16-be").hex()
    return f"BT/F {em} Tf {turn} {x} {y} Tm<{code}>Tj ET\n".encode()


def set_page(
    paragraphs: list[str], top: float = 720, indent: int = 2, after: float = 0, begun: bool = False
) -> tuple[bytes, list[str]]:
    """A page as a word processor sets it, every character a full em wide, and what did not fit on it.

    ``begun`` says that the first paragraph began on the page before.
    """
    out, y, rest = b"", top, list[str]()
    for text in paragraphs:
        room = PER_LINE - (0 if begun else indent)
        begun = False
        while text and y >= 110:
            out += at(LEFT + EM * (PER_LINE - room), y, text[:room])
            text, room, y = text[room:], PER_LINE, y - PITCH
        if text:
            rest.append(text)
        y -= after
    return out, rest


def read(*pages: bytes, **more: bytes) -> Content:
    return read_pdf(make(*pages, **more), "a.pdf")


def texts(content: Content, *parts: Part) -> list[str]:
    return [content.text[slice(*p.span)] for p in content.paragraphs if p.part in (parts or (Part.BODY,))]


def check(content: Content) -> None:
    """What holds for every Content: paragraphs are the non-blank lines of the text, parts in order."""
    rows, start = [], 0
    for row in content.text.split("\n"):
        if row.strip():
            rows.append((start, start + len(row)))
        start += len(row) + 1
    assert [tuple(p.span) for p in content.paragraphs] == rows
    assert all(p.origin and re.fullmatch(r"page \d+", p.origin.part) for p in content.paragraphs)
    assert len({p.origin for p in content.paragraphs}) == len(rows)
    order = [Part.BODY, Part.FOOTNOTE, Part.HEADER, Part.FOOTER]
    places = [order.index(Part.BODY if p.part is Part.TABLE else p.part) for p in content.paragraphs]
    assert places == sorted(places)
    content.text.encode()


LONG = "全市教育系统扎实推进专项整治工作共组织学习教育和警示教育活动进一步统一了思想提高了认识" * 3
REPORT = [
    "一、总体情况",
    LONG + "。",
    "（一）强化学习。" + LONG + "。",
    "短段。",
    "二、存在的问题",
    LONG[:50] + "。" + LONG + "。",
]


@pytest.mark.parametrize(("indent", "after"), [(2, 0), (2, 10), (0, 12)])
def test_paragraphs_are_put_together(indent: int, after: float) -> None:
    page, rest = set_page(REPORT, top=800, indent=indent, after=after)
    assert not rest
    content = read(page)
    assert texts(content) == REPORT
    assert content.text == "\n".join(REPORT)
    check(content)


def test_paragraphs_go_on_over_the_page() -> None:
    first, rest = set_page(["短段。", LONG * 5 + "。"])
    second, nothing = set_page([*rest, "末段。"], begun=True)
    assert rest and not nothing
    assert texts(read(first, second)) == ["短段。", LONG * 5 + "。", "末段。"]


def test_a_new_paragraph_on_a_new_page_stays_one() -> None:
    first, _ = set_page([LONG * 9 + "。"])
    second, _ = set_page(["另段" + LONG + "。"])
    whole = texts(read(first, second))
    assert len(whole) == 2 and whole[1].startswith("另段")


@given(st.lists(st.text("全市教育系统推进整治工作，一。", min_size=1, max_size=120), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_character_is_lost_or_added(paragraphs: list[str]) -> None:
    page, rest = set_page([p for p in paragraphs if p.strip()])
    content = read(page)
    assert content.text.replace("\n", "") == "".join(paragraphs).removesuffix("".join(rest))
    check(content)


@pytest.mark.parametrize(
    "text",
    [
        "共检查    次，发现问题  个",
        "整改率达到　　%，其中",
        "覆盖Word 2016 and LibreOffice",
        "其中3个问题涉及12.50万元",
        "——坚持问题导向……",
        "共检查____次、走访XX户",
        "一一对应，人人有责",
    ],
)
def test_blanks_and_words_stay_as_they_are(text: str) -> None:
    assert read(at(LEFT, 600, text)).text == text


def test_a_wide_gap_is_a_blank_and_a_narrow_one_is_none() -> None:
    content = read(at(79, 600, "共检查") + at(79 + 3 * EM + 40, 600, "次") + at(79 + 4 * EM + 48, 600, "。"))
    assert content.text == "共检查     次。"


def test_a_gap_wider_than_the_others_of_its_line_is_a_blank() -> None:
    first, second = at(79, 600, "本月共检查"), "次，发现问题个。"
    assert read(first + at(79 + 6 * EM, 600, second)).text == "本月共检查  " + second
    assert read(first + at(79 + 5.5 * EM, 600, second)).text == "本月共检查" + second
    spaced = b"".join(at(79 + 2 * EM * i, 600, char) for i, char in enumerate("专项工作情况汇报"))
    assert read(spaced).text == "专项工作情况汇报"


def test_words_drawn_one_by_one_get_a_space() -> None:
    assert read(
        at(79, 600, "Word") + at(79 + 4 * 8 + 4, 600, "Excel") + at(79 + 9 * 8 + 5, 600, "12")
    ).text == ("Word Excel12")


def test_a_blank_at_the_end_of_a_line_reaches_the_edge() -> None:
    page, _ = set_page([LONG + "。"] * 2)
    page += at(LEFT + 2 * EM, 300, "本月" + "共检查" * 7 + " ") + at(LEFT, 300 - PITCH, "次数，发现问题。")
    assert texts(read(page))[-1] == "本月" + "共检查" * 7 + " " * 4 + "次数，发现问题。"


def test_words_and_hyphens_across_lines() -> None:
    line = "implementation of the regulation in several areas and"
    page = at(LEFT, 600, line) + at(LEFT, 572, "counties was incom-") + at(LEFT, 544, "plete 完成")
    # The last two lines are short, so that only the first reaches the edge.
    assert read(page).text == f"{line} counties was incom-\nplete 完成"
    page = at(LEFT, 600, line[:-5] + "incom-") + at(LEFT, 572, "plete 完成")
    assert read(page).text.endswith("several areaincomplete 完成")


def test_bold_made_by_drawing_twice_is_read_once() -> None:
    page = at(79, 600, "人人有责") + at(79.3, 600, "人人有责")
    assert read(page).text == "人人有责"


def test_a_raised_figure_is_no_part_of_the_number() -> None:
    page = at(79, 600, "检查12") + at(79 + 3 * EM, 606, "1", em=9) + at(79 + 3 * EM + 5, 600, "次")
    assert read(page).text == "检查12¹次"


def test_radicals_become_the_characters_they_look_like() -> None:
    unicode_map = (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/X def/CMapType 2 def"
        b" 1 begincodespacerange<0000><ffff>endcodespacerange"
        b" 3 beginbfchar<4e00><2f00><957f><2ed3><2014><20142014>endbfchar"
        b" endcmap end end"
    )
    data = make(at(79, 600, "一长—人"))
    objects = data.replace(b"/DescendantFonts", b"/ToUnicode 7 0 R/DescendantFonts")
    extra = b"7 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(unicode_map), unicode_map)
    # PDFium rebuilds the table of objects, for the offsets no longer fit.
    assert read_pdf(objects.replace(b"xref\n0", extra + b"xref\n0"), "a.pdf").text.startswith("一长——")


def rotated(page: bytes, degrees: int) -> Content:
    return read(page, extra=b"/Rotate %d" % degrees)


@pytest.mark.parametrize(
    ("turn", "x", "y", "dx", "dy"),
    [("0 1 -1 0", 100, 79, 28, 0), ("-1 0 0 -1", 520, 200, 0, 28), ("0 -1 1 0", 500, 700, -28, 0)],
    ids=["quarter", "half", "three-quarters"],
)
def test_pages_on_their_side(turn: str, x: float, y: float, dx: float, dy: float) -> None:
    page = at(x, y, "第一行检查3次", turn=turn) + at(x + dx, y + dy, "第二行", turn=turn)
    assert read(page).text == "第一行检查3次\n第二行"


def test_slanting_text_is_named_and_kept_out() -> None:
    content = read(at(79, 600, "正文检查三次") + at(200, 300, "内部资料", turn="0.7 0.7 -0.7 0.7"))
    assert content.text == "正文检查三次"
    assert [str(u) for u in content.unread] == ["第1页斜排或竖排的文字1处"]


def report(count: int, number: str, header: str = "某市教育局工作汇报（送审稿）") -> list[bytes]:
    return [
        set_page([f"第{'一二三四五六七八九'[i]}部分" + LONG + "。"])[0]
        + at(200, 800, header, em=10)
        + at(280, 50, number.format(i + 1), em=14)
        for i in range(count)
    ]


@pytest.mark.parametrize("number", ["— {} —", "- {} -", "第{}页 共3页", "{}/3", "{}", "－{}－", "第 {} 页"])
def test_headers_stand_once_and_page_numbers_not_at_all(number: str) -> None:
    content = read(*report(3, number))
    assert texts(content, Part.HEADER) == ["某市教育局工作汇报（送审稿）"]
    assert texts(content, Part.FOOTER) == []
    assert len(texts(content)) == 3
    check(content)


def test_header_and_footer_with_a_running_number() -> None:
    content = read(*report(3, "内部资料 第{}页"))
    assert texts(content, Part.FOOTER) == ["内部资料 第1页"]


def test_pages_numbered_from_somewhere_else() -> None:
    pages = [page + at(280, 50, str(i + 7), em=14) for i, page in enumerate(report(3, " "))]
    assert texts(read(*pages), Part.FOOTER) == [] and "\n8" not in read(*pages).text


def test_a_lone_figure_at_the_edge_is_no_page_number() -> None:
    page = set_page(["短段。"])[0] + at(LEFT, 60, "37")
    assert texts(read(page)) == ["短段。", "37"]


def test_a_header_on_a_single_page_stays() -> None:
    content = read(*report(1, "— {} —"))
    assert texts(content)[0] == "某市教育局工作汇报（送审稿）" and len(texts(content)) == 2


def test_body_text_is_no_header_though_it_repeats() -> None:
    pages = [set_page(["同样的一句话。", LONG + "。"], top=600)[0] for _ in range(3)]
    assert texts(read(*pages)).count("同样的一句话。") == 3


def test_footnotes_stand_apart_and_do_not_part_a_paragraph() -> None:
    first, rest = set_page([LONG * 5 + "。"])
    second, _ = set_page(rest, begun=True)
    note = at(LEFT, 92, "① 数据来源为市统计局，", em=9) + at(LEFT, 80, "为预计数。", em=9)
    content = read(first + note, second)
    assert texts(content) == [LONG * 5 + "。"]
    assert "".join(texts(content, Part.FOOTNOTE)) == "① 数据来源为市统计局，为预计数。"
    check(content)


def test_a_heading_breaks_a_full_line() -> None:
    full = LONG[: PER_LINE - 3] + "。"
    page = set_page([full, "（一）" + LONG + "。", LONG[: PER_LINE - 3] + "。", "1．" + LONG + "。"])[0]
    assert texts(read(page)) == [
        full,
        "（一）" + LONG + "。",
        LONG[: PER_LINE - 3] + "。",
        "1．" + LONG + "。",
    ]


def test_an_enumeration_that_happens_to_begin_a_line_breaks_nothing() -> None:
    text = LONG[: PER_LINE - 3] + "。" + "一是" + LONG + "。"
    assert texts(read(set_page(["短段。", text])[0])) == ["短段。", text]


def test_a_title_in_two_centred_lines_of_large_print() -> None:
    page = at(LEFT, 760, "某" * 19, em=22) + at(240, 720, "情况的汇报", em=22) + set_page(REPORT, top=660)[0]
    assert texts(read(page))[0] == "某" * 19 + "情况的汇报"


def ruled(columns: list[float], rows: list[float], bars: bool = False) -> bytes:
    """A grid of strokes, or of thin filled bars cell by cell as Word draws it."""
    out = b""
    for y in rows:
        for a, b in pairwise(columns):
            out += b"%g %g %g .5 re f\n" % (a, y, b - a) if bars else b"%g %g m %g %g l S\n" % (a, y, b, y)
    for x in columns:
        for a, b in pairwise(sorted(rows)):
            out += b"%g %g .5 %g re f\n" % (x, a, b - a) if bars else b"%g %g m %g %g l S\n" % (x, a, x, b)
    return out


def cells(content: Content) -> list[list[list[str]]]:
    return [[[content.text[slice(*c)] for c in row] for row in t.rows] for t in content.tables]


@pytest.mark.parametrize("bars", [False, True], ids=["strokes", "bars"])
def test_a_ruled_table_has_cells(bars: bool) -> None:
    page = at(LEFT + 32, 700, "检查情况如下：") + ruled([79, 200, 320, 440], [600, 630, 680], bars)
    page += at(84, 655, "单位") + at(205, 655, "检查次数") + at(325, 660, "整改中并预计", em=16)
    page += at(325, 640, "完成") + at(84, 610, "第一中学") + at(325, 610, "3") + at(LEFT + 32, 560, "以上。")
    content = read(page)
    assert cells(content) == [[["单位", "检查次数", "整改中并预计完成"], ["第一中学", "", "3"]]]
    assert texts(content) == ["检查情况如下：", "以上。"]
    assert content.text == "检查情况如下：\n单位\n检查次数\n整改中并预计完成\n第一中学\n\n3\n以上。"
    assert content.tables[0].span == (8, 8 + len("单位\n检查次数\n整改中并预计完成\n第一中学\n\n3"))
    check(content)


def test_a_table_goes_on_over_the_page_with_its_heading_repeated() -> None:
    def page(top: float, value: str) -> bytes:
        grid = ruled([79, 200, 320], [top - 60, top - 30, top])
        return grid + at(84, top - 20, "单位") + at(205, top - 20, "次数") + at(84, top - 50, value)

    content = read(page(300, "一中"), page(700, "二中"))
    assert cells(content) == [[["单位", "次数"], ["一中", ""], ["二中", ""]]]


def test_merged_cells_and_open_sides() -> None:
    rules = [Box(0, y, 300, y) for y in (0, 30, 60)] + [Box(100, 0, 100, 60), Box(200, 0, 200, 30)]
    (grid,) = grids(rules)
    assert [[tuple(cell) for cell in row] for row in grid.rows] == [
        [(0, 30, 100, 60), (100, 30, 300, 60)],
        [(0, 0, 100, 30), (100, 0, 200, 30), (200, 0, 300, 30)],
    ]


def test_a_frame_or_an_underline_is_no_table() -> None:
    frame = b"79 500 300 100 re S 79 480 m 300 480 l S\n"
    assert read(frame + at(100, 550, "框内的话")).tables == ()


def test_shaded_paragraphs_are_no_table() -> None:
    shade = b".9 g 79 590 300 28 re f 79 562 300 28 re f 0 g\n"
    assert read(shade + at(79, 600, "第一行") + at(79, 572, "第二行")).tables == ()


FULL, SMALL = b"q 595 0 0 842 0 0 cm/I Do Q\n", b"q 90 0 0 90 300 300 cm/I Do Q\n"


def test_pictures_and_scanned_pages_are_named() -> None:
    text = at(79, 600, LONG[:30]) + at(79, 572, LONG[:30])
    content = read(text, FULL, text + SMALL + SMALL, FULL, FULL + at(280, 50, "扫描软件"), text, b"")
    assert [str(u) for u in content.unread] == ["第2、4–5页扫描页3处", "第3页图片2处"]


def test_a_recognised_scan_is_text() -> None:
    content = read(FULL + set_page([LONG + "。"])[0])
    assert texts(content) == [LONG + "。"] and content.unread == ()


def test_annotations_and_form_fields_are_named() -> None:
    def annotation(subtype: bytes, more: bytes = b"") -> bytes:
        return b"<</Type/Annot/Subtype/%s/Rect[0 0 9 9]%s>>" % (subtype, more)

    extra = b"/Annots[%s%s%s%s]" % (
        annotation(b"Text", b"/Contents(x)"),
        annotation(b"Highlight"),
        annotation(b"Link"),
        annotation(b"Widget", b"/FT/Tx/V(12)"),
    )
    content = read(at(79, 600, "正文"), extra=extra)
    assert {u.what: u.count for u in content.unread} == {"批注": 2, "表单域": 1}


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as error:
        read_pdf(data, "/folder/a.pdf")
    return str(error.value)


def test_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    lock = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"00" * 32, b"11" * 32)
    assert refused(make(at(79, 600, "正文"), trailer=lock)) == "“a.pdf”已加密，请去掉密码后重试。"
    scanned = "“a.pdf”是扫描件或没有可用的文字层，请先做文字识别（OCR），或提供 Word 文件后重试。"
    assert refused(make(FULL, FULL)) == scanned
    assert refused(make(b"0 0 m 9 9 l S\n" * 30)) == scanned
    assert refused(make(b"")) == "“a.pdf”里没有文字，请确认是否选错了文件。"
    assert refused(make()) == "“a.pdf”已损坏或没有下载完整，请重新获取该文件后重试。"
    assert refused(b"%PDF-1.7\n") == "“a.pdf”已损坏或没有下载完整，请重新获取该文件后重试。"
    assert refused(b"") == "“a.pdf”已损坏或没有下载完整，请重新获取该文件后重试。"
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert refused(make(b"", b"", b"")) == "“a.pdf”有 3 页，超过 2 页，请拆分后重试。"
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 3)
    assert "请拆分后重试。" in refused(make(at(79, 600, "正文正文")))


def test_a_font_without_unicode_values_is_named() -> None:
    data = make(at(79, 600, LONG[:30]))
    blind = data.replace(b"/UniGB-UCS2-H", b"/Identity-H   ").replace(b"(GB1)", b"(XX1)")
    assert "文字层" in refused(blind) or "没有文字" in refused(blind)


BIG = make(
    *report(2, "— {} —"),
    ruled([79, 200, 320], [600, 630, 680]) + at(84, 640, "单位") + SMALL,
    extra=b"/Rotate 90",
)


@given(
    st.lists(st.tuples(st.integers(0, len(BIG)), st.binary(min_size=1, max_size=6)), max_size=8),
    st.one_of(st.none(), st.integers(0, len(BIG))),
)
@settings(max_examples=150, deadline=None)
def test_any_damage_gives_content_or_a_sentence(edits: list[tuple[int, bytes]], length: int | None) -> None:
    data = bytearray(BIG)
    for place, new in edits:
        data[place : place + len(new)] = new
    try:
        check(read_pdf(bytes(data[:length]), "a.pdf"))
    except InputError as error:
        assert str(error).endswith("。")


numbers = st.floats(-1e6, 1e6, allow_nan=False)


@given(
    st.lists(
        st.builds(Glyph, st.sampled_from("一a 1　，"), numbers, numbers, numbers, st.floats(1, 100)),
        max_size=40,
    )
)
def test_any_places_give_lines(glyphs: list[Glyph]) -> None:
    found = lines(glyphs, 1)
    assert all(line.text.strip() for line in found)


@given(st.lists(st.builds(Box, *([st.integers(0, 60).map(lambda n: n * 5.0)] * 4)), max_size=40))
def test_any_rules_give_tables_without_overlap(rules: list[Box]) -> None:
    straight = [Box(min(r.x0, r.x1), r.y0, max(r.x0, r.x1), r.y0) for r in rules]
    straight += [Box(r.x0, min(r.y0, r.y1), r.x0, max(r.y0, r.y1)) for r in rules]
    for grid in grids(straight):
        assert sum(map(len, grid.rows)) >= 2
        assert all(cell.x0 < cell.x1 and cell.y0 < cell.y1 for row in grid.rows for cell in row)
