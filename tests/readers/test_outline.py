"""Headings of every kind, and what only looks like one."""

import pytest

import analyzer

LONG = "今年以来，我局认真贯彻落实上级部署要求，扎实推进各项工作，取得了明显成效，群众满意度稳步提升。"


def heads(text):
    report = analyzer.parse(text)
    return [(s.marker, s.title, s.level) for s in report.sections]


@pytest.mark.parametrize(
    "marker",
    [
        "第一章 ",
        "一、",
        "（一）",
        "(一)",
        "1.",
        "1．",
        "1、",
        "（1）",
        "(1)",
        "①",
        "1）",
        "１．",
        "一.",
        "（一）、",
        "第一部分 ",
    ],
)
def test_each_way_of_numbering(marker):
    text = f"开头。\n{marker}加强组织领导\n{LONG}"
    ((found, title, level),) = heads(text)
    assert (found, title, level) == (marker.strip(), "加强组织领导", 1)


def test_levels_follow_the_ranks_in_use():
    text = f"一、做法\n1.抓学习\n（1）集中学\n{LONG}\n2.抓检查\n{LONG}\n二、问题\n（一）能力不足\n{LONG}"
    assert [(m, level) for m, _, level in heads(text)] == [
        ("一、", 1),
        ("1.", 2),
        ("（1）", 3),
        ("2.", 2),
        ("二、", 1),
        ("（一）", 2),
    ]


def test_a_run_in_heading_goes_up_to_the_first_stop():
    report = analyzer.parse("（一）加强理论学习，提升认识。一是组织学习。二是开展讲座。")
    (section,) = report.sections
    assert report[section.heading] == "（一）加强理论学习，提升认识"
    assert report[section.body] == "。一是组织学习。二是开展讲座。"


def test_spans_join_without_overlap():
    text = f"一、做法\n{LONG}\n（一）学习\n{LONG}\n二、问题\n{LONG}"
    report = analyzer.parse(text)
    first, inner, second = report.sections
    assert first.body.end == second.heading.start
    assert inner.parent == 0
    assert first.body.covers(inner.heading)
    assert first.body.covers(inner.body)
    assert second.parent is None


def test_markdown_and_annex():
    text = f"# 总结\n## 一、做法\n{LONG}\n附件1\n1.清单\n{LONG}"
    assert [m for m, _, _ in heads(text)] == ["一、", "", "1."]


def test_a_list_of_attachments_counts_for_itself():
    other = "从检查情况看，个别村的值班力量还不足，少数物资存放点没有及时补充，预案演练的针对性有待加强。"
    text = f"防汛工作总结\n1.做法\n{LONG}\n2.问题\n{other}\n附件：1.清单\n      2.台账"
    report = analyzer.parse(text)
    assert [(s.marker, s.title) for s in report.sections] == [
        ("1.", "做法"), ("2.", "问题"), ("", "附件"), ("1.", "清单"), ("2.", "台账"),
    ]  # fmt: skip
    assert analyzer.review(report).findings == ()


def test_an_unnumbered_heading_stands_alone_between_paragraphs():
    text = f"防汛工作总结\n{LONG}\n存在的主要问题\n{LONG}"
    assert [(t, m) for m, t, _ in heads(text)] == [("存在的主要问题", "")]


@pytest.mark.parametrize(
    "line",
    [
        "三、四天内完成整改。",
        "一、二年级学生参加。",
        "3.5万户群众受益。",
        "2025.7.5",
        "江平市教育局",
        "2025年7月5日",
        "各位代表：",
        "1.2亿元投资到位。",
        "12",
    ],
)
def test_no_heading(line):
    assert heads(f"防汛工作总结\n{LONG}\n{line}\n{LONG}") == []


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("存在的问题和不足", "PROBLEMS"),
        ("下一步工作打算", "NEXT"),
        ("提高站位，强化认识，筑牢思想防线", "ORG"),
        ("完善机制，巩固成果，构建长效防线", "MECHANISM"),
        ("主要做法和成效", "MEASURES"),
        ("问题产生的原因", "CAUSES"),
        ("小河水质", ""),
    ],
)
def test_roles(title, role):
    report = analyzer.parse(f"一、{title}\n{LONG}")
    assert report.sections[0].role == role


@pytest.mark.parametrize(
    ("head", "title", "issuer", "period"),
    [
        (
            "江平市教育局关于2025年上半年工作情况的报告",
            "江平市教育局关于2025年上半年工作情况的报告",
            "江平市教育局",
            "2025年上半年",
        ),
        ("江平市教育局\n关于防汛工作情况的汇报", "江平市教育局\n关于防汛工作情况的汇报", None, None),
        ("江教发〔2025〕1号\n关于防汛工作的通知", "关于防汛工作的通知", None, None),
        ("2025年三季度安全生产工作总结", "2025年三季度安全生产工作总结", None, "2025年三季度"),
    ],
)
def test_front_matter(head, title, issuer, period):
    report = analyzer.parse(f"{head}\n{LONG}")
    assert report.title is not None
    assert report[report.title] == title
    assert (report.issuer and report[report.issuer]) in (
        issuer,
        "江平市教育局" if "教育局\n" in head else issuer,
    )
    assert (report.period and report[report.period]) == period


def test_signature_names_the_issuer():
    report = analyzer.parse(f"防汛工作总结\n{LONG}\n江平市水利局\n2025年7月5日")
    assert report.issuer is not None
    assert report[report.issuer] == "江平市水利局"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("标题", "防汛工作总结"),
        ("第1段", "今年以来"),
        ("一、标题", "做法"),
        ("一、第1段", "甲"),
        ("一、（一）第1段", "乙"),
        ("一、（一）第2段", "丙"),
    ],
)
def test_place(place, words):
    text = f"防汛工作总结\n{LONG}\n一、做法\n甲在前。\n（一）学习。乙在中。\n丙在后。"
    report = analyzer.parse(text)
    start = text.index(words)
    assert report.place(analyzer.Span(start, start + 1)) == place
