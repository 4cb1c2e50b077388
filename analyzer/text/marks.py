"""Blanks made of marks: crosses, stars, rings, boxes, bars, question marks, letters.

Each judge gets one candidate and answers with the kind of value that is missing, with ``UNSURE`` where only the
rest of the draft can tell, or with None for a look-alike.
"""

import re

from analyzer.text.forms import UNSURE, Form
from analyzer.text.lookalikes import HAN, Passage
from analyzer.text.patterns import Lazy
from analyzer.text.vocabulary import MEASURE, POSTS
from analyzer.text.wanted import MARK, is_counted, is_named, kind_of

_IS_HAN = Lazy(rf"[{HAN}]")
_TITLED = Lazy(POSTS)


# --- years and figures of which some digits are known -------------------------------------------------------


def _year(p: Passage, m: re.Match[str]) -> str | None:
    rest = m["rest"]
    if not (any(c.isdigit() for c in rest) or set("*×") & set(rest) or " " in m.group()):
        return "date"
    # 20×1, 20**: a year only where the text says so; else a product or a masked number.
    after = p.after(m.end(), 4).lstrip(" ")
    says_so = re.match(r"[年〕\])】.\-—至/]|学年|届|级", after) and p.before(m.start()) not in ("*", "×")
    return "date" if says_so else None


def _figure(p: Passage, m: re.Match[str]) -> str | None:
    start, end, figure = m.start("at"), m.end("at"), m["at"]
    if re.search(r"\d{3,}\*|\*\d|\d×\d", figure) or ("x" in figure and p.is_algebra(start)):
        return None
    if p.is_lettered(start, end) or p.is_product(start + 1, end):
        return None
    marks = sum(c in MARK for c in figure)
    if "." in figure or marks >= 2:
        kind = kind_of(p, start, end)
        if kind == "name":
            return None  # “1.××县”: the number of an item, then a blank of its own
        kind = kind or ("count" if re.fullmatch(r"[X×*_]+\.[X×*_]+", figure) else None)
        if kind:
            return kind
    if re.search(r"\d[X×]{4,}$", figure):
        return "number" if re.search("电话|手机|传真|联系|热线", p.before(start, 10)) else None
    return "count" if re.search("[Xx_*]$", figure) and is_counted(p, end) else None


# --- runs of marks ------------------------------------------------------------------------------------------


