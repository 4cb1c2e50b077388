"""Makes click speak Chinese: its headings, its help and its complaints."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


_EXTRA = re.compile(r" *\[(?:(required)|(?:([\d.]+)<=)?x(?:>=([\d.]+))?(?:<=([\d.]+))?)\]$")


def _extra(match: re.Match[str]) -> str:
    """``[required]`` and ``[1<=x<=256]`` in Chinese."""
    required, least, from_, most = match.groups()
    if required:
        return "（必须给出）"
    least = least or from_
    return (
        f"（{least} 到 {most}）"
        if least and most
        else f"（不小于 {least}）"
        if least
        else f"（不大于 {most}）"
    )


class ChineseFormatter(click.HelpFormatter):
    """Help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        super().write_usage(prog, args, prefix="用法：")

    def write_heading(self, heading: str) -> None:
        """One heading."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options with their help; what click says of their values in English is said in Chinese."""
        super().write_dl([(name, _EXTRA.sub(_extra, words)) for name, words in rows], col_max, col_spacing)


class ChineseContext(click.Context):
    """A context whose help is formatted in Chinese."""

    formatter_class = ChineseFormatter


class Command(click.Command):
    """A command with a Chinese help option."""

    context_class = ChineseContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"add_help_option": False, "options_metavar": "[选项]", **kwargs})
        self.params.append(_help_option())


class Group(click.Group):
    """A group whose commands are imported when asked for; ``sources`` says ``module:name`` of each."""

    context_class = ChineseContext
    command_class = Command

    def __init__(self, *args: Any, sources: Mapping[str, str], **kwargs: Any) -> None:
        fixed = {"add_help_option": False, "subcommand_metavar": "命令 …", "options_metavar": "[选项]"}
        super().__init__(*args, **{**fixed, **kwargs})
        self.sources = sources
        self.params.append(_help_option())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which they were given."""
        return list(self.sources)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called so, None if there is none."""
        if cmd_name not in self.sources:
            return None
        module, _, name = self.sources[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


def _help_option() -> click.Option:
    flags = ["-h", "--help"]
    return click.Option(
        flags, is_flag=True, is_eager=True, expose_value=False, callback=_help, help="显示本帮助"
    )


def _help(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(context.get_help())
        context.exit()


def complaint(error: click.ClickException) -> str:
    """What is wrong with the words of a command, in one Chinese sentence."""
    match error:
        case click.NoSuchOption():
            near = f"，是不是想用 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}；用 --help 看全部选项。"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 缺少取值或用法不对；用 --help 看用法。"
        case click.MissingParameter() if isinstance(error.param, click.Option):
            return f"缺少选项 {error.param.opts[0]}；用 --help 看用法。"
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else error.param_hint
            return f"缺少参数 {name}；用 --help 看用法。"
        case click.BadParameter():
            name = error.param.opts[0] if error.param else error.param_hint
            if error.param and isinstance(error.param.type, click.Choice):
                return f"{name} 只能是 {'、'.join(error.param.type.choices)} 之一。"
            return f"{name}：{error.message}"
        case click.UsageError() if error.message.startswith("No such command"):
            return "没有这个命令；用 --help 看全部命令。"
        case click.UsageError() if error.message.startswith("Got unexpected extra"):
            return "参数多了；用 --help 看用法。"
        case click.UsageError() if error.message.startswith("Missing command"):
            return "缺少命令；用 --help 看全部命令。"
        case _:
            return error.message


@contextmanager
def interrupted() -> Iterator[None]:
    """Ctrl-C ends the command with one line."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        click.echo("已中断。", err=True)
        raise SystemExit(130) from None
