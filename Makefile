# Tổng đài ảo. Mỗi lệnh tự cài những gì nó cần.
export HF_HUB_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: run setup ocr service test accept check eval bench format clean

run: setup
	$(BIN)/python -m index build || [ $$? -eq 1 ]
	$(BIN)/python app.py

setup: .venv/ready

# scans, old Word files, speech: the system's packages (Debian, Ubuntu) and the second engine
SYSTEM := tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui antiword espeak-ng
ocr: .venv/ready
	apt-get install -y --no-install-recommends $(SYSTEM) || sudo apt-get install -y --no-install-recommends $(SYSTEM)
	$(BIN)/pip install --quiet --constraint constraints.txt ".[ocr]"

# the systemd service and its nightly backup, for a server; DESTDIR writes them elsewhere
SERVICE_USER ?= tongdai
UNITS := tong-dai-ao.service tong-dai-ao-sao-luu.service tong-dai-ao-sao-luu.timer
UNIT_DIR := $(DESTDIR)/etc/systemd/system
service: .venv/ready
	install -d $(UNIT_DIR)
	for unit in $(UNITS); do \
		sed -e 's|@THU_MUC@|$(CURDIR)|g' -e 's|@NGUOI_CHAY@|$(SERVICE_USER)|g' deploy/$$unit > $(UNIT_DIR)/$$unit || exit 1; \
	done
	if [ -z "$(DESTDIR)" ]; then \
		id $(SERVICE_USER) >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin $(SERVICE_USER); \
		systemctl daemon-reload; \
		systemctl enable --now tong-dai-ao.service tong-dai-ao-sao-luu.timer; \
	fi

# two workers: what a file sets up is made once
test: .venv/ready-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

# the long checks of the whole server
accept: .venv/ready-dev
	ACCEPT=1 $(BIN)/python -m pytest -m accept -s

# the dev questions by three systems, side by side, and the regression gate
eval: .venv/ready-dev
	$(BIN)/python -m eval run --set eval/sets/dev.jsonl --out reports/dev-$(shell date +%Y%m%d-%H%M%S) \
		--system ours --system tutorial --system bm25 --gate eval/baseline.json

# benchmarks of others, where their data lies beside the project
BENCH ?= ../shared/bench
bench: .venv/ready-dev
	$(BIN)/python -m eval reading --data $(BENCH)/admin_docs --data $(BENCH)/legacy_encodings --data $(BENCH)/../admin_corpus || [ $$? -eq 1 ]
	$(BIN)/python -m eval ablation --set eval/sets/dev.jsonl --set eval/sets/dev-b.jsonl
	$(BIN)/python -m eval talk eval/sets/conversations.jsonl
	$(BIN)/python -m eval verifier eval/sets/claims.jsonl
	$(BIN)/python -m eval faithful --set eval/sets/dev.jsonl --set eval/sets/dev-b.jsonl --set eval/sets/test.jsonl --generated 2000
	if [ -d $(BENCH)/alqac2022 ]; then $(BIN)/python -m eval external alqac --data $(BENCH)/alqac2022; fi
	if [ -d $(BENCH)/viquad2_dev ]; then $(BIN)/python -m eval external viquad --data $(BENCH)/viquad2_dev; fi

check: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv || python3 -m venv .venv

# torch first and exactly pinned: a looser range brings gigabytes of GPU libraries
.venv/ready: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt torch==2.13.0
	$(BIN)/pip install --quiet --constraint constraints.txt .
	touch $@

.venv/ready-dev: .venv/ready
	$(BIN)/pip install --quiet --constraint constraints.txt ".[dev]"
	touch $@
