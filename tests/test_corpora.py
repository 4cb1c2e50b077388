"""The corpora keep their form: what is labelled is legal, what is planted is there, what is sound stays silent."""

import tomllib
from pathlib import Path

import pytest

import analyzer
from analyzer.document import FAMILIES, Severity
from analyzer.evaluation.marked import Truth, parse_marked
from analyzer.text import placeholders

CORPORA = Path(__file__).parents[1] / "corpora"
TRUTHS = sorted((CORPORA / "reports").glob("*/truth.toml"))
DRAFTS = sorted((CORPORA / "drafts").glob("*/*.marked"))
TEMPLATES = sorted(p for p in (CORPORA / "templates").iterdir() if p.suffix in (".txt", ".docx"))
ROLES = {
    "BASIC",
    "ORG",
    "MEASURES",
    "MECHANISM",
    "RESULTS",
    "EXPERIENCE",
    "PROBLEMS",
    "CAUSES",
    "RECTIFY_PLAN",
    "RECTIFY_DONE",
    "UNDONE",
    "NEXT",
    "SUGGEST",
    "STUDY",
    "DUTY",
    "INTEGRITY",
    "TARGETS",
    "TASKS",
    "METHOD",
    "FACTS",
}
MOST_BYTES = 15 * 1024 * 1024


def reports(truth_file):
    truth = tomllib.loads(truth_file.read_text(encoding="utf-8"))
    return truth, [truth_file.parent / p["file"].replace(".src", ".docx") for p in truth["period"]]


def test_there_are_enough_of_them():
    kinds = [tomllib.loads(t.read_text(encoding="utf-8"))["kind"] for t in TRUTHS]
    files = [f for t in TRUTHS for f in reports(t)[1]]
    assert len(files) >= 64
    assert sum(f.suffix == ".docx" for f in files) >= len(files) // 4
    assert len(kinds) >= 16
    assert len(TEMPLATES) == 10
    assert sum(d.parent.name == "hand" for d in DRAFTS) >= 40


def test_they_are_of_modest_size():
    assert sum(p.stat().st_size for p in CORPORA.rglob("*") if p.is_file()) <= MOST_BYTES


@pytest.mark.parametrize("truth_file", TRUTHS, ids=lambda p: p.parent.name)
def test_a_series_says_the_truth(truth_file):
    truth, files = reports(truth_file)
    assert {"body", "kind", "domain", "habits", "period", "figure", "section"} <= set(truth)
    texts = {p["id"]: analyzer.read(f).text for p, f in zip(truth["period"], files, strict=True)}
    assert len(texts) == 4
    assert all(p["from"] < p["to"] for p in truth["period"])
    assert [p["to"] for p in truth["period"]] == sorted(p["to"] for p in truth["period"])
    assert {s["role"] for s in truth["section"]} <= ROLES | {""}
    assert len(truth["figure"]) >= 12
    for figure in truth["figure"]:
        assert {"name", "unit", "cumulative", "values", "sentence"} <= set(figure)
        for period, value in figure["values"].items():
            assert figure["sentence"] in texts[period], figure
            shown = {str(value), f"{value:g}"}  # 100.0 may be written 100
            assert any(v in texts[period].replace(",", "") for v in shown), (figure["name"], period, value)


@pytest.mark.parametrize("truth_file", TRUTHS, ids=lambda p: p.parent.name)
def test_sound_reports_have_no_error_and_few_warnings(truth_file):
    truth, files = reports(truth_file)
    half_width = any("half" in h or "半角" in h or "(f)" in h for h in truth["habits"])
    for file in files:
        report = analyzer.read(file)
        assert 1200 <= len(report.text) <= 6000
        loud = [f for f in analyzer.review(report).findings if f.severity > Severity.INFO]
        # A body that writes half-width throughout is told so once; that is its habit, not an alarm.
        assert [f.code for f in loud] in ([], ["L802"] if half_width else []), [
            (f.code, f.message) for f in loud
        ]


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda p: p.stem)
def test_every_planted_fault_is_in_its_draft(draft):
    marked = parse_marked(draft.read_text(encoding="utf-8"))
    faults = marked.of(Truth.FAULT)
    assert faults
    for label in marked.labels:
        assert label.code[:2] in FAMILIES, label
        assert label.why
        assert 0 <= label.span.start <= label.span.end <= len(marked.text)
    if "planted" in marked.head:
        assert sorted({f.code for f in faults}) == sorted(set(marked.head["planted"].split()))
    for kind in ("earlier", "template", "canonical", "file"):
        if kind in marked.head:
            assert (draft.parent / marked.head[kind]).is_file()
    if "file" in marked.head:
        assert analyzer.read(draft.parent / marked.head["file"]).text == marked.text.rstrip("\n")


def test_every_family_of_faults_is_planted():
    codes = {
        label.code for d in DRAFTS for label in parse_marked(d.read_text(encoding="utf-8")).of(Truth.FAULT)
    }
    assert {c[:2] for c in codes} == set(FAMILIES)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.stem)
def test_a_template_has_its_blanks(template):
    text = analyzer.read(template).text
    assert 15 <= len(placeholders.find(text)) <= 80
    locked = tomllib.loads(template.with_suffix(".toml").read_text(encoding="utf-8"))["locked"]
    assert all(beginning in text for beginning in locked)


def test_the_split_names_every_series_and_draft_once():
    split = tomllib.loads((CORPORA / "split.toml").read_text(encoding="utf-8"))
    series = [s for part in split.values() for s in part["series"]]
    drafts = [d for part in split.values() for d in part["drafts"]]
    assert sorted(series) == sorted([*(t.parent.name for t in TRUTHS), "templates"])
    assert sorted(drafts) == sorted(d.stem for d in DRAFTS if d.parent.name == "hand")
    assert len(set(drafts)) == len(drafts)
