# `make demo` and `make test` need Python 3.11 or newer, git and make, and nothing else:
# both set up .venv, and set it up again when pyproject.toml changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
# newsclean alone, for the demo: a quarter of the whole.
INSTALLED := $(VENV)/.installed
ENGINES := .venv-engines
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test browser lint types accuracy train errors docs docs-serve docs-pages notebooks lab engines build clean

demo: $(INSTALLED)
	@$(BIN)/newsclean explain examples/article.txt
	@echo
	@echo "The article, clean:"
	@echo
	@$(BIN)/newsclean clean examples/article.txt
	@echo
	@echo "Now yours:  $(BIN)/newsclean explain my-article.txt"
	@echo "Then read docs/tutorial.md, or run \`make lab\` for the notebooks in examples/."

# Opens the first notebook; the others lie beside it.
lab: $(STAMP)
	$(PIP) jupyterlab
	$(BIN)/jupyter lab examples/1-first-steps.ipynb

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

# Needs Chromium (apt-get install chromium); without it the tests are skipped.
browser: $(STAMP)
	$(PIP) --group browser
	$(BIN)/python -m pytest -q -m browser tests/browser

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
	$(PIP) --group train
	$(BIN)/python tools/train.py
	$(BIN)/python tools/train_html.py
	$(BIN)/python tools/train_wording.py
	$(BIN)/python tools/train_names.py

errors: $(STAMP)
	$(BIN)/python tools/errors.py

docs-pages: $(STAMP)
	$(BIN)/python tools/build_docs.py
	$(BIN)/python tools/notebooks.py

notebooks: $(STAMP)
	$(BIN)/python tools/notebooks.py

docs: $(STAMP)
	$(BIN)/python tools/build_docs.py --check
	$(BIN)/python tools/notebooks.py --check
	$(BIN)/zensical build --strict --clean
	$(BIN)/python tools/check_site.py

docs-serve: $(STAMP)
	$(BIN)/zensical serve

build: $(STAMP)
	$(BIN)/python -m build

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "newsclean needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --upgrade "pip>=25.1"
	@$(PIP) --editable .
	@touch $@

$(STAMP): $(INSTALLED)
	@echo "Installing what tests, docs and notebooks need; this takes a minute or two ..."
	@$(PIP) --editable . --group dev
	@touch $@

clean:
	rm -rf $(VENV) $(ENGINES) build dist site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
