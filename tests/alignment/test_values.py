"""What drafts have in the slots of a template, whatever became of the sentences about them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analyzer
from analyzer.alignment.schema import template_of
from analyzer.document import Part, SlotKind, Span, Status, Table

TEMPLATE = """关于XX市违规吃喝专项整治的汇报

（20XX年X月X日）

一、学习教育
一是组织学习。先后组织专题学习XX次，参与学习的干部职工达XX人次，提交学习心得XX篇。
二是开展监督检查。检查单位XX个，发现问题XX个，已整改XX个，整改率XX.X%。
二、经费保障
投入专项经费XX万元，其中市级XX万元、县级XX万元。主要原因是（此处写明原因）。
填报人：[姓名]
"""


def values(draft, template=TEMPLATE):
    found = analyzer.extract(analyzer.parse(draft), analyzer.parse_template(template))
    return {v.slot.name: v for v in found}


def number(draft, name, template=TEMPLATE):
    value = values(draft, template)[name].number
    return None if value is None else float(value)


FILLS = {
    "学习XX次": "学习32次", "达XX人次": "达1280人次", "心得XX篇": "心得15篇", "单位XX个": "单位23个",
    "问题XX个": "问题41个", "整改XX个": "整改38个", "率XX.X%": "率92.7%", "经费XX万元": "经费350万元",
    "市级XX万元": "市级300万元", "县级XX万元": "县级50万元", "（此处写明原因）": "汛期提前、材料涨价", "[姓名]": "王青山",
}  # fmt: skip


def filled(changes=()):
    text = TEMPLATE.replace("XX市", "江平市").replace("20XX年X月X日", "2025年7月5日")
    changes = dict(changes)
    for old, new in {**changes, **{k: v for k, v in FILLS.items() if k not in changes}}.items():
        text = text.replace(old, new)
    return text


def test_slots_have_names_kinds_units_and_relations():
    slots = {s.name: s for s in analyzer.parse_template(TEMPLATE).slots}
    assert list(slots) == [
        "市名称", "成文日期·年月日", "组织专题学习·次", "参与学习的干部职工·人次", "提交学习心得·篇", "检查单位·个",
        "发现问题·个", "整改·个", "整改率·%", "投入专项经费·万元", "市级·万元", "县级·万元", "主要原因是：原因", "填报人",
    ]  # fmt: skip
    assert slots["整改·个"].part_of == "发现问题·个"
    assert slots["县级·万元"].part_of == slots["市级·万元"].part_of == "投入专项经费·万元"
    kinds = {
        n: slots[n].kind for n in ("市名称", "成文日期·年月日", "整改率·%", "市级·万元", "主要原因是：原因")
    }
    assert list(kinds.values()) == [
        SlotKind.NAME, SlotKind.DATE, SlotKind.PERCENT, SlotKind.MONEY, SlotKind.TEXT
    ]  # fmt: skip


def test_every_value_of_a_filled_draft_comes_back():
    found = {n: v.text for n, v in values(filled()).items()}
    assert found == {
        "市名称": "江平", "成文日期·年月日": "2025年7月5日", "组织专题学习·次": "32", "参与学习的干部职工·人次": "1280",
        "提交学习心得·篇": "15", "检查单位·个": "23", "发现问题·个": "41", "整改·个": "38", "整改率·%": "92.7",
        "投入专项经费·万元": "350", "市级·万元": "300", "县级·万元": "50", "主要原因是：原因": "汛期提前、材料涨价", "填报人": "王青山",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("组织专题学习·次", {"学习XX次": "学习三十二次"}, 32),
        ("组织专题学习·次", {"先后组织专题学习XX次": "截至目前共组织３２次专题学习"}, 32),
        ("参与学习的干部职工·人次", {"达XX人次": "近3.2万人次"}, 32_000),
        ("整改率·%", {"率XX.X%": "率达到百分之九十二点七"}, 92.7),
        ("投入专项经费·万元", {"经费XX万元": "经费0.035亿元"}, 350),
        ("投入专项经费·万元", {"经费XX万元": "经费3500000元"}, 350),
        ("发现问题·个", {"发现问题XX个": "发现41个问题"}, 41),
        ("发现问题·个", {"检查单位XX个，发现问题XX个": "发现问题41个，检查单位23个"}, 41),
        ("整改·个", {"，已整改XX个": "。目前已整改38个"}, 38),
        ("提交学习心得·篇", {"提交学习心得XX篇": "累计编印简报6期，撰写学习体会15篇"}, 15),
        ("检查单位·个", {"二是开展监督检查。": "二是强化监督，抽调12人组成3个检查组。"}, 23),
    ],
)
def test_values_in_other_words_and_forms(name, change, expected):
    assert number(filled(change), name) == expected


def test_a_sentence_that_moved_to_another_section_keeps_its_value():
    sentence = "先后组织专题学习32次，参与学习的干部职工达1280人次，提交学习心得15篇。"
    draft = filled().replace(sentence, "").replace("填报人", f"{sentence}\n填报人")
    assert number(draft, "参与学习的干部职工·人次") == 1280


def test_unfilled_dropped_and_mismatched():
    draft = filled({"学习XX次": "学习XX次", "整改XX个": "整改若干个"}).replace("检查单位23个，", "")
    found = values(draft)
    assert found["组织专题学习·次"].status is Status.UNFILLED
    assert found["检查单位·个"].status is Status.DROPPED
    assert (found["整改·个"].status, found["整改·个"].text, found["整改·个"].number) == (
        Status.FILLED,
        "若干",
        None,
    )


def test_a_template_beside_itself_is_all_unfilled():
    assert {v.status for v in values(TEMPLATE).values()} == {Status.UNFILLED}


def test_names_stand_between_their_neighbours():
    template = "XX县XX中学　[姓名]\n通过“○○文化云”公众号推出微课XX期。"
    found = values("云平县育才中学　邵长河\n通过“潮声文化云”公众号推出微课12期。", template)
    assert [v.text for v in found.values()] == ["云平", "育才", "邵长河", "潮声", "12"]


@pytest.mark.parametrize(
    ("head", "cell", "number"),
    [
        ("实际投入（万元）", "8,600", 8600),
        ("实际投入（万元）", "８６００", 8600),
        ("实际投入（万元）", "0.86亿元", 8600),
        ("实际投入（元）", "86000000", 8600),
        ("实际投入", "8600万元", 8600),
        ("实际投入", "8600", 8600),
    ],
)
def test_a_cell_counts_in_the_unit_of_its_column(head, cell, number):
    template = with_table("各类资金投入如下：", [["资金", "实际投入（万元）"], ["中央资金", "XX"]])
    draft = with_table("各类资金投入如下：", [["资金", head], ["省级资金", "5"], ["中央资金", cell]])
    (value,) = analyzer.extract(draft, template_of(template))
    assert (value.slot.name, value.number) == ("中央资金—实际投入·万元", number)


@pytest.mark.parametrize(
    ("over", "head", "name", "kind"),
    [
        ("办理情况（单位：件）：", "主办", "A类—主办·件", SlotKind.INTEGER),
        ("办理情况：", "主办数", "A类—主办数", SlotKind.INTEGER),
        ("办理情况：", "主办", "A类—主办", SlotKind.TEXT),
        ("办理情况：", "责任人", "A类—责任人", SlotKind.NAME),
    ],
)
def test_cells_are_what_their_labels_say(over, head, name, kind):
    template = with_table(over, [["类别", head], ["A类", "XX"]])
    (slot,) = template_of(template).slots
    assert (slot.name, slot.kind) == (name, kind)
    draft = with_table(over, [["类别", head], ["A类", "29"]])
    (value,) = analyzer.extract(draft, template_of(template))
    assert (value.text, value.number) == ("29", None if kind is SlotKind.NAME else 29)


def test_a_form_has_its_values_beside_their_labels():
    template = with_table(
        "基本信息：", [["领衔代表", "XXX"], ["承办科室", "XX科"], ["涉及资金（万元）", "XX"]]
    )
    rows = [["承办科室", "市政科"], ["领衔代表", "罗沛文"], ["涉及资金（元）", "12,600,000"]]
    found = analyzer.extract(with_table("基本信息：", rows), template_of(template))
    assert [(v.slot.name, v.text, v.number) for v in found] == [
        ("领衔代表", "罗沛文", None),
        ("承办科室", "市政", None),
        ("涉及资金·万元", "12,600,000", 1260),
    ]


def with_table(words, rows):
    """A report of one paragraph and a table as the Word reader gives them."""
    lines = [words, *(cell for row in rows for cell in row)]
    report = analyzer.parse("\n".join(lines))
    cells = iter(p.span for p in report.paragraphs[1:])
    table = tuple(tuple(next(cells) for _ in row) for row in rows)
    paragraphs = tuple(replace(p, part=Part.TABLE) if i else p for i, p in enumerate(report.paragraphs))
    whole = Span(table[0][0].start, table[-1][-1].end)
    return replace(report, paragraphs=paragraphs, tables=(Table(whole, table),), sections=())


def test_cells_are_found_by_their_labels():
    template = "各领域情况如下：\n领域 | 事故（起） | 死亡（人）\n道路 | X | X\n水路 | X | X\n合计共X起。"
    assert analyzer.parse_template(
        template
    ).slots  # text tables have no cells of their own, but must not break


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("印发宣传册XX余份。", ["印发宣传册·份"]),
        ("预计20XX年X月建成投产，于X月底前整改到位。", ["建成投产·年月", "整改到位·月"]),
        ("今年1至XX月，签约项目XX个。", ["截止日期·月", "签约项目·个"]),
        ("一是签约项目开工率不高，仅为XX%。", ["签约项目开工率·%"]),
        ("选派XX名年轻干部组成XX支招商小分队。", ["选派年轻干部·名", "组成招商小分队·支"]),
        ("由XXX公司投资建设的XXX项目。", ["公司名称", "项目名称"]),
        ("先后赴XXX、XXX等地举办推介会XX场。", ["地点", "地点（2）", "举办推介会·场"]),
        ("开展廉政文化进机关、进学校、进课堂活动XX次。", ["廉政文化进课堂活动·次"]),
        ("资金支付率不低于XX%，年产值可达XX亿元。", ["资金支付率·%", "年产值·亿元"]),
        ("（A类）____件，占____%；已经解决的（B类）____件。", ["A类·件", "占比·%", "B类·件"]),
        ("我局将于____年____月底前对列入计划的____件建议“回头看”。", ["列入计划·年月", "列入计划建议·件"]),
        ("本季度共接收信访事项XX件（批）XX人次。", ["接收信访事项·件", "接收信访事项·人次"]),
        ("给予党纪政务处分__人，组织处理__人。", ["给予党纪政务处分·人", "组织处理·人"]),
        ("三、不足\n（一）__________。\n（二）__________。", ["不足/说明", "不足/说明（2）"]),
        ("三是________。", ["三是：说明"]),
        ("联系人：XXX    联系电话：XXXXXXXX", ["联系人", "联系电话"]),
        ("填报人：[姓名]　审核人：[姓名]", ["填报人", "审核人"]),
        (
            "××市××局2025年第X季度信访工作情况报告\n本季度共接收来信XX件。\n××市××局",
            ["标题/市名称", "标题/市名称/局名称", "标题·季度", "接收来信·件", "落款/市名称", "落款/市名称/局名称"],
        ),
    ],
)  # fmt: skip
def test_names_say_what_is_asked_for(template, names):
    assert [s.name for s in analyzer.parse_template(template).slots] == names


@pytest.mark.parametrize(
    ("template", "draft", "texts"),
    [
        ("关于【XX县】招商工作的汇报", "关于桑洲县招商工作的汇报", ["桑洲"]),
        ("关于【XX县】招商工作的汇报", "关于【桑洲县】招商工作的汇报", ["桑洲"]),
        (
            "县委、县政府主要领导带队外出招商XX次，先后赴XXX、XXX等地举办推介会XX场。",
            "县委、县政府主要领导带队外出招商17次，并赴深圳市、苏州市等地举办推介会4场，邀请客商300余名。",
            ["17", "深圳市", "苏州市", "4"],
        ),
        ("联系人：XXX    联系电话：XXXXXXXX", "联系人：钱一凡    联系电话：0599-3322110", ["钱一凡", "0599-3322110"]),
        (
            "由XXX公司投资建设的XXX项目，计划总投资XX亿元。",
            "由星澜新材料公司投资建设的光伏玻璃项目，计划总投资32亿元。",
            ["星澜新材料", "光伏玻璃", "32"],
        ),
    ],
)  # fmt: skip
def test_names_come_back(template, draft, texts):
    found = analyzer.extract(analyzer.parse(draft), analyzer.parse_template(template))
    assert [v.text for v in found] == texts


def test_a_share_goes_with_the_clause_before_it():
    template = "抽查的病历中存在问题的有XX份，占XX%；门诊处方中存在问题的有XX张，占XX%。涉及违规金额XX元。"
    draft = "门诊处方中存在问题的有六十五张，占百分之一点九；抽查的病历中存在问题的有32份，占4.2%。涉及违规金额97427元。"
    assert [float(v.number) for v in values(draft, template).values()] == [32, 4.2, 65, 1.9, 97427]


def test_a_note_before_another_blank_ends_where_that_begins():
    template = "完成投资XX万元，较序时进度（此处填“超前”或“滞后”）X.X个百分点。"
    draft = "年初以来共完成投资2,338万元，较序时进度超前X.X个百分点。"
    assert [v.text for v in values(draft, template).values()] == ["2,338", "超前", "X.X"]


def test_a_signature_is_a_line_without_a_full_stop():
    template = "由【单位名称】编制报告XX份。\n一、打算\n编制工作要点XX项。\n\n【单位名称】\n20XX年X月X日"
    draft = "由人社局编制报告3份。\n一、打算\n编制工作要点12项。\n年内完成门户改版，新设专栏4个。\n\n人社局\n2025年1月9日"
    assert [v.text for v in values(draft, template).values()] == [
        "人社局",
        "3",
        "12",
        "人社局",
        "2025年1月9日",
    ]


def test_a_heading_that_is_all_blank_takes_what_stands_in_its_place():
    template = "一、问题\n（一）人手不足。专职人员仅有XX名。\n（二）（此处写明其他问题）。\n二、打算\n增加专职人员XX名。"
    own = "一、问题\n（一）人手不足。专职人员仅有3名。\n（二）设备老旧。\n二、打算\n增加专职人员2名。"
    assert [v.text for v in values(own, template).values()] == ["3", "设备老旧", "2"]
    without = own.replace("（二）设备老旧。\n", "")
    for draft in (own, without):
        review = analyzer.review(analyzer.parse(draft), template=analyzer.parse_template(template))
        assert [f.code for f in review.findings] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(2, 9999), min_size=6, max_size=6), st.permutations(range(3)))
def test_whatever_the_figures_and_the_order_of_the_clauses(figures, order):
    template = "走访群众XX户，化解矛盾XX件，发放物资XX份。整治河道XX公里，植树XX株，清运垃圾XX吨。"
    first = [f"走访群众{figures[0]}户", f"化解矛盾{figures[1]}件", f"发放物资{figures[2]}份"]
    second = [f"整治河道{figures[3]}公里", f"植树{figures[4]}株", f"清运垃圾{figures[5]}吨"]
    draft = "".join("，".join(part[i] for i in order) + "。" for part in (first, second))
    found = analyzer.extract(analyzer.parse(draft), analyzer.parse_template(template))
    assert [v.number for v in found] == figures
    assert all(draft[slice(*v.span)] == v.text for v in found)
