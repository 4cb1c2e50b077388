"""Passages that reports of different bodies have in common, in a store: which, whose they were first, how alike.

Passages are compared by their masked wording, so that other figures, dates and names make no other passage. Equal wordings
are one; unlike ones that share a band of their MinHash are compared exactly, and those with a Jaccard of ``ALIKE`` or more
are linked. What hangs together is a cluster; its first passage by date is the origin. Wording of the template, of one body
alone, and formulas that many bodies write are no reuse.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from analyzer.audit import minhash
from analyzer.audit.bodies import true_names
from analyzer.audit.masking import mask, own_names
from analyzer.document.own_body import bare

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.8
"""Jaccard of the shingles of two masked passages from which one is taken to be the other's."""
DRIFT = 0.6
"""A passage less alike to the origin than this leaves the cluster that it was linked to, and is one with those that leave too."""
SHORTEST, LONGEST = 20, 4000
"""Masked characters below which a passage says nothing, and beyond which it is not looked at."""
FORMULA_BODIES, FORMULA_SHARE, FORMULA_MOST = 8, 0.2, 30
"""A passage of more than 8 bodies and of more than a fifth of all is a formula, one of more than 30 always; so are its variants."""
PASSAGES, SHARE = 2, 0.1
"""Two reports are shown with so many passages in common or with such a share of the younger one's own wording."""

_BATCH = 16_384  # wordings at a time
_PAIRS = 65_536  # pairs at a time
_NEAR, _FIRST = 24, 4  # in a bucket, a wording is compared with so many after it and with the first ones

_EMPTY = """
CREATE TEMP TABLE reuse_owners (path VARCHAR, owner INTEGER);
CREATE TEMP TABLE reuse_bands (key UBIGINT, id INTEGER);
CREATE TEMP TABLE reuse_clustered (id INTEGER, family INTEGER, origin INTEGER, likeness DOUBLE)
"""
_SAID = f"""
CREATE TEMP TABLE reuse_said AS
SELECT p.path, p.n, b.owner, r.period_end, left(reuse_mask(p.text, r.body), {LONGEST}) AS masked
FROM passages p JOIN reports r USING (path) JOIN reuse_owners b ON b.path = r.path
WHERE NOT p.standing AND length(p.text) >= {SHORTEST};

CREATE TEMP TABLE reuse_wordings AS
SELECT (row_number() OVER (ORDER BY masked) - 1)::INTEGER AS id, masked,
    CASE WHEN min(owner) = max(owner) THEN min(owner) ELSE -1 END AS owner,
    min(age) AS age
FROM (SELECT *, row_number() OVER (ORDER BY period_end NULLS LAST, path, n) AS age FROM reuse_said)
WHERE length(masked) >= {SHORTEST} GROUP BY masked ORDER BY masked
"""
# A wording meets those after it in its bucket and the first ones; in a bucket of 25 or fewer that is each with each.
# Two wordings of one body alone are none of ours.
_CANDIDATES = f"""
CREATE TEMP TABLE reuse_pairs AS
WITH ranked AS (
    SELECT key, id, owner, row_number() OVER bucket AS rank, count(*) OVER (PARTITION BY key) AS size
    FROM reuse_bands JOIN reuse_wordings USING (id)
    WINDOW bucket AS (PARTITION BY key ORDER BY id)
    QUALIFY size > 1
), wanted AS (
    SELECT key, id, owner, unnest(list_distinct(
        range(rank + 1, least(rank + {_NEAR}, size) + 1) || range(1, least(rank - 1, {_FIRST}) + 1))) AS rank FROM ranked
)
SELECT *, row_number() OVER (ORDER BY one, other) - 1 AS n FROM (
    SELECT DISTINCT least(a.id, b.id) AS one, greatest(a.id, b.id) AS other
    FROM wanted a JOIN ranked b USING (key, rank)
    WHERE a.owner <> b.owner OR a.owner = -1
)
ORDER BY n
"""
_STORED = f"""
CREATE TEMP TABLE reuse_found AS
WITH members AS (
    SELECT s.path, s.n, s.owner, s.period_end, c.family, c.origin, c.likeness
    FROM reuse_said s JOIN reuse_wordings w USING (masked) JOIN reuse_clustered c USING (id)
), shared AS (
    SELECT origin FROM members GROUP BY origin HAVING count(DISTINCT owner) > 1
), rare AS (
    SELECT family FROM members GROUP BY family HAVING count(DISTINCT owner) <= least({FORMULA_MOST}, greatest(
        {FORMULA_BODIES}, {FORMULA_SHARE} * (SELECT count(DISTINCT owner) FROM reuse_owners)))
), ordered AS (
    SELECT *, row_number() OVER (PARTITION BY origin ORDER BY period_end NULLS LAST, path, n) AS place
    FROM members JOIN shared USING (origin) JOIN rare USING (family)
), numbered AS (
    SELECT origin, row_number() OVER (ORDER BY period_end NULLS LAST, path, n)::INTEGER AS cluster
    FROM ordered WHERE place = 1
)
SELECT cluster, path, n, owner, period_end, likeness, place FROM ordered JOIN numbered USING (origin);

DELETE FROM reuse_clusters; DELETE FROM reuse_passages; DELETE FROM reuse_reports;

INSERT INTO reuse_clusters
SELECT f.cluster, c.passages, c.bodies, f.path, p.text
FROM reuse_found f JOIN passages p USING (path, n)
JOIN (SELECT cluster, count(*) AS passages, count(DISTINCT owner) AS bodies FROM reuse_found GROUP BY cluster) c USING (cluster)
WHERE f.place = 1 ORDER BY f.cluster;

INSERT INTO reuse_passages SELECT cluster, path, n, likeness FROM reuse_found ORDER BY cluster, path, n;

-- Of the reports of one other body, the one that shares most with a report, and of those the oldest.
INSERT INTO reuse_reports
WITH parts AS (
    SELECT f.cluster, f.path, f.owner, f.period_end, count(*) AS passages, sum(length(p.text)) AS characters
    FROM reuse_found f JOIN passages p USING (path, n) GROUP BY ALL
), own AS (
    SELECT path, sum(length(text)) AS characters FROM passages WHERE NOT standing GROUP BY path
), pairs AS (
    SELECT y.path, o.path AS origin, o.owner, o.period_end, sum(y.passages) AS passages, sum(y.characters) AS shared
    FROM parts y JOIN parts o ON o.cluster = y.cluster AND o.owner <> y.owner
        AND (o.period_end < y.period_end OR (o.path < y.path AND (o.period_end < y.period_end) IS NOT TRUE
            AND (o.period_end > y.period_end) IS NOT TRUE))
    GROUP BY y.path, o.path, o.owner, o.period_end
    QUALIFY row_number() OVER (
        PARTITION BY y.path, o.owner ORDER BY sum(y.characters) DESC, o.period_end NULLS LAST, o.path) = 1
)
SELECT path, origin, shared, shared / characters FROM pairs JOIN own USING (path)
WHERE passages >= {PASSAGES} OR shared >= {SHARE} * characters ORDER BY path, origin
"""
_TABLES = ("owners", "said", "wordings", "bands", "pairs", "clustered", "found")


