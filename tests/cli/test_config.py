"""``config``, and the configuration and suppressions in ``check``: whole processes."""

import json

import pytest

DRAFT = "江平市教育局防汛工作情况汇报\n今年以来，全市共检查学校XX所，整改隐患XX处。\n"


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "单位" / "稿.txt"
    path.parent.mkdir()
    path.write_text(DRAFT, encoding="utf-8")
    return path


def laid_down(draft, text):
    file = draft.parent / "report-analyzer.toml"
    file.write_text(text, encoding="utf-8")
    return file


BOTH = """\
[[suppress]]
reason = "表头"
words = "学校XX"

[[suppress]]
reason = "旧账"
words = "隐患XX"
until = 2025-12-31
"""


def test_suppressed_findings_are_shown_and_do_not_count(run, draft):
    laid_down(draft, BOTH)
    done = run("check", draft)
    assert done.returncode == 1  # one of the two has run out
    assert "已豁免1处：表头" in done.stdout
    assert "豁免已到期1处：旧账（到2025-12-31）" in done.stdout
    assert "学校⟦XX⟧" not in done.stdout
    laid_down(draft, '[[suppress]]\nreason = "表头"\ncode = "P101"\n')
    done = run("check", draft, "--fail-on", "info")
    assert done.returncode == 0
    assert "没有发现其他问题。" in done.stdout
    assert "已豁免2处：表头 2处" in done.stdout


def test_json_keeps_suppressed_findings_whole(run, draft):
    laid_down(draft, BOTH)
    whole = json.loads(run("check", draft, "--format", "json").stdout)
    assert whole["schema"] == 1
    (suppressed,) = whole["suppressed"]
    assert (suppressed["code"], suppressed["text"], suppressed["reason"], suppressed["until"]) == (
        "P101",
        "XX",
        "表头",
        None,
    )
    (finding,) = whole["findings"]
    assert whole["expired"] == [{"key": finding["key"], "reason": "旧账", "until": "2025-12-31"}]


def test_a_word_file_has_no_comment_on_what_is_suppressed(run, draft, tmp_path):
    laid_down(draft, '[[suppress]]\nreason = "表头"\ncode = "P101"\nwords = "学校XX"\n')
    done = run("check", draft, "--format", "docx", "--output", tmp_path / "审.docx")
    assert "1条批注已写入" in done.stderr
    assert "已豁免1处：表头" in done.stderr


def test_rules_are_turned_off_and_severities_changed(run, draft):
    laid_down(draft, 'off = ["P101"]\n')
    done = run("check", draft)
    assert (done.returncode, "P101" in done.stdout) == (0, False)
    assert "report-analyzer.toml（不查 P101）" in done.stderr
    # Who names the rule wants it.
    assert run("check", draft, "--select", "P101").returncode == 1
    assert run("check", draft, "--select", "P1").returncode == 0
    laid_down(draft, '[severity]\nP101 = "info"\n')
    done = run("check", draft)
    assert (done.returncode, "提示 P101" in done.stdout) == (0, True)


def test_config_names_another_file_or_none(run, draft, tmp_path):
    laid_down(draft, 'off = ["P101"]\n')
    other = tmp_path / "另一份.toml"
    other.write_text("", encoding="utf-8")
    for given in (other, "none"):
        assert run("check", draft, "--config", given).returncode == 1
    assert run("check", draft, "--config", tmp_path / "没有.toml").returncode == 2


def test_a_bad_configuration_is_one_sentence_and_status_2(run, draft, tmp_path):
    laid_down(draft, '[[suppress]]\ncode = "P101"\n')
    for command in (("check", draft), ("config", "show", draft), ("check", draft, "--format", "json")):
        done = run(*command)
        assert done.returncode == 2
        assert (
            done.stderr == "“report-analyzer.toml”第1行：suppress 要写 reason（豁免的理由），不能是空的。\n"
        )


def test_config_show_says_what_holds_and_where_it_was_written(run, draft, tmp_path):
    user = tmp_path / "个人" / "report-analyzer" / "report-analyzer.toml"
    for folder in (
        user.parent,
        tmp_path / "个人" / ".report-analyzer",
        tmp_path / "个人" / "Library" / "Application Support" / "report-analyzer",
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / user.name).write_text('off = ["E4"]\n[severity]\nP101 = "info"\n', encoding="utf-8")
    laid_down(draft, BOTH + '[severity]\nP101 = "warning"\n')
    shown = run("config", "show", draft).stdout
    assert "[1] " + str(draft.parent / "report-analyzer.toml") in shown
    assert "E4 往期    ← [2] 第1行" in shown
    assert "P101 占位未填：警告    ← [1] 第10行" in shown
    assert "：提示" not in shown
    assert "隐患XX：旧账，到 2025-12-31，已到期，不再有效    ← [1] 第5行" in shown
    assert "警告 P101" in run("check", draft).stdout
    assert "没有配置文件" in run("config", "show", draft, "--config", "none").stdout


def test_config_init_writes_an_example_that_changes_nothing(run, draft):
    before = run("check", draft)
    assert run("config", "init", draft.parent).returncode == 0
    after = run("check", draft)
    assert (after.stdout, after.returncode) == (before.stdout, before.returncode)
    again = run("config", "init", draft.parent)
    assert again.returncode == 2
    assert "已经有了" in again.stderr
