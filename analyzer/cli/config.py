"""``config``: what is in force for a draft, and an example to begin with."""

from datetime import date
from pathlib import Path

import click

from analyzer.cli.chinese import Command, Group
from analyzer.cli.configured import OPTION, Configurations
from analyzer.document import CONFIGURATION_FILE, FAMILIES, InputError
from analyzer.rules import RULES
from analyzer.writers.configuration_text import EXAMPLE, configuration_text
from analyzer.writers.saving import save


@click.group(
    cls=Group,
    sources={"show": "analyzer.cli.config:show", "init": "analyzer.cli.config:init"},
    name="config",
)
def config() -> None:
    """查看对一份稿件起作用的配置，或者生成一份配置样例。"""


@click.command(cls=Command, name="show")
@click.argument("draft", required=False, default=".", metavar="[稿件]")
@OPTION
def show(draft: str, config: str | None) -> None:
    """列出对稿件（或文件夹，默认当前文件夹）起作用的各项配置，各自写在哪个文件第几行。

    从稿件所在的文件夹往上找，最近的一个起作用；它与个人的配置合在一起，两处说同一件事时以离稿件近的为准。
    """
    if not Path(draft).exists():
        raise InputError(f"找不到“{draft}”，请检查文件名和所在文件夹。")
    titles = {**FAMILIES, **{rule.code: rule.title for rule in RULES}}
    found = Configurations(config, quiet=True).of(draft)
    click.echo(configuration_text(found, titles, date.today()))


@click.command(cls=Command, name="init")
@click.argument("folder", required=False, default=".", metavar="[文件夹]")
def init(folder: str) -> None:
    """在文件夹（默认当前文件夹）里写一份带说明的配置样例，不覆盖已有的。"""
    target = Path(folder) / CONFIGURATION_FILE
    if not target.parent.is_dir():
        raise InputError(f"“{folder}”不是文件夹，请先建立或换一个位置。")
    if target.exists():
        raise InputError(f"“{target}”已经有了，请直接修改它。")
    save(target, lambda file: file.write(EXAMPLE.encode("utf-8")))
    click.echo(f"配置样例已写入 {target}", err=True)
