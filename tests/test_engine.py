"""The door: rules over a report."""

from dataclasses import replace
from pathlib import Path

import pytest

import analyzer
from analyzer import Severity, rule
from analyzer.document import Configuration
from analyzer.engine import figures_of
from analyzer.rules import Hit
from analyzer.tools import shared_tools

ROOT = Path(__file__).parents[1]
DRAFT = "防汛工作总结\n全年共检查XX次，整改隐患12处。\n一、做法\n排查企业XX家。"


def test_a_broken_rule_is_a_failure_and_the_others_go_on():
    @rule("P199", "broken", "坏规则", Severity.ERROR, bad=["坏"], good=["好"])
    def broken(report, context):
        """坏规则。依据：无。"""
        raise ZeroDivisionError("boom")
        yield

    review = analyzer.review(analyzer.parse(DRAFT), rules=(broken, *analyzer.RULES))
    assert [(f.step, f.error) for f in review.failures] == [("P199", "ZeroDivisionError: boom")]
    assert [f.code for f in review.findings] == ["P101", "P101"]


def test_a_user_may_add_a_rule():
    @rule("W799", "word", "用词", Severity.INFO, bad=["⟦隐患⟧"], good=["好"])
    def word(report, context):
        """用词。依据：本单位规定。"""
        at = report.text.find("隐患")
        if at >= 0:
            yield Hit(analyzer.Span(at, at + 2), "改为“风险”")

    review = analyzer.review(analyzer.parse(DRAFT), rules=(*analyzer.RULES, word))
    assert [f.code for f in review.findings] == ["P101", "W799", "P101"]


def test_a_rule_that_needs_what_is_not_there_is_skipped():
    @rule("T599", "needy", "要模板", Severity.INFO, bad=["坏"], good=["好"], needs="template")
    def needy(report, context):
        """要模板。依据：无。"""
        yield from ()

    review = analyzer.review(analyzer.parse(DRAFT), rules=(needy,))
    assert [(s.code, s.needs) for s in review.skipped] == [("T599", "template")]


def test_keys_are_distinct_and_survive_edits_elsewhere():
    before = [f.key for f in analyzer.review(analyzer.parse(DRAFT)).findings]
    edited = DRAFT.replace("防汛工作总结", "2025年防汛抗旱工作总结").replace("隐患12处", "隐患136处")
    after = [f.key for f in analyzer.review(analyzer.parse(edited)).findings]
    assert len(set(before)) == 2
    assert after == before


def test_a_key_survives_that_a_finding_beside_it_is_mended():
    draft = "一是全面排查,共立案查处（待法规科提供）起，罚没款X.XX万元，印发提示XX期。"
    whole = analyzer.review(analyzer.parse(draft)).findings
    assert len(whole) == 4
    for mended in whole:
        text = draft[: mended.span.start] + "，" * (mended.code == "L802") + draft[mended.span.end :]
        if mended.code == "P101":  # without a number it is P104's
            text = draft[: mended.span.start] + "37" + draft[mended.span.end :]
        after = {f.key for f in analyzer.review(analyzer.parse(text)).findings}
        assert {f.key for f in whole} - after == {mended.key}


def test_a_finding_within_a_passage_keeps_its_own_words():
    def broad(report, context):
        """依据：无。"""
        yield Hit(analyzer.Span(0, len(report.text)), "整段")

    everything = rule("X901", "broad", "整段", Severity.INFO, bad=["坏"], good=["好"])(broad)
    draft = "全年分片包干共走访群众XX户，另有XX户常年外出务工没有见到。"
    findings = analyzer.review(analyzer.parse(draft), rules=(*analyzer.RULES, everything)).findings
    alone = {f.key for f in analyzer.review(analyzer.parse(draft)).findings}
    assert len(alone) == 2 and alone < {f.key for f in findings}


def test_findings_come_in_the_order_of_the_text():
    findings = analyzer.review(
        analyzer.parse("江平市总结\n一、做法\n共XX次，查处某某局。\n三、问题\n约XX个。")
    ).findings
    assert [f.span for f in findings] == sorted(f.span for f in findings)


def test_a_rule_that_is_off_unless_asked_looks_only_where_it_is_turned_on():
    shy = replace(analyzer.RULES[0], code="X901", asked=True)
    report = analyzer.parse(DRAFT)
    assert analyzer.review(report, rules=[shy]).findings == ()
    for on in ("X901", "X9"):
        asked = Configuration(on=frozenset({on}))
        assert analyzer.review(report, rules=[shy], configuration=asked).findings


def test_a_rule_or_a_family_is_turned_off_and_the_longer_code_holds():
    codes = {"P101", "P102", "S202"}
    for off, on, left in (
        ({"P1"}, (), {"S202"}),
        ({"P101"}, (), {"P102", "S202"}),
        ({"P1"}, {"P101"}, {"P101", "S202"}),
        ({"P101"}, {"P1"}, {"P102", "S202"}),
    ):
        said = Configuration(off=frozenset(off), on=frozenset(on))
        assert {c for c in codes if said.runs(c, asked=False)} == left


def test_reviews_that_share_what_they_find_say_the_same():
    folder = ROOT / "corpora" / "reports" / "safety_q_hongwan_park"
    reports = [analyzer.read(file) for file in sorted(folder.glob("*.docx"))]
    # A later report with the figures of an earlier one, and last period's time in its text.
    reports.append(analyzer.parse(reports[1].text.replace("2024年", "2025年", 1), source="2026Q1.txt"))
    tools = shared_tools()
    count = 0
    for i, report in enumerate(reports):
        earlier = reports[max(0, i - 2) : i]
        alone = analyzer.review(report, earlier=earlier)
        assert analyzer.review(report, earlier=earlier, tools=tools) == alone
        assert figures_of(report, tools) == figures_of(report)
        count += len(alone.findings)
    assert count > 0


@pytest.mark.parametrize("filled", ["6", "26", "1,234", "１２３４５", "__", "XXX"])
def test_filling_in_a_blank_leaves_the_keys_of_those_beside_it(filled):
    text = "今年以来，全市共检查学校XX所，整改隐患XX处，投入资金XX万元。"
    one, other, last = (f.key for f in analyzer.review(analyzer.parse(text)).findings)
    rest = analyzer.review(analyzer.parse(text.replace("XX", filled, 1))).findings
    assert [f.key for f in rest][-2:] == [other, last]
    assert len({one, other, last}) == 3


def test_what_a_report_is_about_is_told_at_the_front_door():
    report = analyzer.parse(
        "江平市水利局关于2025年上半年防汛工作情况的汇报\n截至2025年6月30日，我局共检查水库36座。"
    )
    period = analyzer.period_of(report)
    assert period is not None and (period.start.isoformat(), period.end.isoformat()) == (
        "2025-01-01",
        "2025-06-30",
    )
    assert analyzer.body_of(report) == "江平市水利局"
    assert [(q.number, q.unit) for q in analyzer.figures_of(report)] == [(36, "座")]
