"""``extract``, ``compare``, ``template`` and ``check --template`` as users run them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analyzer.cli.chinese import complaint
from analyzer.cli.main import cli
from analyzer.document import InputError

ROOT = Path(__file__).parents[2]
TEMPLATE = "一、学习\n共组织专题学习XX次，参加XX人次。\n二、问题\n基层力量不足，整改不够及时。\n"
DRAFT = "一、学习\n共组织专题学习12次，参加三百人次。\n二、问题\n基层力量不足，整改不够及时。\n"


@pytest.fixture
def folder(tmp_path):
    for name, text in {"模板.txt": TEMPLATE, "甲.txt": DRAFT, "乙.txt": DRAFT.replace("12", "9")}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*args):
    """Exit status, standard output, standard error; errors as ``main`` words them."""
    import click

    result = CliRunner().invoke(cli, [str(a) for a in args], standalone_mode=False)
    if isinstance(result.exception, InputError):
        return 2, result.stdout, str(result.exception)
    if isinstance(result.exception, click.ClickException):
        return 2, result.stdout, complaint(result.exception)
    if result.exception is not None:
        raise result.exception
    return result.return_value or 0, result.stdout, result.stderr


def test_extract_gives_an_object_a_draft(folder):
    status, out, _ = run(
        "extract", "--template", folder / "模板.txt", folder / "甲.txt", folder / "乙.txt", "--format", "json"
    )
    assert status == 0
    assert [[v["number"] for v in json.loads(line)["values"]] for line in out.splitlines()] == [
        [12, 300],
        [9, 300],
    ]


def test_extract_goes_on_after_a_draft_that_cannot_be_read(folder):
    (folder / "空.txt").write_text("")
    status, out, err = run(
        "extract", "--template", folder / "模板.txt", folder / "空.txt", folder / "甲.txt", "--format", "json"
    )
    assert status == 2
    first, second = map(json.loads, out.splitlines())
    assert first["values"] == [] and "空文件" in first["error"] and "空文件" in err
    assert len(second["values"]) == 2


def test_extract_writes_a_workbook_and_csv_for_excel(folder):
    run(
        "extract",
        "--template",
        folder / "模板.txt",
        folder / "甲.txt",
        "--format",
        "xlsx",
        "--output",
        folder / "表.xlsx",
    )
    assert (folder / "表.xlsx").read_bytes().startswith(b"PK")
    run(
        "extract",
        "--template",
        folder / "模板.txt",
        folder / "甲.txt",
        "--format",
        "csv",
        "--output",
        folder / "表.csv",
    )
    assert (folder / "表.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("extract", "--template", "模板.txt", "甲.txt", "--format", "xlsx"), "--output"),
        (("extract", "--template", "没有.txt", "甲.txt"), "没有.txt"),
        (("extract", "--template", "甲.txt", "乙.txt"), "没有空白"),
        (("extract", "甲.txt"), "--template"),
        (
            ("extract", "--template", "模板.txt", "甲.txt", "--format", "csv", "--output", "甲.txt"),
            "覆盖原文件",
        ),
        (
            ("extract", "--template", "模板.txt", "甲.txt", "--format", "csv", "--output", "模板.txt"),
            "覆盖原文件",
        ),
        (("check", "模板.txt", "--template", "模板.txt"), "就是模板本身"),
        (("check", "甲.txt", "--template", "auto"), "没有与"),
        (("check", "甲.txt", "--template", "."), "文件夹"),
        (("check", "甲.txt", "--earlier", "甲.txt"), "也给成了往期报告"),
        (("check", "甲.txt", "--earlier", "没有.txt"), "没有.txt"),
        (("check", "甲.txt", "--earlier", "乙.txt", "--format", "json", "--output", "乙.txt"), "往期报告"),
        (("compare", "甲.txt", "没有.txt"), "没有.txt"),
        (("compare", "甲.txt", "乙.txt", "--format", "html", "--output", "乙.txt"), "覆盖原文件"),
        (("template", "show", "没有.txt"), "没有.txt"),
        (("template", "show"), "模板"),
    ],
)
def test_bad_input_is_one_sentence_and_status_two(folder, monkeypatch, args, words):
    monkeypatch.chdir(folder)
    status, out, err = run(*args)
    assert (status, out) == (2, "")
    assert words in err and err.strip().endswith(("。", "！"))
    assert "Traceback" not in err
    assert (folder / "甲.txt").read_text("utf-8") == DRAFT
    assert (folder / "模板.txt").read_text("utf-8") == TEMPLATE


def test_check_beside_a_template(folder):
    (folder / "丙.txt").write_text(
        DRAFT.replace("二、问题\n基层力量不足，整改不够及时。\n", ""), encoding="utf-8"
    )
    status, out, _ = run("check", folder / "丙.txt", "--template", folder / "模板.txt", "--format", "json")
    assert status == 1
    found = json.loads(out)
    assert [f["code"] for f in found["findings"]] == ["S201"]
    assert {s["needs"] for s in found["skipped"]} == {"earlier"}


def test_template_init_writes_what_show_reads_and_never_over_it(folder):
    status, _, err = run("template", "init", folder / "模板.txt")
    assert status == 0 and "2个空白" in err
    target = folder / "模板.toml"
    written = target.read_text("utf-8")
    status, _, err = run("template", "init", folder / "模板.txt")
    assert status == 2 and "--force" in err and target.read_text("utf-8") == written
    target.write_text(written.replace("组织专题学习·次", "学习"), encoding="utf-8")
    assert run("template", "init", folder / "模板.txt", "--force")[0] == 0
    shown = json.loads(run("template", "show", folder / "模板.txt", "--format", "json")[1])
    assert [s["name"] for s in shown["slots"]] == ["学习", "参加·人次"]
    assert sorted(f.name for f in folder.iterdir()) == ["乙.txt", "模板.toml", "模板.txt", "甲.txt"]


def test_template_show_for_people(folder):
    status, out, _ = run("template", "show", folder / "模板.txt")
    assert status == 0 and "组织专题学习·次" in out and "一、学习" in out


def test_compare_for_people_machines_and_browsers(folder):
    status, out, _ = run("compare", folder / "乙.txt", folder / "甲.txt")
    assert status == 0 and "[-12-]{+9+}" in out and "改动1句" in out
    whole = json.loads(run("compare", folder / "乙.txt", folder / "甲.txt", "--format", "json")[1])
    assert [p["change"] for p in whole["pairs"]] == ["same", "changed", "same", "same"]
    status, _, err = run("compare", folder / "乙.txt", folder / "甲.txt", "--format", "html")
    assert status == 0 and "乙.对照.html" in err
    assert "<html" in (folder / "乙.对照.html").read_text("utf-8")
    run("compare", folder / "乙.txt", folder / "甲.txt", "--format", "html")
    assert (folder / "乙.对照2.html").exists()
    assert "没有差别" in run("compare", folder / "甲.txt", folder / "甲.txt")[1]


def test_check_beside_an_earlier_report(folder):
    body = "专项整治开展以来，累计受理问题线索{}条，累计约谈干部{}人次。"
    for name, figures in (("一季度.txt", (41, 120)), ("二季度.txt", (38, 135))):
        (folder / name).write_text("关于专项整治的汇报\n" + body.format(*figures), encoding="utf-8")
    status, out, _ = run(
        "check", folder / "二季度.txt", "--earlier", folder / "一季度.txt", "--format", "json"
    )
    found = json.loads(out)["findings"]
    assert status == 1 and [f["code"] for f in found] == ["E401"]
    assert found[0]["evidence"][0]["source"].endswith("一季度.txt")
