# make demo   一步看到成果 · from texts to explorer in one step
# make test   全部检查 · every check
# make bench  性能与质量测量 · measurements of speed and quality

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo

.PHONY: setup demo test bench clean

setup: $(VENV)/installed

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || $(PYTHON) -m virtualenv $(VENV) \
	  || ($(PYTHON) -m pip install --user virtualenv && $(PYTHON) -m virtualenv $(VENV))
	$(BIN)/python -m pip install --quiet --editable '.[all,test]'
	touch $@

demo: setup
	$(BIN)/minsheng build seeds/documents -o $(DEMO)/graph
	$(BIN)/minsheng validate $(DEMO)/graph
	$(BIN)/minsheng verify $(DEMO)/graph
	$(BIN)/minsheng view $(DEMO)/graph -o $(DEMO)/explorer.html
	$(BIN)/minsheng export $(DEMO)/graph -f turtle -o $(DEMO)/graph.ttl
	@echo
	@echo "图谱 · graph:      $(DEMO)/graph"
	@echo "网页 · explorer:   $(DEMO)/explorer.html   （用浏览器打开 · open it in a browser）"
	@echo "Turtle:            $(DEMO)/graph.ttl"
	@echo "提问 · ask:        $(BIN)/minsheng query $(DEMO)/graph contradictions"
	@echo "网站 · site:       $(BIN)/minsheng serve $(DEMO)/graph   （http://127.0.0.1:8000/）"

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

bench: setup
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(DEMO) $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
