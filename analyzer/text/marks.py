"""Blanks made of marks: crosses, stars, rings, bars, letters, or nothing but room.

Each judge below gets one candidate and answers with the kind of value that is missing, with ``UNSURE`` where only
the rest of the draft can tell, or with None for a look-alike.
"""

import re

from analyzer.text.forms import UNSURE, Form, Placeholder
from analyzer.text.lookalikes import HAN, Passage, is_title_after
from analyzer.text.vocabulary import BODIES, CLEAR_UNITS, COUNTED, DATED, MEASURE, POSTS

MARK = "Xx×*_○〇□?"
_COUNTED = re.compile(rf" *{COUNTED}")
_DATED = re.compile(rf" *(?:[-—~～至到] *[{MARK}]{{1,2}} *)?{DATED}")
_NUMBERED = re.compile(r" *号(?!召|称|码|楼|线)|-[X×]{4,}")
_BODY = re.compile(rf" *{BODIES}|{POSTS}")
_FAR_BODY = re.compile(rf"[{HAN}]{{1,6}}(?:{BODIES})")
_AMOUNT_BEFORE = re.compile(r"(?:第|约|达|达到|共|为|至|到|超过|近|增长|下降|占|完成|投入|累计|计|位列|排名|有|出|了|过|[件次起]?均) *$")


def kind_of(p: Passage, start: int, end: int) -> str | None:
    """What the words after (or before) a mark say belongs there; None where they say nothing."""
    if p.before(start) in tuple("([【") and p.after(end) in tuple(")]】"):
        end += 1
    if _DATED.match(p.text, end):
        return "date"
    if p.before(start) == "〕" or _NUMBERED.match(p.text, end):
        return "number"
    if _COUNTED.match(p.text, end):
        return "count"
    if _BODY.match(p.text, end) or is_title_after(p.text, end):
        return "name"
    return None


# --- years and figures of which some digits are known -------------------------------------------------------


def _year(p: Passage, m: re.Match[str]) -> str | None:
    after = p.after(m.end(), 4).lstrip(" ")
    if any(c.isdigit() for c in m["rest"]) or "*" in m["rest"] or "×" in m["rest"] or " " in m.group():
        # 20×1, 20**: only a year when the text says so, else a product or a masked number.
        return "date" if re.match(r"[年〕\])】.\-—至/]|学年|届|级", after) and p.before(m.start()) not in ("*", "×") else None
    return "date"


def _figure(p: Passage, m: re.Match[str]) -> str | None:
    at = m["at"]
    if "*" in at and re.search(r"\d{3,}\*|\*\d", at):
        return None
    if p.is_lettered(m.start("at"), m.end("at")) or p.is_product(m.start("at") + 1, m.end("at")):
        return None
    if ("x" in at and p.is_algebra) or re.search(r"\d×\d", at):
        return None
    marks = sum(c in MARK for c in at)
    if "." in at or marks >= 2:
        kind = kind_of(p, m.start(), m.end()) or ("count" if re.fullmatch(r"[X×*_]+\.[X×*_]+", at) else None)
        if kind:
            return kind
    if marks >= 4 and re.search(r"\d[X×]{4,}$", at):
        return "number"
    return "count" if re.search("[X_*]$", at) and _COUNTED.match(p.text, m.end()) else None


# --- runs of marks ------------------------------------------------------------------------------------------


