"""What a person reads."""

import io
from dataclasses import replace

import pytest

import analyzer
from analyzer.document import Failure, Skipped, Unread
from analyzer.writers.terminal import console_for, print_review


def shown(review, **options):
    stream = io.StringIO()
    print_review(review, console_for(stream, **options))
    return stream.getvalue()


def test_findings_close_together_share_one_quotation_and_none_is_lost():
    review = analyzer.review(analyzer.parse("全年共检查XX次，整改XX处，培训XX人次。"))
    text = shown(review)
    assert text.count("⟦XX⟧") == 3
    assert "（3处）" in text
    assert text.count("建议：") == 1


@pytest.mark.parametrize("gap", [5, 40, 300])
def test_every_finding_is_marked_however_far_apart(gap):
    review = analyzer.review(analyzer.parse(f"检查XX次，{'认真落实各项工作' * (gap // 8)}，整改XX处。"))
    assert shown(review).count("⟦XX⟧") == 2


def test_colour_only_where_asked():
    review = analyzer.review(analyzer.parse("共检查XX次。"))
    assert "\x1b" not in shown(review)
    assert "\x1b" in shown(review, colour=True)


def test_a_draft_cannot_send_codes_to_the_terminal():
    review = analyzer.review(analyzer.parse("共\x1b[31m检查XX次\x1b]0;x\x07，[bold]整改XX处[/bold]。"))
    text = shown(review)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]" in text


def test_what_was_not_checked_is_said():
    review = analyzer.review(analyzer.parse("全年检查12次。"))
    assert "没有发现问题。" in shown(review)
    report = replace(review.report, unread=(Unread("图片", 2, "正文"),))
    broken = replace(
        review, report=report, failures=(Failure("P101", "boom"),), skipped=(Skipped("T501", "template"),)
    )
    text = shown(broken)
    assert "正文图片2处" in text
    assert "没有查成：P101（boom）" in text
    assert "没有给模板，没有查：T501" in text
    assert "没有发现问题。" in text.replace("其余检查没有发现问题。", "没有发现问题。")
    assert "\n没有发现问题。" not in text
