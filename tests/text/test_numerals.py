import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.text.numerals import han, han_value, value


@given(st.integers(1, 99))
def test_han_and_back(number):
    assert han_value(han(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十", 110),
        ("二〇二五", 2025),
        ("两", 2),
        ("①", 1),
        ("⑳", 20),
        ("㉑", 21),
        ("12", 12),
        ("１２", 12),
    ],
)
def test_values(text, number):
    assert value(text) == number


@pytest.mark.parametrize("text", ["", "个", "一个", "十个"])
def test_no_numeral(text):
    assert han_value(text) is None
