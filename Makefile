# Two commands do everything from python3 (3.11 or newer), make and git alone:
#   make site   build the site into build/site
#   make test   run every check, browser tests included
# Both set up .venv from the hash-locked files the first time, and nothing the second. `make help` names the rest.

PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# A stamp for each state of the locks: another lock or another Python is another set-up.
STATE := $(shell cat requirements-build.lock requirements.lock requirements-test.lock | cksum | tr ' ' '-')-$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
SITE_STAMP := .venv/.site-$(STATE)
TEST_STAMP := .venv/.test-$(STATE)
BENCH_STAMP := .venv/.bench-$(STATE)
# Tools that are no part of what a build or a test uses have environments of their own.
stamp-of = .venv-$(1)/.made-of-$(shell cat requirements-$(1).lock | cksum | tr ' ' '-')
AUDIT_STAMP := $(call stamp-of,audit)
PLATFORMS_STAMP := $(call stamp-of,platforms)
RUN := .venv/bin/python
PIP := $(RUN) -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes
SITE_URL ?=
PUBLISHED ?=
TODAY ?=
BASE ?= origin/main
COPIES ?= 1
ROUNDS ?= 3
ADMIN ?=
MINUTES ?= 60
SAMPLE ?= 40
# Another sample each week.
SEED ?= $(shell date +%G%V)

# The day to look at the content on: what is dated up to it is out.
DAY = $(if $(TODAY),--today "$(TODAY)")

# ADMIN=yes: with the form for editors at /admin/, which `make admin` installs.
WITH_ADMIN = $(if $(ADMIN),--admin)

# As many processes as there are cores; one that has nothing left to do takes from another.
PYTEST := $(RUN) -m pytest -n auto --dist worksteal

.PHONY: help setup site check fix schema changes report preview draft watch leads serve editor compare test test-fast test-long lint code coverage bench audit sbom platforms fuzz mutants chromium admin lock clean
.DEFAULT_GOAL := site

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(SITE_STAMP) ## set up what a build needs, once

site: schema ## build the site into build/site; SITE_URL= sets its address, PUBLISHED= what was published last
	@$(RUN) -m generator build $(if $(SITE_URL),--site-url "$(SITE_URL)") $(if $(PUBLISHED),--published "$(PUBLISHED)") $(WITH_ADMIN) $(DAY)

check: schema ## check the records; TODAY=2026-12-07 as of another day, also for changes, report, site and serve
	@$(RUN) -m generator check $(DAY)

# What an editor's program reads; a build needs none of it, so that a folder that cannot be written stops nothing.
schema: $(SITE_STAMP) ## write what editors' programs complete and show into content/schema
	-@$(RUN) -m generator schema >/dev/null

fix: schema ## write in the records what is certain, say what, and check them
	@$(RUN) -m generator check --fix $(DAY)

changes: $(SITE_STAMP) ## say what changed in the records since BASE=origin/main
	@$(RUN) -m generator changes "$(BASE)" $(DAY)

report: $(SITE_STAMP) ## say as Markdown what a change since BASE=origin/main does: facts, feed items, pages
	@$(RUN) -m generator report "$(BASE)" $(if $(PUBLISHED),--published "$(PUBLISHED)") $(DAY)

preview: $(SITE_STAMP) ## build what can be built: a file with a problem is as at BASE=origin/main
	@$(RUN) -m generator preview "$(BASE)" $(DAY)

draft: $(SITE_STAMP) ## write the next briefing from the facts added since the last one
	@$(RUN) -m generator draft $(DAY)

watch: $(SITE_STAMP) ## read the sources again and write what a machine saw into content/watched
	@$(RUN) -m generator watch

leads: $(SITE_STAMP) ## list what to look for this week, new articles in the publishers' feeds included
	@$(RUN) -m generator leads $(DAY)

serve: schema ## show a preview that follows your edits
	@$(RUN) -m generator serve $(WITH_ADMIN) $(DAY)

compare: $(SITE_STAMP) ## build the site our way and MkDocs' way, and say what differs
	@$(RUN) -m generator build --out build/compare/ours
	@$(RUN) -m generator build --out build/compare/mkdocs --engine mkdocs
	diff -rq build/compare/ours/site build/compare/mkdocs/site

# What a test compiles, code or template, the programs that the next one starts find, whatever the shell says of it.
test test-fast test-long coverage: export PYTHONDONTWRITEBYTECODE :=

test: lint chromium editor ## run every check, browser tests included
	$(PYTEST)

test-fast: code ## run what takes half a minute: code, and tests without a built site or examples made up by the hundred
	$(PYTEST) -m "not slow and not browser and not hypothesis and not long"

test-long: chromium ## run what takes long: more planted errors, edits and pages than `make test` has time for
	$(PYTEST) -m long

