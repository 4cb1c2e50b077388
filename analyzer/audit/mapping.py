"""Which templates a file of the folder may have been written from: given, mapped by its path, or shipped."""

import csv
import io
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from analyzer.audit.fingerprints import of_templates
from analyzer.document import InputError
from analyzer.readers.sniff import load

AUTO, NONE = "auto", "none"
SHIPPED = "自带"
"""The origin of templates that nobody named."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Templates to choose from, where they come from in Chinese, and a fingerprint of both."""

    files: tuple[str, ...]
    origin: str
    known_as: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """Patterns of paths with the choices of each, the first that fits counts; the choices for all other files."""

    patterns: tuple[tuple[str, Choices], ...]
    others: Choices

    def choices(self, path: str) -> Choices:
        """The templates that the report at ``path`` may have been written from."""
        return next((c for pattern, c in self.patterns if fnmatchcase(path, pattern)), self.others)

    @property
    def files(self) -> list[Path]:
        """The files of all templates that the user named."""
        every = [c for _, c in self.patterns] + [self.others]
        return [Path(f) for c in every if c.origin != SHIPPED for f in c.files]

    @property
    def known_as(self) -> str:
        """All that it says, for a fingerprint."""
        return "\n".join([*(f"{p}\t{c.known_as}" for p, c in self.patterns), self.others.known_as])


def mapping_of(templates: Sequence[str], file: Path | None) -> Mapping:
    """What the user says: ``templates`` for all, a ``file`` that maps patterns of paths to templates, or neither.

    Without either the shipped templates are tried; ``none`` stands for no template. Raises ``InputError``.
    """
    rows = tuple((pattern, _choices([name], "映射文件指定")) for pattern, name in _read(file)) if file else ()
    if templates:
        return Mapping(rows, _choices(templates, "指定"))
    return Mapping(rows, _choices([NONE if file else AUTO], SHIPPED))


def _choices(names: Sequence[str], origin: str) -> Choices:
    if NONE in names:
        return Choices((), origin, NONE)
    if AUTO in names:
        from analyzer.templates import shipped_templates

        names, origin = [str(f) for f in shipped_templates()], SHIPPED
    files = [Path(n) for n in names]
    for file in files:
        if file.suffix.lower() == ".toml":
            raise InputError(f"“{file.name}”是模板的说明文件，请给出模板本身（如 {file.stem}.docx）。")
    return Choices(tuple(str(f.resolve()) for f in files), origin, origin + of_templates(files))


def _read(file: Path) -> Iterator[tuple[str, str]]:
    """Pattern and template of each row; a template's path is relative to the mapping file."""
    try:
        text = load(file).decode("utf-8-sig")
        rows = _from_toml(text) if file.suffix.lower() == ".toml" else _from_csv(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as error:
        raise InputError(
            f"映射文件“{file.name}”读不懂（{error}），请存为 UTF-8 的 .toml 或 .csv。"
        ) from error
    for pattern, name in rows:
        yield pattern, name if name in (AUTO, NONE) else str(file.parent / name)


def _from_toml(text: str) -> list[tuple[str, str]]:
    table = tomllib.loads(text).get("templates")
    if not isinstance(table, dict) or not all(isinstance(name, str) for name in table.values()):
        raise InputError('映射文件要有 [templates] 一节，每行是 "路径样式" = "模板文件"。')
    return list(table.items())


def _from_csv(text: str) -> list[tuple[str, str]]:
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in row)]
    if any(len(row) != 2 for row in rows):
        raise InputError("映射文件每行要有两列：路径样式，模板文件。")
    pairs = [(row[0].strip(), row[1].strip()) for row in rows]
    return pairs[1:] if pairs and pairs[0] == ("路径样式", "模板文件") else pairs
