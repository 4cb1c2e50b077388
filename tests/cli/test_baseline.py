"""``check --baseline``: what is new, still there and gone since an earlier check."""

import json

import pytest

OLD = "江平市教育局防汛工作情况汇报\n今年以来，全市共检查学校XX所，整改隐患XX处。\n"
NEW = "江平市教育局防汛工作情况汇报\n今年以来，全市共检查学校26所，整改隐患XX处，投入资金XX万元。\n"


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "稿.txt"
    path.write_text(OLD, encoding="utf-8")
    return path


@pytest.fixture
def old(run, draft, tmp_path):
    path = tmp_path / "旧.json"
    assert run("check", draft, "--format", "json", "--output", path).returncode == 1
    return path


def test_findings_are_new_still_there_or_gone(run, draft, old):
    draft.write_text(NEW, encoding="utf-8")
    done = run("check", draft, "--baseline", old, "--format", "json")
    assert done.returncode == 1
    whole = json.loads(done.stdout)
    assert [(f["text"], f["state"]) for f in whole["findings"]] == [("XX", "old"), ("XX", "new")]
    (gone,) = whole["gone"]
    assert list(gone) == ["code", "name", "severity", "text", "place", "message", "key"]
    assert (gone["code"], gone["severity"], gone["text"], gone["place"]) == ("P101", "error", "XX", "第1段")
    shown = run("check", draft, "--baseline", old).stdout
    assert "与上次比：新发现1处，仍在1处，不再出现1处" in shown
    assert [line for line in shown.splitlines() if "P101" in line] == [
        "错误 P101 第1段",
        "新 错误 P101 第1段",
    ]


def test_only_new_findings_count(run, draft, old):
    done = run("check", draft, "--baseline", old)
    assert done.returncode == 0
    assert "新发现0处，仍在2处，不再出现0处" in done.stdout
    assert run("check", draft).returncode == 1
    draft.write_text(NEW, encoding="utf-8")
    assert run("check", draft, "--baseline", old).returncode == 1
    assert run("check", draft, "--baseline", old, "--fail-on", "never").returncode == 0


def test_without_a_baseline_the_json_says_nothing_of_states(run, draft):
    whole = json.loads(run("check", draft, "--format", "json").stdout)
    assert "gone" not in whole
    assert not any("state" in f for f in whole["findings"])


def test_what_did_not_look_finds_nothing_gone(run, draft, old):
    draft.write_text(OLD.replace("XX", "26"), encoding="utf-8")
    assert len(json.loads(run("check", draft, "--baseline", old, "--format", "json").stdout)["gone"]) == 2
    other = run("check", draft, "--baseline", old, "--format", "json", "--ignore", "P101")
    assert json.loads(other.stdout)["gone"] == []


def test_what_is_suppressed_is_not_gone_and_is_new_when_it_no_longer_is(run, draft, old, tmp_path):
    configuration = tmp_path / "report-analyzer.toml"
    configuration.write_text('[[suppress]]\nreason = "表头"\nwords = "学校XX"\n', encoding="utf-8")
    done = run("check", draft, "--baseline", old, "--format", "json")
    whole = json.loads(done.stdout)
    assert (len(whole["suppressed"]), whole["gone"], done.returncode) == (1, [], 0)
    old.write_text(done.stdout, encoding="utf-8")
    configuration.unlink()
    again = json.loads(run("check", draft, "--baseline", old, "--format", "json").stdout)
    assert [f["state"] for f in again["findings"]] == ["new", "old"]


def test_a_renamed_draft_is_the_only_one_of_the_baseline(run, draft, old):
    second = draft.rename(draft.with_name("稿（二稿）.txt"))
    assert "与上次（稿.txt）比：新发现0处，仍在2处" in run("check", second, "--baseline", old).stdout


