"""The model of section roles: trained twice, beside scikit-learn, and what its card says."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from analyzer.learned.roles import MODEL
from analyzer.learned.store import load, sums, to_bytes
from analyzer.training import card, hints, roles
from analyzer.training.sections import sections

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
STALE = "run report-analyzer train --write: texts, labels, headings or word lists changed"


@pytest.fixture(scope="module")
def samples():
    return sections(ROOT / "corpora")


@pytest.fixture(scope="module")
def some(samples):
    kinds = sorted({s.kind for s in samples})[::4]
    return [s for s in samples if s.kind in kinds]


@pytest.fixture(scope="module")
def figures():
    return card.figures_in((MODELS / f"{MODEL}.md").read_text("utf-8"))


def test_training_twice_gives_the_same_bytes(some):
    one, two = (to_bytes(roles.fit_roles(list(some)).stored(0.5)) for _ in range(2))
    assert one == two
    assert to_bytes(roles.fit_roles(some[1:]).stored(0.5)) != one


def test_the_stored_model_says_what_scikit_learn_says(samples, some):
    fitted = roles.fit_roles(some)
    model = fitted.stored(0.5)
    theirs = fitted.probabilities([s.features for s in samples])
    ours = np.array([model.probabilities(s.features) for s in samples])
    assert np.abs(ours - theirs).max() < 1e-9


def test_the_shipped_model_is_the_one_that_training_gives(samples, figures):
    model = load(MODEL)
    assert model.threshold == figures["threshold"]
    fresh = roles.fit_roles(samples).stored(model.threshold)
    assert fresh.vocabulary == model.vocabulary, STALE
    # Other versions of scikit-learn may round a weight the other way.
    assert np.abs(fresh.weights.astype(int) - model.weights).max() <= 2, STALE


def test_the_card_states_the_file(figures):
    data = (MODELS / f"{MODEL}.npz").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert (figures["bytes"], figures["sha256"]) == (len(data), digest)
    assert sums(MODELS) == {f"{MODEL}.npz": digest}
    assert len(data) < 200_000


def test_the_card_states_what_measuring_gives(samples, figures):
    kinds = ["自查自纠报告", "项目进展月报"]
    again = roles.by_kind(roles.told(samples, kinds))
    assert again == {kind: figures["by_kind"][kind] for kind in kinds}, STALE


def test_the_card_states_what_becomes_of_the_hints(samples, figures):
    kinds = ["信访工作汇报", "巡察整改进展报告"]
    again = hints.figures(samples, figures["threshold"], kinds)
    assert again == {kind: figures["hints"][kind] for kind in kinds}, STALE


def test_a_model_that_never_speaks_changes_no_hint(samples):
    counts = hints.figures(samples, 1.0, ["信访工作汇报"])["信访工作汇报"]["outlines"]["whole"]
    assert counts["texts"] == 4
    assert counts["keyword"] == counts["together"] > 0


def test_fewer_false_hints_and_none_lost(figures):
    for counts in figures["hints"].values():
        for cases in counts.values():
            assert cases["whole"]["together"] <= cases["whole"]["keyword"]
            assert cases["cut"]["together"] == cases["cut"]["keyword"]


def test_the_card_is_what_its_figures_give(figures):
    assert card.section_card(figures) == (MODELS / f"{MODEL}.md").read_text("utf-8")


def test_no_body_and_no_kind_is_on_both_sides(samples, monkeypatch):
    trained = []
    monkeypatch.setattr(roles, "fit_roles", lambda rest: trained.append(list(rest)) or _Nothing())
    kinds = sorted({s.kind for s in samples})
    roles.told(samples, kinds)
    for kind, rest in zip(kinds, trained, strict=True):
        assert kind not in {s.kind for s in rest}
        assert not {s.body for s in samples if s.kind == kind} & {s.body for s in rest}
        assert rest


class _Nothing:
    classes = ("",)

    def probabilities(self, features):
        return np.ones((len(features), 1))


def test_the_model_earns_its_place(figures):
    assert figures["gain"]["low"] > 0.03
    for source in ("reports", "templates", "outlines"):
        scores = figures["scores"][source]
        assert scores["together"]["right"] > scores["keyword"]["right"]
        assert scores["model"]["precision"] > 0.9
        assert scores["together"]["precision"] > 0.9


def test_every_label_is_of_the_guideline(samples):
    guideline = (ROOT / "corpora/sections/README.md").read_text("utf-8")
    assert all(f"| `{s.role}` |" in guideline for s in samples)


def test_outside_a_checkout_it_says_so(monkeypatch, tmp_path):
    from analyzer.cli.train import train
    from analyzer.document import InputError

    monkeypatch.setattr("analyzer.cli.train.resources.folder", lambda name: tmp_path)
    result = CliRunner().invoke(train, [])
    assert isinstance(result.exception, InputError)
    assert "源代码目录" in str(result.exception)
