"""Groups reports by body and kind, orders them by period, and follows each figure over the periods."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from rapidfuzz import fuzz

from analyzer.audit.indicators import in_slots, recurring
from analyzer.document import Period, PeriodKind, Report, Template
from analyzer.document.own_body import bare, core_of, regions_of
from analyzer.document.series import Series
from analyzer.engine import body_of, period_of
from analyzer.rules.context import Tools
from analyzer.text.folding import fold
from analyzer.tools import TOOLS

READABLE = (".docx", ".txt", ".md", ".pdf", ".doc", ".wps", ".rtf", ".odt")
"""Suffixes of the files that are taken from a folder; a file named by itself may be called anything."""

_ALIKE = 80  # percent: two titles are of one kind
NO_LENGTH = (PeriodKind.RANGE, PeriodKind.DAY)
_WHEN = re.compile(
    r"\(?(?:(?:19|20)\d\d|[一二][九零〇0][一二三四五六七八九零〇]{2})年?度?|第?[一二三四1-4]季度|[上下]半年|前三季度"
    r"|\d{1,2}(?:[-—~至到]\d{1,2})?月(?:份|\d{1,2}日)?|(?:十[一二]?|[一二三四五六七八九])月份|\(\)"
)
_LINKING = re.compile(r"^(?:关于|的|在|及|和|[、,,\s])+")


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The reports among ``paths``: files as they are, folders with all that is readable in them, each file once."""
    found: dict[Path, Path] = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file is path or (
                file.suffix.lower() in READABLE and _wanted(file.relative_to(path)) and file.is_file()
            ):
                found.setdefault(file.resolve(), file)
    return list(found.values())


def _wanted(inner: Path) -> bool:
    return not any(part.startswith((".", "~$")) for part in inner.parts)


def gather(reports: Iterable[Report]) -> list[Series]:
    """The reports by body and kind, in the order of their periods, those without a period last; nothing followed yet.

    Two reports are of one series if their bodies are the same, their titles much the same without body and period,
    and their periods equally long.
    """
    groups: list[list[_Entry]] = []
    for report in reports:
        entry = _entry(report)
        # A report that is like two groups makes them one: 国务院政府工作报告, 总理所作政府工作报告, 政府工作报告.
        near = [g for g in groups if any(entry.belongs_to(e) for e in g)]
        merged = [*chain.from_iterable(near), entry]
        at = groups.index(near[0]) if near else len(groups)
        groups = [g for g in groups if g not in near]
        groups.insert(at, merged)
    return [_ordered(group) for group in groups]


@dataclass(frozen=True)
class _Entry:
    """A report and what it is grouped and ordered by."""

    report: Report
    body: str
    kind: str
    period: Period | None

    def belongs_to(self, other: "_Entry") -> bool:
        """Whether both are of one series."""
        lengths = {
            e.period.kind for e in (self, other) if e.period is not None and e.period.kind not in NO_LENGTH
        }
        return len(lengths) < 2 and same_body(self.body, other.body) and same_kind(self.kind, other.kind)


def _entry(report: Report) -> _Entry:
    body = body_of(report)
    return _Entry(report, body, kind_of(report, body), period_of(report))


def _ordered(group: list[_Entry]) -> Series:
    dated = sorted((e for e in group if e.period is not None), key=lambda e: _dates(e.period))
    group = dated + [e for e in group if e.period is None]
    body = max((e.body for e in group), key=len)
    kinds = Counter(e.kind for e in group)
    return Series(
        body,
        max(kinds, key=lambda k: (kinds[k], len(k))),
        tuple(e.report for e in group),
        tuple(e.period for e in group),
    )


def _dates(period: Period | None) -> tuple[date, date]:
    assert period is not None
    return period.end, period.start


def kind_of(report: Report, body: str) -> str:
    """What kind of report it is: its title without the body and the period (安全生产工作情况的报告)."""
    title = re.sub(r"\s|#", "", fold(report[report.title])) if report.title else ""
    title = re.sub(r"\([^()]*\)", "", _WHEN.sub("", title))
    for name in (body, bare(body)):
        shared = next((n for n in range(len(name), 3, -1) if name[:n] in title), 0) if name else 0
        title = title.replace(name[:shared], "", 1) if shared else title
    return _LINKING.sub("", title) or "（没有标题）"


def same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: alike but for 中共 and 党组, or one with more of its regions."""
    if not one or not other:
        return one == other
    if bare(one) == bare(other):
        return True
    ours, theirs = regions_of(bare(one)), regions_of(bare(other))
    within = set(ours) <= set(theirs) or set(theirs) <= set(ours)
    return (
        core_of(bare(one)) == core_of(bare(other))
        and bool(ours and theirs)
        and within
        and ours[-1] == theirs[-1]
    )


def same_kind(one: str, other: str) -> bool:
    """Whether two titles, dates and bodies left out, name one kind of report."""
    short, long = sorted((one, other), key=len)
    return fuzz.ratio(one, other) >= _ALIKE or (len(short) > 5 and long.endswith(short))


def follow(series: Series, template: Template | None = None, tools: Tools = TOOLS) -> Series:
    """``series`` with its indicators: the numbers in the slots of ``template``, or the figures that recur."""
    rows = in_slots(series, template, tools) if template is not None else recurring(series, tools)
    return replace(series, indicators=tuple(rows))
