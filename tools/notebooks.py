"""Runs the notebooks in place, or those that are named: ``python tools/notebooks.py [notebooks/01….ipynb]``.

What they write lands in ``notebooks/结果``, which git does not keep. Of the outputs git keeps what a reader sees, without
the kernel's version and the times of the run, so that a second run changes nothing but what has changed.
"""

import base64
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image

FOLDER = Path(__file__).parents[1] / "notebooks"
_SECONDS = 240  # for one cell; a hung kernel ends some time
_COLOURS = 128  # of a picture; a chart has fewer, and the file is a third as large
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def settings(home: Path) -> dict[str, str]:
    """The environment of the kernels: no profile, start-up file or matplotlibrc of this machine has a say.

    matplotlib lists the machine's fonts once, before the first kernel: it says so on stderr where that takes long.
    """
    env = {**os.environ, "IPYTHONDIR": str(home), "MPLCONFIGDIR": str(home), "MPLBACKEND": ""}
    subprocess.run(
        [sys.executable, "-c", "import matplotlib.font_manager"], env=env, check=True, capture_output=True
    )
    return env


def executed(notebook: Path, folder: Path, env: dict[str, str]) -> NotebookNode:
    """The notebook with the outputs of a fresh kernel that works in ``folder``. Raises where a cell does."""
    node = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        node,
        timeout=_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
    )
    client.execute(env=env)
    for output in (o for cell in node.cells for o in cell.get("outputs", ())):
        data = output.get("data", {})
        if "text/plain" in data:
            data["text/plain"] = _ADDRESS.sub("", data["text/plain"])
        if "image/png" in data:
            data["image/png"] = _small(data["image/png"])
    node.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return node


def _small(picture: str) -> str:
    """A picture in base64, with a palette."""
    made = io.BytesIO()
    image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(made, "png", optimize=True)
    return base64.b64encode(made.getvalue()).decode("ascii")


def main(names: list[str]) -> None:
    """Run the notebooks one after the other; each is written when it is done."""
    with tempfile.TemporaryDirectory() as home:
        env = settings(Path(home))
        for notebook in [Path(n) for n in names] or sorted(FOLDER.glob("*.ipynb")):
            nbformat.write(executed(notebook, FOLDER, env), notebook)
            print(f"{notebook.name}: {notebook.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
