from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzer
from analyzer.document import Configuration
from analyzer.document.own_body import Own, core_of, kin, kind_of, nearly, regions_of
from analyzer.engine import body_of
from analyzer.language.organisations import organisations, own_body
from analyzer.rules.n601_other_organisation import other_organisation
from analyzer.rules.n602_inconsistent_name import inconsistent_name
from analyzer.text.folding import fold

FRAME = "平乐县交通运输局2025年工作总结\n\n县委：\n{}\n\n平乐县交通运输局\n2025年12月30日"


def context_of(text, *earlier):
    report = analyzer.parse(text)
    folded = fold(text)
    return SimpleNamespace(
        report=report,
        folded=folded,
        organisations=organisations(report, folded),
        own_body=own_body(report, folded),
        configuration=Configuration(),
        earlier=tuple(context_of(e) for e in earlier),
    )


def hits(rule, text, *earlier):
    context = context_of(text, *earlier)
    return [context.report[h.span] for h in rule.check(context.report, context)]


def named(sentence):
    context = context_of(FRAME.format(sentence))
    end = len(context.report.text) - len("\n\n平乐县交通运输局\n2025年12月30日")
    start = context.report.text.index("：\n")
    return [(o.name, o.role) for o in context.organisations if start < o.span.start < end]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("会同江平市水利局检查。", [("江平市水利局", "parent")]),
        ("由汐州市虹湾化工产业园区管理委员会印发。", [("汐州市虹湾化工产业园区管理委员会", "parent")]),
        ("县委办公室、市纪委监委联合检查。", [("县委办公室", "parent"), ("市纪委监委", "parent")]),
        ("柳树镇东风村修路。", [("柳树镇东风村", "child")]),
        ("各乡镇落实责任。", [("各乡镇", "child")]),
        ("我局和我县部署。", [("我局", "own"), ("我县", "own")]),
        ("我校部署。", [("我校", "other")]),
        ("国务院部署。", [("国务院", "parent")]),
        ("县交通运输局部署。", [("县交通运输局", "own")]),
        ("县教育局部署。", [("县教育局", "other")]),
        ("安化县水利局部署。", [("安化县水利局", "other")]),
        ("江南大学附属医院派员。", [("江南大学附属医院", "other")]),
        ("提高站位，各单位、有关部门落实责任。", []),
        ("生产企业、中心工作、学校安全、医院管理、法院判决、中小学校。", []),
        ("城市管理、城镇建设、农村集市、先进县、示范村、集贸市场。", []),
    ],
)
def test_names_and_roles(sentence, expected):
    assert named(sentence) == expected


@pytest.mark.parametrize(
    ("text", "name", "regions", "kind"),
    [
        (FRAME.format("我局抓好工作。"), "平乐县交通运输局", ("平乐县",), "bureau"),
        (
            "汐州市虹湾化工产业园区2025年工作报告\n\n市政府：\n检查46家。\n\n汐州市虹湾化工产业园区管理委员会\n2025年1月2日",
            "汐州市虹湾化工产业园区管理委员会",
            ("汐州市",),
            "park",
        ),
        (
            "芸畴县槐黍镇人民政府2024年工作总结\n\n我镇有村16个。",
            "芸畴县槐黍镇人民政府",
            ("芸畴县", "槐黍镇"),
            "town",
        ),
    ],
)
def test_own_body(text, name, regions, kind):
    own = own_body(analyzer.parse(text), fold(text))
    assert own is not None
    assert (own.name, own.regions, own.kind) == (name, regions, kind)


def test_a_text_that_names_no_body_has_none():
    text = "政府工作报告\n\n各位代表：\n国务院向大会报告工作。"
    assert own_body(analyzer.parse(text), fold(text)) is None


