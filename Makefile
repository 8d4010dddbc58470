# Two commands matter: `make run` and `make test`. Each sets up what it needs by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DATA := demo-data# what `make run` works on; it may hold your own products, so `make clean` leaves it alone

.PHONY: run test bench bench-quick screenshots demo model train lock clean

run: $(READY)
	@sh packaging/system-libraries.sh window
	@$(BIN)/visrec --data-dir $(DATA)

test: $(READY)
	@sh packaging/system-libraries.sh test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

$(READY): requirements.lock pyproject.toml packaging/setup.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh packaging/setup.sh

bench: $(READY)
	$(BIN)/python -m benchmarks

bench-quick: $(READY)
	$(BIN)/python -m benchmarks --quick

screenshots: $(READY)
	$(BIN)/python docs/screenshots/make.py

demo: $(READY)
	$(BIN)/python training/make_demo.py
	$(BIN)/python training/make_demo_catalog.py

model: $(READY)
	$(BIN)/python training/export_thin_resnet50.py

train: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[training]'
	$(BIN)/python -m training.matching --data ../shared/data --out build/training

lock:
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet pip-tools
	build/lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --extra dev \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist out
	@test ! -d $(DATA) || echo "Kept $(DATA): the catalog of make run. Remove it by hand to begin anew."
