"""The registry is a visible list: one line a rule, one rule a file, in code order."""

import pkgutil

from analyzer import rules
from analyzer.document import FAMILIES
from analyzer.rules import RULES

SHARED = {
    "across",
    "almost_names",
    "among",
    "base",
    "beside_tables",
    "context",
    "cut_out",
    "figure_pairs",
    "figures",
    "growth",
    "half_names",
    "headed_names",
    "heading_gaps",
    "inserted_names",
    "kindred_names",
    "left_over",
    "lexicon",
    "more_than_all",
    "of_the_place",
    "pattern_rows",
    "period_places",
    "phrase_faults",
    "quotients",
    "recurring_names",
    "restated",
    "restated_words",
    "said_again",
    "said_shorter",
    "set_phrases",
    "shares",
    "slipped_names",
    "strange_names",
    "two_names",
    "style_rows",
    "told_again",
    "totals",
}


def test_every_rule_file_is_listed_once_in_the_registry():
    files = sorted(m.name for m in pkgutil.iter_modules(rules.__path__) if m.name not in SHARED)
    assert sorted(f"{r.code.lower()}_{r.name.replace('-', '_')}" for r in RULES) == files


def test_rules_stand_in_the_order_of_their_families():
    families = list(FAMILIES)
    assert [r.code for r in RULES] == sorted(
        (r.code for r in RULES), key=lambda c: (families.index(c[:2]), c)
    )


def test_every_page_names_its_source():
    assert [r.code for r in RULES if "依据：" not in r.page] == []
