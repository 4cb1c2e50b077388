"""An audit from the folder to the store: what is new or changed is read and reviewed, the rest stays as it is."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

from analyzer.audit import fingerprints
from analyzer.audit.discover import Found, digests, discover, same_content
from analyzer.audit.limits import Death, Limits
from analyzer.audit.mapping import Mapping, mapping_of
from analyzer.audit.planning import Plan, plan_of
from analyzer.audit.pool import Dask, Engine, Local, run_all
from analyzer.audit.rows import Row, Rows
from analyzer.audit.store import Store, merged
from analyzer.audit.work import Reading, Reviewed, Reviewing, recognise, review_series
from analyzer.document import Configuration, InputError
from analyzer.learned.roles import MODEL
from analyzer.learned.store import load

_FILES = 16  # files a task that are read and recognised
_READ, _REVIEWED = 256, 48  # reports that are written to the store at a time


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may say of an audit; ``retry``: files that ran out of time or memory, or crashed, are tried again.

    ``configuration`` is what he laid down for every report.
    """

    templates: tuple[str, ...] = ()
    mapping: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    jobs: int = 1
    engine: str = "local"
    scheduler: str | None = None
    limits: Limits = field(default_factory=Limits)
    retry: bool = False
    configuration: Configuration = Configuration()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step (读取, 审阅) has come, in files, and how many failures there are so far."""

    step: str
    done: int
    total: int
    failed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, in files, and how many findings of each severity now stand in the store.

    ``unchanged`` were not reviewed again; ``failed`` is what could not be read or checked, from this or an earlier run.
    ``suppressed`` findings are not among ``findings``.
    """

    run: int
    files: int
    reviewed: int
    unchanged: int
    removed: int
    failed: int
    findings: dict[str, int]
    suppressed: int


Told = Callable[[Progress], None]


def audit(folder: Path, store: Path, settings: Settings = Settings(), told: Told | None = None) -> Outcome:
    """Review the reports below ``folder`` and keep all that is found in ``store``; ``told`` hears how far it has come.

    Killed at any moment, the next call goes on where it ended. One process may write a store at a time.

    Raises:
        InputError: the folder, a template, the mapping or the store cannot be used, or there is no such engine.
    """
    if not folder.is_dir():
        raise InputError(f"“{folder}”不是文件夹，请给出要审计的文件夹。")
    load(MODEL)  # a damaged model is said once, before hours of work
    folder = folder.resolve()
    mapping = mapping_of(settings.templates, settings.mapping)
    with Store(store, folder, settings.jobs) as opened, closing(_Engine(settings)) as engine:
        return _Audit(opened, settings, mapping, engine, told or (lambda progress: None)).run(folder)


