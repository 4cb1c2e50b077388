"""Finds what a report says of itself: title, issuing body, period."""

import itertools
import re

from analyzer.document import Paragraph, Part, Span
from analyzer.text.vocabulary import ISSUERS

_KIND = (
    "报告|汇报|总结|说明|方案|通知|情况|函|请示|纪要|意见|计划|要点|讲话|通报|述职|公报|决定|批复|办法|规定|年报|月报|季报|简报|材料|"
    "综述|公告|发言|主持词|致辞|倡议书|申请|合同|协议|规划|思路|安排|清单|台账|自查|小结"
)
_TITLE = re.compile(rf"(?:{_KIND})(?:(?=——)|(?:\([^()]{{1,20}}\)|》|】)?(?:之?[一二三四五六\d])?$)")
_NOT_TITLE = re.compile(
    r"^第[一二三四五六七八九十\d]{1,3}[部章节篇编]|^[一二三四五六七八九十]{1,3}、|^\(?\d{1,2}[.、)]|^\([一二三四五六七八九十]|〔.{2,6}〕|签发人|密级|^(?:绝密|机密|秘密|特急|加急)|^附件|(?:更新|发布)时间|来源:|^\(.*\)$|^(?:\d{4}|[二〇○]{2}..)年\d{1,2}月(?:\d{1,2}日)?$|[。;!?]|^#|[:：]$|^\d{1,2}$|文件$"
)
_CONTINUED = re.compile(rf"(?:{ISSUERS}|关于[^。]*|[的和与及、])$")
_ISSUER = re.compile(
    rf"(?P<body>[\u4e00-\u9fff×X*○〇某]{{2,24}}?{ISSUERS})(?=关于|党组关于|\d{{4}}年|[上下]半年|第?[一二三四]季度|年度)"
)
_PERIOD = re.compile(
    r"(?:(?:\d{4}|[二〇○零一]{2}[〇○零一二三四五六七八九]{2})年度?)(?:第?[一二三四1-4]季度|[上下]半年|前三季度|\d{1,2}(?:[-—~～至]\d{1,2})?月份?|年?度)?"
    r"|第?[一二三四]季度|[上下]半年|前三季度"
)
_SIGNATURE = re.compile(rf"[\u4e00-\u9fff]{{2,30}}{ISSUERS}$")
_DATE = re.compile(
    r"(?:\d{4}|[二〇○零一]{2}[〇○零一二三四五六七八九]{2})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日$"
)


def title_of(folded: str, paragraphs: tuple[Paragraph, ...]) -> Span | None:
    """The title: a paragraph styled so, else the first short line that names a kind of document.

    A title broken over two or three lines is one span. None where the text begins without one.
    """
    body = [p for p in paragraphs[:24] if p.part in (Part.BODY, Part.TEXT_BOX)]
    for i, p in enumerate(body):
        if p.style in ("title", "标题"):
            last = i
            while last + 1 < len(body) and body[last + 1].style == p.style:
                last += 1
            return Span(p.span.start, body[last].span.end)
    head: list[Span] = []
    for p in body[:10]:
        line = folded[p.span.start : p.span.end].strip(" #")
        if len(line) > 60 or line.endswith("。"):
            break
        if not line or _NOT_TITLE.search(line):
            head = []
            continue
        head.append(p.span)
        if named := _TITLE.search(line):
            first = head.pop()
            # A title over several lines: the body's name above “关于…”, or “关于…” broken off.
            while head and _CONTINUED.search(folded[head[-1].start : head[-1].end].strip(" ")):
                first = head.pop()
            end = p.span.end if named.end() == len(line) else folded.index(line, p.span.start) + named.end()
            return _trimmed(folded, Span(first.start, end))
    return None


def issuer_of(folded: str, paragraphs: tuple[Paragraph, ...], title: Span | None) -> Span | None:
    """The issuing body as the title names it, else as the report is signed."""
    if title and (m := _ISSUER.match(folded, title.start, title.end)):
        return Span(*m.span("body"))
    body = [p.span for p in paragraphs if p.part is Part.BODY][-6:]
    for before, dated in itertools.pairwise(body):
        name = folded[before.start : before.end].strip(" ")
        if _DATE.match(folded[dated.start : dated.end].strip(" ")) and _SIGNATURE.match(name):
            return _trimmed(folded, before)
    return None


def period_of(folded: str, title: Span | None) -> Span | None:
    """The period that the title states (``2025年上半年``), None where it states none."""
    if title and (m := _PERIOD.search(folded, title.start, title.end)):
        return Span(*m.span())
    return None


def _trimmed(folded: str, span: Span) -> Span:
    piece = folded[span.start : span.end]
    return Span(
        span.start + len(piece) - len(piece.lstrip(" #\n")),
        span.end - (len(piece) - len(piece.rstrip(" \n"))),
    )
