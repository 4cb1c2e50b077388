"""Series in the terminal, as JSON, workbook, page and drawings: marks without colour, nothing that runs."""

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from base64 import b64encode
from hashlib import sha256

import pytest

import analyzer
from analyzer.audit.series import follow, gather
from analyzer.writers import plots
from analyzer.writers.series_book import write_series
from analyzer.writers.series_page import series_page
from analyzer.writers.series_table import print_series, series_to_json
from analyzer.writers.terminal import console_for

PERIODS = ("2024年第二季度", "2024年第三季度", "2024年第四季度")
HOSTILE = "<script>alert(1)</script>&\"'"


def report(period, total, checked, more=""):
    text = f"平江县应急管理局{period}安全生产工作情况报告\n\n一、=总体<b>情况\n累计排查重大隐患{total}项。{more}\n本季度检查企业{checked}家，{HOSTILE}。"
    return analyzer.parse(text, source=f"=/报告/{period}.txt")


SERIES = [
    follow(group)
    for group in gather(
        [
            report(PERIODS[0], 41, 10, "罚款3万元。"),
            report(PERIODS[1], 47, 10),
            report(PERIODS[2], 38, 1200, "罚款5万元。"),
        ]
    )
]


def test_series_is_as_expected():
    shown = {i.name: [p and (i.shown(p), p.fall, p.same) for p in i.points] for i in SERIES[0].indicators}
    assert shown == {
        "累计排查重大隐患": [("41", False, False), ("47", False, False), ("38", True, False)],
        "罚款": [("3", False, False), None, ("5", False, False)],
        "检查企业": [("10", False, False), ("10", False, True), ("1,200", False, False)],
    }


def test_table_marks_without_colour():
    stream = io.StringIO()
    print_series(SERIES, console_for(stream))
    rows = {line.split()[0]: line.split()[1:] for line in stream.getvalue().splitlines() if line.strip()}
    assert rows["累计排查重大隐患"] == ["项", "41", "47", "38", "↓"]
    assert rows["检查企业"] == ["家", "10", "10", "＝", "1,200"]
    assert rows["罚款"] == ["万元", "3", "—", "5"]


def test_json_is_what_the_contract_says():
    line = series_to_json(SERIES[0])
    whole = json.loads(line)
    assert "\n" not in line and list(whole) == ["body", "kind", "periods", "indicators"]
    assert whole["periods"][0] == {
        "source": "=/报告/2024年第二季度.txt", "start": "2024-04-01", "end": "2024-06-30", "label": "2024年第二季度"
    }  # fmt: skip
    fine = next(i for i in whole["indicators"] if i["name"] == "罚款")
    assert list(fine) == ["name", "unit", "section", "cumulative", "values"]
    assert fine["values"][1] is None
    assert list(fine["values"][0]) == ["number", "text", "start", "end", "place", "fall", "same"]
    assert (fine["values"][0]["number"], fine["unit"]) == (30000, "元")
    text = SERIES[0].reports[0].text
    assert text[fine["values"][0]["start"] : fine["values"][0]["end"]] == "3万元"


def book(series, unread=()):
    file = io.BytesIO()
    write_series(series, file, unread)
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def test_workbook_has_numbers_comments_and_no_formula():
    parts = book(SERIES, [("/x/=坏.docx", "读不了。")])
    sheets = [words for name, words in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2
    assert not any("<f>" in words or "<hyperlink" in words for words in sheets)
    assert "<v>38</v>" in sheets[1] and "<v>1200</v>" in sheets[1]
    assert all("<pane " in words for words in sheets)
    assert "↓" in parts["xl/styles.xml"] and "＝" in parts["xl/styles.xml"]
    comments = "".join(words for name, words in parts.items() if "comments" in name)
    assert "累计数比上期少。" in comments and "累计排查重大隐患38项" in comments
    assert "/x/=坏.docx" in parts["xl/sharedStrings.xml"] and "读不了。" in parts["xl/sharedStrings.xml"]


def test_sheets_have_names_that_excel_takes():
    twins = [SERIES[0].__class__("长" * 40, "a/b:c", s.reports, s.periods, s.indicators) for s in SERIES * 3]
    names = re.findall(r'<sheet name="([^"]+)"', book(twins)["xl/workbook.xml"])
    assert len({n.lower() for n in names}) == 4
    assert all(len(n) <= 31 and not re.search(r"[\[\]:*?/\\]", n) for n in names)


def test_page_needs_nothing_else_and_runs_nothing_foreign():
    page = series_page(SERIES, [("坏.docx", "读不了。")])
    assert "<script>alert" not in page and "，&lt;script" in page
    assert "<b>情况" not in page and "&lt;b&gt;情况" in page
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    for tag in ("style", "script"):
        source = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.S)[1]
        assert f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}" in policy
    assert (
        len(re.findall(r"<script|<style", page)) == 2
        and " style=" not in page
        and "default-src 'none'" in policy
    )
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "坏.docx：读不了。" in page


def test_page_marks_without_colour_and_quotes():
    page = series_page(SERIES)
    assert "38<b>↓</b>" in page and "10<i>＝</i>" in page and '<td class="none">—' in page
    assert "累计排查重大隐患<b>38项</b>" in page
    assert "2024年第三季度 47 → <b>2024年第四季度 38</b>" in page


def outlined():
    pytest.importorskip("fontTools")
    pytest.importorskip("pylopdf_fonts_zh_cn")


def test_chinese_words_of_a_plot_are_outlines():
    outlined()
    drawing = plots.series_drawing(SERIES[0])
    root = ET.fromstring(drawing)
    texts = [e.text for e in root.iter() if e.tag.endswith("}text")]
    assert not any("\u4e00" <= c <= "\u9fff" for words in texts for c in words)
    assert {e.get("id") for e in root.iter()} >= {
        e.get("href")[1:] for e in root.iter() if e.tag.endswith("}use")
    }
    assert 'aria-label="累计排查重大隐患"' in drawing and '<path class="fall"' in drawing and "38↓" in drawing


def test_an_outline_is_drawn_in_steps_from_where_the_last_ended():
    strokes = [
        ("moveTo", ((100, 100),)), ("lineTo", ((200, 100),)), ("closePath", ()), ("moveTo", ((100, 150),))
    ]  # fmt: skip
    assert plots._outline(strokes) == "m20 20l20 0zm0 10"


def test_without_the_font_words_are_text(monkeypatch):
    monkeypatch.setattr(plots, "_font", lambda: None)
    drawing = plots.series_drawing(SERIES[0])
    assert ">检查企业</text>" in drawing and "<use" not in drawing


def test_a_missing_report_is_led_over_with_a_dashed_line():
    fine = next(i for i in SERIES[0].indicators if i.name == "罚款")
    drawing = plots.plot(fine, SERIES[0].short_labels, plots.Lettering(outlined=False))
    assert drawing.count('class="gap"') == 1 and 'class="line"' not in drawing
