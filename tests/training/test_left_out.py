"""The models that are not shipped: what their cards say is what measuring gives, and it is why."""

from pathlib import Path

import pytest

from analyzer.training import blanks, card, wording

ROOT = Path(__file__).parents[2]
STALE = "run report-analyzer train --write: texts, labels or the grammar changed"


@pytest.fixture(scope="module", params=["placeholder", "formulaic"])
def measured(request):
    """The card, what it must say, and how it is written."""
    text = (ROOT / "models" / f"{request.param}.md").read_text("utf-8")
    if request.param == "placeholder":
        return text, blanks.figures(blanks.candidates(ROOT / "corpora")), card.blank_card
    return text, wording.figures(wording.sentences(ROOT / "corpora")), card.wording_card


def test_the_card_states_what_measuring_gives(measured):
    text, figures, written = measured
    assert card.figures_in(text) == figures, STALE
    assert written(figures) == text


def test_blanks_are_told_better_by_the_grammar():
    figures = card.figures_in((ROOT / "models/placeholder.md").read_text("utf-8"))
    for what in ("all", "unsure"):
        grammar, *models = (said[what] for said in figures["blank or not"].values())
        assert grammar > max(models)
    assert not (ROOT / "models/placeholder.npz").exists()


def test_the_share_of_formulaic_wording_is_told_better_by_counting():
    errors = card.figures_in((ROOT / "models/formulaic.md").read_text("utf-8"))["share, mean error"]
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
