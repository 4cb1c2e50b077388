"""Words looked for in one pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.text.dictionary import Dictionary


def naive(words, text):
    return sorted(
        (n, at, at + len(word))
        for n, word in enumerate(words)
        for at in range(len(text) - len(word) + 1)
        if text.startswith(word, at)
    )


LETTERS = st.sampled_from("甲乙丙A𠮷\n")


@given(
    words=st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=12), text=st.text(LETTERS, max_size=60)
)
def test_every_occurrence_is_found_at_its_characters(words, text):
    assert sorted(Dictionary(words).find(text)) == naive(words, text)


def test_half_a_character_in_the_text_moves_nothing():
    assert [tuple(o) for o in Dictionary(["布署"]).find("甲\ud800布署")] == [(0, 2, 4)]


def test_an_empty_word_is_refused():
    with pytest.raises(ValueError, match="at least one character"):
        Dictionary(["甲", ""])
