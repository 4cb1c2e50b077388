"""An earlier result is read back, whatever it is."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

import analyzer
from analyzer.document import InputError
from analyzer.document.baseline import Baseline, State
from analyzer.readers.baseline import read_baseline
from analyzer.writers.json import to_json

DRAFT = "防汛工作总结\n全年共检查XX次，整改隐患XX处。\n"
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=4) | st.just("read"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["schema", "report", "findings", "failures", "source", "sha256", "key", "step", "severity"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


def test_what_is_written_is_read_back(tmp_path):
    file = tmp_path / "旧.json"
    review = analyzer.review(analyzer.parse(DRAFT, "稿.txt"))
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):  # as shells redirect it
        file.write_text(to_json(review) + "\n", encoding=encoding)
        changes = read_baseline(file).beside(review)
        assert set(changes.states.values()) == {State.OLD}
        assert (changes.gone, changes.since) == ((), "稿.txt")


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=40)
    | st.text(max_size=40)
    | JSON.map(json.dumps)
    | JSON.map(
        lambda v: json.dumps(
            {"schema": 1, "report": {"source": "a", "sha256": ""}, "findings": v, "failures": []}
        )
    )
)
def test_anything_gives_a_baseline_or_an_input_error(tmp_path_factory, text):
    file = tmp_path_factory.mktemp("旧") / "旧.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    try:
        assert isinstance(read_baseline(file), Baseline)
    except InputError as error:
        assert str(error).endswith("。")
        assert "\n" not in str(error)
