"""The results of an audit as an Excel workbook, written row by row so that memory stays flat however long it is."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from analyzer.document import Severity
from analyzer.document.audit import State, Summary
from analyzer.writers.audit_rows import Cell, Formed, Link, Table, tables
from analyzer.writers.values import plain_number

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ROWS, _LINKS = 1_048_576, 65_530  # what Excel takes on a sheet
_ADDRESS = 2_000  # characters of a link; Excel takes 2,079
_CELL = 8_000  # characters; Excel takes 32,767 units
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
SETTINGS: dict[str, Any] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_audit(summary: Summary, file: BinaryIO, *, way: str = "") -> None:
    """Write the workbook to ``file``. No cell is ever a formula, and no link is made of what a cell says.

    ``way`` is the relative way from the workbook's folder to the audited one, empty where it lies in it.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(file, SETTINGS) as book:
        book.set_properties({"title": "报告检查结果"})
        forms = formats(book)
        cover = book.add_worksheet("总览")
        written = [(t.name, fill(book.add_worksheet(t.name), t, forms)) for t in tables(summary, way)]
        _cover(cover, summary, written, forms)


def formats(book: Any) -> dict[str, Any]:
    """The formats of a book's cells, by name."""
    base = {"font_name": "等线", "font_size": 11, "valign": "top"}
    made: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 16},
        "head": {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "text_wrap": True, "valign": "vcenter"},
        "text": {"text_wrap": True},
        "link": {"text_wrap": True, "font_color": "#1F4E8C", "underline": 1},
        "flat text": {},
        "flat link": {"font_color": "#1F4E8C", "underline": 1},
        "quiet": {"text_wrap": True, "font_color": "#808080"},
        "error": {"bg_color": "#FBE3E1", "font_color": "#9C1C12", "bold": True},
        "warning": {"bg_color": "#F6EFD8", "font_color": "#6B4E08"},
        "info": {"font_color": "#606060"},
        "share": {"num_format": "0%"},
    }
    for whole, digits in ((True, "#,##0"), (False, "#,##0.########")):
        # The marks are part of the number's format, so that the cell stays a number.
        made[f"number{whole}"] = {"num_format": digits}
        made[f"fall{whole}"] = {
            "num_format": f'{digits}" ↓"',
            "bg_color": "#FBE3E1",
            "font_color": "#9C1C12",
            "bold": True,
        }
        made[f"same{whole}"] = {"num_format": f'{digits}" ＝"', "bg_color": "#F0ECD8"}
    return {name: book.add_format({**base, **form}) for name, form in made.items()}


def fill(sheet: "Worksheet", table: Table, forms: dict[str, Any]) -> tuple[int, int]:
    """Write a sheet: how many rows it has, and how many more did not fit on it."""
    for column, (words, width) in enumerate(table.head):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, _clean(words), forms["head"])
    sheet.freeze_panes(1, table.frozen)
    sheet.repeat_rows(0)
    _printing(sheet)
    if not table.wrapped:
        forms = {**forms, "text": forms["flat text"], "link": forms["flat link"]}
    count = links = more = 0
    rows = iter(table.rows)
    for row in rows:
        if count == _ROWS - 2:  # the head and the note take one row each
            more = 1 + sum(1 for _ in rows)
            note = f"以下还有{more:,}行，超出 Excel 一张工作表的行数，没有列出。"
            sheet.write_string(_ROWS - 1, 0, note, forms["error"])
            break
        count += 1
        for column, cell in enumerate(row):
            links += _write(sheet, count, column, cell, forms, links < _LINKS)
    sheet.autofilter(0, 0, max(1, count), len(table.head) - 1)
    return count, more


