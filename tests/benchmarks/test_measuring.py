from __future__ import annotations

import pytest
from benchmarks.invented import articles
from benchmarks.measuring import interleaved, ratio, told

from benchmarks import processes, speed


def test_work_takes_turns_after_a_round_that_does_not_count() -> None:
    order: list[str] = []
    seconds = interleaved({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, rounds=2)
    assert "".join(order) == "baabba"
    assert {name: len(spent) for name, spent in seconds.items()} == {"a": 2, "b": 2}


def test_ratios_are_taken_within_rounds() -> None:
    assert ratio([1.0, 2.0, 1.0], [3.0, 6.0, 30.0]) == 3.0


def test_a_program_tells_json() -> None:
    assert told("import json, sys; print(json.dumps({sys.argv[1]: 2}))", "x") == {"x": 2}


@pytest.mark.parametrize("count", [3])
def test_all_tables_of_speed(count: int) -> None:
    texts = articles(count)
    for table in speed.tables(texts, rounds=1):
        assert table.rows
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_a_build_in_a_fresh_process() -> None:
    built = processes.built(articles(2), workers=1)
    assert built.texts == 2
    assert built.triples > 20
    assert built.peak > 1
