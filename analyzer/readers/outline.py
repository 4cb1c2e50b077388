"""Sees headings in paragraphs: numbered, automatic, styled, run in or standing alone.

Official reports number 一、 → （一） → 1. → （1） → ① (GB/T 9704-2012, 7.3.3); writers skip levels, add chapters above
and unnumbered headings anywhere. Each way of numbering has a rank; a heading closes all open ones of its own or a
lower rank, which gives the levels without assuming that all ranks are in use.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from analyzer.document import Paragraph, Part, Section, Span
from analyzer.readers.roles import role_of
from analyzer.text.folding import fold
from analyzer.text.numerals import value
from analyzer.text.vocabulary import COUNTED, DATED

_HAN = r"[一二三四五六七八九十百]{1,4}"
_MARKERS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("chapter", 10, re.compile(rf"第(?P<n>{_HAN}|\d{{1,3}})[章编篇](?![^ ]*[,。])")),
    ("part", 12, re.compile(rf"第(?P<n>{_HAN}|\d{{1,3}})部分(?![的是由从与和])")),
    ("section", 20, re.compile(rf"第(?P<n>{_HAN}|\d{{1,3}})节(?![课目约])")),
    ("han", 30, re.compile(rf"(?P<n>{_HAN})(?:、|[.,] ?(?=[\u4e00-\u9fff]))")),
    ("paren-han", 40, re.compile(rf"\((?P<n>{_HAN})\)[、.,:]?")),
    (
        "decimal",
        52,
        re.compile(
            rf"(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?: |、|\.(?!\d)|(?=[\u4e00-\u9fff]))(?! *(?:{COUNTED}|{DATED}|[万亿倍元%]))"
        ),
    ),
    ("arabic", 50, re.compile(r"(?P<n>\d{1,2})(?:[、.](?!\d)|\.(?=20\d\d年)|,(?=[\u4e00-\u9fff]{4}))")),
    ("paren-arabic", 60, re.compile(r"\((?P<n>\d{1,2})\)[、.,]?|(?P<m>\d{1,2})\)(?!\))")),
    ("circled", 70, re.compile(r"(?P<n>[①-⑳㉑-㉟])[、.,]?")),
)
_FIRST = frozenset("第(0123456789一二三四五六七八九十百①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟")
_MARKDOWN = re.compile(r"(#{1,6}) +")
_ANNEX = re.compile(
    r"附[件录表] ?(?:[一二三四五六七八九十\d]{1,3})?[:]? *$|附[件录表] ?[一二三四五六七八九十\d]{1,3} *[:.、]? ?[\u4e00-\u9fff《]{2,40}$"
)
_ATTACHED = re.compile(r"附件: *(?=1[.、])")
_ALONE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”\"《》、,·\-—()]{4,26}")
_NO_HEADING = re.compile(
    r"各位|同志们|代表们|谢谢|附件|抄送|报送|主送|签发|联系人|电话|(?:\d{4}|[二○〇]{2}..)年.*[日月]$|^\d|[局委办厅部院会府司校团心组队]$|^[（(].*[）)]$|[:：]"
)
_ANNEX_RANK, _ALONE_RANK = 1, 26
_MAX_TITLE = 60
_PROSE, _SHORT_PROSE = 36, 12  # characters of a paragraph that a heading may stand between


class _Open(NamedTuple):
    rank: int
    section: int


class _Heading(NamedTuple):
    """A heading as found: where its line begins, how it is numbered, where it stands, where its words begin."""

    line: int
    scheme: str
    rank: int
    number: int | None
    marker: str
    span: Span
    words: int
    automatic: bool


def outline(
    text: str, folded: str, paragraphs: tuple[Paragraph, ...], title: Span | None
) -> tuple[Section, ...]:
    """The sections of a text in order; ``folded`` is the text folded. Tables, notes and margins have none."""
    body = [p for p in paragraphs if p.part is Part.BODY]
    end = body[-1].span.end if body else 0
    headings: list[_Heading] = []
    for i, p in enumerate(body):
        if (title and title.overlaps(p.span)) or (h := _heading(folded, body, i, title)) is None:
            continue
        if _ATTACHED.match(folded, h.line):
            # “附件：1.清单”: the word opens the list of attachments, the number is its first.
            word = Span(h.line, h.span.start)
            headings.append(_Heading(h.line, "annex", _ANNEX_RANK, None, "", word, h.line, False))
        headings.append(h)
    return _nest(text, headings, end)


def _heading(folded: str, body: list[Paragraph], index: int, title: Span | None) -> _Heading | None:
    p = body[index]
    line = folded[p.span.start : p.span.end]
    start = p.span.start + len(line) - len(line.lstrip(" "))
    line = line.strip(" ")
    if not line or "|" in line[:1]:
        return None
    words, rank = start, None
    if m := _MARKDOWN.match(line):
        rank, words = 8 + 10 * len(m[1]), start + m.end()
        line = line[m.end() :]
    elif p.outline is not None:
        rank = 18 + 10 * p.outline
    if m := _ATTACHED.match(line):
        words = start + m.end()
        line = line[m.end() :]
    for automatic, source in ((True, fold(p.label) if p.label else ""), (False, line)):
        if (numbered := _numbered(source)) is None:
            continue
        scheme, own_rank, number, marker = numbered
        after = words if automatic else words + len(marker)
        if not automatic and not folded[after : p.span.end].strip(" "):
            return None  # a bare number, of a page or a list
        return _Heading(
            start,
            scheme,
            own_rank,
            number,
            p.label if automatic else marker,
            Span(words, _title_end(folded, after, p.span.end)),
            after,
            automatic,
        )
    if _ANNEX.match(line):
        return _Heading(start, "annex", _ANNEX_RANK, None, "", Span(start, start + len(line)), words, False)
    if rank is not None:
        return _Heading(
            start, "style", rank, None, "", Span(words, _title_end(folded, words, p.span.end)), words, False
        )
    if _stands_alone(folded, line, body, index, title):
        return _Heading(start, "alone", _ALONE_RANK, None, "", Span(start, start + len(line)), start, False)
    return None


def _numbered(line: str) -> tuple[str, int, int | None, str] | None:
    if line[:1] not in _FIRST:
        return None
    for scheme, rank, pattern in _MARKERS:
        if m := pattern.match(line):
            if scheme == "han" and _estimates(m["n"], line[m.end() :]):
                return None
            digits = m["n"] or m["m"] if "m" in pattern.groupindex else m["n"]
            if scheme == "decimal":
                return scheme, rank + digits.count("."), int(digits.rsplit(".", 1)[1]), m.group()
            return scheme, rank, value(digits), m.group().rstrip(" ")
    return None


def _estimates(first: str, rest: str) -> bool:
    """三、四天 and 一、二年级 are quantities, not headings: the next number follows at once."""
    number = value(first)
    following = None if rest[:1].isdigit() else value(rest[:1])
    return number is not None and following == number + 1 and rest[1:2] not in ("、", "")


def _title_end(folded: str, start: int, end: int) -> int:
    """A run-in heading goes up to the first 。, or a colon that comes early; else the line is the heading."""
    stop = folded.find("。", start, end)
    colon = folded.find(":", start, min(end, start + 20))
    if colon > 0 and (stop < 0 or colon < stop) and colon + 1 < end:
        return colon
    return end if stop < 0 else stop


def _stands_alone(folded: str, line: str, body: list[Paragraph], index: int, title: Span | None) -> bool:
    if not _ALONE.fullmatch(line) or _NO_HEADING.search(line) or index + 1 >= len(body):
        return False
    if title is None or body[index].span.start < title.end or index == 0:
        return False
    here, before, after = (body[i].span for i in (index, index - 1, index + 1))
    above, below = folded[before.start : before.end].rstrip(" "), folded[after.start : after.end].rstrip(" ")
    # A blank line on both sides, or words that head sections, make up for short paragraphs about it.
    spaced = folded.count("\n", before.end, here.start) > 1 < folded.count("\n", here.end, after.start)
    enough = _SHORT_PROSE if spaced or role_of(line) else _PROSE
    told = above.endswith(("。", "!", "”", ")")) and len(above) >= enough
    return told and len(below) >= enough and below.endswith(("。", ":", "!"))


def _nest(text: str, headings: list[_Heading], end: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_: list[_Open] = []
    for h in headings:
        while open_ and open_[-1].rank >= h.rank:
            last = open_.pop()
            sections[last.section] = _closed(sections[last.section], h.line)
        parent = open_[-1].section if open_ else None
        title = text[h.words : h.span.end].strip(" \u3000。；;：:，,")[:_MAX_TITLE]
        marker = text[h.span.start : h.words].strip() if not h.automatic and h.marker else h.marker
        open_.append(_Open(h.rank, len(sections)))
        sections.append(
            Section(
                h.number,
                len(open_),
                title,
                h.span,
                Span(h.span.end, h.span.end),
                parent,
                role_of(title),
                marker,
                h.scheme,
                h.automatic,
            )
        )
    for last in open_:
        sections[last.section] = _closed(sections[last.section], end)
    return tuple(sections)


def _closed(section: Section, end: int) -> Section:
    return replace(section, body=Span(section.heading.end, max(end, section.heading.end)))
