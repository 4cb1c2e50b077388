"""The models that are not shipped: what their cards say is what measuring gives, and it is why."""

from pathlib import Path

import pytest

from analyzer.training import blanks, card, wording

ROOT = Path(__file__).parents[2]
STALE = "run report-analyzer train --write: texts, labels or the grammar changed"


def text_of(name):
    return (ROOT / "models" / f"{name}.md").read_text("utf-8")


def test_the_card_of_formulaic_wording_states_what_measuring_gives():
    figures = wording.figures(wording.sentences(ROOT / "corpora"))
    assert card.figures_in(text_of("formulaic")) == figures, STALE
    assert card.wording_card(figures) == text_of("formulaic")


def test_the_card_of_blanks_states_what_measuring_gives():
    sample = blanks.candidates(ROOT / "corpora")
    figures = card.figures_in(text_of("placeholder"))
    assert card.blank_card(figures) == text_of("placeholder")
    assert (figures["candidates"], figures["unsure"]) == (len(sample), sum(c.unsure for c in sample)), STALE
    assert blanks._blank_or_not(sample, [c.grammar for c in sample]) == figures["blank or not"]["grammar"], (
        STALE
    )
    hand = "assorted"
    again = blanks.by_hand(sample, blanks.held_out(sample, hand))
    assert again[hand] == figures["by hand"][hand], STALE
    assert {n["candidates"] for other, n in again.items() if other != hand} == {0}


def test_blanks_are_told_better_by_the_grammar():
    figures = card.figures_in(text_of("placeholder"))
    for what in ("all", "unsure"):
        grammar, *models = (said[what] for said in figures["blank or not"].values())
        assert grammar > max(models)
    assert not (ROOT / "models/placeholder.npz").exists()


def test_the_share_of_formulaic_wording_is_told_better_by_counting():
    errors = card.figures_in(text_of("formulaic"))["share, mean error"]
    assert errors["sentences without a figure"] < errors["model"]
    assert not (ROOT / "models/formulaic.npz").exists()


def test_a_card_without_figures_is_refused():
    with pytest.raises(ValueError, match="no figures"):
        card.figures_in("# card")


def test_average_precision_by_hand():
    def sentence(formulaic):
        return wording.Sentence("b", "k", formulaic, False, 10, 0.0, ())

    sample = [sentence(True), sentence(False), sentence(True)]
    assert wording._average_precision(sample, [3, 2, 1]) == pytest.approx((1 + 2 / 3) / 2, abs=1e-3)
    assert wording._average_precision(sample, [1, 1, 1]) == pytest.approx((1 / 2 + 2 / 3) / 2, abs=1e-3)
