"""``make pictures``: draws the README's pictures from the sample draft.

The terminal's output needs nothing but the package. The Word file is photographed in LibreOffice Writer on a virtual
screen: soffice, Xvfb, xdotool and ImageMagick's import must be there, and a font with Chinese.
"""

import html
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import MONOKAI

import analyzer
from analyzer.audit.series import follow, gather
from analyzer.readers import open_source, read_source
from analyzer.writers.comparison_page import comparison_page
from analyzer.writers.docx import write_docx
from analyzer.writers.series_page import series_page
from analyzer.writers.terminal import print_review

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpora" / "samples" / "faulty_draft.docx"
PICTURES = ROOT / "docs" / "pictures"
DISPLAY = ":97"
_TEXT = re.compile(r'<text [^>]*textLength="(?P<length>[\d.]+)"[^>]*>(?P<words>[^<]+)</text>')


def terminal() -> None:
    source = open_source(SAMPLE.relative_to(ROOT))
    console = Console(
        record=True, width=96, file=io.StringIO(), force_terminal=True, highlight=False, markup=False
    )
    print_review(analyzer.review(read_source(source)), console)
    target = PICTURES / "terminal.svg"
    # The default stylesheet loads a font from the network; any monospace font will do.
    svg = console.export_svg(
        title="report-analyzer check faulty_draft.docx", theme=MONOKAI, unique_id="terminal"
    )
    head, rest = svg.split("<style>", 1)
    _, style = rest.split(".terminal-matrix", 1)
    svg = _TEXT.sub(_two_cells_wide, f"{head}<style>.terminal-matrix{style}")
    target.write_text(svg, encoding="utf-8")


def _two_cells_wide(text: re.Match[str]) -> str:
    """Rich places Chinese in cells of two but gives its length in characters, which squeezes it."""
    words = html.unescape(text["words"])
    cell = float(text["length"]) / len(words)
    return text.group().replace(f'textLength="{text["length"]}"', f'textLength="{cell * cell_len(words):g}"')


def word() -> None:
    missing = [tool for tool in ("soffice", "Xvfb", "xdotool", "import") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        source = open_source(SAMPLE)
        document = Path(folder) / "faulty_draft.reviewed.docx"
        write_docx(analyzer.review(read_source(source)), source.package, document)
        environment = {**os.environ, "DISPLAY": DISPLAY}
        screen = subprocess.Popen(
            ["Xvfb", DISPLAY, "-screen", "0", "1600x1250x24"], stderr=subprocess.DEVNULL
        )
        time.sleep(2)
        writer = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--norestore",
                "--nologo",
                "--writer",
                str(document),
            ],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_for_window(environment)
            for keys in ("Escape", "ctrl+Home"):
                subprocess.run(["xdotool", "key", "--delay", "200", keys], env=environment, check=False)
                time.sleep(1)
            subprocess.run(
                ["import", "-window", "root", "-colors", "64", str(PICTURES / "word.png")],
                env=environment,
                check=True,
            )
        finally:
            os.killpg(writer.pid, 9)
            screen.terminate()


def _wait_for_window(environment: dict[str, str]) -> None:
    for _ in range(60):
        found = subprocess.run(
            ["xdotool", "search", "--name", "faulty_draft"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        if found:
            subprocess.run(["xdotool", "windowsize", found[-1], "1600", "1250"], env=environment, check=False)
            subprocess.run(["xdotool", "windowmove", found[-1], "0", "0"], env=environment, check=False)
            time.sleep(8)
            return
        time.sleep(1)
    sys.exit("LibreOffice opened no window")


def comparison() -> None:
    """Two quarters of one body side by side, as a browser shows the page."""
    series = ROOT / "corpora/reports/safety_q_hongwan_park"
    new, old = (analyzer.read(series / f"{period}.docx") for period in ("2024Q4", "2024Q3"))
    _photograph(comparison_page(analyzer.compare(new, old)), "compare.png")


def series() -> None:
    """The figures of one body over four quarters."""
    reports = sorted((ROOT / "corpora/reports/safety_q_hetang_emergency").glob("*.txt"))
    _photograph(series_page([follow(one) for one in gather(analyzer.read(r) for r in reports)]), "series.png")


def _photograph(page: str, name: str) -> None:
    """Needs chromium and ImageMagick."""
    if shutil.which("chromium") is None:
        sys.exit("not installed: chromium")
    with tempfile.TemporaryDirectory() as folder:
        file, shot = Path(folder) / "page.html", Path(folder) / "page.png"
        file.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1400,1000"]
        subprocess.run(
            ["chromium", *options, f"--screenshot={shot}", file.as_uri()],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        subprocess.run(["convert", str(shot), "-colors", "64", str(PICTURES / name)], check=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    PICTURES.mkdir(parents=True, exist_ok=True)
    terminal()
    word()
    comparison()
    series()
