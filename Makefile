# Targets named for what a person wants. Each sets up what it needs first.

CONTENT ?= content
OUTPUT ?= output
WORKERS ?=
PROFILE ?=
STORE ?=
SCHEDULER ?= tcp://127.0.0.1:8786
SITEURL ?=
FROM ?=
ORIGIN ?=
INTO ?=
CONTACT ?=
PYTHON ?= python3

BIN := .venv/bin
# One environment; the file says which lock it was made from.
SITE_READY := .venv/site.ready
TEST_READY := .venv/test.ready
COLLECT_READY := .venv/collect.ready
CLUSTER_READY := .venv/cluster.ready
# A site is built by a cluster where WORKERS names one, and from or into stores where CONTENT or OUTPUT is an address.
READY := $(if $(findstring ://,$(WORKERS)$(CONTENT)$(OUTPUT)),$(CLUSTER_READY),$(SITE_READY))
IN_STORES := $(findstring ://,$(CONTENT)$(OUTPUT))
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := site
.PHONY: site serve publish import collect scheduler workers test check format bench clean

export WORKERS SITEURL PROFILE STORE

# What was given goes to the shell as one word, whatever quotes and signs are in it.
quoted = '$(subst ','\'',$(1))'
IN := $(call quoted,$(CONTENT))
OUT := $(call quoted,$(OUTPUT))

# Pelican would tell of a missing folder with a traceback.
CONTENT_THERE = @test -n '$(findstring ://,$(CONTENT))' -o -d $(IN) || { printf 'error: there is no folder "%s"; expected CONTENT=a folder with archive.yaml\n' $(IN) >&2; exit 2; }

site: $(READY)
	$(CONTENT_THERE)
	$(if $(IN_STORES),$(BIN)/python scripts/build_in_stores.py $(IN) $(OUT),$(BIN)/pelican $(IN) -o $(OUT) -s pelicanconf.py --fatal errors)

serve: $(READY)
	@test -z '$(IN_STORES)' || { echo 'make serve needs folders; what lies in a store is built with make site' >&2; exit 2; }
	$(CONTENT_THERE)
	$(BIN)/python scripts/serve_archive.py $(IN) $(OUT)

publish: $(READY)
	@test -n $(call quoted,$(SITEURL)) || { echo 'make publish needs the address of the site: make publish SITEURL=https://decisions.example.org' >&2; exit 2; }
	$(CONTENT_THERE)
	$(if $(IN_STORES),$(BIN)/python scripts/build_in_stores.py $(IN) $(OUT) --publish,$(BIN)/pelican $(IN) -o $(OUT) -s publishconf.py --fatal warnings)

import: $(SITE_READY)
	@test -n $(call quoted,$(FROM)) || { echo 'make import needs what to import: make import FROM="saved-pages/"' >&2; exit 2; }
	$(BIN)/python scripts/import_records.py $(FROM) --content $(IN)

collect: $(COLLECT_READY)
	@test -n $(call quoted,$(ORIGIN)) -a -n $(call quoted,$(INTO)) || { echo 'make collect needs a site and a folder: make collect ORIGIN=https://democracy.example.org/ INTO=../collected CONTACT=you@example.org' >&2; exit 2; }
	$(BIN)/python scripts/collect_pages.py $(call quoted,$(ORIGIN)) --into $(call quoted,$(INTO)) $(if $(CONTACT),--contact $(call quoted,$(CONTACT)))

scheduler: $(CLUSTER_READY)
	PYTHONPATH="$(CURDIR)" $(BIN)/dask scheduler --no-dashboard

workers: $(CLUSTER_READY)
	PYTHONPATH="$(CURDIR)" $(BIN)/dask worker "$(SCHEDULER:dask://%=tcp://%)" --nworkers "$(or $(WORKERS),$(shell getconf _NPROCESSORS_ONLN))" --nthreads 1 --no-dashboard

test: $(TEST_READY)
	$(BIN)/python -m tests.support.chromium
	$(BIN)/python -m pytest

check: $(TEST_READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(TEST_READY)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(TEST_READY)
	$(BIN)/python -m tests.bench

clean:
	rm -rf .venv .cache output

$(BIN)/python:
	$(PYTHON) -m venv .venv

$(SITE_READY): requirements.lock | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	touch $@

$(TEST_READY): requirements.lock tests/requirements.lock | $(BIN)/python
	$(PIP) install --require-hashes -r tests/requirements.lock
	touch $(SITE_READY) $@

$(COLLECT_READY): plugins/collecting/requirements.lock | $(BIN)/python
	$(PIP) install --require-hashes -r plugins/collecting/requirements.lock
	touch $@

$(CLUSTER_READY): plugins/build/requirements.lock | $(BIN)/python
	$(PIP) install --require-hashes -r plugins/build/requirements.lock
	touch $@
