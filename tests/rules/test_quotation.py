"""W704: what differs between a quotation and its source is shown exactly, and nothing else is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzer
from analyzer.document import CanonicalText, Configuration
from analyzer.rules import RULES

SOURCE = (
    "各单位要把办理群众来信作为经常性工作，件件有登记、事事有回音。\n"
    "对暂时不具备解决条件的事项，要说明原因并列出下一步的时间安排。\n"
    "检查不打招呼、不听汇报、不搞陪同，发现的问题当场交办并限期复核。\n"
)
OTHER = "年度经费安排要优先保证基层一线，压缩的部分不得用于购置办公设备。\n"
W704 = [rule for rule in RULES if rule.code == "W704"]
TEXTS = Configuration(canonical=(CanonicalText("经费.txt", OTHER), CanonicalText("办法.txt", SOURCE)))


def found(quoted, configuration=TEXTS):
    report = analyzer.parse(f"会议提出“{quoted}”，各科室对照落实。")
    review = analyzer.review(report, rules=W704, configuration=configuration)
    assert review.failures == ()
    return review.findings


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ("发现的问题当场交办并及时复核", "“及时”原文是“限期”"),
        ("发现问题当场交办并限期复核", "少了“的”"),
        ("发现的各类问题当场交办并限期复核", "多了“各类”"),
    ],
)
def test_the_difference_is_said(quoted, said):
    (finding,) = found(quoted)
    assert said in finding.message and "办法.txt" in finding.message
    (evidence,) = finding.evidence
    assert evidence.source == "办法.txt"
    assert SOURCE[slice(*evidence.span)] == evidence.text == finding.suggestion[4:-1]


def test_punctuation_alone_is_a_hint():
    assert [f.severity for f in found("检查不打招呼，不听汇报，不搞陪同")] == [0]


@given(start=st.integers(0, len(SOURCE)), length=st.integers(0, 60))
def test_any_passage_of_the_source_is_silent(start, length):
    assert (
        found(SOURCE[start : start + length].replace("\n", "")) == ()
        or "\n" in SOURCE[start : start + length]
    )


def test_without_texts_or_without_a_likeness_nothing_is_said():
    assert found("发现的问题当场交办并及时复核", Configuration()) == ()
    assert found("把方便留给群众、把麻烦留给自己") == ()
