"""``audit``: review a folder of reports into a store, and get results out of it."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import click

from analyzer.cli.chinese import Command, Group
from analyzer.cli.configured import OPTION, Configurations
from analyzer.document import InputError
from analyzer.writers.saving import refuse_overwriting, save

if TYPE_CHECKING:
    from analyzer.audit.run import Outcome, Progress

_PARTS = {
    "run": "analyzer.cli.audit:run",
    "report": "analyzer.cli.audit:report",
    "findings": "analyzer.cli.audit:findings",
    "export": "analyzer.cli.audit:export",
}
_LEVELS = ("info", "warning", "error")
_SHOWN = 200  # findings in a table on the terminal
_PATH = click.Path(path_type=Path)


class _Audit(Group):
    """``audit FOLDER`` runs; ``audit report|findings|export STORE`` asks the store."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take everything that names no part for the folder and options of a run."""
        return super().parse_args(ctx, args if args and args[0] in _PARTS else ["run", *args])


class _Run(Command):
    """The part that has no name of its own."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:  # fmt: skip
        """As if the words of the run stood right behind ``audit``."""
        return super().make_context("", args, parent, **extra)


@click.group(cls=_Audit, sources=_PARTS)
def audit() -> None:
    """审计一个文件夹里的历年报告，结果存进 DuckDB 库；再从库里出报表、查问题、导出。"""


@click.command(
    cls=_Run,
    epilog="另有：audit report 库（出 Excel 或网页报表）、audit findings 库（按条件查问题）、audit export 库（导出一张表）；"
    "加 --help 看用法。文件夹正好叫 report 之类时写成 ./report。",
)
@click.argument("folder", type=_PATH, metavar="文件夹")
@click.option(
    "--store",
    required=True,
    type=_PATH,
    metavar="库",
    help="结果库（.duckdb）；已有的接着用，没变的文件不再审阅",
)
@click.option(
    "--template",
    "templates",
    multiple=True,
    metavar="模板",
    help="模板，可以给多个，逐份选最相近的；auto 用自带的（默认），none 不用",
)
@click.option(
    "--mapping",
    type=_PATH,
    metavar="文件",
    help="哪些文件用哪个模板：.csv（路径样式,模板文件）或 .toml 的 [templates]",
)
@click.option("--include", multiple=True, metavar="样式", help="只审计这些文件，如 '*季度*.docx'，可以给多个")
@click.option("--exclude", multiple=True, metavar="样式", help="不审计这些文件或文件夹")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    metavar="N",
    help="同时用几个进程（默认全部处理器）",
)
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", help="local 本机（默认）、dask 集群"
)
@click.option(
    "--scheduler", metavar="地址", help="Dask 调度器，如 tcp://10.0.0.1:8786；不给则在本机临时起一个"
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0.1),
    default=60.0,
    metavar="秒",
    help="一个文件最多用多久（默认 60）",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(64),
    default=2048,
    metavar="MB",
    help="一个文件最多用多少内存（默认 2048）",
)
@click.option("--retry", is_flag=True, help="以前超时、超内存或崩溃的文件再试一次")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    help="库里有这一级的问题就以状态 1 退出（默认 error）；豁免的不算",
)
@OPTION
@click.option("--quiet", is_flag=True, help="不显示进度和小结")
def run(
    folder: Path,
    store: Path,
    templates: tuple[str, ...],
    mapping: Path | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int,
    engine: str,
    scheduler: str | None,
    time_limit: float,
    memory_limit: int,
    retry: bool,
    fail_on: str,
    config: str | None,
    quiet: bool,
) -> int:
    """审计文件夹里的全部报告：认出单位、种类和期间，选模板，与前两期比较，逐份审阅，结果存进库。

    配置从这个文件夹往上找，对全部报告起作用。随时可以中断，再运行一次就接着做。退出状态：0 没有到达 --fail-on 的问题，1 有，2 有文件或规则没有查成。
    """
    from analyzer.audit.limits import Limits
    from analyzer.audit.run import Settings, audit

    if scheduler is not None and engine != "dask":
        raise InputError("--scheduler 要和 --engine dask 一起用。")
    configuration = Configurations(config, quiet).of(folder)
    limits = Limits(time_limit, memory_limit)
    settings = Settings(
        templates, mapping, include, exclude, jobs, engine, scheduler, limits, retry, configuration
    )
    outcome = (
        audit(folder, store, settings)
        if quiet or not sys.stderr.isatty()
        else _with_bar(lambda told: audit(folder, store, settings, told))
    )
    if not quiet:
        click.echo(_summary(outcome), err=True)
        for one in (s for s in configuration.suppressions if not s.holds(date.today())):
            click.echo(f"豁免已到期，不再有效：{one.reason}（到{one.until}）", err=True)
    return _status(outcome, fail_on)


def _with_bar(work: "Callable[[Callable[[Progress], None]], Outcome]") -> "Outcome":
    """Do ``work`` under a bar on standard error: rate, time that remains, failures so far."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("还要"),
        TimeRemainingColumn(),
        TextColumn("没有查成 {task.fields[failed]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        steps: dict[str, Any] = {}

        def told(p: "Progress") -> None:
            if p.step not in steps:
                steps[p.step] = bar.add_task(p.step, total=p.total, rate="", failed=0)
            elapsed = bar.tasks[steps[p.step]].elapsed or 0
            rate = f"{p.done / elapsed:.1f} 份/秒" if elapsed else ""
            bar.update(steps[p.step], completed=p.done, total=p.total, rate=rate, failed=p.failed)

        return work(told)


def _summary(o: "Outcome") -> str:
    counts = "、".join(
        f"{name} {o.findings[level]}"
        for level, name in (("error", "错误"), ("warning", "警告"), ("info", "提示"))
        if level in o.findings
    )
    return (
        f"第{o.run}次审计：{o.files}个文件，审阅{o.reviewed}份，未变{o.unchanged}份，移走{o.removed}份，"
        f"没有查成{o.failed}份；现有问题：{counts or '无'}{f'（另有已豁免 {o.suppressed}）' if o.suppressed else ''}。"
    )


def _status(outcome: "Outcome", fail_on: str) -> int:
    if outcome.failed:
        return 2
    return int(fail_on != "never" and any(outcome.findings.get(s) for s in _LEVELS[_LEVELS.index(fail_on) :]))


@click.command(cls=Command)
@click.argument("store", type=_PATH, metavar="库")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xlsx", "html"]),
    default="xlsx",
    help="xlsx 工作簿（默认）、html 网页",
)
@click.option("--output", required=True, type=_PATH, metavar="路径", help="写到哪个文件")
def report(store: Path, form: str, output: Path) -> int:
    """从库里出报表。"""
    from analyzer.audit.store import connect
    from analyzer.audit.summary import summarise

    refuse_overwriting(str(store), output, "审计结果库")
    # The rows are read from the store while they are written, so that a large one does not fill the memory.
    with connect(store, read_only=True) as connection:
        summary = summarise(connection)
        if form == "xlsx":
            from analyzer.writers.audit_book import write_audit

            save(output, lambda file: write_audit(summary, file))
        else:
            from analyzer.writers.audit_page import audit_page

            page = audit_page(summary)
            save(output, lambda file: file.write(page.encode("utf-8", "replace")))
    return 0


