"""The findings of one or many drafts as an Excel workbook: the findings, and the drafts with their counts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from analyzer.document import FAMILIES, Severity
from analyzer.document.baseline import State
from analyzer.writers.audit_book import SETTINGS, fill, formats
from analyzer.writers.audit_rows import Cell, Formed, Table
from analyzer.writers.reviewed import Reviewed, findings_of, quotation, source_of

_FINDINGS = (
    ("稿件", 30), ("程度", 7), ("状态", 8), ("规则", 7), ("类别", 14), ("位置", 18), ("原文", 20), ("所在句子", 48),
    ("问题", 40), ("建议", 30), ("依据", 40), ("字符位置", 13), ("豁免理由", 24),
)  # fmt: skip
_DRAFTS = (
    ("稿件", 36), ("标题", 40), ("错误", 7), ("警告", 7), ("提示", 7), ("新发现", 8), ("不再出现", 9), ("已豁免", 8),
    ("字数", 9), ("没有读到", 30), ("没有查成", 40),
)  # fmt: skip
_GONE = (("稿件", 30), ("程度", 7), ("规则", 7), ("位置", 18), ("原文", 24), ("问题", 48))


def write_reviews(drafts: Sequence[Reviewed], file: BinaryIO) -> None:
    """Write the workbook to ``file``. No cell is ever a formula or a link."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, SETTINGS) as book:
        book.set_properties({"title": "审阅结果"})
        forms = formats(book)
        for table in _tables(drafts):
            fill(book.add_worksheet(table.name), table, forms)


def _tables(drafts: Sequence[Reviewed]) -> Iterator[Table]:
    yield Table("问题", _FINDINGS, 1, (row for d in drafts for row in _finding_rows(d)))
    yield Table("稿件", _DRAFTS, 1, map(_draft_row, drafts))
    if any(d.changes is not None for d in drafts):
        yield Table("不再出现", _GONE, 1, (row for d in drafts for row in _gone_rows(d)))


def _finding_rows(draft: Reviewed) -> Iterable[Sequence[Cell]]:
    review = draft.review
    if review is None:
        return
    for shown in findings_of(draft):
        f = shown.finding
        evidence = "\n".join(f"{source_of(review, e)}：{e.text}" for e in f.evidence)
        form = "quiet" if shown.suppressed else f.severity.label
        yield (
            draft.source, Formed(f.severity.title, form), shown.state, f.code, FAMILIES.get(f.code[:2], ""),
            review.report.place(f.span), review.report[f.span], "".join(quotation(review, f)), f.message, f.suggestion,
            evidence, f"{f.span.start}–{f.span.end}", shown.reason,
        )  # fmt: skip


def _draft_row(draft: Reviewed) -> Sequence[Cell]:
    review, changes = draft.review, draft.changes
    if review is None:
        return (draft.source, *(None,) * 9, Formed(draft.error, "error"))
    failures = "；".join(f"{f.step}（{f.error}）" for f in review.failures)
    return (
        draft.source, draft.title, *(draft.count(s) for s in reversed(Severity)),
        changes.count(State.NEW) if changes is not None else None, len(changes.gone) if changes is not None else None,
        len(review.suppressed), len(review.report.text), "、".join(map(str, review.report.unread)),
        Formed(failures, "error") if failures else None,
    )  # fmt: skip


def _gone_rows(draft: Reviewed) -> Iterable[Sequence[Cell]]:
    for f in draft.changes.gone if draft.changes is not None else ():
        yield draft.source, Formed(f.severity.title, "quiet"), f.code, f.place, f.text, f.message
