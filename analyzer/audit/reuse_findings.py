"""R901: what to say of a passage that another body's report has, too."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.audit.reuse import SHARE
from analyzer.document import Severity
from analyzer.document.own_body import bare

if TYPE_CHECKING:
    import duckdb

LONG, SHORT = 80, 40
"""Characters of a passage that is a warning by itself, and of one that is not worth a warning at all."""

# Every passage beside the first of its cluster; the first is the first that its report has.
_BESIDE = """
SELECT m.path, m.n, p.start, p.stop, m.likeness, c.origin, r.body, o.title, o.body, o.period, o.kind, q.place,
    coalesce(o.period_end < r.period_end, false), length(p.text), coalesce(s.share, 0)
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
class Reused:
    """A passage that an older report of another body has, or one of the same or of unknown date.

    ``start`` and ``stop`` are offsets into the report's text, ``likeness`` is the Jaccard with the passage of ``origin``.
    """

    path: str
    n: int
    start: int
    stop: int
    severity: Severity
    message: str
    origin: str
    likeness: float


def reused_passages(connection: "duckdb.DuckDBPyConnection") -> Iterator[Reused]:
    """The findings of R901 as the tables of reuse stand, by path and place; an origin's own passages give none.

    A warning is where the origin is older and either the passage is long or the two bodies' reports have much in common.
    """
    rows = connection.execute(_BESIDE).fetchall()
    for (
        path,
        n,
        start,
        stop,
        likeness,
        origin,
        own,
        title,
        body,
        period,
        kind,
        place,
        older,
        length,
        share,
    ) in rows:
        if body and bare(body) == bare(own):
            continue
        name = f"{body}{period}{kind or '报告'}" if body else f"“{title or origin}”"
        order = "" if older else "，两份报告孰先孰后不能确定"
        message = f"与{name}{place}{_percent(likeness)}相同（数字、日期和名称不计）{order}。"
        weighty = length >= LONG or (length >= SHORT and share >= SHARE)
        severity = Severity.WARNING if older and weighty else Severity.INFO
        yield Reused(path, n, start, stop, severity, message, origin, likeness)


def _percent(likeness: float) -> str:
    """In whole hundredths, rounded down: only what is equal is 100%."""
    return f"{int(likeness * 100 + 1e-9)}%"
