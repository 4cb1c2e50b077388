"""The same audit on a Dask cluster: a scheduler and two worker processes, one of them killed while it works."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from audit_folder import contents, write_folder

from analyzer.audit import pool
from analyzer.audit.run import Settings, audit
from analyzer.document import InputError

pytest.importorskip("distributed")

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cluster(tmp_path):
    """A scheduler's address and the worker processes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    file = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment, "cwd": tmp_path}
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    scheduler = subprocess.Popen(
        [*start, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)],
        **quiet,
    )
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file)]
    workers = [
        subprocess.Popen(
            [*worker, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"], **quiet
        )
        for _ in range(2)
    ]
    try:
        until = time.monotonic() + 30
        while not file.exists() and time.monotonic() < until:
            time.sleep(0.05)
        yield json.loads(file.read_text())["address"], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_cluster_that_loses_a_worker_gives_the_same(tmp_path, cluster):
    address, workers = cluster
    folder = write_folder(tmp_path / "reports", (2022, 2023, 2024))
    killed = threading.Event()

    def told(progress):
        if progress.step == "审阅" and not killed.is_set():
            workers[0].send_signal(signal.SIGKILL)
            killed.set()

    settings = Settings(templates=("none",), engine="dask", scheduler=address)
    outcome = audit(folder, tmp_path / "dask.duckdb", settings, told)
    assert killed.is_set()
    assert (outcome.reviewed, outcome.failed) == (36, 0)
    audit(folder, tmp_path / "local.duckdb", Settings(templates=("none",), jobs=2))
    assert contents(tmp_path / "dask.duckdb") == contents(tmp_path / "local.duckdb")


def test_a_scheduler_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "_PATIENCE", 0.5)
    folder = write_folder(tmp_path / "reports")
    settings = Settings(templates=("none",), engine="dask", scheduler="tcp://127.0.0.1:1")
    with pytest.raises(InputError, match="连接不上"):
        audit(folder, tmp_path / "a.duckdb", settings)
