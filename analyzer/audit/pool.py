"""One function over many tasks on local processes or a Dask cluster; whatever a task breaks, the others are done."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, Protocol, TypeVar

from analyzer.audit.limits import Death, Limits, Watch, death_from, guarded
from analyzer.document import InputError

T = TypeVar("T")
R = TypeVar("R")

_PATIENCE = 10  # seconds to wait for a scheduler


class Engine(Protocol):
    """Where tasks run."""

    broken: tuple[type[BaseException], ...]
    """What a future raises if its worker process died."""

    width: int
    """How many tasks to give it at a time."""

    def executor(self) -> Executor:
        """The executor, begun when first asked for."""

    def close(self) -> None:
        """End it; the next one asked for is a new one."""


class Local:
    """Processes of this machine: joblib's loky, which starts them afresh rather than forking.

    Its executor is used rather than ``Parallel``, which runs one job in the calling process and drops the results that are
    done when a worker dies.
    """

    broken: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, jobs: int) -> None:
        self.width = 2 * jobs
        self._jobs = jobs
        self._executor: Executor | None = None

    def executor(self) -> Executor:
        """As ``Engine`` says."""
        if self._executor is None:
            from joblib.externals.loky import ProcessPoolExecutor

            self._executor = ProcessPoolExecutor(max_workers=self._jobs)
        return self._executor

    def close(self) -> None:
        """As ``Engine`` says."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, kill_workers=True)  # type: ignore[call-arg]
            self._executor = None


class Dask:
    """A Dask cluster: the scheduler at ``address``, or one of ``jobs`` processes on this machine.

    Raises:
        InputError: distributed is not installed or the scheduler does not answer.
    """

    def __init__(self, address: str | None, jobs: int) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            raise InputError(
                "没有安装 Dask，请先运行 pip install 'report-analyzer[dask]'，或不用 --engine dask。"
            ) from error
        self.broken: tuple[type[BaseException], ...] = (distributed.scheduler.KilledWorker,)
        self.width = 64
        try:
            if address is not None:
                self._client = distributed.Client(address, timeout=_PATIENCE)
            else:
                self._client = distributed.Client(
                    n_workers=jobs, threads_per_worker=1, dashboard_address=None, set_as_default=False
                )
        except (OSError, ValueError) as error:
            raise InputError(
                f"连接不上 Dask 调度器“{address}”，请检查地址（如 tcp://10.0.0.1:8786）。"
            ) from error

    def executor(self) -> Executor:
        """As ``Engine`` says."""
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def close(self) -> None:
        """As ``Engine`` says."""
        self._client.close()


@dataclass(frozen=True, slots=True)
class _Running(Generic[T]):
    task: T
    note: Path
    alone: bool


def run_all(
    work: Callable[[T, Watch], R],
    tasks: Iterable[T],
    left: Callable[[T, Death], T | None],
    engine: Engine,
    limits: Limits,
) -> Iterator[tuple[T, R | Death]]:
    """``work`` done on each task, in no order: its result, or the ``Death`` of a file and later what ``left`` says is left.

    When a process dies, the tasks it and its fellows had in hand are done again, one at a time, each in a process of its
    own; what dies there is a ``Death``.
    """
    waiting = iter(tasks)
    again: deque[T] = deque()
    suspects: deque[T] = deque()
    running: dict[Future[R | Death], _Running[T]] = {}
    count = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="report-analyzer-")))
        single = Local(1)
        stack.callback(single.close)

        def give(place: Executor, task: T, alone: bool) -> bool:
            nonlocal count
            count += 1
            note = folder / str(count)
            try:
                future = place.submit(guarded, work, task, limits, str(note))
            except BrokenExecutor:  # a process died since the last look
                (suspects if alone else again).appendleft(task)
                return False
            running[future] = _Running(task, note, alone)
            return True

        while True:
            while len(running) < engine.width:
                task = again.popleft() if again else next(waiting, None)
                if task is None:
                    break
                if not give(engine.executor(), task, alone=False):
                    if all(r.alone for r in running.values()):
                        engine.close()
                    break
            if suspects and not any(r.alone for r in running.values()):
                single.close()
                give(single.executor(), suspects.popleft(), alone=True)
            if not running:
                if again or suspects:
                    continue
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            if any(_died(f, engine) and not running[f].alone for f in done):
                # Local processes die together: whatever was with them comes back.
                done |= {
                    f for f, r in running.items() if not r.alone and (isinstance(engine, Local) or f.done())
                }
                wait(done)
                lost = [running[f] for f in done if _died(f, engine) and not running[f].alone]
                at_work = [r for r in lost if r.note.exists()]
                for r in lost:
                    (suspects if r in at_work or not at_work else again).append(r.task)
                    r.note.unlink(missing_ok=True)
                if isinstance(engine, Local):
                    engine.close()
            for future in done:
                r = running.pop(future)
                if _died(future, engine):
                    if not r.alone:
                        continue
                    result: R | Death = death_from(r.note, limits) or Death(
                        "", "read", "crash", "进程意外结束"
                    )
                else:
                    result = _result(future)
                yield r.task, result
                if isinstance(result, Death) and (rest := left(r.task, result)) is not None:
                    (suspects if r.alone else again).append(rest)


def _died(future: Future[R], engine: Engine) -> bool:
    if future.cancelled():
        return False
    return isinstance(future.exception(), (*engine.broken, BrokenExecutor))


def _result(future: Future[R]) -> R:
    try:
        return future.result()
    except (CancelledError, OSError) as error:
        raise InputError("与 Dask 调度器的连接断了，已完成的部分已经存好；再运行一次就会接着做。") from error
