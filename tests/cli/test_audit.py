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
