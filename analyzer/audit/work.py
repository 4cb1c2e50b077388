"""What runs in worker processes: a task goes in, rows come out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analyzer.audit.choosing import choose
from analyzer.audit.limits import Watch, told
from analyzer.audit.rows import Row, Rows, report_row, rows_of, series_rows
from analyzer.audit.series import follow
from analyzer.document import Configuration, Report, Template
from analyzer.document.series import Series
from analyzer.engine import period_of, review
from analyzer.readers import read
from analyzer.rules.context import Tools
from analyzer.tools import Recurring, shared_tools


@dataclass(frozen=True, slots=True)
class Reading:
    """Files to be read and recognised: path in the store, file on disk; ``own_names`` as the configuration has them."""

    files: tuple[tuple[str, str], ...]
    own_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A report of a series. ``earlier`` are indices of the reports it is compared with, the newest first.

    ``templates`` are the files to choose from, ``origin`` says in Chinese where they come from. ``due``: it is reviewed, and
    not only looked at for the sake of others.
    """

    path: str
    file: str
    due: bool
    earlier: tuple[int, ...] = ()
    templates: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Reports of one series in the order of their periods; ``follow``: find its indicators too.

    Findings are not suppressed here, whatever ``configuration`` says of that: they are when all are in the store.
    """

    series: str
    body: str
    kind: str
    items: tuple[Item, ...]
    follow: bool
    configuration: Configuration = Configuration()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a ``Reading`` gives: rows of ``reports`` and of ``failures``."""

    reports: list[Row]
    failures: list[Row]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a ``Reviewing`` gives: for each report its template, why, and its rows; the series' rows if it was followed."""

    reports: list[tuple[str, str, str, Rows]]
    series: Rows | None


def recognise(task: Reading, watch: Watch) -> Recognised:
    """Read files and say which body, kind and period each report is of."""
    reports: list[Row] = []
    failures: list[Row] = []
    for path, file in task.files:
        watch.at(path, "read")
        try:
            reports.append(report_row(path, _read(path, file), task.own_names))
        except Exception as error:  # noqa: BLE001 - one file must not cost the others of its task
            failures.append((path, "read", *told(error)))
    return Recognised(reports, failures)


def review_series(task: Reviewing, watch: Watch) -> Reviewed:
    """Review what is due of a series, each report read once and used for itself and its successors."""
    reports: list[Report] = []
    for item in task.items:
        watch.at(item.path, "read")
        reports.append(_read(item.path, item.file))
    tools = shared_tools(_recurring())
    said = replace(task.configuration, suppressions=())
    found = []
    for item, report in zip(task.items, reports, strict=True):
        if not item.due:
            continue
        watch.at(item.path, "review")
        template, name, why = choose(report, item.templates, item.origin, tools)
        found.append(
            (
                item.path,
                name,
                why,
                _rows(item, report, template, [reports[i] for i in item.earlier], tools, said),
            )
        )
    followed = _follow(task, reports, tools, watch) if task.follow else None
    return Reviewed(found, followed)


@lru_cache(maxsize=1)
def _recurring() -> Recurring:
    """What this process has read in paragraphs so far: those of the next series are often the same."""
    return Recurring()


def _read(path: str, file: str) -> Report:
    return replace(read(file), source=path)


def _rows(
    item: Item,
    report: Report,
    template: Template | None,
    earlier: Sequence[Report],
    tools: Tools,
    configuration: Configuration,
) -> Rows:
    result = review(report, template=template, earlier=earlier, tools=tools, configuration=configuration)
    return rows_of(item.path, result, template, tools)


def _follow(task: Reviewing, reports: list[Report], tools: Tools, watch: Watch) -> Rows:
    last = task.items[-1]
    watch.at(last.path, "follow")
    template, _, _ = choose(reports[-1], last.templates, last.origin, tools)
    if template is not None and not any(slot.kind.is_number for slot in template.slots):
        template = None
    series = Series(task.body, task.kind, tuple(reports), tuple(period_of(r, tools) for r in reports))
    return series_rows(task.series, [i.path for i in task.items], follow(series, template, tools))
