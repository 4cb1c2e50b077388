"""L802: half-width punctuation between Chinese words, full-width digits."""

import re
from collections.abc import Iterator

from analyzer.document import Evidence, Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context

_HALF = re.compile(
    r"(?=[,;:?!(])(?:(?<=[\u4e00-\u9fff”）》〕])(?:[,;:?]|(?<!错误)!)(?=[\u4e00-\u9fff“（《\n]|$)|(?<![A-Za-z0-9])\((?=[^()\n]{0,40}[\u4e00-\u9fff]))"
)
_FULL = "，；：！？（"
_DIGITS = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
_FEW = 6
_SHOWN = 12


@rule(
    "L802",
    "half-width",
    "全角半角混用",
    Severity.WARNING,
    bad=[
        "加强领导⟦,⟧压实责任，落实到位，责任到人。（以下略）",
        "一是抓学习⟦,⟧提高认识;二是抓检查,发现问题;三是抓整改,落实责任;四是抓考核,严格奖惩;五是抓总结,推广经验。",
        "⟦２０２５⟧年，完成检查12次。",
    ],
    good=[
        "加强领导，压实责任，落实到位；责任到人。",
        "按照GB/T 9704-2012, 页边距37mm, 使用ASCII(American)编码和Excel(2016版)软件。",
        "认真落实责任。\n---此处隐藏2751字,下载后查看---\n抓好整改，确保实效。",
        "会议时间9:30，比分3:2，访问http://example.com/a?b=1。",
    ],
)
def half_width(report: Report, context: Context) -> Iterator[Hit]:
    """中文里用了半角标点，或者数字、字母用了全角。

    全文基本都用半角标点的，说明是转换造成的，合并成一条；零星的逐处报告。

    依据：GB/T 15834—2011 第 5.1 条（标点符号占一个字位置）；GB/T 15835—2011。
    """
    strange = (*context.cuts, *context.furniture)  # what a web page left is to be deleted, not mended
    found = (Span(*m.span()) for m in _HALF.finditer(report.text))
    half = [span for span in found if not any(s.covers(span) for s in strange)]
    full = sum(report.text.count(mark) for mark in _FULL)
    if len(half) > max(_FEW, full):
        few = "全文" if len(half) > 4 * full else "大部分"
        yield Hit(
            half[0],
            f"{few}使用半角标点，共{len(half)}处",
            "用“查找替换”统一改成全角标点",
            _evidence(report, half),
        )
    elif len(half) > _FEW:
        yield Hit(half[0], f"有{len(half)}处使用半角标点", "改成全角标点", _evidence(report, half))
    else:
        for span in half:
            yield Hit(span, f"中文里用了半角标点“{report[span]}”", "改成全角标点")
    wide = [Span(*m.span()) for m in _DIGITS.finditer(report.text) if not set(m.group()) <= set("ＸｘＮｎ")]
    if len(wide) > 1:  # a date alone is three of them
        yield Hit(wide[0], f"有{len(wide)}处数字或字母是全角", "改成半角", _evidence(report, wide))
    else:
        for span in wide:
            yield Hit(span, f"“{report[span]}”是全角字符", "改成半角")


def _evidence(report: Report, spans: list[Span]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(report.text[max(0, s.start - 6) : s.end + 6].replace("\n", " "), s) for s in spans[:_SHOWN]
    )
