"""What the store of an audit says, the worst first: counts at once, long tables row by row."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from analyzer.document import Evidence, InputError, Period, PeriodKind, Severity, Span
from analyzer.document.audit import (
    AuditedFile,
    AuditFailure,
    AuditFigure,
    AuditFinding,
    BodyPair,
    Cluster,
    Copy,
    Followed,
    RuleCount,
    Run,
    SharedWording,
    State,
    Summary,
)
from analyzer.document.series import Indicator, Point, short_period
from analyzer.rules import RULES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_VERSION = "1"
_AT_ONCE = 1000  # rows
_TITLES = {rule.code: rule.title for rule in RULES}
_SEVERITIES = {severity.label: severity for severity in Severity}

_OPEN = "gone IS NULL AND suppressed IS NULL"
_SUPPRESSED = "gone IS NULL AND suppressed IS NOT NULL"
_GONE = "gone IS NOT NULL"
# since counts as new only where a run came before.
_NEW = f"{_OPEN} AND since = (SELECT max(run) FROM runs) AND (SELECT count(*) FROM runs) > 1"

_RUNS = (
    "SELECT run, started, finished, tool, files, reviewed, unchanged, removed, failed FROM runs ORDER BY run"
)
_FILES = f"""
WITH found AS (
    SELECT path,
        count(*) FILTER ({_OPEN} AND severity = 'error') AS errors,
        count(*) FILTER ({_OPEN} AND severity = 'warning') AS warnings,
        count(*) FILTER ({_OPEN} AND severity = 'info') AS infos,
        count(*) FILTER ({_NEW}) AS new,
        count(*) FILTER ({_SUPPRESSED}) AS suppressed
    FROM findings GROUP BY path
), failed AS (SELECT path, count(*) AS failures FROM failures GROUP BY path)
SELECT f.path, coalesce(f.same_as, ''), r.path IS NOT NULL, coalesce(r.title, ''), coalesce(r.body, ''),
    coalesce(r.kind, ''), coalesce(r.period, ''), r.period_start, r.period_end, coalesce(r.period_kind, ''), coalesce(r.characters, 0),
    coalesce(r.template, ''), coalesce(r.unread, []), f.reviewed_as IS NULL AND r.path IS NOT NULL,
    coalesce(errors, 0), coalesce(warnings, 0), coalesce(infos, 0), coalesce(new, 0), coalesce(suppressed, 0),
    coalesce(failures, 0)
FROM files f LEFT JOIN reports r USING (path) LEFT JOIN found USING (path) LEFT JOIN failed USING (path)
ORDER BY coalesce(errors, 0) DESC, coalesce(warnings, 0) DESC, coalesce(infos, 0) DESC, f.path
"""
_RULES = f"""
SELECT code, any_value(name),
    count(*) FILTER ({_OPEN} AND severity = 'error') AS errors,
    count(*) FILTER ({_OPEN} AND severity = 'warning') AS warnings,
    count(*) FILTER ({_OPEN} AND severity = 'info') AS infos,
    count(DISTINCT path) FILTER ({_OPEN}),
    count(*) FILTER ({_NEW}), count(*) FILTER ({_SUPPRESSED}), count(*) FILTER ({_GONE})
FROM findings GROUP BY code ORDER BY errors DESC, warnings DESC, infos DESC, code
"""
_FINDINGS = """
SELECT f.path, coalesce(r.body, ''), coalesce(r.kind, ''), coalesce(r.period, ''), f.code, f.name, f.severity,
    f.start, f.stop, f.place, f.text, f.sentence, f.message, f.suggestion, f.evidence, f.since, coalesce(f.suppressed, ''),
    f.since = (SELECT max(run) FROM runs) AND (SELECT count(*) FROM runs) > 1
FROM findings f LEFT JOIN reports r USING (path)
LEFT JOIN (
    SELECT path, count(*) FILTER (severity = 'error') AS errors, count(*) FILTER (severity = 'warning') AS warnings
    FROM findings WHERE {which} GROUP BY path
) USING (path)
WHERE {which}
ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
    errors DESC, warnings DESC, f.path, f.start, f.code, f.key
"""
_FIGURES = """
SELECT f.start, f.stop, f.path, coalesce(r.body, ''), coalesce(r.kind, ''), coalesce(r.period, ''), f.place, f.text,
    f.number, f.unit, f.counted, f.scope, f.approximate, f.sentence, coalesce(p.name, ''), coalesce(p.fall, false),
    coalesce(p.same, false)
