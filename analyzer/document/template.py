"""A standard template: a report whose blanks are slots, and what became of them in a draft."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from analyzer.document.report import Report
from analyzer.document.span import Span


class SlotKind(StrEnum):
    """What a slot is to be filled with."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    NAME = "name"
    TEXT = "text"

    @property
    def word(self) -> str:
        """The kind in the user's words."""
        return _WORDS[self]

    @property
    def is_number(self) -> bool:
        """Whether its value is a number."""
        return self in (SlotKind.INTEGER, SlotKind.DECIMAL, SlotKind.PERCENT, SlotKind.MONEY)


_WORDS = {
    SlotKind.INTEGER: "整数",
    SlotKind.DECIMAL: "小数",
    SlotKind.PERCENT: "百分数",
    SlotKind.MONEY: "金额",
    SlotKind.DATE: "日期",
    SlotKind.NAME: "名称",
    SlotKind.TEXT: "文字",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One blank of a template, with a name that a reviewer understands (``组织专题学习·次``), unique in its template.

    ``span`` is the blank in the template's text, ``clause`` the words about it. ``section`` is an index into the
    template's sections. ``part_of`` names the slot whose figure this one cannot exceed, ``cumulative`` says that
    the figure counts from the beginning rather than within the period.
    """

    name: str
    kind: SlotKind
    unit: str
    span: Span
    clause: Span
    section: int | None = None
    cumulative: bool = False
    part_of: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class RequiredSection:
    """A section of the template, by index; ``also`` are other titles that count as the same."""

    index: int
    required: bool = True
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A report with blanks in it, read as a schema.

    ``locked`` passages must stand word by word; ``instructions`` speak to the writer and must be gone. ``foreign`` are
    lines of the site that it was copied from, ``cut`` places where that site cut the template itself. ``free`` wording
    may be rewritten; ``alternatives`` are paragraphs and the words that an instruction allows in their stead. ``units``
    is what alignment cut the template into when it was read, so that many drafts pay for it once.
    """

    report: Report
    slots: tuple[Slot, ...] = ()
    sections: tuple[RequiredSection, ...] = ()
    locked: tuple[Span, ...] = ()
    instructions: tuple[Span, ...] = ()
    foreign: tuple[Span, ...] = ()
    cut: tuple[Span, ...] = ()
    title: str = ""
    free: tuple[Span, ...] = ()
    alternatives: tuple[tuple[Span, str], ...] = ()
    units: object = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """What to call it: the name it was given, its title, failing that its file."""
        report = self.report
        if self.title:
            return self.title
        return (report[report.title].replace("\n", "") if report.title else "") or report.source

    def clause(self, slot: Slot) -> str:
        """The words about a slot, with its blank between ⟦ and ⟧."""
        before = self.report.text[slot.clause.start : slot.span.start]
        after = self.report.text[slot.span.end : max(slot.span.end, slot.clause.end)]
        return f"{before}⟦{self.report[slot.span]}⟧{after}".replace("\n", " ")

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """For each slot its clause, and which one of that wording it is (cells and signatures have no own words)."""
        seen: Counter[str] = Counter()
        found = []
        for slot in self.slots:
            words = self.clause(slot)
            seen[words] += 1
            found.append((words, seen[words]))
        return found


class Status(StrEnum):
    """What became of a slot."""

    FILLED = "filled"
    UNFILLED = "unfilled"
    DROPPED = "dropped"

    @property
    def word(self) -> str:
        """The status in the user's words."""
        return {"filled": "已填", "unfilled": "未填", "dropped": "没有找到"}[self.value]


@dataclass(frozen=True, slots=True)
class SlotValue:
    """A slot's value in one draft.

    ``number`` is in the slot's own unit whatever unit the draft uses, None for dates, names, words and what is not
    a number; ``unit`` is the unit as the draft writes it. ``span`` is in the draft, None where nothing stands.
    """

    slot: Slot
    status: Status
    text: str = ""
    number: Decimal | None = None
    unit: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """What a user says of one blank. ``at`` is its clause with the blank between ⟦ and ⟧; None means: as read."""

    at: str
    nth: int = 1
    name: str | None = None
    kind: SlotKind | None = None
    unit: str | None = None
    cumulative: bool | None = None
    part_of: str | None = None
    required: bool | None = None
    line: int = 0
    lines: tuple[tuple[str, int], ...] = ()

    def line_of(self, key: str) -> int:
        """The line that says ``key``, failing that the line where the entry begins."""
        return dict(self.lines).get(key) or self.line


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """What a user says of one section, found by its heading."""

    title: str
    required: bool = True
    also: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PassageSpec:
    """A passage by its words or its beginning, and the line that names it."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class TemplateSpec:
    """The file beside a template: what is known of it that its text does not say."""

    source: str
    title: str = ""
    kind: str = ""
    slots: tuple[SlotSpec, ...] = ()
    sections: tuple[SectionSpec, ...] = ()
    locked: tuple[PassageSpec, ...] = ()
    instructions: tuple[PassageSpec, ...] = ()
    free: tuple[PassageSpec, ...] = ()
