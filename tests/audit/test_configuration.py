"""What a user laid down, in an audit: what it makes due again, and what is suppressed in the store."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from audit_folder import BODIES, contents, report, rows, write_folder

from analyzer.audit.run import Settings, audit
from analyzer.configuration import read_configuration
from analyzer.document import Configuration, Severity, Suppression

SETTINGS = Settings(templates=("none",))


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "reports")


@pytest.fixture
def store(tmp_path):
    return tmp_path / "audit.duckdb"


def with_(**said):
    return replace(SETTINGS, configuration=Configuration(**said))


def suppressed(store):
    return rows(
        store, "SELECT path, code, suppressed FROM findings WHERE suppressed IS NOT NULL ORDER BY path"
    )


def test_a_changed_configuration_makes_every_report_due_and_the_same_one_none(folder, store):
    first = audit(folder, store, SETTINGS)
    assert (first.reviewed, first.findings["error"]) == (12, 3)
    off = audit(folder, store, with_(off=frozenset({"P101"})))
    assert (off.reviewed, "error" in off.findings) == (12, False)
    assert audit(folder, store, with_(off=frozenset({"P101"}), sources=("别处",))).reviewed == 0
    mild = audit(folder, store, with_(severities={"P101": Severity.INFO}))
    assert (mild.reviewed, mild.findings.get("error")) == (12, None)
    assert rows(store, "SELECT DISTINCT severity FROM findings WHERE code = 'P101' AND gone IS NULL") == [
        ("info",)
    ]


def test_suppressions_are_noted_without_another_review(folder, store):
    audit(folder, store, SETTINGS)
    said = (
        Suppression("表头", code="P101", file=f"{BODIES[0]}/*"),
        Suppression("旧账", words="企业XX家", file=f"{BODIES[1]}/2024Q3.txt"),
        Suppression("不在这里", words="隐患XX处"),
    )
    outcome = audit(folder, store, with_(suppressions=said))
    assert (outcome.reviewed, outcome.findings["error"], outcome.suppressed) == (0, 1, 2)
    assert suppressed(store) == sorted(
        [(f"{BODIES[0]}/2024Q3.txt", "P101", "表头"), (f"{BODIES[1]}/2024Q3.txt", "P101", "旧账")]
    )
    (key,) = rows(store, f"SELECT key FROM findings WHERE path = '{BODIES[2]}/2024Q3.txt' AND code = 'P101'")
    by_key = audit(folder, store, with_(suppressions=(Suppression("按键", key=key[0]),)))
    assert by_key.suppressed >= 1
    none = audit(folder, store, SETTINGS)
    assert (none.reviewed, none.suppressed, none.findings["error"]) == (0, 0, 3)


def test_a_suppression_runs_out(folder, store):
    yesterday, today = date.today() - timedelta(1), date.today()
    assert (
        audit(
            folder, store, with_(suppressions=(Suppression("旧账", code="P101", until=yesterday),))
        ).suppressed
        == 0
    )
    assert (
        audit(folder, store, with_(suppressions=(Suppression("旧账", code="P101", until=today),))).suppressed
        == 3
    )


def test_a_renewed_finding_is_suppressed_again(folder, store):
    said = with_(suppressions=(Suppression("表头", code="P101"),))
    audit(folder, store, said)
    changed = folder / BODIES[0] / "2024Q3.txt"
    changed.write_text(report(BODIES[0], 2024, 3, blank=True) + "附件：清单\n", encoding="utf-8")
    outcome = audit(folder, store, said)
    assert (outcome.reviewed, outcome.suppressed) == (2, 3)
    assert rows(store, "SELECT DISTINCT since FROM findings WHERE code = 'P101'") == [(1,)]


def test_two_places_of_one_sentence_are_told_apart(tmp_path, store):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "稿.txt").write_text(
        "防汛总结\n  全年共检查企业XX家，整改隐患XX处，其他XX。\n", encoding="utf-8"
    )
    audit(folder, store, with_(suppressions=(Suppression("一处", words="隐患XX处"),)))
    found = rows(store, "SELECT start, suppressed FROM findings WHERE code = 'P101' ORDER BY start")
    assert [reason for _, reason in found] == [None, "一处", None]


def test_a_copied_passage_is_a_matter_of_the_configuration_too(tmp_path, store):
    folder = tmp_path / "reports"
    passage = (
        "坚持把防汛备汛摆在突出位置，逐库逐堤逐闸开展拉网式排查，建立台账清单，明确责任人和完成时限，" * 3
    )
    for body, year in (("江平市水利局", 2023), ("汐州市民政局", 2024)):
        (folder / body).mkdir(parents=True)
        text = f"{body}{year}年工作总结\n\n市政府：\n{passage}全面完成任务。\n\n{body}\n{year}年12月30日\n"
        (folder / body / "总结.txt").write_text(text, encoding="utf-8")
    live = "SELECT severity, suppressed FROM findings WHERE code = 'R901' AND gone IS NULL"
    audit(folder, store, SETTINGS)
    assert rows(store, live) == [("warning", None)]
    audit(folder, store, with_(suppressions=(Suppression("统一口径", code="R901"),)))
    assert rows(store, live) == [("warning", "统一口径")]
    audit(folder, store, with_(severities={"R9": Severity.INFO}))
    assert rows(store, live) == [("info", None)]
    audit(folder, store, with_(off=frozenset({"R901"})))
    assert rows(store, live) == []


def test_own_names_say_whose_report_it_is(tmp_path, store):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "稿.txt").write_text("2024年防汛工作总结\n\n平乐县水利局巡查水库36座。\n", encoding="utf-8")
    audit(folder, store, SETTINGS)
    assert rows(store, "SELECT body FROM reports") == [("",)]
    audit(folder, store, with_(own_names=("平乐县水利局",)))
    assert rows(store, "SELECT body FROM reports") == [("平乐县水利局",)]


def test_the_store_ends_the_same_whatever_was_laid_down_before(folder, store, tmp_path):
    said = with_(off=frozenset({"S2"}), suppressions=(Suppression("表头", code="P101"),))
    audit(folder, store, with_(own_names=(BODIES[0],), suppressions=(Suppression("别的", code="P"),)))
    audit(folder, store, said)
    audit(folder, tmp_path / "new.duckdb", said)
    old, new = contents(store), contents(tmp_path / "new.duckdb")
    # What is gone is kept in the older store.
    old["findings"] = [row for row in old["findings"] if row in new["findings"]]
    assert old == new


def test_originals_below_the_folder_are_no_reports(folder, store):
    (folder / "文件原文").mkdir()
    (folder / "文件原文" / "讲话.txt").write_text("要坚持问题导向。\n", encoding="utf-8")
    file = folder / "report-analyzer.toml"
    file.write_text('canonical = ["文件原文"]\n', encoding="utf-8")
    assert audit(folder, store, replace(SETTINGS, configuration=read_configuration(file))).files == 12
