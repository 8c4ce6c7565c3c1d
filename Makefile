# `make` sets everything up, builds the graph and answers one question; `make test` runs every test.
# Nothing but Python 3.11 or later (with venv) and make is needed. Works with GNU Make 3.81.

.DEFAULT_GOAL := all
.PHONY: all test lint format readme benchmark clean help python-found

OLD_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
FOUND_PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	if "$$p" -c '$(OLD_ENOUGH)' >/dev/null 2>&1; then echo "$$p"; break; fi; done)
PYTHON ?= $(FOUND_PYTHON)

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALLED := $(VENV)/.installed
DEV_INSTALLED := $(VENV)/.dev-installed

all: $(INSTALLED)  ## set up, build the graph, print what it holds and one cited answer
	@$(BIN)/espd build
	@echo
	@echo '$$ espd query threads --thread disability-rights --cite'
	@$(BIN)/espd query threads --thread disability-rights --cite

test: $(DEV_INSTALLED)  ## lint, formatting, types and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

lint: $(DEV_INSTALLED)  ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV_INSTALLED)  ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

readme: $(DEV_INSTALLED)  ## renew the output that the README shows
	$(BIN)/python tests/docs/readme.py

benchmark: $(DEV_INSTALLED)  ## what commands cost beside the least that could do the same
	@$(BIN)/python tests/benchmarks/ratios.py

clean:  ## remove everything that can be made again
	rm -rf $(VENV) .espd dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/make \1	\2/p' Makefile

$(BIN)/python: | python-found
	@echo 'Setting up $(VENV) with '"$$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo 'Python could not make a virtual environment. On Debian: apt install python3-venv' >&2; exit 1; }
	@# Commands that an older pip installs take ten milliseconds longer to start.
	@$(PIP) --upgrade 'pip>=25.2'

$(INSTALLED): pyproject.toml | $(BIN)/python
	@echo 'Installing espd-kg'
	@$(PIP) --editable .
	@touch $@

$(DEV_INSTALLED): pyproject.toml | $(INSTALLED)
	@echo 'Installing the tools for tests'
	@$(PIP) --editable '.[dev]'
	@touch $(INSTALLED) $@

python-found:
	@$(if $(PYTHON),,echo 'Python 3.11 or later was not found. Install it, or name it: make PYTHON=/path/to/python3' >&2; exit 1;) \
	$(PYTHON) -c '$(OLD_ENOUGH)' || { \
		echo '$(PYTHON) is not Python 3.11 or later. Name one that is: make PYTHON=/path/to/python3' >&2; exit 1; }
