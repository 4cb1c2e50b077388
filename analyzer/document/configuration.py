"""What a user lays down for the review of his drafts: rules, words, names, texts, and findings that are accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from analyzer.document.finding import Severity


@dataclass(frozen=True, slots=True)
class HouseTerm:
    """A word that the house does not write, and what it writes instead; ``why`` is shown with the finding."""

    wrong: str
    right: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A text that quotations are compared with; ``source`` is its file's name."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings that the user accepts: shown as suppressed with the reason, never lost.

    A finding is meant if all that is given fits: ``code`` (a rule or a family), ``key``, ``words`` that its place holds,
    ``file`` (a pattern for the report's name). ``until`` is the last day on which it holds.
    """

    reason: str
    code: str = ""
    key: str = ""
    words: str = ""
    file: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that is in force for a review; ``sources`` are the files it came from.

    ``off`` and ``on`` hold codes of rules or families, ``on`` those that are off unless asked for; ``severities`` says
    what a rule's findings count as instead of what the rule says. ``protected`` words are never taken for a fault of
    wording. ``own_names`` are the names and aliases under which the reporting body may appear. ``lexicons`` are the
    user's own files of wording, by the name of the shipped table that each adds to.
    """

    sources: tuple[str, ...] = ()
    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    protected: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    house_terms: tuple[HouseTerm, ...] = ()
    canonical: tuple[CanonicalText, ...] = ()
    lexicons: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()

    def runs(self, code: str, *, asked: bool) -> bool:
        """Whether the rule of this code looks at all; ``asked``: only where it was turned on.

        The longer of two that speak of it holds: with ``L8`` off and ``L801`` on, L801 looks.
        """
        on, off = _longest(code, self.on), _longest(code, self.off)
        return on >= off if on or off else not asked


def _longest(code: str, given: frozenset[str]) -> int:
    """The length of the longest of ``given`` that the code begins with."""
    return max((len(g) for g in given if code.startswith(g)), default=0)
