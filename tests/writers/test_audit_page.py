"""The audit's page: everything in sums, the worst down to the sentence, nothing that runs or loads."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from urllib.parse import unquote

import lxml.html
import pytest
from audit_kit import BODIES, COPIED, HOSTILE, ODD_FILE, QUARTERS, SCAN, empty_store, quarterly, store, yearly
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.audit.summary import summarise
from analyzer.document.audit import State
from analyzer.writers import audit_page as module
from analyzer.writers.audit_page import around, audit_page

SUMMARY = summarise(store())
HTML = audit_page(SUMMARY)


def tree(html):
    return lxml.html.document_fromstring(html)


PAGE = tree(HTML)


def words(element):
    return re.sub(r"\s+", " ", element.text_content()).strip()


def test_every_link_within_the_page_leads_somewhere():
    ids = PAGE.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = [link[1:] for link in PAGE.xpath("//@href") if link.startswith("#")]
    assert len(inside) > 20 and set(inside) <= set(ids)


def test_every_other_link_leads_to_a_file_of_the_audit():
    outside = {link for link in PAGE.xpath("//a/@href") if not link.startswith("#")}
    paths = {f.path for f in SUMMARY.files}
    assert outside and all(link.startswith("./") and unquote(link[2:]) in paths for link in outside)
    moved = tree(audit_page(SUMMARY, way="../历年报告")).xpath('//p[@class="file"]/a/@href')
    assert unquote(moved[0]) == f"./../历年报告/{quarterly(0, 7)}"


def test_the_page_needs_nothing_else_and_runs_nothing_but_its_own():
    assert not re.search(
        r"(?i)(src|href|action)\s*=\s*[\"']?\s*(https?:|//|data:|javascript:)|url\(|@import", HTML
    )
    assert not PAGE.xpath(
        "//link | //iframe | //img | //object | //embed | //@style | //*[@*[starts-with(name(), 'on')]]"
    )
    (script,), (style,) = PAGE.xpath("//script/text()"), PAGE.xpath("//head/style/text()")
    policy = PAGE.xpath('string(//meta[@http-equiv="Content-Security-Policy"]/@content)')
    for name, source in (("style", style), ("script", script)):
        assert f"{name}-src 'sha256-{b64encode(sha256(source.encode()).digest()).decode()}';" in policy
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy


def test_what_the_files_hold_is_only_text():
    assert HOSTILE in PAGE.text_content() and "<script>alert" not in HTML and "{{7*7}}" in HTML
    assert not PAGE.xpath("//*[contains(@href, 'evil')]")


def test_the_head_says_how_much_was_found_and_what_has_changed():
    head = words(PAGE.xpath("//header")[0])
    assert "错误 4 处，警告 3 处，提示 1 处" in head
    assert "文件 32 个，报告 30 份，其中 6 份有问题；内容重复的文件 1 个" in head
    assert "2 项没有查成" in head
    assert "与上次（2026年1月9日）比：新发现 5 处，未整改 3 处，不再出现 2 处。已豁免 1 处" in head


def test_after_the_first_run_nothing_is_said_of_change():
    page = tree(audit_page(summarise(store(runs=1))))
    assert "新发现" not in page.text_content() and "不再出现" not in words(page.xpath("//main")[0])
    assert not page.xpath('//*[@id="s-new"]')


def test_a_run_that_was_cut_off_and_reports_not_yet_reviewed_are_said():
    db = store()
    db.execute("UPDATE runs SET finished = NULL WHERE run = 2")
    db.execute("UPDATE files SET reviewed_as = NULL WHERE path = ?", [quarterly(1, 1)])
    head = words(tree(audit_page(summarise(db))).xpath("//header")[0])
    assert "中途停止" in head and "1 份还没有检查" in head


def matrix(page, name):
    (table,) = page.xpath(f'//table[@class="matrix {name}"]')
    heads = [words(th) for th in table.xpath(".//thead/tr[last()]/th")]
    return heads, [[words(cell) for cell in row] for row in table.xpath(".//tbody/tr")]


def test_bodies_beside_periods_the_worst_first():
    heads, rows = matrix(PAGE, "period")
    assert heads[3:] == ["一季", "二季", "三季", "四季", "全年"] * 2 + ["期间不明"]
    assert [row[0] for row in rows] == [BODIES[0], BODIES[2], BODIES[1], "（没有认出单位）"]
    assert rows[0] == [BODIES[0], "3", "", "·", "·", "·", "·", "·", "·", "·", "1", "2", "·", ""]
    assert rows[2] == [BODIES[1], "", "2", "·", "·", "·", "1", "·", "·", "·", "·", "1×", "·", ""]
    assert rows[1][5] == ""  # no report
    years = PAGE.xpath('//tr[@class="years"]/th')
    assert [(words(th), th.get("colspan")) for th in years] == [("2024", "5"), ("2025", "5"), ("", "1")]


def test_a_cell_leads_to_its_report():
    (cell,) = PAGE.xpath(f'//table[@class="matrix period"]//tr[th="{BODIES[0]}"]/td[11]/a')
    assert words(cell) == "2" and cell.get("title") == "1份报告：错误2，警告0，提示0"
    report = PAGE.get_element_by_id(cell.get("href")[1:])
    assert words(report.xpath('p[@class="file"]/a')[0]) == quarterly(0, 7)


def test_bodies_beside_kinds():
    heads, rows = matrix(PAGE, "kind")
    assert len(heads) == 6 and rows[0][3:] == ["", "3", "·"]


def test_many_periods_and_bodies_are_folded(monkeypatch):
    monkeypatch.setattr("analyzer.writers.audit_matrix._COLUMNS", 3)
    monkeypatch.setattr("analyzer.writers.audit_matrix._ROWS", 1)
    page = tree(audit_page(SUMMARY))
    first, folded = page.xpath('//table[@class="matrix period"]')
    assert [words(th) for th in first.xpath(".//thead/tr[2]/th")][3:] == ["更早", "四季", "全年", "期间不明"]
    assert words(first.xpath(".//tbody/tr/td[3]")[0]) == "1"
    assert len(folded.xpath(".//tbody/tr")) == 3
    assert page.xpath("string(//details[.//table]/summary)") == "其余3个单位"


def test_rules_are_counted():
    rows = [[words(c) for c in row] for row in PAGE.xpath('//table[@class="rules"]//tbody/tr')]
    assert [row[0] for row in rows] == [r.code for r in SUMMARY.rules]
    unfilled = next(row for row in rows if row[0] == "P101")
    assert unfilled[1].startswith("占位未填") and unfilled[3:] == ["1", "", "", "1", "1", "", "1"]


def test_every_finding_is_shown_in_its_sentence():
    shown = PAGE.xpath('//*[@id="findings"]//li[starts-with(@class, "f ")]')
    findings = list(SUMMARY.findings())
    assert len(shown) == len(findings)
    for f in findings:
        (item,) = (li for li in shown if f.message in words(li))
        assert item.get("data-c") == f.code and item.get("data-s") == f.severity.label
        assert words(item.xpath('.//p[@class="said"]')[0]) == re.sub(r"\s+", " ", f.sentence)
        assert item.xpath(".//mark/text()") == ([f.text] if f.text else [])
        assert ("新发现" in words(item)) == (f.state is State.NEW)
        file = item.xpath('ancestor::details[@class="report"]/p[@class="file"]/a')[0]
        assert words(file) == f.path
    assert "共8处，全部列出" in words(PAGE.get_element_by_id("findings"))


def test_where_there_are_too_many_every_body_has_its_worst(monkeypatch):
    monkeypatch.setattr(module, "_FINDINGS", 3)
    page = tree(audit_page(SUMMARY)).get_element_by_id("findings")
    shown = [words(li.xpath('p[@class="what"]')[0])[:7] for li in page.xpath(".//li[@class and @data-c]")]
    assert shown == ["错误P101 ", "错误P103 ", "警告S201 "]
    assert "共8处，这里列出3处：每个单位最严重的至多1处，每份报告至多12处；其余见工作簿。" in words(page)


def test_of_one_report_only_the_worst_are_shown_where_there_are_too_many(monkeypatch):
    first = next(SUMMARY.findings())
    many = [replace(first, sentence=f"第{n}句。") for n in range(40)]
    monkeypatch.setattr(module, "_FINDINGS", 7)
    monkeypatch.setattr(module, "_A_REPORT", 2)
    page = tree(audit_page(replace(SUMMARY, findings=lambda: iter(many))))
    assert len(page.xpath('//*[@id="findings"]//li[@data-c]')) == 2


def test_suppressed_and_gone_findings_stand_apart_with_the_reason():
    suppressed, gone = PAGE.get_element_by_id("suppressed"), PAGE.get_element_by_id("gone")
    assert "理由：引用兄弟单位来文，属正常表述" in words(suppressed)
    assert len(gone.xpath(".//li")) == 2 and quarterly(0, 4) in words(gone)
    assert "北桥县住房和城乡建设局" not in words(PAGE.get_element_by_id("findings"))


def test_falling_figures_are_drawn_first_each_with_its_sentences():
    figures = PAGE.xpath('//*[@id="trends"]//figure')
    assert [f.xpath("string(.//svg/@aria-label)") for f in figures[:4]] == ["累计培训"] * 3 + ["投入资金"]
    assert [bool(f.xpath('.//*[@class="fall"]')) for f in figures[:4]] == [True] * 3 + [False]
    said = words(figures[0].xpath(".//details")[0])
    assert "累计培训1,120人次" in said and "上期1,340，本期1,120" in said and "2025年第四季度" in said


def test_what_neither_falls_nor_changes_is_not_drawn():
    db = store()
    db.execute("UPDATE points SET fall = false, same = false, number = 5")
    assert "没有在两期以上都出现的数字" in words(tree(audit_page(summarise(db))).get_element_by_id("trends"))


def test_who_shares_wording_with_whom():
    reuse = PAGE.get_element_by_id("reuse")
    pairs = reuse.xpath('.//ul[@class="pairs"]/li')
    assert [words(p.xpath("details/summary")[0]) for p in pairs] == [
        f"{BODIES[1]}→{BODIES[0]}2份，2,190字",
        f"{BODIES[1]}→{BODIES[2]}1份，540字",
    ]
    assert "2024年第四季度 → 2025年第一季度：1,260字，占42%" in words(pairs[0])
    (cluster,) = reuse.xpath('.//ul[@class="clusters"]/li')
    assert words(cluster.xpath("p")[0]) == COPIED
    copies = [words(li) for li in cluster.xpath(".//ol/li")]
    assert copies[0].startswith(f"{BODIES[1]} 2024年第四季度最早") and "相似 96%" in copies[1]


def test_failures_are_told():
    failures = words(PAGE.get_element_by_id("failures"))
    assert SCAN in failures and "读取读不了文件里只有图片" in failures and "超时1项，读不了1项" in failures
    assert "没有读到：图片3处" in failures


def test_an_audit_that_found_nothing_makes_a_page():
    page = tree(audit_page(summarise(empty_store())))
    assert "错误 0 处，警告 0 处，提示 0 处" in words(page.xpath("//header")[0])
    assert "没有发现问题" in page.text_content() and "全部查成" in page.text_content()
    ids = page.xpath("//@id")
    assert all(link[1:] in ids for link in page.xpath("//@href"))


def test_reports_in_folders_of_any_name():
    assert unquote(PAGE.xpath(f'//a[text()="{quarterly(0, 1)}"]/@href')[0]) == f"./{quarterly(0, 1)}"
    assert ODD_FILE in {f.path for f in SUMMARY.files} and yearly(0, 2024) and len(QUARTERS) == 8


SENTENCE = st.text(st.sampled_from("检查企业家次XX，。<&"), max_size=400)


@given(SENTENCE, SENTENCE)
def test_what_was_found_is_marked_in_its_own_words(sentence, text):
    one = replace(next(SUMMARY.findings()), sentence=sentence, text=text)
    before, found, after = around(one)
    if text and text in sentence and len(text) <= 160:
        assert found == text
        assert before.lstrip("…") + found + after.rstrip("…") in sentence
    elif text:
        assert found.rstrip("…") and text.startswith(found.rstrip("…"))
    else:
        assert not found
    assert len(before) + len(found) + len(after) <= 300


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60))
def test_any_words_make_a_page(strange):
    one = replace(
        next(SUMMARY.findings()), sentence=strange, text=strange[:3], message=strange, suggestion=strange
    )
    html = audit_page(replace(SUMMARY, folder=strange, findings=lambda: iter([one])))
    assert not re.search("[^\t\n -~\xa0-\ufffd\U00010000-\U0010ffff]", html)
    page = tree(html)
    assert len(page.xpath("//script")) == 1 and len(page.xpath('//*[@id="findings"]//li[@data-c]')) == 1


@pytest.mark.parametrize("state", list(State))
def test_states_have_words(state):
    assert re.fullmatch("[\u4e00-\u9fff]{3,4}", state.word)
