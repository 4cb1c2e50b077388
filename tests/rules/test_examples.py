"""The marked examples of every rule, through the door that users take."""

from dataclasses import replace

import pytest

import analyzer
from analyzer.document import Markup, Paragraph, Part, Span, Table
from analyzer.rules import RULES

CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{kind}{number}")
    for rule in RULES
    for kind, examples in (("bad", rule.bad), ("good", rule.good))
    for number, example in enumerate(examples)
]


def report_of(example):
    report = analyzer.parse(example.text)
    marks = []
    for kind, words in example.markup:
        start = example.text.index(words)
        marks.append(Markup(kind, Span(start, start + len(words))))
    return replace(
        report,
        markup=tuple(marks),
        layout=example.layout,
        **(table_of(example.text) if example.table else {}),
    )


def table_of(text):
    """The lines with bars as paragraphs and rows of a table."""
    paragraphs, rows, start = [], [], 0
    for line in text.split("\n"):
        at = start
        cells = line.split("|") if "|" in line else []
        for cell in cells:
            paragraphs.append(Paragraph(Span(at, at + len(cell)), Part.TABLE))
            at += len(cell) + 1
        if cells:
            rows.append(tuple(p.span for p in paragraphs[-len(cells) :]))
        else:
            paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return {
        "paragraphs": tuple(paragraphs),
        "tables": (Table(Span(rows[0][0].start, rows[-1][-1].end), tuple(rows)),),
    }


def template_of(example):
    return analyzer.parse_template(example.template, locked=example.locked) if example.template else None


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule, example):
    earlier = [analyzer.parse(example.earlier)] if example.earlier else []
    review = analyzer.review(
        report_of(example),
        template=template_of(example),
        earlier=earlier,
        rules=[rule],
        configuration=replace(example.configuration, on=frozenset({rule.code})),
    )
    assert review.failures == ()
    assert [f.span for f in review.findings] == example.spans
    assert bool(example.spans) == (example in rule.bad)


@pytest.mark.parametrize(("rule", "example"), [c for c in CASES if "good" in c.id])
def test_sound_text_of_one_rule_is_no_error_of_another(rule, example):
    others = [r for r in RULES if r.code[:2] in ("P1", "L8") and r is not rule]
    review = analyzer.review(report_of(example), rules=others)
    errors = [(f.code, example.text[f.span.start : f.span.end]) for f in review.findings if f.severity >= 1]
    # An example may be sound for its own rule and carry another rule's fault on purpose.
    assert all(code in KNOWN.get(rule.code, ()) for code, _ in errors), errors


KNOWN = {
    "S201": {"P106"},
    "S202": {"P106"},
    "L802": {"P106"},
    "L801": {"L802"},
    "T501": {"L802"},
    "T503": {"P101"},
}
