"""A template's schema as a person reads it in a terminal."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analyzer.document import Template


def print_template(template: Template, console: Console) -> None:
    """Sections, slots, locked passages and instructions."""
    report = template.report
    console.print(Text(template.name, style="bold"))
    console.print(Text(f"{report.source} · {len(report.text)}字\n", style="dim"))
    if template.sections:
        console.print(Text(f"部分（{len(template.sections)}个）", style="bold"))
    for section in template.sections:
        named = report.sections[section.index]
        line = Text("  " * named.level + named.marker + named.title)
        if not section.required:
            line.append("（可以没有）", style="dim")
        if section.also:
            line.append(f"（也可写作：{'、'.join(section.also)}）", style="dim")
        console.print(line)
    if template.slots:
        console.print(Text(f"\n空白（{len(template.slots)}个）", style="bold"))
        console.print(_slots(template))
    for head, spans in (("锁定的段落", template.locked), ("写给填写人的话", template.instructions)):
        if spans:
            console.print(Text(f"\n{head}（{len(spans)}处）", style="bold"))
        for span in spans:
            words = report[span].strip().replace("\n", " ")
            console.print(Text("  " + (words if len(words) <= 60 else f"{words[:57]}……")))


def _slots(template: Template) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in ("名称", "类别", "累计", "不大于", "所在分句"):
        table.add_column(head, overflow="fold")
    for slot in template.slots:
        name = slot.name if slot.required else f"{slot.name}（可不填）"
        clause = template.clause(slot)
        table.add_row(
            Text(name),
            Text(slot.kind.word),
            "是" if slot.cumulative else "",
            Text(slot.part_of),
            Text(clause if len(clause) <= 48 else _about(clause)),
        )
    return table


def _about(clause: str) -> str:
    """The part of a long clause about its blank."""
    at = clause.find("⟦")
    start, end = max(0, at - 22), at + 26
    return ("…" if start else "") + clause[start:end] + ("…" if end < len(clause) else "")
