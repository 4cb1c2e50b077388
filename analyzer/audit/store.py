"""The DuckDB file that an audit fills: opening it, and writing whole batches or nothing."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from analyzer.audit.rows import Row, Rows
from analyzer.document import InputError, Span, Suppression

if TYPE_CHECKING:
    import duckdb

SCHEMA = 1
"""The version of the tables in ``schema.sql``."""

REUSE = "R901"
"""The code of findings that come from many reports together."""

_OF_A_REVIEW = ("earlier", "sections", "passages", "figures", "slot_values", "failures")
_MEMORY, _MEMORY_OF_A_THREAD = 96, 32  # MB that DuckDB may hold of the file, which may be much larger


def connect(path: Path, *, read_only: bool = False) -> "duckdb.DuckDBPyConnection":
    """A connection to the store at ``path``; a new one is made unless ``read_only``.

    Raises:
        InputError: it is no store, one of another version, or another process writes it.
    """
    import duckdb

    if read_only and not path.is_file():
        raise InputError(f"没有“{path}”这个文件，请先用 audit 审计一个文件夹。")
    fresh = not path.exists()
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as error:
        raise InputError(_why(path, str(error))) from error
    except duckdb.Error as error:
        raise InputError(f"“{path}”不是审计结果库或已损坏，请换一个文件名。") from error
    try:
        if fresh:
            connection.begin()
            connection.execute(files("analyzer.audit").joinpath("schema.sql").read_text("utf-8"))
            connection.execute("INSERT INTO meta VALUES ('schema', ?)", [str(SCHEMA)])
            connection.commit()
        version = _version(connection)
    except BaseException:
        connection.close()
        raise
    if version != str(SCHEMA):
        connection.close()
        what = f"是第 {version} 版的审计结果库，本程序用第 {SCHEMA} 版" if version else "不是审计结果库"
        raise InputError(f"“{path}”{what}，请换一个文件名重新审计。")
    return connection


def _version(connection: "duckdb.DuckDBPyConnection") -> str:
    import duckdb

    try:
        # All rows: a result that is not read to its end blocks the connection for who gets it.
        rows = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchall()
    except duckdb.CatalogException:
        return ""
    return rows[0][0] if rows else ""


def _why(path: Path, error: str) -> str:
    if "lock" in error:
        return f"“{path}”正被另一个程序使用，请等它结束后再试。"
    if "not a valid DuckDB" in error:
        return f"“{path}”不是审计结果库，请换一个文件名。"
    return f"“{path}”打不开，请检查文件夹、权限和磁盘空间。"


class Store:
    """The store as the one process that writes it sees it."""

    def __init__(self, path: Path, folder: Path, threads: int = 1) -> None:
        self.connection = connect(path)
        try:
            threads = max(1, int(threads))
            memory = _MEMORY + threads * _MEMORY_OF_A_THREAD
            self.connection.execute(f"SET memory_limit = '{memory}MB'; SET threads = {threads}")
            self._types = self._columns()
            audited = self.meta("folder")
            if audited and audited != str(folder):
                raise InputError(f"“{path}”里是文件夹“{audited}”的审计结果，请用 --store 给另一个文件名。")
            self.set_meta("folder", str(folder))
        except BaseException:
            self.connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def _columns(self) -> dict[str, list[tuple[str, str]]]:
        columns: dict[str, list[tuple[str, str]]] = {}
        for table, name, kind in self.rows(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"
        ):
            columns.setdefault(str(table), []).append((str(name), str(kind)))
        return columns

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that ``query`` gives."""
        return self.connection.execute(query, list(values)).fetchall()

    def meta(self, name: str) -> str:
        """What ``meta`` says of ``name``, empty where it says nothing."""
        found = self.rows("SELECT value FROM meta WHERE name = ?", [name])
        return str(found[0][0]) if found else ""

    def set_meta(self, name: str, value: str) -> None:
        """Let ``meta`` say ``value`` of ``name``."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All that is written within is kept together, or none of it."""
        self.connection.begin()
        try:
            yield
            self.connection.commit()
        except BaseException:
            self.connection.rollback()
            raise

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows: a column at a time, which is two hundred times as fast as a row at a time."""
        if not rows:
            return
        types = [kind for _, kind in self._types[table]][: len(rows[0])]
        names = ", ".join(name for name, _ in self._types[table][: len(rows[0])])
        columns = ", ".join(f"unnest(?::{kind}[], max_depth := 1)" for kind in types)
        values = [_storable(list(column)) for column in zip(*rows, strict=True)]
        self.connection.execute(f"INSERT INTO {table} ({names}) SELECT {columns}", values)

    def remove(self, table: str, paths: Sequence[str]) -> None:
        """Delete what ``table`` has of ``paths``."""
        self.connection.execute(
            f"DELETE FROM {table} WHERE path IN (SELECT unnest(?::VARCHAR[]))", [list(paths)]
        )

    def forget(self, paths: Sequence[str], run: int, *, unread: bool = True) -> None:
        """Drop what is known of reports but for their findings, which are gone as of ``run``."""
        for table in (*_OF_A_REVIEW, *(("reports",) if unread else ())):
            self.remove(table, paths)
        self.connection.execute(
            "UPDATE findings SET gone = ? WHERE gone IS NULL AND path IN (SELECT unnest(?::VARCHAR[]))",
            [run, list(paths)],
        )

    def add_findings(self, paths: Sequence[str], rows: Sequence[Row], run: int) -> None:
        """Put in the findings of ``paths``: those that were there keep their ``since``, those that are not there are gone.

        Reuse is a matter of many reports and is left as it stands.
        """
        self._renew(f"path IN (SELECT unnest(?::VARCHAR[])) AND code <> '{REUSE}'", [list(paths)], rows, run)

    def set_reuse(self, rows: Sequence[Row], run: int) -> None:
        """Put in the findings of reuse of all reports, as ``add_findings`` does."""
        self._renew(f"code = '{REUSE}'", [], rows, run)

    def _renew(self, which: str, values: list[object], rows: Sequence[Row], run: int) -> None:
        known = {
            (path, key): since
            for path, key, since in self.rows(
                f"SELECT path, key, since FROM findings WHERE gone IS NULL AND {which}", values
            )
        }
        self.connection.execute(
            "DELETE FROM findings WHERE (path, key) IN (SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]))",
            [[row[0] for row in rows], [row[1] for row in rows]],
        )
        self.connection.execute(
            f"UPDATE findings SET gone = ? WHERE gone IS NULL AND {which}", [run, *values]
        )
        self.add("findings", [(*row, known.get((row[0], row[1]), run), None, None) for row in rows])

    def suppress(self, suppressions: Sequence[Suppression]) -> None:
        """Note of every finding that is there which of ``suppressions``, all of which hold, means it, or that none does."""
        if not suppressions:
            self.connection.execute(
                "UPDATE findings SET suppressed = NULL WHERE suppressed IS NOT NULL AND gone IS NULL"
            )
            return
        changed: list[tuple[object, ...]] = []
        for path, key, code, text, sentence, at, old in self.rows(
            "SELECT path, key, code, text, sentence, begins, suppressed FROM findings WHERE gone IS NULL"
        ):
            place = Span(int(str(at)), min(int(str(at)) + len(str(text)), len(str(sentence))))
            fitting = (
                s.reason
                for s in suppressions
                if s.means(str(code), str(key), str(path), str(sentence), place)
            )
            if (reason := next(fitting, None)) != old:
                changed.append((path, key, reason))
        if changed:
            self.connection.execute(
                "UPDATE findings SET suppressed = new.reason FROM (SELECT unnest(?::VARCHAR[]) AS path, "
                "unnest(?::VARCHAR[]) AS key, unnest(?::VARCHAR[]) AS reason) new "
                "WHERE findings.path = new.path AND findings.key = new.key AND gone IS NULL",
                [list(column) for column in zip(*changed, strict=True)],
            )

    def set_files(self, column: str, values: Mapping[str, str | None]) -> None:
        """Set ``read_as`` or ``reviewed_as`` of paths."""
        self.connection.execute(
            f"UPDATE files SET {column} = new.value FROM "
            "(SELECT unnest(?::VARCHAR[]) AS path, unnest(?::VARCHAR[]) AS value) new WHERE files.path = new.path",
            [list(values), list(values.values())],
        )

    def set_templates(self, rows: Sequence[Row]) -> None:
        """Set the template of reports and why: path, template, template_why."""
        self.connection.execute(
            "UPDATE reports SET template = new.template, template_why = new.why FROM (SELECT unnest(?::VARCHAR[]) AS path, "
            "unnest(?::VARCHAR[]) AS template, unnest(?::VARCHAR[]) AS why) new WHERE reports.path = new.path",
            [list(column) for column in zip(*rows, strict=True)],
        )

    def set_series(self, series: Sequence[Row], moved: Sequence[Row]) -> None:
        """Write all series anew, and of the reports that ``moved`` their series and place in it."""
        self.connection.execute("DELETE FROM series")
        self.add("series", series)
        for table in ("indicators", "points"):
            self.connection.execute(f"DELETE FROM {table} WHERE series NOT IN (SELECT series FROM series)")
        if moved:
            self.connection.execute(
                "UPDATE reports SET series = new.series, position = new.position FROM (SELECT unnest(?::VARCHAR[]) AS path, "
                "unnest(?::VARCHAR[]) AS series, unnest(?::INTEGER[]) AS position) new WHERE reports.path = new.path",
                [list(column) for column in zip(*moved, strict=True)],
            )

    def set_followed(self, series: str, followed_as: str) -> None:
        """Note as what a series was followed."""
        self.connection.execute("UPDATE series SET followed_as = ? WHERE series = ?", [followed_as, series])

    def begin_run(self, tool: str, settings: Mapping[str, object]) -> int:
        """Note that a run begins now; its number."""
        self.connection.execute(
            "INSERT INTO runs (run, started, tool, settings) "
            "SELECT coalesce(max(run), 0) + 1, current_localtimestamp(), ?, ? FROM runs",
            [tool, json.dumps(settings, ensure_ascii=False)],
        )
        return int(str(self.rows("SELECT max(run) FROM runs")[0][0]))

    def end_run(self, run: int, counts: Sequence[int]) -> None:
        """Note that ``run`` is through: files, reviewed, unchanged, removed and failed ones."""
        self.connection.execute(
            "UPDATE runs SET finished = current_localtimestamp(), files = ?, reviewed = ?, unchanged = ?, removed = ?, "
            "failed = ? WHERE run = ?",
            [*counts, run],
        )


def merged(many: Iterable[Rows]) -> Rows:
    """The rows of several results, table by table."""
    whole: Rows = {}
    for rows in many:
        for table, some in rows.items():
            whole.setdefault(table, []).extend(some)
    return whole


def _storable(column: list[object]) -> list[object]:
    """A column whose words are all UTF-8: lone surrogates, which no file can hold, become question marks."""
    try:
        "".join(v for v in column if isinstance(v, str)).encode()
    except UnicodeEncodeError:
        return [v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in column]
    return column
