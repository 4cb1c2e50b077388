import subprocess
import sys

import pytest

import analyzer
from analyzer.learned.roles import features, joined, learned_role, roles_of
from analyzer.text.folding import fold

REPORT = """江平市水利局关于防汛工作的汇报
一、基本情况
全市有水库21座、堤防86公里，去年以来投入6300万元。
二、回过头看
少数泵站设备老化，夜间值守不严，预警信息到户不够及时。
（一）设备老化
三台泵超过二十年。
三、往后怎么干
年底前更换老旧泵站设备12台，明年汛前开展两轮拉练，逐村补齐广播。
"""


def test_width_digits_and_punctuation_make_no_difference():
    one = features("2024年下半年打算", "更换泵站12台，补齐广播。")
    assert features("２０２5年下半年打算", "更换泵站３台，补齐广播") == one
    assert features(fold("2024年下半年打算："), "更换泵站12台 补齐广播。") == one
    assert features("2024年下半年计划", "更换泵站12台，补齐广播。") != one


def test_only_the_beginning_of_a_section_counts():
    assert features("打算", "做" * 200 + "。" + "想" * 200) == features("打算", "做" * 200)


@pytest.mark.parametrize(
    ("learned", "keyword", "role"),
    [
        ("", "ORG", "ORG"),
        ("MEASURES", "ORG", "ORG"),
        ("NEXT", "BASIC", "NEXT"),
        ("PROBLEMS", "", "PROBLEMS"),
        ("", "", ""),
    ],
)
def test_the_finer_of_two_roles_that_agree_and_the_models_of_two_that_do_not(learned, keyword, role):
    assert joined(learned, keyword) == role


def test_roles_of_a_report():
    report = analyzer.parse(REPORT)
    assert [s.role for s in report.sections] == ["BASIC", "", "", ""]
    assert list(roles_of(report)) == ["BASIC", "PROBLEMS", "PROBLEMS", "NEXT"]


def test_a_heading_that_says_nothing_over_a_text_that_says_nothing_has_no_role():
    report = analyzer.parse("一、茶\n碧。\n二、酒\n红。")
    assert [learned_role(report, s) for s in report.sections] == ["", ""]


def test_a_review_that_needs_no_model_loads_neither_it_nor_numpy():
    code = (
        "import sys, analyzer\n"
        "analyzer.review(analyzer.parse('一、主要做法\\n共检查XX家。\\n二、存在问题\\n人手不足。'))\n"
        "print([m for m in ('numpy', 'sklearn', 'analyzer.learned.store') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_saying_what_a_section_is_for_needs_no_scikit_learn():
    code = (
        "import sys, analyzer\n"
        "from analyzer.learned.roles import roles_of\n"
        "roles_of(analyzer.parse('一、主要做法\\n共检查XX家。\\n二、回过头看\\n人手不足。'))\n"
        "print([m for m in ('sklearn', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
