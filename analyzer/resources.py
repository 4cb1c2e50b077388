"""Finds the data that ships with the package, in a wheel and in a checkout alike."""

import csv
from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder of shipped data called ``name`` (``corpora`` or ``models``).

    A wheel carries it inside the package. A checkout has it beside the package; that place counts only
    if a ``pyproject.toml`` stands there too, so that a stranger's ``site-packages/models`` is never read.

    Raises:
        FileNotFoundError: neither place has it: the installation is damaged.
    """
    inside = _PACKAGE / name
    if inside.is_dir():
        return inside
    root = _PACKAGE.parent
    if (root / "pyproject.toml").is_file() and (root / name).is_dir():
        return root / name
    raise FileNotFoundError(f"no data folder {name!r} beside or inside {_PACKAGE}")


def table(path: str) -> list[dict[str, str]]:
    """The rows of a tab-separated file below ``corpora``, by column name; ``path`` as ``lexicons/x.tsv``."""
    with (folder("corpora") / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
