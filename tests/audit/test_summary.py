"""The summary says what the store holds, the worst first."""

from datetime import date
from decimal import Decimal
from itertools import chain

import duckdb
import pytest
from audit_kit import (
    BODIES,
    COPIED,
    FINDINGS,
    ODD_FILE,
    QUARTERS,
    SAFETY,
    SCAN,
    insert,
    quarterly,
    store,
    yearly,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.audit.summary import summarise
from analyzer.document import InputError, Severity, Span
from analyzer.document.audit import State


@pytest.fixture(scope="module")
def summary():
    return summarise(store())


def test_folder_and_runs(summary):
    assert summary.folder == "/资料/历年报告"
    assert [run.number for run in summary.runs] == [1, 2]
    assert summary.last.number == 2
    assert (summary.last.reviewed, summary.last.unchanged, summary.last.failed) == (5, 24, 2)


def test_files_with_most_errors_come_first(summary):
    weights = [(-f.errors, -f.warnings, -f.infos) for f in summary.files]
    assert weights == sorted(weights)
    assert summary.files[0].path == quarterly(0, 7)
    assert (summary.files[0].errors, summary.files[0].new) == (2, 2)


def test_files_that_are_no_reports_of_their_own(summary):
    files = {f.path: f for f in summary.files}
    assert (files["副本/安全生产.docx"].same_as, files["副本/安全生产.docx"].recognised) == (
        quarterly(0, 7),
        False,
    )
    assert (files[SCAN].recognised, files[SCAN].failures, files[SCAN].due) == (False, 1, False)
    assert files[ODD_FILE].period == "" and files[ODD_FILE].short == "期间不明"
    assert files[quarterly(0, 1)].unread == ("图片3处",)


def test_periods_in_few_characters(summary):
    files = {f.path: f for f in summary.files}
    assert files[quarterly(1, 7)].short == "25四季度" and files[quarterly(1, 7)].end == date(2025, 12, 31)
    assert files[yearly(1, 2024)].short == "2024"


def test_a_report_that_is_not_reviewed_is_due():
    db = store()
    db.execute("UPDATE files SET reviewed_as = NULL WHERE path IN (?, ?)", [quarterly(1, 1), SCAN])
    assert [f.path for f in summarise(db).files if f.due] == [quarterly(1, 1)]


def test_suppressed_and_gone_findings_are_counted_apart(summary):
    rules = {r.code: r for r in summary.rules}
    assert (rules["P101"].errors, rules["P101"].gone, rules["P101"].reports) == (1, 1, 1)
    assert (rules["N601"].open, rules["N601"].suppressed, rules["N601"].reports) == (0, 1, 0)
    assert [r.code for r in summary.rules][:4] == ["E401", "F302", "P101", "P103"]
    assert rules["P101"].title == "占位未填"


def test_findings_are_worst_first_and_say_what_became_of_them(summary):
    open_ones = list(summary.findings())
    severities = [f.severity for f in open_ones]
    assert severities == sorted(severities, reverse=True)
    assert open_ones[0].path == quarterly(0, 7)
    new = {f.code for f in open_ones if f.state is State.NEW}
    assert new == {code for since, _, _, code, *_ in FINDINGS if since == 2}
    assert all(f.state in (State.NEW, State.OPEN) for f in open_ones)
    (excused,) = summary.suppressed()
    assert (excused.state, excused.reason) == (State.SUPPRESSED, "引用兄弟单位来文，属正常表述")
    assert [f.state for f in summary.gone()] == [State.GONE] * 2


def test_a_finding_has_its_words_its_place_and_its_evidence(summary):
    found = next(f for f in summary.findings() if f.code == "F302")
    assert (found.body, found.kind, found.period) == (BODIES[0], SAFETY, "2025年第三季度")
    assert found.severity is Severity.ERROR and found.text in found.sentence
    assert found.span.width == len(found.text) and found.place == "二、（一）第2段"
    (evidence,) = found.evidence
    assert (evidence.source, evidence.span) == (quarterly(0, 5), Span(3, 9))
    assert evidence.text.endswith(found.sentence)


def test_after_the_first_run_nothing_is_new():
    summary = summarise(store(runs=1))
    assert {f.state for f in summary.findings()} == {State.OPEN}
    assert not any(r.new for r in summary.rules) and not any(f.new for f in summary.files)


def test_indicators_that_fall_come_first_and_then_those_that_repeat(summary):
    followed = list(summary.indicators())
    weights = [
        (i.indicator.falls, sum(p is not None and p.same for p in i.indicator.points)) for i in followed
    ]
    assert weights == sorted(weights, reverse=True)
    assert [i.indicator.name for i in followed[:3]] == ["累计培训"] * 3


def test_points_stand_under_their_periods(summary):
    one = next(i for i in summary.indicators() if (i.body, i.indicator.name) == (BODIES[0], "投入资金"))
    assert one.paths == tuple(quarterly(0, n) for n in range(len(QUARTERS)))
    assert one.periods[0] == "2024年第一季度" and one.short[-1] == "25四季度"
    numbers = [None if p is None else p.number for p in one.indicator.points]
    assert numbers == [1200000, 1350000, None, 1350000, 1350000, 1480000, 1500000, 1520000]
    assert [p.same for p in one.indicator.points if p is not None][:4] == [False, False, True, True]
    point = one.indicator.points[0]
    assert (point.number, point.text, point.place) == (Decimal(1200000), "120万元", "一、第1段")
    assert point.sentence[point.at :].startswith("120万元")


def test_a_point_that_is_no_figure_has_the_words_of_its_passage():
    db = store()
    db.execute("DELETE FROM figures WHERE path = ?", [quarterly(0, 0)])
    insert(db, "passages", path=quarterly(0, 0), n=0, start=490, stop=520, place="四、第1段",
           text="共检查企业402家次，成效明显。", standing=False)  # fmt: skip
    summary = summarise(db)
    first = {i.indicator.name: i.indicator.points[0] for i in summary.indicators() if i.body == BODIES[0]}
    assert (first["检查企业"].place, first["检查企业"].sentence) == (
        "四、第1段",
        "共检查企业402家次，成效明显。",
    )
    assert (first["累计培训"].place, first["累计培训"].sentence) == ("", "310人次")


def test_a_point_without_a_number_is_left_out():
    db = store()
    db.execute("UPDATE points SET number = NULL WHERE series = ? AND n = 1", [f"{BODIES[1]}|{SAFETY}"])
    followed = {(i.body, i.indicator.name) for i in summarise(db).indicators()}
    assert (BODIES[1], "累计培训") not in followed and (BODIES[0], "累计培训") in followed


def test_figures_know_what_they_are_followed_as(summary):
    figures = list(summary.figures())
    assert len(figures) == 67
    falling = [f for f in figures if f.fall]
    assert [f.indicator for f in falling] == ["累计培训"] * 3
    assert all(f.text in f.sentence for f in figures)


def test_reuse_begins_with_the_oldest(summary):
    (cluster,) = summary.clusters()
    assert (cluster.bodies, cluster.text, summary.cluster_count) == (3, COPIED, 1)
    assert [c.path for c in cluster.copies] == [
        quarterly(1, 3),
        quarterly(0, 4),
        quarterly(2, 6),
        quarterly(0, 7),
    ]
    assert cluster.copies[0].likeness == 1
    assert [(p.body, p.origin_body, p.reports, p.share) for p in summary.pairs] == [
        (BODIES[0], BODIES[1], 2, 0.42),
        (BODIES[2], BODIES[1], 1, 0.18),
    ]
    assert [s.share for s in summary.shared()] == [0.42, 0.31, 0.18]


def test_failures(summary):
    assert [(f.path, f.step, f.cause) for f in summary.failures()] == [
        (SCAN, "read", "unreadable"),
        (quarterly(1, 7), "F301", "time"),
    ]
    assert dict(summary.causes) == {"unreadable": 1, "time": 1}


def test_tables_can_be_read_side_by_side(summary):
    both = list(zip(summary.findings(), summary.findings(), summary.figures(), strict=False))
    assert len(both) == len(list(summary.findings())) and all(one == other for one, other, _ in both)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("DROP TABLE meta", "不是检查结果库"),
        ("UPDATE meta SET value = '2' WHERE name = 'schema'", "版本不同"),
        ("DELETE FROM runs", "还没有结果"),
    ],
    ids=["stranger", "version", "empty"],
)
def test_what_is_no_store_is_refused(change, words):
    db = store()
    db.execute(change)
    with pytest.raises(InputError, match=words):
        summarise(db)


