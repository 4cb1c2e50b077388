"""What a copyist replaces is no wording."""

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.audit.masking import mask, own_names

REPORT = Path(__file__).parents[2] / "corpora" / "reports" / "water_h_xunchuan" / "2024H1.txt"

PAIRS = {
    "figures": ("检查企业1,280家，整改率为89.7%。", "检查企业32家，整改率为百分之八十。"),
    "han_figures": ("开展培训三十二次，参训4.6万人。", "开展培训12次，参训八百人。"),
    "dates": ("2024年6月30日前全部完成整改。", "2023年前全部完成整改。"),
    "ranges": ("1—6月，供水总量增长3.0%。", "7～12月，供水总量增长12%。"),
    "halves": ("2024年上半年组织演练3场。", "2023年下半年组织演练4场。"),
    "self": ("我局组织全县干部学习。", "我校组织全市干部学习。"),
    "places": ("投资修复石桥镇堤防。", "投资修复东坡乡堤防。"),
    "persons": ("党组书记王建国同志主持会议。", "党组书记李明同志主持会议。"),
    "widths": ("整改５项，占８０％（含往年）。", "整改5项,占80%(含往年)"),
}


@pytest.mark.parametrize(("one", "other"), PAIRS.values(), ids=PAIRS)
def test_what_is_replaced_is_masked(one: str, other: str) -> None:
    assert one != other
    assert mask(one) == mask(other)


def test_other_words_stay() -> None:
    words = "紧盯工程建设运输管理行政执法等廉政风险较高的环节"
    assert mask(words) == words
    assert mask("组织学习5次") != mask("组织调研5次")
    assert mask("") == mask("，。；") == ""


def test_own_name_in_every_form() -> None:
    own = own_names("中共白河县水利局党组")
    for words in ("白河县水利局", "水利局", "中共白河县水利局党组"):
        assert mask(f"本年度{words}排查隐患", own) == mask("本年度水利局排查隐患", own_names("东坡市水利局"))
    assert mask("白河两岸绿化", own) == mask("东坡两岸绿化", own_names("东坡市水利局"))
    assert own_names("") == ()


@given(
    st.lists(st.integers(0, 10**9), min_size=4, max_size=4),
    st.lists(st.integers(0, 10**9), min_size=4, max_size=4),
)
def test_any_figures(one: list[int], other: list[int]) -> None:
    words = "共检查{}家，发现隐患{}处，整改{}处，投入{}万元"
    assert mask(words.format(*one)) == mask(words.format(*other))


@given(st.text())
def test_any_text(text: str) -> None:
    masked = mask(text, own_names("白河县水利局"))
    assert len(masked) <= len(text)
    assert not re.search(r"[\s，。、！；：（）,.]", masked)


def test_forty_figures_and_another_body() -> None:
    """A report with other figures, dates and names is another text, and masked the same one."""
    text = REPORT.read_text(encoding="utf-8")
    chance = Random(1)
    copy = re.sub(r"\d+", lambda m: str(chance.randrange(10 ** (len(m[0]) - 1), 10 ** len(m[0]))), text)
    copy = copy.replace("浔川", "白河")
    assert _alike(text, copy) < 0.6
    assert _alike(mask(text, own_names("浔川市水务局")), mask(copy, own_names("白河市水务局"))) > 0.98


def _alike(one: str, other: str) -> float:
    a, b = ({t[i : i + 5] for i in range(len(t) - 4)} for t in (one, other))
    return len(a & b) / len(a | b)
