"""The audit's workbook: what is in it, that nothing in it runs, and what happens at Excel's limits."""

import io
import re
import zipfile
from dataclasses import replace
from urllib.parse import unquote

import pytest
from audit_kit import BODIES, FINDINGS, HOSTILE, ODD_FILE, QUARTERS, empty_store, insert, quarterly, store
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analyzer.audit.summary import summarise
from analyzer.document.audit import AuditFailure, address
from analyzer.writers import audit_book
from analyzer.writers.audit_book import write_audit

SUMMARY = summarise(store())
NOTHING = summarise(empty_store())
NAMES = ["总览", "问题", "文件", "单位", "规则", "各期数字", "数字明细", "雷同文字", "雷同报告", "没有查成"]
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Book:
    """The sheets by name as rows of words, their XML, and their links by cell."""

    def __init__(self, summary, **way):
        stream = io.BytesIO()
        write_audit(summary, stream, **way)
        self.zip = zipfile.ZipFile(stream)
        self.parts = {n: self.zip.read(n) for n in self.zip.namelist()}
        trees = {n: etree.fromstring(xml) for n, xml in self.parts.items() if n.endswith((".xml", ".rels"))}
        self.names = trees["xl/workbook.xml"].xpath("//x:sheet/@name", namespaces=NS)
        self.trees = {n: trees[f"xl/worksheets/sheet{i}.xml"] for i, n in enumerate(self.names, 1)}
        self.rels = {
            n: {r.get("Id"): r.get("Target") for r in trees[part]}
            for i, n in enumerate(self.names, 1)
            if (part := f"xl/worksheets/_rels/sheet{i}.xml.rels") in trees
        }

    def rows(self, name):
        rows = []
        for row in self.trees[name].iterfind(".//x:row", NS):
            cells = {}
            for c in row.iterfind("x:c", NS):
                words = c.xpath("string(x:is)" if c.get("t") == "inlineStr" else "string(x:v)", namespaces=NS)
                cells[re.sub(r"\d", "", c.get("r"))] = words
            rows.append(cells)
        return rows

    def table(self, name):
        head, *rows = self.rows(name)
        return [{head[c]: words for c, words in row.items() if c in head} for row in rows]

    def links(self, name):
        found = self.trees[name].iterfind(".//x:hyperlink", NS)
        return {h.get("ref"): h.get("location") or self.rels[name][h.get(REL)] for h in found}


BOOK = Book(SUMMARY)


def test_the_sheets_and_how_long_they_are():
    assert BOOK.names == NAMES
    lengths = [len(BOOK.table(n)) for n in NAMES[1:]]
    assert lengths == [len(FINDINGS), len(SUMMARY.files), 4, len(SUMMARY.rules), 9, 67, 4, 3, 2]
    cover = {row["A"]: row.get("B") for row in BOOK.rows("总览") if row}
    assert [int(cover[n]) for n in NAMES[1:] if n != "没有查成" and n != "文件"] == [
        n for name, n in zip(NAMES[1:], lengths, strict=True) if name not in ("没有查成", "文件")
    ]
    assert (cover["错误"], cover["警告"], cover["提示"], cover["新发现"]) == ("4", "3", "1", "5")


@pytest.mark.parametrize("n", range(1, len(NAMES)))
def test_every_table_has_a_filter_a_frozen_head_and_prints_on_one_width(n):
    sheet = BOOK.trees[NAMES[n]]
    last = len(BOOK.table(NAMES[n])) + 1
    assert sheet.xpath("string(//x:autoFilter/@ref)", namespaces=NS).endswith(f"{last}")
    pane = sheet.find(".//x:pane", NS)
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    setup = sheet.find("x:pageSetup", NS)
    assert (setup.get("orientation"), setup.get("fitToHeight")) == ("landscape", "0")


def test_findings_are_in_the_order_of_the_summary():
    rows = BOOK.table("问题")
    assert [r["规则"] for r in rows[:8]] == [f.code for f in SUMMARY.findings()]
    assert [r["状态"] for r in rows[8:]] == ["已豁免", "不再出现", "不再出现"]
    first = rows[0]
    assert (first["单位"], first["期间"], first["原文"], first["字符位置"]) == (
        BODIES[0], "2025年第四季度", "XX", "100–102"
    )  # fmt: skip
    assert first["依据"].startswith(f"{quarterly(0, 6)}：")
    assert rows[8]["豁免理由"] == "引用兄弟单位来文，属正常表述"


