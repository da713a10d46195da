# A thin wrapper: scripts/setup.py does the work, and runs the same on Windows and macOS
# (py scripts\setup.py demo --minutes 1).
PYTHON ?= python3
RUN = $(PYTHON) scripts/setup.py

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-peers test-local lint check bench pin wheels clean

help:  ## this list
	@$(RUN) help

setup:  ## make .venv and install what the program needs; LLM=1 adds the local language model, VRM=1 what draws VRM models, DEV=1 the development tools
	@$(RUN) setup $(if $(LLM),LLM=$(LLM)) $(if $(VRM),VRM=$(VRM)) $(if $(DEV),DEV=$(DEV)) $(ARGS)

demo:  ## set up, then go on air: make demo ARGS="--minutes 1 --headless"
	@$(RUN) demo $(ARGS)

test:  ## set up with the development tools, then run the tests: make test ARGS="-k gate"
	@$(RUN) test $(ARGS)

test-peers:  ## the tests against software that is not ours; needs Node and npm
	@$(RUN) test-peers $(ARGS)

test-local:  ## the tests that need torch and the local language model
	@$(RUN) test-local $(ARGS)

lint:  ## ruff, mypy and codespell
	@$(RUN) lint $(ARGS)

check:  ## lint and test
	@$(RUN) check $(ARGS)

bench:  ## run benchmarks/, each prints JSON
	@$(RUN) bench $(ARGS)

pin:  ## renew constraints.txt
	@$(RUN) pin $(ARGS)

wheels:  ## ask the index for a wheel of every pin, for every platform
	@$(RUN) wheels $(ARGS)

clean:  ## remove .venv and what tools left behind
	@$(RUN) clean $(ARGS)
