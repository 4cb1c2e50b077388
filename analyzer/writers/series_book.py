"""Series as an Excel workbook: a sheet a series, a summary before them, the sentence of each value as its comment."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from analyzer.document.series import Indicator, Point, Series, period_words
from analyzer.writers.series_table import FALL, LEGEND, MISSING, SAME, by_section
from analyzer.writers.values import plain_number

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_HEAD = (("部分", 22), ("指标", 34), ("单位", 9), ("累计", 6))
_SUMMARY = (
    ("工作表", 24),
    ("单位", 34),
    ("报告", 34),
    ("期间", 18),
    ("文件", 46),
    ("指标数", 8),
    ("累计数减少", 11),
    ("说明", 60),
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LINE = 16  # points
_SHEET, _COMMENT = 31, 600  # characters
_NO_CELL_RUNS: dict[str, Any] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_series(many: Sequence[Series], file: BinaryIO, unread: Sequence[tuple[str, str]] = ()) -> None:
    """Write the workbook; ``unread`` are files and why they could not be read. No cell is ever a formula or a link."""
    import xlsxwriter

    book = xlsxwriter.Workbook(file, {"in_memory": True, **_NO_CELL_RUNS})
    formats = _formats(book)
    names = _sheet_names(many)
    _summary(book.add_worksheet("总览"), many, names, unread, formats)
    for series, name in zip(many, names, strict=True):
        _sheet(book.add_worksheet(name), series, formats)
    book.close()


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "等线", "font_size": 11, "valign": "vcenter"}
    red = {"bg_color": "#FBE3E1", "font_color": "#9C1C12", "bold": True}
    made: dict[str, dict[str, Any]] = {
        "head": {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "text_wrap": True},
        "period": {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "align": "right"},
        "text": {"text_wrap": True},
        "quiet": {"font_color": "#808080", "align": "right"},
        "note": {"font_color": "#606060"},
        "open": {"bg_color": "#FBE3E1", "font_color": "#9C1C12", "text_wrap": True},
    }
    for whole, digits in ((True, "#,##0"), (False, "#,##0.########")):
        # The marks are part of the number's format, so that the cell stays a number.
        made[f"plain{whole}"] = {"num_format": digits, "align": "right"}
        made[f"fall{whole}"] = {"num_format": f'{digits}" {FALL}"', "align": "right", **red}
        made[f"same{whole}"] = {"num_format": f'{digits}" {SAME}"', "align": "right", "bg_color": "#F0ECD8"}
    return {name: book.add_format({**base, **form}) for name, form in made.items()}


def _sheet_names(many: Sequence[Series]) -> list[str]:
    """A name for each sheet that Excel takes: at most 31 characters, no two alike."""
    names: list[str] = []
    taken = {"总览", "history"}
    for series in many:
        words = _NOT_IN_NAMES.sub("", _clean(f"{series.body} {series.kind}")).strip(" '") or "系列"
        name, n = words[:_SHEET].strip(" '"), 1
        while name.lower() in taken:
            n += 1
            name = f"{words[: _SHEET - 4].strip()} {n}"
        taken.add(name.lower())
        names.append(name)
    return names


def _summary(
    sheet: "Worksheet",
    many: Sequence[Series],
    names: Sequence[str],
    unread: Sequence[tuple[str, str]],
    formats: dict[str, Any],
) -> None:
    """A row a report, the first row of each series with what is to be known of it; then what could not be read."""
    _head(sheet, _SUMMARY, formats)
    row = 1
    for series, name in zip(many, names, strict=True):
        for n, (report, period) in enumerate(zip(series.reports, series.periods, strict=True)):
            unseen = f"没有读到：{'、'.join(map(str, report.unread))}。" if report.unread else ""
            said = "".join(series.remarks) * (n == 0) + unseen
            words = (
                name,
                series.body,
                series.kind,
                period_words(period) if period else "（没有认出）",
                report.source,
            )
            for column, cell in enumerate(words):
                sheet.write_string(row, column, _clean(cell), formats["text"])
            sheet.set_row(row, _height((*words, "", "", said), _SUMMARY))
            sheet.write_number(
                row, 5, sum(i.points[n] is not None for i in series.indicators), formats["plainTrue"]
            )
            falls = sum((p := i.points[n]) is not None and p.fall for i in series.indicators)
            sheet.write_number(row, 6, falls, formats["fallTrue" if falls else "plainTrue"])
            sheet.write_string(row, 7, _clean(said), formats["text"])
            row += 1
    for source, why in unread:
        sheet.write_string(row, 0, "（没有读成）", formats["open"])
        for column in (1, 2, 3, 5, 6):
            sheet.write_blank(row, column, None, formats["open"])
        sheet.write_string(row, 4, _clean(source), formats["open"])
        sheet.write_string(row, 7, _clean(why), formats["open"])
        row += 1
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, row - 1), len(_SUMMARY) - 1)
    _printing(sheet)


def _sheet(sheet: "Worksheet", series: Series, formats: dict[str, Any]) -> None:
    _head(sheet, _HEAD, formats)
    for n, (label, report) in enumerate(zip(series.labels, series.reports, strict=True), len(_HEAD)):
        sheet.write_string(0, n, _clean(label), formats["period"])
        sheet.write_comment(0, n, _clean(report.source)[:_COMMENT])
    sheet.set_column(len(_HEAD), len(_HEAD) + len(series.reports) - 1, 15)
    row = 1
    for section, indicators in by_section(series):
        for indicator in indicators:
            cells = (section, indicator.name, indicator.scale[1], "是" if indicator.cumulative else "")
            for column, words in enumerate(cells):
                sheet.write_string(row, column, _clean(words), formats["text"])
            sheet.set_row(row, _height(cells, _HEAD))
            for n, point in enumerate(indicator.points, len(_HEAD)):
                _value(sheet, row, n, indicator, point, formats)
            row += 1
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, row - 1), len(_HEAD) + len(series.reports) - 1)
    for n, words in enumerate((*series.remarks, LEGEND), row + 1):
        sheet.write_string(n, 1, _clean(words), formats["note"])
    _printing(sheet)


def _value(
    sheet: "Worksheet",
    row: int,
    column: int,
    indicator: Indicator,
    point: Point | None,
    formats: dict[str, Any],
) -> None:
    if point is None:
        sheet.write_string(row, column, MISSING, formats["quiet"])
        return
    number = plain_number(point.number / indicator.scale[0])
    assert number is not None
    kind = "fall" if point.fall else "same" if point.same else "plain"
    sheet.write_number(row, column, number, formats[f"{kind}{isinstance(number, int)}"])
    said = "累计数比上期少。" if point.fall else "与上期相同。" if point.same else ""
    sheet.write_comment(row, column, _clean(f"{said}{point.place}：{point.sentence}")[:_COMMENT])


def _height(cells: Sequence[str], head: Sequence[tuple[str, int]]) -> float:
    """The height of a row whose cells wrap, in points: not every program finds it by itself."""
    lines = (
        -(-sum(1 + (ord(c) > 0x2E7F) for c in words) // (width - 1))
        for words, (_, width) in zip(cells, head, strict=False)
    )
    return _LINE * max(1, *lines)


def _head(sheet: "Worksheet", head: Sequence[tuple[str, int]], formats: dict[str, Any]) -> None:
    for column, (words, width) in enumerate(head):
        sheet.write_string(0, column, words, formats["head"])
        sheet.set_column(column, column, width)


def _printing(sheet: "Worksheet") -> None:
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _clean(words: str) -> str:
    return _ILLEGAL.sub("", words)
