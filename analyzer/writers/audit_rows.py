"""The tables of an audit's workbook: for each sheet its columns (head and width) and its rows, one at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from analyzer.document import FAMILIES
from analyzer.document.audit import AuditedFile, AuditFinding, Followed, State, Summary, address
from analyzer.document.series import Point

_PERIODS = 240  # columns of periods, the newest
_SCOPES = {"cumulative": "累计", "period": "本期", "earlier": "往期"}
STEPS = {"read": "读取", "review": "检查", "follow": "比对各期数字"}
CAUSES = {
    "unreadable": "读不了",
    "crash": "程序中断",
    "time": "超时",
    "memory": "内存不足",
    "rule": "规则出错",
}
NO_BODY = "（没有认出单位）"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; ``to`` is made by this module, never by what a file holds."""

    words: str
    to: str


@dataclass(frozen=True, slots=True)
class Formed:
    """A value and the name of the format it is shown in."""

    value: "str | int | Decimal"
    form: str


Cell = str | int | float | Decimal | None | Link | Formed
_Row = Sequence[Cell]
_Head = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its columns (words and width in characters), how many of them stay in sight, and its rows.

    ``wrapped`` False keeps every row one line high.
    """

    name: str
    head: _Head
    frozen: int
    rows: Iterable[_Row]
    wrapped: bool = True


def tables(summary: Summary, way: str) -> Iterator[Table]:
    """The sheets in their order; ``way`` is the relative way from the workbook's folder to the audited one."""
    places = {f.path: n for n, f in enumerate(summary.files, 2)}
    periods = _periods(summary.indicators())
    by_period = (*_INDICATORS, *((_told(p), 14) for p in periods))
    yield Table("问题", _FINDINGS, 3, _finding_rows(summary, places, way))
    yield Table("文件", _FILES, 1, _file_rows(summary.files, way))
    yield Table("单位", _BODIES, 1, _body_rows(summary.files))
    yield Table("规则", _RULES, 2, _rule_rows(summary))
    yield Table("各期数字", by_period, 4, _indicator_rows(summary, periods))
    yield Table("数字明细", _FIGURES, 3, _figure_rows(summary, way), wrapped=False)
    yield Table("雷同文字", _CLUSTERS, 1, _cluster_rows(summary, way))
    yield Table("雷同报告", _SHARED, 1, _shared_rows(summary, way))
    yield Table("没有查成", _FAILURES, 1, _failure_rows(summary, way))


def _outside(path: str, way: str) -> Link:
    found = address(path, way)
    return Link(path, f"external:{found}" if found else "")


_FINDINGS = (
    ("程度", 7), ("状态", 9), ("单位", 24), ("报告种类", 22), ("期间", 16), ("规则", 7), ("规则名称", 16), ("原文", 20),
    ("所在句子", 48), ("问题", 40), ("建议", 28), ("依据", 40), ("位置", 18), ("文件", 36), ("报告", 12), ("字符位置", 13),
    ("豁免理由", 24),
)  # fmt: skip


def _finding_rows(summary: Summary, places: dict[str, int], way: str) -> Iterator[_Row]:
    for f in chain(summary.findings(), summary.suppressed(), summary.gone()):
        form = f.severity.label if f.state in (State.NEW, State.OPEN) else "quiet"
        place = places.get(f.path)
        row = Link(f"文件表第{place}行", f"internal:'文件'!A{place}") if place else None
        yield (
            Formed(f.severity.title, form), f.state.word, f.body or NO_BODY, f.kind, f.period, f.code, f.title, f.text,
            f.sentence, f.message, f.suggestion, _quoted(f), f.place, _outside(f.path, way), row,
            f"{f.span.start}–{f.span.end}", f.reason,
        )  # fmt: skip


def _quoted(finding: AuditFinding) -> str:
    return "\n".join(f"{e.source}：{e.text}" if e.source else e.text for e in finding.evidence)


_FILES = (
    ("文件", 44), ("标题", 40), ("单位", 24), ("报告种类", 22), ("期间", 16), ("错误", 7), ("警告", 7), ("提示", 7),
    ("新发现", 8), ("已豁免", 8), ("没有查成", 9), ("字数", 9), ("模板", 20), ("说明", 40),
)  # fmt: skip


def _file_rows(files: Iterable[AuditedFile], way: str) -> Iterator[_Row]:
    for f in files:
        counts = (f.errors, f.warnings, f.infos, f.new, f.suppressed, f.failures)
        shown: tuple[Cell, ...] = counts if f.recognised else (None,) * 5 + (f.failures or None,)
        yield (
            _outside(f.path, way), f.title, (f.body or NO_BODY) if f.recognised else None, f.kind, f.period, *shown,
            f.characters or None, f.template, remark(f),
        )  # fmt: skip


def remark(file: AuditedFile) -> str:
    """What is to be known of a file beside its findings, in Chinese; empty where there is nothing."""
    said = []
    if file.same_as:
        said.append(f"与“{file.same_as}”内容相同，只检查那一份。")
    elif not file.recognised:
        said.append("没有读成。")
    if file.due:
        said.append("还没有检查。")
    if file.unread:
        said.append(f"没有读到：{'、'.join(file.unread)}。")
    return "".join(said)


_BODIES = (
    ("单位", 34), ("报告", 8), ("错误", 8), ("警告", 8), ("提示", 8), ("新发现", 8), ("已豁免", 8), ("没有查成", 9),
)  # fmt: skip