FROM figures f LEFT JOIN reports r USING (path)
LEFT JOIN (
    SELECT path, start, stop, any_value(name) AS name, bool_or(fall) AS fall, bool_or(same) AS same
    FROM points JOIN indicators USING (series, n) GROUP BY path, start, stop
) p ON p.path = f.path AND p.start = f.start AND p.stop = f.stop
ORDER BY r.body, r.kind, r.position, f.path, f.n
"""
_INDICATORS = """
WITH marked AS (
    SELECT series, n, count(*) FILTER (fall) AS falls, count(*) FILTER (same) AS sames FROM points GROUP BY series, n
), told AS (
    SELECT path, start, stop, any_value(place) AS place, any_value(sentence) AS sentence FROM figures GROUP BY ALL
)
SELECT i.series, i.n, i.name, i.unit, i.section, i.cumulative, r.body, r.kind, r.path, r.period, r.period_start,
    r.period_end, r.period_kind, p.number, p.text, p.start, p.stop, coalesce(t.place, a.place, ''), coalesce(t.sentence, a.text, p.text),
    p.fall, p.same
FROM indicators i JOIN marked m USING (series, n) JOIN reports r ON r.series = i.series
LEFT JOIN points p ON p.series = i.series AND p.n = i.n AND p.path = r.path
LEFT JOIN told t ON t.path = p.path AND t.start = p.start AND t.stop = p.stop
LEFT JOIN passages a ON t.path IS NULL AND a.path = p.path AND a.start <= p.start AND p.stop <= a.stop
ORDER BY m.falls DESC, m.sames DESC, i.series, i.n, r.position, r.path
"""
_CLUSTERS = """
SELECT c.cluster, c.bodies, c.text, p.path, coalesce(r.body, ''), coalesce(r.period, ''), coalesce(a.place, ''), p.likeness
FROM reuse_clusters c JOIN reuse_passages p USING (cluster)
LEFT JOIN reports r ON r.path = p.path LEFT JOIN passages a ON a.path = p.path AND a.n = p.n
ORDER BY c.bodies DESC, c.passages DESC, c.cluster, p.path <> c.origin, r.period_end, p.path, p.n
"""
_SHARED = """
SELECT s.path, coalesce(r.body, ''), coalesce(r.period, ''), s.origin, coalesce(o.body, ''), coalesce(o.period, ''),
    s.shared, s.share
