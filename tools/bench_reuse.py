"""How fast text reuse is found among many passages, in how much memory, and how much of it, against brute force.

The passages are made of the clauses of ``corpora/reports``: each body has its own, writes most of them again each period
with other figures and some other words, and takes a tenth from another body. In a second store every passage is one of 500 sentences that all bodies write.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import numpy as np

from analyzer.audit.masking import mask, own_names
from analyzer.audit.reuse import ALIKE, DRIFT, SHORTEST

ROOT = Path(__file__).parents[1]
BODIES, PERIODS, EACH = 100, 20, 100
QUERIES = 3000
CHILD = """
import sys, time, resource, duckdb
from analyzer.audit.reuse import find_reuse
connection = duckdb.connect(sys.argv[1])
connection.execute("SET memory_limit = '160MB'; SET enable_progress_bar = false")
start = time.perf_counter()
clusters = find_reuse(connection)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
print(clusters, time.perf_counter() - start, peak)
"""


def pieces(marks: str, shortest: int, longest: int) -> list[str]:
    """What stands between ``marks`` in the corpora."""
    files = sorted((ROOT / "corpora" / "reports").glob("*/*.txt"))
    words = (c for f in files for c in re.split(marks, f.read_text(encoding="utf-8")))
    return sorted({c for c in words if shortest <= len(c) <= longest})


def passage(chance: Random, pool: list[str]) -> str:
    words = [chance.choice(pool)]
    while sum(map(len, words)) < chance.randint(50, 140):
        words.append(chance.choice(pool))
    return "，".join(words) + "。"


def edited(text: str, chance: Random, pool: list[str]) -> str:
    """Other figures always; sometimes other characters, a clause more, less or moved."""
    text = re.sub(r"\d+", lambda _: str(chance.randrange(1, 2000)), text)
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("抓促推实严细真优统建") + text[at + 1 :]
    if chance.random() < 0.15:
        parts = text.rstrip("。").split("，")
        parts[chance.randrange(len(parts))] = chance.choice(pool)
        text = "，".join(parts) + "。"
    return text


def fill(connection: duckdb.DuckDBPyConnection, formulas: bool = False) -> None:
    """A store with the passages of every body and period."""
    chance, pool = Random(20260101), pieces(r"[，。；：\n]", 6, 30)
    sentences = pieces(r"(?<=。)|\n", 45, 160)
    names = [
        f"{a}{b}{u}{o}"
        for a in "白青沧浔虹鹤云石平安"
        for b in "河湾岭川溪"
        for u, o in (("县", "水利局"), ("市", "民政局"))
    ]
    written: dict[tuple[int, int], list[str]] = {}
    for period in range(PERIODS):
        for body in range(BODIES):
            now = []
            for n in range(EACH):
                kind = chance.random()
                if period == 0 or kind < 0.3:
                    now.append(chance.choice(sentences) if formulas else passage(chance, pool))
                elif kind < 0.9:
                    now.append(edited(written[body, period - 1][n], chance, pool))
                else:
                    source = written[chance.randrange(BODIES), chance.randrange(period)]
                    now.append(edited(chance.choice(source), chance, pool))
            written[body, period] = now
    reports = [
        {"path": f"{names[b]}/{p:02}.docx", "body": names[b], "period_end": date(2005 + p, 12, 31)}
        for b, p in written
    ]
    passages = [
        {"path": r["path"], "n": n, "text": text, "stop": len(text)}
        for r, texts in zip(reports, written.values(), strict=True)
        for n, text in enumerate(texts)
    ]
    connection.execute((ROOT / "analyzer/audit/schema.sql").read_text(encoding="utf-8"))
    for table, rows in (("reports", reports), ("passages", passages)):
        blank = {"VARCHAR": "''", "INTEGER": "0", "BOOLEAN": "false", "VARCHAR[]": "[]"}
        held = {
            k: np.array([r[k] for r in rows], object if isinstance(rows[0][k], str) else None)
            for k in rows[0]
        }
        held = {k: v.astype("datetime64[s]") if k == "period_end" else v for k, v in held.items()}
        connection.register("made", held)
        columns = connection.execute(f"DESCRIBE {table}").fetchall()
        chosen = [f"{n}" if n in held else f"{blank.get(t, 'NULL')} AS {n}" for n, t, *_ in columns]
        connection.execute(f"INSERT INTO {table} SELECT {', '.join(chosen)} FROM made")
        connection.unregister("made")


def shingles(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 5] for i in range(len(text) - 4))


def check(connection: duckdb.DuckDBPyConnection) -> None:
    """Print recall and precision of a sample, every likeness counted anew with sets of strings."""
    rows = connection.execute(
        "SELECT path, n, text, body, cluster, likeness FROM passages JOIN reports USING (path)"
        " LEFT JOIN reuse_passages USING (path, n) ORDER BY path, n"
    ).fetchall()
    origins = dict(connection.execute("SELECT cluster, origin FROM reuse_clusters").fetchall())
    names = {body: own_names(body) for *_, body, _, _ in rows}
    masked = [mask(text, names[body]) for _, _, text, body, _, _ in rows]
    chance = Random(1)
    queries = chance.sample([i for i, words in enumerate(masked) if len(words) >= SHORTEST], QUERIES)
    index: dict[str, list[int]] = defaultdict(list)
    for i in queries:
        for s in shingles(masked[i]):
            index[s].append(i)
    sizes = {i: len(shingles(masked[i])) for i in queries}
    found = missed = 0
    for j, words in enumerate(masked):
        own = shingles(words)
        common = Counter(i for s in own for i in index.get(s, ()))
        for i, shared in common.items():
            if shared / (sizes[i] + len(own) - shared) >= ALIKE and rows[i][3] != rows[j][3]:
                together = rows[i][4] is not None and rows[i][4] == rows[j][4]
                found, missed = found + together, missed + (not together)
    print(
        f"| recall of pairs with Jaccard >= {ALIKE} in one cluster | {found / (found + missed):.4f} of {found + missed:,} | >= 0.97 |"
    )

    members: dict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row[4] is not None:
            members[row[4]].append(i)
    right = wrong = 0
    for cluster in chance.sample(sorted(members), min(QUERIES, len(members))):
        sets = {i: shingles(masked[i]) for i in members[cluster]}
        first = next(i for i in members[cluster] if rows[i][0] == origins[cluster] and rows[i][5] == 1)
        for i, own in sets.items():
            near = any(j != i and len(own & o) / len(own | o) >= ALIKE for j, o in sets.items())
            exact = (
                abs(len(own & sets[first]) / len(own | sets[first]) - rows[i][5]) < 1e-9
                and rows[i][5] >= DRIFT
            )
            right, wrong = right + (near and exact), wrong + (not (near and exact))
    print(
        f"| precision: members near another one, likeness exact | {right / (right + wrong):.4f} of {right + wrong:,} | 1.0 |"
    )


def measured(store: str) -> tuple[int, float, float]:
    """Clusters, seconds and peak megabytes of a fresh process."""
    done = subprocess.run([sys.executable, "-c", CHILD, store], capture_output=True, text=True, check=True)
    clusters, seconds, peak = done.stdout.split()
    return int(clusters), float(seconds), float(peak)


def main() -> None:
    print("load", os.getloadavg())
    print("\n| what | measured | target |\n|---|---|---|")
    for what, formulas in (
        ("bodies with wording of their own", False),
        ("500 sentences in all bodies", True),
    ):
        with tempfile.TemporaryDirectory() as folder:
            store = str(Path(folder) / "audit.duckdb")
            with duckdb.connect(store) as connection:
                fill(connection, formulas)
            clusters, seconds, peak = measured(store)
            count = BODIES * PERIODS * EACH
            print(
                f"| reuse among {count:,} passages, {what}; {clusters:,} clusters | {seconds:.1f} s | <= 60 s |"
            )
            print(f"| the same, peak memory | {peak:,.0f} MB | <= 2,000 MB |")
            if not formulas:
                with duckdb.connect(store) as connection:
                    check(connection)
    print("\nload", os.getloadavg())


if __name__ == "__main__":
    main()
