"""``train``: the models of ``models/``, trained again from the labelled texts and measured beside their baselines."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import click

from analyzer import resources
from analyzer.cli.chinese import Command
from analyzer.document import InputError
from analyzer.training import card


@click.command(cls=Command)
@click.option("--write", is_flag=True, help="写入 models/（模型、校验值和说明卡）")
def train(write: bool) -> None:
    """用带标注的语料重新训练模型，与基线比较。要在项目的源代码目录中运行；同样的语料得到同样的文件。"""
    corpora, models = resources.folder("corpora"), resources.folder("models")
    if not (corpora / "sections").is_dir():
        raise InputError("没有找到带标注的语料；train 要在项目的源代码目录中运行。")
    files = _trained(corpora)
    if write:
        _save(models, files)
        click.echo(f"已写入 {len(files)} 个文件：{'、'.join(sorted(files))}")
    else:
        same = [
            n for n, data in files.items() if (models / n).is_file() and (models / n).read_bytes() == data
        ]
        click.echo(f"与 models/ 中相同的文件：{len(same)}/{len(files)}；要写入请加 --write。")


def _trained(corpora: Path) -> dict[str, bytes]:
    """All files of ``models/`` that training makes, by name."""
    from analyzer.learned.roles import MODEL
    from analyzer.learned.store import SUMS, to_bytes
    from analyzer.training import blanks, hints, roles, sections, wording

    samples = sections.sections(corpora)
    found = roles.told(samples)
    model = roles.train(samples, found)
    data = to_bytes(model)
    digest = hashlib.sha256(data).hexdigest()
    figures = {
        **roles.figures(samples, found),
        "hints": hints.figures(samples, model.threshold),
        "bytes": len(data),
        "sha256": digest,
    }
    click.echo(f"{MODEL}：{len(data)} 字节")
    click.echo("\n".join([*card.score_lines(figures), "", *card.hint_lines(figures["hints"])]))
    on_blanks = blanks.figures(blanks.candidates(corpora))
    right = {who: share["unsure"] for who, share in on_blanks["blank or not"].items()}
    click.echo(f"\n{blanks.MODEL}（未采用），拿不准处答对：{_listed(right)}")
    on_wording = wording.figures(wording.sentences(corpora))
    click.echo(f"{wording.MODEL}（未采用），占比的平均偏差：{_listed(on_wording['share, mean error'])}")
    return {
        f"{blanks.MODEL}.md": card.blank_card(on_blanks).encode("utf-8"),
        f"{wording.MODEL}.md": card.wording_card(on_wording).encode("utf-8"),
        f"{MODEL}.npz": data,
        f"{MODEL}.md": card.section_card(figures).encode("utf-8"),
        SUMS: f"{digest}  {MODEL}.npz\n".encode(),
    }


def _listed(figures: Mapping[str, float]) -> str:
    return "，".join(f"{card.NAMES[who]} {value:.4f}" for who, value in figures.items())


def _save(models: Path, files: dict[str, bytes]) -> None:
    from analyzer.writers.saving import save

    for name, data in files.items():
        save(models / name, lambda file, data=data: file.write(data))  # type: ignore[misc]
