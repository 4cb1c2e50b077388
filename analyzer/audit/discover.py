"""Finds the reports below a folder, and what they hold by content."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from analyzer.audit.series import READABLE
from analyzer.document import InputError
from analyzer.readers.sniff import load

_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its path below the folder with forward slashes, where it is on disk, bytes, nanoseconds since 1970."""

    path: str
    file: str
    size: int
    modified: int


def discover(
    folder: Path, include: Sequence[str] = (), exclude: Sequence[str] = (), spare: Iterable[Path] = ()
) -> tuple[list[Found], list[str]]:
    """The readable files below ``folder`` in the order of their paths, and the folders that cannot be opened.

    Patterns (``卫健局/*季度*``) are held against the path and against the name alone; ``exclude`` also leaves out folders.
    Links are not followed: what they lead to inside is found anyway. ``spare`` are files that are no reports (templates, originals).
    """
    spared = {os.path.realpath(path) for path in spare}
    closed: list[str] = []
    found = [
        entry
        for entry in _walk(folder, exclude, closed)
        if (not include or _fits(entry.path, include))
        and not (spared and os.path.realpath(entry.file) in spared)
    ]
    return sorted(found, key=lambda f: f.path), sorted(closed)


def _walk(folder: Path, exclude: Sequence[str], closed: list[str]) -> Iterator[Found]:
    waiting = [("", os.fspath(folder))]
    while waiting:
        above, place = waiting.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            closed.append(above or "/")
            continue
        for entry in entries:
            path = above + _words(entry.name)
            if entry.name.startswith(_HIDDEN) or entry.is_symlink() or (exclude and _fits(path, exclude)):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((f"{path}/", entry.path))
            elif entry.name.lower().endswith(READABLE) and entry.is_file(follow_symlinks=False):
                facts = entry.stat(follow_symlinks=False)
                yield Found(path, entry.path, facts.st_size, facts.st_mtime_ns)


def _words(name: str) -> str:
    """A name as it can be stored: bytes that are no UTF-8 written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _fits(path: str, patterns: Sequence[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatchcase(path, p) or fnmatchcase(name, p) for p in patterns)


def digests(files: Sequence[Found], threads: int) -> list[str]:
    """The SHA-256 of each file's content, empty where it cannot be read."""
    with ThreadPoolExecutor(max(1, threads)) as pool:
        return list(pool.map(_digest, files))


def _digest(file: Found) -> str:
    try:
        return hashlib.sha256(load(file.file)).hexdigest()
    except InputError:  # reading it says why
        return ""


def same_content(contents: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each ``(path, digest)`` whose content an earlier path has: that path. Unreadable files are like no other."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for path, digest in sorted(contents):
        if digest and first.setdefault(digest, path) != path:
            found[path] = first[digest]
    return found