@pytest.mark.parametrize(
    ("name", "regions", "core", "kind"),
    [
        ("汐州市虹湾化工产业园区管理委员会", ("汐州市",), "虹湾化工产业园区管理委员会", "park"),
        ("碧溪自治县", ("碧溪自治县",), "", "region"),
        ("中共珀江市人民医院委员会", ("珀江市",), "人民医院委员会", "hospital"),
        ("江平市社区矫正中心", ("江平市",), "社区矫正中心", "centre"),
        ("泖川农村供水项目办公室", (), "泖川农村供水项目办公室", "works"),
    ],
)
def test_parts_of_a_name(name, regions, core, kind):
    assert (regions_of(name), core_of(name), kind_of(name)) == (regions, core, kind)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("平乐县水利局", "平乐县水利局党组", True),
        ("平乐县水利局", "安化县水利局", False),
        ("江平区实验小学", "江平区第三小学", False),
        ("汐州市江平区人民政府", "汐州市丽溪区人民政府", False),
    ],
)
def test_kin(one, other, expected):
    assert kin(one, other) is expected


@pytest.mark.parametrize(
    ("odd", "form", "expected"),
    [
        ("岱垣县住房与城乡建设局", "岱垣县住房和城乡建设局", True),
        ("岱垣县住房城乡建设局", "岱垣县住房和城乡建设局", True),
        ("江平区第一小学附属幼儿园", "江平区第二小学附属幼儿园", False),
        ("市医疗保障局", "县医疗保障局", False),
    ],
)
def test_nearly(odd, form, expected):
    assert nearly(odd, form) is expected


def test_the_report_before_tells_whose_report_it_is():
    before = "江平市审计局2024年工作总结\n\n市政府：\n我局完成项目20个。\n\n江平市审计局\n2024年12月30日"
    now = "丽水市财政局2025年工作总结\n\n市政府：\n完成项目27个。\n\n江平市审计局\n2025年12月30日"
    assert hits(other_organisation, now, before) == ["丽水市财政局"]


@pytest.mark.parametrize(
    "sentence",
    [
        "组织人员赴安化县水利局考察学习，会同安化县水利局开展检查。",
        "《安化县水利局关于印发方案的通知》要求落实。",
        "与安化县签订协议，安化县水利局积极配合。",
        "县教育局、县财政局认真落实责任。",
        "有群众说：“我校门口积水。”我会努力，我所做的还不够。",
    ],
)
def test_bodies_that_are_named_on_purpose(sentence):
    text = FRAME.format("我局抓好工作。" + sentence)
    assert hits(other_organisation, text) == []
    assert hits(inconsistent_name, text) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("⟦安化县⟧各乡镇落实责任。", ["安化县"]),
        ("在安化县委、县政府的坚强领导下，工作有进展。", ["安化县委"]),
        ("我院高度重视。", ["我院"]),
    ],
)
def test_leftovers_in_the_text(sentence, found):
    text = FRAME.format("我局抓好工作。" + sentence.replace("⟦", "").replace("⟧", ""))
    assert hits(other_organisation, text) == found


def test_speaks_as():
    own = Own("平乐县水利局", (), ("平乐县",), "bureau")
    assert all(own.speaks_as(u) for u in ("局", "县", "市", "省", "国"))
    assert not any(own.speaks_as(u) for u in ("校", "院", "镇", "公司", "区"))


WORDS = (
    "平乐县 安化县 水利局 交通运输局 我局 我校 各乡镇 江平市 柳树镇 东风村 有限公司 大学 医院 会同 在 的 ， 。 工作 管理委员会 "
    "虹湾 园区 中共 委 省 市 县 区 专班 国务院 ａ 2025年 （以下简称 ）"
)
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_are_exact_and_in_order(middle):
    context = context_of(FRAME.format(middle))
    spans = [o.span for o in context.organisations]
    assert all(context.report[o.span] == o.name and o.name for o in context.organisations)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for rule in (other_organisation, inconsistent_name):
        list(rule.check(context.report, context))


def test_the_body_that_a_government_work_report_is_given_for():
    text = "政府工作报告\n——2024年1月8日在市人民代表大会上\n各位代表：\n现在，我代表市人民政府，向大会报告工作。\n"
    assert body_of(analyzer.parse(text)) == "市人民政府"
    assert body_of(analyzer.parse(text.replace("市人民政府", "国务院"))) == "国务院"
    assert body_of(analyzer.parse(text.replace("我代表市人民政府", "我向代表们"))) == ""
