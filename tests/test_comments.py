"""The findings as comments in the reviewed file, from Python."""

import shutil

import docx
import pytest

import analyzer
from analyzer.resources import folder

SAMPLE = folder("corpora") / "samples" / "faulty_draft.docx"


@pytest.fixture
def draft(tmp_path):
    return shutil.copy(SAMPLE, tmp_path / "稿件.docx")


def test_every_finding_is_a_comment_and_the_draft_stays(draft, tmp_path):
    before = draft.read_bytes()
    review = analyzer.review(analyzer.read(draft))
    analyzer.write_comments(review, tmp_path / "批注.docx")
    assert draft.read_bytes() == before
    written = docx.Document(tmp_path / "批注.docx")
    assert len(list(written.comments)) == len(review.findings) > 0
    assert analyzer.read(tmp_path / "批注.docx").text == review.report.text


def test_a_text_becomes_a_fresh_word_file(tmp_path):
    review = analyzer.review(analyzer.parse("累计走访群众XX户。"))
    analyzer.write_comments(review, str(tmp_path / "批注.docx"))
    (comment,) = docx.Document(tmp_path / "批注.docx").comments
    assert "P101" in comment.text


def test_a_draft_that_changed_since_is_refused(draft, tmp_path):
    review = analyzer.review(analyzer.read(draft))
    document = docx.Document(draft)
    document.add_paragraph("补充一段。")
    document.save(draft)
    with pytest.raises(analyzer.InputError, match="改动过"):
        analyzer.write_comments(review, tmp_path / "批注.docx")
    draft.unlink()
    with pytest.raises(analyzer.InputError):
        analyzer.write_comments(review, tmp_path / "批注.docx")
    assert not (tmp_path / "批注.docx").exists()


def test_the_draft_is_never_written_over(draft):
    review = analyzer.review(analyzer.read(draft))
    before = draft.read_bytes()
    with pytest.raises(analyzer.InputError):
        analyzer.write_comments(review, draft)
    assert draft.read_bytes() == before
