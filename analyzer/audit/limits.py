"""Time and memory that a worker process may spend on one file, and a note of the file it works on.

A file that takes too long ends its whole process: only this stops a loop in compiled code that never lets Python run.
The parent finds the note that the process leaves behind.
"""

import faulthandler
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from analyzer.document import InputError

T = TypeVar("T")
R = TypeVar("R")

_ONE_AT_A_TIME = threading.Lock()  # the alarm is the process's; a Dask worker may have several threads
_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and megabytes that one file may take."""

    seconds: float = 60.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Death:
    """A file that ended its process or broke its task. ``step``: read, review or follow; ``cause``: time, memory or crash."""

    path: str
    step: str
    cause: str
    error: str


class Watch:
    """Holds the limits over one task; ``at`` begins the next file."""

    def __init__(self, limits: Limits, note: str) -> None:
        self._limits = limits
        self._note = note
        self.here = ("", "read")

    def __enter__(self) -> Self:
        _ONE_AT_A_TIME.acquire()
        try:
            self._file = open(self._note, "w+b", buffering=0)  # noqa: PTH123 - closed in __exit__
        except OSError:  # a worker on another machine: its death is looked into by the parent
            self._file = open(os.devnull, "w+b", buffering=0)  # noqa: PTH123
        self._before = _limit_memory(self._limits.megabytes)
        return self

    def at(self, path: str, step: str) -> None:
        """Work on ``path`` begins now; the clock starts anew."""
        self.here = (path, step)
        if self._file.seekable():
            self._file.seek(0)
            self._file.truncate()
        self._file.write(f"{step}\t{path}\n".encode("utf-8", "surrogateescape"))
        faulthandler.dump_traceback_later(self._limits.seconds, file=self._file, exit=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        faulthandler.cancel_dump_traceback_later()
        _restore_memory(self._before)
        self._file.close()
        Path(self._note).unlink(missing_ok=True)
        _ONE_AT_A_TIME.release()


def guarded(work: Callable[[T, Watch], R], task: T, limits: Limits, note: str) -> R | Death:
    """``work(task, watch)`` within the limits. What breaks in it is a ``Death`` too, though the process lives."""
    with Watch(limits, note) as watch:
        try:
            return work(task, watch)
        except Exception as error:  # noqa: BLE001 - whatever one file breaks, the run goes on
            return Death(*watch.here, *told(error))


def told(error: Exception) -> tuple[str, str]:
    """The cause, and what a user may read: ``unreadable``, ``memory`` or ``crash``."""
    if isinstance(error, InputError):
        return "unreadable", str(error)
    return "memory" if isinstance(error, MemoryError) else "crash", f"{type(error).__name__}: {error}"


def death_from(note: Path, limits: Limits) -> Death | None:
    """What the process that left ``note`` behind died of; None if it left none."""
    try:
        head, _, dump = note.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    note.unlink(missing_ok=True)
    step, _, path = head.decode("utf-8", "surrogateescape").partition("\t")
    if b"Timeout" in dump:
        return Death(path, step, "time", f"超过{limits.seconds:g}秒没有做完")
    return Death(path, step, "crash", "处理它的进程意外结束（崩溃或内存用尽）")


def _limit_memory(megabytes: int) -> tuple[int, int] | None:
    """Let this process grow by so much more; None where the system cannot say or limit that."""
    if not sys.platform.startswith("linux"):
        return None
    import resource

    pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * _PAGE + megabytes * 2**20
    bounds = [b for b in (soft, hard) if b != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(wanted, *bounds) if bounds else wanted, hard))
    return soft, hard


def _restore_memory(before: tuple[int, int] | None) -> None:
    if before is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, before)