@click.command(cls=Command)
@click.argument("store", type=_PATH, metavar="库")
@click.option(
    "--where",
    "condition",
    default="gone IS NULL",
    metavar="条件",
    help="SQL 条件，如 \"code = 'F301' AND severity = 'error' AND gone IS NULL\"（默认：现有的问题）",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    help="输出形式：table 终端表格（默认）、json、csv",
)
@click.option("--output", type=_PATH, metavar="路径", help="写到文件")
def findings(store: Path, condition: str, form: str, output: Path | None) -> int:
    """查库里的问题，条件用 SQL 写；只读，不能改库，也不能读写别的文件。"""
    from analyzer.audit import query

    if output is not None:
        refuse_overwriting(str(store), output, "审计结果库")
    rows = query.findings(store, condition)
    if form == "json":
        _give("".join(query.to_json(query.COLUMNS, rows)), output)
    elif form == "csv":
        # Excel takes a file for UTF-8 only with this mark.
        _give(("\ufeff" if output else "") + query.to_csv(query.COLUMNS, rows), output)
    else:
        _give(_table(rows), output)
    return 0


def _table(rows: list[tuple[object, ...]]) -> str:
    import io

    from rich import box
    from rich.table import Table
    from rich.text import Text

    from analyzer.audit.query import COLUMNS
    from analyzer.writers.terminal import console_for

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("报告", "规则", "级别", "位置", "原文", "问题"):
        table.add_column(name, overflow="fold")
    shown = ("path", "code", "severity", "place", "text", "message")
    for row in rows[:_SHOWN]:
        values = dict(zip(COLUMNS, row, strict=True))
        if values["suppressed"] is not None:
            values["severity"] = f"已豁免（{values['suppressed']}）"
        table.add_row(*(Text(_printable(values[name])) for name in shown))
    stream = io.StringIO()
    console_for(stream).print(table)
    more = f"（只列出前{_SHOWN}条，全部用 --format csv 或 json）" if len(rows) > _SHOWN else ""
    suppressed = sum(row[COLUMNS.index("suppressed")] is not None for row in rows)
    accepted = f"，其中已豁免{suppressed}条" if suppressed else ""
    return f"{stream.getvalue()}共{len(rows)}条{accepted}{more}\n"


def _printable(value: object) -> str:
    words = "".join(c if c.isprintable() else " " for c in str(value))
    return words if len(words) <= 80 else f"{words[:80]}…"


@click.command(cls=Command)
@click.argument("store", type=_PATH, metavar="库")
@click.option(
    "--table",
    default="findings",
    metavar="表",
    help="哪张表（默认 findings），如 reports、figures、slot_values",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "jsonl"]),
    default="csv",
    help="parquet、csv（默认）、jsonl",
)
@click.option("--output", required=True, type=_PATH, metavar="路径", help="写到哪个文件")
@click.option("--quiet", is_flag=True, help="不显示写到了哪里")
def export(store: Path, table: str, form: str, output: Path, quiet: bool) -> int:
    """导出库里的一张表。"""
    from analyzer.audit import query

    refuse_overwriting(str(store), output, "审计结果库")
    scratch = output.resolve().parent / f".{uuid4().hex}.tmp"
    count = 0

    def write(file: Any) -> None:
        nonlocal count
        count = query.export(store, table, form, file, scratch)

    save(output, write)
    if not quiet:
        click.echo(f"{table} 的{count}行已写入 {output}", err=True)
    return 0


def _give(text: str, output: Path | None) -> None:
    if output is None or output == Path("-"):
        click.echo(text, nl=False)
    else:
        save(output, lambda file: file.write(text.encode("utf-8", "replace")))
