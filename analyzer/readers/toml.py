"""What a user writes in TOML: loaded, and checked so that every complaint names the file, the line and the reason."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from analyzer.document import InputError
from analyzer.readers.sniff import load, quoted

MAX_BYTES = 2 * 1024 * 1024

Keys = Mapping[str, type | tuple[type, ...]]
"""What may be written, and as what."""
T = TypeVar("T")

_TYPE_NAMES = {
    str: "文字（加引号）",
    bool: "true 或 false",
    int: "整数",
    list: "列表（方括号）",
    dict: "一节（[方括号] 里写节名）",
    date: "日期（如 2026-12-31）",
}


class Toml:
    """A file of TOML: its ``data``, and the lines that complaints name.

    tomllib gives no places, so the line of an entry is the first one that begins with its key.
    """

    def __init__(self, path: Path, what: str) -> None:
        """Load the file at ``path``; ``what`` it should be, in Chinese.

        Raises:
            InputError: it cannot be read, is far too large or is no TOML.
        """
        self.name = quoted(str(path))
        try:
            text = load(path, MAX_BYTES, f"不像{what}，请检查后重试").decode("utf-8-sig")
            self.lines = text.splitlines()
            self.data: Mapping[str, Any] = tomllib.loads(text)
        except UnicodeDecodeError as error:
            raise InputError(f"{self.name}不是 UTF-8 编码，请另存为 UTF-8 后重试。") from error
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            where = f"第{line[1]}行" if line else "末尾"
            raise InputError(
                f"{self.name}{where}写得不合 TOML 格式（引号、括号或等号有误），请改正后重试。"
            ) from error
        except ValueError as error:  # a number of more digits than Python reads
            raise InputError(f"{self.name}里有过长的数字，请改正后重试。") from error
        except RecursionError as error:
            raise InputError(f"{self.name}嵌套太深，请改正后重试。") from error

    def tables(self, name: str, known: Keys, make: Callable[[Mapping[str, Any], int], T]) -> list[T]:
        """Each ``[[name]]``, checked, through ``make``, which gets the line it begins on too."""
        found = []
        for index, entry in enumerate(self.data.get(name, ())):
            line = self.header(name, index)
            if not isinstance(entry, dict):
                self.fail(line or self.key(name, 0), f"{name} 要写成 [[{name}]]")
            self.check(entry, known, name, line)
            found.append(make(entry, line))
        return found

    def strings(self, values: list[Any], line: int) -> tuple[str, ...]:
        """The items of a list that begins on ``line``: words, none of them empty."""
        for value in values:
            if not isinstance(value, str) or not value.strip():
                self.fail(line, "列表里的每一项都要是加引号的文字，不能是空的")
        return tuple(values)

    def listed(self, key: str) -> Iterator[tuple[str, int]]:
        """The items of the list under a top ``key``, and the line of each."""
        line = self.key(key, 0)
        for value in self.strings(self.data.get(key, []), line):
            yield value, self.at(value, line)

    def check(self, entry: Mapping[str, Any], known: Keys, table: str, line: int) -> None:
        """Complain of a key that is not ``known`` or has a value of another type; ``table`` begins on ``line``."""
        for key, value in entry.items():
            at = self.key(key, line) or line or 1
            if key not in known:
                near = difflib.get_close_matches(key, known, 1, 0.5)
                hint = f"，是不是想写 {near[0]}" if near else f"，可用的有 {'、'.join(known)}"
                self.fail(at, f"{f'{table} 里' if table else ''}没有“{key}”这一项{hint}")
            wanted = known[key] if isinstance(known[key], tuple) else (known[key],)
            assert isinstance(wanted, tuple)
            if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
                names = "或".join(dict.fromkeys(_TYPE_NAMES[t] for t in wanted if t in _TYPE_NAMES))
                self.fail(at, f"{key} 应当是{' ' if names[0].isascii() else ''}{names}")

    def header(self, table: str, index: int) -> int:
        """The line of the ``index``-th ``[[table]]``, 0 where it cannot be told."""
        found = [n for n, line in enumerate(self.lines, 1) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
        return found[index] if index < len(found) else 0

    def key(self, key: str, since: int) -> int:
        """The line of a key after line ``since``, 0 where it cannot be told."""
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]|\s*\[+\s*{re.escape(key)}\s*\]")
        return next((n for n, line in enumerate(self.lines[since:], since + 1) if pattern.match(line)), 0)

    def at(self, words: str, since: int) -> int:
        """The line that holds ``words``, from line ``since`` on."""
        head = words.split("\n")[0]
        since = max(since, 1)
        return next((n for n, line in enumerate(self.lines[since - 1 :], since) if head in line), since)

    def fail(self, line: int, reason: str) -> NoReturn:
        """Raise ``InputError`` with the file's name, the line and the reason."""
        raise InputError(f"{self.name}第{max(line, 1)}行：{reason}。")
