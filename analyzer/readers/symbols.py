"""What the characters of Word's symbol fonts look like in Unicode.

These fonts (Wingdings, Symbol) put pictures on the codes 0x20 to 0xFF; Word stores them as U+F020 to U+F0FF.
"""

UNKNOWN = "□"
"""Stands for one picture that has no Unicode look-alike here."""

_WINGDINGS = {
    0x20: " ", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x45: "☜", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x78: "☒", 0x80: "⓪", 0x8B: "⓿", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◉",
    0xA5: "◎", 0xA6: "○", 0xA7: "▪", 0xA8: "☐", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xAF: "✹", 0xB2: "✧",
    0xB5: "☆", 0xB6: "☆", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + i: "①②③④⑤⑥⑦⑧⑨⑩"[i] for i in range(10)},
    **{0x8C + i: "❶❷❸❹❺❻❼❽❾❿"[i] for i in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ", 0x2A: "☐", 0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x56: "×",
    0x97: "●", 0x98: "•", 0x9A: "○", 0xA2: "■", 0xA3: "☐", 0xAE: "◆", 0xEA: "★",
    **{0x6A + i: "①②③④⑤⑥⑦⑧⑨⑩"[i] for i in range(10)},
    **{0x75 + i: "❶❷❸❹❺❻❼❽❾❿"[i] for i in range(10)},
}  # fmt: skip
_SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x40)},
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xA7: "♣",
    0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD0: "∠",
    0xD6: "√", 0xD7: "⋅", 0xDB: "⇔", 0xDE: "⇒", 0xE0: "◊", 0xE5: "∑", 0xF2: "∫",
    **{0x41 + i: "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"[i] for i in range(26)},
    **{0x61 + i: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"[i] for i in range(26)},
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PICTURE_FONTS = {*_FONTS, "wingdings 3", "webdings", "marlett", "zapf dingbats"}


def symbol(code: int, font: str) -> str:
    """The character that ``code`` of ``font`` shows; ``UNKNOWN`` where Unicode holds none that is known here.

    Exactly one character, whatever the code.
    """
    font = font.casefold()
    private = 0xF000 <= code <= 0xF0FF
    if private or (font in _PICTURE_FONTS and code <= 0xFF):
        # A private code without a known font is, in practice, Wingdings.
        return _FONTS.get(font, {} if font in _PICTURE_FONTS else _WINGDINGS).get(code & 0xFF, UNKNOWN)
    if code < 0x20 or 0xD800 <= code <= 0xF8FF or code > 0xEFFFF or code & 0xFFFE == 0xFFFE:
        return UNKNOWN
    return chr(code)