def find_reuse(connection: "duckdb.DuckDBPyConnection") -> int:
    """Replace the three tables of reuse by what ``passages`` and ``reports`` hold now; returns the number of clusters.

    The same content gives the same tables, in whatever order it was written. It is one transaction, and none may be open.
    What does not fit into the connection's ``memory_limit`` (160 MB is enough for half a million passages) goes to its
    temporary directory.
    """
    names = cache(own_names)
    connection.create_function(
        "reuse_mask", lambda text, body: mask(text, names(body)), ["VARCHAR", "VARCHAR"], "VARCHAR"
    )
    try:
        connection.begin()
        try:
            count = _fill(connection)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
    finally:
        connection.remove_function("reuse_mask")
    return count


def _fill(connection: "duckdb.DuckDBPyConnection") -> int:
    connection.execute(_EMPTY)
    _read_wordings(connection)
    one, other = _links(connection)
    _append(connection, "reuse_clustered", _clusters(connection, one, other))
    connection.execute(_STORED)
    for table in _TABLES:
        connection.execute(f"DROP TABLE reuse_{table}")
    return _count(connection, "reuse_clusters")


def _read_wordings(connection: "duckdb.DuckDBPyConnection") -> None:
    """Mask the passages, number their distinct wordings in order, and note each one's body and age."""
    import numpy as np

    reports = connection.execute("SELECT path, body FROM reports ORDER BY path").fetchall()
    numbers: dict[str, int] = {}
    meant = true_names(Counter(body for _, body in reports))
    owners = [
        numbers.setdefault(bare(meant.get(body, body)) or f"/{path}", len(numbers)) for path, body in reports
    ]
    columns: dict[str, NDArray[Any]] = {
        "path": np.array([path for path, _ in reports], object),
        "owner": np.array(owners, np.int32),
    }
    _append(connection, "reuse_owners", columns)
    connection.execute(_SAID)


