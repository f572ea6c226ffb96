# Everything below sets up what it needs; nothing has to be installed by hand but Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
POLNEAR ?= ../shared/bench/polnear
LABELLED ?= $(wildcard ../shared/bench/quotes_news/train.jsonl.gz)
NEWS ?= $(wildcard ../shared/bench/unlabelled/news.jsonl.gz)
HELD_OUT ?= $(wildcard ../shared/bench/polnear/dev.jsonl.gz ../shared/bench/quotes_ood/dev_?.jsonl ../shared/bench/quotes_news/dev.jsonl.gz)

.PHONY: help demo test check format lint types docs train clean

help:
	@echo "make demo    install, parse the seed articles, print the result, write an HTML view to build/"
	@echo "make test    all tests"
	@echo "make check   what CI runs: format, lint, types, tests with coverage, docs, wheel, accuracy floors"
	@echo "make docs    build the documentation to build/docs"
	@echo "make train   rebuild the weights from PolNeAR (see training/README.md)"

$(VENV)/run: pyproject.toml hatch_build.py src/newsparse/attribution/kernel.c
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run
	$(PIP) --editable ".[dev,arrow,dask,html,spacy,docs]"
	@touch $@

demo: $(VENV)/run
	@mkdir -p build
	$(BIN)/newsparse parse seeds/*.txt
	$(BIN)/newsparse parse --format html --output build seeds/*.txt
	@echo "The HTML views are in build/."

test: $(VENV)/dev
	$(BIN)/python -m pytest

format: $(VENV)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev
	$(BIN)/mypy
	@# By its path, so that pyright reads the packages of this environment.
	PATH="$(CURDIR)/$(BIN):$$PATH" pyright
	PATH="$(CURDIR)/$(BIN):$$PATH" pyright --verifytypes newsparse --ignoreexternal

docs: $(VENV)/dev
	$(BIN)/sphinx-build -W -q -b html docs build/docs

check: lint types docs wheel gate contracts
	$(BIN)/python -m pytest --cov --cov-report=term

train: $(VENV)/dev
	$(PIP) --requirement training/requirements.txt
	$(BIN)/python training/train.py $(POLNEAR) $(if $(LABELLED),--news $(LABELLED)) $(if $(NEWS),--unlabelled $(NEWS) --held-out $(HELD_OUT))
	$(BIN)/python training/stretches.py $(POLNEAR) $(if $(LABELLED),--news $(LABELLED))
	$(if $(LABELLED),$(BIN)/python training/kinds.py $(LABELLED) && $(BIN)/python training/antecedents.py $(LABELLED))
	$(BIN)/python training/calibrate.py $(LABELLED)
	$(MAKE) gate

clean:
	rm -rf $(VENV) build dist docs/_build .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

include $(wildcard make/*.mk)
