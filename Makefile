# One command per chore. Each installs into .venv what it needs; Python 3.11 or newer and make are enough.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-browser screenshot lab check bench score bounds clean

help:  ## these lines
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/'

demo: .venv/.base  ## the task table of the example corpus, into out/
	@mkdir -p out
	$(BIN)/textkit extract corpus -o out/任务分解表.xlsx -o out/任务分解表.csv

test: check  ## check, then every test
	PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -q -n auto --dist loadfile -m "not timing and not browser" $(ARGS) || test $$? -eq 5
	PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -q -m timing $(ARGS) || test $$? -eq 5

test-browser: .venv/.dev  ## what people look at, in a headless Chromium
	PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -q -m browser tests/browser $(ARGS)

screenshot: .venv/.dev  ## the picture of the README, taken of the report over the example corpus
	$(BIN)/python -m tests.browser.screenshot

check: .venv/.dev  ## ruff, mypy --strict, order of imports
	$(BIN)/ruff check textkit tests
	$(BIN)/mypy --strict textkit
	$(BIN)/lint-imports

score: .venv/.dev  ## figures on the answers in corpus/gold, and in ../shared/gold/dev where it is there
	$(BIN)/python tests/benchmarks/score.py $(ARGS)

bench: .venv/.bench  ## speed and memory, as ratios
	$(BIN)/python tests/benchmarks/speed.py
	$(BIN)/python tests/benchmarks/store.py

lab: .venv/.lab  ## JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

bounds: .venv/.dev  ## the tests with the lowest versions that pyproject.toml admits
	test -x .venv-bounds/bin/python || $(PYTHON) -m venv .venv-bounds
	.venv-bounds/bin/python -m pip --disable-pip-version-check install --quiet uv
	.venv-bounds/bin/uv pip install --quiet --python .venv-bounds/bin/python --resolution lowest-direct -e '.[dev,store,sql,dask,fast,minhash,pdf,ocr,fonts]'
	.venv-bounds/bin/python -m pytest -q $(ARGS)

# The stamps say which extras .venv holds.
.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本 (Python 3.11+ is needed)" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.base: pyproject.toml | .venv/bin/python
	$(PIP) -e '.[pdf]'
	@touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	$(PIP) -e '.[dev,lab,store,sql,dask,fast,minhash,pdf,ocr,fonts]'
	@touch $@ .venv/.base

.venv/.lab: pyproject.toml | .venv/bin/python
	$(PIP) -e '.[lab,store,pdf,fonts]'
	@touch $@ .venv/.base

.venv/.bench: .venv/.dev
	@touch $@

clean:  ## remove what was built
	rm -rf .venv .venv-* out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