def test_an_empty_store_is_refused():
    with pytest.raises(InputError, match="不是检查结果库"):
        summarise(duckdb.connect(":memory:"))


SOME = st.tuples(
    st.integers(0, 2),
    st.integers(0, 7),
    st.sampled_from(["error", "warning", "info"]),
    st.sampled_from(["P101", "E401", "X999"]),
    st.integers(1, 2),
    st.sampled_from([None, 2]),
    st.sampled_from([None, "已说明"]),
)


BASE = store()


@settings(max_examples=25, deadline=None)
@given(st.lists(SOME, max_size=30))
def test_every_finding_is_counted_once(rows):
    db = BASE.cursor()
    db.execute("DELETE FROM findings")
    for n, (b, at, severity, code, since, gone, reason) in enumerate(rows):
        insert(db, "findings", path=quarterly(b, at if b < 2 else 0), key=f"{n}", code=code, name="n", severity=severity,
               start=0, stop=1, place="", text="", sentence="", begins=0, message="", suggestion="", evidence="[]", since=since,
               gone=gone, suppressed=reason)  # fmt: skip
    summary = summarise(db)
    found, excused, gone = (list(t()) for t in (summary.findings, summary.suppressed, summary.gone))
    assert len(found) + len(excused) + len(gone) == len(rows)
    assert len(found) == sum(r.open for r in summary.rules)
    assert len(found) == sum(f.errors + f.warnings + f.infos for f in summary.files)
    assert (
        len(excused) == sum(r.suppressed for r in summary.rules) == sum(f.suppressed for f in summary.files)
    )
    assert len(gone) == sum(r.gone for r in summary.rules)
    new = [f for f in found if f.state is State.NEW]
    assert len(new) == sum(r.new for r in summary.rules) == sum(f.new for f in summary.files)
    assert all(f.since == 2 for f in new)
    assert not any(f.state is State.NEW for f in chain(excused, gone))
