"""Groups reports by body and kind, orders them by period, and follows each figure over the periods."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz

from analyzer.document import Period, PeriodKind, Quantity, Report, Scope, Span, Template
from analyzer.document.own_body import bare, core_of, regions_of
from analyzer.document.series import Indicator, Point, Series
from analyzer.engine import body_of, figures_of, follow_figures, period_of
from analyzer.text.folding import fold

READABLE = (".docx", ".txt", ".md", ".pdf", ".doc", ".wps", ".rtf", ".odt")
"""Suffixes of the files that are taken from a folder; a file named by itself may be called anything."""

_ALIKE = 80  # percent: two titles are of one kind
_NO_LENGTH = (PeriodKind.RANGE, PeriodKind.DAY)
_WHEN = re.compile(
    r"\(?(?:(?:19|20)\d\d|[一二][九零〇0][一二三四五六七八九零〇]{2})年?度?|第?[一二三四1-4]季度|[上下]半年|前三季度"
    r"|\d{1,2}(?:[-—~至到]\d{1,2})?月(?:份|\d{1,2}日)?|(?:十[一二]?|[一二三四五六七八九])月份|\(\)"
)
_LINKING = re.compile(r"^(?:关于|的|在|及|和|[、,,\s])+")
_TIME = re.compile(
    r"^(?:本(?:季度|月|年度?|期|半年|学期)|今年以?来?|当[月年季]|[上下]半年|全年|目前|截至目前|其中)+"
)
_SINCE = re.compile(r"累计|总计|总数|历年|至今")
_YEARLY = re.compile(r"[今本当]年|全年|年[初内度]|半年|季度累计|\d年以来")
_LEFT_OVER = re.compile(r"剩|余|尚|[未没]|正在|推进中|结[余存]|[存库]存|存量|待|不足|欠|率|占比")
_LISTING = re.compile(r"以下|如下|下列|方面|几[个项点]")
_COMPARED = re.compile(r"^(?:[同环]比|比上|较上|较去|比去|分别|与上|与去)")
_CHANGES = {"up": "上升", "down": "下降"}
_END = 4  # characters that two names of one thing share at the end
_LONGEST = 26  # characters of an indicator's name


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The reports among ``paths``: files as they are, folders with all that is readable in them, each file once."""
    found: dict[Path, Path] = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file is path or (
                file.suffix.lower() in READABLE and _wanted(file.relative_to(path)) and file.is_file()
            ):
                found.setdefault(file.resolve(), file)
    return list(found.values())


def _wanted(inner: Path) -> bool:
    return not any(part.startswith((".", "~$")) for part in inner.parts)


