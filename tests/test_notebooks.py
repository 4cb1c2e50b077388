"""Every notebook runs, writes to its own folder only, and shows pictures whose Chinese is really drawn."""

import base64
import importlib.util
import io
import re
from pathlib import Path

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MOST = 300 * 1024  # bytes of a notebook with its outputs
INK = 0.005  # share of a picture's dots that are not its background
# Where a home, a working copy or an environment stands, on any system.
MACHINE = re.compile(
    r"(?<![\w./])/(?:home|root|Users|work|tmp|var|usr|opt|private|mnt)/|[A-Za-z]:\\\\?\w|site-packages|"
    + re.escape(str(ROOT))
)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def _tool():
    spec = importlib.util.spec_from_file_location("notebooks_tool", ROOT / "tools" / "notebooks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _tool()


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    return tool.settings(tmp_path_factory.mktemp("home"))


def outputs(node):
    return [o for cell in node.cells for o in cell.get("outputs", ())]


def words(output):
    """All that an output says in words, whatever its form."""
    if output.output_type == "stream":
        return output.text
    if output.output_type == "error":
        return ANSI.sub("", "\n".join(output.traceback))
    return "\n".join(str(v) for kind, v in output.data.items() if not kind.startswith("image/png"))


def pictures(node):
    return [base64.b64decode(o.data["image/png"]) for o in outputs(node) if "image/png" in o.get("data", {})]


def ink(picture):
    """The share of dots that differ from the commonest colour."""
    import numpy as np
    from matplotlib.image import imread

    dots = np.round(imread(io.BytesIO(picture))[..., :3] * 255).astype(np.uint32)
    _, counts = np.unique(dots[..., 0] << 16 | dots[..., 1] << 8 | dots[..., 2], return_counts=True)
    return 1 - counts.max() / counts.sum()


def faults(node):
    """What a reader must not see: warnings (of missing glyphs, say), errors, empty pictures, paths of a machine."""
    found = [f"on stderr: {o.text}" for o in outputs(node) if o.get("name") == "stderr"]
    found += [f"error: {words(o)}" for o in outputs(node) if o.output_type == "error"]
    found += [f"path: {m.group()}" for o in outputs(node) for m in MACHINE.finditer(words(o))]
    found += ["an empty picture" for p in pictures(node) if ink(p) < INK]
    return found


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_runs_and_shows_something(notebook, tmp_path, env):
    before = {p: p.stat().st_mtime_ns for p in FOLDER.iterdir()}
    node = tool.executed(notebook, tmp_path, env)
    assert faults(node) == []
    assert pictures(node) or any("<svg" in words(o) for o in outputs(node))
    assert any("image/png" in o.get("data", {}) or "text/html" in o.get("data", {}) for o in outputs(node))
    assert {p: p.stat().st_mtime_ns for p in FOLDER.iterdir()} == before


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_what_is_committed_can_be_shown(notebook):
    node = nbformat.read(notebook, as_version=4)
    nbformat.validate(node)
    assert notebook.stat().st_size < MOST
    assert faults(node) == []
    code = [c for c in node.cells if c.cell_type == "code"]
    # Run from first to last in one go, or not at all.
    assert [c.execution_count for c in code] in ([*range(1, len(code) + 1)], [None] * len(code))
    first = node.cells[0]
    assert first.cell_type == "markdown" and re.match(r"# .*\n\n\*\*问题：", first.source)


def test_the_index_names_every_notebook():
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((\w+\.ipynb)\)", index) == [n.name for n in NOTEBOOKS]
    assert NOTEBOOKS


CASES = {
    "a glyph that the font has not": "import matplotlib.pyplot as plt\nplt.title('汉字')\nplt.show()",
    "an empty picture": "import matplotlib.pyplot as plt\nplt.figure()\nplt.axis('off')\nplt.show()",
    "a warning": "import warnings\nwarnings.warn('旧')",
    "a path": "import pathlib\nprint(pathlib.Path.cwd())",
    "an error that is caught": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    get_ipython().showtraceback()",
}


def test_each_fault_would_be_seen(tmp_path, env):
    cells = [nbformat.v4.new_code_cell(code) for code in CASES.values()]
    file = tmp_path / "faulty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), file)
    node = tool.executed(file, tmp_path, env)
    for name, cell in zip(CASES, node.cells, strict=True):
        assert faults(nbformat.v4.new_notebook(cells=[cell])), name


def test_an_error_stops_the_run(tmp_path, env):
    file = tmp_path / "broken.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")]), file)
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        tool.executed(file, tmp_path, env)