fuzz: $(TEST_STAMP) ## feed the readers what nobody writes, for MINUTES=60
	@end=$$(($$(date +%s) + 60 * $(MINUTES))); while [ $$(date +%s) -lt $$end ]; do \
		$(PYTEST) tests/test_fuzz.py --hypothesis-profile=fuzz || exit 1; done

mutants: $(TEST_STAMP) ## break the code on purpose, SAMPLE=40 times a group, and say what no test notices; takes hours
	$(RUN) -m tests.mutants --sample $(SAMPLE) --seed $(SEED)

lint: code ## check format, types, import rules and workflows
	.venv/bin/zizmor --offline --no-progress --persona=auditor .github
	.venv/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	.venv/bin/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	.venv/bin/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	.venv/bin/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/[!c]*.yml

code: $(TEST_STAMP) ## check format, types and import rules
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	.venv/bin/lint-imports --no-cache

coverage: $(TEST_STAMP) ## say how much of each module of generator/ the tests run, browser tests aside
	$(PYTEST) -m "not browser and not long" --cov --cov-report=term

bench: $(BENCH_STAMP) ## measure builds beside Hugo; COPIES="1 2 20" sets the sizes, ROUNDS=3 how often
	@$(RUN) -m bench.run --copies $(COPIES) --rounds $(ROUNDS)

audit: $(AUDIT_STAMP) ## look for known weaknesses of what the locks name; asks the network
	.venv-audit/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off \
		$(foreach lock,$(wildcard requirements*.lock),-r $(lock))

# Of .venv as it is: after `make setup` alone it is what a build uses.
sbom: $(SITE_STAMP) $(AUDIT_STAMP) ## write what .venv is made of, with licences, as CycloneDX: build/sbom.cdx.json
	@mkdir -p build
	.venv-audit/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-format JSON \
		--output-file build/sbom.cdx.json .venv

platforms: $(SITE_STAMP) $(PLATFORMS_STAMP) ## make the site with ProperDocs and with Zensical too, and say what differs
	@$(RUN) -m generator build --out build/platforms/ours $(DAY)
	$(RUN) -m bench.platforms build/platforms

chromium: $(TEST_STAMP) ## find a Chromium for the browser tests, or install one
	@$(RUN) tests/chromium.py

admin: ## install the form for editors in the browser, then `make serve ADMIN=yes` has it at /admin/; needs npm
	@command -v npm >/dev/null || { echo "npm is missing: install it (Debian: apt-get install npm)" >&2; exit 1; }
	@$(call npm-ci,admin)

# The YAML support of editors and the form, for tests/test_editor.py and test_admin.py, which say so where one is missing.
editor: ## install yaml-language-server and the form for their tests, where npm is there
	@if command -v npm >/dev/null; then $(call npm-ci,tests/editor) && $(call npm-ci,admin); fi || \
		echo "npm could not install what editors use; tests/test_editor.py or test_admin.py is skipped" >&2

npm-ci = { cmp -s $(1)/package-lock.json $(1)/node_modules/.lock || \
	{ (cd $(1) && npm ci --silent) && cp $(1)/package-lock.json $(1)/node_modules/.lock; }; }

$(SITE_STAMP):
	@$(if $(PYTHON),,echo "Python 3.11 or newer is needed: install it (Debian: apt-get install python3 python3-venv)" >&2; exit 1)
	@echo "Setting up .venv (once; half a minute) ..."
	@$(PYTHON) -m venv --clear .venv >/dev/null 2>&1 || { rm -rf .venv; \
		echo "Python's venv is missing: install it (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@# feedgen comes as source; it is built with the locked setuptools, never one fetched unchecked.
	@$(PIP) -r requirements-build.lock
	@$(PIP) --no-build-isolation -r requirements.lock
	@touch $@

$(TEST_STAMP): $(SITE_STAMP)
	@echo "Adding what the tests need (once) ..."
	@$(PIP) --no-build-isolation -r requirements-test.lock
	@touch $@

$(AUDIT_STAMP) $(PLATFORMS_STAMP):
	@$(PYTHON) -m venv --clear $(@D)
	@$(@D)/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes \
		-r requirements-$(patsubst .venv-%/,%,$(dir $@)).lock
	@touch $@

$(BENCH_STAMP): requirements-bench.lock $(SITE_STAMP)
	@$(PIP) -r requirements-bench.lock
	@touch $@

# For maintainers, with uv on the PATH: after a change to a requirements*.in.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock: ## write the lock files anew (needs uv)
	$(LOCK) requirements-build.in -o requirements-build.lock
	$(LOCK) requirements.in -o requirements.lock
	$(LOCK) -c requirements.lock requirements-test.in -o requirements-test.lock
	$(LOCK) requirements-bench.in -o requirements-bench.lock
	$(LOCK) requirements-audit.in -o requirements-audit.lock
	$(LOCK) requirements-platforms.in -o requirements-platforms.lock

clean: ## remove all that was made here
	rm -rf .venv .venv-* build build-preview .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