def _cross(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    lookalike = (
        p.is_gene(start, end)
        or p.is_in_code(start, end)
        or p.is_lettered(start, end)
        or p.is_masked_number(start, end)
        or p.is_product(start, end)
        or p.is_masked_name(start, end)
        or p.is_masked_place(start, end)
        or p.is_roman(start, end)
        or p.is_mentioned(start, end)
    )
    if lookalike:
        return None
    kind = kind_of(p, start, end)
    return kind or "name" if end - start >= 2 else _one_cross(p, m.group(), start, end, kind)


def _one_cross(p: Passage, mark: str, start: int, end: int, kind: str | None) -> str | None:
    letter = mark in "xX" and kind != "date"
    if letter and (p.is_algebra(start) or p.is_other_x(start, end)):
        return None
    if letter and kind in (None, "name") and p.is_brand(start):
        return None
    if mark == "×" and (p.is_sign(start) or (kind in (None, "name") and p.after(end) == " ")):
        return None
    if p.is_surname(start) and kind not in ("date", "count") and not _TITLED.match(p.text, end):
        return None
    if kind:
        return kind
    before, after = p.before(start), p.after(end)
    begins_line = before == "(" and after == ")" and p.before(start - 1) in ("", "\n")
    if before == "第" or begins_line:
        return "number"
    if before in ("我", "本", "该") and is_named(p, end, far=True):
        return "name"
    return None if before == "+" or after == "+" else UNSURE


def _star(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    left, right, kind = p.before(start), p.after(end), kind_of(p, start, end)
    lookalike = (
        start in p.bold
        or p.is_rule_line(start)
        or p.is_lettered(start, end)
        or p.is_masked_name(start, end)
        or p.is_masked_number(start, end)
        or p.is_product(start, end)
        or p.is_mentioned(start, end)
        or (kind is None and end - start in p.footnote_stars)
        or (left in ("", "\n") and right == " ")  # a list item
    )
    if lookalike:
        return None
    if end - start == 1:
        return _one_star(p, start, end, kind)
    if kind or _IS_HAN.match(right.strip() or p.after(end + 1)) or _IS_HAN.match(left):
        return kind or "name"
    return UNSURE if left in "、,(" or right in "、," else None


def _one_star(p: Passage, start: int, end: int, kind: str | None) -> str | None:
    left, right = p.before(start), p.after(end)
    if left in ("", "\n") and kind != "date":
        return UNSURE if kind == "name" else None
    if (kind == "name" and p.is_surname(start)) or (kind == "number" and left != "第"):
        return None
    if kind or re.match(r"[百千万亿]", right):
        return kind or "count"
    return UNSURE if re.match(rf"[{HAN},.;、]", right) and re.match(rf"[{HAN}、]", left) else None


def _ring(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    left, right, numerals = p.before(start), p.after(end), "零一二三四五六七八九十0123456789"
    decimal = p.text.startswith("点", end) and p.after(end + 1) in tuple(numerals)
    if left in tuple(numerals + "百千万亿") or right in tuple(numerals) or decimal:
        return None
    if p.is_masked_name(start, end):
        return None
    kind = kind_of(p, start, end)
    if end - start == 1:
        if not left.strip() and kind != "date":
            return None  # a bullet
        return kind if kind in ("date", "count", "number") or left not in ("", "、") else None
    if set(m.group()) == {"○"} and not left.strip() and not right.strip():
        return None  # a row of ornaments
    near = _IS_HAN.match(right.strip() or left) or right in tuple("、:,(“《") or left in tuple(":、(")
    return kind or ("name" if near else None)


def _box(p: Passage, m: re.Match[str]) -> str | None:
    # One box is to be ticked, unless a date hangs on it; two are a blank. Rows of them decorate.
    start, end = m.span()
    if end - start == 1:
        return "date" if re.match("[年月日]", p.after(end)) else None
    if (
        p.line(start).strip() == m.group()
        or p.is_damaged_text(start)
        or re.match(r" *[是否有无]", p.after(end, 3))
    ):
        return None
    near = p.before(start) + p.after(end)
    return kind_of(p, start, end) or ("name" if re.search(rf"[{HAN}‘“《]", near) else None)


def _bar(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    left, right = p.before(start), p.after(end)
    if re.match(r"[A-Za-z0-9_.]", left) and re.match(r"[A-Za-z0-9_.]", right):
        return None
    if end - start < 4 and (re.match(r"[A-Za-z]", left) or re.match(r"[A-Za-z]", right)):
        return None
    if p.is_signature(start):
        return None
    if p.is_rule_line(start):
        # Alone on its line: a cell to fill, unless it is long enough to divide, or Markdown's rule of three.
        return "blank" if end - start in (2, 4, 5, 6, 7, 8) else None
    if end - start == 1:
        near = p.before(start, 2).strip()[-1:]
        asked = kind_of(p, start, end) in ("date", "count") and right != ""
        return "blank" if asked and not (near.isascii() and near.isalnum()) else None
    return "blank" if re.search(rf"[{HAN}]", p.line(start)) else None


def _query(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    kind, left = kind_of(p, start, end), p.before(start)
    if left in tuple("吗呢么吧啊?!") or left == "":
        return None
    if end - start == 1:
        if kind and left == "(" and p.after(end) == ")":
            return kind
        return UNSURE if kind in ("date", "count") and p.after(end) != " " else None
    if kind is None:
        return UNSURE if _IS_HAN.match(p.after(end)) else None
    return kind if re.match(rf"[{HAN},.;:、。(]", left) else None


def _letter(p: Passage, m: re.Match[str]) -> str | None:
    # “N次”: one alone may mean “many”; a draft that counts with it throughout has not been filled.
    return None if p.is_algebra(m.start()) else UNSURE


def _geometric(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    kind, left, right = kind_of(p, start, end), p.before(start), p.after(end)
    if left in ("", "\n") or right == " ":
        return None  # a bullet or a heading
    if end - start == 1:
        return UNSURE if kind in ("date", "count") else None
    if kind and re.match(rf"[{HAN},.(:“《]", left):
        return kind
    return "name" if m.group()[0] in "△#" and re.search(rf"[{HAN}、《]", left + right) else None


_KNOWN_YEAR = rf"(?<![\dA-Za-z.×*])(?:19|20)(?P<rest> ?(?=\d?[{MARK}])[\d{MARK}]{{2}})(?![\dA-Za-z{MARK}])"
_HAN_YEAR = r"[二2][〇○0零](?P<rest>[〇○零一二三四五六七八九]?[Xx×*_]{1,2})(?=年)"
_KNOWN_FIGURE = (
    # No start in the middle of a run: long rows of marks would be tried from each of their characters.
    rf"(?<![\d.A-Za-z{MARK}])(?P<at>[\d{MARK}]{{1,12}}\.[\d{MARK}]{{0,6}}[Xx×*_]+[\d{MARK}]*|[Xx×*_]{{1,12}}\.[\d{MARK}]+"
    r"|\d{1,11}[Xx×*_]++)(?![\d.A-Za-z])"
)
_LETTER = rf"(?<=[{HAN}])[Nn](?= *[多余]?[万亿]?{MEASURE}(?!方))"

MARK_FORMS: tuple[Form, ...] = (
    Form("year", _KNOWN_YEAR, _year, tuple(MARK)),
    Form("year", _HAN_YEAR, _year, tuple(MARK)),
    Form("figure", _KNOWN_FIGURE, _figure, tuple(MARK)),
    Form("cross", r"[Xx×]+", _cross, tuple("Xx×")),
    Form("star", r"\*+", _star, ("*",)),
    Form("ring", r"[○〇]+", _ring, tuple("○〇")),
    Form("box", r"□+", _box, ("□",)),
    Form("bar", r"_+(?: +_+)*", _bar, ("_",)),
    Form("query", r"\?+", _query, ("?",)),
    Form("letter", _LETTER, _letter, tuple("Nn")),
    Form("geometric", r"[△▲◇◆☆●■#]+", _geometric, tuple("△▲◇◆☆●■#")),
)
