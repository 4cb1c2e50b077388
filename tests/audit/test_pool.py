"""One function over many tasks, some of which end their process."""

import audit_folder
import pytest

from analyzer.audit.limits import Death, Limits
from analyzer.audit.pool import Local, run_all


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_dead_are_told_and_the_others_are_done(jobs):
    engine = Local(jobs)
    try:
        found = dict(
            run_all(audit_folder.die_on_sevens, range(1, 30), lambda task, death: None, engine, Limits())
        )
    finally:
        engine.close()
    dead = {task: d for task, d in found.items() if isinstance(d, Death)}
    assert {task: (d.path, d.step, d.cause) for task, d in dead.items()} == {
        n: (str(n), "review", "crash") for n in (7, 14, 21, 28)
    }
    assert {t: r for t, r in found.items() if t not in dead} == {n: n * n for n in range(1, 30) if n % 7}


def test_no_tasks_start_no_process():
    assert list(run_all(audit_folder.square, [], lambda task, death: None, Local(2), Limits())) == []
