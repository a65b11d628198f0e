"""A few seconds of what `python -m benchmarks.soak` does for minutes."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from benchmarks.soak import Record, soak, tables
from benchmarks.sorts import SORTS

from minsheng.graph import build

SEEDS = Path(__file__).parents[2] / "seeds" / "documents"


def test_the_server_goes_on_under_load(tmp_path: Path) -> None:
    build([SEEDS / "dadukou-health.md"], tmp_path / "graph")
    record = soak(tmp_path / "graph", 0.06, 4, 1, "--set", "seconds=1", "--set", "warm=0")
    assert record.failures == {}
    assert record.seconds  # how many answers fit into the time is the machine's business
    requests, memory = tables(record, 0.06)
    assert len(requests.rows) == len(SORTS)
    assert {"http", "snapshot", "pages", "questions", "queries", "exports"} <= set(memory.columns)
    assert len(record.rests) == 6
    for rest in record.rests:
        assert rest.triples > 0
        assert rest.memory["http"] > 0


def test_failures_are_told() -> None:
    record = Record()
    record.add("page", 0.5, "500 /: it broke", False)
    record.add("page", 1.5, None, True)
    assert record.failed == 1
    row = tables(record, 1)[0].rows[0]
    assert row[1] == "2"
    assert row[-2:] == ("1", "1")


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
def test_a_server_that_is_not_there_is_a_failure(sort: object) -> None:
    from random import Random

    from benchmarks.soak import _tried
    from benchmarks.sorts import Sort

    assert isinstance(sort, Sort)
    with httpx.Client(base_url="http://127.0.0.1:9", trust_env=False) as client:
        failure, busy = _tried(sort, client, Random(1))
    assert failure is not None
    assert not busy
