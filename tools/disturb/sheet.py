"""The hand-checked sheets: which blanks a template has, which notes to the writer, and where its closing lines begin."""

from dataclasses import dataclass
from pathlib import Path

SHEETS = Path(__file__).parent / "sheets"
NUMERIC = frozenset({"integer", "decimal", "percent", "money"})
STEMS = {
    "01": "01_special_campaign",
    "02": "02_self_inspection",
    "03": "03_rectification",
    "04": "04_half_year_summary",
    "05": "05_safety_quarter",
    "06": "06_duty_integrity",
    "07": "07_open_government",
    "08": "08_supervision",
    "09": "09_project_month",
    "10": "10_explanation",
}
HELD_BACK = frozenset({"03", "05", "08", "10"})


@dataclass(frozen=True)
class Slot:
    """One blank of a template; ``free`` if no other figure depends on it, ``plain`` if it is never spelled out."""

    start: int
    end: int
    key: str
    kind: str
    unit: str
    free: bool
    plain: bool


def load(file: Path) -> dict[str, list[str]]:
    """The lines of a data file by their ``[heading]``; what comes before the first is under an empty one."""
    found: dict[str, list[str]] = {"": []}
    here = found[""]
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:-1].isascii():
            here = found.setdefault(line[1:-1], [])
        elif line.strip() and not line.startswith("# Blanks") and not line.startswith("//"):
            here.append(line.replace("⏎", "\n"))
    return found


class Sheet:
    """A template's blanks, found by the words about them, in the text as read."""

    def __init__(self, number: str, text: str) -> None:
        data = load(SHEETS / f"{number}.slots.txt")
        self.slots = _slots(data[""], text)
        self.notes = [span for note in data.get("notes", ()) for span in _all(text, note)]
        self.dropped = tuple(data.get("drop", ()))
        self.tail = text.index(data["tail"][0])


def _slots(lines: list[str], text: str) -> list[Slot]:
    slots: list[Slot] = []
    for line in lines:
        context, _, rest = line.partition(" ; ")
        before, _, context = context.partition("⟦")
        blank, _, after = context.partition("⟧")
        key, kind, *more = rest.split()
        flags = more.pop() if more and more[-1] in ("f", "p") else ""
        least = (slots[-1].end if slots else 0) - len(before)
        at = text.find(before + blank + after, max(0, least))
        if at < 0:
            raise ValueError(f"no such blank: {line!r}")
        start = at + len(before)
        slots.append(
            Slot(start, start + len(blank), key, kind, more[0] if more else "", flags == "f", flags == "p")
        )
    return slots


def _all(text: str, words: str) -> list[tuple[int, int]]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found
