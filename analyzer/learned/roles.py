"""What a section is for, told by its title and the beginning of its text."""

import re
from collections.abc import Sequence

from analyzer.document import Report, Section
from analyzer.learned.store import load
from analyzer.text.folding import fold

MODEL = "section_role"
BROAD = {
    "ORG": "MEASURES",
    "MECHANISM": "MEASURES",
    "STUDY": "MEASURES",
    "DUTY": "MEASURES",
    "INTEGRITY": "MEASURES",
    "UNDONE": "PROBLEMS",
    "RECTIFY_PLAN": "NEXT",
    "TASKS": "NEXT",
    "TARGETS": "NEXT",
    "GOV_SELF": "NEXT",
    "METHOD": "BASIC",
    "FACTS": "BASIC",
}
"""The roles that the model does not tell apart from broader ones: what was done is ``MEASURES``, in whatever field."""
_BEGINNING = 80  # characters of the text; more of it speaks of the subject rather than of the role
_DIGITS = re.compile(r"\d+")
_NO_WORDS = re.compile(r"\W")


def features(title: str, content: str) -> list[str]:
    """What the model looks at: one, two and three characters of the title, pairs of characters of the content.

    Digits count as one, punctuation and width as nothing. Where the section stands is left out: a report that lost
    its plans must not have its last section taken for them.
    """
    head = f"^{_plain(title)}$"
    words = _plain(content[: 3 * _BEGINNING])[:_BEGINNING]
    found = {f"t:{head[i : i + n]}" for n in (1, 2, 3) for i in range(len(head) - n + 1)}
    found.update(f"b:{words[i : i + 2]}" for i in range(len(words) - 1))
    return sorted(found)


def _plain(text: str) -> str:
    return _DIGITS.sub("0", _NO_WORDS.sub("", fold(text)))


def section_features(report: Report, section: Section) -> list[str]:
    """The features of a section of a report."""
    return features(section.title, report.text[section.body.start : section.body.end][: 3 * _BEGINNING])


def learned_role(report: Report, section: Section) -> str:
    """The role of a section as the model sees it, empty where it is not sure. Raises ``InputError``."""
    return load(MODEL).says(section_features(report, section))


def joined(learned: str, keyword: str) -> str:
    """One role from the model's and the heading's: the finer where they agree, else the model's, which is surer."""
    if not learned or BROAD.get(keyword, keyword) == learned:
        return keyword
    return learned


def roles_of(report: Report) -> Sequence[str]:
    """The role of each section; a subsection has that of the section on top of it, told apart by nothing else.

    Raises ``InputError``.
    """
    roles: list[str] = []
    for section in report.sections:
        if section.parent is not None:
            roles.append(roles[section.parent])
        else:
            roles.append(joined(learned_role(report, section), section.role))
    return roles
