from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.text.folding import fold
from analyzer.text.quantities import find, numeral, scale_of
from analyzer.text.sentences import clauses, sentences


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("组织学习32次", 32, "次"),
        ("参加1,280人次", 1280, "人次"),
        ("投入3.2万元", 32000, "元"),
        ("投入0.35亿元", 35_000_000, "元"),
        ("面积3.2万平方米", 32000, "平方米"),
        ("装机3.2万千瓦", 32000, "千瓦"),
        ("占比百分之八十五点五", 85.5, "%"),
        ("增长１２.５％", 12.5, "%"),
        ("三十二场", 32, "场"),
        ("两百余人", 200, "人"),
        ("近三万二千人次", 32000, "人次"),
        ("三百二户", 320, "户"),
        ("一万五千册", 15000, "册"),
        ("满意度达九成二", 92, "%"),
        ("提高15个百分点", 15, "个百分点"),
        ("第三季度", 3, "季度"),
        ("修订一项", 1, "项"),
        ("1200余人", 1200, "人"),
        ("贷款1亿2000万元", 120_000_000, "元"),
        ("贷款3亿2千万元", 320_000_000, "元"),
        ("贷款三亿二千万元", 320_000_000, "元"),
        ("培训3万5千人", 35_000, "人"),
        ("新设1万6千多户", 16_000, "户"),
    ],
)
def test_amounts(text, number, unit):
    (amount,) = find(fold(text))
    assert (float(amount.number), amount.unit) == (number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "十分重要", "一批典型", "每一次", "同一个", "数十个", "上百场", "十几人", "三四天", "一户户走访", "一成不变",
        "第三次会议", "五一节", "江办发〔2025〕", "三是抓整改", "“十四五”", "万里长征", "全面二三产业",
        "贯彻中央八项规定精神", "做到“两个维护”", "增强“四个意识”",
    ],
)  # fmt: skip
def test_what_counts_nothing(text):
    assert [a for a in find(fold(text)) if a.number is not None] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("截至2025年6月30日", "2025年6月30日"),
        ("二〇二五年六月起", "二〇二五年六月"),
        ("6月底前", "6月"),
        ("12月5日召开", "12月5日"),
        ("十一月二十日前", "十一月二十日"),
        ("2025年度", "2025年"),
        ("水〔2025〕3号", "2025"),
    ],
)
def test_dates(text, shown):
    assert text[slice(*find(fold(text))[0][:2])] == shown


@given(st.integers(1, 99_999_999))
def test_a_number_is_read_however_it_is_grouped(number):
    for written in (f"{number}", f"{number:,}"):
        (amount,) = find(f"共{written}人次")
        assert amount.number == number


@given(
    st.text(
        alphabet="0123456789,.一二三四五六七八九十百千万亿两〇零点分之成约近余多年月日第几数个次人元%《》。 ",
        max_size=40,
    )
)
def test_amounts_stand_in_order_inside_the_text(text):
    at = 0
    for amount in find(text):
        assert at <= amount.start < amount.end <= amount.unit_end <= len(text)
        assert amount.number is None or amount.number >= 0
        at = amount.unit_end


@given(st.text(alphabet="一二三四五六七八九十百千万亿两〇零点较多若1,.", max_size=12))
def test_a_numeral_is_a_number_or_none(text):
    assert numeral(text) is None or isinstance(numeral(text), Decimal)


def test_scales():
    assert [scale_of(u) for u in ("万元", "千瓦", "万千瓦", "亿元", "人次", "千元")] == [
        (10_000, "元"),
        (1, "千瓦"),
        (10_000, "千瓦"),
        (10**8, "元"),
        (1, "人次"),
        (1000, "元"),
    ]


@given(st.text(alphabet="甲乙,;:。!? \n”", max_size=60))
def test_clauses_lie_in_sentences_and_nothing_but_marks_is_left_out(text):
    covered = set()
    for start, end in sentences(text, 0, len(text)):
        for a, b in clauses(text, start, end):
            assert start <= a < b <= end
            covered.update(range(a, b))
    assert all(text[i] not in "甲乙" for i in range(len(text)) if i not in covered)
