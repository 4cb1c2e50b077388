"""The figures of a report: what each counts, over what time, and whether it is a level or a change."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from analyzer.document import Part, Quantity, Report, Scope, Span
from analyzer.text.counted import counted
from analyzer.text.folding import fold
from analyzer.text.quantities import Amount, find, numeral, scale_of
from analyzer.text.sentences import sentences

_REACH = 28  # characters before a figure that may say what it counts
_ORDINALS = ("级", "季度", "学期", "学年", "届")  # 三级重大危险源 is no number of anything
_MARKS = frozenset(",;:。、")
_EDGE = re.compile(r"[,;:。!?、()\n]")
_CUES = re.compile(
    "(?=[去上同往整改累自总截以历至本当下前一二三四今全年新期])(?:"  # most characters begin no cue
    r"(?P<earlier>去年同期|上年同期|同期|上(?:季度|月|期|年度?)|去年|往年|整治前|改造前)"
    r"|(?P<cumulative>累计|自[^,;。]{2,14}起|总(?:数|量|计)|截[至止]|以来|历年|至今)"
    r"|(?P<period>本[月季周年期旬]|本半年|本季度|当[月年日]|[上下]半年|前三季度|[一二三四]季度|今年|全年|年内|新增|期间))"
)
_SCOPES: dict[str | None, Scope] = {scope.value: scope for scope in Scope}
_UP = "增长 上升 提高 增加 扩大 提升 回升 多出 多"
_DOWN = "下降 减少 降低 压减 缩短 回落 压缩 收窄 少"
_BY = "了 约 近 超 超过 幅度"
_CHANGE = re.compile(
    f"(?:(?P<up>{_UP.replace(' ', '|')})|(?P<down>{_DOWN.replace(' ', '|')}))(?:了|约|近|超过?|幅度)*$"
)
_NEARLY = "约 大约 近 将近 超 超过 逾 不少于 不足 接近 至少 达近 达到近 多达"
_ABOUT = re.compile(r"(?:大?约|将?近|超过?|逾|不少于|不足|接近|至少|达到?近|多达)$")
# Most figures stand after none of these: the characters that they end with are looked at first.
_CHANGE_ENDS = frozenset(word[-1] for word in f"{_UP} {_DOWN} {_BY}".split())
_ABOUT_ENDS = frozenset(word[-1] for word in _NEARLY.split())
_OVER = re.compile(r"[余多]|来(?![自访信电函宾客])|左右|以上|以下|以内")
_CELL_UNIT = re.compile(r"\(([^()]{1,6})\)|[,、]单位[::]?(.{1,4})$")


def quantities(
    report: Report, folded: str, figures: Callable[[str, int], Iterable[Quantity]] | None = None
) -> tuple[Quantity, ...]:
    """The figures of the running text and of the tables, in order; dates, headings' numbers and bare years are none.

    ``figures`` gives those of a paragraph, as ``figures_in`` does; who reads many reports may keep them.
    """
    paragraph = figures or figures_in
    in_text = [
        q
        for p in report.paragraphs
        if p.part is not Part.TABLE
        for q in paragraph(folded[p.span.start : p.span.end], p.span.start)
    ]
    in_tables = list(_in_tables(report))
    return tuple(sorted((*in_text, *in_tables), key=_place) if in_tables else in_text)


def _place(quantity: Quantity) -> Span:
    return quantity.span


def figures_in(
    words: str, at: int = 0, amounts: Callable[[str], Iterable[Amount]] = find
) -> Iterator[Quantity]:
    """The figures of a folded paragraph that begins at the offset ``at`` of the text."""
    figures = [a for a in amounts(words) if a.number is not None and a.unit not in _ORDINALS]
    if not figures:
        return
    starts = [a.start for a in figures]
    for start, end in sentences(words, 0, len(words)):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first == last:
            continue
        about = _Sentence(words, Span(start, end), at)
        for i in range(first, last):
            before = figures[i - 1].unit_end if i > first else start
            after = figures[i + 1].start if i + 1 < last else end
            if figures[i].unit or _is_counted(words, figures[i]):
                yield about.quantity(figures[i], before, after)


def _is_counted(folded: str, amount: Amount) -> bool:
    """Whether a figure without a measure word is one at all, not the number of a heading, a law or a road."""
    before = folded[max(0, amount.start - 2) : amount.start]
    return (
        before.endswith(("达", "为", "到", "至", "共")) and folded[amount.end : amount.end + 1] in ",。;、)"
    )


class _Sentence:
    """A sentence with figures, in a paragraph that begins at ``at``: its clauses and words about time, found once for all."""

    def __init__(self, folded: str, span: Span, at: int) -> None:
        self.folded, self.span, self.at = folded, span, at
        self.place = Span(span.start + at, span.end + at)
        self.edges = [m.start() for m in _EDGE.finditer(folded, *span)]
        self.marks = [at for at in self.edges if folded[at] in _MARKS]
        self.cues = [(m.end(), _SCOPES[m.lastgroup]) for m in _CUES.finditer(folded, *span)]

    def quantity(self, amount: Amount, before: int, after: int) -> Quantity:
        """The figure at ``amount``; ``before`` and ``after`` are where its neighbours end and begin."""
        start, end, number, unit, unit_end = amount
        assert number is not None
        folded = self.folded
        since = max(before, start - _REACH)
        left = folded[since:start]
        edge = bisect_left(self.edges, start)
        words = folded[max(since, self.edges[edge - 1] + 1) : start] if edge else left
        head, tail = counted(words, folded[unit_end : min(after, unit_end + 12)], unit)
        last = left[-1:]
        change = _CHANGE.search(left) if last in _CHANGE_ENDS else None
        about = (
            (last in _ABOUT_ENDS and _ABOUT.search(left))
            or _OVER.match(folded, end)
            or _OVER.match(folded, unit_end)
        )
        at = self.at
        return Quantity(
            Span(start + at, unit_end + at),
            number,
            unit,
            head + tail,
            self.clause(start, unit_end),
            self.place,
            self.scope(start) if self.cues else Scope.UNSAID,
            (change.lastgroup or "") if change else "",
            bool(about),
        )

    def clause(self, start: int, end: int) -> Span:
        """Where in the text the words about ``start:end`` between two punctuation marks stand."""
        marks, at = self.marks, self.at
        first = bisect_left(marks, start)
        last = first if first == len(marks) or marks[first] >= end else bisect_left(marks, end, first)
        return Span(
            (marks[first - 1] + 1 if first else self.span.start) + at,
            (marks[last] if last < len(marks) else self.span.end) + at,
        )

    def scope(self, end: int) -> Scope:
        """The last cue before the figure; 去年同期 holds for its own clause only."""
        scope = Scope.UNSAID
        for at, kind in self.cues:
            if at > end:
                break
            if kind is Scope.EARLIER and bisect_left(self.marks, at) != bisect_left(self.marks, end):
                continue
            scope = kind
        return scope


def _in_tables(report: Report) -> Iterator[Quantity]:
    for table in report.tables:
        rows = [row for row in table.rows if row]
        heads = [fold(report[cell]).strip() for cell in rows[0]] if rows else []
        for row in rows[1:]:
            label = fold(report[row[0]]).strip()
            for column, cell in enumerate(row[1:], 1):
                head = heads[column] if column < len(heads) else ""
                value = _cell_value(fold(report[cell]), head)
                if value is not None:
                    number, unit = value
                    yield Quantity(
                        _trimmed(report, cell),
                        number,
                        unit,
                        f"{label}{head}",
                        cell,
                        cell,
                        row=label,
                        column=head,
                    )


def _cell_value(words: str, head: str) -> tuple[Decimal, str] | None:
    """The number of a cell and its single unit; the head of the column may name the unit."""
    bare = words.strip()
    found = find(bare)
    named = _CELL_UNIT.search(head)
    unit = (named[1] or named[2]) if named else ""
    if (
        len(found) == 1
        and found[0].number is not None
        and found[0].start == 0
        and found[0].unit_end == len(bare)
    ):
        if found[0].unit:
            return found[0].number, found[0].unit
        number: Decimal | None = found[0].number
    else:
        number = numeral(bare) if bare[:1].isdigit() else None
    if number is None:
        return None
    scale, single = scale_of(unit) if unit else (1, "")
    return number * scale, single


def _trimmed(report: Report, cell: Span) -> Span:
    words = report[cell]
    return Span(cell.start + len(words) - len(words.lstrip()), cell.end - (len(words) - len(words.rstrip())))
