"""Slot values as an Excel workbook: a row a slot, a column a draft, the sentence of each value as its comment."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from analyzer.document import Report, SlotValue, Span, Status, Template
from analyzer.writers.values import Filled, draft_names, plain_number, section_name, shown

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_HEAD = ("部分", "空白", "类别", "单位", "累计", "不大于")
_WIDTHS = (30, 34, 8, 10, 6, 24)
_LONGEST_COMMENT = 600
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def write_values(template: Template, drafts: Sequence[Filled], file: BinaryIO) -> None:
    """Write the workbook to ``file``. Texts are written as texts: no cell is ever a formula or a link."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = book.add_worksheet("填写内容")
    formats = _formats(book)
    for column, (head, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.write_string(0, column, head, formats["head"])
        sheet.set_column(column, column, width)
    for n, (name, draft) in enumerate(zip(draft_names(drafts), drafts, strict=True)):
        sheet.write_string(0, len(_HEAD) + n, _clean(name), formats["head"])
        if title := _title(draft.report):
            sheet.write_comment(0, len(_HEAD) + n, title)
    sheet.set_column(len(_HEAD), len(_HEAD) + max(1, len(drafts)) - 1, 18)
    for row, values in enumerate(zip(*(d.values for d in drafts), strict=True), 1):
        _write_slot(sheet, row, template, values[0], formats["text"])
        for n, value in enumerate(values):
            _write_value(sheet, row, len(_HEAD) + n, drafts[n].report, value, formats)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(template.slots), len(_HEAD) + len(drafts) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "等线", "font_size": 11, "valign": "vcenter", "text_wrap": True}
    return {
        "head": book.add_format({**base, "bold": True, "bg_color": "#E8EDF3", "bottom": 1}),
        "text": book.add_format(base),
        "number": book.add_format({**base, "num_format": "#,##0.########", "align": "right"}),
        "whole": book.add_format({**base, "num_format": "#,##0", "align": "right"}),
        "open": book.add_format({**base, "bg_color": "#FBE3E1", "font_color": "#9C1C12"}),
    }


def _write_slot(sheet: "Worksheet", row: int, template: Template, value: SlotValue, form: Any) -> None:
    slot = value.slot
    cells = (
        section_name(template, value), slot.name, slot.kind.word, slot.unit, "是" if slot.cumulative else "", slot.part_of,
    )  # fmt: skip
    for column, words in enumerate(cells):
        sheet.write_string(row, column, _clean(words), form)
    sheet.write_comment(row, 1, _clean(template.clause(slot))[:_LONGEST_COMMENT])


def _write_value(
    sheet: "Worksheet", row: int, column: int, report: Report, value: SlotValue, formats: dict[str, Any]
) -> None:
    number = plain_number(value.number)
    if value.status is not Status.FILLED:
        sheet.write_string(row, column, shown(value), formats["open"])
    elif number is not None:
        sheet.write_number(row, column, number, formats["whole" if isinstance(number, int) else "number"])
    else:
        sheet.write_string(row, column, _clean(shown(value)), formats["text"])
    if value.span is not None:
        place = report.place(value.span)
        sheet.write_comment(
            row, column, _clean(f"{place}：{_sentence(report, value.span)}")[:_LONGEST_COMMENT]
        )


def _sentence(report: Report, span: Span) -> str:
    """The sentence about a value, cut at full stops and line ends."""
    start = max(report.text.rfind(c, 0, span.start) for c in "。！？\n") + 1
    ends = [i for c in "。！？\n" if (i := report.text.find(c, span.end)) >= 0]
    return report.text[start : min(ends, default=len(report.text)) + 1].strip()


def _title(report: Report) -> str:
    return _clean(report[report.title].replace("\n", "")) if report.title else ""


def _clean(words: str) -> str:
    return _ILLEGAL.sub("", words)
