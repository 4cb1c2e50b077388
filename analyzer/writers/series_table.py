"""A series as a table in the terminal, and as JSON."""

import json
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analyzer.document import Period
from analyzer.document.series import Indicator, Point, Series, period_words
from analyzer.writers.values import plain_number

MISSING, FALL, SAME = "—", "↓", "＝"
LEGEND = f"{FALL} 累计数比上期少　{SAME} 与上期相同　{MISSING} 没有写到"
_SHOWN = 30


def print_series(many: Sequence[Series], console: Console) -> None:
    """Each series as a table: a row an indicator, a column a period; the indicators of one section stand together."""
    for series in many:
        console.print(Text(_clean(series.name), style="bold"))
        for remark in series.remarks:
            console.print(Text(_clean(remark), style="yellow"))
        if series.indicators:
            console.print(series_table(series))
        console.print()
    if any(s.indicators for s in many):
        console.print(Text(LEGEND, style="dim"))


def series_table(series: Series) -> Table:
    """The indicators of one series; a fall is marked ↓, a value identical to the one before ＝."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("指标", overflow="fold", min_width=12)
    table.add_column("单位", overflow="fold")
    for label in series.labels:
        table.add_column(_clean(label), justify="right", overflow="fold")
    for section, indicators in by_section(series):
        table.add_row(Text(_clean(section) or "文首", style="bold"))
        for indicator in indicators:
            name = _clean(indicator.name)
            name = name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"
            table.add_row(
                Text(name), Text(_clean(indicator.scale[1])), *(_cell(indicator, p) for p in indicator.points)
            )
    return table


def by_section(series: Series) -> Iterator[tuple[str, list[Indicator]]]:
    """The sections in the order of their first indicator, each with all that stand in it."""
    groups: dict[str, list[Indicator]] = {}
    for indicator in series.indicators:
        groups.setdefault(indicator.section, []).append(indicator)
    yield from groups.items()


def _cell(indicator: Indicator, point: Point | None) -> Text:
    if point is None:
        return Text(MISSING, style="dim")
    if point.fall:
        return Text(f"{indicator.shown(point)} {FALL}", style="bold red")
    return Text(
        f"{indicator.shown(point)} {SAME}" if point.same else indicator.shown(point),
        style="yellow" if point.same else "",
    )


def series_to_json(series: Series) -> str:
    """A series as a JSON object on one line; numbers are in single units (元, not 万元)."""
    return _dump(
        {
            "body": series.body,
            "kind": series.kind,
            "periods": [
                {"source": report.source, **_period(period)}
                for report, period in zip(series.reports, series.periods, strict=True)
            ],
            "indicators": [
                {
                    "name": i.name,
                    "unit": i.unit,
                    "section": i.section,
                    "cumulative": i.cumulative,
                    "values": [None if p is None else _value(p) for p in i.points],
                }
                for i in series.indicators
            ],
        }
    )


def _period(period: Period | None) -> dict[str, str | None]:
    if period is None:
        return {"start": None, "end": None, "label": ""}
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), "label": period_words(period)}


def _value(point: Point) -> dict[str, object]:
    return {
        "number": plain_number(point.number),
        "text": point.text,
        "start": point.span.start,
        "end": point.span.end,
        "place": point.place,
        "fall": point.fall,
        "same": point.same,
    }


def unread_to_json(source: str, error: str) -> str:
    """The line for a file that could not be read."""
    return _dump({"source": source, "error": error})


def _dump(whole: dict[str, object]) -> str:
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _clean(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words)
