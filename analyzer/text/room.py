"""Blanks that are nothing but room: spaces, dots, dashes, a date never set, a field that a program left empty."""

import re

from analyzer.text.forms import UNSURE, Form
from analyzer.text.lookalikes import HAN, Passage
from analyzer.text.patterns import Lazy
from analyzer.text.vocabulary import CLEAR_UNITS, COUNTED, DATED, MEASURE
from analyzer.text.wanted import kind_of


def _gap(p: Passage, m: re.Match[str]) -> str | None:
    return None if p.is_signature(m.start()) else "blank"


def _lone_space(p: Passage, m: re.Match[str]) -> str | None:
    # One space is a blank only where nobody spaces words: a converter's text has them everywhere.
    line = p.line(m.start())
    return "blank" if len(_SPACED.findall(line)) == len(_SPACED_UNIT.findall(line)) else None


def _blank(p: Passage, m: re.Match[str]) -> str | None:
    return "blank"


def _unsure(p: Passage, m: re.Match[str]) -> str | None:
    return UNSURE


def _date(p: Passage, m: re.Match[str]) -> str | None:
    # “时间格式 YYYY-MM-DD” says how dates are written; it asks for none.
    return None if re.search("格式|[Ff]ormat|FORMAT", p.before(m.start(), 40)) else "date"


def _dash(p: Passage, m: re.Match[str]) -> str | None:
    # “元/亩”, “人/户”: a unit before the stroke makes it “per”.
    per = p.text[m.start()] == "/" and p.before(m.start()) in tuple(
        "元次个人户吨斤亩米天年月时度克件台辆份里顷车例升"
    )
    return None if per else UNSURE


def _rendered(p: Passage, m: re.Match[str]) -> str | None:
    return kind_of(p, *m.span()) or "name"


_SPACED = Lazy(rf"(?<=[{HAN}]) (?=[{HAN}])")
_SPACED_UNIT = Lazy(rf"(?<=[{HAN}]) (?=(?:{MEASURE})[,.;。、)])")
_SPACES = ("  ", "〕 ", "月 ", "年 ", "] ")
_BEFORE_UNIT = rf"(?<=[{HAN}〕%])  +(?=[余多]?(?:{MEASURE})[,.;。、)]|%)"
_BEFORE_CLEAR_UNIT = rf"(?<=[{HAN}:]) {{3,}}(?={CLEAR_UNITS})"
_BEFORE_YEAR = rf"(?:(?<=[{HAN}:(])|(?<=\n)|^)  +(?=年 *月)|(?<![\d])20 +(?=年(?: *月| )|〕)"
_BEFORE_MONTH = rf"(?<=年) +(?=月)|(?<=[{HAN}(—~、-])  +(?=月 *日?)"
_BEFORE_DAY = r"(?<=月) +(?=日)|(?<=[于至到自从])  +(?=日)"
_BEFORE_NUMBER = r"(?<=[〕\]】)]) +(?=号)|(?<=第) +(?=[号期页批次届])"
_ENTITIES = rf"(?<!p;)(?<!0;)(?:&(?:nbsp|emsp|ensp|#160);){{2,}}+(?=[{HAN}])"
_AFTER_PREPOSITION = r"(?:(?<=现就)|(?<=现将)|(?<=根据)|(?<=按照)|(?<=关于)|(?<=为了))…+"
_LEADER = rf"(?<=[{HAN}:])\.{{7,}}(?= ?[{HAN}\n]|$)"
_DOTS = rf"(?<=[{HAN}])(?P<at>…+|\.{{3,6}})(?={COUNTED}(?:[,.;、。)”\"]|左右|以上|以下|$))"
_DATE_DOTS = r"(?<!…)…++(?=年…++月)|(?<=年)…++(?=月)|(?<=月)…++(?=日)"
_DASHES = rf"(?<=[{HAN})])(?:/(?=(?:{COUNTED}|{DATED})(?:[,.;、。)/]|$))|-{{2,4}}(?={COUNTED}|{DATED}))|(?<=年)--(?=月)"
# What stands before the mark is looked at behind its first character: a pattern that begins with one is searched faster.
_LINES = rf"—(?<!——)(?:—{{2,}}+(?={COUNTED}|{DATED}|[),])|—++(?=[年月] ?—|[‰%]|{CLEAR_UNITS})|(?<=[年月]—)—++(?=[月日]))"
_ZERO_DATE = r"(?<![\d.])0{1,4}(?=年0{1,2}月)|(?<=年)0{1,2}(?=月0{1,2}日)|(?<=0月)0{1,2}(?=日)|(?<!\d)0{1,2}(?=月0{1,2}日)"
_DATE_FORMAT = (
    r"(?<![A-Za-z])(?:[Yy]{4}(?=[年.\-/])|[Mm]{2}(?=月|[.\-/][Dd]{2})|[Dd]{2}(?=日))"
    r"|(?<![A-Za-z])HH(?=[:时])|(?<=HH:)[Mm]{2}"
)
_NULLS = (
    r"(?<![A-Za-z])(?:null|undefined|NaN)(?=年|月|日|次|余?人|个|万|元|%|[省市县区镇乡村局])"
    r"|#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!)|#{4,}(?=[^#\s]|$)"
)
_ZEROS = r"0(?<![\d.]0)(?<!\d[ ,]0)0{1,3}(?=[市县区镇乡村局]|[万亿]元|个月|人次|平方)"

ROOM_FORMS: tuple[Form, ...] = (
    *(
        Form("gap", pattern, _gap, _SPACES)
        for pattern in (
            _BEFORE_UNIT,
            _BEFORE_CLEAR_UNIT,
            _BEFORE_YEAR,
            _BEFORE_MONTH,
            _BEFORE_DAY,
            _BEFORE_NUMBER,
        )
    ),
    Form("gap", _SPACED_UNIT.source, _lone_space, (" ",)),
    Form("gap", _ENTITIES, _gap, ("&nbsp;", "&emsp;", "&ensp;", "&#160;")),
    Form("ellipsis", _AFTER_PREPOSITION, _blank, ("…",)),
    Form("ellipsis", _LEADER, _blank, ("...",)),
    Form("ellipsis", _DOTS, _blank, ("…", "...")),
    Form("ellipsis", _DATE_DOTS, _blank, ("…",)),
    Form("ellipsis", rf"(?<=[{HAN}])…+(?={MEASURE})", _unsure, ("…",)),
    Form("dash", _DASHES, _dash, tuple("/-")),
    Form("line", _LINES, _blank, ("——",)),
    Form("zero", _ZERO_DATE, _date, ("0年0", "00月", "0月0日", "0月00", "年0月", "年00")),
    Form("format", _DATE_FORMAT, _date, ("YYYY", "yyyy", "MM", "mm月", "DD", "dd日", "HH")),
    Form("rendered", _NULLS, _rendered, ("null", "undefined", "NaN", "#")),
    Form("rendered", _ZEROS, _rendered, ("00",)),
)
