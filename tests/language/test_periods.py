import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzer
from analyzer.document import Period, PeriodKind
from analyzer.language.period_words import months, spanning
from analyzer.language.periods import mentions, period_of
from analyzer.text.folding import fold
from analyzer.text.numerals import han


def named(text, file_name=""):
    report = analyzer.parse(text)
    return period_of(report, fold(text), file_name)


def found(text):
    report = analyzer.parse(text)
    return [(report[m.span], m.period, m.role) for m in mentions(report, fold(text))]


def day(year, month, number):
    return Period(date(year, month, number), date(year, month, number), PeriodKind.DAY)


SIGNED = "\n一、工作情况\n检查企业36家，发现问题12个，均已整改。\n甲局\n"


@pytest.mark.parametrize(
    ("text", "file_name", "period"),
    [
        ("甲局2025年上半年工作总结\n情况如下。", "", months(2025, 1, 6)),
        ("甲局关于2025年第二季度工作情况的报告\n情况如下。", "", months(2025, 4, 6)),
        ("甲局二〇二五年二季度工作情况报告\n情况如下。", "", months(2025, 4, 6)),
        ("甲工程2025年5月进展月报\n情况如下。", "", months(2025, 5, 5)),
        ("甲局2024年度工作总结\n情况如下。", "", months(2024, 1, 12)),
        ("甲局2025年前三季度工作总结\n情况如下。", "", months(2025, 1, 9)),
        ("甲局2025年1—9月工作总结\n情况如下。", "", months(2025, 1, 9)),
        ("甲局工作情况的报告\n（2024年7月1日至9月30日）\n情况如下。", "", months(2024, 7, 9)),
        ("甲局2025年全县水务工作上半年总结\n情况如下。", "", months(2025, 1, 6)),
        ("甲公司2025年半年度工作报告\n情况如下。", "", months(2025, 1, 6)),
        ("甲局2025年年中工作总结\n情况如下。", "", months(2025, 1, 6)),
        ("甲局2024年工作总结和2025年工作打算\n情况如下。", "", months(2024, 1, 12)),
        ("甲局关于落实《甲县三年行动方案（2023—2025年）》2025年上半年情况的报告\n情况如下。", "", months(2025, 1, 6)),
        ("甲局专项整治工作进展情况的汇报\n现将2025年第二季度工作进展情况汇报如下。", "", months(2025, 4, 6)),
        (f"甲局上半年工作总结{SIGNED}2025年7月4日", "", months(2025, 1, 6)),
        (f"甲局第四季度工作总结{SIGNED}2025年1月8日", "", months(2024, 10, 12)),
        ("甲局工作进展情况的汇报\n截至2025年6月30日，检查企业36家。", "", day(2025, 6, 30)),
        ("甲局工作进展情况的汇报\n检查企业36家。", "甲局2025Q2.docx", months(2025, 4, 6)),
        ("甲局工作进展情况的汇报\n检查企业36家。", "2025年上半年汇报.docx", months(2025, 1, 6)),
        ("甲局工作进展情况的汇报\n检查企业36家。", "2025-06.docx", months(2025, 6, 6)),
        (f"甲局工作进展情况的汇报{SIGNED}2025年7月4日", "", day(2025, 7, 4)),
        ("政府工作报告\n——2019年3月5日在大会上\n各位代表：\n一、2018年工作回顾\n过去一年，成绩显著。", "", months(2019, 1, 12)),
        ("检查企业36家。", "", None),
    ],
)  # fmt: skip
def test_the_period_of_a_report(text, file_name, period):
    assert named(text, file_name) == (period, ())


@pytest.mark.parametrize(
    ("text", "period", "wrong"),
    [
        (
            f"甲局关于2025年第一季度工作情况的报告\n现将2025年第二季度工作情况报告如下。\n截至2025年6月30日，检查企业36家。{SIGNED}2025年7月4日",
            months(2025, 4, 6),
            ["2025年第一季度"],
        ),
        (
            f"甲局关于2025年第二季度工作情况的报告\n现将2025年第一季度工作情况报告如下。\n截至2025年6月30日，检查企业36家。{SIGNED}2025年7月4日",
            months(2025, 4, 6),
            ["2025年第一季度"],
        ),
        (
            "政府工作报告\n——2021年3月5日在大会上\n各位代表：\n一、2019年和今年以来工作回顾\n去年成绩显著。",
            months(2020, 1, 12),
            ["2021年3月5日"],
        ),
    ],
)
def test_what_contradicts_the_period(text, period, wrong):
    said, conflicts = named(text, "2020.txt" if period.start.year == 2020 else "")
    assert said == period
    assert [text[c.start : c.end] for c in conflicts] == wrong


HEAD = "甲局2025年上半年工作总结\n"


