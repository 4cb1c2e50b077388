"""Two reports side by side, for the terminal and for other programs."""

import json
from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from analyzer.document import Change, Comparison, Fate, Pair, Report, Span

_STYLES = {Change.CHANGED: "yellow", Change.ADDED: "green", Change.REMOVED: "red", Change.MOVED: "cyan"}
_FATES = {Fate.RENAMED: "改题", Fate.MERGED: "并入", Fate.EMPTIED: "内容没有了", Fate.MISSING: "没有了"}


def comparison_to_json(comparison: Comparison) -> str:
    """The comparison as one JSON object; offsets are in each report's own text."""
    old, new = comparison.reference, comparison.report
    whole = {
        "schema": 1,
        "reference": {"source": old.source, "sha256": old.sha256, "title": _title(old)},
        "report": {"source": new.source, "sha256": new.sha256, "title": _title(new)},
        "likeness": round(comparison.likeness, 4),
        "sections": [
            {
                "left": _section(old, m.left),
                "right": _section(new, m.right),
                "fate": m.fate.value,
                "moved": m.moved,
                "share": round(m.share, 4),
            }
            for m in comparison.sections
        ],
        "pairs": [
            {
                "change": p.change.value,
                "left": [_span(old, s) for s in p.left],
                "right": [_span(new, s) for s in p.right],
                "similarity": round(p.similarity, 4),
                "edits": [{"left": _span(old, e.left), "right": _span(new, e.right)} for e in p.edits],
            }
            for p in comparison.pairs
        ],
        "tables": [
            {
                "left": _table(old, m.left),
                "right": _table(new, m.right),
                "alike": m.alike,
                "cells": [{"left": _span(old, a), "right": _span(new, b)} for a, b in m.cells],
            }
            for m in comparison.tables
        ],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _span(report: Report, span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": report[span]}


def _section(report: Report, index: int | None) -> dict[str, object] | None:
    if index is None:
        return None
    section = report.sections[index]
    return {
        "start": section.heading.start,
        "end": section.heading.end,
        "title": section.marker + section.title,
    }


def _table(report: Report, index: int | None) -> dict[str, object] | None:
    return (
        None
        if index is None
        else {"start": report.tables[index].span.start, "end": report.tables[index].span.end}
    )


def _title(report: Report) -> str:
    return report[report.title].replace("\n", "") if report.title else ""


def print_comparison(comparison: Comparison, console: Console) -> None:
    """What became of the sections, then every sentence that is not the same, with the words that differ."""
    old, new = comparison.reference, comparison.report
    console.print(Text(f"新：{_title(new) or '（没有认出标题）'}（{new.source}）", style="bold"))
    console.print(Text(f"旧：{_title(old) or '（没有认出标题）'}（{old.source}）\n", style="bold"))
    for line in _sections(comparison):
        console.print(line)
    for pair in comparison.pairs:
        if pair.change is not Change.SAME:
            _print_pair(comparison, pair, console)
    for line in _tables(comparison):
        console.print(line)
    console.print(_summary(comparison))


def _sections(comparison: Comparison) -> Iterator[Text]:
    old, new = comparison.reference, comparison.report
    for match in comparison.sections:
        if match.fate is Fate.KEPT and not match.moved:
            continue
        section = old.sections[match.left]
        line = Text(f"部分 “{section.marker}{section.title}”")
        if match.fate is not Fate.KEPT:
            line.append(f" {_FATES[match.fate]}", style="yellow")
        if match.right is not None and match.fate in (Fate.RENAMED, Fate.MERGED):
            now = new.sections[match.right]
            line.append(f"：“{now.marker}{now.title}”")
        if match.moved:
            line.append(" 位置变了", style="cyan")
        yield line


def _tables(comparison: Comparison) -> Iterator[Text]:
    """What differs in tables, cell by cell where the two have the same rows and columns."""
    old, new = comparison.reference, comparison.report
    for match in comparison.tables:
        if match.right is None:
            yield Text(f"表格 旧表{(match.left or 0) + 1}没有了", style="red")
        elif match.left is None:
            yield Text(f"表格 新表{match.right + 1}是新增的", style="green")
        elif not match.alike:
            yield Text(
                f"表格 旧表{match.left + 1}与新表{match.right + 1}的行列不同，没有逐格对照", style="yellow"
            )
        for a, b in match.cells:
            line = Text(f"表格 {new.place(b)} ")
            line.append(f"[-{_one_line(old[a])}-]", style="red")
            line.append(f"{{+{_one_line(new[b])}+}}", style="green")
            yield line


def _print_pair(comparison: Comparison, pair: Pair, console: Console) -> None:
    old, new = comparison.reference, comparison.report
    head = Text()
    head.append(pair.change.word, style=f"bold {_STYLES[pair.change]}")
    if pair.left:
        head.append(f" 旧{old.place(pair.left[0])}")
    if pair.right:
        head.append(f" 新{new.place(pair.right[0])}")
    console.print(head)
    if pair.left and pair.right:
        words = _merged(comparison, pair)
    else:
        report, spans = (new, pair.right) if pair.right else (old, pair.left)
        words = Text(" ".join(_one_line(report[s]) for s in spans), style=_STYLES[pair.change])
    console.print(Padding(words, (0, 0, 0, 4), expand=False))


def _merged(comparison: Comparison, pair: Pair) -> Text:
    """The new sentence with the words that differ: ``[-删去-]`` and ``{+增加+}``."""
    old, new = comparison.reference, comparison.report
    words, at = Text(), pair.right[0].start
    for edit in pair.edits:
        words.append(_one_line(_within(new, pair, at, edit.right.start)))
        if edit.left.width:
            words.append(f"[-{_one_line(old[edit.left])}-]", style="red")
        if edit.right.width:
            words.append(f"{{+{_one_line(new[edit.right])}+}}", style="green")
        at = max(at, edit.right.end)
    words.append(_one_line(_within(new, pair, at, pair.right[-1].end)))
    return words


def _within(report: Report, pair: Pair, start: int, end: int) -> str:
    """What the pair's sentences have between ``start`` and ``end``; what stands between them is left out."""
    pieces = (Span(max(s.start, start), min(s.end, end)) for s in pair.right)
    return "".join(report[p] for p in pieces if p.width > 0)


def _one_line(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words)


def _summary(comparison: Comparison) -> Text:
    counts = Counter(p.change for p in comparison.pairs)
    tables = sum(bool(m.cells) or not m.alike or None in (m.left, m.right) for m in comparison.tables)
    if set(counts) <= {Change.SAME} and not tables:
        return Text("两份报告的文字没有差别。", style="bold green")
    told = "，".join(f"{c.word}{counts[c]}句" for c in Change if counts[c])
    return Text(
        f"共{len(comparison.pairs)}处：{told}；旧文保留了{round(100 * comparison.likeness)}%。", style="bold"
    )
