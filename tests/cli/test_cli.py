"""Commands as users run them: whole processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DRAFT = "江平市教育局防汛工作情况汇报\n今年以来，全市共检查学校XX所，整改隐患36处。\n"


def run(*args, cwd, **env):
    return subprocess.run(
        [sys.executable, "-m", "analyzer", *map(str, args)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **env},
        timeout=120,
    )


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "稿件.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_json_is_one_object_a_line_as_the_contract_says(draft, tmp_path):
    done = run("check", draft, draft, "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == second
    assert list(first) == ["schema", "report", "findings", "failures", "skipped", "suppressed", "expired"]
    assert list(first["report"]) == ["source", "sha256", "title", "issuer", "period", "characters", "unread"]
    (finding,) = first["findings"]
    assert list(finding) == [
        "code",
        "name",
        "severity",
        "start",
        "end",
        "text",
        "place",
        "message",
        "suggestion",
        "evidence",
        "key",
    ]
    assert (finding["code"], finding["severity"], finding["text"], finding["place"]) == (
        "P101",
        "error",
        "XX",
        "第1段",
    )
    shown = run("text", draft, cwd=tmp_path).stdout
    assert shown == DRAFT
    assert shown[finding["start"] : finding["end"]] == "XX"


def test_text_is_plain_when_piped(draft, tmp_path):
    done = run("check", draft, cwd=tmp_path)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "⟦XX⟧" in done.stdout
    assert "共1处：错误1（占位与残留1）" in done.stdout


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["--fail-on", "never"], 0),
        (["--ignore", "P101"], 0),
        (["--select", "L8"], 0),
        (["--select", "P1"], 1),
        (["--fail-on", "info"], 1),
    ],
)
def test_exit_status(draft, tmp_path, args, status):
    assert run("check", draft, *args, cwd=tmp_path).returncode == status


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["check", "没有.docx"],
        ["check", "."],
        ["check", "稿件.txt", "--format", "pdf"],
        ["check", "稿件.txt", "--select", "Z9"],
        ["check", "稿件.txt", "--formt", "json"],
        ["check", "稿件.txt", "--output"],
        ["check", "稿件.txt", "--output", "没有这个夹/结果.txt"],
        ["check", "稿件.txt", "--output", "稿件.txt"],
        ["check", "稿件.txt", "--format", "docx", "--output", "稿件.txt"],
        ["text"],
        ["text", "没有.txt"],
        ["check", "稿件.txt", "--select", "P1", "--ignore", "P"],
        ["check", "稿件.txt", "--format", "docx", "--output", "结果.txt"],
        ["check", "稿件.txt", "稿件.txt", "--format", "docx", "--output", "结果.docx"],
        ["check", "稿件.txt", "--output", "."],
        ["check", "稿件.txt", "--output", "/dev/null"],
        ["rules", "P999"],
        ["chek", "稿件.txt"],
        ["text", "稿件.txt", "多了.txt"],
    ],
    ids=lambda args: str(len(args)),
)
def test_bad_input_is_one_chinese_sentence_and_status_2(draft, tmp_path, args):
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.rstrip().endswith("。")
    assert any("\u4e00" <= c <= "\u9fff" for c in done.stderr)
    assert draft.read_text(encoding="utf-8") == DRAFT
    assert sorted(p.name for p in tmp_path.iterdir()) == ["稿件.txt"]


def test_an_unreadable_draft_does_not_hide_the_others(draft, tmp_path):
    done = run("check", "没有.docx", draft, "--format", "json", cwd=tmp_path)
    assert done.returncode == 2
    missing, found = map(json.loads, done.stdout.splitlines())
    assert [f["step"] for f in missing["failures"]] == ["read"]
    assert [f["code"] for f in found["findings"]] == ["P101"]


def test_docx_is_written_beside_the_draft(draft, tmp_path):
    done = run("check", draft, "--format", "docx", cwd=tmp_path)
    assert done.returncode == 1
    assert (tmp_path / "稿件.审阅.docx").is_file()
    assert "1条批注" in done.stderr
    assert done.stdout == ""


def test_no_commented_copy_is_written_over_another(draft, tmp_path):
    other = tmp_path / "稿件.md"
    other.write_text(DRAFT, encoding="utf-8")
    assert run("check", draft, other, "--format", "docx", cwd=tmp_path).returncode == 1
    assert {p.name for p in tmp_path.glob("*.docx")} == {"稿件.审阅.docx", "稿件.审阅2.docx"}
    (tmp_path / "稿件.审阅.docx").write_bytes(b"edited by hand")
    again = run("check", draft, *tmp_path.glob("*.docx"), "--format", "docx", cwd=tmp_path)
    assert again.stderr.count("跳过") == 2
    assert (tmp_path / "稿件.审阅.docx").read_bytes() == b"edited by hand"
    assert (tmp_path / "稿件.审阅3.docx").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_full_disk_is_no_finding(draft, tmp_path, form):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "analyzer", "check", str(draft), "--format", form]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "结果写不出去（磁盘已满），请检查磁盘空间和输出位置。\n"


def test_output_replaces_a_file_as_a_whole(draft, tmp_path):
    target = tmp_path / "结果.json"
    target.write_text("旧的")
    done = run("check", draft, "--format", "json", "--output", target, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == 1


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_pipe_in_another_encoding_still_gets_utf8(draft, tmp_path, encoding):
    done = run("check", draft, "--format", "json", cwd=tmp_path, PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout)["findings"][0]["text"] == "XX"


def test_rules_lists_all_and_shows_a_page(tmp_path):
    listed = run("rules", cwd=tmp_path)
    assert listed.returncode == 0
    assert "P101" in listed.stdout
    page = run("rules", "p101", cwd=tmp_path).stdout
    assert "依据：" in page
    assert "⟦XX⟧" in page


def test_structure_shows_headings(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("防汛工作总结\n一、存在问题\n能力不足。", encoding="utf-8")
    shown = run("text", path, "--structure", cwd=tmp_path).stdout
    assert "标题：防汛工作总结" in shown
    assert "一、存在问题  [PROBLEMS]" in shown


def test_help_is_chinese(tmp_path):
    for args in (["--help"], ["check", "--help"], []):
        shown = run(*args, cwd=tmp_path).stdout
        assert "用法：" in shown
        assert "Usage" not in shown
        assert "Show this" not in shown


def test_help_says_in_chinese_what_a_value_may_be(tmp_path):
    words = run("audit", "--help", cwd=tmp_path).stdout
    assert "（必须给出）" in words and "（1 到 256）" in words and "（不小于 64）" in words
    assert "[required]" not in words and "<=x" not in words
