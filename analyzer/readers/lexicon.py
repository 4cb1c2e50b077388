"""A user's own table of wording: tab-separated, with the columns of the shipped table that it adds to."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from analyzer import resources
from analyzer.document import InputError
from analyzer.readers.encoding import decode
from analyzer.readers.sniff import load, quoted

MAX_BYTES = 20 * 1024 * 1024
HOUSE_TERMS = "house_terms"
"""A table of the user's alone: wrong, right, why."""

_OWN_TABLES = {HOUSE_TERMS: ("wrong", "right", "why")}
_FREE = ("id", "source", "why")  # columns that a user need not fill
_FIXED = ("organisation_suffixes", "regions", "section_roles", "figure_relations")
"""Shipped tables that are no wording: what reads them knows no configuration."""


def tables() -> Mapping[str, Sequence[str]]:
    """The tables that a user may add to, and the columns of each."""
    shipped = sorted((resources.folder("corpora") / "lexicons").glob("*.tsv"))
    found = {f.stem: _columns(f) for f in shipped if f.stem not in _FIXED}
    return {**_OWN_TABLES, **found}


def _columns(file: Path) -> Sequence[str]:
    with file.open(encoding="utf-8") as stream:
        return stream.readline().rstrip("\n").split("\t")


def read_lexicon(path: Path, columns: Sequence[str]) -> tuple[tuple[Mapping[str, str], int], ...]:
    """The rows of a table, each with its line; empty lines and those that begin with # are left out.

    The first line names the columns, in any order. What the user need not fill may be missing and is empty then.

    Raises:
        InputError: a column is missing or unknown, a row is too long or too short or has an empty cell, with the line.
    """
    name = quoted(str(path))
    text = decode(load(path, MAX_BYTES, "不像词表，请检查后重试"), path.name)

    def fail(line: int, reason: str) -> NoReturn:
        raise InputError(f"{name}第{line}行：{reason}。")

    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip() and line[0] != "#"]
    rows = [(n, [cell.strip() for cell in line.split("\t")]) for n, line in lines]
    shown = "、".join(columns)
    if not rows:
        raise InputError(f"{name}里没有内容，第一行要写列名：{shown}（用制表符隔开）。")
    first, header = rows[0]
    for column in header:
        if column not in columns:
            fail(first, f"没有“{column}”这一列，可用的列有 {shown}（用制表符隔开）")
    if len(set(header)) < len(header):
        fail(first, "有两列同名")
    if missing := [c for c in columns if c not in header and c not in _FREE]:
        fail(first, f"缺少 {'、'.join(missing)} 这一列")
    # What other columns may leave empty is known to the rule that reads them.
    needed = (
        columns[:2] if columns == _OWN_TABLES[HOUSE_TERMS] else [c for c in columns if c not in _FREE][:1]
    )
    found = []
    for line, row in rows[1:]:
        if len(row) != len(header):
            fail(line, f"有{len(row)}列，第一行写了{len(header)}列，请检查制表符")
        cells = dict(zip(header, row, strict=True))
        for column in needed:
            if not cells[column]:
                fail(line, f"{column} 不能是空的")
        found.append(({c: cells.get(c, "") for c in columns}, line))
    return tuple(found)
