"""Templates as users have them: a file with blanks in it, and a ``.toml`` beside it that may say more."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from analyzer import resources
from analyzer.document import Comparison, InputError, PassageSpec, Report, SlotValue, Template, TemplateSpec
from analyzer.readers import parse, read

_SUFFIXES = (".docx", ".txt", ".md", ".doc", ".wps", ".odt")
_WORDING, _SECTIONS = 0.6, 0.4  # what counts in the choice of a template
_ENOUGH, _KEPT = 0.4, 0.2  # of the score, and of the wording by itself


def read_template(path: str | os.PathLike[str]) -> Template:
    """The template in a file, with what the ``.toml`` of the same name beside it says.

    Raises:
        InputError: either file cannot be read, or the second speaks of what the first does not have.
    """
    from analyzer.alignment.schema import template_of
    from analyzer.readers.spec import read_spec

    file = Path(path)
    if file.suffix.lower() == ".toml":
        raise InputError(f"“{file.name}”是模板的说明文件，请给出模板本身（如 {file.stem}.docx）。")
    report = read(path)  # before its companion: what is no file has no name to look beside
    beside = file.with_suffix(".toml")
    return template_of(report, read_spec(beside) if beside.is_file() else None)


def parse_template(text: str, *, source: str = "", locked: Iterable[str] = ()) -> Template:
    """The template in a string; ``locked`` are the beginnings of passages that must stand word by word."""
    from analyzer.alignment.schema import template_of

    spec = TemplateSpec(source, locked=tuple(PassageSpec(words) for words in locked))
    return template_of(parse(text, source=source), spec)


def extract(report: Report, template: Template) -> tuple[SlotValue, ...]:
    """What ``report`` has in each slot of the ``template``, in the template's order."""
    return align(report, template).values


def align(report: Report, template: Template) -> Comparison:
    """``report`` beside its ``template``: sentences, sections, slot values, changed wording."""
    from analyzer.alignment import align as aligned

    if not isinstance(report, Report) or not isinstance(template, Template):
        raise TypeError(
            "give a Report (analyzer.read) and a Template (analyzer.read_template), in this order"
        )
    return aligned(template, report)


def compare(new: Report, old: Report) -> Comparison:
    """``new`` beside ``old``: which sentences are the same, changed, moved, added or gone, and which words differ."""
    from analyzer.alignment import compare as compared

    return compared(old, new)


class Choice(NamedTuple):
    """A template and how well a report fits it: the parts of its wording and of its sections that are there."""

    template: Template
    path: Path
    wording: float
    sections: int
    of: int

    @property
    def score(self) -> float:
        """All that speaks for it, 0 to 1."""
        return _WORDING * self.wording + _SECTIONS * (self.sections / self.of if self.of else self.wording)


def shipped_templates() -> list[Path]:
    """The templates that come with the package."""
    folder = resources.folder("corpora") / "templates"
    files = sorted(f for f in folder.iterdir() if f.suffix in _SUFFIXES)
    return [f for f in files if f.suffix != ".txt" or not f.with_suffix(".docx").exists()]


def choose_template(report: Report, paths: Iterable[Path] = ()) -> Choice:
    """The template that ``report`` was most likely written from, of ``paths`` or of those that are shipped.

    Raises:
        InputError: none of them is anything like the report.
    """
    choices = [_weighed(report, path) for path in (list(paths) or shipped_templates())]
    best = max(choices, key=lambda c: c.score, default=None)
    if best is None or best.score < _ENOUGH or best.wording < _KEPT:
        raise InputError(f"自带的模板里没有与“{report.source}”相近的，请用 --template 给出模板文件。")
    return best


def _weighed(report: Report, path: Path) -> Choice:
    template = read_template(path)
    comparison = align(report, template)
    top = [m for m in comparison.sections if template.report.sections[m.left].level == 1]
    found = sum(m.right is not None for m in top)
    return Choice(template, path, comparison.likeness, found, len(top))
