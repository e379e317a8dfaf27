# The README's two commands, and what the workshop needs beside them. Windows: see README.
PYTHON ?= python3
VENV := .venv
# Where an environment has its programs.
BIN := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN := $(VENV)/$(BIN)/python
OUT ?= demo-output
PROCESSES ?= auto

.PHONY: demo test lint docs site linkcheck pictures bench growth quality floors dist dist-test types program program-test clean

demo: $(VENV)/.installed
	$(RUN) -m toolkit demo -o $(OUT) --force

test: $(VENV)/.dev
	$(RUN) -m pytest -q -n $(PROCESSES)

lint: $(VENV)/.dev
	$(VENV)/$(BIN)/ruff check .
	$(VENV)/$(BIN)/ruff format --check .
	$(VENV)/$(BIN)/mypy
	$(VENV)/$(BIN)/lint-imports --config setup.cfg

# The reference pages from the program itself; tests/test_docs.py holds them current.
docs: $(VENV)/.dev
	$(RUN) docs/generate.py

# The site of both languages into build/site; every warning is an error.
site: $(VENV)/.dev
	$(RUN) docs/site/build_site.py build/site

# Every link and anchor inside the built site.
linkcheck: site
	$(RUN) docs/site/build_site.py build/site --links

# The README's pictures from what the demo writes; needs soffice, poppler-utils and the Noto CJK fonts.
pictures: $(VENV)/.installed
	$(RUN) docs/pictures.py

# Measurements with peers beside every figure, into benchmarks/results.md and .svg.
bench: $(VENV)/.dev
	$(RUN) -m benchmarks.bench

# Time at 1, 4 and 16 times the work, into benchmarks/growth.md and .svg.
growth: $(VENV)/.dev
	$(RUN) -m benchmarks.growth

# Recall and precision of every rule, into benchmarks/quality.md.
quality: $(VENV)/.dev
	$(RUN) -m benchmarks.quality

# The lowest versions that setup.cfg promises, in an environment of their own, and the rooms that use them.
FLOORS := .venv-floors
FLOORS_TESTS ?= tests/test_package.py tests/cli tests/desk tests/engine tests/excel tests/forms tests/issuing tests/ledger \
	tests/merging tests/papers tests/publishing tests/reports tests/rounds
floors: setup.cfg
	$(PYTHON) -m venv $(FLOORS)
	$(FLOORS)/$(BIN)/python packaging/floors.py > $(FLOORS)/floors.txt
	$(FLOORS)/$(BIN)/python -m pip install -q --disable-pip-version-check -c $(FLOORS)/floors.txt \
		-e '.[cluster,encrypted,frames,pictures,postgres]' pytest pytest-randomly pytest-xdist hypothesis jsonschema \
		httpx playwright axe-playwright-python
	$(FLOORS)/$(BIN)/python -m pytest -q -n $(PROCESSES) $(FLOORS_TESTS)

# Wheel and sdist.
dist: $(VENV)/.dev
	rm -rf dist
	$(RUN) -m build --outdir dist .

# Wheel and sdist as a stranger gets them: in clean environments, without this tree.
dist-test: dist
	$(RUN) packaging/try_dist.py dist

# What pyright knows of the public names, from the wheel alone; needs node, whose npx fetches pyright.
TYPES := .venv-types
types: dist
	$(PYTHON) -m venv --clear $(TYPES)
	$(TYPES)/$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements.lock \
		"$$(ls dist/*.whl)[frames]" pandas-stubs
	$(TYPES)/$(BIN)/python packaging/verify_types.py

# The folder for computers without Python, from the wheel in an environment of its own.
PROGRAM := .venv-program
program: dist
	$(PYTHON) -m venv --clear $(PROGRAM)
	$(PROGRAM)/$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements.lock \
		"$$(ls dist/*.whl)[encrypted,program]"
	$(PROGRAM)/$(BIN)/python packaging/build_program.py build/program

# The folder at work: a path with Chinese letters and blanks, no Python, an empty environment.
program-test: $(VENV)/.dev
	JIXIAO_PROGRAM=build/program/jixiao $(RUN) -m pytest -q -p no:randomly tests/program

$(RUN):
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(RUN) setup.cfg
	$(RUN) -m pip install -q --disable-pip-version-check -c requirements.lock -e .
	touch $@

$(VENV)/.dev: $(VENV)/.installed requirements.lock
	$(RUN) -m pip install -q --disable-pip-version-check -c requirements.lock -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) $(FLOORS) $(TYPES) $(PROGRAM) build dist *.egg-info $(OUT)
