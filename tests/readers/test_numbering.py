import pytest
from readers.docx_files import alternatives, box, docx, p, shown, style, within
from readers.docx_files import lines as lines_of

from analyzer.readers.docx import read_docx
from analyzer.readers.number_formats import custom_format, write_number


def lvl(ilvl, fmt="decimal", text=None, start=1, more=""):
    text = f"%{ilvl + 1}." if text is None else text
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def abstract(*levels, number=0, more=""):
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number=1, of=0, more=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def restart(ilvl, start):
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def item(ilvl=0, number=1, text="甲"):
    return p(text, f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{number}"/></w:numPr>')


def labels(body, numbering, **others):
    content = read_docx(docx(body, numbering=numbering, **others), "t.docx")
    return [paragraph.label for paragraph in content.paragraphs]


# For each format: start values and what Word shows for them.
FORMATS = {
    "decimal": {0: "0", 1: "1", 10: "10", 101: "101"},
    "decimalZero": {1: "01", 9: "09", 10: "10", 100: "100"},
    "decimalFullWidth": {1: "１", 20: "２０"},
    "decimalFullWidth2": {1: "１", 20: "２０"},
    "decimalHalfWidth": {1: "1", 20: "20"},
    "upperRoman": {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 1999: "MCMXCIX"},
    "lowerRoman": {1: "i", 4: "iv", 9: "ix", 14: "xiv"},
    "upperLetter": {1: "A", 26: "Z", 27: "AA", 28: "BB", 52: "ZZ", 53: "AAA", 781: "781"},
    "lowerLetter": {1: "a", 26: "z", 27: "aa"},
    "ordinal": {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st", 111: "111th"},
    "cardinalText": {3: "3"},  # words of a language: shown as decimal
    "hex": {10: "A", 255: "FF"},
    "numberInDash": {1: "- 1 -"},
    "chineseCounting": {
        1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 99: "九十九",
        100: "一○○", 101: "一○一", 110: "一一○",
    },
    "taiwaneseCounting": {10: "十", 11: "十一", 20: "二十", 100: "一○○"},
    "chineseCountingThousand": {
        1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一百", 101: "一百〇一",
        110: "一百一十", 111: "一百一十一", 1000: "一千", 1001: "一千〇一", 1010: "一千〇一十",
        1100: "一千一百", 10000: "一万", 10001: "一万〇一", 12345: "一万二千三百四十五", 100000: "十万",
    },
    "taiwaneseCountingThousand": {10: "十", 11: "十一", 101: "一百零一", 110: "一百一十"},
    "chineseLegalSimplified": {
        1: "壹", 10: "壹拾", 11: "壹拾壹", 20: "贰拾", 101: "壹佰零壹", 110: "壹佰壹拾",
    },
    "ideographLegalTraditional": {1: "壹", 2: "貳", 3: "參", 10: "壹拾", 101: "壹佰零壹"},
    "japaneseCounting": {
        1: "一", 10: "十", 11: "十一", 100: "百", 101: "百一", 110: "百十", 1000: "千", 10000: "一万",
    },
    "japaneseLegal": {1: "壱", 2: "弐", 12: "壱拾弐"},
    "ideographDigital": {1: "一", 10: "一〇", 11: "一一", 101: "一〇一"},
    "japaneseDigitalTenThousand": {10: "一〇"},
    "taiwaneseDigital": {10: "一○"},
    "ideographTraditional": {1: "甲", 2: "乙", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 2: "丑", 12: "亥", 13: "13"},
    "ideographZodiacTraditional": {1: "甲子", 2: "乙丑", 11: "甲戌", 60: "癸亥", 61: "61"},
    "decimalEnclosedCircle": {1: "①", 10: "⑩", 20: "⑳", 21: "21"},
    "decimalEnclosedCircleChinese": {1: "①", 10: "⑩", 20: "⑳"},
    "decimalEnclosedFullstop": {1: "⒈", 20: "⒛", 21: "21"},
    "decimalEnclosedParen": {1: "⑴", 20: "⒇", 21: "21"},
    "ideographEnclosedCircle": {1: "㈠", 10: "㈩", 11: "11"},
    "none": {1: "", 10: ""},
    "aiueo": {2: "2"},
    "neverHeardOf": {2: "2"},
}  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_number_format(form):
    expected = FORMATS[form]
    definitions = [abstract(lvl(0, form, "第%1条", start), number=start) for start in expected]
    numbers = [num(start + 1, start) for start in expected]
    body = "".join(item(number=start + 1) for start in expected)
    assert labels(body, "".join(definitions + numbers)) == [f"第{e}条" for e in expected.values()]


def test_consecutive_chinese_headings():
    numbering = abstract(lvl(0, "chineseCounting", "%1、"), lvl(1, "chineseCounting", "（%2）")) + num()
    body = item() + item(1) + item(1) + item() + item(1)
    assert labels(body, numbering) == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_a_huge_start_does_not_make_a_huge_label():
    for form in ("upperRoman", "upperLetter", "chineseCountingThousand"):
        assert write_number(2_000_000_000, form) == "2000000000"
    body = item()
    assert len(labels(body, abstract(lvl(0, "upperLetter", "%1" * 100, 780)) + num())[0]) <= 255


@pytest.mark.parametrize(
    ("picture", "form", "number", "expected"),
    [
        ("001, 002, 003, ...", "zero3", 7, "007"),
        ("00001, 00002, 00003, ...", "zero5", 12, "00012"),
        ("一, 十, 一○○(简), ...", "chineseCounting", 100, "一○○"),
        ("一, 十, 一百(简), ...", "chineseCountingThousand", 101, "一百〇一"),
        ("a lot", "", 7, "7"),
    ],
)
def test_custom_format(picture, form, number, expected):
    assert custom_format(picture) == form
    assert write_number(number, form) == expected


def test_custom_format_stands_in_a_choice():
    fmt = alternatives(
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>', '<w:numFmt w:val="decimal"/>'
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{fmt}<w:lvlText w:val="%1"/></w:lvl>'
    assert labels(item() + item(), abstract(level) + num()) == ["001", "002"]


def test_lower_levels_restart_and_missing_higher_levels_count():
    numbering = abstract(lvl(0, text="%1"), lvl(1, text="%1.%2"), lvl(2, text="%1.%2.%3")) + num()
    body = "".join(map(item, (0, 1, 1, 2, 0, 2, 1, 0)))
    assert labels(body, numbering) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1.1", "2.2", "3"]


def test_level_two_before_any_level_one():
    numbering = abstract(lvl(0, text="%1"), lvl(1, text="%1.%2")) + num()
    assert labels(item(1) + item(1) + item(0) + item(1), numbering) == ["1.1", "1.2", "2", "2.1"]


def test_start_is_zero_where_it_is_not_given():
    level = '<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl>'
    assert labels(item() + item(), abstract(level) + num()) == ["0", "1"]


def test_never_restart():
    numbering = (
        abstract(lvl(0, text="第%1章"), lvl(1, text="第%2条", more='<w:lvlRestart w:val="0"/>')) + num()
    )
    body = "".join(map(item, (0, 1, 1, 0, 1)))
    assert labels(body, numbering) == ["第1章", "第1条", "第2条", "第2章", "第3条"]


def test_restart_only_after_the_first_level():
    numbering = abstract(lvl(0), lvl(1), lvl(2, more='<w:lvlRestart w:val="1"/>')) + num()
    body = "".join(map(item, (0, 1, 2, 1, 2, 0, 2)))
    assert labels(body, numbering) == ["1.", "1.", "1.", "2.", "2.", "2.", "1."]


def test_restart_after_a_lower_level_is_ignored():
    numbering = abstract(lvl(0), lvl(1, more='<w:lvlRestart w:val="5"/>')) + num()
    assert labels("".join(map(item, (0, 1, 0, 1))), numbering) == ["1.", "1.", "2.", "1."]


def test_legal_levels_show_all_numbers_in_decimal():
    numbering = (
        abstract(
            lvl(0, "chineseCounting", "%1、"),
            lvl(1, "upperRoman", "%1.%2", more="<w:isLgl/>"),
            lvl(2, "upperRoman", "%1.%2.%3", more='<w:isLgl w:val="0"/>'),
        )
        + num()
    )
    assert labels(item() + item() + item(1) + item(2), numbering) == ["一、", "二、", "2.1", "二.I.I"]


def test_lists_with_one_definition_go_on_counting():
    numbering = abstract(lvl(0)) + num(1) + num(2)
    assert labels(item(number=1) + item(number=2) + item(number=1), numbering) == ["1.", "2.", "3."]


def test_an_override_restarts_once():
    numbering = abstract(lvl(0), lvl(1, text="%1.%2")) + num(1) + num(2, more=restart(0, 5) + restart(1, 3))
    body = item() + item() + item(0, 2) + item(0, 2) + item(1, 2) + item() + item(1, 2) + item(0, 2)
    assert labels(body, numbering) == ["1.", "2.", "5.", "6.", "6.3", "7.", "7.3", "8."]


def test_an_override_replaces_a_level():
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1)")}</w:lvlOverride>'
    numbering = abstract(lvl(0)) + num(1) + num(2, more=override)
    assert labels(item() + item(0, 2) + item(), numbering) == ["1.", "B)", "3."]


def test_two_definitions_count_apart():
    numbering = abstract(lvl(0)) + abstract(lvl(0), number=7) + num(1) + num(2, 7)
    assert labels(item() + item(0, 2) + item() + item(0, 2), numbering) == ["1.", "1.", "2.", "2."]


def test_number_of_a_style_its_base_and_its_level():
    styles = (
        style("Normal", default=True)
        + style("h1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>', "Normal")
        + style("h2", "heading 2", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', "Normal")
        + style("mine", "我的标题", "", "h1")
        + style("off", "无编号", '<w:numPr><w:numId w:val="0"/></w:numPr>', "h1")
    )
    numbering = abstract(lvl(0, "chineseCounting", "%1、"), lvl(1, text="%2．")) + num()
    body = "".join(p("甲", f'<w:pStyle w:val="{s}"/>') for s in ("h1", "h2", "mine", "off", "h2", "Normal"))
    assert labels(body, numbering, styles=styles) == ["一、", "1．", "二、", "", "1．", ""]


def test_style_linked_levels_win_over_the_level_of_the_style():
    link = '<w:pStyle w:val="{}"/>'.format
    styles = style("h1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style(
        "h2", "heading 2", '<w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    numbering = abstract(lvl(0, text="%1", more=link("h1")), lvl(1, text="%1.%2", more=link("h2"))) + num()
    body = "".join(p("甲", f'<w:pStyle w:val="{s}"/>') for s in ("h1", "h2", "h2", "h1", "h2"))
    assert labels(body, numbering, styles=styles) == ["1", "1.1", "1.2", "2", "2.1"]


def test_direct_numbering_wins_over_the_style_and_zero_switches_off():
    styles = style("h1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbering = abstract(lvl(0)) + abstract(lvl(0, "upperLetter"), number=1) + num(1) + num(2, 1)
    chosen = '<w:pStyle w:val="h1"/><w:numPr>{}</w:numPr>'.format
    body = (
        p("甲", '<w:pStyle w:val="h1"/>')
        + p("甲", chosen('<w:ilvl w:val="0"/><w:numId w:val="2"/>'))
        + p("甲", chosen('<w:numId w:val="0"/>'))
        + p("甲", chosen('<w:ilvl w:val="0"/>'))
    )
    assert labels(body, numbering, styles=styles) == ["1.", "A.", "", "2."]


def test_cycle_of_styles_ends():
    styles = style("a", based="b") + style("b", based="a")
    assert labels(p("甲", '<w:pStyle w:val="a"/>'), abstract(lvl(0)) + num(), styles=styles) == [""]


def test_numbering_style_link():
    styles = style("list", kind="numbering", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbering = (
        abstract(lvl(0, text="（%1）"), number=0, more='<w:styleLink w:val="list"/>')
        + abstract(number=1, more='<w:numStyleLink w:val="list"/>')
        + num(1, 0)
        + num(2, 1)
    )
    assert labels(item(0, 2) + item(0, 2), numbering, styles=styles) == ["（1）", "（2）"]
    assert labels(item(0, 2), numbering) == ["（1）"]  # without the style, through styleLink itself


def test_numbering_style_link_in_a_circle_shows_nothing():
    styles = style("list", kind="numbering", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbering = abstract(number=0, more='<w:numStyleLink w:val="list"/>') + num(1, 0)
    assert labels(item(), numbering, styles=styles) == [""]


@pytest.mark.parametrize(
    ("font", "text", "expected"),
    [
        ("Symbol", "\uf0b7", "•"),
        ("Wingdings", "\uf06c", "●"),
        ("Wingdings", "\uf06e", "■"),
        ("Wingdings", "\uf075", "◆"),
        ("Wingdings", "\uf0fc", "√"),
        ("Wingdings", "\uf0d8", "➢"),
        ("Wingdings", "\uf021", "•"),
        ("Webdings", "\uf021", "•"),
        ("宋体", "－", "－"),
        ("宋体", "□", "□"),
        ("宋体", "", ""),
    ],
)
def test_bullets(font, text, expected):
    level = lvl(0, "bullet", text, more=f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>')
    assert labels(item(), abstract(level) + num()) == [expected]


def test_levels_without_a_number_of_their_own_show_nothing_in_others():
    # Word prints "1.1.1." here (VolodymyrBaydalka/docxjs#217).
    numbering = (
        abstract(lvl(0), lvl(1, text="%1.%2."), lvl(2, "bullet", "—"), lvl(3, text="%1.%2.%3%4.")) + num()
    )
    body = "".join(map(item, (0, 1, 3, 3, 1, 3)))
    assert labels(body, numbering) == ["1.", "1.1.", "1.1.1.", "1.1.2.", "1.2.", "1.2.1."]


def test_text_without_a_place_and_hidden_numbers():
    numbering = (
        abstract(
            lvl(0, text="附件"),
            lvl(1, text=""),
            lvl(2, more="<w:rPr><w:vanish/></w:rPr>"),
            lvl(3, text="%4%5"),
        )
        + num()
    )
    assert labels("".join(map(item, range(4))), numbering) == ["附件", "", "", "1"]


def test_empty_paragraphs_count_but_are_no_paragraphs():
    content = read_docx(docx(item() + item(text="") + item(), numbering=abstract(lvl(0)) + num()), "t.docx")
    assert shown(content) == "1.甲\n3.甲\n"
    assert content.text == "甲\n\n甲"


def test_a_line_break_does_not_repeat_the_number():
    body = item(text="<w:r><w:br/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>")
    assert labels(body, abstract(lvl(0)) + num()) == ["1.", ""]


@pytest.mark.parametrize("numbering", ["", num(), abstract(lvl(0)), abstract() + num(), num(1, 9)])
def test_incomplete_definitions_show_nothing(numbering):
    assert labels(item(), numbering) == [""]


def test_no_numbering_part():
    content = read_docx(docx(item()), "t.docx")
    assert lines_of(content) == ["甲"]
    assert content.paragraphs[0].label == ""


def test_values_that_are_no_numbers():
    body = p("甲", '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>') + item(99) + item(-3)
    numbering = abstract(lvl(0), '<w:lvl w:ilvl="z"/>', '<w:lvl w:ilvl="12"/>') + num() + num("q")
    assert labels(body, numbering) == ["1.", "", "2."]


def test_a_deleted_change_of_properties_does_not_number():
    old = within("w:pPrChange w:pPr", '<w:pStyle w:val="x"/>', within("w:numPr", '<w:numId w:val="1"/>'))
    assert labels(p("甲", old), abstract(lvl(0)) + num()) == [""]


def test_headers_and_text_boxes_count_apart():
    body = (
        item()
        + p("文")
        + p(box(item(text="框"), vml=True))
        + item()
        + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    )
    content = read_docx(docx(body, numbering=abstract(lvl(0)) + num(), header1=item(text="眉")), "t.docx")
    assert shown(content) == "1.甲\n文\n1.框\n2.甲\n1.眉\n"
