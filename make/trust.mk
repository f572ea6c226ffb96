# Checks that go beyond the tests: accuracy floors, hostile texts, speed, packaging. `make help-trust` lists them.
# Everything runs on the development environment of the main Makefile.
SHARED ?= ../shared/bench
BASE ?= main
BENCH ?= run
SECONDS ?= 3600
CORPUS ?= build/fuzz
KILLS ?= 20
BEFORE ?= $(shell git describe --tags --abbrev=0 2>/dev/null)
TEXTS ?= $(wildcard $(SHARED)/polnear/dev.jsonl.gz)
TABLES ?= floors speed throughput compare
RUN := PYTHONPATH=src:tests $(BIN)/python

.PHONY: help-trust gold score gate floors diff fuzz contracts growth hostile kills speed throughput compare tables picture licences sbom wheel oldest newest bare earns bench

help-trust:
	@echo "make gold      turn the marked-up articles of benchmarks/gold into gold.jsonl"
	@echo "make score     figures on the gold set"
	@echo "make gate      fail when a figure fell below its floor"
	@echo "make floors    raise the floors to what is reached now (LOWER=1 also lowers)"
	@echo "make diff      what changed since BASE=$(BASE), item by item"
	@echo "make earns     what each optional rule earns (ROOMS=\"newsparse.speech\" only those of some modules)"
	@echo "make fuzz      coverage-guided fuzzing for SECONDS=$(SECONDS), with the inputs in CORPUS=$(CORPUS)"
	@echo "make contracts look for damaged articles that break what functions owe one another (200 of them, or for SECONDS)"
	@echo "make growth    growth ratio of every function on every hostile shape"
	@echo "make hostile   huge hostile texts: time and memory"
	@echo "make kills     kill runs of the command line KILLS=$(KILLS) times for each form of output; full disks, two runs at once"
	@echo "make speed     speed of every function, beside what else could be used and the last release (or BEFORE=COMMIT)"
	@echo "make bench     the same under pytest-benchmark, saved as BENCH=$(BENCH) to compare with other runs"
	@echo "make throughput  articles a second with one process and with two"
	@echo "make compare   what textacy and newspaper4k find on the gold set"
	@echo "make tables    measure again and fill the tables of the docs (TABLES=\"floors speed\" only some of them)"
	@echo "make picture   take the picture of the HTML view in the docs again; needs Chromium"
	@echo "make licences  licences of everything that is installed with the package; make sbom also writes them down"
	@echo "make wheel     build twice, compare, install into a fresh environment, try"
	@echo "make bare      all tests without what the extras install"
	@echo "make newest    all tests on the wheel with the newest dependencies; make oldest with the oldest"

gold: $(VENV)/dev
	$(RUN) benchmarks/gold/build.py

score: $(VENV)/dev
	$(RUN) benchmarks/score.py

gate: $(VENV)/dev
	$(RUN) benchmarks/gold/build.py --check
	$(RUN) benchmarks/gate.py --shared $(SHARED)

floors: $(VENV)/dev
	$(RUN) benchmarks/gate.py --pin $(if $(LOWER),--lower) --shared $(SHARED)
	$(RUN) scripts/fill_tables.py floors

diff: $(VENV)/dev
	$(RUN) benchmarks/diff.py $(BASE)

earns: $(VENV)/dev
	OMP_NUM_THREADS=1 $(RUN) benchmarks/earns.py $(ROOMS) --shared $(SHARED)

fuzz: $(VENV)/dev
	$(PIP) atheris
	@mkdir -p build
	$(RUN) tests/fuzz/guided.py $(CORPUS) -max_total_time=$(SECONDS) -max_len=800 -len_control=0 -timeout=60 \
	  -artifact_prefix=build/
	PYTHONPATH=src:tests $(BIN)/coverage run --data-file=build/fuzz.coverage tests/fuzz/guided.py --replay $(CORPUS)
	$(BIN)/coverage report --data-file=build/fuzz.coverage

contracts: $(VENV)/dev
	@# The same texts each time, unless SECONDS is given: what fails here fails again.
	OMP_NUM_THREADS=1 $(RUN) tests/fuzz/contracts.py $(if $(filter file,$(origin SECONDS)),--count 200,--seconds $(SECONDS))

growth: $(VENV)/dev
	$(RUN) tests/fuzz/growth.py

hostile: $(VENV)/dev
	$(RUN) tests/fuzz/hostile.py

kills: $(VENV)/dev
	OMP_NUM_THREADS=1 $(RUN) tests/cli/kills.py --kills $(KILLS)

$(VENV)/others: $(VENV)/dev benchmarks/requirements.txt
	@# One by one: the pip of Python 3.11 stumbles over two packages that ask for the same extra of a third.
	sed '/^#/d' benchmarks/requirements.txt | xargs -n 1 $(PIP)
	@touch $@

speed: $(VENV)/others
	$(RUN) benchmarks/speed.py
	@# Beside the last release, or the commit of BEFORE=.
	$(if $(BEFORE),$(RUN) benchmarks/paired.py $(BEFORE) $(TEXTS),@echo "no release yet: BEFORE=COMMIT compares with one")

bench: $(VENV)/others
	PYTHONPATH=src:benchmarks OMP_NUM_THREADS=1 $(BIN)/python -m pytest benchmarks/test_speed.py -W ignore \
	  --benchmark-timer=time.process_time --benchmark-storage=build/bench --benchmark-save=$(BENCH)

throughput: $(VENV)/dev
	$(RUN) benchmarks/throughput.py

compare: $(VENV)/others
	$(RUN) benchmarks/compare.py

tables: $(VENV)/others
	$(RUN) scripts/fill_tables.py $(TABLES)

picture: $(VENV)/dev
	PYTHONPATH=src:tests/render $(BIN)/python scripts/picture.py

licences: $(VENV)/run
	$(PIP) packaging
	$(BIN)/python scripts/dependencies.py

sbom: $(VENV)/run
	$(PIP) packaging
	$(BIN)/python scripts/dependencies.py --sbom build/sbom.json

wheel: $(VENV)/dev
	$(BIN)/python scripts/check_wheel.py

newest: $(VENV)/dev
	$(BIN)/python scripts/check_wheel.py --tests

bare: $(VENV)/dev
	@# What the extras install is hidden, so that this is what somebody sees who has none of them.
	$(RUN) -m pytest -q -p without_extras

oldest: $(VENV)/dev
	$(BIN)/python scripts/check_wheel.py --oldest --tests
