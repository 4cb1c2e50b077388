"""``python -m tools.disturb``: rewrites ``corpora/filled`` from seeds, the same bytes every time."""

from .build import build

build()
