"""The README's Python runs, and its commands exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


SAID = [
    "P101 XX 数字未填：“XX”还是模板的空白\n",
    "业务培训·期 32 三十二\n参训人员·人次 32000 3.2万\n",
]


def test_the_python_examples_run(capsys):
    examples = re.findall(r"```python\n(.*?)```", README, re.S)
    for code, said in zip(examples, SAID, strict=True):
        exec(compile(code, "README.md", "exec"), {})
        assert capsys.readouterr().out == said


def test_every_target_and_command_it_names_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"make (\w+)", README))
    assert targets == {t for t in targets if re.search(rf"^{t}:", makefile, re.M)}
    from analyzer.cli.main import COMMANDS

    assert set(re.findall(r"report-analyzer (\w+)", README)) <= set(COMMANDS)


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_ci_calls_the_readmes_commands():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    first = re.search(r"```\n(make demo.*?)```", README, re.S)
    assert first is not None
    assert [line.split("#")[0].strip() for line in first[1].splitlines()] == [
        c for c in ("make demo", "make test") if c in ci
    ]