def _write(
    sheet: "Worksheet", row: int, column: int, cell: Cell, forms: dict[str, Any], may_link: bool = True
) -> bool:
    """Write one cell; whether it became a link."""
    match cell:
        case None | "":
            pass
        case Link(words, to) if may_link and to and len(to) <= _ADDRESS:
            sheet.write_url(row, column, to, forms["link"], _clean(words))
            return True
        case Link(words):
            sheet.write_string(row, column, _clean(words), forms["text"])
        case Formed(str(words), form):
            sheet.write_string(row, column, _clean(words), forms[form])
        case Formed(value, form):
            _write_number(sheet, row, column, Decimal(value), form, forms)
        case str():
            sheet.write_string(row, column, _clean(cell), forms["text"])
        case float():
            sheet.write_number(row, column, cell, forms["share"])
        case _:
            _write_number(sheet, row, column, Decimal(cell), "number", forms)
    return False


def _write_number(
    sheet: "Worksheet", row: int, column: int, value: Decimal, form: str, forms: dict[str, Any]
) -> None:
    number = plain_number(value)
    sheet.write_number(row, column, number, forms[f"{form}{isinstance(number, int)}"])


def _clean(words: str) -> str:
    words = _ILLEGAL.sub("", words)
    return words if len(words) <= _CELL else f"{words[:_CELL]}……"


def _printing(sheet: "Worksheet") -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def _cover(
    sheet: "Worksheet",
    summary: Summary,
    written: Sequence[tuple[str, tuple[int, int]]],
    forms: dict[str, Any],
) -> None:
    """What was audited, how much was found, where it stands in this book, and the runs."""
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 7, 17)
    _printing(sheet)
    for row, cells in enumerate(_cover_rows(summary, written)):
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell, forms)


def _cover_rows(summary: Summary, written: Sequence[tuple[str, tuple[int, int]]]) -> Iterator[Sequence[Cell]]:
    yield [Formed("报告检查结果", "title")]
    yield []
    for name, value in _facts(summary):
        yield Formed(name, "head"), value
    yield []
    yield [Formed(words, "head") for words in ("工作表", "行数", "没有列出")]
    for name, (count, more) in written:
        note = Formed(f"还有{more:,}行，超出 Excel 一张工作表的行数", "error") if more else None
        yield Link(name, f"internal:'{name}'!A1"), count, note
    yield []
    yield [Formed(words, "head") for words in _RUNS]
    for run in reversed(summary.runs):
        ended = Formed(f"{run.finished:{_WHEN}}", "info") if run.finished else Formed("中途停止", "error")
        counts = (run.files, run.reviewed, run.unchanged, run.removed, run.failed)
        yield Formed(f"{run.started:{_WHEN}}", "info"), ended, Formed(run.tool, "info"), *counts
    yield []
    for words in _NOTES:
        yield [Formed(words, "info")]


_WHEN = "%Y-%m-%d %H:%M"
_RUNS = ("历次检查", "结束", "程序", "文件", "检查了", "没有变化", "已删除", "没有查成")
_NOTES = (
    "问题按严重程度排列，错误最多的报告在前；“已豁免”和“不再出现”的排在最后，可在“状态”一列筛选。",
    "各期数字：↓ 累计数比上期少，＝ 与上期相同；数字按“计量单位”一列所写的单位列出。",
    "点“文件”一列打开原文件，前提是本工作簿与被检查的文件夹的相对位置没有变；点“报告”一列到“文件”表中的那一行。",
)


def _facts(summary: Summary) -> Iterator[tuple[str, Cell]]:
    yield "检查的文件夹", Formed(summary.folder, "info")
    yield "文件", len(summary.files)
    yield "其中报告", sum(f.recognised for f in summary.files)
    yield "重复的文件", sum(bool(f.same_as) for f in summary.files)
    yield "还没有检查", sum(f.due for f in summary.files)
    yield "没有查成", sum(n for _, n in summary.causes)
    for severity, count in zip(reversed(Severity), ("errors", "warnings", "infos"), strict=True):
        yield severity.title, sum(getattr(rule, count) for rule in summary.rules)
    yield State.NEW.word, sum(rule.new for rule in summary.rules)
    yield State.SUPPRESSED.word, sum(rule.suppressed for rule in summary.rules)
    yield State.GONE.word, sum(rule.gone for rule in summary.rules)
