"""Names of slots, from the words about them: ``组织专题学习·次``, ``电子计价秤/超市·台``, ``落款·年月日``.

A name comes from the clause of its blank alone, so that edits elsewhere leave it as it is; only names that would
be the same are told apart by what stands further away.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from analyzer.alignment.labels import labels_at
from analyzer.document import Part, Report, SlotKind, Span
from analyzer.text.counted import bare_head, bare_noun, bare_tail, counted
from analyzer.text.folding import fold
from analyzer.text.vocabulary import BODIES
from analyzer.text.words import words

_LONGEST, _LEADING = 12, 6  # characters of a name, and of one that is what follows
_ASKED = re.compile(r"(?:写明|填写?|注明|列出|列明|说明)([^,，。)】\]]{2,12})")
_DATED_FROM, _DATED_TO = re.compile("(?:自|从)$"), re.compile("(?:截?至|到|截止)$")
_BODY = re.compile(rf"[\u4e00-\u9fff]{{0,2}}?{BODIES}")
_BREAK = re.compile(r"[,;:。!?、()\[\]【】“”\"《》|\n—]|(?<=[日月年])至")
_SENTENCE = re.compile(r"[,;:。!?\n]")
_PLAIN_LABEL = re.compile(
    "(?:联系|办公|手机|固定)?(?:电话|手机|传真|邮箱|地址|联系人|姓名|职务|账号|邮编|证号)(?:号码)?$"
)
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,8}) ?:? *$")
_SIGNED = re.compile(r"^ *[^。]{0,24}$")
# What stands before or after a value without saying what it is.
_WHEN = re.compile("(?:预计|计划|力争|争取|确保|拟|将|须|应|可|定|于|在)+$")
_HOW_FAR = re.compile("(?:不低于|不少于|不高于|不超过|突破|超过|可|将)+$")
_DEADLINE = re.compile("^(?:[上中下]旬|底|初|末|份|度|起)?(?:之?[前后]|以前|以来)?(?:全部|全面|正式|对|将)?")
_SPEAKER = re.compile("^(?:我|本|该)[\u4e00-\u9fff]{1,2}$")
_OURS = re.compile("^[我本][省市县区局院校镇乡村]")
_YEAR_TO = re.compile(r"(?:今年|本年|当年)?(?:\d{1,2}月?)?$")
_THIS_PERIOD = re.compile("^本(?:季度|月|年度|期|周)(?=共|累计|总共)")
_JOIN = re.compile("[、和与及]")
_COUNTED_LIST = re.compile(r"^(?:的|等)*(?:[一二两三四五六七八九十\d]+[个条家大类项种处])?")
_AND_SUCH = re.compile("^等[地人]?(?=[\u4e00-\u9fff]{3})")
_VERB = re.compile("因|暂|未|已|尚|被|需|仍|正在|组成|成立|进行")  # ends the noun that a figure counts
_BRACKET = re.compile(r"([\u4e00-\u9fff]*)\(([^()]{1,8})\) *$")
_CLASS = re.compile("[A-Z甲乙丙丁一二三四五ⅠⅡⅢ]{1,2}[类级档]")
_MAKES = re.compile("(?:组成|组建|成立|设立)$")
_RATE = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:率|占比|比例|比重)")
_SIGNATURE = 4  # short lines at the end of a report that may be its signature


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
        if not bare[i] and b.unit == "%":
            bare[i] = _rate_before(folded, clauses[i])
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
    if cell := _cell(report, span):
        return cell
    if (number := _file_number(folded, span)) is not None:
        return number
    since = blanks[i - 1].span.end if i else 0
    until = blanks[i + 1].span.start if i + 1 < len(blanks) else len(folded)
    words_before = folded[max(since, span.start - 40) : span.start]
    if i and span.start - len(words_before) <= since:
        words_before = words_before.removeprefix(blanks[i - 1].unit)
    left = _BREAK.split(words_before)[-1].strip(" ")
    if bracket := _BRACKET.search(words_before):
        # 已经解决的（A类）XX件: the class, failing that the words before the bracket.
        left = bracket[2] if _CLASS.fullmatch(bracket[2]) else bracket[1]
    if i and blanks[i - 1].kind is SlotKind.DATE and span.start - len(left) <= since:
        left = bare_head(_DEADLINE.sub("", left))  # 于X月底前对XX个项目
    after = folded.find(blanks[i].unit, span.end, span.end + 4) + len(blanks[i].unit)  # XX余份
    after = max(after, span.end)
    right = folded[after : min(until, after + 16)]
    if kind is SlotKind.TEXT:
        return _of_text(folded[span.start : span.end], left)
    if kind is SlotKind.NAME:
        return _of_name(folded, span, left, _after_list(folded, blanks, i))
    if kind is SlotKind.DATE:
        return _of_date(report, folded, span, left, right)
    if report.title and report.title.covers(span):
        return "标题"
    return _of_number(blanks[i].unit, _parallel(words_before, left), right)


def _after_list(folded: str, blanks: Sequence[Blank], i: int) -> str:
    """What follows a blank, or the list of blanks that it opens: XXX、XXX两条产业链."""
    while i + 1 < len(blanks) and _JOIN.fullmatch(folded[blanks[i].span.end : blanks[i + 1].span.start]):
        i += 1
    until = blanks[i + 1].span.start if i + 1 < len(blanks) else len(folded)
    return folded[blanks[i].span.end : min(until, blanks[i].span.end + 16)]


def _parallel(words: str, last: str) -> str:
    """The last of several parallel phrases, with what they share: 廉政文化进机关、进学校 is 廉政文化进学校."""
    pieces = _SENTENCE.split(words)[-1].split("、")
    if len(pieces) < 2 or pieces[-1].strip(" ") != last or not last:
        return last
    shared, found, _ = pieces[0].rpartition(last[0])
    return shared + last if found and all(p.startswith(last[0]) for p in pieces[1:]) else last


def _rate_before(folded: str, clause: Span) -> str:
    """The rate that the clause before speaks of: 开工率不高，仅为XX%."""
    before = _SENTENCE.split(folded[max(0, clause.start - 40) : clause.start].rstrip(", "))[-1]
    named = _RATE.search(bare_head(before))
    return named[0] if named else ""


def _of_text(note: str, left: str) -> str:
    """``（此处写明主要原因）`` after 主要是: 主要是：主要原因."""
    asked = _ASKED.search(note)
    what = re.split('[、“”"]', asked[1].strip('“”"'))[0] if asked else "说明"
    return f"{_short(left)}：{what}" if _short(left) else what


def _of_name(folded: str, span: Span, left: str, right: str) -> str:
    """What is written in the blank, the label before it, or the kind of body after it: 姓名, 联系人, 市名称."""
    inside = folded[span.start : span.end].strip("[]【】()〔〕 ")
    labelled = folded[max(0, span.start - 10) : span.start].rstrip(" ")
    if labelled.endswith(":") and (label := _LABEL.search(labelled)):
        return label[1]
    if re.fullmatch(r"[\u4e00-\u9fff]{2,12}", inside):
        return inside
    if plain := _PLAIN_LABEL.search(labelled):
        return plain[0]
    following = re.match(r"[\u4e00-\u9fff]{1,12}", _COUNTED_LIST.sub("", right))
    if following is None:
        return f"{_short(bare_tail(left)) if len(left) < _LONGEST else ''}名称"
    if following[0].startswith("地") and right.startswith("等"):
        return "地点"
    body = _BODY.match(following[0])
    return f"{body[0] if body else _first_words(following[0])}名称"


def _first_words(text: str) -> str:
    """The first word of ``text``, or two where the first says little."""
    cut = words(text)
    return cut[0] if len(cut[0]) > 2 or len(cut) < 2 or len(cut[0] + cut[1]) > 6 else cut[0] + cut[1]


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
        return f"{_short(_YEAR_TO.sub('', _DATED_TO.sub('', left)))}截止日期"
    plain = _SPEAKER.sub("", bare_head(_WHEN.sub("", left)))
    if len(named := plain if plain != left else bare_tail(left)) > 1:
        return _short(named)
    following = re.split(r"[^\u4e00-\u9fff]", _DEADLINE.sub("", right))[0]
    return _leading(bare_head(_OURS.sub("", following))) or "日期"


def _leading(text: str) -> str:
    """The first words of ``text``, six characters or so."""
    kept = ""
    for word in words(text):
        if kept and len(kept) + len(word) > _LEADING:
            break
        kept += word
    return kept.rstrip("的")


def _of_number(unit: str, left: str, right: str) -> str:
    """``发现问题XX个``, ``发现XX个问题`` and ``共XX个`` by the words before, and by the noun after the unit."""
    head, tail = counted(_THIS_PERIOD.sub("", left), right, unit)
    if unit == "%" and left.endswith("占") and not head:
        return "占比"
    if len(head) == 1 and tail:
        return tail  # 市X届人大
    head = _AND_SUCH.sub("", _HOW_FAR.sub("", head) or head)
    if (makes := _MAKES.search(head)) and re.match(r"[\u4e00-\u9fff]{2}", right):
        return makes[0] + _leading(re.split(r"[^\u4e00-\u9fff]", right)[0])
    tail = tail[: verb.start()] if (verb := _VERB.search(tail)) and verb.start() > 1 else tail
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


def _cell(report: Report, span: Span) -> str | None:
    """Label of the row and head of the column of a blank in a table."""
    place = labels_at(report, span.start)
    return None if place is None else "—".join(filter(None, (place.row, place.column)))


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
    line = report.text[clauses[i - 1].end : clauses[i].start] if i else ""
    near = i > 0 and len(line) < 8 and "\n" not in line and bare[i - 1] != bare[i]
    return f"{bare[i - 1]}/{names[i]}" if near else names[i]


def _by_section(
    report: Report, i: int, names: list[str], bare: list[str],
    parts: Sequence[int | None], clauses: Sequence[Span], sections: Sequence[int | None],
) -> str:  # fmt: skip
    here = sections[i]
    if report.title and report.title.covers(clauses[i]):
        return f"标题/{names[i]}"
    if _is_signature(report, clauses[i]):
        return f"落款/{names[i]}"
    if here is None:
        return names[i]
    above = report.sections[here].parent
    if above is not None and not re.search(r"[\u4e00-\u9fff]", report.sections[here].title):
        here = above  # a heading that is all blank says nothing
    title = re.split(r"[,，。:：]", report.sections[here].title)[0]
    return f"{_short(title)}/{names[i]}"


def _is_signature(report: Report, clause: Span) -> bool:
    """Whether a clause is one of the short lines that close the main text."""
    body = [p.span for p in report.paragraphs if p.part is Part.BODY]
    return all(_SIGNED.match(fold(report[s])) for s in body[-_SIGNATURE:] if s.end >= clause.start) and any(
        s.covers(clause) for s in body[-_SIGNATURE:]
    )
