"""Slot values as JSON, CSV and workbook: nothing in them is ever run as a formula."""

import csv
import io
import json
import zipfile

import pytest

import analyzer
from analyzer.writers.terminal import console_for
from analyzer.writers.values import Filled, values_to_csv, values_to_json
from analyzer.writers.values_table import values_table
from analyzer.writers.workbook import write_values

TEMPLATE = analyzer.parse_template("填报人：[姓名]\n共走访XX户，投入XX万元。到位率XX.X%。")
HOSTILE = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1"]


def filled(*texts):
    reports = [analyzer.parse(t, source=f"/稿件/{n}.docx") for n, t in enumerate(texts)]
    return [Filled(r, analyzer.extract(r, TEMPLATE)) for r in reports]


DRAFTS = filled(
    "填报人：王青山\n共走访1,280户，投入0.35亿元。到位率92.5%。",
    "填报人：[姓名]\n共走访XX户。到位率92.5%。",
)


def test_json_is_what_the_contract_says():
    whole = json.loads(values_to_json(TEMPLATE, DRAFTS[0]))
    assert list(whole) == ["source", "values"]
    assert list(whole["values"][1]) == [
        "slot", "section", "context", "status", "value", "number", "unit", "start", "end"
    ]  # fmt: skip
    rows = [(v["status"], v["value"], v["number"]) for v in whole["values"]]
    assert rows == [
        ("filled", "王青山", None), ("filled", "1,280", 1280), ("filled", "0.35亿", 3500), ("filled", "92.5", 92.5)
    ]  # fmt: skip
    missing = json.loads(values_to_json(TEMPLATE, DRAFTS[1]))["values"]
    assert [(v["status"], v["start"] is None) for v in missing] == [
        ("unfilled", False), ("unfilled", False), ("dropped", True), ("filled", False)
    ]  # fmt: skip


def test_csv_has_a_row_a_slot_and_a_column_a_draft():
    rows = list(csv.reader(io.StringIO(values_to_csv(TEMPLATE, DRAFTS))))
    assert rows[0] == ["部分", "空白", "类别", "单位", "累计", "不大于", "0.docx", "1.docx"]
    assert [r[6:] for r in rows[1:]] == [
        ["王青山", "（未填）"], ["1280", "（未填）"], ["3500", "（没有找到）"], ["92.5", "92.5"]
    ]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula(words):
    drafts = filled(f"填报人：{words}\n共走访3户，投入5万元。到位率92.5%。")
    for row in csv.reader(io.StringIO(values_to_csv(TEMPLATE, drafts))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)
    stream = io.BytesIO()
    write_values(TEMPLATE, drafts, stream)
    sheet = zipfile.ZipFile(stream).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet


def test_the_workbook_has_numbers_texts_and_comments():
    stream = io.BytesIO()
    write_values(TEMPLATE, DRAFTS, stream)
    parts = zipfile.ZipFile(stream)
    sheet, comments = (parts.read(f"xl/{n}.xml").decode() for n in ("worksheets/sheet1", "comments1"))
    assert "<v>3500</v>" in sheet and "<v>1280</v>" in sheet
    assert "共走访1,280户，投入0.35亿元。" in comments
    assert 'state="frozen"' in sheet and "autoFilter" in sheet


def test_control_characters_do_not_break_the_workbook():
    drafts = filled("填报人：王\x01青\ufffe山\n共走访3户，投入5万元。到位率92.5%。")
    stream = io.BytesIO()
    write_values(TEMPLATE, drafts, stream)
    assert "王青山" in zipfile.ZipFile(stream).read("xl/sharedStrings.xml").decode()


def test_the_table_shows_what_is_open():
    stream = io.StringIO()
    console_for(stream).print(values_table(TEMPLATE, DRAFTS))
    assert (
        "走访·户" in stream.getvalue()
        and "（未填）" in stream.getvalue()
        and "（没有找到）" in stream.getvalue()
    )
