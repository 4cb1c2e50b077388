"""A strange name put into words that the earlier report has without it: a part of N601."""

import re
from collections.abc import Iterator, Sequence

from analyzer.document import Span

_HAN = "\u4e00-\u9fff"
_END = re.compile("站|院|校|厂|园区|集团|公司|铁路|工程|社|局|中心|馆")
_AROUND = 4  # characters on both sides that must stand together in the earlier report
_LEAST, _MOST = 4, 10  # characters of the name
_NAME = re.compile(rf"[{_HAN}]{{{_LEAST},{_MOST}}}")


def inserted(folded: str, earlier: Sequence[str]) -> Iterator[Span]:
    """Names in ``folded`` whose first word no report of the body holds, where the newest of the ``earlier`` has none.

    站房工程：临沅东站东区候车层 where the report before says 站房工程：东区候车层.
    """
    for m in _END.finditer(folded) if earlier else ():
        end = m.end()
        right = folded[end : end + _AROUND]
        at = earlier[0].find(right) if len(right) == _AROUND else -1
        left = earlier[0][max(0, at - _AROUND) : at] if at >= 0 else ""
        start = folded.rfind(left, end - _MOST - _AROUND, end) + _AROUND if len(left) == _AROUND else -1
        name = folded[start:end] if start >= _AROUND else ""
        if _NAME.fullmatch(name) and folded.count(name[:2]) == 1 and not any(name[:2] in e for e in earlier):
            yield Span(start, end)
