"""One name for each body of a folder of reports: a name misspelt in one report is no other body."""

from collections import defaultdict
from collections.abc import Mapping

from analyzer.document.own_body import bare, nearly, regions_of

_RARE, _TIMES = 2, 2
"""A misspelt name heads at most so many reports, and the right one so many times as many."""


def true_names(reports: Mapping[str, int]) -> dict[str, str]:
    """For each misspelt name the one that was meant; ``reports`` says how many each name heads.

    A character is lost, added or another; another region (江平市, 江坪市) is another body.

    >>> true_names({"铜屏铁路枢纽工程建设指挥部": 5, "铜屏路枢纽工程建设指挥部": 1, "江平市水利局": 4, "江坪市水利局": 1})
    {'铜屏路枢纽工程建设指挥部': '铜屏铁路枢纽工程建设指挥部'}
    """
    counts: dict[str, int] = defaultdict(int)
    for name, count in reports.items():
        counts[bare(name)] += count
    # Two names are one character apart only if they are the same without one of theirs.
    alike: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        for short in {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}:
            alike[short].append(name)
    meant: dict[str, str] = {}
    for names in alike.values():
        for odd in names:
            for form in names:
                if _is_meant(odd, form, counts) and counts[form] > counts.get(meant.get(odd, ""), 0):
                    meant[odd] = form
    return {name: meant[bare(name)] for name in reports if bare(name) in meant}


def _is_meant(odd: str, form: str, counts: Mapping[str, int]) -> bool:
    if odd == form or counts[odd] > _RARE or counts[form] < _TIMES * counts[odd] + 1:
        return False
    if len(odd) == len(form) and regions_of(odd) != regions_of(form):
        return False
    return nearly(odd, form)
