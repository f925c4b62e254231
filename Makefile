# Throughgate: `make run` to try it, `make test` to trust it. Each sets up by itself.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
# Where Python is told to keep no compiled files, each worker would compile and rewrite every test anew.
unexport PYTHONDONTWRITEBYTECODE

# The first of these that really is Python 3.11; PYTHON=/a/path/python3.11 chooses another.
PYTHON ?= $(shell for name in python3.11 python3 python; do \
    "$$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo "$$name" && break; done)
PORT ?= 8000
SIZE ?= 100000
PYTEST_ARGS ?=

VENV := .venv/bin
MANAGE := $(VENV)/python manage.py
# Two workers.
PYTEST := $(VENV)/python -m pytest
WORKERS := -n 2 --dist loadgroup

.PHONY: help install run test test-whole test-postgres test-browser test-walks test-races \
    test-walks-sqlite test-walks-postgres test-races-sqlite test-races-postgres bench lint machines pictures

help:
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 24

# --- Set-up: made again only when a lock or a source is newer ------------------------------------

PACKAGES := .venv/packages-installed
ASSETS := foundation/design/static/design/built/throughgate.css
NODE := $(if $(and $(shell command -v npm),$(shell command -v node)),,.venv/node-installed)
PIP_INSTALL := $(VENV)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes

install: $(PACKAGES) $(ASSETS) ## set up .venv and the design-system assets

$(VENV)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed and was not found (Debian: apt install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment (Debian: apt install python3-venv)." >&2; exit 1; }

$(PACKAGES): requirements-dev.lock | $(VENV)/python
	@echo "Installing the locked Python packages"
	@$(VENV)/python -m pip --version >/dev/null 2>&1 || $(VENV)/python -m ensurepip >/dev/null
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@

.venv/node-installed: requirements-node.lock | $(PACKAGES)
	@echo "npm is not on the path: installing node as a Python package"
	@$(PIP_INSTALL) -r requirements-node.lock
	@touch $@

$(ASSETS): $(wildcard frontend/*.* frontend/.npmrc frontend/scss frontend/scss/* frontend/js frontend/js/*) | $(PACKAGES) $(NODE)
	@echo "Building the design-system assets"
	@$(VENV)/python frontend/build.py
	@touch $@

# --- Use -----------------------------------------------------------------------------------------

run: install ## migrate, load reference data and a demo population, serve on 127.0.0.1 (PORT=8000)
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_reference
	THROUGHGATE_URL=http://127.0.0.1:$(PORT) $(MANAGE) demo --people 2000 --if-empty
	THROUGHGATE_URL=http://127.0.0.1:$(PORT) $(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

# --- Check ---------------------------------------------------------------------------------------

# Tables straight from the models: the other targets run the migrations.
test: install ## the suite on SQLite, without a browser and without whole tables (PYTEST_ARGS=...)
	env -u DATABASE_URL $(PYTEST) $(WORKERS) --nomigrations $(PYTEST_ARGS)

test-whole: install ## whole tables: every state, verb and role, every route and role, a whole demo
	env -u DATABASE_URL $(PYTEST) $(WORKERS) -m whole $(PYTEST_ARGS)

test-postgres: install ## the suite and the whole tables on a throwaway PostgreSQL 15
	.ci/with-postgres $(PYTEST) $(WORKERS) -m "not browser and not browser_full" $(PYTEST_ARGS)

test-browser: install ## every journey, and every template for every role, in a browser, one after the other
	env -u DATABASE_URL $(PYTEST) -m "browser or browser_full" $(PYTEST_ARGS)

# One process each, so that with -j2 the two engines run beside each other.
test-walks: test-walks-sqlite test-walks-postgres ## 1,000 random histories of a referral, replayed, on SQLite and on PostgreSQL
test-races: test-races-sqlite test-races-postgres ## 200 races of each kind against the rules of the database, likewise

%-sqlite: ENGINE := env -u DATABASE_URL
%-postgres: ENGINE := .ci/with-postgres

test-walks-sqlite test-walks-postgres: install
	THROUGHGATE_WALKS=1000 $(ENGINE) $(PYTEST) tests/referrals/test_replay.py $(PYTEST_ARGS)

test-races-sqlite test-races-postgres: install
	THROUGHGATE_RACES=200 $(ENGINE) $(PYTEST) tests/hubs/rules/test_races.py $(PYTEST_ARGS)

lint: install ## ruff, mypy, djlint, migrations, deployment settings
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/djlint templates --lint --quiet
	$(MANAGE) makemigrations --check --dry-run
	.ci/as-production $(MANAGE) check --deploy --fail-level WARNING

# Each prints a table of goal, measured and verdict. `reports` measures a tenth of SIZE too; 1,000,000 wants 25 GB free.
bench: install ## pages, search, reports, files, register and rules, SQLite and PostgreSQL (SIZE=100000)
	failed=0; for engine in "env -u DATABASE_URL" .ci/with-postgres; do \
	    for what in "benchmarks $(SIZE)" "benchmarks.search $(SIZE)" "benchmarks.reports $(SIZE)" \
	            "benchmarks.files 2000" benchmarks.register benchmarks.rules; do \
	        $$engine $(VENV)/python -W ignore -m $$what || failed=1; \
	    done; \
	done; exit $$failed

machines: install ## draw every state machine into docs/machines
	$(MANAGE) machines --write

pictures: install ## draw the ladder, photograph pages for the README and the guides
	env -u DATABASE_URL $(VENV)/python -m docs.pictures.make
