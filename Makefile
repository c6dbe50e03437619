# Set-up is part of every target: `make run` and `make test` are all one needs to know. `make help` lists the rest.

PORT ?= 8000
LMTP_PORT ?= 2424
DATA ?= ./data
ONLY ?=

# The locks alone say what is installed. Settings for other projects would add sources or change the result;
# what leads to certificates, a proxy or a mirror stays.
KEPT := PIP_CERT PIP_CLIENT_CERT PIP_CONFIG_FILE PIP_PROXY PIP_DEFAULT_TIMEOUT
unexport $(filter-out $(KEPT),$(filter UV_INDEX% PIP_%,$(.VARIABLES)))
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME VIRTUAL_ENV

# A Python counts when it runs: pyenv puts names on PATH behind which there is no Python.
PYTHON := $(shell \
	pyenv=$$(pyenv root 2>/dev/null || echo "$$HOME/.pyenv")/versions; \
	for python in python3.13 "$$pyenv"/3.13.*/bin/python python3.12 "$$pyenv"/3.12.*/bin/python python3 python; do \
	  "$$python" -c 'import sys; sys.version_info < (3, 12) or print(sys.executable)' 2>/dev/null \
	    | grep . && break; \
	done)
UV := $(or $(shell uv --version >/dev/null 2>&1 && command -v uv),.uv/bin/uv)
ifneq ($(PYTHON),)
export UV_PYTHON_DOWNLOADS := never
endif

BIN := .venv/bin
CATALOGUES := $(wildcard src/layan/locale/*/LC_MESSAGES/django.po)

# One step after the other: set-up must stand before it is used.
.NOTPARALLEL:
.PHONY: help setup run test lint format messages lock clean
help: ## Show what can be made
	@awk -F ': .*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup: .venv/installed .venv/words ## Install Layan into .venv, with just what it needs to run

run: setup ## Serve the demonstration business: PORT=8000 DATA=./data LMTP_PORT=2424
	LAYAN_DATA="$(DATA)" $(BIN)/layan run --demo --port $(PORT) --lmtp-port $(LMTP_PORT)

test: .venv/developing .venv/words ## Run the whole suite, or some of it: ONLY="lint pure sqlite"
	$(BIN)/python -m tests.run $(ONLY)

lint: .venv/developing ## Check format, types, imports and templates
	$(BIN)/python -m tests.run lint

format: .venv/developing ## Put code and templates into the house's form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .
	git ls-files 'src/*.html' | xargs $(BIN)/djade || true  # it fails when it has changed something

messages: .venv/developing ## Bring the catalogues up to what the code says
	$(BIN)/python -m tools.messages

lock: $(UV) ## Choose the newest versions that pyproject.toml allows
	$(UV) pip compile --quiet --upgrade $(LOCK) pyproject.toml --output-file requirements.lock
	$(UV) pip compile --quiet --upgrade $(LOCK) pyproject.toml --group dev --constraint requirements.lock \
	  --output-file requirements-dev.lock
	echo uv | $(UV) pip compile --quiet --upgrade $(LOCK) - --output-file requirements-uv.lock
LOCK := --universal --generate-hashes --python-version 3.12 --no-header --no-annotate

clean: ## Remove what set-up made; data stay
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src -name '*.mo' -delete

# What follows is done once, and again when what stands on the right of the colon has changed.

INSTALL = $(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
SYNC = $(UV) pip sync --quiet --python $(BIN)/python --require-hashes

.venv/installed: requirements.lock pyproject.toml | $(BIN)/python
	$(SYNC) requirements.lock
	$(INSTALL)
	@rm -f .venv/developing
	@touch $@

.venv/developing: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(SYNC) requirements-dev.lock
	$(INSTALL)
	@touch $@ .venv/installed

.venv/words: $(CATALOGUES)
	@$(BIN)/pybabel --quiet compile --domain django --directory src/layan/locale
	@touch $@

$(BIN)/python: | $(UV)
	rm -rf .venv
	$(UV) venv --quiet --python $(or $(PYTHON),'>=3.12') .venv

.uv/bin/uv:
	@test -n "$(PYTHON)" || { echo 'Layan needs Python 3.12 or newer, or uv: neither was found.' >&2; exit 1; }
	$(PYTHON) -m venv --clear .uv || { $(VENV) && $(PYTHON) -m venv --clear .uv; }
	.uv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-uv.lock

# Debian and Ubuntu keep a part of Python in a package of its own.
VENV = echo 'This Python lacks a part: install python3-venv, or uv.' >&2 \
	&& test "$$(id -u)" = 0 && apt-get -qq update && apt-get -qq install --yes python3-venv
