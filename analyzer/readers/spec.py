"""The ``.toml`` beside a template: what its text does not say. Every complaint names the line."""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from analyzer.document import InputError, PassageSpec, SectionSpec, SlotKind, SlotSpec, TemplateSpec
from analyzer.readers.sniff import load, quoted

MAX_BYTES = 2 * 1024 * 1024

_KINDS = "、".join(f"{k}（{k.word}）" for k in SlotKind)
_TOP: dict[str, type] = {
    "title": str, "kind": str, "domain": str, "note": str,
    "locked": list, "free": list, "instructions": list, "section": list, "slot": list,
}  # fmt: skip
_SECTION: dict[str, type] = {"title": str, "required": bool, "also": list}
_SLOT: dict[str, type] = {
    "at": str, "nth": int, "name": str, "kind": str, "unit": str, "cumulative": bool, "part_of": str, "required": bool,
}  # fmt: skip
_TYPE_NAMES = {str: "文字（加引号）", bool: "true 或 false", int: "整数", list: "列表（方括号）"}


def read_spec(path: str | Path) -> TemplateSpec:
    """The specification in a file.

    Raises:
        InputError: the file is no TOML or says something that a specification does not say, with line and reason.
    """
    name = quoted(str(path))
    try:
        if Path(path).stat().st_size > MAX_BYTES:
            raise InputError(f"{name}太大（超过 {MAX_BYTES >> 20} MB），不像模板的说明文件，请检查后重试。")
        text = load(path, MAX_BYTES).decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}不是 UTF-8 编码，请另存为 UTF-8 后重试。") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"第{line[1]}行" if line else "末尾"
        raise InputError(
            f"{name}{where}写得不合 TOML 格式（引号、括号或等号有误），请改正后重试。"
        ) from error
    except RecursionError as error:
        raise InputError(f"{name}嵌套太深，请改正后重试。") from error
    return _Reader(name, text).spec(Path(path).name, data)


class _Reader:
    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = text.splitlines()

    def spec(self, source: str, data: Mapping[str, Any]) -> TemplateSpec:
        self.check(data, _TOP, "", 0)
        return TemplateSpec(
            source,
            data.get("title", ""),
            data.get("kind", ""),
            tuple(self.each(data, "slot", self.slot)),
            tuple(self.each(data, "section", self.section)),
            self.passages(data, "locked"),
            self.passages(data, "instructions"),
            self.passages(data, "free"),
        )

    def each(
        self, data: Mapping[str, Any], table: str, make: Callable[[Mapping[str, Any], int], Any]
    ) -> list[Any]:
        found = []
        for index, entry in enumerate(data.get(table, ())):
            line = self.header(table, index)
            if not isinstance(entry, dict):
                self.fail(line or self.key(table, 0), f"{table} 要写成 [[{table}]]")
            found.append(make(entry, line))
        return found

    def slot(self, entry: Mapping[str, Any], line: int) -> SlotSpec:
        self.check(entry, _SLOT, "slot", line)
        if "at" not in entry or not re.search("⟦.+⟧", entry["at"], re.DOTALL):
            self.fail(
                self.key("at", line) or line, 'slot 要有 at，并用 ⟦ ⟧ 标出空白，例如 at = "走访群众⟦XX⟧户"'
            )
        if entry.get("nth", 1) < 1:
            self.fail(self.key("nth", line), "nth 从 1 数起")
        kind = entry.get("kind")
        if kind is not None and kind not in list(SlotKind):
            self.fail(self.key("kind", line), f"没有“{kind}”这种类别，只能是 {_KINDS}")
        if "name" in entry and not entry["name"].strip():
            self.fail(self.key("name", line), "name 不能是空的")
        lines = tuple((key, self.key(key, line)) for key in entry)
        return SlotSpec(**{**entry, "kind": SlotKind(kind) if kind else None, "line": line, "lines": lines})

    def section(self, entry: Mapping[str, Any], line: int) -> SectionSpec:
        self.check(entry, _SECTION, "section", line)
        if not entry.get("title", "").strip():
            self.fail(line, "section 要有 title，写模板里的标题")
        also = self.strings(entry.get("also", []), self.key("also", line))
        return SectionSpec(entry["title"], entry.get("required", True), also, line)

    def passages(self, data: Mapping[str, Any], key: str) -> tuple[PassageSpec, ...]:
        line = self.key(key, 0)
        return tuple(PassageSpec(t, self.at(t, line)) for t in self.strings(data.get(key, []), line))

    def strings(self, values: list[Any], line: int) -> tuple[str, ...]:
        for value in values:
            if not isinstance(value, str) or not value.strip():
                self.fail(line, "列表里的每一项都要是加引号的文字，不能是空的")
        return tuple(values)

    def check(self, entry: Mapping[str, Any], known: Mapping[str, type], table: str, line: int) -> None:
        for key, value in entry.items():
            at = self.key(key, line) or line or 1
            if key not in known:
                near = difflib.get_close_matches(key, known, 1, 0.5)
                hint = f"，是不是想写 {near[0]}" if near else f"，可用的有 {'、'.join(known)}"
                self.fail(at, f"{f'{table} 里' if table else ''}没有“{key}”这一项{hint}")
            wanted = known[key]
            if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
                self.fail(at, f"{key} 应当是 {_TYPE_NAMES[wanted]}")

    def header(self, table: str, index: int) -> int:
        """The line of the ``index``-th ``[[table]]``."""
        found = [n for n, line in enumerate(self.lines, 1) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
        return found[index] if index < len(found) else 0

    def key(self, key: str, since: int) -> int:
        """The line of a key after line ``since``, 0 where it cannot be told."""
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]|\s*\[+\s*{re.escape(key)}\s*\]")
        return next((n for n, line in enumerate(self.lines[since:], since + 1) if pattern.match(line)), 0)

    def at(self, words: str, since: int) -> int:
        """The line that holds ``words``, from line ``since`` on."""
        head = words.split("\n")[0]
        return next((n for n, line in enumerate(self.lines[since - 1 :], since) if head in line), since)

    def fail(self, line: int, reason: str) -> NoReturn:
        raise InputError(f"{self.name}第{line}行：{reason}。")
