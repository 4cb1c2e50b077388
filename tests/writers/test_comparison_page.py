"""Two reports side by side as a page."""

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analyzer
from analyzer.document import Change
from analyzer.writers.comparison_page import comparison_page

OLD = """关于第一季度安全生产工作的报告

一、基本情况
第一季度，全区共检查企业132家，查出隐患486项，整改率为92.8%。全部落实了三级包保责任。
各街道认真履行属地责任，定期研究安全生产工作。
（一）宣传教育
组织开展安全生产月活动，发放宣传资料三千份。
二、存在问题
部分企业主体责任落实不到位，自查流于形式。
三、下步打算
加强对重点行业领域的监督检查，压实各方责任。
联合消防部门开展夜间突击检查。
"""
NEW = """关于第二季度安全生产工作的报告

一、基本情况
第二季度，全区共检查企业148家，查出隐患513项，整改率为95.3%。全部落实了三级包保责任。
联合消防部门开展夜间突击检查。
（一）宣传教育
组织开展安全生产月活动，发放宣传资料三千份。
新增应急演练十二场，参加人员一千余名。
二、存在问题
部分企业主体责任落实不到位，自查流于形式。
三、下步打算
加强对重点行业领域的监督检查，压实各方责任。
"""


def compared(old, new, names=("旧.txt", "新.txt")):
    return analyzer.compare(analyzer.parse(new, source=names[1]), analyzer.parse(old, source=names[0]))


def tree(comparison):
    return lxml.html.document_fromstring(comparison_page(comparison))


def column(page, side):
    cells = page.xpath(f'//div[contains(@class, "row")]/div[@class="{side}"]')
    return [
        s.text_content()
        for cell in cells
        for s in cell.xpath('.//span[starts-with(@class, "s")]')
        if is_sentence(s)
    ]


def is_sentence(element):
    return "s" in element.get("class").split()


def sentences(comparison):
    both = (comparison.reference, "left"), (comparison.report, "right")
    return [[r[s] for s in sorted(s for p in comparison.pairs for s in getattr(p, side))] for r, side in both]


def test_every_change_can_be_reached_from_the_index():
    comparison = compared(OLD, NEW)
    page = tree(comparison)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(link[1:] in ids for link in page.xpath("//a/@href"))
    changes = [p for p in comparison.pairs if p.change is not Change.SAME]
    assert {c.change for c in changes} == set(Change) - {Change.SAME}
    assert page.xpath("//nav//li/a/@href") == [f"#c{n}" for n in range(1, len(changes) + 1)]
    for change in Change:
        entries = page.xpath(f'//nav//li[contains(@class, "k-{change.value}")]')
        assert len(entries) == (
            sum(p.change is change for p in comparison.pairs) if change is not Change.SAME else 0
        )


def test_the_head_counts_the_sentences():
    comparison = compared(OLD, NEW)
    told = tree(comparison).xpath('string(//p[@class="sum"])')
    for change in Change:
        assert f"{change.word} {sum(p.change is change for p in comparison.pairs)} 句" in told
    assert f"{int(comparison.likeness * 100)}%" in told


def test_words_that_differ_are_marked_and_figures_on_their_own():
    comparison = compared(OLD, NEW)
    page = tree(comparison)
    edits = [e for p in comparison.pairs if p.change is Change.CHANGED for e in p.edits]
    rows = page.xpath('//div[contains(@class, "row") and contains(@class, "k-changed")]')
    cut, new = ("".join("".join(row.xpath(f".//{tag}//text()")) for row in rows) for tag in ("del", "ins"))
    assert cut == "".join(comparison.reference[e.left] for e in edits)
    assert new == "".join(comparison.report[e.right] for e in edits)
    assert page.xpath('//del[@class="figure"]/text()') == ["第一季度", "第一季度", "132", "486", "92.8%"]
    assert page.xpath('//ins[@class="figure"]/text()') == ["第二季度", "第二季度", "148", "513", "95.3%"]
    assert "132→148" in page.xpath("string(//nav)")


def test_a_moved_sentence_stands_in_both_places_each_leading_to_the_other():
    page = tree(compared(OLD, NEW))
    there, here = page.xpath('//main//span[contains(@class, "k-moved")]')
    assert there.xpath("ancestor::div[@class='right']") and here.xpath("ancestor::div[@class='left']")
    assert there.text_content() == "移自三、第2段联合消防部门开展夜间突击检查。"
    assert here.text_content() == "移到一、第2段联合消防部门开展夜间突击检查。"
    assert there.xpath("string(a/@href)") == "#" + here.get("id")
    assert here.xpath("string(a/@href)") == "#" + there.get("id")


def test_columns_read_as_their_reports():
    comparison = compared(OLD, NEW)
    page = tree(comparison)
    assert [column(page, "left"), column(page, "right")] == sentences(comparison)


def test_numbers_of_headings_are_shown():
    assert [h.text_content() for h in tree(compared(OLD, NEW)).xpath("//h3 | //h4")] == [
        "一、基本情况", "（一）宣传教育", "二、存在问题", "三、下步打算",
    ]  # fmt: skip


def test_unchanged_sentences_can_be_folded_and_are_open_at_first():
    same = "\n".join(f"第{n}项工作按计划推进，没有发现问题。" for n in "甲乙丙丁")
    page = tree(compared(f"{same}\n共检查12家。", f"{same}\n共检查13家。"))
    (fold,) = page.xpath('//details[@class="fold"]')
    assert "open" in fold.attrib
    assert fold.xpath("string(summary)") == "……相同 4 句……"
    assert not fold.xpath(".//del | .//ins")


