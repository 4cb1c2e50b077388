"""The blocks of code in the manual: found, run in a folder of their own, and compared with what the page shows.

A page is run from top to bottom in one folder.

- ``console``: lines after ``$ `` are commands, the lines below each are what it prints, on both streams.
- ``python``: run in one process with the page's other Python; what it prints stands in an ``output`` block right below.
- ``sql``: asked of the audit store ``审计.duckdb``; the rows stand in a Markdown table right below.
- ``text``, ``toml``, ``json``: shown. ``<!-- file: NAME -->`` above writes it into the folder first.

``<!-- not run: REASON -->`` above a block says why it is not run. ``<!-- samples: NAME … -->`` at the head of the page
names the files that are there from the beginning (``samples.py``). ``[…]`` in what a page shows stands for anything.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

LANGUAGES = ("console", "python", "sql", "output", "text", "toml", "json")
STORE = "审计.duckdb"
PLACE = "/稿件所在的文件夹"
"""What the pages show instead of the folder that they are run in."""
_FENCE = re.compile(
    r"(?P<notes>(?:^<!-- [a-z ]+: [^\n]* -->\n+)*)^```(?P<language>\S*)\n(?P<text>.*?)^```$", re.M | re.S
)
_TABLE = re.compile(r"```\n\n(?P<rows>(?:\|.*\n)*)")
_NOTE = re.compile(r"<!-- (?P<name>[a-z ]+): (?P<value>.*) -->")
_ANYTHING = "[…]"
_SEPARATOR = "\x1e"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `start` and `stop` bound its text within the page, `notes` are the comments above it."""

    language: str
    text: str
    start: int
    stop: int
    notes: dict[str, str]

    @property
    def runs(self) -> bool:
        """Whether the block is code that is run."""
        return self.language in ("console", "python", "sql") and "not run" not in self.notes


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a run, between `start` and `stop`, and what it should show."""

    start: int
    stop: int
    shown: str
    real: str

    @property
    def same(self) -> bool:
        """Whether the two say the same; trailing blanks do not count."""
        pattern = ".*?".join(re.escape(part) for part in _trimmed(self.shown).split(_ANYTHING))
        return re.fullmatch(pattern, _trimmed(self.real), re.S) is not None


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [
        Block(m["language"], m["text"], *m.span("text"), dict(_NOTE.findall(m["notes"])))
        for m in _FENCE.finditer(page)
    ]


def samples_of(page: str) -> list[str]:
    """The names of the sample files that the page begins with."""
    found = re.search(r"^<!-- samples: (.*) -->$", page, re.M)
    return found[1].split() if found else []


def run_page(page: str, folder: Path) -> list[Shown]:
    """Run the blocks of `page` in `folder`; what each shows beside what it really gives."""
    everything = blocks(page)
    shell = _Shell(folder)
    shown: list[Shown] = []
    python: list[tuple[Block, Block | None]] = []
    for block, below in zip_longest(everything, everything[1:]):
        output = below if below is not None and _is_output(page, block, below) else None
        if "file" in block.notes:
            (folder / block.notes["file"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.notes["file"]).write_text(block.text, encoding="utf-8")
        elif not block.runs:
            continue
        elif block.language == "console":
            shown += _console(block, shell)
        elif block.language == "python":
            python.append((block, output))
        else:
            shown.append(_table_below(page, block, _rows(block.text, folder / STORE)))
    real = _python([code.text for code, _ in python], folder)
    shown += [_beside(*pair, words) for pair, words in zip(python, real, strict=True)]
    return sorted(shown, key=lambda s: s.start)


def renewed(page: str, shown: Iterable[Shown]) -> str:
    """The page with what is no longer so replaced by what is."""
    for one in sorted(shown, key=lambda s: s.start, reverse=True):
        if not one.same:
            page = page[: one.start] + _trimmed(one.real) + page[one.stop :]
    return page


def _is_output(page: str, block: Block, below: Block) -> bool:
    """Whether `below` shows what `block` prints: it follows with nothing between."""
    return page[block.stop : below.start].split() == ["```", "```output"]


def _beside(code: Block, output: Block | None, real: str) -> Shown:
    place = (output.start, output.stop) if output is not None else (code.stop, code.stop)
    return Shown(*place, output.text if output is not None else "", real)


def _table_below(page: str, code: Block, real: str) -> Shown:
    below = _TABLE.match(page, code.stop)
    if below is None:
        raise ValueError(f"no place for the rows of {code.text}")
    return Shown(*below.span("rows"), below["rows"], real)


def _trimmed(text: str) -> str:
    lines = [line.rstrip() for line in text.split("\n")]
    trimmed = "\n".join(lines).strip("\n")
    return f"{trimmed}\n" if trimmed else ""


class _Shell:
    """Runs one command after the other; `$?` is the status of the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.status = folder, 0

    def run(self, command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", f"(exit {self.status}); {command}"],
            cwd=self.folder,
            env=environment(self.folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=180,
        )
        self.status = done.returncode
        return done.stdout.replace(str(self.folder.resolve()), PLACE)


def environment(folder: Path) -> dict[str, str]:
    """What a reader's machine has: the program on the path, and no configuration of anybody."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(folder / ".home"),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
    }


def _console(block: Block, shell: _Shell) -> list[Shown]:
    shown = []
    commands = list(re.finditer(r"^\$ (?P<command>.*)\n(?P<output>(?:(?!\$ ).*\n)*)", block.text, re.M))
    for m in commands:
        start, stop = (block.start + place for place in m.span("output"))
        shown.append(Shown(start, stop, m["output"], shell.run(m["command"])))
    return shown


def _python(codes: list[str], folder: Path) -> list[str]:
    """What each prints, all run in one process as one program would."""
    if not codes:
        return []
    program = f"\nprint({_SEPARATOR!r}, end='')\n".join(codes)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=180,
    )
    parts = done.stdout.split(_SEPARATOR)
    return [*parts, *[""] * (len(codes) - len(parts))]


def _rows(query: str, store: Path) -> str:
    """The answer as a Markdown table."""
    import duckdb

    with duckdb.connect(str(store), read_only=True) as connection:
        answer = connection.execute(query)
        names = [column[0] for column in answer.description or ()]
        rows = [names, ["---"] * len(names), *answer.fetchall()]
    return "".join(f"| {' | '.join(_cell(value) for value in row)} |\n" for row in rows)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case Decimal() | float() if value == int(value):
            return str(int(value))
        case _:
            return str(value).replace("|", "\\|")
