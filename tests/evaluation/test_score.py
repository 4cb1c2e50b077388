"""Marks are taken out exactly; findings are counted as right, wrong or missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzer
from analyzer.evaluation import Scores, parse_marked, score
from analyzer.evaluation.marked import Truth


def tallied(source):
    marked = parse_marked(source)
    scores = Scores()
    report = analyzer.parse(marked.text)
    score(scores, "x", report, marked, analyzer.review(report).findings)
    return scores


def test_marks_and_head_are_taken_out():
    marked = parse_marked(
        "#! kind: 总结\n#! body: 甲局\n\n共⟦XX⟧P101|没填^次，⟨X光⟩P101|像^机▲台。⟦⟧S201|缺^"
    )
    assert marked.head == {"kind": "总结", "body": "甲局"}
    assert marked.text == "共XX次，X光机台。"
    assert [
        (label.truth, marked.text[slice(*label.span)], label.code, label.why) for label in marked.labels
    ] == [
        (Truth.FAULT, "XX", "P101", "没填"),
        (Truth.LOOKALIKE, "X光", "P101", "像"),
        (Truth.GAP, "", "", ""),
        (Truth.FAULT, "", "S201", "缺"),
    ]


@given(
    st.lists(
        st.tuples(st.text("甲乙丙，。\n", max_size=6), st.sampled_from("⟦⟨⟪"), st.text("XX某*", max_size=3)),
        max_size=6,
    )
)
def test_any_marks_come_out_where_they_were(pieces):
    close = {"⟦": "⟧", "⟨": "⟩", "⟪": "⟫"}
    source = "".join(f"{plain}{o}{words}{close[o]}P101|y^" for plain, o, words in pieces)
    marked = parse_marked(source)
    assert marked.text == "".join(plain + words for plain, _, words in pieces)
    assert [marked.text[slice(*label.span)] for label in marked.labels] == [words for _, _, words in pieces]


@pytest.mark.parametrize("source", ["共⟦XX次", "共XX⟧P101|y^次", "共⟦XX⟧次"])
def test_a_mark_without_end_is_refused(source):
    with pytest.raises(ValueError, match="mark without end"):
        parse_marked(source)


def test_found_missed_and_wrong():
    scores = tallied("共检查⟦XX⟧P101|^次，整改⟦若干⟧P101|^处，培训XX人。")
    assert (scores.planted["P101"], scores.found["P101"], scores.right["P101"], scores.wrong["P101"]) == (
        2,
        1,
        1,
        1,
    )
    assert scores.recall("P1") == 0.5
    assert scores.precision("P101") == 0.5


def test_a_place_is_met_across_line_ends():
    scores = tallied("一、学习\n认真学习，取得实效。⟦⟧S202|^\n三、整改\n认真整改，取得实效。")
    assert scores.recall("S202") == 1.0


def test_sound_text_counts_alarms():
    scores = Scores()
    report = analyzer.parse("共检查XX次。")
    score(scores, "x", report, None, analyzer.review(report).findings)
    assert (scores.characters, scores.alarms["P101"]) == (len(report.text), 1)
    assert scores.alarm_rate("P1") == pytest.approx(10_000 / len(report.text))
