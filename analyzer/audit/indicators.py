"""Which figures of a series are one indicator, what it is called, and where it falls or stands still."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from analyzer.document import Quantity, Report, Scope, Span, Template
from analyzer.document.series import Indicator, Point, Series
from analyzer.engine import figures_of, follow_figures
from analyzer.rules.context import Tools
from analyzer.text.folding import fold
from analyzer.tools import TOOLS

_TIME = re.compile(
    r"^(?:我们将?|我国|本(?:季度|月|年度?|期|半年|学期)|今年以?来?|当[月年季]|[上下]半年|全年|目前|截至目前|其中)+"
)
_SINCE = re.compile(r"累计|历年|至今|以来[^;。]*共")
_WITHIN = re.compile(r"本(?:季度|月|期|半年|周)|当[季月]|上半年|下半年|[一二三四]季度|期间")
_YEARLY = re.compile(r"[今本当]年|全年|年[初内度]|半年|季度累计|\d年以来")
_LEFT_OVER = re.compile(r"剩|余|尚|[未没]|正在|推进中|结[余存]|[存库]存|存量|待|不足|欠|差|率|占比")
_LISTING = re.compile(r"以下|如下|下列|方面|几[个项点]")
_COMPARED = re.compile(r"^(?:[同环]比|[比较与](?:上|去|第|前|同|往|\d)|分别)")
_SUBJECT = re.compile(r"([\u4e00-\u9fff]{2,14}?)(?=[同环]比|[比较]上|[比较]去|[比较]第|占)")
_SHARES = ("占", "占比", "其中占", "占总数", "约占")
_CHANGES = {"up": "上升", "down": "下降"}
_END = 4  # characters that two names of one thing share at the end
_PERIOD = re.compile(r"(?:19|20)\d\d年(?:以?来)?|^[今去]年|[上下]半年|第?[一二三四]季度|\d{1,2}月份?|\s")
_NEVER_MOVES = ("周年",)
_LONGEST = 26  # characters of an indicator's name


def in_slots(series: Series, template: Template, tools: Tools = TOOLS) -> Iterator[Indicator]:
    """An indicator for each slot of the template that takes a number, in the template's order."""
    columns = [
        (report, tools.align(template, report).values, figures_of(report, tools)) for report in series.reports
    ]
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
        section = _timeless(template.report.sections[slot.section].title) if slot.section is not None else ""
        marked = _marked(series, points, words, slot.cumulative and _LEFT_OVER.search(slot.name) is None)
        yield Indicator(slot.name, slot.unit, section, slot.cumulative, tuple(marked))


@dataclass
class _Chain:
    """One figure in the reports where it was found, by index."""

    figures: dict[int, Quantity] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return max(self.figures)


def recurring(series: Series, tools: Tools = TOOLS) -> Iterator[Indicator]:
    """An indicator for each figure of at least two reports, in the order of the newest report that has it."""
    figures = [figures_of(report, tools) for report in series.reports]
    chains = [c for c in _chains(series.reports, figures, tools) if _recurs(series, c)]
    chains = [c for c in chains if not _is_wording(series, c)]
    chains.sort(key=lambda c: _rank(c, figures))
    for chain, name in zip(chains, _names(series, chains, figures), strict=True):
        yield _indicator(series, chain, name)


def _recurs(series: Series, chain: _Chain) -> bool:
    """Whether a figure is in reports of two periods; in a series of one report, or of one period, any is."""
    periods = [p or i for i, p in enumerate(series.periods)]
    return len({periods[i] for i in chain.figures}) > 1 or len(set(periods)) == 1


def _chains(reports: Sequence[Report], figures: Sequence[Sequence[Quantity]], tools: Tools) -> list[_Chain]:
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
            followed = follow_figures(reports[i], reports[i - back], tools)
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
    return (
        _kindred(one, other)
        and len(one.what) >= _END <= len(other.what)
        and one.what[-_END:] == other.what[-_END:]
    )


