"""The configuration that is in force for a draft: the file nearest above it, and below that the user's own.

``report-analyzer.toml`` is looked for in the draft's folder and in those above it; the nearest one counts, those further up
do not. A user's own file may lie under it: lists of both are joined, and where both speak of one thing the nearest holds.
"""

import os
from pathlib import Path

from analyzer.document import CONFIGURATION_FILE, Configuration
from analyzer.rules import RULES
from analyzer.rules.lexicon import check_row

_OF_AUDITS = ("R901",)
CODES = frozenset(rule.code for rule in RULES).union(_OF_AUDITS)
"""The codes of all rules, those of audits included."""


def read_configuration(path: str | os.PathLike[str]) -> Configuration:
    """What the file at ``path`` says.

    Raises:
        InputError: it cannot be read, or says what a configuration does not say; with file, line and reason.
    """
    from analyzer.readers.configuration import read_configuration as read

    return read(Path(path), CODES, check_row)


def configuration_for(
    place: str | os.PathLike[str], user: str | os.PathLike[str] | None = None
) -> Configuration:
    """What holds for the draft or folder at ``place``, over what the file ``user`` says where there is such a file.

    Raises:
        InputError: one of the files cannot be used.
    """
    found = find(place)
    files = [f for f in (found, Path(user) if user is not None and _is_file(Path(user)) else None) if f]
    whole = Configuration()
    for file in reversed(list(dict.fromkeys(files))):
        whole = read_configuration(file).over(whole)
    return whole


def find(place: str | os.PathLike[str]) -> Path | None:
    """The configuration file nearest above the draft at ``place``, or in or above the folder; None where there is none."""
    start = Path(os.path.abspath(place))  # noqa: PTH100 - a link is looked for where it lies, not where it leads
    folders = (start, *start.parents)  # a draft holds no file, a folder may
    return next((file for folder in folders if _is_file(file := folder / CONFIGURATION_FILE)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be looked into has none for this user
        return False
