"""Slot values as a table in the terminal."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from analyzer.document import SlotValue, Status, Template
from analyzer.writers.values import Filled, draft_names, section_name, shown

_SHOWN = 24


def values_table(template: Template, drafts: Sequence[Filled]) -> Table:
    """A table for the terminal; the values of one section stand together."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("空白", overflow="fold")
    for name in draft_names(drafts):
        table.add_column(name, justify="right" if len(drafts) > 1 else "left", overflow="fold")
    before: int | None = -1
    for row in zip(*(d.values for d in drafts), strict=True):
        if row[0].slot.section != before:
            before = row[0].slot.section
            table.add_row(Text(section_name(template, row[0]) or "文首", style="bold"))
        table.add_row(Text(row[0].slot.name), *(_styled(v) for v in row))
    return table


def _styled(value: SlotValue) -> Text:
    words = "".join(c if c.isprintable() else " " for c in shown(value))
    words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return Text(words, style="" if value.status is Status.FILLED else "red")