def test_a_finding_leads_to_its_file_and_to_the_row_of_its_report():
    links = BOOK.links("问题")
    files = BOOK.rows("文件")
    for n, row in enumerate(BOOK.table("问题"), 2):
        assert unquote(links[f"N{n}"]).replace("\\", "/") == row["文件"]
        sheet, at = links[f"O{n}"].split("!A")
        assert sheet == "'文件'" and files[int(at) - 1]["A"] == row["文件"]


def test_links_lead_from_where_the_book_lies():
    links = Book(SUMMARY, way="../历年报告").links("文件")
    assert unquote(links["A2"]).replace("\\", "/") == f"../历年报告/{quarterly(0, 7)}"


def test_nothing_runs_and_no_link_is_what_a_file_says():
    for name, part in BOOK.parts.items():
        assert b"<f>" not in part and b"<f " not in part, name
    allowed = {address(f.path)[2:].replace("/", "\\") for f in SUMMARY.files}
    for name, rels in BOOK.rels.items():
        assert set(rels.values()) <= allowed, name
    words = {w for name in NAMES for row in BOOK.rows(name) for w in row.values()}
    assert HOSTILE in words and ODD_FILE in words
    assert not any(
        c in unquote(target) for rels in BOOK.rels.values() for target in rels.values() for c in "\n\r"
    )


def test_figures_stand_under_their_periods_and_are_marked():
    rows = BOOK.table("各期数字")
    assert [r["减少"] for r in rows] == ["1"] * 3 + ["0"] * 6
    head = list(BOOK.rows("各期数字")[0].values())
    assert head[8:] == [f"{y}年第{'一二三四'[q - 1]}季度" for y, q in QUARTERS]
    money = next(r for r in rows if (r["单位"], r["指标"]) == (BODIES[0], "投入资金"))
    assert money["计量单位"] == "万元" and "2024年第三季度" not in money
    assert (money["2024年第一季度"], money["2025年第四季度"]) == ("120", "152")
    sheet = BOOK.trees["各期数字"]
    styles = etree.fromstring(BOOK.parts["xl/styles.xml"])
    codes = {f.get("numFmtId"): f.get("formatCode") for f in styles.iterfind(".//x:numFmt", NS)}
    forms = [codes.get(x.get("numFmtId"), "") for x in styles.find("x:cellXfs", NS)]
    marked = [c.get("r") for c in sheet.iterfind(".//x:c", NS) if "↓" in forms[int(c.get("s"))]]
    assert marked == ["P2", "P3", "P4"]


def test_two_reports_of_one_period_have_a_column_each():
    db = store()
    db.execute(
        "UPDATE reports SET period = '2024年第一季度', period_end = '2024-03-31' WHERE path = ?",
        [quarterly(0, 1)],
    )
    db.execute(
        "UPDATE reports SET period = '', period_start = NULL, period_end = NULL WHERE path = ?",
        [quarterly(0, 2)],
    )
    book = Book(summarise(db))
    head = list(book.rows("各期数字")[0].values())
    assert (
        head[8:11] == ["2024年第一季度", "2024年第一季度（2）", "2024年第二季度"] and head[-1] == "期间不明"
    )
    row = next(r for r in book.table("各期数字") if (r["单位"], r["指标"]) == (BODIES[0], "检查企业"))
    assert [row[p] for p in ("2024年第一季度", "2024年第一季度（2）", "期间不明")] == ["402", "431", "455"]


def test_very_many_periods_leave_the_newest(monkeypatch):
    monkeypatch.setattr("analyzer.writers.audit_rows._PERIODS", 2)
    head = list(Book(SUMMARY).rows("各期数字")[0].values())
    assert head[8:] == ["2025年第三季度", "2025年第四季度"]