def _kindred(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and one.scope == other.scope


def _is_wording(series: Series, chain: _Chain) -> bool:
    """Whether a figure in words says how many items follow (以下四项工作), or is a turn of phrase that never changes."""
    report, q = _newest(series, chain)
    if q.unit in _NEVER_MOVES:
        return True
    if any(series.reports[i][q.span][:1].isdigit() or q.row for i, q in chain.figures.items()):
        return False
    unchanging = len({f.number for f in chain.figures.values()}) == 1
    return unchanging or _LISTING.search(report[q.clause]) is not None


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
    # 城乡低保标准分别提高9.97%和: the words before are another figure's.
    name = max(
        words, key=lambda w: (not re.search(r"\d", w), words[w], -len(w)), default=""
    ) or _clause_words(report, q)
    if q.change or _COMPARED.match(name) or name in _SHARES:
        subject = _SUBJECT.match(_TIME.sub("", fold(report.text[q.clause.start : q.span.start])))
        owner = _TIME.sub("", subject[1]) if subject else _owner(q, figures[chain.last])
        said = _comparison(q, name)
        name = said if said.startswith(owner) else f"{owner}{said}"
    elif _is_total(report, q) and not _SINCE.search(name):
        name = f"累计{name}"
    elif q.scope is Scope.EARLIER and not re.search("去年|上年|同期|上季|上月|上期", name):
        name = f"往期{name}"
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _owner(q: Quantity, there: Sequence[Quantity]) -> str:
    """What the last figure before ``q`` in its sentence counts that is no comparison itself."""
    before = (o.what for o in reversed(there[: there.index(q)]) if o.sentence == q.sentence and not o.change)
    return next((_TIME.sub("", what) for what in before if what and not _COMPARED.match(what)), "")


def _comparison(q: Quantity, name: str) -> str:
    """What a comparing figure says of its owner: 同比下降, 较前期上升, the former value, 占比."""
    if not q.change:
        return "占比" if name in _SHARES else "对比数"
    known = re.search(r"同比|环比", name)
    words = known[0] if known else "较前期" if _COMPARED.search(name) else name
    return words if re.search("[增长升降减多少]$", words) else f"{words}{_CHANGES[q.change]}"


def _clause_words(report: Report, q: Quantity) -> str:
    """The words of the figure's clause about it, the figure itself left out."""
    words = f"{report.text[q.clause.start : q.span.start]}{report.text[q.span.end : q.clause.end]}"
    return _TIME.sub("", re.sub(r"\s", "", words))[:_LONGEST] or re.sub(r"\s", "", report[q.sentence])[:12]


def _section(report: Report, q: Quantity) -> str:
    """The title of the section that holds the figure, not of an item that is itself a sentence."""
    index = report.section_at(q.span.start)
    while index is not None and report.sections[index].is_item:
        index = report.sections[index].parent
    return _timeless(report.sections[index].title) if index is not None else ""


def _timeless(title: str) -> str:
    """A section's title without the period that it names: that of one report stands for those of all."""
    kept, at = "", 0
    for m in _PERIOD.finditer(fold(title)):
        kept, at = kept + title[at : m.start()], m.end()
    return kept + title[at:] or title


def _indicator(series: Series, chain: _Chain, name: str) -> Indicator:
    report, newest = _newest(series, chain)
    points: list[Point | None] = [None] * len(series.reports)
    words = [""] * len(series.reports)
    for i, q in chain.figures.items():
        points[i] = _point(series.reports[i], q.span, q.number, q.sentence)
        words[i] = f"{q.row}{q.column}" if q.row else _before(series.reports[i], q)
    totals = sum(_is_total(series.reports[i], q) for i, q in chain.figures.items())
    cumulative = 2 * totals > len(chain.figures)
    clauses = (series.reports[i][q.clause] for i, q in chain.figures.items())
    grows = cumulative and not any(_LEFT_OVER.search(c) for c in clauses)
    return Indicator(
        name, newest.unit, _section(report, newest), cumulative, tuple(_marked(series, points, words, grows))
    )


def _is_total(report: Report, q: Quantity) -> bool:
    """Whether a figure says of itself that it counts from a beginning on; 截至本季度末 alone may count the quarter's."""
    if q.is_rate or q.change or q.approximate:
        return False
    if q.row:
        return _SINCE.search(q.column) is not None
    # 累计督查41家次；发现问题55个: what is said before a semicolon holds no longer, nor 累计 within 本季度.
    said = re.split("[;。]", fold(report.text[q.sentence.start : q.span.start]))[-1]
    since = [m.start() for m in _SINCE.finditer(said)]
    if q.scope is not Scope.CUMULATIVE or not since:
        return False
    return _WITHIN.search(said, said.rfind(",", 0, since[-1]) + 1) is None


def _point(report: Report, span: Span, number: Decimal, sentence: Span) -> Point:
    before = _one_line(report.text[sentence.start : span.start].lstrip())
    words = _one_line(report[span])
    after = _one_line(report.text[span.end : sentence.end].rstrip())
    return Point(number, span, words, report.place(span), f"{before}{words}{after}", len(before))


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)


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
