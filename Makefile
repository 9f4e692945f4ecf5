# Everything here works on a machine that has Python 3.11 or newer, make and a package registry.
SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PORT = $(or $(PROOFDESK_PORT),8000)
WORKERS ?= auto
INSTALL := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check

CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
GOOD := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in $(CANDIDATES); do \
	if $$name -c '$(GOOD)' 2>/dev/null; then command -v $$name; break; fi; done)

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' $(MAKEFILE_LIST)

env: $(VENV)/.run-stamp  ## what running needs, in .venv, with .venv/bin/proofdesk

env-dev: $(VENV)/.dev-stamp  ## all extras and the development tools as well

run: env  ## the sample desk on http://127.0.0.1:8000, or on PROOFDESK_PORT
	$(BIN)/proofdesk up --demo --data data --port $(PORT)

test: check browser  ## the gate, then every test there is, then the coverage floors
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report= $(ARGS)
	$(BIN)/coverage report --skip-covered --show-missing --fail-under=100 \
		--include='review/domain/*,review/services/*,review/text/*'
	$(BIN)/coverage report --skip-covered --fail-under=90

check: env-dev  ## the gate without tests: style, types, floors, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates

browser: env-dev
	@$(BIN)/python -m tests.chromium

audit: env-dev  ## ask the advisory service about the locked packages; needs the internet
	$(BIN)/pip-audit --disable-pip --require-hashes --requirement requirements-dev.lock

bench: env-dev  ## ratios and scaling curves; takes minutes
	@for script in benchmarks/[a-z]*.py; do \
		case "$$script" in */fit_*|*/annotated.py|*/baselines.py) continue ;; esac; \
		echo "== $$script"; $(BIN)/python "$$script" $(ARGS) || exit 1; done

screenshots: env-dev browser  ## draw the pictures of the manual again
	$(BIN)/python docs/screenshots.py

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" pyproject.toml

lock: env-dev  ## pin what pyproject.toml asks for; UPGRADE=1 takes the newest of everything
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group build --output-file requirements.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group dev --all-extras \
		--constraints requirements.lock --output-file requirements-dev.lock

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Proofdesk needs Python 3.11 or newer with its venv module" \
		"(on Debian: apt-get install python3-venv), and found none." >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.run-stamp: requirements.lock pyproject.toml | $(BIN)/pip
	@echo "Installing what running needs; the first time takes about a minute."
	@$(INSTALL) --no-deps --require-hashes --requirement requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q review migrations config.py
	@touch $@

$(VENV)/.dev-stamp: requirements-dev.lock pyproject.toml | $(BIN)/pip
	@echo "Installing the development tools; the first time takes about two minutes."
	@$(INSTALL) --no-deps --require-hashes --requirement requirements-dev.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q review migrations config.py
	@touch $(VENV)/.run-stamp $@

.PHONY: help env env-dev run test check browser audit bench screenshots lock
