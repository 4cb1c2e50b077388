"""Names of slots, from the words about them: ``组织专题学习·次``, ``电子计价秤/超市·台``, ``落款·年月日``.

A name comes from the clause of its blank alone, so that edits elsewhere leave it as it is; only names that would
be the same are told apart by what stands further away.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from analyzer.document import Report, SlotKind, Span
from analyzer.text.counted import bare_head, bare_noun, bare_tail, counted
from analyzer.text.vocabulary import BODIES
from analyzer.text.words import words

_LONGEST = 12
_ASKED = re.compile(r"(?:写明|填写?|注明|列出|列明|说明)([^,，。)】\]]{2,12})")
_DATED_FROM, _DATED_TO = re.compile("(?:自|从)$"), re.compile("(?:截?至|到|截止)$")
_BODY = re.compile(rf"[\u4e00-\u9fff]{{0,2}}?{BODIES}")
_BREAK = re.compile(r"[,;:。!?、()\[\]【】“”\"《》|\n—]|(?<=[日月年])至")
_PLAIN_LABEL = re.compile(
    "(?:联系|办公|手机|固定)?(?:电话|手机|传真|邮箱|地址|联系人|姓名|职务|账号|邮编|证号)(?:号码)?$"
)
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,8}) ?:? *$")
_SIGNED = re.compile(r"^ *[^。]{0,24}$")


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
        if len(bare[i]) == 1 and i > 0 and clauses[i] == clauses[i - 1]:
            bare[i] = f"{bare[i - 1]}/{bare[i]}"  # 漏损率由XX%降至XX%
        if not bare[i]:
            # 组织培训XX期、XX人次: the second counts what the first one counts.
            same = i > 0 and clauses[i] == clauses[i - 1]
            bare[i] = (
                bare[i - 1]
                if same
                else f"{b.unit}数"
                if b.unit and b.kind is SlotKind.INTEGER
                else b.kind.word
            )
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
    if (number := _file_number(folded, span)) is not None:
        return number
    since = blanks[i - 1].span.end if i else 0
    until = blanks[i + 1].span.start if i + 1 < len(blanks) else len(folded)
    left = _BREAK.split(folded[max(since, span.start - 40) : span.start])[-1].strip(" ")
    if since and span.start - len(left) <= since and left.startswith(blanks[i - 1].unit or "\0"):
        left = left[len(blanks[i - 1].unit) :]
    after = span.end + len(blanks[i].unit)
    right = folded[after : min(until, after + 16)]
    if kind is SlotKind.TEXT:
        return _of_text(folded[span.start : span.end], left)
    if kind is SlotKind.NAME:
        return _of_name(folded, span, right)
    if kind is SlotKind.DATE:
        return _of_date(report, folded, span, left, right)
    return _of_number(blanks[i].unit, left, right)


def _of_text(note: str, left: str) -> str:
    """``（此处写明主要原因）`` after 主要是: 主要是：主要原因."""
    asked = _ASKED.search(note)
    what = re.split('[、“”"]', asked[1].strip('“”"'))[0] if asked else "说明"
    return f"{_short(left)}：{what}" if _short(left) else what


def _of_name(folded: str, span: Span, right: str) -> str:
    """What is written in the blank, the label before it, or the kind of body after it: 姓名, 联系人, 市名称."""
    inside = folded[span.start : span.end].strip("[]【】()〔〕 ")
    if re.fullmatch(r"[\u4e00-\u9fff]{2,12}", inside):
        return inside
    labelled = folded[max(0, span.start - 10) : span.start].rstrip(" ")
    if plain := _PLAIN_LABEL.search(labelled):
        return plain[0]
    if labelled.endswith(":") and (label := _LABEL.search(labelled)):
        return label[1]
    following = re.match(r"[\u4e00-\u9fff]{1,12}", right)
    if following is None:
        return "名称"
    body = _BODY.match(following[0])
    return f"{body[0] if body else words(following[0])[0]}名称"


def _of_date(report: Report, folded: str, span: Span, left: str, right: str) -> str:
    line = folded[folded.rfind("\n", 0, span.start) + 1 : span.start]
    if report.title and report.title.covers(span):
        return "标题"
    if (
        _SIGNED.match(line)
        and not re.search(r"[\u4e00-\u9fff]{2}", line)
        and not re.match(r"[\u4e00-\u9fff,]", right)
    ):
        return "成文日期"
    if left.endswith(("自", "从")) or right.startswith("至"):
        return f"{_short(_DATED_FROM.sub('', left))}开始日期"
    if folded[: span.start].rstrip(" ").endswith(("至", "到", "截止")):
        return f"{_short(_DATED_TO.sub('', left))}截止日期"
    named = bare_tail(left) or re.split(r"[^\u4e00-\u9fff]", right)[0]
    return _short(named) or "日期"


def _of_number(unit: str, left: str, right: str) -> str:
    """``发现问题XX个``, ``发现XX个问题`` and ``共XX个`` by the words before, and by the noun after the unit."""
    head, tail = counted(left, right, unit)
    if not head and not tail:
        tail = "".join(words(bare_noun(right))[:1]) if re.match(r"[\u4e00-\u9fff]", right) else ""
    return _short(head) + (tail if len(head) + len(tail) <= _LONGEST or not head else "")


def _file_number(folded: str, span: Span) -> str | None:
    """The three blanks of ``×水〔20××〕×号``."""
    before, after = folded[max(0, span.start - 1) : span.start], folded[span.end : span.end + 10]
    if re.match(r"[\u4e00-\u9fff]{1,8}[〔\[]", after):
        return "发文机关代字"
    if before in ("〔", "[") and after[:1] in ("〕", "]"):
        return "发文年份"
    return "发文序号" if before in ("〕", "]") and after.startswith("号") else None


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
    return bare_head(kept)


def _with_unit(name: str, folded: str, blank: Blank) -> str:
    if blank.kind is SlotKind.DATE:
        pieces = "".join(c for c in "年月日" if c in folded[blank.span.start : blank.span.end])
        return f"{name}·{pieces}" if pieces else name
    return f"{name}·{blank.unit}" if blank.unit else name


def _cell(report: Report, folded: str, span: Span) -> str | None:
    """Label of the row and head of the column of a blank in a table."""
    found = report.cell_at(span.start)
    if found is None:
        return None
    table, r, c = found
    rows = [row for row in table.rows if row]
    head = rows[0][min(c, len(rows[0]) - 1)]
    title = re.sub(r"\([^()]*\)", "", folded[head.start : head.end]).strip(" ")
    return f"{folded[rows[r][0].start : rows[r][0].end].strip(' ')}—{title}"


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
