# For GNU make 3.81 and later. PYTHON=python3.12 names another Python; ARGS="..." goes to the program behind the target.

LOCK = pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet \
	--custom-compile-command "make lock"
CACHES = .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage build dist rrp_bot.egg-info

export PYTHON

.PHONY: help run test postgres e2e faults fuzz bench lint docs pictures lock migration clean

help:
	@echo "make run    start rrp-bot (without tokens: a chat in this terminal)"
	@echo "make test   run the tests, on SQLite and PostgreSQL"
	@echo "make e2e    play a morning against servers of others (needs Node and npm, Linux on x64)"
	@echo "make postgres play the tests of commands, reminders and doors on PostgreSQL too (minutes)"
	@echo "make faults let everything go wrong that can, at every step (long: a quarter of an hour)"
	@echo "make fuzz   put 100,000 strings to every reader of dates (some minutes)"
	@echo "make bench  measure what must be fast, each beside its floor; fails where it costs too much"
	@echo "make lint   look at style, types, floors and locks"
	@echo "make docs   write what the README and docs/frameworks.md show of the program"
	@echo "make pictures draw the main chats of Slack and Telegram (needs Chromium)"
	@echo "make lock   write requirements*.txt anew from pyproject.toml (ARGS=--upgrade for later versions)"
	@echo "make migration MESSAGE=\"what changes\"   write the next migration from what the tables have become"
	@echo "make clean  remove .venv and what tools have left; your record (var/) and .env stay"

run:
	@sh .ci/venv run
	@exec .venv/bin/rrp-bot run $(ARGS)

test:
	@sh .ci/venv dev
	@exec .venv/bin/python -m pytest -n auto --maxprocesses 8 --dist loadgroup $(ARGS)

e2e:
	@sh .ci/venv dev
	@cd tests/e2e && npm ci --no-audit --no-fund
	@test -d tests/e2e/.judge || .venv/bin/python -m venv tests/e2e/.judge
	@tests/e2e/.judge/bin/python -m pip install --quiet -r tests/e2e/requirements-judge.txt
	@RRP_E2E=1 exec .venv/bin/python -m pytest tests/e2e $(ARGS)

postgres:
	@sh .ci/venv dev
	@RRP_STAGES_ON=postgresql exec .venv/bin/python -m pytest -n auto --maxprocesses 8 --dist loadgroup \
		tests/commands tests/bot tests/notifications tests/doors $(ARGS)

faults:
	@sh .ci/venv dev
	@RRP_FAULTS_EVERY=1 RRP_FAULTS_COMMANDS=10000 RRP_FAULTS_ROUNDS=200 exec .venv/bin/python -m pytest -n auto \
		--maxprocesses 8 -rA tests/faults $(ARGS)

fuzz:
	@sh .ci/venv dev
	@DATES_FUZZ=100000 exec .venv/bin/python -m pytest -n auto --maxprocesses 8 tests/policy/test_dates_fuzz.py $(ARGS)

bench:
	@sh .ci/venv dev
	@exec .venv/bin/python -m tests.benchmarks $(ARGS)

lint:
	@sh .ci/venv dev
	@.venv/bin/python -m ruff check
	@.venv/bin/python -m ruff format --check
	@.venv/bin/python -m mypy
	@.venv/bin/lint-imports
	@.venv/bin/python .ci/checks.py

docs:
	@sh .ci/venv dev
	@.venv/bin/python .ci/picture.py
	@.venv/bin/python .ci/readme.py
	@.venv/bin/python -m tests.policy.rules_table

pictures:
	@sh .ci/venv dev
	@.venv/bin/python .ci/telegram_pictures.py
	@.venv/bin/python -m tests.doors.slack.pictures

lock:
	@sh .ci/venv bare
	@.venv/bin/python -m uv --version >/dev/null 2>&1 || .venv/bin/python -m pip install --quiet uv
	@.venv/bin/python -m uv $(LOCK) $(ARGS) pyproject.toml --extra build -o requirements.txt
	@.venv/bin/python -m uv $(LOCK) $(ARGS) pyproject.toml --extra build --extra dev --extra postgres \
		-c requirements.txt -o requirements-dev.txt

migration:
	@sh .ci/venv dev
	@.venv/bin/python .ci/new_migration.py "$(MESSAGE)"

clean:
	rm -rf .venv $(CACHES) tests/e2e/node_modules tests/e2e/.judge
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
