"""Several reviews as one page and as one workbook."""

import io
import re
import zipfile
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analyzer
from analyzer.document import Configuration, Failure, Review, Severity, Span, Suppression
from analyzer.document.baseline import Changes, KnownFinding, State
from analyzer.document.finding import Evidence, Finding
from analyzer.writers.check_book import write_reviews
from analyzer.writers.check_page import check_page
from analyzer.writers.reviewed import Reviewed, findings_of, quotation

DRAFT = "江平市防汛工作情况汇报\n今年以来，全市共检查学校XX所。整改隐患XX处。\n"
HOSTILE = '</style><script>alert(1)</script><img src=x onerror="a()">&=1+1'


def reviewed(text=DRAFT, **said):
    report = analyzer.parse(text, "二季度/稿.txt")
    return Reviewed(report.source, analyzer.review(report, configuration=Configuration(**said)))


def words_of(page):
    class Words(HTMLParser):
        def __init__(self):
            super().__init__()
            self.tags, self.words = [], []

        def handle_starttag(self, tag, attrs):
            self.tags.append((tag, attrs))

        def handle_data(self, data):
            self.words.append(data)

    parser = Words()
    parser.feed(page[page.index("<body>") :])
    return parser.tags, "".join(parser.words)


def sheets_of(drafts):
    file = io.BytesIO()
    write_reviews(drafts, file)
    with zipfile.ZipFile(file) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        sheets = [book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in range(1, len(names) + 1)]
    return dict(zip(names, sheets, strict=True))


@pytest.fixture
def drafts():
    gone = KnownFinding("P102-0", "P102", "n", Severity.ERROR, "（待补充）", "第1段", "说明没有删")
    one = reviewed(suppressions=(Suppression("表头", words="学校XX"),))
    states = {f.key: State.NEW for f in one.review.findings}
    return [
        Reviewed(one.source, one.review, Changes(states, (gone,), "旧稿.txt")),
        Reviewed("坏.docx", error="“坏.docx”是空文件。"),
    ]


def test_a_page_says_all_that_was_found(drafts):
    tags, words = words_of(check_page(drafts))
    assert [a for t, a in tags if t == "mark"] == [[], []]
    for said in (
        "错误 1",
        "整改隐患XX处。",
        "新发现1处，仍在0处，不再出现1处",
        "已豁免1处",
        "豁免理由：表头",
        "没有读成：“坏.docx”是空文件。",
        "说明没有删",
    ):
        assert said in words, said


def test_a_workbook_says_all_that_was_found(drafts):
    sheets = sheets_of(drafts)
    assert list(sheets) == ["问题", "稿件", "不再出现"]
    for said in ("整改隐患XX处。", "表头", "已豁免", "P101"):
        assert said in sheets["问题"], said
    assert "“坏.docx”是空文件。" in sheets["稿件"]
    assert "说明没有删" in sheets["不再出现"]
    assert list(sheets_of([reviewed()])) == ["问题", "稿件"]


def test_what_a_draft_holds_is_never_markup_nor_a_formula():
    text = f"{HOSTILE}总结\n全年检查{HOSTILE}XX家。\n"
    report = analyzer.parse(text, HOSTILE)
    finding = Finding(
        Span(0, 5),
        "P101",
        "n",
        Severity.ERROR,
        HOSTILE,
        HOSTILE,
        (Evidence(HOSTILE, Span(0, 3), HOSTILE),),
        "k",
    )
    hostile = Reviewed(HOSTILE, Review(report, (finding,), (Failure("P102", HOSTILE),)))
    page = check_page([hostile, Reviewed(HOSTILE, error=HOSTILE)])
    tags, words = words_of(page)
    assert {t for t, _ in tags} <= {
        "body", "header", "h1", "h2", "nav", "ol", "li", "a", "span", "b", "section", "p", "ul", "blockquote", "mark", "details", "summary",
    }  # fmt: skip
    assert HOSTILE in words
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", page)
    sheets = sheets_of([hostile])
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets.values())


@settings(max_examples=50, deadline=None)
@given(
    st.text(alphabet="甲XX。！？\n 家检查=<&\x00\ud800", min_size=1, max_size=80),
    st.integers(0, 80),
    st.integers(0, 80),
)
def test_any_text_and_any_place_can_be_shown(text, start, end):
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    report = analyzer.parse(text)
    finding = Finding(Span(start, end), "P101", "n", Severity.INFO, "m", key="k")
    review = Review(report, (finding,))
    before, words, after = quotation(review, finding)
    assert words == text[start:end]
    assert text[:start].endswith(before) and text[end:].startswith(after)
    draft = Reviewed("稿.txt", review)
    assert [s.finding for s in findings_of(draft)] == [finding]
    words_of(check_page([draft]))
    sheets_of([draft])
