"""What an audit of many reports found, as its writers show it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from urllib.parse import quote

from analyzer.document.finding import Evidence, Severity
from analyzer.document.series import Indicator
from analyzer.document.span import Span


class State(StrEnum):
    """What has become of a finding since the run before."""

    NEW = "new"
    OPEN = "open"
    SUPPRESSED = "suppressed"
    GONE = "gone"

    @property
    def word(self) -> str:
        """The word that people read."""
        return {"new": "新发现", "open": "未整改", "suppressed": "已豁免", "gone": "不再出现"}[self]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the audit; ``finished`` is None where it was cut off, a count None where it was not yet known."""

    number: int
    started: datetime
    finished: datetime | None
    tool: str
    files: int | None
    reviewed: int | None
    unchanged: int | None
    removed: int | None
    failed: int | None


@dataclass(frozen=True, slots=True)
class AuditedFile:
    """A file with what was recognised in it and how many findings it has.

    ``path`` lies below the audited folder, with forward slashes. ``same_as`` is the path of an equal file that was reviewed
    in its place. ``short`` is the period in few characters. ``errors``, ``warnings``, ``infos`` and ``new`` leave out what is
    suppressed or gone. ``due``: read, but not reviewed. Words are empty where the report does not say.
    """

    path: str
    same_as: str
    recognised: bool
    title: str
    body: str
    kind: str
    period: str
    short: str
    start: date | None
    end: date | None
    characters: int
    template: str
    unread: tuple[str, ...]
    due: bool
    errors: int
    warnings: int
    infos: int
    new: int
    suppressed: int
    failures: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule found something, and in how many reports; suppressed and gone findings are counted apart."""

    code: str
    title: str
    errors: int
    warnings: int
    infos: int
    reports: int
    new: int
    suppressed: int
    gone: int

    @property
    def open(self) -> int:
        """Findings that are neither suppressed nor gone."""
        return self.errors + self.warnings + self.infos


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """A finding and the report it is in. ``title`` is the rule's, ``reason`` why it is suppressed."""

    path: str
    body: str
    kind: str
    period: str
    code: str
    title: str
    severity: Severity
    state: State
    span: Span
    place: str
    text: str
    sentence: str
    message: str
    suggestion: str
    evidence: tuple[Evidence, ...]
    since: int
    reason: str


@dataclass(frozen=True, slots=True)
class AuditFigure:
    """A figure of a report; ``indicator`` names what it is followed as, empty where it is not."""

    span: Span
    path: str
    body: str
    kind: str
    period: str
    place: str
    text: str
    number: Decimal | None
    unit: str
    counted: str
    scope: str
    approximate: bool
    sentence: str
    indicator: str
    fall: bool
    same: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """An indicator of one body's reports of one kind; ``periods``, ``short`` (in few characters), ``ends`` and ``paths`` are
    those of the reports its points stand in, the oldest first."""

    body: str
    kind: str
    indicator: Indicator
    periods: tuple[str, ...]
    short: tuple[str, ...]
    ends: tuple[date | None, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that is much like others; ``likeness`` with the first of them, 0 to 1."""

    path: str
    body: str
    period: str
    place: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Passages of several bodies that are much alike; ``text`` is the wording of the first by date, ``copies[0]``."""

    number: int
    bodies: int
    text: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class SharedWording:
    """Two reports of different bodies with passages in common; ``origin`` is the older one.

    ``shared`` counts characters, ``share`` is their part of the younger report's own wording, 0 to 1.
    """

    path: str
    body: str
    period: str
    origin: str
    origin_body: str
    origin_period: str
    shared: int
    share: float


@dataclass(frozen=True, slots=True)
class BodyPair:
    """How much one body shares with an older report of another: ``reports`` of it, characters, the largest share."""

    body: str
    origin_body: str
    reports: int
    shared: int
    share: float


@dataclass(frozen=True, slots=True)
class AuditFailure:
    """What could not be done; ``step`` is ``read``, ``review``, ``follow`` or the code of a rule."""

    path: str
    body: str
    step: str
    cause: str
    error: str


@dataclass(frozen=True)
class Summary:
    """All that an audit found, the worst first.

    Small tables are tuples. What can have a hundred thousand rows is a function that reads them anew, row by row, as long
    as the store is open: ``findings`` (neither suppressed nor gone), ``suppressed``, ``gone``, ``figures``, ``indicators``
    (falling ones first, then those that repeat the figure before), ``clusters``, ``shared`` and ``failures``.
    ``last`` is the last of the ``runs``; ``causes`` counts the failures by cause.
    """

    folder: str
    runs: tuple[Run, ...]
    files: tuple[AuditedFile, ...]
    rules: tuple[RuleCount, ...]
    pairs: tuple[BodyPair, ...]
    causes: tuple[tuple[str, int], ...]
    cluster_count: int
    findings: Callable[[], Iterator[AuditFinding]]
    suppressed: Callable[[], Iterator[AuditFinding]]
    gone: Callable[[], Iterator[AuditFinding]]
    figures: Callable[[], Iterator[AuditFigure]]
    indicators: Callable[[], Iterator[Followed]]
    clusters: Callable[[], Iterator[Cluster]]
    shared: Callable[[], Iterator[SharedWording]]
    failures: Callable[[], Iterator[AuditFailure]]

    @property
    def last(self) -> Run:
        """The run that the rows are of."""
        return self.runs[-1]


def address(path: str, way: str = "") -> str:
    """The relative address of the file at ``path`` below the audited folder, percent-encoded; ``way`` leads to the folder.

    Empty for a path that leads out of the folder.
    """
    if not path or path.startswith("/") or ".." in path.split("/"):
        return ""
    whole = f"{way.rstrip('/')}/{path}" if way else path
    return "./" + quote(whole, safe="/", errors="replace")
