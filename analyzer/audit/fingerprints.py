"""Short names of all that a result depends on: contents, settings, and this program itself."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from analyzer import __version__, resources
from analyzer.document import Configuration, Suppression
from analyzer.learned.store import SUMS
from analyzer.readers.sniff import load


def fingerprint(*parts: str) -> str:
    """A name of ``parts`` in their order."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def tool() -> str:
    """The program's version and a name of its code, word lists and models: what an edited rule finds may differ."""
    package = Path(__file__).parents[1]
    code = sorted(package.rglob("*.py"))
    words = sorted((resources.folder("corpora") / "lexicons").iterdir())
    models = resources.folder("models") / SUMS
    whole = hashlib.sha256()
    for file in (*code, *words, models):
        whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{__version__}+{whole.hexdigest()[:12]}"


def of_templates(files: Iterable[Path]) -> str:
    """A name of templates and of what the files beside them say. Raises ``InputError`` for one that cannot be read."""
    return fingerprint(*(f"{file.name}\0{_content(file)}\0{_beside(file)}" for file in files))


def _content(file: Path) -> str:
    return hashlib.sha256(load(file)).hexdigest()


def _beside(file: Path) -> str:
    beside = file.with_suffix(".toml")
    return _content(beside) if beside != file and beside.is_file() else ""


def of_review(read_as: str, templates: str, configuration: str, earlier: Sequence[str]) -> str:
    """What a review depends on: the report, the templates to choose from, what the user laid down, the earlier reports."""
    return fingerprint(read_as, templates, configuration, *earlier)


def of_configuration(configuration: Configuration) -> str:
    """A name of all that a configuration says of how a report is reviewed; empty where it says nothing.

    What it says of findings that are accepted changes no review.
    """
    said = asdict(configuration)
    for key in ("suppressions", "said", "sources"):
        del said[key]
    said["canonical"] = [(text.source, text.text) for text in configuration.canonical]
    for key in ("off", "on"):
        said[key] = sorted(said[key])
    return fingerprint(json.dumps(said, sort_keys=True)) if any(said.values()) else ""


def of_suppressions(suppressions: Iterable[Suppression]) -> str:
    """A name of suppressions in their order."""
    return fingerprint(*(repr(s) for s in suppressions))
