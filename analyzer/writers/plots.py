"""Small plots of indicators over the periods, as SVG. Chinese words in them are outlines where a font is at hand.

The font is that of the package ``pylopdf-fonts-zh-cn`` (Noto Sans SC, SIL Open Font License), drawn with fontTools; so the
words show on a machine without Chinese fonts. Without them words are ``<text>`` in the fonts of the reader's machine.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from analyzer.document.series import Indicator, Point, Series

WIDTH, HEIGHT = 264, 148
_LEFT, _RIGHT, _TOP, _BOTTOM = 26, 238, 58, 116
_FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_MOST_VALUES = 7  # beyond, only the ends, the extremes and what is marked have their value beside them
_ROOM = 46  # units between two labels at the foot
_FLAT = 0.25  # of the largest value: no plot zooms in further

STYLE = """
.plot{color:var(--ink,#262320);font-family:%s}
.plot .line{fill:none;stroke:var(--line-ink,#55677c);stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
.plot .gap{fill:none;stroke:var(--line-ink,#55677c);stroke-width:1.1;stroke-dasharray:2 4}
.plot .foot{stroke:var(--rule,#d9d3c7);stroke-width:1}
.plot .dot{fill:var(--line-ink,#55677c)}
.plot .fall{fill:var(--fall,#a3281c)}
.plot .same{fill:var(--paper,#fcfbf8);stroke:var(--same,#7a5a08);stroke-width:1.6}
.plot .v{font-size:11px;text-anchor:middle;fill:currentColor}
.plot .v.f{fill:var(--fall,#a3281c);font-weight:700}
.plot .v.e{fill:var(--same,#7a5a08)}
.plot .q{color:var(--quiet,#6b655c);fill:currentColor}
.plot .n{fill:currentColor}
""" % _FONTS  # noqa: UP031 - the style itself is full of braces


class Lettering:
    """Words drawn as outlines; each glyph and each string is defined once and used by name.

    ``prefix`` begins the names, so that several drawings can stand on one page. ``outlined`` False: plain ``<text>``.
    """

    def __init__(self, prefix: str = "", *, outlined: bool = True) -> None:
        self.prefix = prefix
        self._font = _font() if outlined else None
        self._glyphs: dict[str, str] = {}
        self._strings: dict[tuple[str, float], str] = {}

    @property
    def outlined(self) -> bool:
        """Whether there is a font to draw from."""
        return self._font is not None

    def width(self, words: str, size: float) -> float:
        """How wide ``words`` are at ``size``."""
        return sum(self._advance(c) for c in words) * size / 1000

    def fitted(self, words: str, size: float, room: float) -> str:
        """``words``, their end left out where they are wider than ``room``."""
        if self.width(words, size) <= room:
            return words
        while words and self.width(words + "…", size) > room:
            words = words[:-1]
        return words + "…"

    def draw(self, words: str, x: float, y: float, size: float, *, name: str, anchor: str = "start") -> str:
        """``words`` with their base line at ``y``; ``anchor`` is ``start``, ``middle`` or ``end``, ``name`` a class."""
        if self._font is None or all(c < "\u2000" for c in words):
            return f'<text class="{name}" x="{x:.4g}" y="{y:.4g}" font-size="{size}" text-anchor="{anchor}">{escape(_legal(words))}</text>'
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self.width(words, size)
        return f'<use class="{name}" href="#{self._string(words, size)}" x="{x - shift:.4g}" y="{y:.4g}"/>'

    def definitions(self) -> str:
        """The ``<defs>`` that all drawings so far refer to."""
        return f"<defs>{''.join(self._glyphs.values())}{''.join(self._strings.values())}</defs>"

    def _string(self, words: str, size: float) -> str:
        key = f"{self.prefix}w{len(self._strings)}"
        known = self._strings.get((words, size))
        if known is not None:
            return known[7 : known.index('"', 7)]
        at, uses = 0, []
        for c in words:
            if not c.isspace():
                uses.append(f'<use href="#{self._glyph(c)}" x="{at}"/>')
            at += self._advance(c)
        self._strings[words, size] = f'<g id="{key}"><g transform="scale({size / 1000:g} -{size / 1000:g})">{"".join(uses)}</g></g>'
        return key

    def _glyph(self, c: str) -> str:
        key = f"{self.prefix}g{ord(c):x}"
        if c not in self._glyphs:
            from fontTools.pens.svgPathPen import SVGPathPen

            assert self._font is not None
            glyphs, names = self._font
            pen = SVGPathPen(glyphs, ntos=lambda v: str(round(v)))
            glyphs[names.get(ord(c), ".notdef")].draw(pen)
            self._glyphs[c] = f'<path id="{key}" d="{pen.getCommands()}"/>'
        return key

    def _advance(self, c: str) -> int:
        if self._font is None:
            return 1000 if c > "\u2000" else 560
        glyphs, names = self._font
        return int(glyphs[names.get(ord(c), ".notdef")].width)


@cache
def _font() -> tuple[Any, dict[int, str]] | None:
    """The glyphs of Noto Sans SC and their names by character; None where the packages are not installed."""
    try:
        from fontTools.ttLib import TTFont
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError:
        return None
    font = TTFont(sans_path(), lazy=True)
    return font.getGlyphSet(), font.getBestCmap()


def plot(indicator: Indicator, labels: Sequence[str], pen: Lettering) -> str:
    """One indicator as an ``<svg>``: its name, a line through its values, the periods at the foot.

    A fall is a red triangle pointing down with ↓ at its value, a value identical to the one before a hollow square
    with ＝; a dashed line leads over reports that do not state the figure.
    """
    places = _places(indicator)
    body = [
        pen.draw(pen.fitted(indicator.name, 13, WIDTH - 8), 4, 17, 13, name="n"),
        pen.draw(_unit(indicator), 4, 33, 10.5, name="q"),
        f'<path class="foot" d="M4 {_BOTTOM + 10}H{WIDTH - 4}"/>',
        *_lines(places),
        *_marks(indicator, places),
        *_foot(labels, pen),
    ]
    said = escape(_legal(_said(indicator, labels)), quote=True)
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{said}">'
        f"{''.join(body)}</svg>"
    )


def series_drawing(series: Series, *, columns: int = 3) -> str:
    """All plots of a series as one SVG file that needs nothing else."""
    pen = Lettering()
    rows = -(-len(series.indicators) // columns)
    width, height = columns * (WIDTH + 24) + 24, rows * (HEIGHT + 20) + 70
    cells = []
    for n, indicator in enumerate(series.indicators):
        x, y = 24 + n % columns * (WIDTH + 24), 60 + n // columns * (HEIGHT + 20)
        cells.append(plot(indicator, series.short_labels, pen).replace("<svg ", f'<svg x="{x}" y="{y}" ', 1))
    head = pen.draw(pen.fitted(series.name, 20, width - 48), 24, 38, 20, name="n")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<title>{escape(_legal(series.name))}</title><style>{STYLE}</style>"
        f'<rect width="100%" height="100%" fill="#fcfbf8"/>{pen.definitions()}'
        f'<g class="plot">{head}</g>{"".join(cells)}</svg>\n'
    )


_Places = list[tuple[float, float] | None]


def _places(indicator: Indicator) -> _Places:
    """Where each point stands; a scale that keeps small changes small: never less than a quarter of the largest value."""
    values = [float(p.number) for p in indicator.points if p is not None]
    low, high = min(values), max(values)
    room = max(high - low, _FLAT * max(abs(high), abs(low)), 1e-9)
    low = max(0.0, (low + high - room) / 2) if low >= 0 else (low + high - room) / 2
    step = (_RIGHT - _LEFT) / max(1, len(indicator.points) - 1)
    start = _LEFT if len(indicator.points) > 1 else WIDTH / 2
    return [
        None if p is None else (start + i * step, _BOTTOM - (float(p.number) - low) / room * (_BOTTOM - _TOP))
        for i, p in enumerate(indicator.points)
    ]


def _lines(places: _Places) -> Iterator[str]:
    runs: list[list[tuple[float, float]]] = []
    before: tuple[int, tuple[float, float]] | None = None
    for i, at in enumerate(places):
        if at is None:
            continue
        if before is not None and before[0] == i - 1:
            runs[-1].append(at)
        else:
            if before is not None:
                yield f'<path class="gap" d="M{_xy(before[1])}L{_xy(at)}"/>'
            runs.append([at])
        before = (i, at)
    for run in runs:
        if len(run) > 1:
            yield f'<path class="line" d="M{"L".join(map(_xy, run))}"/>'


def _xy(at: tuple[float, float]) -> str:
    return f"{at[0]:.1f} {at[1]:.1f}"


def _marks(indicator: Indicator, places: _Places) -> Iterator[str]:
    told = _told(indicator)
    for i, (point, at) in enumerate(zip(indicator.points, places, strict=True)):
        if point is None or at is None:
            continue
        x, y = at
        if point.fall:
            yield f'<path class="fall" d="M{x - 5:.1f} {y - 4:.1f}h10l-5 9z"/>'
        elif point.same:
            yield f'<rect class="same" x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6"/>'
        else:
            yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>'
        if i in told:
            name, mark = ("v f", "↓") if point.fall else ("v e", "＝") if point.same else ("v", "")
            yield f'<text class="{name}" x="{x:.1f}" y="{y - 9:.1f}">{indicator.shown(point)}{mark}</text>'


def _told(indicator: Indicator) -> set[int]:
    """Which points have their value beside them: all, or where there are many the ends, the extremes and the falls."""
    there = [(i, p) for i, p in enumerate(indicator.points) if p is not None]
    if len(indicator.points) <= _MOST_VALUES:
        return {i for i, _ in there}
    step = (_RIGHT - _LEFT) / (len(indicator.points) - 1)
    ends = {there[0][0], there[-1][0]}
    by_size = sorted(there, key=lambda one: one[1].number)
    first = [there[0][0], there[-1][0], *(i for i, p in there if p.fall), by_size[-1][0], by_size[0][0]]
    kept: list[int] = []
    for i in first:
        if all(abs(i - other) * step >= _ROOM for other in kept) or (i in ends and i not in kept and len(kept) < 1):
            kept.append(i)
    return set(kept)


def _foot(labels: Sequence[str], pen: Lettering) -> Iterator[str]:
    step = (_RIGHT - _LEFT) / max(1, len(labels) - 1)
    every = max(1, -(-int(_ROOM * 1.1) // int(max(step, 1))))
    for i, label in enumerate(labels):
        last = i == len(labels) - 1
        if last or (i % every == 0 and (len(labels) - 1 - i) >= every):
            x = _LEFT + i * step if len(labels) > 1 else WIDTH / 2
            yield pen.draw(label, x, _BOTTOM + 25, 10.5, name="q", anchor="middle")


def _unit(indicator: Indicator) -> str:
    words = [w for w in (indicator.scale[1], "累计数" if indicator.cumulative else "") if w]
    return " · ".join(words)


def _said(indicator: Indicator, labels: Sequence[str]) -> str:
    """The plot in words, for those who do not see it."""
    unit = indicator.scale[1]
    values = (
        f"{label} {'没有' if p is None else indicator.shown(p) + unit + _remark(p)}"
        for label, p in zip(labels, indicator.points, strict=True)
    )
    return f"{indicator.name}：{'，'.join(values)}"


def _remark(point: Point) -> str:
    return "（累计数比上期少）" if point.fall else "（与上期相同）" if point.same else ""


def _legal(words: str) -> str:
    """``words`` without what XML does not allow."""
    return "".join(c for c in words if c.isprintable())
