"""Reports by body and kind, in order of time, and their figures followed."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import analyzer
from analyzer.audit.series import files_of, follow, gather, kind_of
from analyzer.cli.series import series as command
from analyzer.document import InputError
from analyzer.tools import shared_tools

REPORTS = Path(__file__).parents[2] / "corpora" / "reports"
SPLIT = tomllib.loads((REPORTS.parent / "split.toml").read_text("utf-8"))
DEVELOPMENT = [s for s in SPLIT["development"]["series"] if (REPORTS / s / "truth.toml").exists()]


def report(title, text, source="a.txt"):
    return analyzer.parse(f"{title}\n\n{text}", source=source)


def safety(period, text, body="平江县应急管理局"):
    return report(f"{body}{period}安全生产工作情况报告", text, f"{period}.txt")


def only(*reports, template=None):
    (series,) = gather(reports)
    return follow(series, template)


def values(series, name):
    (found,) = [i for i in series.indicators if i.name == name]
    return [None if p is None else p.number for p in found.points]


def test_reports_are_grouped_by_body_and_kind_and_ordered_by_period():
    series = gather(
        [
            safety("2025年第一季度", "检查企业12家。"),
            safety("2024年第三季度", "检查企业10家。"),
            safety("2024年第三季度", "检查企业30家。", "平江县水利局"),
            report("平江县应急管理局2024年第三季度党建工作要点完成情况汇报", "开展学习3次。"),
            safety("2024年第四季度", "检查企业11家。"),
        ]
    )
    assert [(s.body, len(s.reports)) for s in series] == [
        ("平江县应急管理局", 3), ("平江县水利局", 1), ("平江县应急管理局", 1)
    ]  # fmt: skip
    assert series[0].labels == ("2024年第三季度", "2024年第四季度", "2025年第一季度")
    assert series[0].kind == "安全生产工作情况报告"


def test_a_year_and_a_quarter_are_no_series():
    assert len(gather([safety("2024年", "检查1家。"), safety("2024年第三季度", "检查1家。")])) == 2


def test_period_and_body_are_no_part_of_the_kind():
    title = "中共珀江市人民医院委员会关于违规吃喝专项整治2024年第三季度进展情况的报告"
    assert kind_of(report(title, "无。"), "中共珀江市人民医院委员会") == "违规吃喝专项整治进展情况的报告"


def test_a_report_like_two_groups_makes_them_one():
    titles = ["国务院政府工作报告", "总理在大会上所作政府工作报告", "政府工作报告"]
    assert len(gather(report(f"{2001 + n}年{t}", "增长7%。") for n, t in enumerate(titles))) == 1


def test_without_a_period_last_and_said():
    series = only(
        report("平江县应急管理局关于安全生产工作情况的报告", "检查企业9家。", "无期.txt"),
        safety("2024年第三季度", "检查企业10家。"),
        safety("2024年第四季度", "检查企业11家。"),
    )
    assert series.files[-1] == "无期.txt" and series.periods[-1] is None
    assert "没有认出期间，排在最后：无期.txt。" in series.remarks


def test_two_reports_of_one_period_keep_their_columns():
    series = only(
        safety("2024年第三季度", "本季度检查企业10家。"),
        safety("2024年第四季度", "本季度检查企业12家。"),
        safety("2024年第四季度", "本季度检查企业12家。"),
    )
    assert values(series, "检查企业") == [10, 12, 12]
    assert not series.indicators[0].points[2].same  # beside its twin, not beside an earlier period
    assert len(set(series.labels)) == 3 and "2024年第四季度有2份报告" in series.remarks[0]


def test_one_report_is_no_series_and_shows_its_figures():
    series = only(safety("2024年第三季度", "本季度检查企业10家。"))
    assert values(series, "检查企业") == [10]
    assert series.remarks == ("只有一份报告，不成系列，只列出其中的数字。",)


def test_a_figure_is_followed_over_a_report_that_lacks_it():
    series = only(
        safety("2024年第二季度", "本季度检查企业10家。\n立案查处违法行为4起。"),
        safety("2024年第三季度", "本季度检查企业12家。"),
        safety("2024年第四季度", "本季度检查企业12家。\n立案查处违法行为6起。"),
    )
    assert values(series, "立案查处违法行为") == [4, None, 6]
    assert [p.same for p in series.indicators[0].points] == [False, False, True]


def test_tools_that_remember_find_the_same_as_those_that_do_not():
    """A figure found anew is the same figure, whichever object it is."""
    (series,) = gather(
        safety(
            period,
            f"一、检查\n本季度检查企业{n}家，发现隐患{2 * n}处，罚款{n / 10:.1f}万元。\n二、宣传\n举办讲座{n // 9}场。",
        )
        for period, n in (("2024年第三季度", 83), ("2024年第四季度", 91), ("2025年第一季度", 97))
    )
    alone, shared = follow(series), follow(series, tools=shared_tools())
    assert alone.indicators == shared.indicators
    assert [sum(p is not None for p in i.points) for i in alone.indicators] == [3, 3, 3, 3]


def test_what_stands_in_one_report_only_is_no_indicator():
    series = only(
        safety("2024年第三季度", "本季度检查企业10家。"),
        safety("2024年第四季度", "本季度检查企业12家。举办讲座3场。"),
    )
    assert [i.name for i in series.indicators] == ["检查企业"]


FALLS = [
    ("累计排查重大隐患{}项。", ("2024年第三季度", "2024年第四季度"), True),
    ("本季度排查重大隐患{}项。", ("2024年第三季度", "2024年第四季度"), False),
    ("本季度累计排查重大隐患{}项。", ("2024年第三季度", "2024年第四季度"), False),
    ("今年以来，累计排查重大隐患{}项。", ("2024年第三季度", "2024年第四季度"), True),
    ("今年以来，累计排查重大隐患{}项。", ("2024年第四季度", "2025年第一季度"), False),
    ("行动开展以来，累计排查重大隐患{}项。", ("2024年第四季度", "2025年第一季度"), True),
    ("累计还有{}项重大隐患尚未整改。", ("2024年第三季度", "2024年第四季度"), False),
]


@pytest.mark.parametrize(("words", "periods", "falls"), FALLS)
def test_only_what_cannot_become_less_falls(words, periods, falls):
    series = only(*(safety(p, words.format(n)) for p, n in zip(periods, (47, 38), strict=True)))
    assert len(series.indicators) == 1
    assert [p.fall for p in series.indicators[0].points] == [False, falls]


def test_with_a_template_its_numbers_are_the_indicators():
    template = analyzer.parse_template(
        "平江县应急管理局XX安全生产工作情况报告\n\n共检查企业XX家，投入XX万元。联系人：[姓名]"
    )
    series = only(
        safety("2024年第三季度", "共检查企业10家，投入0.35亿元。联系人：王青山"),
        safety("2024年第四季度", "共检查企业12家，投入5万元。联系人：王青山"),
        template=template,
    )
    stated = [i for i in series.indicators if i.found == 2]
    assert [[i.shown(p) for p in i.points] for i in stated] == [["10", "12"], ["3,500", "5"]]
    assert [i.scale[1] for i in stated] == ["家", "万元"]


def test_a_point_says_where_it_stands():
    series = only(
        *(safety(p, "本季度投入经费1.86万元，检查企业3家。") for p in ("2024年第三季度", "2024年第四季度"))
    )
    point = series.indicators[0].points[0]
    assert (point.number, point.text, series.reports[0][point.span]) == (
        Decimal(18600),
        "1.86万元",
        "1.86万元",
    )
    assert point.around(4, 3) == ("…投入经费", "1.86万元", "，检查…")
    assert series.indicators[0].shown(point) == "1.86" and series.indicators[0].scale[1] == "万元"


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_the_figures_of_the_corpus_are_found_whole(name):
    folder = REPORTS / name
    truth = tomllib.loads((folder / "truth.toml").read_text("utf-8"))
    files = [folder / p["file"].replace(".src", ".docx") for p in truth["period"]]
    series = only(*map(analyzer.read, files))
    ids = [p["id"] for p in truth["period"]]
    wanted = [[f["values"].get(i) for i in ids] for f in truth["figure"]]
    wanted = [w for w in wanted if sum(v is not None for v in w) > 1]

    def fits(indicator, row):
        return all(
            v is None or (p is not None and p.number in {Decimal(str(v)) * k for k in (1, 10**4, 10**8)})
            for p, v in zip(indicator.points, row, strict=True)
        )

    found = sum(any(fits(i, row) for i in series.indicators) for row in wanted)
    assert found >= 0.95 * len(wanted)
    assert not any(i.falls for i in series.indicators)  # these reports are sound


def test_files_of_a_folder(tmp_path):
    for name in ("b.txt", "a.md", "~$a.docx", "a.toml", "a.json", ".hidden.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("字", "utf-8")
    found = files_of([tmp_path, tmp_path / "b.txt", tmp_path / "a.toml"])
    assert [f.name for f in found] == ["a.md", "b.txt", "c.txt", "a.toml"]


def run(*words):
    return CliRunner().invoke(command, [str(w) for w in words], standalone_mode=False)


def test_command_goes_on_past_what_it_cannot_read(tmp_path):
    for n, period in enumerate(("2024年第三季度", "2024年第四季度")):
        text = f"平江县应急管理局{period}安全生产工作情况报告\n\n本季度检查企业{n + 3}家。"
        (tmp_path / f"{n}.txt").write_text(text, "utf-8")
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04nothing")
    result = run(tmp_path, "--format", "json")
    assert result.return_value == 2
    whole, unread = map(json.loads, result.stdout.splitlines())
    assert [v["number"] for v in whole["indicators"][0]["values"]] == [3, 4]
    assert unread["source"].endswith("bad.docx") and result.stderr.count("\n") == 1
    (tmp_path / "bad.docx").unlink()
    assert run(tmp_path).return_value == 0


@pytest.mark.parametrize("words", [(), ("--format", "xlsx"), ("--plots", "/nowhere/at/all")])
def test_command_says_what_it_cannot_do(tmp_path, words):
    result = run(tmp_path, *words)
    assert isinstance(result.exception, InputError)
    assert str(result.exception).endswith("。") and str(result.exception).count("。") == 1


def test_command_without_a_readable_report_says_why_and_writes_nothing(tmp_path):
    result = run(tmp_path / "nowhere.txt", "--format", "html", "--output", tmp_path / "x.html")
    assert result.return_value == 2 and not (tmp_path / "x.html").exists()
    assert result.stderr.count("\n") == 1 and "nowhere.txt" in result.stderr


def test_command_never_writes_over_a_report(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("平江县应急管理局2024年第三季度安全生产工作情况报告\n\n本季度检查企业3家。", "utf-8")
    result = run(tmp_path, "--format", "json", "--output", file)
    assert isinstance(result.exception, InputError) and file.read_text("utf-8").startswith("平江县")