def gather(reports: Iterable[Report]) -> list[Series]:
    """The reports by body and kind, in the order of their periods, those without a period last; nothing followed yet.

    Two reports are of one series if their bodies are the same, their titles much the same without body and period,
    and their periods equally long.
    """
    groups: list[list[_Entry]] = []
    for report in reports:
        entry = _entry(report)
        home = next((g for g in groups if any(entry.belongs_to(e) for e in g)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return [_ordered(group) for group in groups]


@dataclass(frozen=True)
class _Entry:
    """A report and what it is grouped and ordered by."""

    report: Report
    body: str
    kind: str
    period: Period | None

    def belongs_to(self, other: "_Entry") -> bool:
        """Whether both are of one series."""
        lengths = {
            e.period.kind for e in (self, other) if e.period is not None and e.period.kind not in _NO_LENGTH
        }
        return len(lengths) < 2 and _same_body(self.body, other.body) and _same_kind(self.kind, other.kind)


def _entry(report: Report) -> _Entry:
    body = body_of(report)
    return _Entry(report, body, kind_of(report, body), period_of(report))


def _ordered(group: list[_Entry]) -> Series:
    group = sorted(
        group,
        key=lambda e: (
            e.period is None,
            e.period.end.toordinal() if e.period else 0,
            e.period.start.toordinal() if e.period else 0,
        ),
    )
    body = max((e.body for e in group), key=len)
    kinds = Counter(e.kind for e in group)
    return Series(
        body,
        max(kinds, key=lambda k: (kinds[k], len(k))),
        tuple(e.report for e in group),
        tuple(e.period for e in group),
    )


def kind_of(report: Report, body: str) -> str:
    """What kind of report it is: its title without the body and the period (安全生产工作情况的报告)."""
    title = re.sub(r"\s|#", "", fold(report[report.title])) if report.title else ""
    title = re.sub(r"\([^()]*\)", "", _WHEN.sub("", title))
    for name in (body, bare(body)):
        shared = next((n for n in range(len(name), 3, -1) if name[:n] in title), 0) if name else 0
        title = title.replace(name[:shared], "", 1) if shared else title
    return _LINKING.sub("", title) or "（没有标题）"


def _same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: alike but for 中共 and 党组, or one with more of its regions."""
    if not one or not other:
        return one == other
    if bare(one) == bare(other):
        return True
    ours, theirs = regions_of(bare(one)), regions_of(bare(other))
    within = set(ours) <= set(theirs) or set(theirs) <= set(ours)
    return (
        core_of(bare(one)) == core_of(bare(other))
        and bool(ours and theirs)
        and within
        and ours[-1] == theirs[-1]
    )


def _same_kind(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return fuzz.ratio(one, other) >= _ALIKE or (len(short) > 5 and long.endswith(short))


def follow(series: Series, template: Template | None = None) -> Series:
    """``series`` with its indicators: the numbers in the slots of ``template``, or the figures that recur."""
    rows = _slots(series, template) if template is not None else _recurring(series)
    return replace(series, indicators=tuple(rows))


def _slots(series: Series, template: Template) -> Iterator[Indicator]:
    from analyzer.templates import extract

    columns = [(report, extract(report, template), figures_of(report)) for report in series.reports]
    for n, slot in enumerate(template.slots):
        if not slot.kind.is_number:
            continue
        points: list[Point | None] = []
        words: list[str] = []
        for report, values, figures in columns:
            value = values[n]
            if value.number is None or value.span is None:
                points.append(None)
                words.append("")
                continue
            at = value.span
            figure = next((q for q in figures if q.span.overlaps(at)), None)
            points.append(
                _point(report, at, value.number, figure.sentence if figure else _sentence(report, at))
            )
            words.append(_before(report, figure) if figure else slot.name)
        section = template.report.sections[slot.section].title if slot.section is not None else ""
        marked = _marked(series, points, words, slot.cumulative and _LEFT_OVER.search(slot.name) is None)
        yield Indicator(slot.name, slot.unit, section, slot.cumulative, tuple(marked))


@dataclass
class _Chain:
    """One figure in the reports where it was found, by index."""

    figures: dict[int, Quantity] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return max(self.figures)


def _recurring(series: Series) -> Iterator[Indicator]:
    """An indicator for each figure of at least two reports, in the order of the newest report that has it."""
    figures = [figures_of(report) for report in series.reports]
    chains = [c for c in _chains(series.reports, figures) if len(c.figures) > 1 or len(series.reports) == 1]
    chains = [c for c in chains if not _only_counts_a_list(series, c)]
    chains.sort(key=lambda c: _rank(c, figures))
    for chain, name in zip(chains, _names(series, chains, figures), strict=True):
        yield _indicator(series, chain, name)


def _chains(reports: Sequence[Report], figures: Sequence[Sequence[Quantity]]) -> list[_Chain]:
    """The figures linked from report to report, and over one report that does not have them."""
    chains = [_Chain({0: q}) for q in figures[0]] if figures else []
    for i in range(1, len(reports)):
        taken: set[Quantity] = set()
        for back in (1, 2):
            open_ends = {
                c.figures[i - back]: c for c in chains if i - back in c.figures and c.last == i - back
            }
            if i < back or not open_ends or len(taken) == len(figures[i]):
                continue
            followed = follow_figures(reports[i], reports[i - back])
            _extend(open_ends, i, followed, taken)
            _extend(open_ends, i, _alike(open_ends, [q for q in figures[i] if q not in taken]), taken)
        chains += [_Chain({i: q}) for q in figures[i] if q not in taken]
    return chains


def _extend(
    ends: dict[Quantity, _Chain], i: int, links: Iterable[tuple[Quantity, Quantity]], taken: set[Quantity]
) -> None:
    """Let each chain whose end is in ``ends`` go on to report ``i`` as ``links`` say; what it takes is out of both."""
    for old, new in list(links):
        if old in ends and new not in taken:
            ends.pop(old).figures[i] = new
            taken.add(new)


def _alike(old: Iterable[Quantity], new: Iterable[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Figures of one thing and unit that have no rival in either report, whatever the sentence about them is."""
    theirs = [q for q in old if _names_a_thing(q)]
    ours = [q for q in new if _names_a_thing(q)]
    for close in (_same_words, _same_end):
        links = [(o, n) for n in ours for o in theirs if close(o, n)]
        lefts, rights = Counter(o for o, _ in links), Counter(n for _, n in links)
        yield from ((o, n) for o, n in links if lefts[o] == rights[n] == 1)


def _names_a_thing(q: Quantity) -> bool:
    return len(_TIME.sub("", q.what)) > 1 and not q.row and not q.change


def _same_words(one: Quantity, other: Quantity) -> bool:
    return _kindred(one, other) and _TIME.sub("", one.what) == _TIME.sub("", other.what)


def _same_end(one: Quantity, other: Quantity) -> bool:
    """Whether both end in the same four characters: 国庆节前发送提醒短信, 春节前发送提醒短信."""
    return _kindred(one, other) and len(one.what) >= _END <= len(other.what) and one.what[-_END:] == other.what[-_END:]


def _kindred(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and one.scope == other.scope


def _only_counts_a_list(series: Series, chain: _Chain) -> bool:
    """Whether a figure says no more than how many items follow (以下四项工作)."""
    report, q = _newest(series, chain)
    return not report[q.span][:1].isdigit() and _LISTING.search(report[q.clause]) is not None


def _newest(series: Series, chain: _Chain) -> tuple[Report, Quantity]:
    return series.reports[chain.last], chain.figures[chain.last]


def _rank(chain: _Chain, figures: Sequence[Sequence[Quantity]]) -> tuple[float, int]:
    """Where a chain stands in its newest report, as a share of that report's figures."""
    there = figures[chain.last]
    return there.index(chain.figures[chain.last]) / len(there), -chain.last


def _names(series: Series, chains: Sequence[_Chain], figures: Sequence[Sequence[Quantity]]) -> list[str]:
    """A name for each chain, no two alike: what it counts, with its section or its clause where that is not enough."""
    names = [_name(series, c, figures) for c in chains]
    units = [c.figures[c.last].unit for c in chains]
    for more in (_section, _clause_words):
        twice = Counter(zip(names, units, strict=True))
        for i, chain in enumerate(chains):
            report, q = _newest(series, chain)
            if twice[names[i], units[i]] > 1 and (words := more(report, q)) and words not in names[i]:
                names[i] = f"{names[i]}（{words}）"
    seen: Counter[tuple[str, str]] = Counter()
    for i, key in enumerate(zip(tuple(names), units, strict=True)):
        seen[key] += 1
        names[i] += f"（{seen[key]}）" * (seen[key] > 1)
    return names


def _name(series: Series, chain: _Chain, figures: Sequence[Sequence[Quantity]]) -> str:
    report, q = _newest(series, chain)
    if q.row or q.column:
        return "—".join(filter(None, (q.row, re.sub(r"\([^()]*\)$|[,、]单位.*$", "", q.column))))
    words = Counter(_TIME.sub("", f.what) for f in chain.figures.values() if len(f.what) > 1)
    name = max(words, key=lambda w: (words[w], -len(w)), default="") or _clause_words(report, q)
    if q.change:
        there = figures[chain.last]
        before = there[max(0, there.index(q) - 1)]
        owner = before.what if before.sentence == q.sentence and _COMPARED.match(name) else ""
        name = f"{_TIME.sub('', owner)}{name}{_CHANGES[q.change] * (_CHANGES[q.change] not in name)}"
    elif q.scope is Scope.CUMULATIVE and not q.is_rate and not _SINCE.search(name):
        name = f"累计{name}"
    elif q.scope is Scope.EARLIER and not re.search("去年|上年|同期|上季|上月|上期", name):
        name = f"往期{name}"
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _clause_words(report: Report, q: Quantity) -> str:
    """The words of the figure's clause about it, the figure itself left out."""
    words = f"{report.text[q.clause.start : q.span.start]}{report.text[q.span.end : q.clause.end]}"
    return re.sub(r"\s", "", words)[:_LONGEST] or re.sub(r"\s", "", report[q.sentence])[:12]


def _section(report: Report, q: Quantity) -> str:
    """The title of the section that holds the figure, not of an item that is itself a sentence."""
    index = report.section_at(q.span.start)
    while index is not None and report.sections[index].is_item:
        index = report.sections[index].parent
    return report.sections[index].title if index is not None else ""


def _indicator(series: Series, chain: _Chain, name: str) -> Indicator:
    report, newest = _newest(series, chain)
    points: list[Point | None] = [None] * len(series.reports)
    words = [""] * len(series.reports)
    for i, q in chain.figures.items():
        points[i] = _point(series.reports[i], q.span, q.number, q.sentence)
        words[i] = f"{q.row}{q.column}" if q.row else _before(series.reports[i], q)
    totals = [
        not (q.is_rate or q.change or q.approximate)
        and (q.scope is Scope.CUMULATIVE or (bool(q.row) and _SINCE.search(q.column) is not None))
        for q in chain.figures.values()
    ]
    cumulative = 2 * sum(totals) > len(totals)
    clauses = (series.reports[i][q.clause] for i, q in chain.figures.items())
    grows = cumulative and not any(_LEFT_OVER.search(c) for c in clauses)
    return Indicator(
        name, newest.unit, _section(report, newest), cumulative, tuple(_marked(series, points, words, grows))
    )


def _point(report: Report, span: Span, number: object, sentence: Span) -> Point:
    from decimal import Decimal

    assert isinstance(number, Decimal)
    words = " ".join(report[sentence].split())
    return Point(number, span, " ".join(report[span].split()), report.place(span), words)


def _sentence(report: Report, span: Span) -> Span:
    start = max(report.text.rfind(c, 0, span.start) for c in "。！？\n") + 1
    ends = [i for c in "。！？\n" if (i := report.text.find(c, span.end)) >= 0]
    return Span(start, min(ends, default=len(report.text)))


def _before(report: Report, q: Quantity) -> str:
    """What says since when a figure counts: its clause up to it, and the head of its sentence."""
    head = report.text[q.sentence.start : min(q.sentence.start + 24, q.span.start)]
    return fold(f"{head} {report.text[q.clause.start : q.span.start]}")


def _marked(
    series: Series, points: Sequence[Point | None], words: Sequence[str], grows: bool
) -> Iterator[Point | None]:
    """The points beside the last one of an earlier period: identical, or (``grows``) smaller than a total may become.

    What counts since January is not compared across a change of year, nor what does not say its year.
    """
    for i, point in enumerate(points):
        period = series.periods[i]
        j = next((j for j in range(i - 1, -1, -1) if points[j] is not None), None)
        before = points[j] if j is not None else None
        if point is None or before is None or j is None or period is None or period == series.periods[j]:
            yield point
            continue
        earlier = series.periods[j]
        anew = earlier is None or earlier.end.year != period.end.year
        # 前三季度共…, 今年以来累计…: begins again every January.
        yearly = _YEARLY.search(words[i]) is not None or _YEARLY.search(words[j]) is not None
        fall = grows and point.number < before.number and not (anew and yearly)
        yield replace(point, fall=fall, same=point.number == before.number)
