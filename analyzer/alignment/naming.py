"""Names of slots, from the words about them: ``组织专题学习·次``, ``电子计价秤/超市·台``, ``落款·年月日``.

A name comes from the clause of its blank alone, so that edits elsewhere leave it as it is; only names that would
be the same are told apart by what stands further away.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from analyzer.document import Part, Report, SlotKind, Span
from analyzer.text.words import words

_LONGEST = 12
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]是|第?[一二三四五六七八九十]+、|其中|同时|目前|现已|现有|现|已经|已|自[^,]{2,24}以来|截至[^,]{1,20}|全年|本年度|年初以来|先后|分别|累计|总共|共计|共|各|还|并|尚|对|的|为|在|与|由|将|从|其余|另有|另|开展了?(?=[\u4e00-\u9fff]{4}))+"
)
_CLOSING = re.compile(
    r"(?:的?(?:总?人数|数量|件数|次数|总数|总量|总额))?(?:累计|共计|合计|总计|共|总数)?(?:已?达到?了?|为|有|是|约|近|超过?|不足|由|分|至|到|占|计|的|等|下降|提高|增长|第|仅|再)*$"
)
_NOUN = re.compile(r"[\u4e00-\u9fff]{1,8}?(?=[,;:。、!?()（）“”\"\n—]|中|的|左右|以上|以下|逐一|进行|由|$)")
_BREAK = re.compile(r"[,;:。!?、()\[\]【】“”\"《》|\n—至]")
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,8}) ?:? *$")
_SIGNED = re.compile(r"^ *[^。]{0,24}$")
_UNITS = {3: "年月日", 2: "年月", 1: "年"}


class Blank(Protocol):
    """What naming needs of a blank."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def kind(self) -> SlotKind:
        """What belongs there."""

    @property
    def unit(self) -> str:
        """The measure word after it."""


def unique_names(
    report: Report,
    folded: str,
    blanks: Sequence[Blank],
    clauses: Sequence[Span],
    parts: Sequence[int | None],
    sections: Sequence[int | None],
) -> list[str]:
    """A name for each blank, no two alike: its words, failing that with what it is part of, its section, a number."""
    bare = [_words(report, folded, blanks, i) for i in range(len(blanks))]
    for i, b in enumerate(blanks):
        if not bare[i]:
            # 组织培训XX期、XX人次: the second counts what the first one counts.
            same = i > 0 and clauses[i] == clauses[i - 1]
            bare[i] = bare[i - 1] if same else b.kind.word
    names = [_with_unit(bare[i], folded, b) for i, b in enumerate(blanks)]
    for qualify in (_by_part, _by_neighbour, _by_section):
        often = Counter(names)
        names = [
            qualify(report, i, names, bare, parts, clauses, sections) if often[n] > 1 else n
            for i, n in enumerate(names)
        ]
    seen: Counter[str] = Counter()
    for i, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            names[i] = f"{name}（{seen[name]}）"
    return names


