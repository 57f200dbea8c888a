# Everything from a machine with nothing but Python, make and git: `make convert`, `make test`. Both need pip alone.
# The environment lives in .venv/; versions are those of requirements.lock.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= $(shell nproc 2>/dev/null || echo 1)
OUT ?= data/out
IN ?= data/raw

export OMP_THREAD_LIMIT := 1
export OMP_NUM_THREADS := 1

.PHONY: setup convert test test-browser test-all lint golden bench-batch fuzz faults lock clean train-smoke

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml tools/install-system
	PYTHON=$(PYTHON) tools/install-system
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q extract normalize pipelines # not in a run: a full disk would leave half of a file
	touch $@

convert: setup
	$(BIN)/thaiplan convert $(IN) --out $(OUT) --jobs $(JOBS) --format csv,parquet,xlsx

test: setup
	$(BIN)/python -m pytest -n $(JOBS)

test-browser: setup ## pages of reports and reviews in a real browser; needs chromium and chromedriver
	$(BIN)/python -m pytest -m browser

test-all: setup
	$(BIN)/python -m pytest -n $(JOBS) -m ""

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy --strict

golden: setup
	$(BIN)/python -m pytest -m slow tests/test_golden.py

bench-batch: setup
	$(BIN)/python -m bench.batch

fuzz: setup
	$(BIN)/python -m pytest -m slow tests/test_hostile.py

faults: setup ## runs killed at ten moments (text and scan), a full disk, a cluster that loses a worker
	$(BIN)/python -m pytest -m "slow or not slow" tests/test_faults.py tests/test_cluster.py

lock: ## rewrite requirements.lock from pyproject.toml; run it with the oldest Python that is supported
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade pip "setuptools>=77"
	build/lock/bin/python -m pip install --quiet ".[review,explore,cluster,docs,dev]"
	build/lock/bin/python -m pip freeze --all --exclude thaiplan --exclude pip > requirements.lock

clean:
	rm -rf $(VENV) build dist $(OUT)

train-smoke: ## train a tiny reader for two minutes; the loss must fall and the export match torch
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --no-input --disable-pip-version-check ".[train]"
	.venv-train/bin/python -m training.smoke
