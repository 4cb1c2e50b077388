"""Which reports are one series, and which are earlier."""

from datetime import date
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from analyzer.audit.grouping import Entry, _belong, earlier_of, group
from analyzer.audit.rows import report_row
from analyzer.document import Period, PeriodKind
from analyzer.readers import read

REPORTS = Path(__file__).parents[2] / "corpora" / "reports"
BODIES = (
    "江平市水利局",
    "中共江平市水利局党组",
    "平安省江平市水利局",
    "云溪县水利局",
    "江平市云溪县水利局",
    "水利局",
    "",
)
KINDS = ("安全生产工作情况的报告", "安全生产情况的报告", "全市安全生产工作情况的报告", "信访工作总结")


def quarter(year: int, n: int) -> Period:
    return Period(date(year, 3 * n - 2, 1), date(year, 3 * n, 28), PeriodKind.QUARTER)


PERIODS = (
    quarter(2024, 1),
    quarter(2024, 2),
    Period(date(2024, 1, 1), date(2024, 12, 31), PeriodKind.YEAR),
    None,
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        st.from_regex(r"[ab]/[a-z]{3}", fullmatch=True),
        st.sampled_from(BODIES),
        st.sampled_from(KINDS),
        st.sampled_from(PERIODS),
    ),
    max_size=12,
    unique_by=lambda e: e.path,
)


@given(ENTRIES)
def test_series_are_the_reports_that_hang_together(entries):
    lots = [{e} for e in entries]
    for a, b in combinations(entries, 2):
        same_folder = a.body or b.body or a.path[0] == b.path[0]
        if same_folder and _belong((a.body, "", a.kind, a.length), (b.body, "", b.kind, b.length)):
            one, other = (next(lot for lot in lots if e in lot) for e in (a, b))
            if one is not other:
                one |= other
                lots.remove(other)
    groups = group(entries)
    assert {frozenset(g.entries) for g in groups} == {frozenset(lot) for lot in lots}
    assert len({g.name for g in groups}) == len(groups)
    assert group(reversed(entries)) == groups


@given(ENTRIES)
def test_earlier_reports_are_of_earlier_periods_the_newest_first(entries):
    for one in group(entries):
        for i, entry in enumerate(one.entries):
            periods = [one.entries[j].period for j in earlier_of(one.entries, i)]
            assert len(periods) <= 2
            ends = [entry.period.end, *(p.end for p in periods)] if periods else []
            assert ends == sorted(set(ends), reverse=True)


def test_editions_of_one_period_are_not_compared():
    entries = [
        Entry(path, "江平市水利局", "总结", quarter(2024, n))
        for path, n in (("a", 1), ("b", 1), ("c", 2), ("d", 2))
    ]
    (series,) = group(entries)
    assert [earlier_of(series.entries, i) for i in range(4)] == [(), (), (1,), (1,)]


def test_the_shipped_reports_are_sixteen_series_of_four():
    files = [f for f in sorted(REPORTS.glob("*/*")) if f.suffix in (".docx", ".txt")]
    found = []
    for file in files:
        row = report_row(f"{file.parent.name}/{file.name}", read(file))
        period = Period(row[6], row[7], PeriodKind(row[5]))
        found.append(Entry(str(row[0]), str(row[2]), str(row[3]), period))
    groups = group(found)
    assert [len(g.entries) for g in groups] == [4] * 16
    assert all(len({e.path.split("/")[0] for e in g.entries}) == 1 for g in groups)
