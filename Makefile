# The two commands of the README: make site, make test. Everything else is for working on huoye.

VENV  := .venv
BIN   := $(VENV)/bin
NPM   := $(wildcard engine/huoye/math/package-lock.json engine/huoye/run/font/package-lock.json)
SETUP := pyproject.toml locks/site.txt locks/torch.txt tools/setup.sh $(NPM)

.PHONY: help site test test-all serve check lint wheel lock clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

$(VENV)/.site: $(SETUP)
	@sh tools/setup.sh site

$(VENV)/.test: $(SETUP) locks/test.txt tests/reference/package-lock.json
	@sh tools/setup.sh test

site: $(VENV)/.site ## set up, run what is stale, build the site into public/
	@sh tools/site.sh

serve: $(VENV)/.site ## preview on loopback: watches, rebuilds, reloads
	@$(BIN)/huoye serve

test: $(VENV)/.test ## set up and run the tests, some minutes; the long ones are named at the end
	@sh tools/test.sh

test-all: $(VENV)/.test ## the long tests too
	@sh tools/test.sh --long

lint: $(VENV)/.test ## ruff, mypy, import-linter
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

check: $(VENV)/.site ## links, freshness, typography of this repository's own site
	@$(BIN)/huoye check

wheel: $(VENV)/.site ## the wheel, with theme and MathJax inside, into dist/
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

lock: ## resolve the locks anew (needs uv in the environment)
	@sh tools/lock.sh

clean: ## forget the built site and the cache; nothing an author wrote
	rm -rf public .huoye dist
