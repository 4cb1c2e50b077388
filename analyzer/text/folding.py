"""One form for characters that writers use for one another, at unchanged offsets.

``fold`` maps each character to at most one other, so a span in the folded text is the same span in the text.
Rules look for things in the folded text and quote from the text itself; that is why a draft in full-width and
one in half-width characters get the same findings.
"""

import re

# Full-width ASCII and the ideographic space have a half-width twin at a fixed distance (Unicode, block FF00).
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(
    map(ord, "\u3000\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2009\u202f\t"), " "
)
# What stands for the crosses, stars and rings of a blank when the keyboard or a converter chose another letter.
_CROSSES = dict.fromkeys(map(ord, "ХⅩΧ"), "X") | dict.fromkeys(map(ord, "хⅹχ"), "x")
_TIMES = dict.fromkeys(map(ord, "✕✖╳⨯⨉✗✘"), "×")
_STARS = dict.fromkeys(map(ord, "﹡∗⁎✱"), "*")
_RINGS = dict.fromkeys(map(ord, "◯⚪⭕"), "○")
_BARS = dict.fromkeys(map(ord, "﹍﹎﹏‗"), "_")
# Traditional forms of the characters that tell what a blank stands for (measures, bodies, posts, instructions).
_TRADITIONAL = dict(
    zip(
        map(
            ord,
            "縣區鎮鄉廳處隊學醫協書記團銀業項個萬億戶場條噸畝臺輛間號時點員長導陽際開發補寫實認確輸請據況題對應軍館園廠礦鎮總師師會黨組織資圖書電話職務稱單價額數內務",
        ),
        "县区镇乡厅处队学医协书记团银业项个万亿户场条吨亩台辆间号时点员长导阳际开发补写实认确输请据况题对应军馆园厂矿镇总师师会党组织资图书电话职务称单价额数内务",
        strict=True,
    )
)
_OTHER = {
    ord("﹪"): "%",
    ord("﹙"): "(",
    ord("﹚"): ")",
    ord("〖"): "【",
    ord("〗"): "】",
    ord("﹝"): "〔",
    ord("﹞"): "〕",
}

_CODES: dict[int, int | str] = {
    **_FULL_WIDTH,
    **_SPACES,
    **_CROSSES,
    **_TIMES,
    **_STARS,
    **_RINGS,
    **_BARS,
    **_TRADITIONAL,
    **_OTHER,
}
_FOLDED = {chr(code): form if isinstance(form, str) else chr(form) for code, form in _CODES.items()}
# Few characters of a text have another form: finding those is several times faster than translating every one.
_UNFOLDED = re.compile(f"[{re.escape(''.join(_FOLDED))}]")


# The marks of every full-width text; one pass for each of them is faster still.
_COMMON = "，；：（）"


def fold(text: str) -> str:
    """``text`` with every full-width, foreign or decorated form replaced by its plain one; same length."""
    for mark in _COMMON:
        text = text.replace(mark, _FOLDED[mark])
    return _UNFOLDED.sub(lambda m: _FOLDED[m[0]], text)
