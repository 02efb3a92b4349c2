# One command per wish. `make help` lists them. Every target but help, secrets and clean sets up first, when needed.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
PY := $(BIN)/python
ARGS ?=
ENGINE ?= embedded
DATA ?= data-distributed
KILLS ?= 20
SEED ?= 1

.PHONY: help setup run demo up down test test-fast check format bench chaos kafka-jars rules generate lock secrets clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "make %-10s %s\n", $$1, $$2}'
	@echo
	@echo 'ARGS="…" is handed on: make run ARGS="--http-port 9000", make test ARGS="tests/unit -k m5"'

setup: ## makes .venv with the command lianxi in it (PYTHON=… chooses the interpreter)
	@.make/setup

run: setup ## starts everything on loopback with the Heilongjiang example
	@$(BIN)/lianxi serve $(ARGS)

demo: setup $(if $(filter distributed,$(ENGINE)),kafka-jars) ## tells a joint meeting's whole story in a temporary directory; ENGINE=distributed on the other engine
	@$(BIN)/lianxi demo --engine $(ENGINE) $(ARGS)

up: setup kafka-jars ## starts the distributed engine on this machine: PostgreSQL, Kafka, every service's processes (DATA=…)
	@$(BIN)/lianxi up --data $(DATA) $(ARGS)

down: setup ## stops all of the distributed engine (DATA=…); the data stay
	@$(BIN)/lianxi down --data $(DATA) $(ARGS)

kafka-jars: ## fetches Apache Kafka (Maven, Java 17); up does it by itself
	@.make/kafka-jars || true

test: setup ## all tests this machine can run, fast ones first; names what it left out
	@$(PY) -m pytest $(ARGS)

test-fast: setup ## only the tests that need no server and under a second each
	@$(PY) -m pytest -m "not slow and not server" $(ARGS)

check: setup ## lint, format, types, import contracts, generated files
	@$(PY) -m tests.support.check

format: setup ## formats the code and mends what lint can mend
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: setup ## benchmarks, each beside its floor in the same run; ENGINE=distributed on PostgreSQL and Kafka
	@$(PY) -m tests.bench --engine $(ENGINE) $(ARGS)

chaos: setup kafka-jars ## faults on the distributed engine: KILLS=20 SEED=1
	@$(PY) -m tests.chaos --kills $(KILLS) --seed $(SEED) $(ARGS)

rules: setup ## rule → code → accepting test → refusing test; fails when one is missing
	@$(PY) -m tests.support.rules

generate: setup ## writes the generated files anew (contracts, event schemas)
	@$(PY) -m tests.support.check --write

lock: setup ## resolves requirements*.txt anew from pyproject.toml (needs a network)
	@.make/lock

secrets: ## makes the passwords that docker compose wants: deploy/secrets, and their place in .env; keeps what is there
	@.make/secrets

clean: ## removes what the other targets made, .venv too; never data
	@rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
