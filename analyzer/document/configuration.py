"""What a user lays down for the review of his drafts: rules, words, names, texts, and findings that are accepted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from typing import TypeVar

from analyzer.document.finding import Finding, Severity
from analyzer.document.report import Report
from analyzer.document.span import Span

CONFIGURATION_FILE = "report-analyzer.toml"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HouseTerm:
    """A word that the house does not write, and what it writes instead; ``why`` is shown with the finding."""

    wrong: str
    right: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A text that quotations are compared with; ``source`` is its file's name, ``path`` where it was read."""

    source: str
    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings that the user accepts: shown as suppressed with the reason, never lost.

    A finding is meant if all that is given fits: ``code`` (a rule or a family), ``key``, ``words`` that stand at its place
    (they hold it, lie in it, or overlap it), ``file`` (a pattern for the report's name or path). ``until`` is the last day
    on which it holds.
    """

    reason: str
    code: str = ""
    key: str = ""
    words: str = ""
    file: str = ""
    until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it has not run out."""
        return self.until is None or today <= self.until

    def is_for(self, source: str) -> bool:
        """Whether it speaks of the report called ``source``: a name, or a path of which the pattern is the end."""
        path = source.replace("\\", "/")
        pattern = self.file.replace("\\", "/")
        return not pattern or any(
            fnmatchcase(path, p) for p in (pattern, f"*/{pattern.removeprefix('./').lstrip('/')}")
        )

    def fits(self, finding: Finding, report: Report) -> bool:
        """Whether it means this ``finding``, held or not."""
        return self.means(finding.code, finding.key, report.source, report.text, finding.span)

    def means(self, code: str, key: str, source: str, text: str, span: Span) -> bool:
        """Whether it means a finding at ``span`` in ``text``, which may be only the sentence that the finding is in."""
        return (
            code.startswith(self.code)
            and self.key in ("", key)
            and (not self.words or _stand_at(self.words, text, span))
            and self.is_for(source)
        )


def _stand_at(words: str, text: str, span: Span) -> bool:
    """Whether ``words`` stand in ``text`` so that they share a character with ``span``, or touch an empty one."""
    empty = span.start == span.end
    start = max(0, span.start - len(words) + (not empty))
    at = text.find(words, start, span.end + len(words))
    return at >= 0 and (at <= span.end if empty else at < span.end)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a configuration says and where: ``what`` is the key in the file, ``name`` what it speaks of."""

    what: str
    name: str
    value: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that is in force for a review; ``sources`` are the files it came from, the one that counts most first.

    ``off`` and ``on`` hold codes of rules or families, ``on`` those that are off unless asked for; ``severities`` says
    what a rule's findings count as instead of what the rule says. ``protected`` words are never taken for a fault of
    wording. ``own_names`` are the names and aliases under which the reporting body may appear. ``lexicons`` are the
    user's own files of wording, by the name of the shipped table that each adds to. ``said`` tells of each of these
    where it was written.
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
    said: tuple[Said, ...] = ()

    def runs(self, code: str, *, asked: bool) -> bool:
        """Whether the rule of this code looks at all; ``asked``: only where it was turned on.

        The longer of two that speak of it holds: with ``L8`` off and ``L801`` on, L801 looks.
        """
        on, off = len(_longest(code, self.on)), len(_longest(code, self.off))
        return on >= off if on or off else not asked

    def severity(self, code: str) -> Severity | None:
        """What the findings of this rule count as; None where the user leaves it to the rule."""
        return self.severities.get(_longest(code, self.severities))

    def over(self, lower: "Configuration") -> "Configuration":
        """Both together: lists are joined, and where both speak of a rule or a wrong word, this one holds.

        A family of which this one speaks takes what ``lower`` says of its rules with it.
        """
        codes = self.off | self.on
        wrong = {term.wrong for term in self.house_terms}
        tables = [*self.lexicons, *(name for name in lower.lexicons if name not in self.lexicons)]
        return Configuration(
            sources=(*self.sources, *lower.sources),
            off=self.off | _beside(lower.off, codes),
            on=self.on | _beside(lower.on, codes),
            severities={
                **{c: lower.severities[c] for c in _beside(lower.severities, self.severities)},
                **self.severities,
            },
            protected=_joined(self.protected, lower.protected),
            own_names=_joined(self.own_names, lower.own_names),
            house_terms=(*self.house_terms, *(t for t in lower.house_terms if t.wrong not in wrong)),
            canonical=_joined(self.canonical, lower.canonical),
            lexicons={name: (*self.lexicons.get(name, ()), *lower.lexicons.get(name, ())) for name in tables},
            suppressions=(*self.suppressions, *lower.suppressions),
            said=(*self.said, *self._not_overruled(lower.said)),
        )

    def _not_overruled(self, said: Iterable[Said]) -> Iterator[Said]:
        ours = {
            "off": self.off | self.on,
            "on": self.off | self.on,
            "severity": frozenset(self.severities),
            "house_term": frozenset(term.wrong for term in self.house_terms),
        }
        for one in said:
            held = ours.get(one.what, frozenset())
            if one.what == "house_term":
                if one.name not in held:
                    yield one
            elif not _longest(one.name, held):
                yield one


def _longest(code: str, given: Iterable[str]) -> str:
    """The longest of ``given`` that the code begins with, empty where there is none."""
    return max((g for g in given if code.startswith(g)), key=len, default="")


def _beside(codes: Iterable[str], ours: Iterable[str]) -> frozenset[str]:
    """Those of ``codes`` of which ``ours`` says nothing."""
    ours = frozenset(ours)
    return frozenset(code for code in codes if not _longest(code, ours))


def _joined(first: tuple[T, ...], then: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *then)))
