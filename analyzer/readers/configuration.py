"""``report-analyzer.toml``: what a user lays down. Every complaint names the file, the line and the reason."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from analyzer.document import (
    CanonicalText,
    Configuration,
    HouseTerm,
    InputError,
    Said,
    Severity,
    Suppression,
)
from analyzer.readers.lexicon import HOUSE_TERMS, Row, read_lexicon, tables
from analyzer.readers.sniff import SUPPORTED
from analyzer.readers.toml import Keys, Toml

MAX_TEXTS = 2000
"""Files of canonical texts that a configuration may name."""
MAX_CHARACTERS = 20_000_000
"""Characters that they may hold together."""

_TOP: Keys = {
    "off": list, "on": list, "severity": dict, "protected": list, "own_names": list, "canonical": list,
    "lexicons": dict, "house_term": list, "suppress": list,
}  # fmt: skip
_HOUSE_TERM: Keys = {"wrong": str, "right": str, "why": str}
_SUPPRESS: Keys = {
    "reason": str, "code": str, "key": str, "words": str, "file": str, "until": (date, str),
}  # fmt: skip
_MEANT = ("code", "key", "words", "file")
_SEVERITIES = {s.label: s for s in Severity} | {s.title: s for s in Severity}
_SUFFIXES = tuple(SUPPORTED.split("、"))
_MOST_ENTRIES = 20_000  # of a folder of canonical texts, whatever they are
_LONGEST = 200  # characters of a word or name


def read_configuration(
    path: Path, codes: Collection[str], check_row: Callable[[str, Row], object]
) -> Configuration:
    """What the file at ``path`` says. What it names is looked for beside it.

    ``codes`` are those of all rules; ``check_row`` raises ``InputError`` for a row of a table that no rule could use.

    Raises:
        InputError: the file, or one that it names, cannot be read or says what a configuration does not say.
    """
    return _Reader(path, codes, check_row).configuration()


class _Reader:
    def __init__(self, path: Path, codes: Collection[str], check_row: Callable[[str, Row], object]) -> None:
        self.path = path
        self.check_row = check_row
        self.codes = codes
        self.file = Toml(path, "配置文件")
        self.said: list[Said] = []

    def configuration(self) -> Configuration:
        file = self.file
        file.check(file.data, _TOP, "", 0)
        on, off = self.rules("on"), self.rules("off")
        for code in sorted(on & off):
            file.fail(file.at(code, file.key("off", 0)), f"{code} 同时写在 on 和 off 里，请删去一处")
        house_terms = [*file.tables("house_term", _HOUSE_TERM, self.house_term)]
        lexicons = dict(self.lexicons())
        house_terms += [HouseTerm(r["wrong"], r["right"], r["why"]) for r in lexicons.pop(HOUSE_TERMS, ())]
        return Configuration(
            sources=(str(self.path),),
            off=off,
            on=on,
            severities=dict(self.severities()),
            protected=tuple(self.words("protected")),
            own_names=tuple(self.words("own_names")),
            house_terms=tuple(house_terms),
            canonical=tuple(self.canonical()),
            lexicons=lexicons,
            suppressions=tuple(file.tables("suppress", _SUPPRESS, self.suppression)),
            said=tuple(self.said),
        )

    def say(self, what: str, name: str, value: str, line: int) -> None:
        self.said.append(Said(what, name, value, str(self.path), max(line, 1)))

    def rules(self, key: str) -> frozenset[str]:
        found = set()
        for words, line in self.file.listed(key):
            code = self.code(words, line)
            found.add(code)
            self.say(key, code, "", line)
        return frozenset(found)

    def code(self, words: str, line: int) -> str:
        code = words.strip().upper()
        if not any(c.startswith(code) for c in self.codes):
            self.file.fail(line, f"没有规则“{words}”，用 report-analyzer rules 看全部规则")
        return code

    def severities(self) -> Iterator[tuple[str, Severity]]:
        file, since = self.file, self.file.key("severity", 0)
        seen = set()
        for key, value in file.data.get("severity", {}).items():
            line = file.key(key, since) or since
            code = self.code(key, line)
            if not isinstance(value, str) or value not in _SEVERITIES:
                file.fail(line, f"{key} 的级别只能是 error（错误）、warning（警告）、info（提示）")
            if code in seen:
                file.fail(line, f"{code} 写了不止一次，请删去一处")
            seen.add(code)
            self.say("severity", code, _SEVERITIES[value].title, line)
            yield code, _SEVERITIES[value]

    def words(self, key: str) -> Iterator[str]:
        for words, line in self.file.listed(key):
            if len(words) > _LONGEST:
                self.file.fail(line, f"{key} 里有一项超过{_LONGEST}字，请分开写")
            self.say(key, words.strip(), "", line)
            yield words.strip()

    def house_term(self, entry: Mapping[str, Any], line: int) -> HouseTerm:
        for key in ("wrong", "right"):
            if not entry.get(key, "").strip():
                self.file.fail(
                    self.file.key(key, line) if key in entry else line, f"house_term 要有 {key}，不能是空的"
                )
        if entry["wrong"] == entry["right"]:
            self.file.fail(line, "house_term 的 wrong 和 right 写得一样")
        why = entry.get("why", "")
        self.say("house_term", entry["wrong"], entry["right"] + (f"（{why}）" if why else ""), line)
        return HouseTerm(entry["wrong"], entry["right"], why)

    def lexicons(self) -> Iterator[tuple[str, tuple[Mapping[str, str], ...]]]:
        file, since = self.file, self.file.key("lexicons", 0)
        given = file.data.get("lexicons", {})
        known = tables() if given else {}
        for name, value in given.items():
            line = file.key(name, since) or since
            if name not in known:
                file.fail(line, f"没有“{name}”这种词表，可用的有 {'、'.join(known)}")
            if not isinstance(value, str) or not value.strip():
                file.fail(line, f'{name} 应当是文件名（加引号），如 {name} = "{name}.tsv"')
            with self.named_on(line):
                rows = read_lexicon(self.path.parent / value, name, self.check_row)
            self.say("lexicons", name, f"{value}（{len(rows)}条）", line)
            yield name, rows

    def canonical(self) -> Iterator[CanonicalText]:
        from analyzer.readers import read

        files: dict[Path, int] = {}
        for words, line in self.file.listed("canonical"):
            found = self.files(words, line)
            self.say("canonical", words, f"{len(found)}个文件", line)
            for path in found:
                files.setdefault(path, line)
        characters = 0
        for path, line in files.items():
            if len(files) > MAX_TEXTS:
                self.file.fail(line, f"canonical 共有{len(files)}个文件，最多{MAX_TEXTS}个")
            with self.named_on(line):
                report = read(path)
            characters += len(report.text)
            if characters > MAX_CHARACTERS:
                self.file.fail(
                    line, f"canonical 的文字超过{MAX_CHARACTERS // 10_000}万字，请只留要核对的文件"
                )
            yield CanonicalText(path.name, report.text, str(path))

    def files(self, words: str, line: int) -> list[Path]:
        """The file called ``words``, or the readable files below the folder of that name, in the order of their names."""
        try:
            path = self.path.parent / words
            if not path.is_dir():
                return [path]
            every = list(islice(path.rglob("*"), _MOST_ENTRIES + 1))
            if len(every) > _MOST_ENTRIES:
                self.file.fail(line, f"文件夹“{words}”里的东西太多，请另建一个只放文件原文的文件夹")
            found = sorted(
                p
                for p in every
                if p.suffix.lower() in _SUFFIXES and not p.name.startswith((".", "~$")) and p.is_file()
            )
        except (OSError, ValueError):
            self.file.fail(line, f"“{words}”打不开，请检查名称和权限")
        if not found:
            self.file.fail(line, f"文件夹“{words}”里没有可以读的文件（{SUPPORTED}）")
        return found

    @contextmanager
    def named_on(self, line: int) -> Iterator[None]:
        """Where a file that is named on ``line`` cannot be used, the complaint also says who named it."""
        try:
            yield
        except InputError as error:
            raise InputError(f"{self.file.name}第{line}行：{error}") from error

    def suppression(self, entry: Mapping[str, Any], line: int) -> Suppression:
        file = self.file
        if not entry.get("reason", "").strip():
            file.fail(line, "suppress 要写 reason（豁免的理由），不能是空的")
        given = {key: entry[key].strip() for key in _MEANT if entry.get(key, "").strip()}
        if not given:
            file.fail(line, f"suppress 要写明豁免什么：{'、'.join(_MEANT)} 至少写一项")
        if "code" in given:
            given["code"] = self.code(given["code"], file.key("code", line) or line)
        until = self.until(entry["until"], file.key("until", line) or line) if "until" in entry else None
        self.say("suppress", "，".join(given.values()), entry["reason"].strip(), line)
        return Suppression(entry["reason"].strip(), until=until, **given)

    def until(self, value: date | str, line: int) -> date:
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                self.file.fail(line, f"until 写的“{value}”不是日期，要写成 2026-12-31")
        return value.date() if isinstance(value, datetime) else value
