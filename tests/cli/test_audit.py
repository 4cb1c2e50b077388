"""``audit`` as users run it."""

import json
import os
import subprocess
import sys

import pytest
from audit_folder import write_folder

PROGRAM = (
    "import sys; from analyzer.cli.audit import audit; from analyzer.document import InputError\n"
    "if __name__ == '__main__':\n"
    "    try: sys.exit(audit(standalone_mode=False))\n"
    "    except InputError as error: print(error, file=sys.stderr); sys.exit(2)\n"
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("audit")
    write_folder(place / "报告")
    (place / "program.py").write_text(PROGRAM)
    return place


def run(place, *args):
    return subprocess.run(
        [sys.executable, "program.py", *map(str, args)],
        cwd=place,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        timeout=120,
    )


def test_a_folder_is_audited_and_the_store_is_asked(place):
    done = run(place, "报告", "--store", "a.duckdb", "--template", "none")
    assert (done.returncode, done.stdout) == (1, "")
    assert "12个文件，审阅12份，未变0份" in done.stderr
    assert (
        run(
            place, "报告", "--store", "a.duckdb", "--template", "none", "--fail-on", "never", "--quiet"
        ).stderr
        == ""
    )

    found = run(place, "findings", "a.duckdb", "--where", "code = 'P101'", "--format", "json")
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert [(r["code"], r["text"], r["gone"]) for r in rows] == [("P101", "XX", None)] * 3
    assert "共3条" in run(place, "findings", "a.duckdb", "--where", "code = 'P101'").stdout
    bad = run(place, "findings", "a.duckdb", "--where", "nonsense")
    assert bad.returncode == 2
    assert bad.stderr.startswith("--where 的条件用了没有的列")

    done = run(place, "export", "a.duckdb", "--table", "reports", "--output", "reports.csv")
    assert done.returncode == 0
    assert len((place / "reports.csv").read_text("utf-8-sig").splitlines()) == 13
    assert run(place, "export", "a.duckdb", "--output", "a.duckdb").returncode == 2


def test_what_cannot_be_done_is_told(place):
    for args, words in (
        (("报告", "--store", "b.duckdb", "--scheduler", "tcp://x:1"), "--engine dask"),
        (("没有", "--store", "b.duckdb"), "不是文件夹"),
        (("findings", "none.duckdb"), "没有“none.duckdb”"),
    ):
        done = run(place, *args)
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_help_names_all_parts(place):
    words = run(place, "--help").stdout
    assert "--store" in words
    assert "audit findings" in words


def test_a_configuration_holds_for_the_whole_folder_and_suppressed_findings_are_told(place):
    (place / "报告" / "report-analyzer.toml").write_text(
        '[[suppress]]\nreason = "表头"\ncode = "P101"\nfile = "*.txt"\n'
        '[[suppress]]\nreason = "旧账"\ncode = "F301"\nuntil = 2020-12-31\n',
        encoding="utf-8",
    )
    done = run(place, "报告", "--store", "b.duckdb", "--template", "none", "--fail-on", "error")
    (place / "报告" / "report-analyzer.toml").unlink()
    assert done.returncode == 0
    assert "配置：" in done.stderr and "report-analyzer.toml" in done.stderr
    assert "（另有已豁免 3）" in done.stderr
    assert "豁免已到期，不再有效：旧账（到2020-12-31）" in done.stderr
    listed = run(place, "findings", "b.duckdb", "--where", "code = 'P101'").stdout
    assert "已豁免（表头）" in listed
    assert "共3条，其中已豁免3条" in listed
    found = run(place, "findings", "b.duckdb", "--where", "suppressed IS NOT NULL", "--format", "json")
    assert {json.loads(line)["suppressed"] for line in found.stdout.splitlines()} == {"表头"}
    page = place / "b.html"
    run(place, "report", "b.duckdb", "--format", "html", "--output", page)
    assert "已豁免 3 处" in page.read_text(encoding="utf-8")

    (place / "坏.toml").write_text('[[suppress]]\nreason = "没写什么"\n', encoding="utf-8")
    bad = run(place, "报告", "--store", "c.duckdb", "--config", "坏.toml")
    assert (bad.returncode, (place / "c.duckdb").exists()) == (2, False)
    assert bad.stderr.startswith("“坏.toml”第1行：")