FROM reuse_reports s LEFT JOIN reports r ON r.path = s.path LEFT JOIN reports o ON o.path = s.origin
ORDER BY s.share DESC, s.shared DESC, s.path, s.origin
"""
_PAIRS = """
SELECT coalesce(r.body, ''), coalesce(o.body, ''), count(DISTINCT s.path), sum(s.shared)::BIGINT, max(s.share)
FROM reuse_reports s LEFT JOIN reports r ON r.path = s.path LEFT JOIN reports o ON o.path = s.origin
GROUP BY ALL ORDER BY 4 DESC, 1, 2
"""
_FAILURES = """
SELECT f.path, coalesce(r.body, ''), f.step, f.cause, f.error FROM failures f LEFT JOIN reports r USING (path)
ORDER BY CASE f.step WHEN 'read' THEN 0 WHEN 'review' THEN 1 WHEN 'follow' THEN 2 ELSE 3 END, f.path, f.step
"""
_CAUSES = "SELECT cause, count(*) FROM failures GROUP BY cause ORDER BY 2 DESC, 1"


def summarise(connection: "DuckDBPyConnection") -> Summary:
    """All that the store behind ``connection`` says; long tables are read when they are asked for.

    Raises:
        InputError: it is no store of this version, or nothing has been audited into it.
    """
    from duckdb import CatalogException

    try:
        meta = dict(_rows(connection, "SELECT name, value FROM meta"))
    except CatalogException as error:
        raise InputError("这个文件不是检查结果库，请用 audit 命令生成的库文件。") from error
    if meta.get("schema") != _VERSION:
        raise InputError("检查结果库的版本不同，请用现在的程序重新运行 audit 命令。")
    runs = tuple(Run(*row) for row in _rows(connection, _RUNS))
    if not runs:
        raise InputError("检查结果库里还没有结果，请先运行 audit 命令。")
    return Summary(
        folder=meta.get("folder", ""),
        runs=runs,
        files=tuple(_file(*row) for row in _rows(connection, _FILES)),
        rules=tuple(
            RuleCount(row[0], _TITLES.get(row[0], row[1]), *row[2:]) for row in _rows(connection, _RULES)
        ),
        pairs=tuple(BodyPair(*row) for row in _rows(connection, _PAIRS)),
        causes=tuple((cause, n) for cause, n in _rows(connection, _CAUSES)),
        cluster_count=next(_rows(connection, "SELECT count(*) FROM reuse_clusters"))[0],
        findings=partial(_findings, connection, _OPEN, State.OPEN),
        suppressed=partial(_findings, connection, _SUPPRESSED, State.SUPPRESSED),
        gone=partial(_findings, connection, _GONE, State.GONE),
        figures=partial(_figures, connection),
        indicators=partial(_indicators, connection),
        clusters=partial(_clusters, connection),
        shared=lambda: (SharedWording(*row) for row in _rows(connection, _SHARED)),
        failures=lambda: (AuditFailure(*row) for row in _rows(connection, _FAILURES)),
    )


def _rows(connection: "DuckDBPyConnection", query: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.cursor()  # of its own, so that several tables can be read side by side
    try:
        cursor.execute(query)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows
    finally:
        cursor.close()


def _file(path: str, same_as: str, recognised: bool, *rest: Any) -> AuditedFile:
    title, body, kind, period, start, end, length, characters, template, unread, *counts = rest
    short = _short(period, start, end, length)
    return AuditedFile(
        path, same_as, recognised, title, body, kind, period, short, start, end, characters, template, tuple(unread), *counts,
    )  # fmt: skip


def _findings(connection: "DuckDBPyConnection", which: str, state: State) -> Iterator[AuditFinding]:
    for row in _rows(connection, _FINDINGS.format(which=which)):
        path, body, kind, period, code, name, severity, start, stop, place, text, sentence, *said = row
        message, advice, evidence, since, reason, new = said
        yield AuditFinding(
            path=path,
            body=body,
            kind=kind,
            period=period,
            code=code,
            title=_TITLES.get(code, name),
            severity=_SEVERITIES[severity],
            state=State.NEW if new and state is State.OPEN else state,
            span=Span(start, stop),
            place=place,
            text=text,
            sentence=sentence,
            message=message,
            suggestion=advice,
            evidence=tuple(_evidence(e) for e in json.loads(evidence or "[]")),
            since=since,
            reason=reason,
        )


def _evidence(one: dict[str, Any]) -> Evidence:
    return Evidence(
        str(one.get("text", "")),
        Span(int(one.get("start", 0)), int(one.get("end", 0))),
        str(one.get("source") or ""),
    )


def _figures(connection: "DuckDBPyConnection") -> Iterator[AuditFigure]:
    for row in _rows(connection, _FIGURES):
        start, stop, *rest = row
        yield AuditFigure(Span(start, stop), *rest)


def _indicators(connection: "DuckDBPyConnection") -> Iterator[Followed]:
    for key, group in groupby(_rows(connection, _INDICATORS), key=lambda row: row[:6]):
        rows = list(group)
        points = tuple(_point(*row[13:]) for row in rows)
        if any(points):
            name, unit, section, cumulative = key[2:]
            yield Followed(
                body=rows[0][6],
                kind=rows[0][7],
                indicator=Indicator(name, unit, section, cumulative, points),
                periods=tuple(row[9] for row in rows),
                short=tuple(_short(*row[9:13]) for row in rows),
                ends=tuple(row[11] for row in rows),
                paths=tuple(row[8] for row in rows),
            )


def _point(
    number: Any, text: str, start: int, stop: int, place: str, sentence: str, fall: bool, same: bool
) -> Point | None:
    if number is None:
        return None
    at = max(0, sentence.find(text))
    return Point(number, Span(start, stop), text, place, sentence, at, fall=fall, same=same)


def _clusters(connection: "DuckDBPyConnection") -> Iterator[Cluster]:
    for (number, bodies, text), group in groupby(_rows(connection, _CLUSTERS), key=lambda row: row[:3]):
        yield Cluster(number, bodies, text, tuple(Copy(*row[3:]) for row in group))


def _short(words: str, start: date | None, end: date | None, length: str) -> str:
    """A period in few characters, for the foot of a plot and the head of a narrow column."""
    if start is None or end is None or not length:
        return words or "期间不明"
    return short_period(Period(start, end, PeriodKind(length)))
