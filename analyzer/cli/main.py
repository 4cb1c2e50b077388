"""``report-analyzer``: the door of the command line."""

import errno
import os
import sys
from typing import IO

import click

from analyzer.cli.chinese import Group, complaint, interrupted
from analyzer.document import InputError

_REASONS = {errno.ENOSPC: "磁盘已满", errno.EACCES: "没有权限", errno.EIO: "设备出错"}


COMMANDS = {
    "check": "analyzer.cli.check:check",
    "compare": "analyzer.cli.compare:compare",
    "extract": "analyzer.cli.extract:extract",
    "series": "analyzer.cli.series:series",
    "audit": "analyzer.cli.audit:audit",
    "config": "analyzer.cli.config:config",
    "template": "analyzer.cli.template:template",
    "text": "analyzer.cli.show:text",
    "rules": "analyzer.cli.show:rules",
    "evaluate": "analyzer.cli.evaluate:evaluate",
    "train": "analyzer.cli.train:train",
}
"""Each command and where it lives; a check does not import what only the others need."""


@click.group(
    cls=Group,
    sources=COMMANDS,
    name="report-analyzer",
    invoke_without_command=True,
    epilog="每个命令都可以加 --help 看用法。",
)
@click.option("--version", is_flag=True, help="显示版本号")
@click.pass_context
def cli(context: click.Context, version: bool) -> None:
    """审阅中文工作报告：找出没填的空白、丢失的部分和遗留的内容。全部在本机完成，不联网。"""
    if version:
        from analyzer import __version__

        click.echo(f"report-analyzer {__version__}")
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


def main() -> None:
    """Run the command line; exit status 0, 1 (findings) or 2 (something could not be checked)."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    with interrupted():
        try:
            status = cli.main(standalone_mode=False)
            sys.stdout.flush()
        except click.ClickException as error:
            click.echo(complaint(error), err=True)
            status = 2
        except InputError as error:
            click.echo(str(error), err=True)
            status = 2
        except BrokenPipeError:
            # The reader of our output (head, less) went away: nothing is wrong.
            sys.stderr.close()
            status = 0
        except OSError as error:
            click.echo(
                f"结果写不出去（{_REASONS.get(error.errno or 0, '输出设备出错')}），请检查磁盘空间和输出位置。",
                err=True,
            )
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - what is left in the buffer has nowhere to go
            status = 2
    sys.exit(status or 0)


def _speak_utf8(stream: IO[str]) -> None:
    # A pipe on a Chinese Windows is GBK, which lacks characters that drafts have; other programs expect UTF-8.
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and not stream.isatty():
        reconfigure(encoding="utf-8", errors="backslashreplace")
