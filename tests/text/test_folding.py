from hypothesis import given
from hypothesis import strategies as st

from analyzer.text.folding import fold


@given(st.text())
def test_length_is_kept_so_spans_hold(text):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_forms_of_one_character_meet():
    assert fold("ＸХⅩ，：（）％　＿◯＊✕") == "XXX,:()% _○*×"


def test_chinese_punctuation_without_a_half_width_twin_stays():
    assert fold("。、《》“”【】〔〕…—") == "。、《》“”【】〔〕…—"
