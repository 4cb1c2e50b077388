"""Slot values of one draft or many, as JSON and CSV."""

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from analyzer.document import Report, Section, SlotValue, Status, Template

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Filled(NamedTuple):
    """A draft and what it has in each slot of the template, in the template's order.

    ``fits`` is False for a draft that was hardly written from this template.
    """

    report: Report
    values: tuple[SlotValue, ...]
    fits: bool = True


def values_to_json(template: Template, draft: Filled) -> str:
    """One draft's values as a JSON object on one line."""
    return _dump(
        {
            "source": draft.report.source,
            "values": [
                {
                    "slot": v.slot.name,
                    "section": section_name(template, v),
                    "context": template.report[v.slot.clause],
                    "status": v.status.value,
                    "value": v.text,
                    "number": plain_number(v.number),
                    "unit": v.unit,
                    "start": None if v.span is None else v.span.start,
                    "end": None if v.span is None else v.span.end,
                }
                for v in draft.values
            ],
        }
    )


def unread_values_to_json(source: str, error: str) -> str:
    """The same object for a draft that could not be read."""
    return _dump({"source": source, "values": [], "error": error})


def _dump(whole: dict[str, object]) -> str:
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def plain_number(number: Decimal | None) -> int | float | None:
    """A number as JSON and spreadsheets have it."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def section_name(template: Template, value: SlotValue) -> str:
    """Number and title of the section that holds a slot, those above it first; empty before the first section."""
    path: list[Section] = []
    index = value.slot.section
    while index is not None:
        path.insert(0, template.report.sections[index])
        index = path[0].parent
    return " / ".join(f"{s.marker}{s.title}" for s in path)


def draft_names(drafts: Sequence[Filled]) -> list[str]:
    """A heading for each draft's column: its file's name, no two alike."""
    names = [d.report.source.replace("\\", "/").rpartition("/")[2] for d in drafts]
    told = (n if names.count(n) == 1 else d.report.source for n, d in zip(names, drafts, strict=True))
    return [n if d.fits else f"{n}（与模板不符）" for n, d in zip(told, drafts, strict=True)]


def shown(value: SlotValue) -> str:
    """A value as a table shows it."""
    if value.status is Status.FILLED:
        number = plain_number(value.number)
        return value.text.replace("\n", " ") if number is None else f"{number}"
    return f"（{value.status.word}）"


def values_to_csv(template: Template, drafts: Sequence[Filled]) -> str:
    """A row for each slot, a column for each draft. What a spreadsheet would run as a formula gets a ``'`` before it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["部分", "空白", "类别", "单位", "累计", "不大于", *map(_harmless, draft_names(drafts))])
    for row in zip(*(d.values for d in drafts), strict=True):
        slot = row[0].slot
        cumulative = "是" if slot.cumulative else ""
        head = (
            section_name(template, row[0]),
            slot.name,
            slot.kind.word,
            slot.unit,
            cumulative,
            slot.part_of,
        )
        writer.writerow([*map(_harmless, head), *(_cell(v) for v in row)])
    return stream.getvalue()


def _cell(value: SlotValue) -> str:
    return shown(value) if value.number is not None else _harmless(shown(value))


def _harmless(words: str) -> str:
    return f"'{words}" if words.startswith(_FORMULA) else words
