"""What an analyst asks of a store: findings under a condition of her own, and whole tables as files."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from analyzer.audit.store import connect
from analyzer.document import InputError

if TYPE_CHECKING:
    import duckdb

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FINDINGS = (
    "SELECT f.path, r.body, r.kind, r.period, f.code, f.name, f.severity, f.place, f.text, f.message, f.suggestion, "
    "f.sentence, f.start, f.stop, f.key, f.since, f.gone, f.suppressed, r.series, r.position, r.period_start, r.period_end, "
    "r.template FROM findings f LEFT JOIN reports r USING (path)"
)
COLUMNS = (
    "path",
    "body",
    "period",
    "code",
    "severity",
    "place",
    "text",
    "message",
    "suggestion",
    "since",
    "gone",
    "suppressed",
)
"""The columns of the findings that are given back; a condition may speak of more."""

Values = tuple[object, ...]


def findings(store: Path, condition: str = "gone IS NULL") -> list[Values]:
    """The findings for which the SQL ``condition`` holds, in the order of path and place; ``COLUMNS`` of each.

    The condition sees the columns of ``findings`` and, of its report, body, kind, period, series and template. It can
    change nothing and reaches no other file.

    Raises:
        InputError: there is no such store or the condition is not understood.
    """
    import duckdb

    with connect(store, read_only=True) as connection:
        connection.execute(
            "SET enable_external_access = false; SET memory_limit = '1GB'; SET lock_configuration = true"
        )
        query = f"SELECT {', '.join(COLUMNS)} FROM ({_FINDINGS}) WHERE (\n{condition}\n) ORDER BY path, start, code"
        try:
            if len(duckdb.extract_statements(query)) != 1:
                raise InputError("--where 只能是一个条件，不能有分号隔开的几条语句。")
            return connection.execute(query).fetchall()
        except duckdb.Error as error:
            raise InputError(
                f"--where 的条件{_why(error)}（{str(error).partition(chr(10))[0]}）。"
            ) from error


def _why(error: Exception) -> str:
    import duckdb

    match error:
        case duckdb.ParserException():
            return "写法不对"
        case duckdb.BinderException() | duckdb.CatalogException():
            return "用了没有的列或函数"
        case duckdb.PermissionException() | duckdb.InvalidInputException():
            return "做了不允许的事"
        case _:
            return "执行不了"


def tables(store: Path) -> list[str]:
    """The names of the store's tables."""
    with connect(store, read_only=True) as connection:
        return _tables(connection)


def _tables(connection: "duckdb.DuckDBPyConnection") -> list[str]:
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name"
    ).fetchall()
    return [str(name) for (name,) in rows]


def export(store: Path, table: str, form: str, file: BinaryIO, scratch: Path) -> int:
    """Write a whole ``table`` to ``file`` as parquet, csv or jsonl; the number of rows. ``scratch`` is a free name beside it.

    Raises:
        InputError: there is no such store or table.
    """
    with connect(store, read_only=True) as connection:
        if table not in (known := _tables(connection)):
            raise InputError(f"库里没有“{table}”这张表，有的是：{'、'.join(known)}。")
        if form == "parquet":
            return _parquet(connection, table, file, scratch)
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description or ()]
        count = 0
        if form == "csv":
            file.write(("\ufeff" + _line(names)).encode())
        while rows := cursor.fetchmany(4096):
            count += len(rows)
            lines = map(_line, rows) if form == "csv" else (_object(names, row) for row in rows)
            file.write("".join(lines).encode("utf-8", "replace"))
        return count


def _parquet(connection: "duckdb.DuckDBPyConnection", table: str, file: BinaryIO, scratch: Path) -> int:
    target = str(scratch).replace("'", "''")
    try:
        connection.execute(f"COPY \"{table}\" TO '{target}' (FORMAT parquet)")
        with scratch.open("rb") as made:
            while block := made.read(1 << 20):
                file.write(block)
    finally:
        scratch.unlink(missing_ok=True)
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0])


def to_csv(names: Sequence[str], rows: Sequence[Values]) -> str:
    """Rows under their ``names``. What a spreadsheet would run as a formula gets a ``'`` before it."""
    return "".join([_line(names), *map(_line, rows)])


def to_json(names: Sequence[str], rows: Sequence[Values]) -> Iterator[str]:
    """Each row as a JSON object on a line of its own."""
    return (_object(names, row) for row in rows)


def _line(row: Sequence[object]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow([_cell(v) for v in row])
    return stream.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = "；".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _object(names: Sequence[str], row: Sequence[object]) -> str:
    values = {n: _plain(v) for n, v in zip(names, row, strict=True)}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date | datetime) else value
