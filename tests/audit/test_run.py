"""Whole audits: what is done again and what is not, what goes wrong, and what a kill leaves behind."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import audit_folder
import pytest
from audit_folder import BODIES, contents, report, rows, write_folder

from analyzer.audit import run
from analyzer.audit.limits import Limits
from analyzer.audit.run import Settings, audit
from analyzer.document import InputError

SETTINGS = Settings(templates=("none",))


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "reports")


@pytest.fixture
def store(tmp_path):
    return tmp_path / "audit.duckdb"


def reviewed_in_last(store):
    return rows(store, "SELECT reviewed, unchanged, removed, failed FROM runs ORDER BY run DESC LIMIT 1")[0]


def test_only_what_changed_is_reviewed_again(folder, store, tmp_path):
    first = audit(folder, store, SETTINGS)
    assert (first.files, first.reviewed, first.failed, first.findings["error"]) == (12, 12, 0, 3)
    assert rows(store, "SELECT count(*), count(DISTINCT series) FROM reports") == [(12, 3)]
    assert audit(folder, store, SETTINGS).reviewed == 0

    body = BODIES[0]
    third = folder / body / "2024Q3.txt"
    os.utime(third, ns=(1, 1))
    assert audit(folder, store, SETTINGS).reviewed == 0, "touched, not changed"
    third.write_text(report(body, 2024, 3), encoding="utf-8")
    assert audit(folder, store, SETTINGS).reviewed == 2, "the report and its successor"
    gone = rows(
        store, "SELECT path, code, since, gone FROM findings WHERE gone IS NOT NULL AND code = 'P101'"
    )
    assert gone == [(f"{body}/2024Q3.txt", "P101", 1, 4)]

    (folder / body / "2024Q4.txt").unlink()
    outcome = audit(folder, store, SETTINGS)
    assert (outcome.files, outcome.reviewed, outcome.removed) == (11, 0, 1)
    assert rows(store, f"SELECT * FROM passages WHERE path = '{body}/2024Q4.txt'") == []

    (folder / body / "2023Q4.txt").write_text(report(body, 2023, 4), encoding="utf-8")
    assert audit(folder, store, SETTINGS).reviewed == 3, "the new earlier report and two successors"
    assert rows(store, f"SELECT other FROM earlier WHERE path = '{body}/2024Q1.txt'") == [
        (f"{body}/2023Q4.txt",)
    ]

    # Whatever way it went, the store is as one that was filled at once.
    audit(folder, tmp_path / "fresh.duckdb", SETTINGS)
    now, fresh = contents(store), contents(tmp_path / "fresh.duckdb")
    now["findings"] = [f for f in now["findings"] if True in f[-2:]]
    assert now == fresh


def test_copies_are_reviewed_once(folder, store):
    first, second = folder / BODIES[0] / "2024Q1.txt", folder / "龙江县统计局" / "2024Q1.txt"
    second.parent.mkdir()
    second.write_bytes(first.read_bytes())
    assert audit(folder, store, SETTINGS).reviewed == 12
    assert rows(store, "SELECT path, same_as FROM files WHERE same_as IS NOT NULL") == [
        ("龙江县统计局/2024Q1.txt", f"{BODIES[0]}/2024Q1.txt")
    ]
    first.unlink()
    audit(folder, store, SETTINGS)
    assert rows(store, "SELECT same_as FROM files WHERE path LIKE '龙%'") == [(None,)]
    assert rows(store, "SELECT count(*) FROM reports WHERE path LIKE '龙%'") == [(1,)]


def test_other_settings_review_anew(folder, store):
    audit(folder, store, SETTINGS)
    template = folder.parent / "template.txt"
    template.write_text(report(BODIES[0], 2024, 1, blank=True), encoding="utf-8")
    mapping = folder.parent / "map.csv"
    mapping.write_text(f"路径样式,模板文件\n{BODIES[0]}/*,template.txt\n", encoding="utf-8")
    outcome = audit(folder, store, Settings(templates=("none",), mapping=mapping))
    assert outcome.reviewed == 4
    assert rows(store, "SELECT DISTINCT template, template_why FROM reports WHERE template <> ''") == [
        ("template.txt", "映射文件指定的模板")
    ]
    assert rows(store, "SELECT count(*) FROM slot_values WHERE status = 'filled'") != [(0,)]


def test_whatever_a_file_does_is_a_failure_of_its_own(folder, store, monkeypatch):
    for n, name in enumerate(
        ("read-endless", "read-crash", "review-endless", "review-crash", "review-memory", "review-broken")
    ):
        (folder / f"{name}.txt").write_text(report(BODIES[n % 3], 2025, 1 + n // 3), encoding="utf-8")
    (folder / "unreadable.docx").write_bytes(b"PK\x03\x04 no archive")
    monkeypatch.setattr(run, "recognise", audit_folder.recognise)
    monkeypatch.setattr(run, "review_series", audit_folder.review_series)
    settings = Settings(templates=("none",), jobs=2, limits=Limits(seconds=3))
    outcome = audit(folder, store, settings)
    assert (outcome.files, outcome.failed) == (19, 7)
    assert sorted(rows(store, "SELECT path, step, cause FROM failures")) == [
        ("read-crash.txt", "read", "crash"),
        ("read-endless.txt", "read", "time"),
        ("review-broken.txt", "review", "crash"),
        ("review-crash.txt", "review", "crash"),
        ("review-endless.txt", "review", "time"),
        ("review-memory.txt", "review", "memory"),
        ("unreadable.docx", "read", "unreadable"),
    ]
    assert rows(store, "SELECT count(*) FROM files WHERE reviewed_as IS NULL AND path LIKE '%Q%'") == [(0,)]
    again = audit(folder, store, settings)
    assert (again.reviewed, again.failed) == (0, 7), "what failed is not tried again"
    monkeypatch.undo()
    assert (
        audit(folder, store, Settings(templates=("none",), retry=True, limits=Limits(seconds=3))).failed == 1
    )


CODE = """
import sys
from pathlib import Path
from analyzer.audit.run import Settings, audit
if __name__ == "__main__":
    audit(Path(sys.argv[1]), Path(sys.argv[2]), Settings(templates=("none",), jobs=2))
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_a_killed_run_goes_on_and_ends_the_same(tmp_path):
    folder = write_folder(tmp_path / "reports", (2021, 2022, 2023, 2024))
    whole, cut = tmp_path / "whole.duckdb", tmp_path / "cut.duckdb"
    program = tmp_path / "program.py"
    program.write_text(CODE)
    command = [sys.executable, str(program), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path(run.__file__).parents[2])}
    start = time.monotonic()
    subprocess.run([*command, str(whole)], check=True, env=environment)
    spent = time.monotonic() - start
    chance = random.Random()
    for part in (chance.uniform(0.1, 0.5), chance.uniform(0.4, 0.7), chance.uniform(0.6, 1.0)):
        process = subprocess.Popen([*command, str(cut)], env=environment, start_new_session=True)
        try:
            process.wait(part * spent)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    subprocess.run([*command, str(cut)], check=True, env=environment)
    assert contents(cut) == contents(whole)


