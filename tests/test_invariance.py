"""What must not matter: the file form, the split of runs, the width of characters; and what must."""

import html
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers.docx_files import docx, r

import analyzer
from analyzer.evaluation.passages import passages
from analyzer.readers import Source, read_source
from analyzer.rules import RULES

PASSAGES = Path(__file__).parents[1] / "corpora" / "placeholders"
TEXTS = [e.text for rule in RULES for e in (*rule.bad, *rule.good) if not e.markup and "\t" not in e.text]
TEXTS += [p.text for file in sorted(PASSAGES.glob("*.txt")) for p in passages(file)[::9]]
TEXTS = [t for t in TEXTS if not set(t) & set("\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")]
FULL = {c: c + 0xFEE0 for c in range(0x21, 0x7F)} | {0x20: 0x3000}
HALF = {v: k for k, v in FULL.items()}


def found(report):
    review = analyzer.review(report)
    assert review.failures == ()
    return [(f.code, f.span, f.severity) for f in review.findings]


def as_docx(text, cuts):
    lines, at = [], 0
    for line in text.split("\n"):
        inside = [0, *sorted({c - at for c in cuts if at < c < at + len(line)}), len(line)]
        pieces = (line[a:b] for a, b in pairwise(inside))
        lines.append(f"<w:p>{''.join(r(html.escape(piece)) for piece in pieces)}</w:p>")
        at += len(line) + 1
    data = docx("".join(lines))
    return read_source(Source("draft.docx", data, "docx", data))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_same_text_as_txt_and_as_docx_in_any_runs(data):
    text = data.draw(st.sampled_from(TEXTS))
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=12))
    report = as_docx(text, cuts)
    assert report.text == text
    assert found(report) == found(analyzer.parse(text))


@pytest.mark.parametrize(("width", "name"), [(FULL, "full"), (HALF, "half")], ids=["full", "half"])
def test_full_and_half_width_forms_have_the_same_findings(width, name):
    different = []
    for text in TEXTS:
        other = text.translate(width)
        before = [f for f in found(analyzer.parse(text)) if f[0] != "L802"]
        after = [f for f in found(analyzer.parse(other)) if f[0] != "L802"]
        if before != after:
            different.append((text, before, after))
    assert different == []


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TEXTS))
def test_one_xx_more_is_one_p101_more(text):
    added = f"{text}\n全年共开展监督检查XX次。"
    before = {f for f in found(analyzer.parse(text)) if f[0] == "P101"}
    after = {f for f in found(analyzer.parse(added)) if f[0] == "P101"}
    at = added.rindex("XX次")
    # What was settled by the other blanks of the draft may be settled by this one now, nothing else.
    assert before <= after
    assert ("P101", (at, at + 2), 2) in after


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_reviewed(text):
    report = analyzer.parse(text)
    for code, span, _ in found(report):
        assert 0 <= span.start <= span.end <= len(text), code
        assert report.place(span)
    for section in report.sections:
        assert section.heading.end <= section.body.end <= len(text)


PAGE = "全局上下认真落实各项部署要求，扎实开展隐患排查，各项工作平稳有序推进，取得明显成效。\n" * 12
BLANKS = "共检查XX次，X月X日走访X户，办结（   ）件，投入**万元，赴□□镇、××村督导。"


def test_nothing_on_one_page_hides_the_blanks_of_another():
    every = {p.text for file in sorted(PASSAGES.glob("*.txt")) for p in passages(file)} | set(TEXTS)
    hidden = []
    for text in sorted(every):
        whole = f"{text}\n{PAGE}{BLANKS}"
        at = len(whole) - len(BLANKS)
        marks = [
            whole[s.start : s.end]
            for code, s, _ in found(analyzer.parse(whole))
            if code == "P101" and s.start >= at
        ]
        if marks != ["XX", "X", "X", "X", "（   ）", "**", "□□", "××"]:
            hidden.append((text, marks))
    assert hidden == []
