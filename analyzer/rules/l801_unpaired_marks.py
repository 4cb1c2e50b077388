"""L801: a bracket or quotation mark has no partner."""

import re
from collections.abc import Iterator

from analyzer.document import Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context

_PAIRS = {
    "“": "”",
    "‘": "’",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
    "[": "]",
}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_MARK = re.compile("[" + re.escape("".join((*_PAIRS, *_CLOSERS))) + "]")
_ITEM = re.compile(r"(?:[\dA-Za-z①-⑳]{1,3}|[一二三四五六七八九十]{1,3})\)")
_SENTENCE_END = frozenset("。!?;:")
_FACE = re.compile(r"[:;=][-']?[()\[\]]|\([*^_]")


@rule(
    "L801",
    "unpaired-marks",
    "标点不成对",
    Severity.WARNING,
    bad=[
        "认真落实⟦“⟧四个意识，做到两个维护。",
        "印发《工作方案》⟦》⟧，明确责任。",
        "开展“护苗行动⟦“⟧，净化校园周边环境。",
        "领导小组⟦（⟧以下简称小组，办公室设在教育科。",
    ],
    good=[
        "增强“四个意识”、坚定“四个自信”（以下略）。",
        "会议明确：“一、抓学习。\n二、抓检查。”",
        "1）加强学习。\n2）加强检查。",
        "他说：“第一段。\n“第二段。”",
        "主要任务是(一)抓学习;(二)抓检查。",
        "组织学习《关于加强作风建设的意\n见》，认真落实。",
    ],
)
def unpaired_marks(report: Report, context: Context) -> Iterator[Hit]:
    """引号、括号、书名号只有一半。

    以自然段为单位。引文分几段时，每段开头有“、最后一段末尾才有”，是正确写法；转换造成的句中换行，跨行配对也算。

    依据：GB/T 15834—2011 第 4.8.3.5、4.9、4.15 条。
    """
    open_: list[tuple[str, int]] = []
    text = context.folded
    for index, paragraph in enumerate(report.paragraphs):
        start, end = paragraph.span
        body_start = start + (len(m.group()) if (m := _ITEM.match(text[start:end].lstrip(" "))) else 0)
        for match in _MARK.finditer(text, start, end):
            mark, at = match.group(), match.start()
            if mark in _PAIRS:
                open_.append((mark, at))
            elif open_ and open_[-1][0] == _CLOSERS[mark]:
                open_.pop()
            elif (
                mark == "’"
                or at < body_start
                or (mark == ")" and _ITEM.search(text[max(start, at - 3) : at + 1]))
            ):
                continue
            elif any(o == _CLOSERS[mark] for o, _ in open_):
                while open_[-1][0] != _CLOSERS[mark]:
                    yield from _unpaired(report, *open_.pop())
                open_.pop()
            else:
                yield from _unpaired(report, mark, at)
        if not open_:
            continue
        following = report.paragraphs[index + 1].span if index + 1 < len(report.paragraphs) else None
        wrapped = text[start:end].rstrip(" ")[-1:] not in _SENTENCE_END
        if following and (wrapped or open_[-1][0] == "“") and _closes(text, following, open_[-1][0]):
            continue
        if (
            following
            and open_[-1][0] == "“"
            and len(open_) == 1
            and text[following.start : following.end].lstrip(" ").startswith("“")
        ):
            open_.clear()  # a quotation of several paragraphs opens each and closes once
            continue
        yield from _all_unpaired(report, open_)
        open_.clear()


def _all_unpaired(report: Report, marks: list[tuple[str, int]]) -> Iterator[Hit]:
    quotes = [at for mark, at in marks if mark == "“"]
    if len(quotes) == len(marks) == 2:
        # “护苗行动“: the second one is there, but turned the wrong way.
        yield Hit(Span(quotes[1], quotes[1] + 1), "引号方向反了，这里应是右引号", "改成”")
        return
    for mark, at in marks:
        yield from _unpaired(report, mark, at)


def _closes(text: str, paragraph: Span, mark: str) -> bool:
    """Whether the next line closes ``mark`` before it opens another of its kind."""
    line = text[paragraph.start : paragraph.end]
    close, again = line.find(_PAIRS[mark]), line.find(mark)
    return close >= 0 and (again < 0 or close < again)


def _unpaired(report: Report, mark: str, at: int) -> Iterator[Hit]:
    if mark in "‘’[]" or _FACE.search(report.text[max(0, at - 2) : at + 2]):
        return
    shown = report.text[at]
    partner = _PAIRS.get(mark) or _CLOSERS[mark]
    if shown != mark:
        partner = chr(ord(partner) + 0xFEE0)  # as wide as the mark itself
    yield Hit(
        Span(at, at + 1),
        f"“{shown}”没有与之配对的“{partner}”" if mark not in "“”" else f"引号{shown}没有与之配对的另一半",
        "补上另一半，或删去这个标点",
    )
