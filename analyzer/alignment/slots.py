"""The slots of a template: its blanks, what belongs in them, and how they hang together."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from analyzer.alignment.labels import labels_at
from analyzer.alignment.naming import unique_names
from analyzer.document import Part, Report, Slot, SlotKind, Span
from analyzer.text import placeholders
from analyzer.text.forms import Placeholder
from analyzer.text.vocabulary import MEASURE, SURNAMES

_UNIT = re.compile(rf" ?[余多来]?(?P<unit>(?:[十百千]?[万亿]|千(?=元))?{MEASURE}|[%‰]|季度|学期)")
_MONEY = re.compile(r"(?:[万亿千]*)(?:美|欧|日)?元$")
_FILE_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}[〔\[]")  # the first blank of ×水〔20××〕×号 is a place
_PLACE = re.compile(
    "项目(?!标)|片区|支行|支队|部队|部门|点位|处室|科室|组织|所属|台账"
)  # not the measures 片, 支, 部 …
_PIECE = re.compile(r"[年月]")
_DATED = re.compile(r"[年月]|日(?![内常均])")
_DECIMAL = re.compile(r"\.")
_VALUE_NOTE = re.compile(r"[(\[【〔] ?(?:此处[^()]{0,40}?)?(?:填|写明|注明|列出|列明|说明)")
# What follows is a sentence, not a name: 三是____。, and an item that is all blank.
_POINT = re.compile(
    r"(?:[一二三四五六七八九十]|原因|问题|不足|困难|做法)是$|(?:^|\n) *(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十\d]+[、.]) *$"
)
_COUNTED_CELL = re.compile("[数量额率]$|合计|小计|总计|比例|占比|金额|面积")
_NAMED_CELL = re.compile("姓名|名称|负责人|责任人|联系人|代表|单位|部门|科室|领导")
_SENTENCE_END = "。!?;\n"
_LABELLED = re.compile(r"(?:电话|手机|传真|号码|编号|账号|代码|证号)[为:]? *$")  # no figure, though of digits
_NUMBERED_FORM = re.compile(r"第 ?$")
_CUMULATIVE = re.compile(r"累计|总(?:数|量|计)|截[至止]|以来|历年|年初")
_PERIODIC = re.compile(r"本[月季周年期]|本季度|当[月年日]|[上下]半年|全年|新增|新开工")
_NO_TOTAL = re.compile("平均|正在|另有|其余|结余|剩余|较|人均|最高|最低")  # no total whatever the period
_EDGE = re.compile(r"[,;:。!?\n]")
# A figure that cannot exceed the one before it in the same sentence, told by the words before both.
_OF_WHICH = re.compile(r"其中|包括|分别")
_WITHIN = (
    (r"梳理|清理|现有|排查制度|涉及制度", r"修订|新建|新增|废止|继续执行|完善|制定"),
    (r"收到|受理|征集|收集|征求|反馈", r"采纳|答复|办结|办理|整改|反馈|转办"),
    (r"发现|查出|排查|查摆|检查出|反馈", r"整改|纠正|解决|销号|整治|化解|其余|正在"),
    (r"立案|受理|接报|登记", r"办结|结案|移送|查处|处分"),
    (r"检定|检测|抽检|抽查|检验|检查|监测", r"合格|不合格|达标|发现问题"),
    (r"发放|印发", r"回收|收回"),
    (r"回收|收回", r"有效"),
    (r"计划|应|下达|项目预算|合同价|到位资金", r"完成|实|开工|支出|竣工|拨付|支付|已付|未付|使用"),
    (r"报名|应到|在册|招生|毕业生", r"录取|实到|结业|参加|升入|就业"),
    (r"录取", r"结业"),
    (r"开工", r"竣工|完工"),
)
_RELATIONS = tuple((re.compile(whole), re.compile(part)) for whole, part in _WITHIN)
_ASKED = re.compile(r"[(【] ?此处[^()【】]{0,40}?(?:填|写明|注明|列出|列明|说明)[^()【】]{0,60}[)】]")
_SOMEBODY = re.compile(rf"((?:(?<![\u4e00-\u9fff])[{''.join(sorted(SURNAMES))}])?某某某?)")
_TO_WRITER = "此处|填|写明|改写|增减|另附|删去|删除|注明|如有|没有的|未发生|未收取|应等于|应当等于|必要时"
_INSIDE = r"[^()【】\[\]]{0,60}"
_FILLING = re.compile(rf"[(【\[]{_INSIDE}(?:{_TO_WRITER}){_INSIDE}[)】\]]")
_GUIDE = re.compile(r" *(?:> *)?(?:填写|填报|编写|使用|写作)(?:说明|提示|要求|须知)(?= *[:：]| *$)")


def unit_at(folded: str, at: int) -> tuple[str, int]:
    """The measure word at ``at``, magnitude included, and where it ends; empty where there is none."""
    unit = _UNIT.match(folded, at)
    return (unit["unit"], unit.end()) if unit else ("", at)


class Blank(NamedTuple):
    """A place of a template that asks for a value; pieces of one date are one blank."""

    span: Span
    kind: SlotKind
    unit: str


def instructions_of(report: Report, folded: str) -> tuple[Span, ...]:
    """What a template says to its writer: notes in brackets, and a guide on how to fill it in.

    A note in a place of its own (``主要是（此处写明原因）``) asks for a value and is a slot instead.
    """
    found = []
    for paragraph in report.paragraphs:
        start, end = paragraph.span
        if _GUIDE.match(folded, start, end):
            # Alone on its line it heads all that follows.
            alone = not folded[_GUIDE.match(folded, start, end).end() : end].strip(" :")  # type: ignore[union-attr]
            found.append(
                Span(start, report.paragraphs[-1].span.end if alone and paragraph.part is Part.BODY else end)
            )
            continue
        found += [
            Span(*m.span()) for m in _FILLING.finditer(folded, start, end) if not _asks(folded, m.start())
        ]
    for blank in placeholders.find_folded(folded):
        if blank.is_note and not _asks(folded, blank.start):
            found.append(Span(blank.start, blank.end))
    return _joined(found)


def _asks(folded: str, start: int) -> bool:
    """Whether a note stands for a value rather than after a finished sentence."""
    before = folded[:start].rstrip(" ")[-1:]
    return _VALUE_NOTE.match(folded, start) is not None or (before != "" and before not in _SENTENCE_END)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(set(spans)):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)


def blanks_of(report: Report, folded: str, instructions: tuple[Span, ...]) -> list[Blank]:
    """The blanks of a template in order, those inside its instructions left out."""
    found = [
        p
        for p in _completed(folded, placeholders.find_folded(folded))
        if not any(i.start <= p.start < i.end for i in instructions)
    ]
    blanks: list[Blank] = []
    group: list[Placeholder] = []
    for place in [*found, None]:
        if place and group and _one_date(folded, group[-1], place):
            group.append(place)
            continue
        if group:
            blanks.append(_blank(report, folded, group))
        group = [place] if place else []
    return blanks


def _completed(folded: str, found: tuple[Placeholder, ...]) -> Iterator[Placeholder]:
    """The blanks, and wherever else a bracket stands that is a blank in one place of the template."""
    known = {folded[p.start : p.end] for p in found if p.form == "field"}
    extra = [Placeholder(m.start(1), m.end(1), "name", "stand-in") for m in _SOMEBODY.finditer(folded)]
    extra += [Placeholder(m.start(), m.end(), "instruction", "note") for m in _ASKED.finditer(folded)]
    if known:
        pattern = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
        extra += [Placeholder(m.start(), m.end(), "name", "field") for m in pattern.finditer(folded)]
    fresh = (e for e in extra if not any(p.start < e.end and e.start < p.end for p in found))
    yield from sorted([*found, *fresh])


def _one_date(folded: str, before: Placeholder, after: Placeholder) -> bool:
    between = folded[before.end : after.start].strip(" ")
    return _PIECE.fullmatch(between) is not None and _DATED.match(folded[after.end :].lstrip(" ")) is not None


def _blank(report: Report, folded: str, group: list[Placeholder]) -> Blank:
    first, last = group[0], group[-1]
    rest = folded[last.end : last.end + 12]
    if (
        len(group) > 1
        or first.form == "year"
        or (first.form == "field" and "年" in folded[first.start : first.end])
    ):
        dated = _DATED.match(rest.lstrip(" "))
        end = last.end + (len(rest) - len(rest.lstrip(" ")) + dated.end() if dated else 0)
        return Blank(Span(first.start, end), SlotKind.DATE, "")
    span = Span(first.start, first.end)
    if first.is_note or (_POINT.search(folded[: span.start][-12:]) and rest[:1] in ("。", ";", "\n", "")):
        return Blank(span, SlotKind.TEXT, "")
    if _FILE_NUMBER.match(rest):
        return Blank(span, SlotKind.NAME, "")
    if folded[: span.start].endswith(("〔", "[")) and rest[:1] in ("〕", "]"):
        return Blank(span, SlotKind.DATE, "")
    if rest[:1] in ("年", "月") and not rest.startswith(("年级", "年龄", "月均")):
        return Blank(Span(span.start, span.end + 1), SlotKind.DATE, "")
    if first.form == "field" or _LABELLED.search(folded[max(0, span.start - 10) : span.start]):
        return Blank(span, SlotKind.NAME, "")
    unit = None if _PLACE.match(rest) else _UNIT.match(folded, span.end)
    if unit is None and rest[:1] in ("万", "亿") and first.kind != "name":
        return Blank(span, SlotKind.INTEGER, rest[0])
    cell = _cell_kind(report, span) if unit is None else None
    if cell is not None:
        return Blank(span, *cell)
    if unit is None:
        ordinal = _NUMBERED_FORM.search(folded[: span.start]) is not None or (
            first.kind in ("count", "number") and not _PLACE.match(rest)
        )
        name = not ordinal and first.kind in ("name", "blank", "date", "count", "number")
        return Blank(span, SlotKind.NAME if name else SlotKind.INTEGER, "")
    if (
        first.kind == "name"
        and not folded[: span.start].endswith(("共", "第"))
        and unit["unit"] in ("所", "项", "处", "个")
    ):
        return Blank(span, SlotKind.NAME, "")
    return Blank(span, _number_kind(folded[span.start : span.end], unit["unit"]), unit["unit"])


def _number_kind(mark: str, unit: str) -> SlotKind:
    if unit == "%":
        return SlotKind.PERCENT
    if _MONEY.search(unit):
        return SlotKind.MONEY
    return SlotKind.DECIMAL if _DECIMAL.search(mark) or unit == "个百分点" else SlotKind.INTEGER


def _cell_kind(report: Report, span: Span) -> tuple[SlotKind, str] | None:
    """Kind and unit of a blank that fills a table's cell, by the head of its column."""
    found, place = report.cell_at(span.start), labels_at(report, span.start)
    if found is None or place is None:
        return None
    table, r, c = found
    if report[[row for row in table.rows if row][r][c]].strip() != report[span]:
        return SlotKind.NAME, ""
    label = place.column or place.row
    if place.unit or _COUNTED_CELL.search(label) or (place.column and _COUNTED_CELL.search(place.row)):
        return _number_kind("", place.unit), place.unit
    # What no label tells is taken as it comes.
    return (SlotKind.NAME if _NAMED_CELL.search(label) else SlotKind.TEXT), ""


