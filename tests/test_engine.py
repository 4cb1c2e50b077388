"""The door: rules over a report."""

import analyzer
from analyzer import Severity, rule
from analyzer.rules import Hit

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


def test_findings_come_in_the_order_of_the_text():
    findings = analyzer.review(
        analyzer.parse("江平市总结\n一、做法\n共XX次，查处某某局。\n三、问题\n约XX个。")
    ).findings
    assert [f.span for f in findings] == sorted(f.span for f in findings)
