"""What is due to be reviewed: the series as they now are, beside what the store says was reviewed and how."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Mapped
from dataclasses import dataclass
from datetime import date

from analyzer.audit.bodies import true_names
from analyzer.audit.fingerprints import fingerprint, of_configuration, of_review
from analyzer.audit.grouping import Entry, Group, earlier_of, group
from analyzer.audit.mapping import Mapping
from analyzer.audit.rows import Row
from analyzer.audit.store import Store
from analyzer.audit.work import Item, Reviewing
from analyzer.document import Configuration, Period, PeriodKind

_LONGEST = 48  # reports of a series that are followed and held in memory at once, the newest
_SLICE = 24  # reports that are reviewed in one task of a longer series


@dataclass(frozen=True, slots=True)
class Plan:
    """Tasks, and what to note when they are done: each report's earlier ones and fingerprint, each series' fingerprint."""

    tasks: list[Reviewing]
    earlier: dict[str, tuple[str, ...]]
    reviewed_as: dict[str, str]
    followed_as: dict[str, str]


def plan_of(
    store: Store, mapping: Mapping, where: Mapped[str, str], configuration: Configuration = Configuration()
) -> Plan:
    """Form the series anew, note them in the store, and say what of them is due; ``where`` the files are on disk."""
    said = of_configuration(configuration)
    rows = store.rows(
        "SELECT r.path, r.body, r.kind, r.period_kind, r.period_start, r.period_end, r.series, r.position, "
        "f.read_as, f.reviewed_as FROM reports r JOIN files f USING (path) WHERE f.same_as IS NULL"
    )
    meant = true_names(Counter(str(row[1]) for row in rows))
    groups = group(_entry(row, meant) for row in rows)
    followed = _note(store, groups, {str(r[0]): (r[6], r[7]) for r in rows})
    read_as = {str(r[0]): str(r[8]) for r in rows}
    reviewed_as = {str(r[0]): r[9] for r in rows}
    plan = Plan([], {}, {}, {})
    for one in groups:
        entries = one.entries
        before = [earlier_of(entries, i) for i in range(len(entries))]
        due = set()
        for i, entry in enumerate(entries):
            earlier = tuple(entries[j].path for j in before[i])
            wanted = of_review(
                read_as[entry.path], mapping.choices(entry.path).known_as, said, [read_as[p] for p in earlier]
            )
            plan.earlier[entry.path], plan.reviewed_as[entry.path] = earlier, wanted
            if reviewed_as[entry.path] != wanted:
                due.add(i)
        newest = entries[-_LONGEST:]
        wanted = fingerprint(
            mapping.choices(entries[-1].path).known_as, *(f"{e.path}\t{read_as[e.path]}" for e in newest)
        )
        plan.followed_as[one.name] = wanted
        if due or followed.get(one.name) != wanted:
            follow = followed.get(one.name) != wanted
            plan.tasks.extend(_tasks(one, due, before, follow, mapping, where, configuration))
    plan.tasks.sort(
        key=lambda t: -len(t.items)
    )  # the long ones first, so that no process works on alone at the end
    return plan


def _entry(row: Row, meant: Mapped[str, str]) -> Entry:
    path, body, kind, length, start, end = row[:6]
    period = None
    if isinstance(start, date) and isinstance(end, date):
        period = Period(start, end, PeriodKind(str(length)))
    return Entry(str(path), meant.get(str(body), str(body)), str(kind), period)


def _note(
    store: Store, groups: Sequence[Group], old: Mapped[str, tuple[object, object]]
) -> dict[str, object]:
    """Write the series and each report's place in its own; what the series that still exist were followed as."""
    known = {
        str(row[0]): row for row in store.rows("SELECT series, body, kind, reports, followed_as FROM series")
    }
    followed = {name: row[4] for name, row in known.items()}
    new = [(g.name, g.body, g.kind, len(g.entries), followed.get(g.name)) for g in groups]
    moved = [
        (entry.path, g.name, i)
        for g in groups
        for i, entry in enumerate(g.entries)
        if old[entry.path] != (g.name, i)
    ]
    if moved or sorted(new, key=str) != sorted(known.values(), key=str):
        with store.whole():
            store.set_series(new, moved)
    return followed


def _tasks(
    one: Group,
    due: set[int],
    before: Sequence[tuple[int, ...]],
    follow: bool,
    mapping: Mapping,
    where: Mapped[str, str],
    configuration: Configuration,
) -> Iterator[Reviewing]:
    entries = one.entries

    def task(reviewed: Iterable[int], also: Iterable[int], follow: bool) -> Reviewing:
        reviewed = set(reviewed)
        needed = sorted(reviewed.union(also, *(before[i] for i in reviewed)))
        at = {i: n for n, i in enumerate(needed)}
        items = []
        for i in needed:
            path = entries[i].path
            choices = mapping.choices(path)
            earlier = tuple(at[j] for j in before[i]) if i in reviewed else ()
            items.append(Item(path, where[path], i in reviewed, earlier, choices.files, choices.origin))
        return Reviewing(one.name, one.body, one.kind, tuple(items), follow, configuration)

    if len(entries) <= _LONGEST:
        yield task(due, range(len(entries)) if follow else (), follow)
        return
    ordered = sorted(due)
    for i in range(0, len(ordered), _SLICE):
        yield task(ordered[i : i + _SLICE], (), False)
    if follow:
        yield task((), range(len(entries) - _LONGEST, len(entries)), True)