def slots_of(report: Report, folded: str, instructions: tuple[Span, ...]) -> tuple[Slot, ...]:
    """The slots of a template, named, with what is cumulative and what is part of what."""
    blanks = blanks_of(report, folded, instructions)
    clauses = [_clause(folded, b.span, blanks) for b in blanks]
    parts = _parts(folded, blanks)
    sections = [report.section_at(b.span.start) for b in blanks]
    names = unique_names(report, folded, blanks, clauses, parts, sections)
    return tuple(
        Slot(
            names[i], b.kind, b.unit, b.span, clauses[i], sections[i],
            _is_cumulative(folded, b), names[parts[i]] if parts[i] is not None else "",  # type: ignore[index]
        )
        for i, b in enumerate(blanks)
    )  # fmt: skip


def _clause(folded: str, span: Span, blanks: list[Blank]) -> Span:
    """The clause that holds the blank; punctuation within a blank does not end it."""
    inside = [b.span for b in blanks if abs(b.span.start - span.start) < 200]
    start = span.start
    while start and not (
        _EDGE.match(folded, start - 1) and not any(i.start < start <= i.end for i in inside)
    ):
        start -= 1
    end = span.end
    while end < len(folded) and not (
        _EDGE.match(folded, end) and not any(i.start <= end < i.end for i in inside)
    ):
        end += 1
    words = folded[start:end]
    return Span(start + len(words) - len(words.lstrip(" ")), end - (len(words) - len(words.rstrip(" "))))


