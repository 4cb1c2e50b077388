"""``check``: review drafts and give the findings back."""

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import click

from analyzer.cli.chinese import Command
from analyzer.cli.configured import OPTION, Configurations
from analyzer.cli.drafts import AUTO, refuse_itself, remark, spare_template, template_for
from analyzer.cli.together import together, write_together
from analyzer.document import Configuration, InputError, Report, Review, Severity, Template
from analyzer.document.baseline import Changes, State
from analyzer.engine import review
from analyzer.readers import Source, open_source, read, read_source
from analyzer.rules import RULES, Rule
from analyzer.writers.reviewed import Reviewed
from analyzer.writers.saving import refuse_overwriting, save

_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO, "never": None}
_OWN_RESULT = re.compile(r"\.审阅\d*\.docx$")


class Codes(click.ParamType[tuple[str, ...]]):
    """Rule codes or the beginnings of some, separated by commas: ``P101,S2``."""

    name = "codes"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The codes, upper-cased; one that fits no rule is refused."""
        codes = tuple(c.strip().upper() for c in str(value).replace("，", ",").split(",") if c.strip())
        for code in codes:
            if not any(rule.code.startswith(code) for rule in RULES):
                self.fail(f"没有规则 {code}；用 report-analyzer rules 看全部规则。", param, ctx)
        return codes


@click.command(cls=Command)
@click.argument("drafts", nargs=-1, required=True, metavar="稿件…")
@click.option("--template", "given", metavar="模板", help="与这个模板比较；auto 从自带的模板里选最相近的")
@click.option(
    "--earlier", "before", multiple=True, metavar="往期报告", help="与同一单位的往期报告比较，可以给多份"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "docx", "html", "xlsx"]),
    default="text",
    help="输出形式：text 终端（默认）、json、docx 批注、html 网页、xlsx 表格（各份稿件合在一个文件里）",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="路径",
    help="写到文件；docx 也可以是文件夹（docx、html、xlsx 默认写在稿件旁边，不覆盖已有的）",
)
@click.option("--select", type=Codes(), default="", metavar="代码", help="只用这些规则，如 P1,S202")
@click.option("--ignore", type=Codes(), default="", metavar="代码", help="不用这些规则")
@click.option(
    "--fail-on",
    type=click.Choice(list(_SEVERITIES)),
    default="error",
    help="发现到这一级就以状态 1 退出（默认 error）",
)
@OPTION
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="旧结果",
    help="与以前 --format json 的结果比：标出新发现的，--fail-on 只算新发现的",
)
@click.option("--quiet", is_flag=True, help="不显示进度和写到了哪里")
def check(
    drafts: tuple[str, ...],
    given: str | None,
    before: tuple[str, ...],
    form: str,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    config: str | None,
    baseline: Path | None,
    quiet: bool,
) -> int:
    """审阅稿件（.docx .txt .md .pdf，装有 LibreOffice 时还有 .doc .wps .rtf .odt）。

    退出状态：0 没有到达 --fail-on 的问题，1 有，2 有稿件或规则没有查成。豁免的问题不算；有 --baseline 时只算新发现的。
    """
    rules = tuple(_chosen(select, ignore))
    if not rules:
        raise InputError("--select 和 --ignore 合起来一条规则也没有留下，请改一改。")
    drafts = tuple(_without_own_results(drafts))
    if form in ("html", "xlsx"):
        output = together(drafts, output, form)
    targets = _targets(drafts, output) if form == "docx" else [Path()] * len(drafts)
    for target in (output, *targets):
        if target is not None and target not in (Path(), Path("-")):
            spare_template(given, target)
            for file in before:
                refuse_overwriting(file, target, "往期报告")
    threshold = _SEVERITIES[fail_on]
    # Who names one rule by its full code wants it, also one that is off unless asked for.
    asked = Configuration(on=frozenset(r.code for r in rules if r.code in select))
    configurations = Configurations(config, quiet)
    known = None
    if baseline is not None:
        from analyzer.readers.baseline import read_baseline

        known = read_baseline(baseline)
    template = None if given in (None, AUTO) else _template(str(given), None, quiet)
    earlier = [read(file) for file in before]
    results: list[str] = []
    reviewed: list[Reviewed] = []
    worst = 0
    for draft, target in zip(drafts, targets, strict=True):
        try:
            source = open_source(draft)
            configuration = asked.over(configurations.of(draft))
            report = read_source(source, layout=_wants_layout(rules, configuration))
            beside = _template(AUTO, report, quiet) if given == AUTO else template
            if beside is not None:
                refuse_itself(report, beside)
            if any(e.sha256 == report.sha256 for e in earlier):
                raise InputError(f"“{Path(draft).name}”也给成了往期报告，请检查 --earlier。")
            result = review(
                report, template=beside, earlier=earlier, rules=rules, configuration=configuration
            )
        except InputError as error:
            click.echo(str(error), err=True)
            if form == "json":
                from analyzer.writers.json import unread_to_json

                results.append(unread_to_json(draft, str(error)))
            reviewed.append(Reviewed(draft, error=str(error)))
            worst = 2
            continue
        changes = None if known is None else known.beside(result, alone=len(drafts) == 1)
        if form == "docx":
            _write_docx(result, changes, source, target, quiet)
        elif form == "json":
            from analyzer.writers.json import to_json

            results.append(to_json(result, changes))
        elif form in ("html", "xlsx"):
            reviewed.append(Reviewed(draft, result, changes))
        else:
            results.append(_as_text(result, changes, to_file=output is not None))
        worst = max(worst, _status(result, changes, threshold))
    if form in ("html", "xlsx"):
        assert output is not None
        write_together(reviewed, output, form, quiet=quiet)
    elif form != "docx":
        _give(results, output, drafts)
    return worst


def _wants_layout(rules: Iterable[Rule], configuration: Configuration) -> bool:
    return any(r.needs == "layout" and configuration.runs(r.code, asked=r.asked) for r in rules)


def _template(given: str, report: Report | None, quiet: bool) -> Template:
    template = template_for(given, report, quiet=quiet)
    if not quiet and (words := remark(template)):
        click.echo(words, err=True)
    return template


def _chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> Iterable[Rule]:
    for rule in RULES:
        if (not select or rule.code.startswith(select)) and not (ignore and rule.code.startswith(ignore)):
            yield rule


def _status(result: Review, changes: Changes | None, threshold: Severity | None) -> int:
    if result.failures:
        return 2
    counted = [f for f in result.findings if changes is None or changes.states[f.key] is State.NEW]
    return int(threshold is not None and any(f.severity >= threshold for f in counted))


def _as_text(result: Review, changes: Changes | None, *, to_file: bool) -> str:
    """The review for people. On a terminal it is printed at once, coloured; elsewhere it is gathered as text."""
    import io

    from analyzer.writers.terminal import console_for, print_review

    if sys.stdout.isatty() and not to_file:
        print_review(result, console_for(sys.stdout), changes)
        return ""
    buffer = io.StringIO()
    print_review(result, console_for(buffer), changes)
    return buffer.getvalue().rstrip("\n")


def _give(results: list[str], output: Path | None, drafts: tuple[str, ...]) -> None:
    text = "".join(f"{r}\n" for r in results if r)
    if output is None or output == Path("-"):
        click.echo(text, nl=False)
        return
    if output.is_dir():
        raise InputError(f"“{output}”是文件夹，--output 要给出文件名。")
    for draft in drafts:
        refuse_overwriting(draft, output)
    save(output, lambda file: file.write(text.encode("utf-8")))


def _without_own_results(drafts: tuple[str, ...]) -> Iterator[str]:
    """The drafts, without the commented copies that ``*.docx`` takes in after an earlier run."""
    for draft in drafts:
        if len(drafts) > 1 and _OWN_RESULT.search(draft):
            click.echo(f"跳过“{Path(draft).name}”：这是以前的审阅结果。", err=True)
        else:
            yield draft


def _targets(drafts: tuple[str, ...], output: Path | None) -> list[Path]:
    """Where each commented copy goes; never over another one, nor over one that stands there from before.

    Raises:
        InputError: ``output`` names one file for several drafts, or no Word file.
    """
    if output is not None and not output.is_dir():
        if len(drafts) > 1:
            raise InputError(f"有多份稿件，--output 要给出已有的文件夹，“{output}”不是文件夹。")
        if output.suffix.lower() not in (".docx", ".docm"):
            raise InputError(f"批注写在 Word 文件里，“{output}”的扩展名要用 .docx。")
        return [output]
    targets: list[Path] = []
    for draft in drafts:
        folder = Path(draft).parent if output is None else output
        names = (f"{Path(draft).stem}.审阅{n if n > 1 else ''}.docx" for n in count(1))
        target = next(t for name in names if (t := folder / name) not in targets and not t.exists())
        targets.append(target)
    return targets


def _write_docx(result: Review, changes: Changes | None, source: Source, target: Path, quiet: bool) -> None:
    from analyzer.writers.docx import write_docx
    from analyzer.writers.terminal import accepted_lines, changes_line

    write_docx(result, source.package, target, changes)
    if not quiet:
        click.echo(f"{len(result.findings)}条批注已写入 {target}", err=True)
        if changes is not None:
            click.echo(changes_line(result.report, changes), err=True)
        for line in accepted_lines(result):
            click.echo(line, err=True)
    for failure in result.failures:
        click.echo(f"没有查成：{failure.step}（{failure.error}）", err=True)
    if result.report.unread and not quiet:
        click.echo(f"没有读到：{'、'.join(map(str, result.report.unread))}", err=True)