def test_a_sheet_that_is_full_says_so(monkeypatch):
    monkeypatch.setattr(audit_book, "_ROWS", 8)
    book = Book(SUMMARY)
    rows = book.rows("问题")
    assert len(rows) == 8
    assert rows[-1] == {"A": f"以下还有{len(FINDINGS) - 6}行，超出 Excel 一张工作表的行数，没有列出。"}
    cover = next(row for row in book.rows("总览") if row.get("A") == "问题")
    assert cover["B"] == "6" and cover["C"].startswith(f"还有{len(FINDINGS) - 6}行")
    assert len(book.rows("没有查成")) == 3


def test_a_sheet_that_just_fits_is_whole(monkeypatch):
    monkeypatch.setattr(audit_book, "_ROWS", len(FINDINGS) + 2)
    rows = Book(SUMMARY).table("问题")
    assert len(rows) == len(FINDINGS) and rows[-1]["状态"] == "不再出现"


def test_beyond_the_links_that_a_sheet_takes_paths_are_words(monkeypatch):
    monkeypatch.setattr(audit_book, "_LINKS", 3)
    book = Book(SUMMARY)
    assert len(book.links("问题")) == 3
    assert all(row["文件"] for row in book.table("问题"))


@pytest.mark.parametrize(
    "path", ["长" * 400 + ".docx", "../../etc/passwd", "a/../../b.docx", "/etc/passwd", ""], ids=range(5)
)
def test_a_path_that_cannot_be_linked_is_words(path):
    summary = replace(NOTHING, failures=lambda: iter([AuditFailure(path, "", "read", "crash", "x")]))
    book = Book(summary)
    assert not book.links("没有查成")
    assert book.table("没有查成")[0].get("文件", "") == path


def test_odd_files_are_linked_by_their_encoded_path():
    assert address(ODD_FILE) == "./%E5%BD%92%E6%A1%A3/%3D1%2B1%20%22100%25%22%23%E7%A8%BF%3Cb%3E%26.docx"
    assert address("javascript:alert(1)") == "./javascript%3Aalert%281%29"
    assert address("a.docx", "../甲/") == "./../%E7%94%B2/a.docx"


@given(st.text())
def test_an_address_is_relative_and_stays_in_the_folder(path):
    found = address(path)
    if found:
        assert re.fullmatch(r"\./[A-Za-z0-9_.~%/-]+", found)
        assert unquote(found[2:]) == path
        assert ".." not in found.split("/")


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=20))
def test_any_words_can_be_written(words, path):
    failure = AuditFailure(path, words, words, words, words * 3)
    row = Book(replace(NOTHING, failures=lambda: iter([failure]))).rows("没有查成")[1:]
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]", "", words * 3)
    got = row[0].get("E", "") if row else ""
    assert read_back(got) == kept


def read_back(words):
    """Words as Excel reads them: _x000D_ is one character."""
    return re.sub("_x([0-9A-F]{4})_", lambda escape: chr(int(escape[1], 16)), words)


def test_very_long_words_are_cut():
    failure = AuditFailure("a.docx", "", "read", "crash", "长" * 50_000)
    book = Book(replace(NOTHING, failures=lambda: iter([failure])))
    assert book.table("没有查成")[0]["说明"].endswith("……")
    assert len(book.table("没有查成")[0]["说明"]) < 32_767


def test_a_run_that_was_cut_off_is_said_to_be():
    db = store()
    db.execute("UPDATE runs SET finished = NULL, reviewed = NULL WHERE run = 2")
    assert any(row.get("B") == "中途停止" for row in Book(summarise(db)).rows("总览"))


def test_an_audit_that_found_nothing_makes_a_book():
    book = Book(NOTHING)
    assert book.names == NAMES and not any(book.table(n) for n in NAMES[1:])


def test_huge_and_broken_numbers_stay_numbers():
    db = store()
    insert(db, "figures", path=quarterly(0, 0), n=99, start=0, stop=1, place="", text="x", number="9" * 30 + ".5", unit="元",
           counted="", scope="", approximate=True, sentence="")  # fmt: skip
    row = next(r for r in Book(summarise(db)).table("数字明细") if r.get("约数") == "是")
    assert float(row["数值"]) == pytest.approx(1e30)
