"""Pairs of sentences, sections and wording: what is the same, what changed, what moved."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analyzer
from analyzer.alignment.candidates import likest
from analyzer.alignment.differences import phrases
from analyzer.alignment.matching import increasing
from analyzer.document import Change, Fate

CLAUSES = [
    "加强组织领导", "压实各级责任", "深入排查隐患", "健全长效机制", "开展警示教育", "落实整改措施", "严格执法检查",
    "畅通举报渠道", "组织专题培训", "完善应急预案", "强化督促检查", "公开办理结果",
]  # fmt: skip
SENTENCES = st.lists(
    st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=4, unique=True).map(
        lambda c: "，".join(c) + "。"
    ),
    min_size=1,
    max_size=12,
)
OLD = "一、学习\n组织集中学习，撰写学习心得。认真开展讨论交流活动。\n二、检查\n检查生产经营单位，督促整改安全隐患。\n三、打算\n继续抓好隐患整改工作。"


def compared(new, old):
    return analyzer.compare(analyzer.parse(new), analyzer.parse(old))


@given(SENTENCES)
def test_a_text_beside_itself_is_the_same_sentence_by_sentence(sentences):
    text = "\n".join(sentences)
    comparison = compared(text, text)
    assert comparison.likeness == 1.0
    assert {p.change for p in comparison.pairs} == {Change.SAME}
    assert all(p.left == p.right for p in comparison.pairs)


@settings(max_examples=60, deadline=None)
@given(SENTENCES, SENTENCES)
def test_every_sentence_stands_in_one_pair_and_edits_turn_old_into_new(old, new):
    comparison = compared("\n".join(new), "\n".join(old))
    for report, spans in (
        (comparison.reference, [s for p in comparison.pairs for s in p.left]),
        (comparison.report, [s for p in comparison.pairs for s in p.right]),
    ):
        assert sorted(spans) == sorted(set(spans))
        assert "".join(report[s] for s in sorted(spans)) == report.text.replace("\n", "")
    for pair in comparison.pairs:
        if pair.edits:
            assert applied(comparison, pair) == "".join(comparison.report[s] for s in pair.right)


def applied(comparison, pair):
    """The old sentences with the edits carried out."""
    words, at = [], 0
    joined = [(i, c) for s in pair.left for i, c in enumerate(comparison.reference[s], s.start)]
    for edit in sorted(pair.edits, key=lambda e: (e.left, e.right)):
        words += [c for i, c in joined if at <= i < edit.left.start]
        words.append("".join(comparison.report[s] for s in _inside(edit.right, pair.right)))
        at = max(at, edit.left.end)
    return "".join([*words, *(c for i, c in joined if i >= at)])


def _inside(span, spans):
    pieces = (type(span)(max(s.start, span.start), min(s.end, span.end)) for s in spans)
    return [p for p in pieces if p.width > 0]


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (OLD, []),
        (OLD.replace("，", ",").replace("、", "、"), [Change.CHANGED] * 3),
        (OLD.replace("撰写学习心得", "交流学习心得"), [Change.CHANGED]),
        (OLD.replace("认真开展讨论交流活动。", ""), [Change.REMOVED]),
        (OLD + "切实做好总结。", [Change.ADDED]),
        (OLD.replace("组织集中学习，撰写学习心得。", "组织集中学习。撰写学习心得。"), [Change.CHANGED]),
        (
            OLD.replace("认真开展讨论交流活动。", "").replace(
                "整改工作。", "整改工作。认真开展讨论交流活动。"
            ),
            [Change.MOVED],
        ),
    ],
)
def test_kinds_of_change(new, changes):
    found = [p.change for p in compared(new, OLD).pairs if p.change is not Change.SAME]
    assert found == changes or set(found) <= {Change.SAME, *changes}


def test_a_short_line_is_the_same_too():
    text = "关于检查的报告\n一、情况\n检查单位12家。\n2024年10月14日"
    assert {p.change for p in compared(text, text).pairs} == {Change.SAME}


def fates(new):
    comparison = compared(new, OLD)
    return [(m.fate, m.moved) for m in comparison.sections]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, [(Fate.KEPT, False)] * 3),
        (
            OLD.replace("二、检查", "二、监督检查工作"),
            [(Fate.KEPT, False), (Fate.RENAMED, False), (Fate.KEPT, False)],
        ),
        (
            re.sub("二、检查\n.*\n三", "二", OLD),
            [(Fate.KEPT, False), (Fate.MISSING, False), (Fate.KEPT, False)],
        ),
        (OLD.replace("三、打算\n", ""), [(Fate.KEPT, False), (Fate.KEPT, False), (Fate.MERGED, False)]),
        (
            "一、打算\n继续抓好隐患整改工作。\n二、学习\n组织集中学习，撰写学习心得。认真开展讨论交流活动。\n"
            "三、检查\n检查生产经营单位，督促整改安全隐患。",
            [(Fate.KEPT, False), (Fate.KEPT, False), (Fate.KEPT, True)],
        ),
        (
            OLD.replace("检查生产经营单位，督促整改安全隐患。", ""),
            [(Fate.KEPT, False), (Fate.MISSING, False), (Fate.KEPT, False)],
        ),
    ],
)
def test_sections(new, expected):
    found = fates(new)
    if "检查\n\n" in new:
        assert found[1][0] in (Fate.KEPT, Fate.EMPTIED)
    else:
        assert found == expected


def test_a_section_that_took_in_another_under_a_new_title_of_its_own_was_renamed():
    old = (
        "一、自查发现的问题\n个别科室收费不规范，重复收取材料费用。少数病历书写不完整。\n"
        "二、问题原因\n政策学习不够深入，内部审核不够严格。考核约束不够有力。\n三、打算\n继续抓好整改。"
    )
    new = (
        old.replace("自查发现的问题", "自查存在的问题")
        .replace("二、问题原因\n", "")
        .replace("三、打算", "二、打算")
    )
    found = compared(new, old).sections
    assert [m.fate for m in found] == [Fate.RENAMED, Fate.MERGED, Fate.KEPT]


def test_what_little_is_left_under_a_like_title_is_the_section_renamed():
    items = [
        "坚持每季度组织一次自查并公开结果。",
        "把医保政策纳入岗前培训和年度考核。",
        "完善信息系统审核功能拦住违规收费。",
    ]
    old = f"一、情况\n检查科室12个。\n二、下一步工作\n{''.join(items)}主动接受社会监督和群众评议。\n三、承诺\n内容真实。"
    new = f"一、情况\n检查科室12个。\n二、下一步整改计划\n{items[1]}\n三、承诺\n内容真实。"
    assert [m.fate for m in compared(new, old).sections] == [Fate.KEPT, Fate.RENAMED, Fate.KEPT]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=20))
def test_the_longest_rising_run(pairs):
    pairs = sorted(set(pairs))
    run = increasing(pairs)
    assert all(a[1] < b[1] for a, b in pairwise(run))
    best = [1] * len(pairs)
    for i in range(len(pairs)):
        best[i] += max((best[j] for j in range(i) if pairs[j][1] < pairs[i][1]), default=0)
    assert len(run) == max(best, default=0)


def test_many_texts_are_proposed_as_well_as_few_are_measured(monkeypatch):
    import analyzer.alignment.candidates as candidates

    lefts = [f"{a}{b}情况{c}" for a in CLAUSES for b in CLAUSES[:6] for c in "甲乙丙"]
    rights = [x.replace("情况", "的情况") for x in reversed(lefts)]
    few = dict(reversed(likest(lefts, rights, 60)))
    monkeypatch.setattr(candidates, "_FEW", 0)
    many = dict(reversed(likest(lefts, rights, 60)))
    assert sum(many.get(i) == j for i, j in few.items()) >= 0.95 * len(few)


def test_texts_without_anything_in_common_are_no_pairs(monkeypatch):
    import analyzer.alignment.candidates as candidates

    assert likest([], ["甲"], 60) == []
    monkeypatch.setattr(candidates, "_FEW", 0)
    assert likest(["甲乙丙丁"], ["戊己庚辛"], 60) == []
    assert likest(["甲"], ["乙"], 60) == []


def wording(draft, template, *locked):
    comparison = analyzer.align(analyzer.parse(draft), analyzer.parse_template(template, locked=locked))
    return [(r.lost, r.polar, r.locked, bool(r.right)) for r in comparison.rewordings]


RULE = "对违反规定的单位，必须严肃追究有关人员的责任。每节微课不超过10分钟。共检查单位XX个。"


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (RULE.replace("XX", "36"), []),
        ("必须严肃追究有关人员的责任，对违反规定的单位。每节微课不超过10分钟。共检查36个单位。", []),
        (RULE.replace("XX", "36").replace("必须", "可以"), [(("必须",), True, False, True)]),
        (RULE.replace("XX", "36").replace("10分钟", "30分钟"), [(("10分钟",), True, False, True)]),
        (RULE.replace("XX", "36").replace("严肃", "从严"), [(("严肃",), False, False, True)]),
        (RULE.replace("XX", "36").replace("每节微课不超过10分钟。", ""), [("每节", False)]),
    ],
)
def test_wording(draft, expected):
    found = wording(draft, RULE)
    if expected and len(expected[0]) == 2:
        assert [right for *_, right in found] == [False]
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("template", "draft"),
    [
        ("新增规上工业企业XX家，较上年同期增长XX%。", "新增规模以上工业企业12家，比去年同期增长8%。"),
        ("本季度共接待来访群众XX批次。", "三季度共接待来访群众26批次。"),
        ("专职信访干部仅有XX名，力量薄弱。", "专职信访干部只有9名，力量薄弱。"),
        ("下一步，重点抓好三项工作：加强领导、压实责任、严格考核。", "下一步，重点抓好以下三项工作：加强领导、压实责任、严格考核。"),
        ("全县共有脱贫村XX个、脱贫户XX户，已全部纳入监测。", "全县脱贫村共有68个，脱贫户512户，已全部纳入监测。"),
    ],
)  # fmt: skip
def test_the_same_in_another_form_is_no_change(template, draft):
    assert wording(draft, template) == []


@pytest.mark.parametrize(
    ("template", "draft", "shown", "polar"),
    [
        ("须在15日内告知，60日内办结并书面答复。", "须在15日内告知，90日内办结并书面答复。", ["60日", "90日"], True),
        ("严禁向企业乱收费、乱摊派。", "不得向企业乱收费、乱摊派。", ["严禁", "不得"], False),
        ("定期对各单位进行监督检查。", "不定期对各单位进行监督检查。", ["定期", "不定期"], True),
        ("资金一律公示公告，接受群众监督。", "资金原则上公示公告，接受群众监督。", ["一律", "原则上"], True),
        ("发现隐患XX处，同比下降XX%，均已落实整改责任。", "发现隐患1.2万处，同比下降8%，均已明确整改责任。", ["落实", "明确"], False),
    ],
)  # fmt: skip
def test_what_was_changed_is_shown_without_what_was_filled_in(template, draft, shown, polar):
    report, read = analyzer.parse(draft), analyzer.parse_template(template)
    (change,) = analyzer.align(report, read).rewordings
    assert phrases(read, report, change) == (tuple(shown),)
    assert change.polar == polar


def test_a_clause_cut_off_into_the_next_sentence_is_not_dropped():
    template = "一、培训\n组织业务培训XX期，培训干部XX人次，发放宣传手册XX余份。\n二、排查\n开展矛盾排查XX次，调处纠纷XX起。"
    draft = "一、排查\n开展矛盾排查6次，调处纠纷49起。\n二、培训\n组织业务培训2期，培训干部120人次。印发宣传手册3,000余份。"
    found = analyzer.extract(analyzer.parse(draft), analyzer.parse_template(template))
    assert [v.number for v in found] == [2, 120, 3000, 6, 49]


def test_locked_words_stand_word_by_word():
    template = "我单位承诺：本报告真实完整。共检查单位XX个。"
    assert wording("我单位承诺,本报告真实完整。共检查单位3个。", template, "我单位承诺") == []
    (change,) = wording("我单位承诺：本报告基本真实完整。共检查单位3个。", template, "我单位承诺")
    assert change[2]


def test_words_that_an_instruction_allows_instead_are_no_change():
    template = "一、复议\n因公开被申请复议XX件，其中维持XX件。（未发生的，写“本年度未发生因公开引起的复议”）\n二、其他\n收取费用XX元。"
    draft = "一、复议\n本年度未发生因公开引起的复议。\n二、其他\n收取费用35元。"
    report, read = analyzer.parse(draft), analyzer.parse_template(template)
    codes = [f.code for f in analyzer.review(report, template=read).findings if f.code[0] == "T"]
    assert codes == []
    assert [v.number for v in analyzer.extract(report, read)] == [None, None, 35]


def test_tables_are_compared_cell_by_cell():
    from dataclasses import replace

    from analyzer.document import Span, Table

    def with_table(text):
        report = analyzer.parse(text)
        cells, start = [], 0
        for line in text.split("\n"):
            cells.append(Span(start, start + len(line)))
            start += len(line) + 1
        rows = (tuple(cells[:2]), tuple(cells[2:]))
        return replace(report, tables=(Table(Span(0, len(text)), rows),))

    old, new = with_table("学校\n隐患\n一中\n36"), with_table("学校\n隐患\n一中\n88")
    (match,) = analyzer.compare(new, old).tables
    assert [(old[a], new[b]) for a, b in match.cells] == [("36", "88")]
