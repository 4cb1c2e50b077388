"""Numbers written as Word writes them: ST_NumberFormat, ECMA-376-1:2016 Part 1, 17.18.59.

Where Word departs from the standard, Word is followed: [MS-OI29500] 2.1.540 says that it writes
``ideographEnclosedCircle`` in parentheses (㈠) and no 零 between 万 and what follows; that the zero of
``chineseCountingThousand`` shows as 〇 was probed with Word 16 (docling-project/docling#4336).
"""

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_CIRCLE_DIGITS = "○一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Beyond these Word itself gives up; they also keep a forged start value from growing a label without end.
_MAX_ROMAN, _MAX_LETTERS, _MAX_COUNTED = 32_767, 780, 99_999_999


def write_number(number: int, form: str) -> str:
    """``number`` in the ST_NumberFormat ``form``; decimal where that is unknown or does not reach so far."""
    if form == "none":
        return ""
    write = _FORMATS.get(form)
    return (write(number) if write and number >= 0 else "") or str(number)


def custom_format(picture: str) -> str:
    """The ST_NumberFormat that the format of a ``custom`` numFmt stands for; ``""`` where it is unknown.

    [MS-DOCX] 2.4 lists the pictures: ``001, 002, 003, ...`` and the like, and one for each named format.
    """
    for start, form in _PICTURES.items():
        if picture.startswith(start):
            return form
    first = picture.split(",")[0].strip()
    if first.isascii() and first.isdigit() and 1 < len(first) <= 5 and int(first) <= 1:
        return f"zero{len(first)}"
    return ""


def _roman(number: int) -> str:
    if not 0 < number <= _MAX_ROMAN:
        return ""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """A … Z, AA, BB … ZZ, AAA: the letter is repeated, this is no base 26."""
    if not 0 < number <= _MAX_LETTERS:
        return ""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _ordinal(number: int) -> str:
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _padded(width: int) -> Callable[[int], str]:
    return lambda number: f"{number:0{width}}"


def _digits(digits: str) -> Callable[[int], str]:
    table = str.maketrans("0123456789", digits)
    return lambda number: str(number).translate(table)


def _listed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _sexagenary(number: int) -> str:
    """甲子 … 癸亥: stem and branch run side by side until both are back at their beginning."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else ""


def _counting(number: int) -> str:
    """一 … 十, 十一, 二十, 九十九, then digit by digit: 一○○."""
    tens, ones = divmod(number, 10)
    if not 1 <= tens <= 9:
        return str(number).translate(str.maketrans("0123456789", _CIRCLE_DIGITS))
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


def _grouped(
    digits: str, units: str, *, zeros: bool = True, ten: str = "", lone: bool = True
) -> Callable[[int], str]:
    """Counting with named units in groups of four.

    ``units`` are the names of 10, 100, 1000 and 10000. ``zeros``: one zero is written for a gap. ``ten`` is
    how a leading 10 is written where the 1 before it falls away. ``lone``: whether a 1 is written before the
    units below 10000.
    """

    def group(number: int, gap: bool) -> str:
        text = ""
        for place in (3, 2, 1, 0):
            digit = number // 10**place % 10
            if not digit:
                gap = gap or bool(text)
                continue
            if gap and zeros:
                text += digits[0]
            gap = False
            text += digits[digit] if digit > 1 or lone or not place else ""
            text += units[place - 1] if place else ""
        return text

    def write(number: int) -> str:
        if not number:
            return digits[0]
        if number > _MAX_COUNTED:
            return ""
        high, low = divmod(number, 10_000)
        text = group(high, False) + units[3] if high else ""
        if low:
            text += group(low, bool(high) and low < 1000)
        return ten + text[2:] if ten and text.startswith(digits[1] + units[0]) else text

    return write


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": _padded(2),
    **{f"zero{width}": _padded(width) for width in range(2, 6)},
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _grouped(_DIGITS, "十百千万", ten="十"),
    "taiwaneseCountingThousand": _grouped("零一二三四五六七八九", "十百千萬", ten="十"),
    "chineseLegalSimplified": _grouped("零壹贰叁肆伍陆柒捌玖", "拾佰仟万"),
    "ideographLegalTraditional": _grouped("零壹貳參肆伍陸柒捌玖", "拾佰仟萬"),
    "japaneseCounting": _grouped(_DIGITS, "十百千万", zeros=False, lone=False),
    "japaneseLegal": _grouped("〇壱弐参四伍六七八九", "拾百阡萬", zeros=False),
    "ideographDigital": _digits(_DIGITS),
    "japaneseDigitalTenThousand": _digits(_DIGITS),
    "taiwaneseDigital": _digits(_CIRCLE_DIGITS),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": lambda n: (
        _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if 0 < n <= 60 else ""
    ),
    "decimalEnclosedCircle": _listed("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _listed("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedFullstop": _listed("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": _listed("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "ideographEnclosedCircle": _listed("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
}

_PICTURES = {
    "一, 十, 一○○": "chineseCounting",
    "一, 十, 一百(": "chineseCountingThousand",
    "一, 十, 百": "japaneseCounting",
    "一, 一〇, 一〇〇": "ideographDigital",
    "一, 一○, 一○○": "taiwaneseDigital",
    "壹, 贰, 叁": "chineseLegalSimplified",
    "壹, 貳, 參": "ideographLegalTraditional",
    "甲, 乙, 丙": "ideographTraditional",
    "子, 丑, 寅": "ideographZodiac",
    "甲子, 乙丑, 丙寅": "ideographZodiacTraditional",
    "①, ②, ③": "decimalEnclosedCircle",
    "⒈, ⒉, ⒊": "decimalEnclosedFullstop",
    "⑴, ⑵, ⑶": "decimalEnclosedParen",
    "㈠, ㈡, ㈢": "ideographEnclosedCircle",
    "１, ２, ３": "decimalFullWidth",
    "- 1 -": "numberInDash",
}
