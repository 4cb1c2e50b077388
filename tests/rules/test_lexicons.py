"""The tables of wording and style: their columns, and every condition of every row, through the door that users take."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzer
from analyzer import resources
from analyzer.document import Configuration
from analyzer.engine import figures_of
from analyzer.rules import RULES, Example
from analyzer.rules.lexicon import correction
from analyzer.rules.set_phrases import phrase
from analyzer.text.folding import fold

BY_CODE = {rule.code: rule for rule in RULES}
GUARDS = ("not_before", "not_after", "before", "after")
COLUMNS = {
    "confusables": ["wrong", "right", "level", *GUARDS, "since", "until", "bad", "good", "source"],
    "homophones": ["right", "wrong", "like", "source"],
    "phrase_errors": ["wrong", "right", "level", *GUARDS, "since", "until", "bad", "good", "note", "source"],
    "set_phrases": ["name", "quotes", "verbs", "not_verbs", "members", "since", "until", "source"],
    "numerals": [
        "id",
        "cue",
        "pattern",
        "level",
        "message",
        "advice",
        "find",
        "put",
        "bad",
        "good",
        "source",
    ],
    "punctuation": [
        "id",
        "cue",
        "pattern",
        "level",
        "message",
        "advice",
        "find",
        "put",
        "bad",
        "good",
        "source",
    ],
}
RULE_OF = {"confusables": "W702", "phrase_errors": "W701", "numerals": "L803", "punctuation": "L806"}


def rows(name):
    return resources.table(f"lexicons/{name}.tsv")


def cases():
    for name, code in RULE_OF.items():
        for number, row in enumerate(rows(name), 2):
            for kind in ("bad", "good"):
                if row[kind]:
                    yield pytest.param(code, kind, row[kind], id=f"{name}-{number}-{kind}")


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_sources(name):
    with (resources.folder("corpora") / "lexicons" / f"{name}.tsv").open(
        encoding="utf-8", newline=""
    ) as file:
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert lines[0] == COLUMNS[name]
    assert [line for line in lines[1:] if len(line) != len(lines[0]) or not line[-1]] == []


@pytest.mark.parametrize(("code", "kind", "marked"), list(cases()))
def test_a_row_finds_what_it_says_and_leaves_what_looks_like_it(code, kind, marked):
    example = Example(marked.replace("\\n", "\n"))
    review = analyzer.review(analyzer.parse(example.text), rules=[BY_CODE[code]])
    assert review.failures == ()
    assert [f.span for f in review.findings] == example.spans
    assert bool(example.spans) == (kind == "bad")


@pytest.mark.parametrize("name", ["confusables", "phrase_errors"])
def test_every_guard_has_an_example_that_it_keeps_silent(name):
    bare = [row["wrong"] for row in rows(name) if any(row[g] for g in GUARDS) and not row["good"]]
    assert bare == []


@pytest.mark.parametrize("name", ["confusables", "phrase_errors"])
def test_what_a_row_proposes_is_no_fault_itself(name):
    rule = BY_CODE[RULE_OF[name]]
    for row in rows(name):
        found = analyzer.review(analyzer.parse(f"会议要求{row['right']}。"), rules=[rule]).findings
        assert [f.message for f in found if f.severity >= 1] == [], row


def test_guards_are_written_for_folded_text():
    """A full-width mark in a pattern would never meet the text, which is folded before it is searched."""
    wide = [
        (name, row[column])
        for name, columns in (
            ("confusables", GUARDS),
            ("phrase_errors", GUARDS),
            ("numerals", ("pattern",)),
            ("punctuation", ("pattern",)),
        )
        for row in rows(name)
        for column in columns
        if column != "not_before" and column != "before" and fold(row[column]) != row[column]
    ]
    assert wide == []


def test_rows_are_read_without_complaint():
    assert all(correction(row).wrong for name in ("confusables", "phrase_errors") for row in rows(name))
    assert all(phrase(row).name for row in rows("set_phrases"))


def test_no_wrong_form_is_listed_twice_under_one_condition():
    seen = [
        tuple(row[c] for c in ("wrong", *GUARDS)) for n in ("confusables", "phrase_errors") for row in rows(n)
    ]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "row", rows("set_phrases"), ids=lambda row: f"phrase-{abs(hash(row['name'])) % 10**6}"
)
def test_a_set_phrase_as_it_should_be_is_silent(row):
    known = phrase(row)
    verb = known.verbs[0] if known.verbs else "落实"
    text = f"2025年上半年工作总结\n{verb}{known.shown}要求。{'、'.join(known.members)}各项要求逐条对照。"
    found = analyzer.review(analyzer.parse(text), rules=[BY_CODE["W701"]]).findings
    assert [f.message for f in found] == []


def test_mistaken_forms_differ_in_one_character_and_are_no_right_words():
    right = {row["right"] for row in rows("homophones")}
    for row in rows("homophones"):
        assert row["like"] in ("sound", "shape")
        for wrong in row["wrong"].split("|"):
            assert sum(a != b for a, b in zip(wrong, row["right"], strict=True)) == 1
            assert wrong not in right


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("认真贯彻上级要求，全面贯澈部署。", [1]),
        ("落实整改措施，措失要具体。", [1]),
        ("措失要具体。", [0]),  # nothing in the report says what the word is
        ("落实整改措施，措失一要具体，措失二要可行。", []),  # twice: this writer's word
        ("政府工作报告提出，市政府工作部门逐项落实。", []),
    ],
)
def test_how_sure_a_mistaken_character_is(text, severities):
    found = analyzer.review(analyzer.parse(text), rules=[BY_CODE["W702"]]).findings
    assert [f.severity for f in found] == severities


def test_protected_words_and_own_rows_are_the_users_to_say():
    own = Configuration(
        protected=("布署会",), lexicons={"confusables": ({"wrong": "河涌办", "right": "河长办"},)}
    )
    report = analyzer.parse("召开布署会，统一布署，河涌办牵头。")
    found = analyzer.review(report, rules=[BY_CODE["W702"]], configuration=own).findings
    assert [report[f.span] for f in found] == ["布署", "河涌办"]
    assert [f.span.start for f in found] == [8, 11]


@pytest.mark.parametrize("word", [row["word"] for row in rows("measure_words") if row["kind"] != "ordinal"])
def test_a_measure_word_is_read_as_one(word):
    assert [q.unit for q in figures_of(analyzer.parse(f"全年共办理12{word}。"))] == [word]


def test_a_slip_in_a_phrase_is_found_wherever_it_is_and_what_differs_at_the_end_is_left():
    """Any one character wrong, missing or too many; the characters at the outer ends may be the words beside it."""
    name = "绿水青山就是金山银山"
    rule = BY_CODE["W701"]

    def found(words):
        return [
            f.span for f in analyzer.review(analyzer.parse(f"践行“{words}”理念。"), rules=[rule]).findings
        ]

    assert found(name) == []
    for at in range(1, len(name) - 1):
        assert found(name[:at] + "某" + name[at + 1 :]) == [(3, 3 + len(name))], at
        assert found(name[:at] + name[at + 1 :]) == [(3, 2 + len(name))], at
        assert found(name[:at] + "某" + name[at:]) == [(3, 4 + len(name))], at


@given(order=st.permutations(("政治意识", "大局意识", "核心意识", "看齐意识")), mark=st.sampled_from("、，"))
def test_members_in_any_order_but_their_own_are_found(order, mark):
    listing = mark.join(order)
    found = analyzer.review(analyzer.parse(f"增强{listing}的自觉性。"), rules=[BY_CODE["W701"]]).findings
    right = list(order) == ["政治意识", "大局意识", "核心意识", "看齐意识"]
    assert [f.span for f in found] == ([] if right else [(2, 2 + len(listing))])


def test_a_dated_phrase_is_judged_by_the_reports_period():
    text = "{}工作总结\n在以习近平同志为总书记的党中央领导下，各项任务顺利推进。"
    severities = {
        year: [
            f.severity
            for f in analyzer.review(analyzer.parse(text.format(year)), rules=[BY_CODE["W701"]]).findings
        ]
        for year in ("2015年", "2016年", "2017年")
    }
    # In the year of the change a yearly report may speak of either half.
    assert severities == {"2015年": [], "2016年": [], "2017年": [1]}
