"""Which configuration holds, how two go together, and what it does to a review."""

from datetime import date

import pytest

import analyzer
from analyzer.configuration import configuration_for, find
from analyzer.document import Configuration, HouseTerm, Severity, Suppression

DRAFT = "江平市防汛工作情况汇报\n今年以来，全市共检查学校XX所，整改隐患XX处。\n"
TODAY = date(2026, 3, 31)


def put(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "report-analyzer.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_file_counts_and_those_above_it_do_not(tmp_path):
    put(tmp_path, 'protected = ["远"]\n')
    near = put(tmp_path / "单位", 'protected = ["近"]\n')
    draft = tmp_path / "单位" / "二季度" / "稿.txt"
    draft.parent.mkdir()
    assert find(draft) == find(draft.parent) == near
    assert find(tmp_path / "单位") == near
    found = configuration_for(draft)
    assert (found.protected, found.sources) == (("近",), (str(near),))


def test_a_folder_of_that_name_is_no_file(tmp_path):
    above = put(tmp_path, "")
    (tmp_path / "单位" / "report-analyzer.toml").mkdir(parents=True)
    assert find(tmp_path / "单位" / "稿.txt") == above


def test_a_user_s_own_file_lies_under_the_nearest_one(tmp_path):
    user = put(
        tmp_path / "个人",
        'off = ["E4", "P101", "L801"]\non = ["L802"]\nprotected = ["甲"]\n[severity]\nS206 = "info"\nS2 = "info"\n'
        '[[house_term]]\nwrong = "河长办"\nright = "个人的"\n[[suppress]]\nreason = "个人的"\ncode = "P103"\n',
    )
    near = put(
        tmp_path / "单位",
        'off = ["L8"]\non = ["P1"]\nprotected = ["乙", "甲"]\n[severity]\nS206 = "error"\n'
        '[[house_term]]\nwrong = "河长办"\nright = "单位的"\n[[suppress]]\nreason = "单位的"\ncode = "P102"\n',
    )
    found = configuration_for(tmp_path / "单位" / "稿.txt", user)
    assert found.sources == (str(near), str(user))
    # What the nearer file says of a family goes for all rules of it.
    assert (found.off, found.on) == ({"L8", "E4"}, {"P1"})
    assert found.severities == {"S206": Severity.ERROR, "S2": Severity.INFO}
    assert (found.severity("S206"), found.severity("S202"), found.severity("P101")) == (
        Severity.ERROR,
        Severity.INFO,
        None,
    )
    assert found.protected == ("乙", "甲")
    assert found.house_terms == (HouseTerm("河长办", "单位的"),)
    assert [s.reason for s in found.suppressions] == ["单位的", "个人的"]
    # What is told of the origins is what holds.
    told = {(s.what, s.name, s.source) for s in found.said}
    assert ("off", "E4", str(user)) in told
    assert not {("off", "P101", str(user)), ("severity", "S206", str(user))} & told
    assert [s.value for s in found.said if s.what == "house_term"] == ["单位的"]


def test_without_any_file_nothing_is_laid_down(tmp_path):
    assert configuration_for(tmp_path / "稿.txt", tmp_path / "没有.toml") == Configuration()


def reviewed(*suppressions, **said):
    configuration = Configuration(suppressions=suppressions, **said)
    return analyzer.review(analyzer.parse(DRAFT, "二季度/稿.txt"), configuration=configuration, today=TODAY)


KEYS = [f.key for f in reviewed().findings if f.code == "P101"]


@pytest.mark.parametrize(
    ("suppression", "hits"),
    [
        (Suppression("知道", code="P101"), 2),
        (Suppression("知道", code="P"), 2),
        (Suppression("知道", code="P102"), 0),
        (Suppression("知道", key=KEYS[1]), 1),
        (Suppression("知道", key="P101-0"), 0),
        (Suppression("知道", words="学校XX所"), 1),
        (Suppression("知道", words="X"), 2),
        (Suppression("知道", words="检查学校"), 0),
        (Suppression("知道", words="所，整改"), 0),
        (Suppression("知道", code="P101", words="隐患XX"), 1),
        (Suppression("知道", code="S202", words="隐患XX"), 0),
        (Suppression("知道", file="稿.txt"), 2),
        (Suppression("知道", file="二季度/*.txt"), 2),
        (Suppression("知道", file="一季度/*"), 0),
        (Suppression("知道", file="*.docx"), 0),
    ],
)
def test_what_a_suppression_means(suppression, hits):
    review = reviewed(suppression)
    assert len(review.suppressed) == hits
    assert len(review.findings) == len(reviewed().findings) - hits
    assert all(s.reason == "知道" for s in review.suppressed)


@pytest.mark.parametrize(
    ("words", "hit"),
    [("三、打算", True), ("三", True), ("完成。\n", True), ("完成。", False), ("打算", False)],
)
def test_words_touch_a_place_where_something_is_missing(words, hit):
    report = analyzer.parse("一、做法\n各项工作全部完成。\n三、打算\n继续抓好落实。\n")
    said = Configuration(suppressions=(Suppression("知道", code="S202", words=words),))
    assert bool(analyzer.review(report, configuration=said).suppressed) == hit


def test_a_suppression_holds_to_its_last_day_and_then_no_longer():
    last = reviewed(Suppression("旧账", code="P101", until=TODAY))
    assert (len(last.suppressed), last.expired) == (2, ())
    over = reviewed(Suppression("旧账", code="P101", until=date(2026, 3, 30)))
    assert over.suppressed == ()
    assert [(s.finding.code, s.reason, s.until) for s in over.expired] == [
        ("P101", "旧账", date(2026, 3, 30))
    ] * 2
    assert all(s.finding in over.findings for s in over.expired)
    renewed = reviewed(
        Suppression("旧账", code="P101", until=date(2026, 3, 30)), Suppression("又一次", code="P101")
    )
    assert ([s.reason for s in renewed.suppressed], renewed.expired) == (["又一次"] * 2, ())


def test_severities_are_what_the_user_says():
    assert {f.severity for f in reviewed(severities={"P1": Severity.INFO}).findings if f.code == "P101"} == {
        Severity.INFO
    }


def test_a_review_says_which_rules_looked():
    review = reviewed(off=frozenset({"S2"}))
    assert {"P101", "L801"} <= review.looked
    assert not {c for c in review.looked if c.startswith(("S2", "T5"))}
