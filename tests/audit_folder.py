"""A small folder of reports for the tests of the audit, and work that goes wrong when a file's name says so."""

import os
import re
import signal
from pathlib import Path

from analyzer.audit import work

BODIES = ("江平市水利局", "云溪县教育局", "汐州市民政局")
QUARTERS = ("一", "二", "三", "四")


def report(body: str, year: int, quarter: int, *, blank: bool = False) -> str:
    n = (year - 2020) * 4 + quarter
    checked = "XX" if blank else str(20 + 7 * n)
    return f"""{body}{year}年第{QUARTERS[quarter - 1]}季度安全生产工作情况的报告

市政府：
现将{year}年第{QUARTERS[quarter - 1]}季度安全生产工作情况报告如下。
一、工作开展情况
本季度共检查企业{checked}家，发现隐患{9 + n}处，整改隐患{5 + n}处。截至目前累计培训职工{300 + 40 * n}人次。
{body}坚持每周调度，{"上" if n % 2 else "下"}门指导企业{3 + n}次，印发提示{12 + n}份，抽查{body[:2]}片区项目{2 + n}个。
二、存在的问题
个别企业台账不全，第{n}批整改进度偏慢，基层力量仍然不足。
三、下一步打算
继续抓好第{n + 1}批隐患整改，开展{4 + n}次专项检查，压实各方责任。

{body}
{year}年{3 * quarter}月30日
"""


def write_folder(folder: Path, years: tuple[int, ...] = (2024,)) -> Path:
    for body in BODIES:
        (folder / body).mkdir(parents=True, exist_ok=True)
        for year in years:
            for quarter in (1, 2, 3, 4):
                path = folder / body / f"{year}Q{quarter}.txt"
                path.write_text(report(body, year, quarter, blank=quarter == 3), encoding="utf-8")
    return folder


def contents(store: Path) -> dict[str, list[tuple]]:
    """Every table's rows but for runs, their numbers and the times of files."""
    import duckdb

    with duckdb.connect(str(store), read_only=True) as connection:
        tables = [
            str(name)
            for (name,) in connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE NOT internal"
            ).fetchall()
            if name != "runs"
        ]
        queries = {
            "files": "SELECT path, size, sha256, same_as, read_as, reviewed_as FROM files",
            "findings": "SELECT * REPLACE (0 AS since, gone IS NULL AS gone) FROM findings",
        }
        return {
            t: sorted(connection.execute(queries.get(t, f"SELECT * FROM {t}")).fetchall(), key=repr)
            for t in tables
        }


def rows(store: Path, query: str) -> list[tuple]:
    import duckdb

    with duckdb.connect(str(store), read_only=True) as connection:
        return connection.execute(query).fetchall()


def recognise(task, watch):
    for path, _ in task.files:
        _go_wrong(path, "read", watch)
    return work.recognise(task, watch)


def review_series(task, watch):
    for item in task.items:
        if item.due:
            _go_wrong(item.path, "review", watch)
    return work.review_series(task, watch)


def _go_wrong(path: str, step: str, watch) -> None:
    name = path.rpartition("/")[2]
    if not name.startswith(step):
        return
    watch.at(path, step)
    if "endless" in name:
        re.match(r"(a+)+$", "a" * 64 + "b")  # in compiled code, without ever letting another thread run
    elif "crash" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    elif "memory" in name:
        bytearray(2**40)
    elif "broken" in name:
        raise ZeroDivisionError("boom")


def square(task: int, watch) -> int:
    watch.at(str(task), "review")
    return task * task


def die_on_sevens(task: int, watch) -> int:
    watch.at(str(task), "review")
    if task % 7 == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task