def test_bad_arguments_are_told_in_chinese(folder, store, tmp_path):
    for settings, words in (
        (Settings(templates=(str(tmp_path / "none.docx"),)), "none.docx"),
        (Settings(templates=("a.toml",)), "说明文件"),
        (Settings(mapping=tmp_path / "none.csv"), "none.csv"),
    ):
        with pytest.raises(InputError, match=words):
            audit(folder, store, settings)
    with pytest.raises(InputError, match="不是文件夹"):
        audit(tmp_path / "nowhere", store)


COPIED = (
    "我们坚持把整改质量放在首位，对每一条问题都建立台账、明确时限、落实到人，逐月对账、逐项验收，"
    "对整改不实、敷衍了事的退回重做，并把典型做法印成小册子发到每个班组，请一线职工评议打分后再归档。"
)


def test_what_was_copied_from_another_body_is_found_and_goes_away(folder, store):
    first, second = (folder / body for body in BODIES[:2])
    for path, quarter in ((first / "2024Q1.txt", 1), (second / "2024Q2.txt", 2)):
        path.write_text(
            f"{path.read_text(encoding='utf-8')}{COPIED}第{quarter}批共12项。\n", encoding="utf-8"
        )
    audit(folder, store, SETTINGS)
    query = (
        "SELECT path, severity, since, gone FROM findings WHERE code = 'R901' AND text LIKE '%印成小册子%'"
    )
    copied = f"{BODIES[1]}/2024Q2.txt"
    assert rows(store, query) == [(copied, "warning", 1, None)]

    changed = second / "2024Q2.txt"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("整改隐患", "完成整改隐患"), encoding="utf-8"
    )
    assert audit(folder, store, SETTINGS).reviewed > 0
    assert rows(store, query) == [(copied, "warning", 1, None)], "reviewed anew, the reuse is the old one"

    changed.write_text(changed.read_text(encoding="utf-8").replace(COPIED, ""), encoding="utf-8")
    audit(folder, store, SETTINGS)
    assert rows(store, query) == [(copied, "warning", 1, 3)]
