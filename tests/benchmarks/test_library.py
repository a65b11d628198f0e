"""rdflib beside the servers: it gives as many rows, and is stopped at its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.province import examples, generate

from benchmarks import library
from minsheng.queries import catalogue
from minsheng.queries.runner import run

if TYPE_CHECKING:
    from pathlib import Path

#: Questions that take it little time, of each way to give a value.
_QUICK = ("groups", "builders", "partnerships", "rule-facts", "compare-places")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("library") / "graph"
    generate(made, 20_000)
    return made


def test_it_gives_the_rows_of_the_engine(graph: Path) -> None:
    store = next(graph.glob("snapshots/*/store"))
    with library.library(graph) as rdflib:
        for name in _QUICK:
            values = examples(0).get(name, {})
            assert rdflib.ask(catalogue.load(name), values) == len(run(store, name, values, limit=0).rows)


def test_a_question_over_the_limit_is_late_and_the_next_is_answered(graph: Path) -> None:
    with library.library(graph) as rdflib:
        # reading the question alone takes longer
        with pytest.raises(TimeoutError):
            rdflib.ask(catalogue.load("most-named"), {}, patience=1e-6)
        assert rdflib.ask(catalogue.load("groups"), {})


def test_without_memory_it_fails(graph: Path) -> None:
    with pytest.raises(RuntimeError, match=r"memory|ended"), library.library(graph, most=2**28):
        pass
