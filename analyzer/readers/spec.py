"""The ``.toml`` beside a template: what its text does not say. Every complaint names the line."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analyzer.document import PassageSpec, SectionSpec, SlotKind, SlotSpec, TemplateSpec
from analyzer.readers.toml import Keys, Toml

_KINDS = "、".join(f"{k}（{k.word}）" for k in SlotKind)
_TOP: Keys = {
    "title": str, "kind": str, "domain": str, "note": str,
    "locked": list, "free": list, "instructions": list, "section": list, "slot": list,
}  # fmt: skip
_SECTION: Keys = {"title": str, "required": bool, "also": list}
_SLOT: Keys = {
    "at": str, "nth": int, "name": str, "kind": str, "unit": str, "cumulative": bool, "part_of": str, "required": bool,
}  # fmt: skip


def read_spec(path: str | Path) -> TemplateSpec:
    """The specification in a file.

    Raises:
        InputError: the file is no TOML or says something that a specification does not say, with line and reason.
    """
    file = Toml(Path(path), "模板的说明文件")
    file.check(file.data, _TOP, "", 0)
    return TemplateSpec(
        Path(path).name,
        file.data.get("title", ""),
        file.data.get("kind", ""),
        tuple(file.tables("slot", _SLOT, lambda entry, line: _slot(file, entry, line))),
        tuple(file.tables("section", _SECTION, lambda entry, line: _section(file, entry, line))),
        _passages(file, "locked"),
        _passages(file, "instructions"),
        _passages(file, "free"),
    )


def _slot(file: Toml, entry: Mapping[str, Any], line: int) -> SlotSpec:
    if "at" not in entry or not re.search("⟦.+⟧", entry["at"], re.DOTALL):
        file.fail(file.key("at", line) or line, 'slot 要有 at，并用 ⟦ ⟧ 标出空白，例如 at = "走访群众⟦XX⟧户"')
    if entry.get("nth", 1) < 1:
        file.fail(file.key("nth", line), "nth 从 1 数起")
    kind = entry.get("kind")
    if kind is not None and kind not in list(SlotKind):
        file.fail(file.key("kind", line), f"没有“{kind}”这种类别，只能是 {_KINDS}")
    if "name" in entry and not entry["name"].strip():
        file.fail(file.key("name", line), "name 不能是空的")
    lines = tuple((key, file.key(key, line)) for key in entry)
    return SlotSpec(**{**entry, "kind": SlotKind(kind) if kind else None, "line": line, "lines": lines})


def _section(file: Toml, entry: Mapping[str, Any], line: int) -> SectionSpec:
    if not entry.get("title", "").strip():
        file.fail(line, "section 要有 title，写模板里的标题")
    also = file.strings(entry.get("also", []), file.key("also", line))
    return SectionSpec(entry["title"], entry.get("required", True), also, line)


def _passages(file: Toml, key: str) -> tuple[PassageSpec, ...]:
    return tuple(PassageSpec(words, line) for words, line in file.listed(key))