@pytest.mark.parametrize("text", [OLD, "报告\n2024年10月14日\n", "", "——"])
def test_a_report_beside_itself_has_no_differences(text):
    page = tree(compared(text, text))
    assert not page.xpath("//del | //ins | //nav//li | //fieldset")
    assert re.match("没有(差别|可比较的句子)", page.xpath('string(//p[@class="verdict"])'))


def test_texts_that_differ_in_spaces_only_are_not_called_identical():
    verdict = tree(compared("共检查12家。\n", "共检查 12家。\n")).xpath('string(//p[@class="verdict"])')
    assert verdict.startswith("没有差别：每一句都相同")


def test_what_the_texts_hold_is_only_text():
    bad = "</script><script>alert(1)</script>]]>\"'><img src=x onerror=alert(2)>&lt;{{7*7}}"
    new = f"关于“{bad}”的报告\n\n一、情况{bad}\n检查{bad}12家，查出问题。\x00\x0b\ufffe\u202e新增一句{bad}话。\n"
    comparison = compared(new.replace("12家", "13家"), new, names=(f"<b>{bad}.txt", f"{bad}.txt"))
    html = comparison_page(comparison)
    page = lxml.html.document_fromstring(html)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //b[@onerror] | //@onerror | //@style | //@onclick")
    assert "{{7*7}}" in page.text_content()
    assert not re.search("[^\t\n -~\xa0-\ufffd\U00010000-\U0010ffff]", html)
    assert re.search("default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'", html)


def test_the_page_needs_nothing_else():
    html = comparison_page(compared(OLD, NEW))
    assert not re.search(r"(?i)https?:|//[a-z]|url\(|@import|<link|<iframe", html)
    assert lxml.html.document_fromstring(html).get("lang") == "zh-CN"


def with_tables(path, *tables):
    import docx

    document = docx.Document()
    document.add_paragraph("关于检查工作的报告")
    for rows in tables:
        document.add_paragraph("各街道的检查情况见下表。")
        table = document.add_table(len(rows), len(rows[0]))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    document.save(str(path))
    return analyzer.read(path)


def test_tables_of_one_shape_are_compared_cell_by_cell(tmp_path):
    old = with_tables(tmp_path / "old.docx", [["街道", "家数"], ["城东", "12"]])
    new = with_tables(tmp_path / "new.docx", [["街道", "家数"], ["城东", "15"]])
    page = tree(analyzer.compare(new, old))
    assert page.xpath("//td/del/text()") == ["12"]
    assert page.xpath("//td/ins/text()") == ["15"]
    assert "1格不同" in page.xpath("string(//nav//li)")
    assert page.xpath("string(//nav//li/a/@href)")[1:] in page.xpath("//@id")


def test_the_full_stop_of_a_run_in_heading_stands_with_the_heading():
    old = "一、做法\n（一）领导带头接访。本季度接待来访群众12批次。\n（二）规范办理流程。按期办结30件。"
    page = tree(compared(old.replace("12", "26"), old))
    cells = [c.text_content().strip() for c in page.xpath('//*[contains(@class, "right")]')]
    assert not [c for c in cells if c.startswith("。")]
    assert any("领导带头接访。" in c for c in cells)


def test_tables_of_other_shapes_are_shown_and_new_ones_said_to_be_new(tmp_path):
    one, other = [["街道", "家数"], ["城东", "12"]], [["街道", "家数", "隐患"], ["城东", "12", "3"]]
    old = with_tables(tmp_path / "old.docx", one)
    page = tree(analyzer.compare(with_tables(tmp_path / "a.docx", other), old))
    assert len(page.xpath("//table")) == 2
    assert not page.xpath("//td/del | //td/ins")
    assert "行列不同" in page.xpath("string(//nav//li)")
    page = tree(analyzer.compare(with_tables(tmp_path / "b.docx", one, other), old))
    assert len(page.xpath("//table")) == 3
    assert "表格" in page.xpath('string(//nav//li[@class="k-added"][last()])')
    ids = page.xpath("//@id")
    assert all(link[1:] in ids for link in page.xpath("//a/@href"))


def test_a_very_long_comparison_has_all_its_sentences():
    lines = [f"第{n}项，检查企业{n}家，查出隐患{n * 3}项，责令{n % 17}家企业限期整改。" for n in range(3200)]
    comparison = compared("\n".join(lines), "\n".join(lines).replace("7家", "8家"))
    assert comparison_page(comparison).count("责令") >= 2 * len(lines)


WORDS = [
    "检查企业12家",
    "查出隐患",
    "落实责任",
    "三千份",
    "，",
    "。",
    "；",
    "a < b",
    "一是",
    "&amp;",
    "\n",
    "\n二、问题\n",
    "同比增长5%",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.data())
def test_whatever_changed_the_columns_without_their_marks_are_the_reports(words, data):
    other = list(words)
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(other)))
        if data.draw(st.booleans()):
            other.insert(at, data.draw(st.sampled_from(WORDS)))
        else:
            other[at : at + 4] = other[at : at + 4][::-1] if data.draw(st.booleans()) else []
    comparison = compared("报告\n" + "".join(words), "报告\n" + "".join(other))
    page = tree(comparison)
    assert [column(page, "left"), column(page, "right")] == sentences(comparison)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(link[1:] in ids for link in page.xpath("//a/@href"))