def test_drafts_of_a_baseline_of_many_are_told_apart(run, draft, tmp_path):
    for place, text in (("甲/月报.txt", OLD), ("乙/月报.txt", NEW), ("丙/季报.txt", NEW.replace("26", "XX"))):
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    old = tmp_path / "旧.json"
    all_of_them = ("甲/月报.txt", "乙/月报.txt", "丙/季报.txt")
    run("check", *all_of_them, "--format", "json", "--output", old)
    (tmp_path / "丁").mkdir()
    moved = (tmp_path / "丙/季报.txt").rename(tmp_path / "丁/季报.txt")
    moved.write_text(moved.read_text(encoding="utf-8") + "此外无其他事项。\n", encoding="utf-8")
    copied = tmp_path / "换了名.txt"
    copied.write_text(NEW, encoding="utf-8")
    strange = tmp_path / "月报.txt"
    strange.write_text(OLD + "此外无其他事项。\n", encoding="utf-8")
    done = run(
        "check",
        *all_of_them[:2],
        moved,
        copied,
        strange,
        "--baseline",
        old,
        "--format",
        "json",
        "--fail-on",
        "never",
    )
    states = [[f["state"] for f in json.loads(line)["findings"]] for line in done.stdout.splitlines()]
    assert states == [["old"] * 2, ["old"] * 2, ["old"] * 3, ["old"] * 2, ["new"] * 2]
    assert "上次的结果里没有这份稿件：新发现2处" in run("check", strange, draft, "--baseline", old).stdout


def test_a_word_file_marks_what_is_new(run, draft, old, tmp_path):
    draft.write_text(NEW, encoding="utf-8")
    target = tmp_path / "审.docx"
    done = run("check", draft, "--baseline", old, "--format", "docx", "--output", target)
    assert "与上次比：新发现1处" in done.stderr
    from docx import Document

    comments = [c.text for c in Document(target).comments]
    assert [c.startswith("【错误·新】") for c in comments] == [False, True]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "是空的"),
        ("不是\n", "第1行不是 JSON"),
        ("[1]\n", "第1行不是检查结果"),
        ("{}\n", "第1行不是检查结果"),
        ('{"schema":2,"report":{},"findings":[],"failures":[]}\n', "第 2 版"),
        ('{"schema":1,"report":[],"findings":[],"failures":[]}\n', "第1行不是检查结果"),
        ('{"schema":1,"report":{"source":1,"sha256":""},"findings":[],"failures":[]}\n', "不是检查结果"),
        (
            '{"schema":1,"report":{"source":"a","sha256":""},"findings":[{"key":"k"}],"failures":[]}\n',
            "缺少内容",
        ),
        (
            '{"schema":1,"report":{"source":"a","sha256":""},"findings":[],"failures":[]}\n{"a":\n',
            "第2行不是 JSON",
        ),
        ("[" * 100_000, "第1行不是 JSON"),
    ],
)
def test_what_is_no_earlier_result_is_refused_in_one_sentence(run, draft, tmp_path, text, words):
    wrong = tmp_path / "别的.json"
    wrong.write_text(text, encoding="utf-8")
    done = run("check", draft, "--baseline", wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "check --format json" in done.stderr


def test_a_draft_that_could_not_be_read_then_is_not_known(run, draft, tmp_path):
    draft.write_bytes(b"")
    old = tmp_path / "旧.json"
    run("check", draft, "--format", "json", "--output", old)
    draft.write_text(OLD, encoding="utf-8")
    assert "上次的结果里没有这份稿件" in run("check", draft, "--baseline", old).stdout


def test_a_page_and_a_workbook_of_several_drafts(run, draft, old, tmp_path):
    second = tmp_path / "二稿.txt"
    second.write_text(NEW, encoding="utf-8")
    for form in ("html", "xlsx"):
        done = run("check", draft, second, "没有.txt", "--baseline", old, "--format", form)
        assert done.returncode == 2
        assert f"3份稿件的结果已写入 {tmp_path / '全部稿件.审阅'}.{form}" in done.stderr
        alone = run("check", draft, "--format", form, "--output", tmp_path / f"一份.{form}", "--quiet")
        assert (alone.returncode, alone.stderr, (tmp_path / f"一份.{form}").is_file()) == (1, "", True)
        assert run("check", draft, "--format", form, "--output", tmp_path / "一份.txt").returncode == 2
    assert "全部稿件.审阅2.html" in run("check", draft, second, "--format", "html").stderr
