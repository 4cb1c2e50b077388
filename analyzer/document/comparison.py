"""What two texts have to do with one another, sentence by sentence and section by section."""

from dataclasses import dataclass
from enum import StrEnum

from analyzer.document.report import Report
from analyzer.document.span import Span
from analyzer.document.template import SlotValue, Status


class Change(StrEnum):
    """What became of a sentence of the reference."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"

    @property
    def word(self) -> str:
        """The change in the user's words."""
        return {"same": "相同", "changed": "改动", "added": "新增", "removed": "删去", "moved": "移动"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the reference and what stands for them: an empty ``left`` was put in, an empty ``right`` taken out."""

    left: Span
    right: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences of the reference (``left``) and those that stand for them (``right``).

    A split sentence has several on the right, merged ones several on the left; added ones have none on the left,
    removed ones none on the right. ``similarity`` (0 to 1) leaves figures, widths and spaces aside. ``moved``
    sentences may be changed too.
    """

    change: Change
    left: tuple[Span, ...]
    right: tuple[Span, ...]
    similarity: float
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewording:
    """A sentence of the template whose words, its slots aside, the draft changed (or dropped: no ``right``).

    ``share`` (0 to 1) is the part of its meaning-bearing words that are gone, ``polar`` says that a word like 不,
    必须 or 全部 came or went. ``lost`` and ``new`` are the words, for showing. ``place`` is where a dropped sentence
    should stand.
    """

    left: Span
    right: tuple[Span, ...]
    share: float
    polar: bool
    locked: bool
    lost: tuple[str, ...]
    new: tuple[str, ...]
    place: int


@dataclass(frozen=True, slots=True)
class TableMatch:
    """A table of the reference and the one that stands for it, by index; None where it has none.

    ``cells`` are the cells that differ; ``alike`` is False where rows or columns came or went, so that cells cannot be
    put side by side.
    """

    left: int | None
    right: int | None
    cells: tuple[tuple[Span, Span], ...] = ()
    alike: bool = True


class Fate(StrEnum):
    """What became of a section of the reference."""

    KEPT = "kept"
    RENAMED = "renamed"
    MERGED = "merged"
    EMPTIED = "emptied"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SectionMatch:
    """Section ``left`` of the reference and section ``right`` of the report (indices), None where it is gone.

    ``share`` is the part of its words found anywhere in the report. ``moved`` says that it stands in another
    order, or under another heading, than in the reference.
    """

    left: int
    right: int | None
    fate: Fate
    share: float
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report beside its reference; ``likeness`` (0 to 1) is the part of the reference's wording that it keeps."""

    reference: Report
    report: Report
    pairs: tuple[Pair, ...]
    sections: tuple[SectionMatch, ...]
    likeness: float
    values: tuple[SlotValue, ...] = ()
    rewordings: tuple[Rewording, ...] = ()
    tables: tuple[TableMatch, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the report was written from this template at all: it keeps words, sections or blanks of it."""
        found = [m for m in self.sections if m.fate in (Fate.KEPT, Fate.EMPTIED)]
        if self.likeness >= 0.2 or (len(found) >= 2 and 2 * len(found) >= len(self.sections)):
            return True
        held = sum(v.status is not Status.DROPPED for v in self.values)
        worded = any(p.left for p in self.pairs)  # a form that is all tables has no words to keep
        return (self.likeness > 0.1 or not worded) and held > 0 and 2 * held >= len(self.values)
