"""How alike the headings of two reports are, numbers and punctuation left out."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from analyzer.alignment.units import NAME, Units
from analyzer.document import Report
from analyzer.text.folding import fold

_SAME_ITEM = 0.5  # what the title of an item, a whole sentence, must keep
_NUMBER = re.compile(r"^(?:\d+(?=[\u4e00-\u9fff]{2}))")
_MARKER = re.compile(
    r"^ *(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+(?:\.\d+)*[.、 ]|第[一二三四五六七八九十]+(?:部分|章)[、:]? *)"
)
_FILL = re.compile(r"[Xx×\d]+")
_NAMED_AMONG = 60  # percent
_GENERAL = re.compile("工作|情况|问题|有关|主要|[和与及、]")
_OF_REST = 0.5  # part of what a joined title adds


class Titles:
    """Likeness of headings, numbers and punctuation left out."""

    def __init__(self, left: Units, right: Report, also: Mapping[int, Sequence[str]]) -> None:
        sections = left.report.sections
        self._left = [[_bare(t) for t in (s.title, *also.get(i, ()))] for i, s in enumerate(sections)]
        self._items = [s.is_item for s in sections]
        self._blank = {s.section for s in left.sentences if s.heading and s.key == NAME}
        self._right = [_bare(s.title) for s in right.sections]
        owners = [i for i, titles in enumerate(self._left) for _ in titles]
        every = [title for titles in self._left for title in titles]
        self._alike: list[list[float]] = [[0.0] * len(self._right) for _ in sections]
        for i, row in zip(owners, process.cdist(every, self._right, scorer=fuzz.ratio).tolist(), strict=True):
            self._alike[i] = list(map(max, self._alike[i], row))

    def is_blank(self, i: int) -> bool:
        """Whether the title is for the writer to find: （此处写明其他突出问题）."""
        return i in self._blank

    def same(self, i: int, d: int) -> bool:
        """Whether both have one title; an item that is a whole sentence keeps its title if most of its words stay."""
        return self.is_blank(i) or self.likeness(i, d) >= (_SAME_ITEM if self._items[i] else 1.0)

    def partly(self, i: int, d: int) -> bool:
        """Whether the title of section ``d`` names section ``i`` among others: 存在问题及下一步打算."""
        return fuzz.partial_ratio(self._left[i][0], self._right[d]) >= _NAMED_AMONG

    def adds(self, j: int, i: int, d: int) -> bool:
        """Whether the title of section ``d`` has, besides what is section ``i``'s, words of section ``j``."""
        theirs = self._right[d]
        own = LCSseq.opcodes(self._left[i][0], theirs)
        rest = _GENERAL.sub("", "".join(theirs[b.dest_start : b.dest_end] for b in own if b.tag != "equal"))
        return LCSseq.similarity(rest, self._left[j][0]) >= max(2, _OF_REST * len(rest))

    def within(self, i: int, d: int) -> bool:
        """Whether the title of section ``d`` is that of section ``i`` and more."""
        return self._left[i][0] in self._right[d] and len(self._right[d]) > len(self._left[i][0])

    def likeness(self, i: int, d: int) -> float:
        """How alike the titles of section ``i`` and section ``d`` are, 0 to 1."""
        return self._alike[i][d] / 100


def _bare(title: str) -> str:
    # “2 本月进展”: the number is no part of the title, nor is what fills a blank in it.
    words = "".join(c for c in _MARKER.sub("", fold(title)) if c.isalnum())
    return _FILL.sub("", _NUMBER.sub("", words))