def _links(connection: "duckdb.DuckDBPyConnection") -> "tuple[NDArray[np.int32], NDArray[np.int32]]":
    """The pairs of wordings that are alike, as two columns."""
    import numpy as np

    count = _count(connection, "reuse_wordings")
    for start in range(0, count, _BATCH):
        ids = np.arange(start, min(start + _BATCH, count), dtype=np.int32)
        keys = minhash.band_keys(_texts(connection, ids))
        columns: dict[str, NDArray[Any]] = {"key": keys.ravel(), "id": np.repeat(ids, minhash.BANDS)}
        _append(connection, "reuse_bands", columns)
    connection.execute(_CANDIDATES)
    alike: list[NDArray[np.int32]] = [np.empty((0, 2), np.int32)]
    for start in range(0, _count(connection, "reuse_pairs"), _PAIRS):
        pairs = connection.execute(
            "SELECT one, other FROM reuse_pairs WHERE n >= ? AND n < ?", [start, start + _PAIRS]
        ).fetchnumpy()
        one, other = pairs["one"], pairs["other"]
        kept = _likeness(connection, one, other) >= ALIKE
        alike.append(np.column_stack((one[kept], other[kept])))
    links = np.concatenate(alike)
    return links[:, 0], links[:, 1]


def _clusters(
    connection: "duckdb.DuckDBPyConnection", one: "NDArray[np.int32]", other: "NDArray[np.int32]"
) -> "Mapping[str, NDArray[Any]]":
    """The wordings that hang together: each with its origin, the oldest of them, and how alike it is to that."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    wordings = connection.execute("SELECT owner, age FROM reuse_wordings ORDER BY id").fetchnumpy()
    by_age = np.argsort(wordings["age"])
    origin = np.full(len(by_age), -1, np.int32)
    likeness = np.zeros(len(by_age))
    family = origin.copy()
    pending = wordings["owner"] == -1
    pending[one] = pending[other] = True
    while pending.any():
        within = pending[one] & pending[other]
        links = coo_array(
            (np.ones(within.sum(), bool), (one[within], other[within])), shape=(len(by_age),) * 2
        )
        _, labels = connected_components(links, directed=False)
        _, oldest = np.unique(labels[by_age], return_index=True)
        ids = np.flatnonzero(pending).astype(np.int32)
        # What leaves a cluster keeps its family: variants of a formula are formulas.
        family[ids] = np.where(family[ids] < 0, labels[ids], family[ids])
        firsts = by_age[oldest][labels[ids]].astype(np.int32)
        alike = _likeness(connection, ids, firsts)
        stay = alike >= DRIFT
        origin[ids[stay]], likeness[ids[stay]] = firsts[stay], alike[stay]
        pending[ids[stay]] = False
    found = np.flatnonzero(origin >= 0).astype(np.int32)
    return {"id": found, "family": family[found], "origin": origin[found], "likeness": likeness[found]}


def _likeness(
    connection: "duckdb.DuckDBPyConnection", one: "NDArray[np.int32]", other: "NDArray[np.int32]"
) -> "NDArray[np.float64]":
    """The exact Jaccard of each pair of wordings."""
    import numpy as np

    found = np.empty(len(one))
    for start in range(0, len(one), _PAIRS):
        part = slice(start, start + _PAIRS)
        ids, places = np.unique(np.concatenate((one[part], other[part])), return_inverse=True)
        left, right = np.split(places, 2)
        found[part] = minhash.jaccard(_texts(connection, ids), left, right)
    return found


def _texts(connection: "duckdb.DuckDBPyConnection", ids: "NDArray[np.int32]") -> list[str]:
    """The wordings with these numbers, which ascend."""
    connection.register("reuse_columns", {"id": ids})
    rows = connection.execute("SELECT masked FROM reuse_wordings JOIN reuse_columns USING (id) ORDER BY id")
    texts = list(rows.fetchnumpy()["masked"])
    connection.unregister("reuse_columns")
    return texts


def _append(
    connection: "duckdb.DuckDBPyConnection", table: str, columns: "Mapping[str, NDArray[Any]]"
) -> None:
    connection.register("reuse_columns", columns)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM reuse_columns")
    connection.unregister("reuse_columns")


def _count(connection: "duckdb.DuckDBPyConnection", table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
