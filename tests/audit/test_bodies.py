"""Which names of bodies are slips of others."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from analyzer.audit import bodies
from analyzer.audit.bodies import true_names
from analyzer.document.own_body import bare

NAME = st.text("江平云溪市县水利教育局委员会工程建设指挥部", min_size=5, max_size=12)


def test_the_example():
    assert doctest.testmod(bodies) == (0, 1)


def test_a_name_of_many_reports_is_no_slip():
    names = {"铜屏铁路枢纽工程建设指挥部": 12, "铜屏路枢纽工程建设指挥部": 3}
    assert true_names(names) == {}


@given(st.dictionaries(NAME, st.integers(1, 9), max_size=12))
def test_a_slip_is_rarer_than_what_was_meant(counts):
    for odd, form in true_names(counts).items():
        theirs = sum(count for name, count in counts.items() if bare(name) == form)
        assert theirs > counts[odd] and abs(len(bare(odd)) - len(form)) <= 1
