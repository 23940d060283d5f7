# Two commands matter: `make site` builds the bank, `make test` runs every test. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NEEDS := pyproject.toml constraints.txt

.PHONY: site check serve test explore test-wordpress test-firefox lint setup setup-test chromium lock clean help

site: setup ## check the bank and build site/
	@$(BIN)/nastavnik build

check: setup ## only check the bank
	@$(BIN)/nastavnik check

serve: setup ## build, show on http://127.0.0.1:8000/ and rebuild on every change
	@$(BIN)/nastavnik serve

test: setup-test chromium lint ## every test
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

explore: setup-test ## property tests with examples that nobody has tried yet
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal -m "not browser" --hypothesis-profile=explore

test-wordpress: setup-test chromium ## what stays of pasted lines in a real WordPress (says which packages it needs)
	@sh tests/wordpress/run

test-firefox: setup-test ## hosts in Firefox, with the real script for the visually impaired (says what it needs)
	@sh tests/firefox/run

lint: setup-test ## style and types
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@$(BIN)/mypy --no-error-summary

setup: $(VENV)/.installed
setup-test: $(VENV)/.installed-test

$(VENV)/.installed: $(NEEDS)
	@PYTHON="$(PYTHON)" sh .ci/environment $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

chromium:
	@sh .ci/chromium

lock: setup-test ## write constraints.txt anew from what is installed
	@{ echo "# Exact versions of everything the project installs; made with: make lock"; \
	   $(BIN)/python -m pip freeze --exclude-editable --disable-pip-version-check; } > constraints.txt

clean: ## remove everything that can be made again
	rm -rf $(VENV) build site .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'
