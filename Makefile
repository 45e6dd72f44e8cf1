# Two commands: `make review` and `make test`. Both set up .venv first.
ARTICLE ?= corpus/sample/evening-drops.md
PYTHON ?= python3
BIN := .venv/bin

.PHONY: review test fast lint clean
review: .venv/.ready
	$(BIN)/checker review "$(ARTICLE)"

test: .venv/.ready-dev
	$(BIN)/python -m pytest

fast: .venv/.ready-dev
	$(BIN)/python -m pytest -m "not slow"

lint: .venv/.ready-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "checker needs Python 3.11 or newer: make review PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip

.venv/.ready: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

.venv/.ready-dev: .venv/.ready
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
