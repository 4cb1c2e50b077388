"""Small plots of indicators over the periods, as SVG. Chinese words in them are outlines where a font is at hand.

The font is that of the package ``pylopdf-fonts-zh-cn`` (Noto Sans SC, SIL Open Font License), drawn with fontTools; so the
words show on a machine without Chinese fonts. Without them words are ``<text>`` in the fonts of the reader's machine.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from analyzer.document.series import Indicator, Series

WIDTH, HEIGHT = 240, 148
_LEFT, _RIGHT, _TOP, _BOTTOM, _FOOT = 24, 216, 60, 108, 126
_FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_SMALL = 10.5  # size of all words but the name
_MOST_VALUES = 7  # beyond, only the ends, the extremes and what is marked have their value beside them
_GRID = 5  # font units to a unit of the outlines: finer than anyone sees, and shorter
_ROOM = 46  # units between two labels at the foot
_FLAT = 0.25  # of the largest value: no plot zooms in further

STYLE = (
    f".plot{{color:var(--ink,#262320);fill:currentColor;font-family:{_FONTS}}}"
    + """
.plot .line{fill:none;stroke:var(--line-ink,#55677c);stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
.plot .gap{fill:none;stroke:var(--line-ink,#55677c);stroke-width:1.1;stroke-dasharray:2 4}
.plot .foot{fill:none;stroke:var(--rule,#d9d3c7);stroke-width:1}
.plot .dots{fill:none;stroke:var(--line-ink,#55677c);stroke-width:5.4;stroke-linecap:round}
.plot .fall{fill:var(--fall,#a3281c)}
.plot .same{fill:var(--paper,#fcfbf8);stroke:var(--same,#7a5a08);stroke-width:1.6}
.plot .v{font-size:11px;text-anchor:middle;paint-order:stroke;stroke:var(--paper,#fcfbf8);stroke-width:3px;stroke-linejoin:round}
.plot .f{fill:var(--fall,#a3281c);font-weight:700}
.plot .e{fill:var(--same,#7a5a08)}
.plot .q{color:var(--quiet,#6b655c);fill:currentColor}
"""
)


class Lettering:
    """Words drawn as outlines; each glyph and each string is defined once and used by name.

    ``prefix`` begins the names, so that several drawings can stand on one page. ``outlined`` False: plain ``<text>``.
    """

    def __init__(self, prefix: str = "", *, outlined: bool = True) -> None:
        self.prefix = prefix
        self._font = _font() if outlined else None
        self._glyphs: dict[str, tuple[str, str]] = {}
        self._strings: dict[tuple[str, float], tuple[str, str]] = {}

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
        """Draw ``words`` with their base line at ``y``; ``anchor`` is ``start``, ``middle`` or ``end``, ``name`` a class."""
        known = f' class="{name}"' * bool(name)
        if self._font is None or all(c < "\u2000" for c in words):
            look = f'font-size="{size:g}"' + f' text-anchor="{anchor}"' * (anchor != "start")
            return f'<text{known} x="{x:.4g}" y="{y:.4g}" {look}>{escape(_legal(words))}</text>'
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self.width(words, size)
        return f'<use{known} href="#{self._string(words, size)}" x="{x - shift:.4g}" y="{y:.4g}"/>'

    def definitions(self) -> str:
        """The ``<defs>`` that all drawings so far refer to."""
        drawn = [d for _, d in (*self._glyphs.values(), *self._strings.values())]
        return f"<defs>{''.join(drawn)}</defs>"

    def _string(self, words: str, size: float) -> str:
        if (words, size) not in self._strings:
            at, uses = 0, []
            for c in words:
                if not c.isspace():
                    uses.append(f'<use href="#{self._glyph(c)}" x="{at // _GRID}"/>')
                at += self._advance(c)
            key, scale = f"{self.prefix}w{len(self._strings)}", f"{size * _GRID / 1000:g}"
            drawn = f'<g id="{key}" transform="scale({scale} -{scale})">{"".join(uses)}</g>'
            self._strings[words, size] = key, drawn
        return self._strings[words, size][0]

    def _glyph(self, c: str) -> str:
        if c not in self._glyphs:
            from fontTools.pens.recordingPen import DecomposingRecordingPen

            assert self._font is not None
            glyphs, names = self._font
            pen = DecomposingRecordingPen(glyphs)
            glyphs[names.get(ord(c), ".notdef")].draw(pen)
            key = f"{self.prefix}g{len(self._glyphs)}"
            self._glyphs[c] = key, f'<path id="{key}" d="{_outline(pen.value)}"/>'
        return self._glyphs[c][0]

    def _advance(self, c: str) -> int:
        if self._font is None:
            return 1000 if c > "\u2000" else 560
        glyphs, names = self._font
        return int(glyphs[names.get(ord(c), ".notdef")].width)


_COMMANDS = {"moveTo": "m", "lineTo": "l", "curveTo": "c"}


def _outline(strokes: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> str:
    """What a pen recorded as the data of a ``<path>``, each step from where the one before it ended."""
    path: list[str] = []
    x = y = first_x = first_y = 0
    for name, points in strokes:
        if name not in _COMMANDS:  # closed: the next outline is counted from this one's beginning
            path.append("z")
            x, y = first_x, first_y
            continue
        steps = []
        for px, py in points:
            to_x, to_y = round(px / _GRID), round(py / _GRID)
            steps += [to_x - x, to_y - y]
        x, y = to_x, to_y
        if name == "moveTo":
            first_x, first_y = x, y
        path.append(_COMMANDS[name] + " ".join(map(str, steps)).replace(" -", "-"))
    return "".join(path)


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
        pen.draw(pen.fitted(indicator.name, 13, WIDTH - 8), 4, 17, 13, name=""),
        *_under(indicator, pen),
        f'<path class="foot" d="M4 {_FOOT}H{WIDTH - 4}"/>',
        *_lines(places),
        *_marks(indicator, places),
        *_foot(labels, pen),
    ]
    said = escape(_legal(indicator.name), quote=True)
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{said}">'
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
        cells.append(
            plot(indicator, series.short_labels, pen).replace(
                "<svg ", f'<svg x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" ', 1
            )
        )
    head = pen.draw(pen.fitted(series.name, 20, width - 48), 24, 38, 20, name="")
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
    return f"{at[0]:.3g} {at[1]:.3g}"


def _marks(indicator: Indicator, places: _Places) -> Iterator[str]:
    """The points, each with its mark, and the values of those that are told."""
    told = _told(indicator)
    dots, values = [], []
    for i, (point, at) in enumerate(zip(indicator.points, places, strict=True)):
        if point is None or at is None:
            continue
        x, y = round(at[0], 1), round(at[1], 1)
        if point.fall:
            yield f'<path class="fall" d="M{x - 5:g} {y - 4:g}h10l-5 9z"/>'
        elif point.same:
            yield f'<path class="same" d="M{x - 3:g} {y - 3:g}h6v6h-6z"/>'
        else:
            dots.append(f"M{x:g} {y:g}h0")
        if i in told:
            name, mark = (
                (' class="f"', "↓") if point.fall else (' class="e"', "＝") if point.same else ("", "")
            )
            down = y + 14 if _is_valley(places, i) else y - 9
            values.append(f'<text{name} x="{x:g}" y="{down:g}">{indicator.shown(point)}{mark}</text>')
    yield f'<path class="dots" d="{"".join(dots)}"/><g class="v">{"".join(values)}</g>'


def _is_valley(places: _Places, i: int) -> bool:
    """Whether both lines of a point rise away from it, so that its value has room below only."""
    at = places[i]
    before = next((p for p in places[:i][::-1] if p is not None), None)
    after = next((p for p in places[i + 1 :] if p is not None), None)
    assert at is not None
    return before is not None and after is not None and before[1] < at[1] > after[1]


def _told(indicator: Indicator) -> set[int]:
    """Which points have their value beside them: all, or where there are many the ends, the extremes and the falls."""
    there = [(i, p) for i, p in enumerate(indicator.points) if p is not None]
    if len(indicator.points) <= _MOST_VALUES:
        return {i for i, _ in there}
    step = (_RIGHT - _LEFT) / (len(indicator.points) - 1)
    by_size = sorted(there, key=lambda one: one[1].number)
    kept: list[int] = []
    for i in (there[-1][0], *(i for i, p in there if p.fall), there[0][0], by_size[-1][0], by_size[0][0]):
        if all(abs(i - other) * step >= _ROOM for other in kept):
            kept.append(i)
    return set(kept)


def _foot(labels: Sequence[str], pen: Lettering) -> Iterator[str]:
    step = (_RIGHT - _LEFT) / max(1, len(labels) - 1)
    every = max(1, -(-int(_ROOM * 1.1) // int(max(step, 1))))
    for i, label in enumerate(labels):
        last = i == len(labels) - 1
        if last or (i % every == 0 and (len(labels) - 1 - i) >= every):
            x = _LEFT + i * step if len(labels) > 1 else WIDTH / 2
            yield pen.draw(label, x, _FOOT + 15, _SMALL, name="q", anchor="middle")


def _under(indicator: Indicator, pen: Lettering) -> Iterator[str]:
    """What stands under the name: unit, whether it is a total, the section."""
    x = 4.0
    for words in (indicator.scale[1], "累计数" * indicator.cumulative, indicator.section):
        room = WIDTH - 4 - x
        if words and room > 3 * _SMALL:
            words = pen.fitted(words, _SMALL, room)
            yield pen.draw(words, x, 33, _SMALL, name="q")
            x += pen.width(words, _SMALL) + 8


def _legal(words: str) -> str:
    """``words`` without what XML does not allow."""
    return "".join(c for c in words if c.isprintable())
