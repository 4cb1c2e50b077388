"""R901: what to say of a passage that another body's report has, too."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.audit.bodies import true_names
from analyzer.audit.reuse import SHARE
from analyzer.audit.rows import Row
from analyzer.audit.store import REUSE
from analyzer.document import Severity
from analyzer.document.own_body import bare

if TYPE_CHECKING:
    import duckdb

CODE, NAME, TITLE = REUSE, "near-duplicate", "与别的单位的报告雷同"
PAGE = """报告里的一段与别的单位更早的报告几乎一样：数字、日期、地名和单位名称换成了自己的，话还是人家的。

只在审计一个文件夹时查，因为要有许多单位的报告才比得出来。比较时不计数字、日期和名称；模板的措辞、许多单位都写的套话不算。
雷同的一段在 80 字以上，或者两家报告多处雷同的，是警告；先后不能确定的、短的只作提示。

依据：审核实务（汇报材料应当反映本单位实际，不得照抄照搬）。"""
LONG, SHORT = 80, 40
"""Characters of a passage that is a warning by itself, and of one that is not worth a warning at all."""

# Every passage beside the first of its cluster; the first is the first that its report has.
_BESIDE = """
SELECT m.path, m.n, p.start, p.stop, p.place, p.text, m.likeness, c.origin, r.body, o.title, o.body, o.period, o.kind,
    q.place, q.start, q.stop, q.text, coalesce(o.period_end < r.period_end, false), coalesce(s.share, 0)
FROM reuse_passages m JOIN reuse_clusters c USING (cluster)
JOIN (SELECT cluster, path, min(n) AS n FROM reuse_passages GROUP BY ALL) f ON f.cluster = c.cluster AND f.path = c.origin
JOIN passages p ON p.path = m.path AND p.n = m.n JOIN passages q ON q.path = f.path AND q.n = f.n
JOIN reports r ON r.path = m.path JOIN reports o ON o.path = c.origin
LEFT JOIN (
    SELECT x.path, y.body, max(x.share) AS share FROM reuse_reports x JOIN reports y ON y.path = x.origin
    WHERE y.body <> '' GROUP BY ALL
) s ON s.path = m.path AND s.body = o.body
WHERE m.path <> c.origin
ORDER BY m.path, m.n
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a report: ``start`` and ``stop`` are offsets into the report's text."""

    path: str
    start: int
    stop: int
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Reused:
    """A passage that an older report of another body has, or one of the same or of unknown date.

    ``likeness`` is the Jaccard of its masked shingles with those of the ``origin``.
    """

    passage: Passage
    origin: Passage
    severity: Severity
    message: str
    likeness: float


def reused_passages(connection: "duckdb.DuckDBPyConnection") -> Iterator[Reused]:
    """The findings of R901 as the tables of reuse stand, by path and place; an origin's own passages give none.

    A warning is where the origin is older and either the passage is long or the two bodies' reports have much in common.
    """
    counts = connection.execute("SELECT body, count(*) FROM reports GROUP BY body").fetchall()
    meant = true_names(dict(counts))
    for row in connection.execute(_BESIDE).fetchall():
        path, _, start, stop, place, text, likeness, origin, own, title, body, period, kind, *rest = row
        their_place, their_start, their_stop, their_text, older, share = rest
        if body and bare(meant.get(body, body)) == bare(meant.get(own, own)):
            continue
        name = f"{body}{period}{kind or '报告'}" if body else f"“{title or origin}”"
        order = "" if older else "，两份报告孰先孰后不能确定"
        weighty = len(text) >= LONG or (len(text) >= SHORT and share >= SHARE)
        yield Reused(
            Passage(path, start, stop, place, text),
            Passage(origin, their_start, their_stop, their_place, their_text),
            Severity.WARNING if older and weighty else Severity.INFO,
            f"与{name}{their_place}{_percent(likeness)}相同（数字、日期和名称不计）{order}。",
            likeness,
        )


def finding_rows(connection: "duckdb.DuckDBPyConnection", severity: Severity | None = None) -> Iterator[Row]:
    """The same as rows of ``findings``, with keys that survive other figures in the passage; all of a ``severity`` given."""
    seen: Counter[str] = Counter()
    for found in reused_passages(connection):
        here, origin = found.passage, found.origin
        words = re.sub(r"[\W\d]+", "", here.text)[:60]
        key = f"{CODE}-{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:12]}"
        seen[f"{here.path} {key}"] += 1
        nth = seen[f"{here.path} {key}"]
        evidence = {"source": origin.path, "start": origin.start, "end": origin.stop, "text": origin.text}
        yield (
            here.path,
            key + (f"-{nth}" if nth > 1 else ""),
            CODE,
            NAME,
            (found.severity if severity is None else severity).label,
            here.start,
            here.stop,
            here.place,
            here.text,
            here.text,
            0,
            found.message,
            "写成本单位自己的情况；确属统一口径的，不必处理",
            json.dumps([evidence], ensure_ascii=False, separators=(",", ":")),
        )


def _percent(likeness: float) -> str:
    """In whole hundredths, rounded down: only what is equal is 100%."""
    return f"{int(likeness * 100 + 1e-9)}%"
