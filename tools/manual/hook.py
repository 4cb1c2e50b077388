"""What MkDocs asks while it builds the manual: the rules' pages and the tables of the store are made, not written."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from click.testing import CliRunner  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402

from analyzer.cli.main import cli  # noqa: E402
from tools.manual.lexicons import tables  # noqa: E402
from tools.manual.rules import pages, table  # noqa: E402
from tools.manual.store import columns  # noqa: E402

_FENCED = re.compile(r"(^```.*?^```$)", re.M | re.S)
_CHINESE = "\u2014-\u201d\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_CHINESE_LINE_END = re.compile(rf"(?<=[{_CHINESE}])\n(?=[{_CHINESE}])")
_FILE = re.compile(r"^<!-- file: (?P<name>.*) -->\n+```(?P<language>\w+)$", re.M)
_PROSE = re.compile(r"^```console\n(?=(?:(?!```|─).*\n)*```$)", re.M)
"""The beginning of a block of the console that holds no table: its long lines may go on below."""
_OPTIONS = re.compile(r"^<!-- the options: (?P<command>.*) -->$", re.M)
_MADE = {"<!-- the rules -->": table, "<!-- the columns -->": columns, "<!-- the tables -->": tables}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Each rule's page gets its place in the navigation, behind the table of all."""
    assert config.nav is not None
    for entry in config.nav:
        if "规则" in entry:
            entry["规则"] = [*entry["规则"], *({f"{p.code} {p.title}": p.path} for p in pages())]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that nobody wrote."""
    for page in pages():
        files.append(File.generated(config, page.path, content=page.text))
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    files.append(File.generated(config, "contributing.md", content=contributing))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in what a page leaves to be made."""
    for mark, make in _MADE.items():
        if mark in markdown:
            markdown = markdown.replace(mark, make())
    markdown = _FILE.sub(r'```\g<language> title="\g<name>"', markdown)
    markdown = _PROSE.sub("```{ .console .wrapped }\n", markdown)
    markdown = _OPTIONS.sub(lambda m: options(m["command"]), markdown)
    return joined(markdown)


def options(command: str) -> str:
    """What ``--help`` of a command prints, in a fence."""
    shown = CliRunner().invoke(cli, [*command.split(), "--help"])
    if shown.exit_code:
        raise PluginError(f"no help of {command}: {shown.output}")
    return f"```text\n{shown.output}```"


def joined(markdown: str) -> str:
    """Markdown makes a blank of a line's end, which no Chinese sentence has; code stays as it is."""
    parts = _FENCED.split(markdown)
    parts[::2] = (_CHINESE_LINE_END.sub("", part) for part in parts[::2])
    return "".join(parts)