def _is_cumulative(folded: str, blank: Blank) -> bool:
    """Whether the nearest word about the period says that the figure counts from the beginning."""
    if blank.kind is SlotKind.DATE or not blank.kind.is_number or blank.unit == "%":
        return False
    start = max(folded.rfind(c, 0, blank.span.start) for c in "。\n") + 1
    before = folded[start : blank.span.start]
    if _NO_TOTAL.search(re.split("[,;:]", before)[-1]):
        return False
    since = [m.start() for m in _CUMULATIVE.finditer(before)]
    within = [m.start() for m in _PERIODIC.finditer(before)]
    return bool(since) and (not within or since[-1] > within[-1])


def _parts(folded: str, blanks: list[Blank]) -> list[int | None]:
    """For each blank the one before it, of the same unit and sentence, that it is a part of."""
    parts: list[int | None] = [None] * len(blanks)
    ends = [m.start() for m in re.finditer(r"[。\n]", folded)]
    sentence = [bisect_right(ends, b.span.start) for b in blanks]
    for _, group in itertools.groupby(range(len(blanks)), key=lambda i: sentence[i]):
        seen: list[int] = []
        whole: int | None = None
        for i in group:
            blank = blanks[i]
            if not blank.kind.is_number or blank.unit in ("%", "个百分点"):
                continue
            left = max(folded.rfind("。", 0, blank.span.start), blanks[i - 1].span.end if i else 0)
            words = folded[left : blank.span.start]
            if ";" in words:
                whole = None
            same = [j for j in seen if blanks[j].unit == blank.unit]
            if _OF_WHICH.search(words) and same:
                whole = same[-1]
            if whole is not None and blanks[whole].unit == blank.unit:
                parts[i] = whole
            elif ";" not in words and (within := _within(folded, blanks, same, words)) is not None:
                parts[i] = within
            seen.append(i)
    return parts


def _within(folded: str, blanks: list[Blank], same: list[int], words: str) -> int | None:
    for j in reversed(same):
        since = max(blanks[j - 1].span.end if j else 0, blanks[j].span.start - 16)
        before = folded[since : blanks[j].span.start]
        for whole, part in _RELATIONS:
            if whole.search(before) and part.search(words):
                return j
    return None