def _body_rows(files: Iterable[AuditedFile]) -> Iterator[_Row]:
    sums: dict[str, Counter[str]] = {}
    for f in files:
        if f.recognised:
            count = sums.setdefault(f.body, Counter())
            count["reports"] += 1
            for name in ("errors", "warnings", "infos", "new", "suppressed", "failures"):
                count[name] += getattr(f, name)
    for body, n in sorted(sums.items(), key=lambda one: (-one[1]["errors"], -one[1]["warnings"], one[0])):
        yield (
            body or NO_BODY, n["reports"], n["errors"], n["warnings"], n["infos"], n["new"], n["suppressed"], n["failures"],
        )  # fmt: skip


_RULES = (
    ("规则", 8), ("名称", 24), ("类别", 14), ("错误", 8), ("警告", 8), ("提示", 8), ("涉及报告", 9), ("新发现", 8),
    ("已豁免", 8), ("不再出现", 9),
)  # fmt: skip


def _rule_rows(summary: Summary) -> Iterator[_Row]:
    for r in summary.rules:
        family = FAMILIES.get(r.code[:2], "")
        yield r.code, r.title, family, r.errors, r.warnings, r.infos, r.reports, r.new, r.suppressed, r.gone


_INDICATORS = (
    ("单位", 24), ("报告种类", 22), ("部分", 20), ("指标", 28), ("计量单位", 9), ("累计", 6), ("减少", 6), ("相同", 6),
)  # fmt: skip
_Period = tuple[str, int]  # its words, and which report of the series with these words


def _periods(indicators: Iterable[Followed]) -> list[_Period]:
    """The columns: every period that a report is about, the oldest first, those that are not known last."""
    ends: dict[_Period, date] = {}
    for one in indicators:
        for key, end in zip(_keys(one), one.ends, strict=True):
            ends[key] = max(ends.get(key, date.min), end or date.max)
    return sorted(ends, key=lambda key: (ends[key], key))[-_PERIODS:]


def _keys(one: Followed) -> list[_Period]:
    return [(period, one.periods[:n].count(period)) for n, period in enumerate(one.periods)]


def _told(period: _Period) -> str:
    words, n = period
    return (words or "期间不明") + (f"（{n + 1}）" if n else "")


def _indicator_rows(summary: Summary, periods: Sequence[_Period]) -> Iterator[_Row]:
    for one in summary.indicators():
        i = one.indicator
        points = dict(zip(_keys(one), i.points, strict=True))
        same = sum(p is not None and p.same for p in i.points)
        size = i.scale[0]
        yield (
            one.body or NO_BODY, one.kind, i.section, i.name, i.scale[1], "是" if i.cumulative else None, i.falls, same,
            *(_value(points.get(p), size) for p in periods),
        )  # fmt: skip


def _value(point: Point | None, size: Decimal) -> Cell:
    if point is None:
        return None
    return Formed(point.number / size, "fall" if point.fall else "same" if point.same else "number")


_FIGURES = (
    ("单位", 24), ("报告种类", 22), ("期间", 16), ("所计的事", 20), ("原文", 14), ("数值", 14), ("计量单位", 9), ("口径", 7),
    ("约数", 6), ("作为指标", 22), ("变化", 11), ("所在句子", 56), ("位置", 18), ("文件", 36), ("字符位置", 13),
)  # fmt: skip


def _figure_rows(summary: Summary, way: str) -> Iterator[_Row]:
    for f in summary.figures():
        change = (
            Formed("比上期少", "error") if f.fall else Formed("与上期相同", "warning") if f.same else None
        )
        yield (
            f.body or NO_BODY, f.kind, f.period, f.counted, f.text, f.number, f.unit, _SCOPES.get(f.scope),
            "是" if f.approximate else None, f.indicator, change, f.sentence, f.place, _outside(f.path, way),
            f"{f.span.start}–{f.span.end}",
        )  # fmt: skip


_CLUSTERS = (
    ("组", 6), ("单位数", 8), ("段落数", 8), ("先后", 7), ("单位", 24), ("期间", 16), ("相似程度", 9), ("位置", 18), ("文件", 36),
    ("最早一份的文字", 80),
)  # fmt: skip


def _cluster_rows(summary: Summary, way: str) -> Iterator[_Row]:
    for cluster in summary.clusters():
        for n, copy in enumerate(cluster.copies):
            yield (
                cluster.number, cluster.bodies, len(cluster.copies), "后" if n else "最早", copy.body or NO_BODY, copy.period,
                float(copy.likeness), copy.place, _outside(copy.path, way), None if n else cluster.text,
            )  # fmt: skip


_SHARED = (
    ("后写的单位", 24), ("期间", 16), ("文件", 40), ("先写的单位", 24), ("期间", 16), ("文件", 40), ("相同字数", 9),
    ("占后写报告自写文字", 12),
)  # fmt: skip


def _shared_rows(summary: Summary, way: str) -> Iterator[_Row]:
    for s in summary.shared():
        yield (
            s.body or NO_BODY, s.period, _outside(s.path, way), s.origin_body or NO_BODY, s.origin_period,
            _outside(s.origin, way), s.shared, float(s.share),
        )  # fmt: skip


_FAILURES = (("文件", 44), ("单位", 24), ("步骤", 14), ("原因", 12), ("说明", 80))


def _failure_rows(summary: Summary, way: str) -> Iterator[_Row]:
    for f in summary.failures():
        step = STEPS.get(f.step, f"规则 {f.step}")
        yield _outside(f.path, way), f.body, step, CAUSES.get(f.cause, f.cause), f.error