@pytest.mark.parametrize(
    ("text", "words", "period", "role"),
    [
        ("截至2025年6月30日，检查36家。", "截至2025年6月30日", day(2025, 6, 30), "cutoff"),
        ("截至6月底，检查36家。", "截至6月底", day(2025, 6, 30), "cutoff"),
        ("截止目前，检查36家。", "截止目前", None, "cutoff"),
        ("今年以来，检查36家。", "今年以来", months(2025, 1, 12), "since"),
        ("整治开展以来，检查36家。", "开展以来", None, "since"),
        ("自2024年4月以来，检查36家。", "2024年4月以来", months(2024, 4, 4), "since"),
        ("比去年同期增加3家。", "去年同期", months(2024, 1, 12), "past"),
        ("比2024年下半年增加3家。", "2024年下半年", months(2024, 7, 12), "past"),
        ("上季度检查12家。", "上季度", months(2025, 1, 3), "past"),
        ("明年检查40家。", "明年", months(2026, 1, 12), "ahead"),
        ("年底前检查40家。", "年底前", day(2025, 12, 31), "ahead"),
        ("9月底前检查40家。", "9月底前", day(2025, 9, 30), "ahead"),
        ("4月17日召开会议。", "4月17日", day(2025, 4, 17), "day"),
        ("11月20日召开会议。", "11月20日", day(2024, 11, 20), "day"),
        ("2023年3月15日至5月31日开展巡察。", "2023年3月15日至5月31日", spanning(date(2023, 3, 15), date(2023, 5, 31)), ""),
        ("一季度检查12家。", "一季度", months(2025, 1, 3), ""),
        ("按照《方案（2021—2025年）》检查。", "2021—2025年", spanning(date(2021, 1, 1), date(2025, 12, 31)), ""),
        ("“十四五”期间检查。", "十四五", spanning(date(2021, 1, 1), date(2025, 12, 31)), ""),
        ("6月31日检查12家。", "6月31日", None, ""),
    ],
)  # fmt: skip
def test_mentions(text, words, period, role):
    assert (words, period, role) in found(HEAD + text)


@pytest.mark.parametrize(
    "text",
    ["水发〔2025〕12号", "共12个月", "3.5月", "三年以上", "一点一策", "比例为30:70", "上下一心", "第一批次"],
)
def test_what_names_no_period(text):
    assert found(text) == []


def test_title_and_signature():
    roles = {words: role for words, _, role in found(f"{HEAD}情况如下。{SIGNED}2025年7月4日")}
    assert roles == {"2025年上半年": "title", "2025年7月4日": "signed"}


def test_a_year_is_taken_from_the_sentence_and_not_carried_over_its_end():
    periods = {w: p for w, p, _ in found(f"{HEAD}2023年3月15日巡察，7月11日反馈。7月12日开会，5月6日整改。")}
    assert periods["7月11日"] == day(2023, 7, 11)
    assert periods["5月6日"] == day(2025, 5, 6)


_DAYS = st.dates(date(1999, 1, 1), date(2035, 12, 31))


def _han_year(year):
    return "".join("〇一二三四五六七八九"[int(c)] for c in str(year))


@given(_DAYS)
def test_one_day_in_five_forms(d):
    forms = [
        f"{d.year}年{d.month}月{d.day}日",
        f"{d.year}年{d.month:02d}月{d.day:02d}日",
        f"{_han_year(d.year)}年{han(d.month)}月{han(d.day)}日",
        f"{d.year}-{d.month:02d}-{d.day:02d}",
        f"{d.year}.{d.month}.{d.day}",
        "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in f"{d.year}年{d.month}月{d.day}日"),
    ]
    assert {found(f"会议于{form}召开")[0][1] for form in forms} == {Period(d, d, PeriodKind.DAY)}


@given(_DAYS, _DAYS)
def test_a_stretch_has_one_kind(one, two):
    start, end = min(one, two), max(one, two)
    period = spanning(start, end)
    assert (period.start, period.end) == (start, end)
    text = f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"
    assert (found(f"时间为{text}。")[0][1]) == period or start == end


@given(
    st.text(
        alphabet="0123456789年月日季度上下半前本今去明截至自以来底末初旬—-~.,。\n一二三四五六七八九十〇《》()“”第同期 ",
        max_size=60,
    )
)
def test_mentions_lie_in_the_text_in_order(text):
    at = 0
    for m in mentions(analyzer.parse(text), fold(text)):
        assert at <= m.span.start < m.span.end <= len(text)
        assert re.search(r"\S", text[m.span.start : m.span.end])
        assert m.period is None or m.period.start <= m.period.end
        at = m.span.end


@given(_DAYS)
def test_a_month_ends_before_the_next(d):
    month = months(d.year, d.month, d.month)
    assert month.kind is PeriodKind.MONTH
    assert (month.end + timedelta(1)).day == 1
