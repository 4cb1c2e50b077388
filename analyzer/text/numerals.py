"""Chinese and other numerals as ordinals of headings and items."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CIRCLED = {
    c: i
    for start, first in ((0x2460, 1), (0x3251, 21), (0x32B1, 36))
    for i, c in enumerate(map(chr, range(start, start + (20 if start == 0x2460 else 15))), first)
}

HAN = "〇零一二三四五六七八九十百千两"


def han_value(text: str) -> int | None:
    """The value of a Han numeral below ten thousand (``二十一`` 21, ``一〇三`` 103), None if it is none.

    >>> han_value("十二"), han_value("一百零五"), han_value("二〇二五"), han_value("个")
    (12, 105, 2025, None)
    """
    if not text:
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[c]
            digit = None
        elif c in _DIGITS:
            digit = _DIGITS[c]
        else:
            return None
    return total + (digit or 0)


def value(text: str) -> int | None:
    """The value of an ordinal in Han, Arabic (any width) or circled digits, None if it is none of them."""
    if text.isdecimal():
        return int(text)
    if text in _CIRCLED:
        return _CIRCLED[text]
    return han_value(text)


def han(number: int) -> str:
    """``number`` (1 to 99) as headings write it.

    >>> han(3), han(10), han(12), han(20), han(47)
    ('三', '十', '十二', '二十', '四十七')
    """
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")
