"""The grammar of blanks on labelled passages, and what must hold whatever the text."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.evaluation.passages import passages, score_passages
from analyzer.text.folding import fold
from analyzer.text.placeholders import find

SETS = sorted((Path(__file__).parents[2] / "corpora" / "placeholders").glob("*.txt"))
CHARACTERS = st.text(
    alphabet="XxＸ×ХⅩ*○〇□_?？…/-—（）()【】[]〔〕{}<>«»《》某ANn0129.% 　\n年月日号第个次人万元省市局同志共达约为检查，。、：“”李王张",
    max_size=60,
)


@pytest.mark.parametrize("file", SETS, ids=lambda p: p.stem)
def test_labelled_passages(file):
    result = score_passages(passages(file), lambda text: [(p.start, p.end) for p in find(text)])
    assert result.precision >= 0.98, "\n".join(result.wrong)
    assert result.recall >= 0.97, "\n".join(result.missed)
    assert result.alarms <= 3 * result.characters / 10_000, "\n".join(result.wrong)


@given(CHARACTERS)
def test_blanks_are_in_order_inside_the_text_and_apart(text):
    found = find(text)
    assert all(0 <= p.start < p.end <= len(text) for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(CHARACTERS)
def test_width_makes_no_difference(text):
    assert find(text) == find(fold(text))


@given(CHARACTERS, CHARACTERS)
def test_a_blank_more_is_a_finding_more(before, after):
    count = len([p for p in find(f"{before}\n\n{after}") if p.form == "cross"])
    with_blank = find(f"{before}\n共检查企业XX家次。\n{after}")
    assert any(p.kind == "count" and p.form == "cross" for p in with_blank)
    assert len([p for p in with_blank if p.form == "cross"]) > count - 1


@pytest.mark.parametrize(
    "form",
    [
        "XX",
        "ＸＸ",
        "××",
        "ХХ",
        "ⅩⅩ",
        "xx",
        "**",
        "＊＊",
        "〇〇",
        "○○",
        "◯◯",
        "____",
        "＿＿",
        "（   ）",
        "(  )",
        "【】",
        "□□",
        "[数量]",
        "{{n}}",
        "2XX",
    ],
)
def test_every_form_of_a_missing_count(form):
    text = f"全年共检查生产经营单位{form}家次，整改到位。"
    assert [text[p.start : p.end] for p in find(text)] == [form]


@pytest.mark.parametrize(
    "year",
    [
        "20XX",
        "20xx",
        "202X",
        "20××",
        "201*",
        "20**",
        "２０ＸＸ",
        "20__",
        "二〇××",
        "二〇二×",
        "XXXX",
        "〇〇〇〇",
        "20○○",
    ],
)
def test_every_form_of_a_missing_year(year):
    text = f"关于报送{year}年工作总结的报告"
    assert [(text[p.start : p.end], p.kind) for p in find(text)] in ([(year, "date")], [(year, "blank")])
