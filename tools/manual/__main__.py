"""``python -m tools.manual``: runs the manual's code and writes into the pages what it prints; the diff is to be read."""

import sys
import tempfile
from pathlib import Path

from tools.manual.blocks import renewed, run_page, samples_of
from tools.manual.samples import ROOT, put


def main() -> None:
    wanted = sys.argv[1:] or [str(p) for p in sorted((ROOT / "docs").rglob("*.md"))]
    for name in wanted:
        path = Path(name)
        page = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            put(samples_of(page), Path(folder))
            new = renewed(page, run_page(page, Path(folder)))
        if new != page:
            path.write_text(new, encoding="utf-8")
            print(f"renewed: {name}")


if __name__ == "__main__":
    main()
