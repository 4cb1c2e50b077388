"""The columns of the audit's store, read from its schema."""

from importlib.resources import files
from itertools import groupby

import duckdb


def columns() -> str:
    """Every table with its columns and their types, as a Markdown table."""
    lines = ["| 表 | 列 |", "|---|---|"]
    for table, rows in groupby(schema(), key=lambda row: row[0]):
        lines.append(f"| `{table}` | {'、'.join(f'`{column}`' for _, column in rows)} |")
    return "\n".join(lines)


def schema() -> list[tuple[str, str]]:
    """Table and column, in the order of the schema."""
    with duckdb.connect() as connection:
        connection.execute(files("analyzer.audit").joinpath("schema.sql").read_text("utf-8"))
        return connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY table_oid, column_index"
        ).fetchall()
