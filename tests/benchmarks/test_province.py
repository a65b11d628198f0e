"""The invented province: sound, the same every time, and every question finds something in it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from benchmarks.province import examples, generate, stories

from minsheng.api import open_graph
from minsheng.graph import validate
from minsheng.queries import catalogue

if TYPE_CHECKING:
    from minsheng.api import Graph

TRIPLES = 60_000


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("province") / "graph"
    made = generate(path, TRIPLES)
    graph = open_graph(path)
    assert len(graph) == made
    assert 0.97 < made / TRIPLES < 1.03
    return graph


def test_it_keeps_its_shapes(graph: Graph) -> None:
    assert validate(graph) == []


@pytest.mark.parametrize("name", catalogue.names())
def test_every_question_finds_something(graph: Graph, name: str) -> None:
    found = graph.ask(name, examples().get(name, {}))
    assert bool(found) == (name != "unsupported")


def test_parameters_have_values() -> None:
    given = examples(1)
    for name in catalogue.names():
        required = {each.name for each in catalogue.load(name).parameters if each.required}
        assert required <= given.get(name, {}).keys()


def test_documents_are_the_same_every_time_and_quote_themselves() -> None:
    first, second = (list(islice(stories(), 30)) for _ in range(2))
    assert first == second
    for facts, identities in first:
        assert len(facts.entities) == len(identities)
        ends = [quotation.end for quotation in facts.quotations]
        assert ends == sorted(ends)
        assert all(quote.end - quote.start == len(quote.exact) for quote in facts.quotations)
        names = {entity.key: entity.name for entity in facts.entities}
        for relation in facts.relations:
            (index,) = relation.evidence
            assert names[relation.object] in facts.quotations[index].exact
