"""How a Word file lays its text out: the pages, and the letters of each paragraph."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """The paper and the white edges of one part of the document, in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Lettering:
    """What most of a paragraph's Chinese characters are set in.

    ``font`` is the name of the East Asian font, empty where the file leaves it to the theme; ``size`` is in points, None
    where nothing says it. ``indent`` is that of the first line, in characters; ``alignment`` as Word names it (``center``,
    ``both``), empty where it is the default.
    """

    font: str = ""
    size: float | None = None
    indent: float = 0.0
    alignment: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a Word file, one for each of its parts, and the lettering of each paragraph of the report, in order."""

    pages: tuple[Page, ...]
    lettering: tuple[Lettering, ...]
