"""A user's own table of wording: tab-separated, with the columns of the shipped table that it adds to."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from analyzer import resources
from analyzer.document import InputError
from analyzer.readers.encoding import decode
from analyzer.readers.sniff import load, quoted

MAX_BYTES = 20 * 1024 * 1024
HOUSE_TERMS = "house_terms"
"""A table of the user's alone: wrong, right, why."""

_NEEDED = {
    HOUSE_TERMS: ("wrong", "right"),
    "confusables": ("wrong", "right"),
    "phrase_errors": ("wrong", "right"),
    "set_phrases": ("name",),
}
"""What a user may add to, and the columns that every row must fill. The other shipped tables hold patterns, no words."""
_WORDS_ONLY = ("not_after", "after")  # a pattern in the shipped tables; a user's are words
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]()]")

Row = Mapping[str, str]


def tables() -> Mapping[str, Sequence[str]]:
    """The tables that a user may add to, and the columns of each."""
    return {name: ("wrong", "right", "why") if name == HOUSE_TERMS else _columns(name) for name in _NEEDED}


def _columns(name: str) -> Sequence[str]:
    with (resources.folder("corpora") / "lexicons" / f"{name}.tsv").open(encoding="utf-8") as stream:
        return stream.readline().rstrip("\n").split("\t")


def read_lexicon(path: Path, table: str, check: Callable[[str, Row], object]) -> tuple[Row, ...]:
    """The rows of a file that adds to ``table``; empty lines and those that begin with # are left out.

    The first line names the columns, in any order. What need not be filled may be missing and is empty then. ``check`` looks
    at each row as those do who read it, and raises ``InputError``.

    Raises:
        InputError: a column is missing or unknown, a row is too long or too short or says what it cannot, with the line.
    """
    name, columns, needed = quoted(str(path)), tables()[table], _NEEDED[table]
    text = decode(load(path, MAX_BYTES, "不像词表，请检查后重试"), path.name)

    def fail(line: int, reason: str) -> NoReturn:
        raise InputError(f"{name}第{line}行：{reason.removesuffix('。')}。")

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
    if missing := [c for c in needed if c not in header]:
        fail(first, f"缺少 {'、'.join(missing)} 这一列")
    found = []
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            fail(line, f"有{len(cells)}列，第一行写了{len(header)}列，请检查制表符")
        row = dict.fromkeys(columns, "") | dict(zip(header, cells, strict=True))
        for column in needed:
            if not row[column]:
                fail(line, f"{column} 不能是空的")
        for column in _WORDS_ONLY:
            if _SPECIAL.search(row.get(column, "")):
                fail(line, f"{column} 只能是词，几个词用 | 隔开")
        try:
            check(table, row)
        except InputError as error:
            fail(line, str(error))
        found.append(row)
    return tuple(found)
