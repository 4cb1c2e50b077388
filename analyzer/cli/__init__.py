"""The commands: parse words, call the layers below, pick a writer. No review logic lives here."""

from analyzer.cli.main import main

__all__ = ["main"]
