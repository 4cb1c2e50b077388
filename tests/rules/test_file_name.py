import analyzer
from analyzer.rules import RULES

_TEXT = "甲局关于2024年第四季度工作情况的报告\n本季度检查企业36家。\n甲局\n2025年1月6日"
_E404 = [r for r in RULES if r.code == "E404"]


def _found(name: str) -> list[str]:
    report = analyzer.parse(_TEXT, source=name)
    return [report[f.span] for f in analyzer.review(report, rules=_E404).findings]


def test_a_file_name_of_another_quarter_is_told_at_the_title():
    assert _found("2024年第三季度工作报告.docx") == ["2024年第四季度"]


def test_a_file_name_of_the_same_or_of_another_kind_of_period_is_fine():
    assert _found("2024年第四季度工作报告.docx") == []
    assert _found("2025年1月6日报送稿.docx") == []
    assert _found("季度报告（终稿）.docx") == []