def _words(report: Report, folded: str, blanks: Sequence[Blank], i: int) -> str:
    """What the words about a blank say it is."""
    span, kind = blanks[i].span, blanks[i].kind
    if (cell := _cell(report, folded, span)) is not None:
        return cell
    since = blanks[i - 1].span.end if i else 0
    until = blanks[i + 1].span.start if i + 1 < len(blanks) else len(folded)
    left = _BREAK.split(folded[max(since, span.start - 40) : span.start])[-1].strip(" ")
    if since and span.start - len(left) <= since and left.startswith(blanks[i - 1].unit or "\0"):
        left = left[len(blanks[i - 1].unit) :]
    after = span.end + len(blanks[i].unit)
    right = folded[after : min(until, after + 16)]
    if kind is SlotKind.TEXT:
        note = re.search(r"(?:写明|填写?|注明)([^,，。)】\]]{2,12})", folded[span.start : span.end])
        return (_short(left) + "：" if _short(left) else "") + (note[1].strip("“”") if note else "说明")
    if kind is SlotKind.NAME:
        inside = folded[span.start : span.end].strip("[]【】()〔〕 ")
        if re.fullmatch(r"[\u4e00-\u9fff]{2,12}", inside):
            return inside
        labelled = folded[max(0, span.start - 10) : span.start].rstrip(" ")
        if labelled.endswith(":") and (label := _LABEL.search(labelled)):
            return label[1]
        following = re.match(r"[\u4e00-\u9fff]{1,12}", right)
        return f"{_body(following[0])}名称" if following else "名称"
    line = folded[folded.rfind("\n", 0, span.start) + 1 : span.start]
    if kind is SlotKind.DATE:
        if _SIGNED.match(line) and not re.search(r"[\u4e00-\u9fff]{2}", line):
            return "成文日期"
        named = _CLOSING.sub("", left) or re.split(r"[,。;:、\n]", right)[0]
        return _short(named) or "日期"
    noun = _NOUN.match(right)
    head = _CLOSING.sub("", _OPENING.sub("", left))
    tail = noun[0] if noun and not re.match(r"[,;:。、]", right) else ""
    if head and tail and (len(head) + len(tail) > _LONGEST or tail[0] in "以左"):
        tail = tail if len(head) > _LONGEST else ""
    return _short(head) + tail if head else tail


def _short(text: str) -> str:
    """The last few words of ``text``."""
    text = text.strip(" ")
    if len(text) <= _LONGEST:
        return text
    kept = ""
    for word in reversed(words(text)):
        if kept and len(kept) + len(word) > _LONGEST:
            break
        kept = word + kept
    return _OPENING.sub("", kept)


def _body(words_: str) -> str:
    return words(words_)[0]


def _with_unit(name: str, folded: str, blank: Blank) -> str:
    if blank.kind is SlotKind.DATE:
        pieces = sum(c in folded[blank.span.start : blank.span.end] for c in "年月日")
        has_year = "年" in folded[blank.span.start : blank.span.end]
        return f"{name}·{_UNITS[max(pieces, 1)] if has_year else ('月日' if pieces == 2 else '月')}"
    return f"{name}·{blank.unit}" if blank.unit else name


def _cell(report: Report, folded: str, span: Span) -> str | None:
    index = report.paragraph_at(span.start)
    if index is None or report.paragraphs[index].part is not Part.TABLE:
        return None
    for table in report.tables:
        if table.span.covers(span):
            for row in table.rows:
                for column, cell in enumerate(row):
                    if cell.covers(span):
                        head = table.rows[0][min(column, len(table.rows[0]) - 1)]
                        title = re.sub(r"\([^()]*\)", "", folded[head.start : head.end]).strip(" ")
                        return f"{folded[row[0].start : row[0].end].strip(' ')}—{title}"
    return None


def _by_part(
    report: Report, i: int, names: list[str], bare: list[str],
    parts: Sequence[int | None], clauses: Sequence[Span], sections: Sequence[int | None],
) -> str:  # fmt: skip
    whole = parts[i]
    return names[i] if whole is None else f"{bare[whole]}/{names[i]}"


def _by_neighbour(
    report: Report, i: int, names: list[str], bare: list[str],
    parts: Sequence[int | None], clauses: Sequence[Span], sections: Sequence[int | None],
) -> str:  # fmt: skip
    near = i > 0 and clauses[i].start - clauses[i - 1].end < 8 and bare[i - 1] != bare[i]
    return f"{bare[i - 1]}/{names[i]}" if near else names[i]


def _by_section(
    report: Report, i: int, names: list[str], bare: list[str],
    parts: Sequence[int | None], clauses: Sequence[Span], sections: Sequence[int | None],
) -> str:  # fmt: skip
    here = sections[i]
    if here is None:
        return names[i]
    title = re.split(r"[,，。:：]", report.sections[here].title)[0]
    return f"{_short(title)}/{names[i]}"
