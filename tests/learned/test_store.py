import hashlib
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzer
from analyzer import resources
from analyzer.document import InputError
from analyzer.learned import store
from analyzer.learned.store import GRID, Linear, from_bytes, to_bytes

MODEL = Linear(
    ("NEXT", "PROBLEMS"),
    ("t:^下", "t:不足"),
    np.array([[2 * GRID, -GRID], [0, 3 * GRID]], np.int16),
    np.array([0, GRID // 2], np.int16),
    0.7,
)


def folder_with(tmp_path, data: bytes, digest: str | None = None):
    (tmp_path / "m.npz").write_bytes(data)
    (tmp_path / store.SUMS).write_text(f"{digest or hashlib.sha256(data).hexdigest()}  m.npz\n", "utf-8")
    return tmp_path


def test_what_is_kept_is_what_is_read(tmp_path):
    read = store._read(folder_with(tmp_path, to_bytes(MODEL)), "m")
    assert (read.classes, read.vocabulary, read.threshold) == (MODEL.classes, MODEL.vocabulary, 0.7)
    assert (read.weights == MODEL.weights).all()
    assert (read.bias == MODEL.bias).all()
    assert to_bytes(read) == to_bytes(MODEL)


def test_probabilities_by_hand():
    single = 1 / (1 + np.exp(-np.array([2.0, -0.5])))
    assert MODEL.probabilities(["t:^下", "t:^下", "unknown"]) == pytest.approx(single / single.sum())
    assert MODEL.says(["t:^下"]) == ""  # 0.88 to 0.38 is 0.70 to 0.30: not quite sure
    assert MODEL.says(["t:不足"]) == ""
    assert Linear(MODEL.classes, MODEL.vocabulary, MODEL.weights, MODEL.bias, 0.69).says(["t:^下"]) == "NEXT"


@pytest.mark.parametrize("cut", [0, 1, 100])
def test_a_damaged_file_is_said(tmp_path, cut):
    whole = to_bytes(MODEL)
    folder = folder_with(tmp_path, whole[:cut], hashlib.sha256(whole).hexdigest())
    with pytest.raises(InputError, match="已损坏"):
        store._read(folder, "m")


@pytest.mark.parametrize("cut", [0, 1, 100])
def test_a_file_that_is_no_model_is_said_although_its_sum_is_right(tmp_path, cut):
    with pytest.raises(InputError, match="已损坏"):
        store._read(folder_with(tmp_path, to_bytes(MODEL)[:cut]), "m")


def test_pickled_objects_are_refused(tmp_path):
    target = io.BytesIO()
    np.savez(target, classes=np.array([{"a": 1}], dtype=object))
    with pytest.raises(InputError, match="已损坏"):
        store._read(folder_with(tmp_path, target.getvalue()), "m")


def test_a_missing_model_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path)
    with pytest.raises(InputError, match="安装不完整"):
        store.load.__wrapped__("section_role")


def test_a_damaged_model_is_a_failure_of_the_review_and_no_silence(monkeypatch):
    from analyzer.rules.s201_missing_section import _unusual

    def broken(name):
        raise InputError("模型文件已损坏")

    report = analyzer.parse(_unusual("三、回过头看", "四、往后怎么干"))
    assert analyzer.review(report).failures == ()
    monkeypatch.setattr("analyzer.learned.roles.load", broken)
    assert [f.step for f in analyzer.review(report).failures] == ["S201"]


@given(st.lists(st.sampled_from(["t:^下", "t:不足", "b:其他", ""])))
def test_probabilities_add_up_to_one_whatever_is_asked(features):
    shares = MODEL.probabilities(features)
    assert shares.sum() == pytest.approx(1.0)
    assert MODEL.says(features) in ("", *MODEL.classes)


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="weights"):
        Linear(("A",), ("x", "y"), np.zeros((1, 1), np.int16), np.zeros(1, np.int16), 0.5)
    data = to_bytes(MODEL)
    assert from_bytes(data).classes == MODEL.classes
