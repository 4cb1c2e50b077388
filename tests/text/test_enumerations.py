import pytest

from analyzer.text import enumerations as e


def counted(text):
    return [[i.number for i in run] for run in e.runs(e.items(text, 0, len(text)))]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("一是抓学习。二是抓检查。三是抓整改。", [[1, 2, 3]]),
        ("一是抓学习;二是抓检查:一是查制度;二是查落实;三是查台账。三是抓整改。", [[1, 2, 3], [1, 2, 3]]),
        ("一要严。二要实。一是早。二是快。", [[1, 2], [1, 2]]),
        ("第一,领导重视。第二,措施有力。", [[1, 2]]),
        ("首先,统一思想。其次,落实责任。最后,严格考核。", [[1, 2, 4]]),
        ("一是一些单位不重视。二是一把手不靠前。", [[1, 2]]),
        ("质量第一,效益优先。说一是一,说二是二。", []),
    ],
)
def test_runs(text, numbers):
    assert counted(text) == numbers


def test_gap_names_the_missing_numbers():
    run = e.runs(e.items("一是抓。四是改。", 0, 9))
    (gap,) = e.gaps(next(iter(run)))
    assert (gap.missing, gap.item.mark) == ((2, 3), "四是")
    assert e.shown(gap.item.series, 2) == "二是"


def test_leaving_out_the_middle_of_first_and_last_is_no_gap():
    (run,) = e.runs(e.items("首先,抓。最后,改。", 0, 12))
    assert list(e.gaps(run)) == []
