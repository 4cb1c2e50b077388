"""Series as one HTML page that needs nothing else: plots, and under them every value with its sentence."""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from analyzer.document.series import Indicator, Series
from analyzer.writers.plots import STYLE, Lettering, plot
from analyzer.writers.series_table import by_section

_NO_HTML = re.compile(r"[^\t\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


_ENOUGH = 3  # points that make a plot worth looking at, where there are as many reports


class _Shown(NamedTuple):
    """A series with the drawings (safe markup) of what changes and what has fallen from what to what; ``falls`` and ``same`` count the marked values."""

    series: Series
    drawings: list[Any]
    fallen: list[tuple[Indicator, str, str]]
    sections: list[tuple[str, list[Indicator]]]
    falls: int
    same: int


def series_page(many: Sequence[Series], unread: Sequence[tuple[str, str]] = ()) -> str:
    """The page; ``unread`` are files and why they could not be read."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return value if isinstance(value, Markup) else _NO_HTML.sub("", str(value))

    pen = Lettering()
    shown = [_shown(series, pen, Markup) for series in many]
    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    pages = Environment(
        loader=PackageLoader("analyzer.writers", "pages"), autoescape=True, finalize=finalize, **options
    )
    pages.filters["hash"] = lambda source: b64encode(sha256(str(source).encode()).digest()).decode()
    # A drawing consists of what plots.py writes and of words that it has escaped.
    return pages.get_template("series.html").render(
        many=shown, unread=unread, plot_style=Markup(STYLE), letters=Markup(pen.definitions())
    )


def _shown(series: Series, pen: Lettering, markup: Any) -> _Shown:
    sections = list(by_section(series))
    enough = max(2, min(_ENOUGH, len(series.reports)))
    drawn = [i for _, inside in sections for i in inside if i.found >= enough and not i.unchanging]
    points = [p for i in series.indicators for p in i.points if p is not None]
    drawings = [markup(plot(i, series.short_labels, pen)) for i in drawn]
    return _Shown(
        series,
        drawings,
        list(_fallen(series)),
        sections,
        sum(p.fall for p in points),
        sum(p.same for p in points),
    )


def _fallen(series: Series) -> Iterator[tuple[Indicator, str, str]]:
    """Each fall: the indicator, the last value before it and the value, with their periods."""
    for indicator in series.indicators:
        before = ""
        for label, point in zip(series.labels, indicator.points, strict=True):
            if point is not None:
                words = f"{label} {indicator.shown(point)}"
                if point.fall:
                    yield indicator, before, words
                before = words
