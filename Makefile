# Everything runs in .venv, made from pyproject.toml on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: demo test check bench bench-audit corpora pictures notebooks docs manual clean

demo: $(STAMP)
	@mkdir -p demo
	@$(BIN)/report-analyzer check corpora/samples/faulty_draft.docx --fail-on never
	@$(BIN)/report-analyzer check corpora/samples/faulty_draft.docx --fail-on never --format docx --output demo/faulty_draft.审阅.docx

test: $(STAMP)
	$(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python tools/bench.py

# 2,000 reports from 30 bodies, and reuse among 200,000 passages; some minutes.
bench-audit: $(STAMP)
	$(BIN)/python tools/bench_audit.py
	$(BIN)/python tools/bench_reuse.py

# What of the corpora is made from sources and seeds; run it twice and nothing changes.
corpora: $(STAMP)
	$(BIN)/python tools/build_corpora.py
	$(BIN)/python -m tools.disturb
	$(BIN)/python tools/plant_drafts.py
	$(BIN)/python tools/plant_layouts.py
	@$(BIN)/python tools/variety.py

pictures: $(STAMP)
	$(BIN)/python tools/pictures.py

# Runs them in place, one after the other; read the difference before committing it.
notebooks: $(STAMP)
	$(BIN)/python tools/notebooks.py

# The user manual into site/, which opens in a browser without a server or a network.
docs: $(STAMP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# Runs the commands and the Python of the manual and writes into its pages what they print; read the diff.
manual: $(STAMP)
	$(BIN)/python -m tools.manual

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(STAMP)

clean:
	rm -rf $(VENV) demo dist site
