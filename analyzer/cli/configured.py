"""What the commands share that heed a configuration: finding it, and saying which one is in force."""

from dataclasses import dataclass, field
from pathlib import Path

import click

from analyzer.configuration import configuration_for, find, read_configuration
from analyzer.document import CONFIGURATION_FILE, Configuration

NONE = "none"
OPTION = click.option(
    "--config",
    "config",
    metavar="文件",
    help=f"用这个配置文件，不找别的；none 不用任何配置（默认：从稿件所在文件夹往上找 {CONFIGURATION_FILE}）",
)


def user_file() -> Path:
    """Where a user keeps what holds for all his drafts."""
    return Path(click.get_app_dir("report-analyzer")) / CONFIGURATION_FILE


@dataclass(slots=True)
class Configurations:
    """The configuration of each draft, each file read once; ``given`` is what the user says of it on the command line."""

    given: str | None
    quiet: bool
    _known: dict[Path | None, Configuration] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.given not in (None, NONE):
            self._known[None] = read_configuration(
                str(self.given)
            )  # a bad one is told before anything is begun

    def of(self, place: str | Path) -> Configuration:
        """What holds for the draft or folder at ``place``; on standard error which files say so, once. Raises ``InputError``."""
        if self.given == NONE:
            return Configuration()
        found = find(place) if self.given is None else None
        new = found not in self._known
        if new:
            self._known[found] = configuration_for(place, user_file())
        configuration = self._known[found]
        if new and configuration.sources and not self.quiet:
            off = f"（不查 {'、'.join(sorted(configuration.off))}）" if configuration.off else ""
            click.echo(f"配置：{'，'.join(configuration.sources)}{off}", err=True)
        return configuration