def _cross(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    if p.is_gene(start, end) or p.is_in_code(start, end) or p.is_lettered(start, end) or p.is_masked_number(start, end):
        return None
    if p.is_product(start, end) or p.is_masked_name(start, end):
        return None
    if p.text.startswith("第", start - 1) and p.is_roman(start, end):
        return None
    kind = kind_of(p, start, end)
    if end - start >= 2:
        return kind or "name"
    if kind != "date" and m.group() != "×" and p.is_other_x(start, end):
        return None
    if m.group() in "xX" and p.is_algebra:
        return None
    if m.group() == "×" and (p.is_sign(start) or (kind in (None, "name") and p.after(end) == " ")):
        return None
    if p.is_surname(start) and kind != "date" and kind != "count" and not is_title_after(p.text, end):
        return None
    if kind:
        return kind
    before, after = p.before(start), p.after(end)
    if before == "第" or (before == "(" and after == ")" and p.text.rfind("\n", 0, start) in (start - 2, -1 if start == 1 else -2)):
        return "number"
    if before in ("我", "本", "该") and _FAR_BODY.match(p.text, end):
        return "name"
    return UNSURE


def _star(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    if end - start in p.footnote_stars and kind_of(p, start, end) is None:
        return None
    if start in p.bold or p.is_rule_line(start) or p.is_lettered(start, end):
        return None
    if p.is_masked_name(start, end) or p.is_masked_number(start, end) or p.is_product(start, end):
        return None
    left, right = p.before(start), p.after(end)
    if left in ("", "\n") and right == " ":
        return None  # a list item
    kind = kind_of(p, start, end)
    if end - start == 1:
        if left in ("", "\n") and kind != "date":
            return UNSURE if kind == "name" else None
        if kind == "name" and p.is_surname(start):
            return None
        if kind or re.match(r"[百千万亿]", right):
            return kind or "count"
        return UNSURE if right and re.match(rf"[{HAN},.;]", right) and re.match(rf"[{HAN}]", left) else None
    near_han = re.compile(rf"[{HAN}]")
    if kind or near_han.match(right.strip() or p.after(end + 1)) or near_han.match(left):
        return kind or "name"
    return UNSURE if left in "、,(" or right in "、," else None


def _ring(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    left, right = p.before(start), p.after(end)
    numerals = "零一二三四五六七八九十0123456789"
    if (left and left in numerals + "百千万亿") or (right and right in numerals) or p.text.startswith("点", end) and p.after(end + 1, 1) in numerals:
        return None
    if p.is_masked_name(start, end):
        return None
    kind = kind_of(p, start, end)
    if end - start == 1:
        if not left.strip() and kind != "date":
            return None  # a bullet
        return kind if kind in ("date", "count", "number") or (kind == "name" and left not in "、") else None
    if set(m.group()) <= set("○") and not left.strip() and not right.strip():
        return None  # a row of ornaments
    return kind or ("name" if re.match(rf"[{HAN}、:,(“《]", right.strip() or left) or left in tuple(":、(") else None)


def _box(p: Passage, m: re.Match[str]) -> str | None:
    # One box is to be ticked, unless a date hangs on it; two are a blank. Rows of them decorate.
    if m.end() - m.start() == 1:
        return "date" if re.match("[年月日]", p.after(m.end())) else None
    if p.line(m.start()).strip() == m.group() or re.match(r" *(?:是|否|有|无)", p.after(m.end(), 3)):
        return None
    near = p.before(m.start()) + p.after(m.end())
    return kind_of(p, *m.span()) or ("name" if re.search(rf"[{HAN}‘“《]", near) else None)


def _bar(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    left, right = p.before(start), p.after(end)
    if re.match(r"[A-Za-z0-9_.]", left) and re.match(r"[A-Za-z0-9_.]", right):
        return None
    if end - start < 4 and (re.match(r"[A-Za-z]", left) or re.match(r"[A-Za-z]", right)):
        return None
    if p.is_signature(start) and not _DATED.match(p.text, end):
        return None
    if p.is_rule_line(start):
        # Alone on its line: a cell to fill, unless it is long enough to divide, or Markdown's rule of three.
        return "blank" if end - start in (2, 4, 5, 6, 7, 8) else None
    if end - start == 1:
        near = p.text[max(0, start - 2) : start].strip()[-1:]
        kind = kind_of(p, start, end)
        return "blank" if kind in ("date", "count") and not (near.isascii() and near.isalnum()) and right != "" else None
    return "blank" if re.search(rf"[{HAN}]", p.line(start)) else None


def _query(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    kind = kind_of(p, start, end)
    if p.before(start) in "吗呢么吧啊?!" or p.before(start) == "":
        return None
    if end - start == 1:
        return UNSURE if kind in ("date", "count") and p.after(end) != " " else None
    return kind if kind and re.match(rf"[{HAN},.;:、。(]", p.before(start)) else None


def _letter(p: Passage, m: re.Match[str]) -> str | None:
    # “N次”: one alone may mean “many”; a draft that counts with it throughout has not been filled.
    return None if p.is_algebra else UNSURE


def _geometric(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    kind, left, right = kind_of(p, start, end), p.before(start), p.after(end)
    if left in ("", "\n") or right == " ":
        return None  # a bullet or a heading
    if end - start == 1:
        return UNSURE if kind == "date" else None
    if kind and re.match(rf"[{HAN},.(:“《]", left):
        return kind
    return "name" if m.group()[0] in "△#" and re.search(rf"[{HAN}、《]", left + right) else None


def _zero_date(p: Passage, m: re.Match[str]) -> str | None:
    return "date"


# --- room to fill -------------------------------------------------------------------------------------------


def _gap(p: Passage, m: re.Match[str]) -> str | None:
    """Spaces where a figure belongs: ``共检查    次，``, ``   年  月  日``."""
    if p.is_signature(m.start()):
        return None
    return "blank"


def _ellipsis(p: Passage, m: re.Match[str]) -> str | None:
    return "blank"


def _dash(p: Passage, m: re.Match[str]) -> str | None:
    """``出动--人次``, ``党员/名``: no unit before it, as in 元/亩."""
    if p.text[m.start()] == "/" and p.before(m.start()) in "元次个人户吨斤亩米天年月时度克件台辆份里顷车例升":
        return None
    return UNSURE


_WORDS_IN_SURNAME = frozenset("主任 关于 由于 位于 对于 至于 等于 属于 连同 会同 历任 时任 现任 其余 工程 流程 过程 回顾 照顾".split())

# --- names that stand in for the real one -------------------------------------------------------------------


def _mou(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    if p.before(start) in ("某", "老", "小") or (p.is_surname(start) and p.before(start, 2) not in _WORDS_IN_SURNAME):
        return None
    if end - start >= 2:
        return None if p.is_case and not (_BODY.match(p.text, end) or _FAR_BODY.match(p.text, end)) else "name"
    return UNSURE


def _stand_in_value(p: Passage, m: re.Match[str]) -> str | None:
    return kind_of(p, *m.span()) or "name"


def _stand_in(p: Passage, m: re.Match[str]) -> str | None:
    return None if re.match("级|类|信用|认证|资质|评级|景区|电池|型", p.after(m.end(), 2)) else "name"


_NOUN_AFTER_LETTERS = rf"(?:公众号|微信|职业|{BODIES}|[{HAN}]{{1,8}}(?:公司|集团|学院|大学|学校|中学|小学|幼儿园|医院|银行|合作社|协会|中心|馆|事务所))"

MARK_FORMS: tuple[Form, ...] = (
    Form("year", re.compile(rf"(?<![\dA-Za-z.×*])(?:19|20)(?P<rest> ?(?=\d?[{MARK}])[\d{MARK}]{{2}})(?![\dA-Za-z{MARK}])"), _year, tuple(MARK)),
    Form("year", re.compile(r"[二2][〇○0零](?P<rest>[〇○零一二三四五六七八九]?[Xx×*_]{1,2})(?=年)"), _year, tuple(MARK)),
    Form("figure", re.compile(rf"(?<![\d.A-Za-z*])(?P<at>[\d{MARK}]+\.[\d{MARK}]*[Xx×*_]+[\d{MARK}]*|[Xx×*_]+\.[\d{MARK}]+|\d+[Xx×*_]+)(?![\d.A-Za-z])"), _figure, tuple(MARK)),
    Form("cross", re.compile(r"[Xx×]+"), _cross, tuple("Xx×")),
    Form("star", re.compile(r"\*+"), _star, ("*",)),
    Form("ring", re.compile(r"[○〇]+"), _ring, tuple("○〇")),
    Form("box", re.compile(r"□+"), _box, ("□",)),
    Form("bar", re.compile(r"_+(?: +_+)*"), _bar, ("_",)),
    Form("query", re.compile(r"\?+"), _query, ("?",)),
    Form("letter", re.compile(rf"(?<=[{HAN}])[Nn](?= *(?:[多余])?(?:[万亿])?{MEASURE}(?!方))"), _letter, tuple("Nn")),
    Form("geometric", re.compile(r"[△▲◇◆☆●■#]+"), _geometric, tuple("△▲◇◆☆●■#")),
    Form("zero", re.compile(r"(?<![\d.])0{1,4}(?=年0{1,2}月)|(?<=年)0{1,2}(?=月0{1,2}日)|(?<=0月)0{1,2}(?=日)|(?<!\d)0{1,2}(?=月0{1,2}日)"), _zero_date, ("0年0", "00月", "0月0日", "0月00", "年0月", "年00")),
    Form("format", re.compile(r"(?<![A-Za-z])(?:[Yy]{4}(?=[年.\-/])|[Mm]{2}(?=月|[.\-/][Dd]{2})|[Dd]{2}(?=日))|(?<![A-Za-z])HH(?=[:时])|(?<=HH:)[Mm]{2}"), _zero_date, ("YYYY", "yyyy", "MM", "mm月", "DD", "dd日", "HH")),
    Form("gap", re.compile(rf"(?<=[{HAN}〕%])(?P<at>  +)(?=[余多]?(?:{MEASURE})[,.;。、)]|%)"), _gap, ("  ", "〕 ", "月 ", "年 ", "&nbsp;", "&emsp;", "&ensp;", "&#160;")),
    Form("gap", re.compile(rf"(?:(?<=[{HAN}:(])|(?<=\n)|^)(?P<at>  +)(?=年 *月)"), _gap, ("  ", "〕 ", "月 ", "年 ", "&nbsp;", "&emsp;", "&ensp;", "&#160;")),
    Form("gap", re.compile(rf"(?<=[{HAN}])  +(?=月 *日?)|(?<![\d])(?P<at>20 +)(?=年(?: *月| ))"), _gap, ("  ", "〕 ", "月 ", "年 ", "&nbsp;", "&emsp;", "&ensp;", "&#160;")),
    Form("gap", re.compile(r"(?<=年)(?P<at> +)(?=月(?: *日)?)|(?<=月) +(?=日)"), _gap, ("  ", "〕 ", "月 ", "年 ", "&nbsp;", "&emsp;", "&ensp;", "&#160;")),
    Form("gap", re.compile(rf"(?<=[{HAN}:]) {{3,}}(?={CLEAR_UNITS})|(?:&(?:nbsp|emsp|ensp|#160);){{2,}}(?=[{HAN}])"), _gap, ("  ", "〕 ", "月 ", "年 ", "&nbsp;", "&emsp;", "&ensp;", "&#160;")),
    Form("gap", re.compile(r"(?<=[〕\]】)]) +(?=号)|(?<=第) {2,}(?=[号期页批次届])"), _gap, ("  ", "〕 ", "月 ", "年 ", "&nbsp;", "&emsp;", "&ensp;", "&#160;")),
    Form("ellipsis", re.compile(rf"(?:(?<=现就)|(?<=现将)|(?<=根据)|(?<=按照)|(?<=关于)|(?<=为了))…+|(?<=[{HAN}:])\.{{7,}}(?= ?[{HAN}\n]|$)"), _ellipsis, ("…", "...")),
    Form("ellipsis", re.compile(rf"(?<=[{HAN}])(?P<at>…+|\.{{3,6}})(?={COUNTED}(?:[,.;、。)”\"]|左右|以上|以下|$))"), _ellipsis, ("…", "...")),
    Form("dash", re.compile(rf"(?<=[{HAN}])(?:/|-{{2,4}})(?=(?:{COUNTED}|{DATED})(?:[,.;、。)/-]|的|投|完|$))|(?<=年)--(?=月)"), _dash, tuple("/-")),
    Form("line", re.compile(rf"—{{3,}}(?={COUNTED}|{DATED}|[),])|—{{2,}}(?=[年月] ?—|[‰%])|(?<=[年月])—{{2,}}(?=[月日])"), _ellipsis, ("——",)),
    Form("rendered", re.compile(r"(?<![A-Za-z])(?:null|undefined|NaN)(?=年|月|日|次|余?人|个|万|元|%|[省市县区镇乡村局])|(?<![\d.])0{2,3}(?=[市县区镇乡村局])"), _stand_in_value, ("null", "undefined", "NaN", "00")),
    Form("stand-in", re.compile(rf"(?<![A-Za-z0-9])(?:([A-D])\1{{2,3}}|(?:ABC|XYZ|abc|xyz)(?:D|d)?)(?={_NOUN_AFTER_LETTERS})|(?<![A-Za-z0-9])([A-D])\2(?=[省市县区镇乡村局])"), _stand_in, ("AA", "BB", "CC", "DD", "ABC", "XYZ", "abc", "xyz")),
    Form("mou", re.compile(r"某{1,3}(?![些种个一地天日次时])"), _mou, ("某",)),
)


_OWN = re.compile(rf"(?:我|代表|代表中共|全|本|请|由|我们|同志们[,:].{{0,20}}|今天.{{0,12}}|{POSTS})$")


def settle(p: Passage, sure: list[Placeholder], unsure: list[Placeholder]) -> list[Placeholder]:
    """Those of the ``unsure`` that the rest of the draft shows to be blanks."""
    settled = [u._replace(kind="name") for u in _voiced(p, unsure)]
    letters = [u for u in unsure if u.form == "letter"]
    if len(letters) > 1 or sure:
        settled += [u._replace(kind="count") for u in letters]
    dashes = [u for u in unsure if u.form == "dash"]
    if len(dashes) > 1 or sure:
        settled += [u._replace(kind="blank") for u in dashes]
    for form in ("cross", "star", "query", "geometric", "field"):
        marks = {p.text[s.start] for s in sure if s.form in (form, "year", "figure")}
        settled += [u._replace(kind="name") for u in unsure if u.form == form and p.text[u.start] in marks and p.before(u.start) not in tuple("“\"《三")]
    return settled


def _voiced(p: Passage, unsure: list[Placeholder]) -> list[Placeholder]:
    # “我代表某市市委”, “请某同志介绍”: in the writer's own voice 某 is a blank, and then it is one elsewhere too.
    places = [u for u in unsure if u.form == "mou" and (_BODY.match(p.text, u.end) or is_title_after(p.text, u.end))]
    voiced = any(_OWN.search(p.text[max(0, u.start - 24) : u.start]) for u in places)
    return places if voiced else []
