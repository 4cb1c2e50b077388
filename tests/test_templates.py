"""Templates as users have them."""

from pathlib import Path

import pytest

import analyzer
from analyzer.document import InputError
from analyzer.templates import choose_template, shipped_templates

ROOT = Path(__file__).parents[1]
FILLED = ROOT / "corpora/filled"
PLAIN = (
    "一、主要做法\n组织专题学习活动，开展执法检查工作。\n二、存在问题\n基层力量不足，少数单位整改不够及时。"
)


@pytest.mark.parametrize("file", shipped_templates(), ids=lambda f: f.stem)
def test_a_draft_finds_the_template_that_it_was_written_from(file):
    draft = analyzer.read(FILLED / f"{file.stem}.heavy.1.txt")
    assert choose_template(draft).path == file


def test_a_report_of_its_own_finds_none():
    with pytest.raises(InputError, match="没有与“<text>”相近的"):
        choose_template(analyzer.parse("关于春游的通知\n各班：明天去公园春游，请带好雨具。"))


def test_a_template_without_blanks_still_compares_sections_and_wording():
    template = analyzer.parse_template(PLAIN)
    assert template.slots == ()
    review = analyzer.review(analyzer.parse(PLAIN.split("二、")[0]), template=template)
    assert [f.code for f in review.findings] == ["S201"]


def test_a_draft_of_another_kind_gets_one_finding():
    template = analyzer.read_template(ROOT / "corpora/templates/01_special_campaign.txt")
    draft = analyzer.parse(
        "第一章 总则\n第一条 为规范内部审计，制定本办法。\n第二章 附则\n本办法自印发之日起施行。"
    )
    review = analyzer.review(draft, template=template)
    assert [f.code for f in review.findings if f.code[0] in "TS" and f.code != "S206"] == ["T502"]
    assert "几乎没有相同之处" in review.findings[0].message


def test_a_template_that_was_cut_is_said_to_be():
    cut = "一、学习\n共组织专题学习XX次。\n---此处隐藏2751字,下载后查看---\n三、机制\n共修订制度XX项。"
    template = analyzer.parse_template(cut)
    assert len(template.cut) == 1
    draft = analyzer.parse(
        "一、学习\n共组织专题学习12次。\n二、检查\n检查单位3个。\n三、机制\n共修订制度5项。"
    )
    found = analyzer.review(draft, template=template).findings
    assert [(f.code, f.severity.label) for f in found] == [("S201", "info")]
    assert "模板本身" in found[0].message


def test_rules_that_need_a_template_are_skipped_without_one():
    skipped = {(s.code, s.needs) for s in analyzer.review(analyzer.parse(PLAIN)).skipped}
    assert {c for c, needs in skipped if needs == "template"} == {"T501", "T502", "T503"}
    assert {c for c, needs in skipped if needs == "earlier"} == {"E401", "E402", "E403", "E405"}


def test_a_broken_alignment_is_a_failure_of_each_rule_that_asks(monkeypatch):
    import analyzer.alignment as alignment

    monkeypatch.setattr(alignment, "align", lambda *_: 1 / 0)
    review = analyzer.review(analyzer.parse(PLAIN), template=analyzer.parse_template(PLAIN))
    assert {"T501", "T502", "T503"} <= {f.step for f in review.failures}


@pytest.mark.parametrize("level", ["sound", "light"])
@pytest.mark.parametrize("file", shipped_templates(), ids=lambda f: f.stem)
def test_nothing_is_said_to_be_missing_where_nothing_is(file, level):
    draft = analyzer.read(FILLED / f"{file.stem}.{level}.1.txt")
    review = analyzer.review(draft, template=analyzer.read_template(file))
    assert review.failures == ()
    missing = [f for f in review.findings if f.code == "S201" and f.severity > 0]
    assert missing == []


def test_names_do_not_change_with_edits_elsewhere():
    file = ROOT / "corpora/templates/01_special_campaign.txt"
    text = file.read_text(encoding="utf-8")
    before = [s.name for s in analyzer.parse_template(text).slots]
    edited = text.replace("一杆秤称的是斤两，量的是人心。", "").replace(
        "突击检查。采取", "突击检查。综合采取"
    )
    assert [s.name for s in analyzer.parse_template(edited).slots] == before


def test_a_habit_of_the_template_is_no_fault_of_its_draft():
    template = "共检查单位XX家,发现问题XX个,整改XX个,整改率XX%.现将情况汇报如下,请审阅."
    draft = "共检查单位12家,发现问题9个,整改9个,整改率100%.现将情况汇报如下,请审阅."
    codes = [f.code for f in analyzer.review(analyzer.parse(draft)).findings]
    assert "L802" in codes
    read = analyzer.parse_template(template)
    assert [f.code for f in analyzer.review(analyzer.parse(draft), template=read).findings] == []
