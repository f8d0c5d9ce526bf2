# `make demo` and `make test` need Python 3.11 or newer, git and make, and nothing else:
# both set up .venv, and set it up again when pyproject.toml changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
ENGINES := .venv-engines

.PHONY: demo test lint types engines accuracy train errors docs docs-serve docs-pages build clean

demo: $(STAMP)
	@$(BIN)/newsclean explain examples/article.txt
	@echo
	@echo "The article, clean:"
	@echo
	@$(BIN)/newsclean clean examples/article.txt

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

# In an environment of their own: they weigh two gigabytes.
engines: $(ENGINES)/.set-up
	$(ENGINES)/bin/python -m pytest -p no:cacheprovider -p no:xdist -q -m engines tests/engines

$(ENGINES)/.set-up: pyproject.toml
	$(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check --editable . --group engines
	@touch $@

accuracy: $(STAMP)
	$(BIN)/python tools/accuracy.py

train: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group train
	$(BIN)/python tools/train.py
	$(BIN)/python tools/train_html.py
	$(BIN)/python tools/train_wording.py
	$(BIN)/python tools/train_names.py

errors: $(STAMP)
	$(BIN)/python tools/errors.py

docs-pages: $(STAMP)
	$(BIN)/python tools/build_docs.py

docs: $(STAMP)
	$(BIN)/python tools/build_docs.py --check
	$(BIN)/zensical build --strict --clean

docs-serve: $(STAMP)
	$(BIN)/zensical serve

build: $(STAMP)
	$(BIN)/python -m build

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "newsclean needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

clean:
	rm -rf $(VENV) $(ENGINES) build dist site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
