"""Imports run downwards only; the data that git has is the data that the wheel carries."""

import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
SHIPPED = ("analyzer/", "models/", "corpora/templates/", "corpora/lexicons/")


def test_layers():
    from importlinter.application.use_cases import lint_imports
    from importlinter.configuration import configure

    configure()
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None, is_debug_mode=False)


def test_every_part_of_the_package_has_its_layer():
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][
        0
    ]["layers"]
    named = {part.strip() for layer in layers for part in layer.split("|")}
    parts = {
        p.stem for p in (ROOT / "analyzer").iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()
    }
    assert named == parts - {"__init__"}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout")
def test_the_wheel_carries_what_git_has(tmp_path):
    command = ["git", "-c", "core.quotepath=off", "ls-files"]
    git = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if git.returncode:
        pytest.skip(f"git does not answer: {git.stderr}")
    listed = git.stdout
    expected = {
        (f if f.startswith("analyzer/") else f"analyzer/{f}")
        for f in listed.splitlines()
        if f.startswith(SHIPPED)
    }
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    names = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    assert names == expected
