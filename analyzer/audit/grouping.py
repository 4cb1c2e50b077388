"""Which of many recognised reports are one series, and which earlier ones each is compared with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from analyzer.audit.series import NO_LENGTH, same_body, same_kind
from analyzer.document import Period
from analyzer.document.own_body import bare, core_of, regions_of
from analyzer.document.series import period_words

_BEFORE = 2  # earlier reports that a report is compared with
_LENGTHS = {"year": "年度", "half": "半年度", "quarter": "季度", "month": "月度"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A report as recognised."""

    path: str
    body: str
    kind: str
    period: Period | None

    @property
    def length(self) -> str:
        """How long its period is, empty where that says nothing."""
        return "" if self.period is None or self.period.kind in NO_LENGTH else self.period.kind.value


@dataclass(frozen=True, slots=True)
class Group:
    """A series: its name, unique in the store, and its reports by period, those without one last."""

    name: str
    body: str
    kind: str
    entries: tuple[Entry, ...]


_Key = tuple[str, str, str, str]


def group(entries: Iterable[Entry]) -> list[Group]:
    """The series that ``audit.series.gather`` would form, in time that does not grow with the square of the reports.

    Reports whose body is not recognised are one series only within a folder: they might be anybody's.
    """
    alike: dict[_Key, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: e.path):
        folder = "" if entry.body else entry.path.rpartition("/")[0]
        alike[entry.body, folder, entry.kind, entry.length].append(entry)
    near: dict[tuple[str, str], list[_Key]] = defaultdict(list)
    for key in alike:
        near[_neighbourhood(key)].append(key)
    found = [
        [entry for key in keys for entry in alike[key]]
        for neighbours in near.values()
        for keys in _components(neighbours)
    ]
    return _named([_ordered(reports) for reports in found])


def _neighbourhood(key: _Key) -> tuple[str, str]:
    """What two bodies that may be one have in common, so that only few names are compared with one another."""
    body, folder, _, _ = key
    name = bare(body)
    regions = regions_of(name)
    return (core_of(name), regions[-1]) if regions else (name, folder)


def _components(keys: Sequence[_Key]) -> list[list[_Key]]:
    """``keys`` put together as far as each is of one series with another of its lot."""
    lot = {key: n for n, key in enumerate(keys)}
    lots = {n: [key] for n, key in enumerate(keys)}
    for one, other in combinations(keys, 2):
        a, b = lot[one], lot[other]
        if a != b and _belong(one, other):
            for key in lots[b]:
                lot[key] = a
            lots[a] += lots.pop(b)
    return list(lots.values())


def _belong(one: _Key, other: _Key) -> bool:
    lengths = {one[3], other[3]} - {""}
    return len(lengths) < 2 and same_body(one[0], other[0]) and same_kind(one[2], other[2])


def _ordered(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda e: (*_when(e), e.path)))


def _when(entry: Entry) -> tuple[bool, int, int]:
    period = entry.period
    return (False, period.end.toordinal(), period.start.toordinal()) if period else (True, 0, 0)


def _named(found: list[tuple[Entry, ...]]) -> list[Group]:
    groups = []
    taken: Counter[str] = Counter()
    for entries in sorted(found, key=lambda es: min(e.path for e in es)):
        body = max((e.body for e in entries), key=lambda b: (len(b), b))
        kinds = Counter(e.kind for e in entries)
        kind = max(kinds, key=lambda k: (kinds[k], len(k), k))
        lengths = [_LENGTHS[e.length] for e in entries if e.length]
        name = f"{body or '（没有认出单位）'} {kind}".strip() + (f"（{lengths[0]}）" if lengths else "")
        taken[name] += 1
        groups.append(Group(name + f"（{taken[name]}）" * (taken[name] > 1), body, kind, entries))
    return groups


def earlier_of(entries: Sequence[Entry], index: int) -> tuple[int, ...]:
    """Indices of the reports of the two periods before that of ``entries[index]``, the newest first.

    Two reports of one period are editions of the same text: neither is earlier than the other.
    """
    period = entries[index].period
    found: list[int] = []
    if period is None:
        return ()
    seen = {period_words(period)}
    for i in range(index - 1, -1, -1):
        before = entries[i].period
        if before is not None and before.end < period.end and period_words(before) not in seen:
            seen.add(period_words(before))
            found.append(i)
            if len(found) == _BEFORE:
                break
    return tuple(found)