class _Engine:
    """The engine of the settings, begun when there is something to do."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._engine: Engine | None = None

    def get(self) -> Engine:
        if self._engine is None:
            s = self._settings
            self._engine = Dask(s.scheduler, s.jobs) if s.engine == "dask" else Local(s.jobs)
        return self._engine

    def close(self) -> None:
        if self._engine is not None:
            self._engine.close()


class _Audit:
    def __init__(
        self, store: Store, settings: Settings, mapping: Mapping, engine: _Engine, told: Told
    ) -> None:
        self._store = store
        self._settings = settings
        self._mapping = mapping
        self._engine = engine
        self._told = told
        self._tool = fingerprints.tool()
        self._checked = False

    def run(self, folder: Path) -> Outcome:
        s = self._settings
        originals = [Path(text.path) for text in s.configuration.canonical if text.path]
        found, closed = discover(folder, s.include, s.exclude, [*self._mapping.files, *originals])
        known = {
            str(path): (size, modified)
            for path, size, modified in self._store.rows("SELECT path, size, modified FROM files")
        }
        said = asdict(replace(s, configuration=Configuration()))
        said |= {"mapping": str(s.mapping) if s.mapping else None, "configuration": s.configuration.sources}
        self._run = self._store.begin_run(self._tool, said)
        complete = fingerprints.fingerprint(
            self._tool,
            self._mapping.known_as,
            fingerprints.of_configuration(s.configuration),
            str(s.limits),
            *closed,
        )
        unread = self._store.rows("SELECT path FROM files WHERE sha256 = ''")
        if (
            s.retry
            or unread
            or self._store.meta("complete") != complete
            or known != {f.path: (f.size, f.modified) for f in found}
        ):
            reviewed, unchanged, removed = self._renew(found, closed, complete)
        else:
            reviewed, unchanged, removed = 0, len(found), 0
        self._suppress()
        return self._outcome(len(found), reviewed, unchanged, removed)

    def _outcome(self, files: int, reviewed: int, unchanged: int, removed: int) -> Outcome:
        failed = self._count("SELECT count(DISTINCT path) FROM failures")
        suppressed = self._count(
            "SELECT count(*) FROM findings WHERE gone IS NULL AND suppressed IS NOT NULL"
        )
        counts = (files, reviewed, unchanged, removed, failed)
        self._store.end_run(self._run, counts)
        live = self._store.rows(
            "SELECT severity, count(*) FROM findings WHERE gone IS NULL AND suppressed IS NULL GROUP BY severity"
        )
        findings = {str(severity): int(str(n)) for severity, n in live}
        return Outcome(self._run, *counts, findings, suppressed)

    def _count(self, query: str) -> int:
        return int(str(self._store.rows(query)[0][0]))

    def _renew(self, found: list[Found], closed: list[str], complete: str) -> tuple[int, int, int]:
        """Do what is due: how many files were reviewed, stand as they stood, and are gone."""
        before = self._store.meta("settings")
        limits = str(self._settings.limits)
        stood = self._standing()
        with self._store.whole():
            self._store.set_meta("complete", "")
            self._store.set_meta("suppressions", "")  # findings that are put in are not suppressed yet
            self._store.set_meta("settings", limits)
            if self._settings.retry or (before and before != limits):
                self._try_again()
            removed = self._take_stock(found, closed)
        self._stored = {
            str(path)
            for (path,) in self._store.rows(
                "SELECT path FROM findings UNION SELECT path FROM sections UNION SELECT path FROM passages "
                "UNION SELECT path FROM figures UNION SELECT path FROM failures UNION SELECT path FROM slot_values"
            )
        }
        self._where = {f.path: f.file for f in found}
        self._failed = self._count("SELECT count(DISTINCT path) FROM failures")
        self._read()
        reviewed = 0
        while True:
            plan = plan_of(self._store, self._mapping, self._where, self._settings.configuration)
            done, again = self._review(plan)
            reviewed += done
            if not again:
                break
        self._find_reuse()
        self._store.set_meta("complete", complete)
        return reviewed, len(stood & self._standing()), removed

    def _standing(self) -> set[object]:
        """Each file that is done, with what it was read and reviewed as."""
        return set(
            self._store.rows(
                "SELECT path, sha256, same_as, read_as, reviewed_as FROM files WHERE same_as IS NOT NULL OR read_as IS NOT NULL"
            )
        )

    def _suppress(self) -> None:
        """Note which findings the user accepts, where that is not noted as of today."""
        today = date.today()
        holding = [s for s in self._settings.configuration.suppressions if s.holds(today)]
        known_as = fingerprints.of_suppressions(holding)
        if self._store.meta("suppressions") != known_as:
            with self._store.whole():
                self._store.suppress(holding)
                self._store.set_meta("suppressions", known_as)

    def _try_again(self) -> None:
        self._store.connection.execute(
            "UPDATE files SET read_as = NULL, reviewed_as = NULL "
            "WHERE path IN (SELECT path FROM failures WHERE cause IN ('time', 'memory', 'crash'))"
        )

    def _take_stock(self, found: list[Found], closed: list[str]) -> int:
        """Bring ``files`` up to date: what is there, what it holds, what is a copy. How many files are gone."""
        store = self._store
        old = {str(row[0]): row for row in store.rows("SELECT * FROM files")}
        changed = [
            f
            for f in found
            if (row := old.get(f.path)) is None or row[1:3] != (f.size, f.modified) or not row[3]
        ]
        contents = dict(zip((f.path for f in changed), digests(changed, self._settings.jobs), strict=True))
        there = {f.path for f in found}
        gone = [path for path in old if path not in there]
        sha = {f.path: contents.get(f.path) if f.path in contents else str(old[f.path][3]) for f in found}
        copies = same_content((path, digest or "") for path, digest in sha.items())
        rows: list[Row] = []
        dropped = list(gone)
        for f in found:
            row = old.get(f.path)
            same = row is not None and row[3] == sha[f.path] and copies.get(f.path) is None
            new = (
                f.path,
                f.size,
                f.modified,
                sha[f.path],
                copies.get(f.path),
                *(row[5:7] if row and same else (None, None)),
            )
            if new != row:
                rows.append(new)
                if row is not None and f.path in copies:
                    dropped.append(f.path)
        store.remove("files", [*gone, *(str(r[0]) for r in rows if str(r[0]) in old)])
        store.add("files", rows)
        if dropped:
            store.forget(dropped, self._run)
        store.connection.execute("DELETE FROM failures WHERE path LIKE '%/'")
        store.add(
            "failures", [(path, "read", "unreadable", "这个文件夹打不开，请检查权限。") for path in closed]
        )
        return len(gone)

    def _read(self) -> None:
        """Read and recognise what was not read yet as it is now."""
        own = self._settings.configuration.own_names
        due: dict[str, str] = {}
        for path, sha, read_as in self._store.rows(
            "SELECT path, sha256, read_as FROM files WHERE same_as IS NULL ORDER BY path"
        ):
            name = str(path)
            wanted = fingerprints.fingerprint(self._tool, str(sha), name.rpartition("/")[2], *own)
            if read_as != wanted:
                due[name] = wanted
        if not due:
            return
        jobs = self._settings.jobs
        size = max(1, min(_FILES, len(due) // (4 * jobs)))
        paths = list(due)
        tasks = (
            Reading(tuple((p, self._where[p]) for p in paths[i : i + size]), own)
            for i in range(0, len(paths), size)
        )
        reports: list[Row] = []
        failures: list[Row] = []
        done = 0

        def keep() -> None:
            with self._store.whole():
                self._keep_read(reports, failures, due)
            reports.clear()
            failures.clear()

        for _, result in self._map(recognise, tasks, _without):
            if isinstance(result, Death):
                some: Sequence[Row] = [(result.path, result.step, result.cause, result.error)]
                failures += some
            else:
                some = [*result.reports, *result.failures]
                reports += result.reports
                failures += result.failures
            done += len(some)
            if len(reports) + len(failures) >= _READ:
                keep()
            self._say("读取", done, len(due), len(failures))
        keep()

    def _keep_read(self, reports: list[Row], failures: list[Row], due: dict[str, str]) -> None:
        store = self._store
        good, bad = [str(r[0]) for r in reports], [str(r[0]) for r in failures]
        store.remove("reports", good)
        if self._stored:
            store.remove("failures", good)
        store.forget(bad, self._run)
        store.add("reports", reports)
        store.add("failures", failures)
        store.set_files("read_as", {p: due[p] for p in good + bad})
        store.set_files("reviewed_as", dict.fromkeys(good + bad))
        self._failed += len(bad)

    def _review(self, plan: Plan) -> tuple[int, bool]:
        """Review what ``plan`` says is due: how many reports, and whether a file broke that the others stand beside."""
        total = sum(item.due for task in plan.tasks for item in task.items)
        again = False
        done = failed = 0
        waiting: list[tuple[Reviewing, Reviewed | Death]] = []
        for task, result in self._map(review_series, plan.tasks, _less):
            waiting.append((task, result))
            if isinstance(result, Death):
                again = again or result.step == "read"
                done += result.step == "review"
                failed += 1
            else:
                done += len(result.reports)
            if sum(len(t.items) for t, _ in waiting) >= _REVIEWED:
                self._keep_reviewed(waiting, plan)
                waiting, failed = [], 0
            self._say("审阅", done, total, failed)
        self._keep_reviewed(waiting, plan)
        return done, again

    def _keep_reviewed(self, results: list[tuple[Reviewing, Reviewed | Death]], plan: Plan) -> None:
        if not results:
            return
        with self._store.whole():
            self._keep_reports([r for _, r in results if not isinstance(r, Death)], plan)
            for task, result in results:
                if isinstance(result, Death):
                    self._keep_death(task, result, plan)
                elif result.series is not None:
                    self._keep_series(task.series, result.series, plan)

    def _keep_reports(self, results: list[Reviewed], plan: Plan) -> None:
        store = self._store
        reports = [report for result in results for report in result.reports]
        if not reports:
            return
        paths = [path for path, *_ in reports]
        rows = merged(rows for *_, rows in reports)
        if stale := [p for p in paths if p in self._stored]:
            for table in ("earlier", "failures", *(t for t in rows if t not in ("findings", "failures"))):
                store.remove(table, stale)
        findings = rows.pop("findings")
        if stale:
            store.add_findings(paths, findings, self._run)
        else:
            store.add("findings", [(*row, self._run) for row in findings])
        for table, some in rows.items():
            store.add(table, some)
        store.add("earlier", [(p, n, other) for p in paths for n, other in enumerate(plan.earlier[p])])
        store.set_templates([(path, name, why) for path, name, why, _ in reports])
        store.set_files("reviewed_as", {p: plan.reviewed_as[p] for p in paths})
        self._failed += len({row[0] for row in rows["failures"]})

    def _keep_death(self, task: Reviewing, death: Death, plan: Plan) -> None:
        store = self._store
        path = _blamed(task, death)
        if death.step == "follow":
            store.set_followed(task.series, plan.followed_as[task.series])
        else:
            store.forget([path], self._run, unread=death.step == "read")
            if death.step == "review":
                store.set_files("reviewed_as", {path: plan.reviewed_as[path]})
        store.add("failures", [(path, death.step, death.cause, death.error)])
        self._failed += 1

    def _keep_series(self, name: str, rows: Rows, plan: Plan) -> None:
        store = self._store
        for table in ("indicators", "points"):
            store.connection.execute(f"DELETE FROM {table} WHERE series = ?", [name])
        for table, some in rows.items():
            store.add(table, some)
        store.set_followed(name, plan.followed_as[name])

    def _map(self, work, tasks, left) -> Iterator:  # type: ignore[no-untyped-def,type-arg]
        if not self._checked:
            from analyzer.templates import read_template

            for (
                file
            ) in self._mapping.files:  # a template that cannot be read is told before anything is begun
                read_template(file)
            self._checked = True
        return run_all(work, tasks, left, self._engine.get(), self._settings.limits)

    def _say(self, step: str, done: int, total: int, failed: int) -> None:
        self._told(Progress(step, done, total, self._failed + failed))

    def _find_reuse(self) -> None:
        from analyzer.audit.reuse import find_reuse
        from analyzer.audit.reuse_findings import CODE, finding_rows

        find_reuse(self._store.connection)
        said = self._settings.configuration
        looks = said.runs(CODE, asked=False)
        with self._store.whole():
            found = list(finding_rows(self._store.connection, said.severity(CODE))) if looks else []
            self._store.set_reuse(found, self._run)


def _without(task: Reading, death: Death) -> Reading | None:
    rest = tuple(f for f in task.files if f[0] != death.path)
    return replace(task, files=rest) if rest else None


def _blamed(task: Reviewing, death: Death) -> str:
    return death.path or next((i.path for i in task.items if i.due), task.items[-1].path)


def _less(task: Reviewing, death: Death) -> Reviewing | None:
    if death.step == "read":
        return None
    if death.step == "follow":
        rest = replace(task, follow=False)
    else:
        path = _blamed(task, death)
        rest = replace(task, items=tuple(replace(i, due=i.due and i.path != path) for i in task.items))
    return rest if rest.follow or any(i.due for i in rest.items) else None
