# Every command a person needs. `make` alone lists them.
PYTHON  ?= python3
INI     ?= development.ini
PORT    ?= 6543
ADDRESS ?= localhost
M       ?=
LOCK    := var/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
           --no-header --no-annotate --no-emit-index-url

BIN     := .venv/bin
READY   := .venv/.ready
RUN     := $(BIN)/microblog -c $(INI)

.DEFAULT_GOAL := help
.PHONY: help serve test test-fast test-clients test-ansible fuzz faults benchmarks audit pictures demo shell migration docs lint format lock clean \
        messages operations lint-ansible release deploy vm rehearse

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  \033[36mmake %-12s\033[0m %s\n", $$1, $$2 }' Makefile

# The environment is made once and again whenever what it is made from changes.
$(READY): requirements/development.txt setup.py
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what microblog needs into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

serve: $(READY) ## Run website and scheduler on http://localhost:6543 (PORT=8080 ADDRESS=0.0.0.0)
	@$(RUN) serve --port $(PORT) --address $(ADDRESS)

test: $(READY) ## Run the whole suite on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest

test-fast: $(READY) ## Run the suite on SQLite only, without the browser
	@$(BIN)/python -m pytest --database sqlite --ignore tests/browser

test-clients: $(READY) ## Run the own tests of the client `toot` against a server on port 3000, on both databases
	@$(BIN)/python -m tests.clients.toot

test-ansible: $(READY) var/operations/.ready var/rehearsal/.ready ## Check the playbooks, and try in real programs what their roles write (as root)
	@$(BIN)/python -m pytest --database sqlite tests/ansible

fuzz: $(READY) ## Try every operation of the API with whatever can be thought of (FUZZ_SECONDS=900)
	@$(BIN)/python -m tests.clients.fuzz

faults: $(READY) ## Kill the scheduler while it sends, and count what arrives (RUNS=2000 SEED= ONLY="sqlite smtp")
	@$(BIN)/python -m tests.faults.letters

benchmarks: $(READY) ## Measure how fast letters leave and days are counted (LETTERS=100000 POSTS=1000000)
	@DATABASE=postgresql $(BIN)/python -m benchmarks.letters
	@DATABASE=sqlite $(BIN)/python -m benchmarks.letters
	@$(BIN)/python -m benchmarks.statistics --posts $(or $(POSTS),1000000)

demo: $(READY) ## Fill the development database with a believable town
	@$(RUN) database upgrade
	@$(RUN) demo

audit: $(READY) var/audit/.ready ## Have every page judged by axe, vnu and Lighthouse, and write docs/audit.md (ONLY=eyes AGAIN=1)
	@$(BIN)/python -m tests.audit

pictures: $(READY) ## Take the pictures of the main pages anew (docs/images)
	@ONLY=pictures $(BIN)/python -m tests.audit

shell: $(READY) ## Open a Python prompt with the database at hand
	@$(RUN) shell

migration: $(READY) ## Write a migration from what changed in the models (M="Add lists")
	@test -n "$(M)" || { echo 'Say what it does: make migration M="Add lists"'; exit 2; }
	@$(RUN) database upgrade
	@$(BIN)/alembic -c $(INI) revision --autogenerate -m "$(M)"

var/%/.ready: requirements/%.txt
	@test -x var/$*/bin/python || $(PYTHON) -m venv var/$*
	@echo "Installing requirements/$*.txt into var/$* …"
	@var/$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$*.txt
	@touch $@

# What judges pages comes from npm, as it was locked, and needs Debian's chromium and a Java.
var/audit/.ready: tests/audit/package-lock.json
	@mkdir -p var/audit && cp tests/audit/package.json tests/audit/package-lock.json var/audit/
	@echo "Installing what judges pages into var/audit …"
	@cd var/audit && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

operations: var/operations/.ready ## Install Ansible, as this version's playbooks need it, into var/operations

lint-ansible: var/rehearsal/.ready ## Check the playbooks and roles
	@cd ansible && PATH=../var/rehearsal/bin:$$PATH ../var/rehearsal/bin/ansible-lint --offline --profile production

release: var/operations/.ready ## Build a release of what is committed, for the Python of the machines (TARGET=3.13)
	@var/operations/bin/python ansible/build_release.py --python $(or $(TARGET),3.13) --output var/releases

deploy: var/operations/.ready ## Build a release and let it go live (INVENTORY=inventories/production ASK=--ask-vault-pass)
	@cd ansible && ../var/operations/bin/ansible-playbook $(if $(INVENTORY),-i $(INVENTORY)) $(ASK) playbooks/deploy.yml

vm: var/operations/.ready ## Make a developer's machine by the playbooks, for https://localhost:8443 (MACHINES=fleet)
	@PATH="$(CURDIR)/var/operations/bin:$$PATH" vagrant up --provision

rehearse: $(READY) var/operations/.ready var/rehearsal/.ready ## Boot real machines, provision and break them (HOW=full SUITE=bookworm SITE=fleet ONLY=walk)
	@$(BIN)/python -m tests.rehearsal $(or $(HOW),short) $(if $(SUITE),--suite $(SUITE)) $(if $(SITE),--site $(SITE)) $(if $(ONLY),--only $(ONLY))

messages: $(READY) ## Collect the words of the interface for translators, and compile what they wrote
	@$(BIN)/pybabel -q extract -F babel.cfg --project=microblog --copyright-holder="the authors of microblog" \
	  --no-location --sort-output --omit-header -o microblog/locale/microblog.pot .
	@for po in microblog/locale/*/LC_MESSAGES/microblog.po; do test ! -e $$po || \
	  { $(BIN)/pybabel -q update -i microblog/locale/microblog.pot -o $$po -l $$(echo $$po | cut -d/ -f3); \
	    $(BIN)/pybabel -q compile -i $$po -o $${po%.po}.mo; }; done

docs: $(READY) ## Write the documents that are made from the code
	@$(RUN) settings --markdown > docs/settings.md
	@$(BIN)/python ansible/document_variables.py > docs/variables.md

lint: $(READY) ## Check style, types and layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q -n 0 tests/test_layers.py

format: $(READY) ## Put the code into its one format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock: ## Choose the newest allowed versions anew and write them down with their hashes
	@test -x var/lock/bin/uv || { $(PYTHON) -m venv var/lock && var/lock/bin/pip install --quiet uv; }
	@for part in production development; do \
	  extra=$$( [ $$part = development ] && echo testing || echo production ); \
	  $(LOCK) setup.py --extra $$extra -o requirements/$$part.txt; done
	@for client in toot fuzz operations rehearsal; do $(LOCK) requirements/$$client.in -o requirements/$$client.txt; done

clean: ## Remove the environment and what was built; the database in var/ stays
	@rm -rf .venv var/clients build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
