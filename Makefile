# The README's two commands, and what the workshop needs beside them. Windows: see README.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
OUT ?= demo-output

.PHONY: demo test lint docs pictures bench clean

demo: $(VENV)/.installed
	$(RUN) -m toolkit demo -o $(OUT) --force

test: $(VENV)/.dev
	$(RUN) -m pytest -q -n auto

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --config setup.cfg

# The reference pages from the program itself; tests/test_docs.py holds them current.
docs: $(VENV)/.dev
	$(RUN) docs/generate.py

# The README's pictures from what the demo writes; needs soffice, poppler-utils and the Noto CJK fonts.
pictures: $(VENV)/.installed
	$(RUN) docs/pictures.py

# Measurements with peers beside every figure, into benchmarks/results.md and .svg.
bench: $(VENV)/.dev
	$(RUN) -m benchmarks.bench

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python setup.cfg
	$(RUN) -m pip install -q --disable-pip-version-check -c requirements.lock -e .
	touch $@

$(VENV)/.dev: $(VENV)/.installed requirements.lock
	$(RUN) -m pip install -q --disable-pip-version-check -c requirements.lock -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info $(OUT)
