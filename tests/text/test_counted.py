"""What a figure counts; and that the quick looks at a word's last character leave nothing out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.language import quantities
from analyzer.text import counted

_WORDS = (
    "的总人数 数量 件数 次数 总数 总量 总额 累计 共计 合计 总计 共 已达到了 达 为 有 是 约 近 超过 超 不足 由 分 处分 至 到 占 计 的 "
    "等 下降 提高 增长 第 仅 再 行为 问题 场 人"
)


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=5).map(lambda parts: "检查企业" + "".join(parts)))
def test_words_are_bare_at_their_end_whatever_they_end_with(words: str) -> None:
    assert counted.bare_tail(words) == counted._CLOSING.sub("", words)


@given(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
def test_no_character_opens_a_way_past_the_quick_look(last: str) -> None:
    assert counted.bare_tail("企业" + last) == counted._CLOSING.sub("", "企业" + last)
    for pattern, ends in (
        (quantities._CHANGE, quantities._CHANGE_ENDS),
        (quantities._ABOUT, quantities._ABOUT_ENDS),
    ):
        for before in ("比上年增长", "企业不", "下", "大", "", "接"):
            assert last in ends or not pattern.search(before + last)


@pytest.mark.parametrize("char", "去上同往整改累自总截以历至本当下前一二三四今全年新期")
def test_a_cue_may_begin_with(char: str) -> None:
    """Each of the characters looked for first begins a cue: none stands there for nothing."""
    tails = "内 年同期 季度 治前 造前 期 计 来 止 月 数 今 半年 三季度 至 年 增 间 今年 以来 6月起"
    assert any(quantities._CUES.match(char + tail) for tail in tails.split())
