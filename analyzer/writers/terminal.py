"""The review as a person reads it in a terminal; plain text where the output goes elsewhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PureWindowsPath
from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from analyzer.document import FAMILIES, Finding, Report, Review, Severity
from analyzer.document.baseline import Changes, State

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "cyan"}
_AROUND = 14
_LONGEST_QUOTE = 200
_PLAIN_WIDTH = 100_000  # no line is wrapped where no terminal is


def console_for(stream: IO[str], *, colour: bool | None = None) -> Console:
    """A console on ``stream``: coloured and wrapped on a terminal, plain and unwrapped elsewhere."""
    terminal = stream.isatty() if colour is None else colour
    return Console(
        file=stream,
        force_terminal=terminal,
        width=None if terminal else _PLAIN_WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )


def print_review(review: Review, console: Console, changes: Changes | None = None) -> None:
    """Findings by place, those of one rule in one place together; then a summary and what was not checked.

    With ``changes`` since an earlier check new findings are marked, and counted beside the others.
    """
    report = review.report
    states = changes.states if changes is not None else {}
    console.print(_head(report))
    for key, same in groupby(
        review.findings, key=lambda f: (f.code, f.severity, report.place(f.span), states.get(f.key))
    ):
        _print_group(report, list(same), console, new=key[-1] is State.NEW)
    console.print(_summary(review))
    if changes is not None:
        console.print(Text(changes_line(report, changes), style="bold"))
    for line in accepted_lines(review):
        console.print(Text(line, style="dim"))
    if report.unread:
        console.print(
            Text(f"没有读到：{'、'.join(map(str, report.unread))}。其中的文字没有检查。", style="yellow")
        )
    for failure in review.failures:
        console.print(Text(f"没有查成：{failure.step}（{failure.error}）", style="bold red"))
    if review.skipped:
        for needs, name in (("template", "模板"), ("earlier", "往期报告")):
            codes = [s.code for s in review.skipped if s.needs == needs]
            if codes:
                console.print(Text(f"没有给{name}，没有查：{'、'.join(codes)}", style="dim"))
        if codes := [s.code for s in review.skipped if s.needs == "layout"]:
            console.print(Text(f"不是 Word 文件，没有查版式：{'、'.join(codes)}", style="dim"))


def accepted_lines(review: Review) -> Iterator[str]:
    """How many findings the user accepts and why, and of how many that has run out."""
    for name, some in (("已豁免", review.suppressed), ("豁免已到期", review.expired)):
        reasons = Counter((s.reason, s.until) for s in some)
        if some:
            said = "；".join(
                f"{_shown(reason)}{f'（到{until}）' if until else ''}{f' {n}处' if n > 1 else ''}"
                for (reason, until), n in reasons.most_common()
            )
            yield f"{name}{len(some)}处：{said}"


def _head(report: Report) -> Text:
    head = Text()
    title = "" if report.title is None else report[report.title].replace("\n", "")
    head.append(title or "（没有认出标题）", style="bold")
    head.append(f"\n{report.source} · {len(report.text)}字 · {len(report.sections)}个标题\n", style="dim")
    return head


def changes_line(report: Report, changes: Changes) -> str:
    """How many findings are new, still there and gone since the earlier check."""
    counts = (
        f"新发现{changes.count(State.NEW)}处，仍在{changes.count(State.OLD)}处，不再出现{len(changes.gone)}处"
    )
    if changes.since is None:
        return f"上次的结果里没有这份稿件：{counts}"
    before = PureWindowsPath(changes.since).name
    other = "" if before == PureWindowsPath(report.source).name else f"（{_shown(before)}）"
    return f"与上次{other}比：{counts}"


def _print_group(report: Report, findings: Sequence[Finding], console: Console, *, new: bool) -> None:
    first = findings[0]
    line = Text()
    if new:
        line.append("新 ", style="bold magenta")
    line.append(first.severity.title, style=_STYLES[first.severity])
    line.append(f" {first.code} ", style="bold")
    line.append(report.place(first.span))
    if len(findings) > 1:
        line.append(f"（{len(findings)}处）", style="dim")
    console.print(line)
    for quote in _quotes(report, findings):
        console.print(Padding(quote, (0, 0, 0, 4), expand=False))
    for message, times in Counter(f.message for f in findings).items():
        count = f"（{times}处）" if times > 1 else ""
        console.print(Padding(Text(f"{message}{count}"), (0, 0, 0, 4), expand=False))
    for suggestion in dict.fromkeys(f.suggestion for f in findings if f.suggestion):
        console.print(Padding(Text(f"建议：{suggestion}", style="green"), (0, 0, 0, 4), expand=False))
    console.print()


def _quotes(report: Report, findings: Sequence[Finding]) -> Iterator[Text]:
    """The words about each finding, its span between ⟦ and ⟧; findings close together share one quotation."""
    clusters: list[list[Finding]] = []
    for finding in findings:
        if clusters and finding.span.start - clusters[-1][-1].span.end <= 2 * _AROUND:
            clusters[-1].append(finding)
        else:
            clusters.append([finding])
    for cluster in clusters:
        start, end = cluster[0].span.start, cluster[-1].span.end
        left = max(report.text.rfind("\n", 0, start) + 1, start - _AROUND)
        stop = report.text.find("\n", end)
        right = min(len(report.text) if stop < 0 else stop, end + _AROUND)
        quote, at = Text("…" if left and report.text[left - 1] != "\n" else ""), left
        for finding in cluster:
            quote.append(_shown(report.text[at : finding.span.start]), style="dim")
            quote.append(f"⟦{_shown(report[finding.span])}⟧", style=_STYLES[finding.severity])
            at = max(at, finding.span.end)
        quote.append(_shown(report.text[at:right]), style="dim")
        yield quote


def _shown(words: str) -> str:
    """``words`` on one line, without control characters, the middle left out where they are many."""
    clean = "".join(
        "␣" if c == "\u3000" else c if c.isprintable() else "⏎" if c == "\n" else " " for c in words
    )
    return clean if len(clean) <= _LONGEST_QUOTE else f"{clean[:90]}……{clean[-90:]}"


def _summary(review: Review) -> Text:
    line = Text()
    if not review.findings:
        rest = "其余检查" if review.failures else ""
        line.append(f"{rest}没有发现{'其他' if review.suppressed else ''}问题。", style="bold green")
        return line
    severities = Counter(f.severity for f in review.findings)
    families = Counter(f.code[:2] for f in review.findings)
    line.append(f"共{len(review.findings)}处：", style="bold")
    line.append(
        "，".join(f"{s.title}{severities[s]}" for s in sorted(Severity, reverse=True) if severities[s])
    )
    line.append("（" + "，".join(f"{FAMILIES.get(f, f)}{n}" for f, n in families.most_common()) + "）")
    return line
