"""Whole files and what the tool says of them, word for word.

``REWRITE_GOLDEN=1 pytest tests/test_golden.py`` writes what is found now; read the difference before committing it.
"""

import json
import os
from pathlib import Path

import pytest

import analyzer
from analyzer.writers.json import to_json

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
SAMPLES = sorted(p for p in (ROOT / "corpora" / "samples").iterdir() if p.suffix in (".docx", ".txt"))
REWRITE = os.environ.get("REWRITE_GOLDEN") == "1"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_findings(sample):
    found = json.loads(to_json(analyzer.review(analyzer.read(sample))))
    found["report"].update(source=sample.name)
    target = GOLDEN / f"{sample.stem}.json"
    if REWRITE:
        target.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(target.read_text(encoding="utf-8"))


def test_golden_files_are_not_being_rewritten():
    assert not REWRITE


def test_every_golden_file_has_its_sample():
    assert {p.stem for p in GOLDEN.iterdir()} == {p.stem for p in SAMPLES}
