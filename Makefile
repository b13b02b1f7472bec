# Thin names over ordinary commands. `make demo` and `make test` set everything up by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test faults check bench languages pictures servers clean help

help:
	@echo "make demo    five weeks of a project, on embedded servers, in under a minute"
	@echo "make test    all tests, on real servers where they are installed or can be"
	@echo "make faults  the whole proof that nothing is lost and nothing doubled, in about an hour"
	@echo "make check   lint, types, import contracts, pins and known holes in them"
	@echo "make languages  catalogues of letters take up what letters say now; what is not translated is named"
	@echo "make pictures  every letter as pictures: English and German, narrow and wide, light and dark"
	@echo "make bench   throughput and latency, as ratios against bare libraries"

# Every package as it is pinned, by its hash. Where an index has not got them, whatever pyproject.toml allows; where it has
# something else under the same name and version, nothing.
$(READY): pyproject.toml requirements-dev.lock
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { echo "python3-venv is missing: trying to install it"; apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock 2> $(VENV)/pins.log || { \
	  cat $(VENV)/pins.log >&2; \
	  if grep -qi "do not match the hashes" $(VENV)/pins.log; then echo "!! a package is not the one that is pinned: stopped" >&2; exit 1; fi; \
	  echo "!! the pinned packages are not to be had here: installing what pyproject.toml allows" >&2; }
	$(BIN)/pip install -q --disable-pip-version-check -e '.[dev]'
	@touch $@

servers:
	@sh tests/servers/install.sh

demo: $(READY)
	@$(BIN)/mailflow demo --out demo-out

test: $(READY) servers
	$(BIN)/pytest -n 2 --dist loadgroup

faults: $(READY) servers
	$(BIN)/python -m tests.faults

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.audit

pictures: $(READY) servers
	@$(BIN)/python -m tests.pictures pictures

languages: $(READY)
	$(BIN)/python -m tests.languages update

bench: $(READY) servers
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) demo-out preview pictures .pytest_cache .mypy_cache .ruff_cache .hypothesis
