"""Running commands as users do, apart from what this machine's user laid down."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def run(tmp_path):
    def run(*args):
        return subprocess.run(
            [sys.executable, "-m", "analyzer", *map(str, args)],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            # Where a user's own file is looked for, on each system.
            env={
                **os.environ,
                **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "APPDATA"), str(tmp_path / "个人")),
            },
            timeout=120,
        )

    return run
