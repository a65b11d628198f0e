"""Decisions as a file of lines, and accepted proposals among the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InputError
from minsheng.facts import Extractor
from minsheng.proposals import Decisions, joined, listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.proposals.conftest import Endpoint

    from minsheng.proposals import Proposer
    from minsheng.records import DocumentFacts, Source

HELD = st.dictionaries(st.text(min_size=1), st.sampled_from(["accepted", "rejected"]))


@given(HELD)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, held: dict[str, str]) -> None:
    path = tmp_path_factory.mktemp("decisions") / "decisions.jsonl"
    Decisions(held).write(path)
    again = Decisions.read(path)
    assert {name: again.of(name) for name in held} == held
    assert again.accepted == {name for name in held if held[name] == "accepted"}


def test_a_later_decision_stands(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    assert Decisions.read(path).accepted == frozenset()
    Decisions.read(path).with_("accepted", ["p-2", "p-1"]).write(path)
    Decisions.read(path).with_("rejected", ["p-1"]).write(path)
    assert path.read_text(encoding="utf-8") == (
        '{"id": "p-1", "decision": "rejected"}\n{"id": "p-2", "decision": "accepted"}\n'
    )


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "1", '{"id": "p-1"}', '{"id": 1, "decision": "accepted"}', '{"id": "p", "decision": "yes"}'],
)
def test_a_line_that_cannot_be_read_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"id": "p-1", "decision": "accepted"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        Decisions.read(path)
    assert (told.value.key, told.value.line) == ("decisions-damaged", 3)


@pytest.fixture
def known(source: Source) -> DocumentFacts:
    return Extractor().extract(source)


@pytest.fixture
def proposed(endpoint: Endpoint, proposer: Callable[..., Proposer], source: Source) -> DocumentFacts:
    return proposer().extract(source)


def test_nothing_joins_that_is_not_accepted(known: DocumentFacts, proposed: DocumentFacts) -> None:
    assert joined(known, proposed, frozenset()) is known
    assert joined(known, proposed, {"p-000000000000"}) is known


def test_an_accepted_relation_brings_its_ends(known: DocumentFacts, proposed: DocumentFacts) -> None:
    [link] = [proposal for proposal in listed(proposed) if proposal.kind == "relation"]
    facts = joined(known, proposed, {link.id})
    assert [entity.key for entity in facts.entities] == list(range(len(known.entities) + 1))
    assert facts.entities[:-1] == known.entities
    assert (facts.entities[-1].name, facts.entities[-1].rule) == ("阳光伴读", "llm")
    relation = facts.relations[-1]
    assert [facts.entities[key].name for key in (relation.subject, relation.object)] == [
        "阳光伴读",
        "柳溪镇中心小学",
    ]
    assert facts.quotations[: len(known.quotations)] == known.quotations
    assert all("阳光伴读" in facts.quotations[index].exact for index in relation.evidence)
    assert facts.observations == known.observations


def test_all_of_them_join(known: DocumentFacts, proposed: DocumentFacts) -> None:
    facts = joined(known, proposed, {proposal.id for proposal in listed(proposed)})
    added = [len(facts.entities), len(facts.relations), len(facts.observations)]
    before = [len(known.entities), len(known.relations), len(known.observations)]
    assert [a - b for a, b in zip(added, before, strict=True)] == [1, 1, 1]
    assert len(set(facts.quotations)) == len(facts.quotations)


def test_ids_stay_when_the_text_moves(
    proposed: DocumentFacts, proposer: Callable[..., Proposer], source: Source
) -> None:
    from minsheng.reading import read_text

    moved = proposer().extract(read_text("\n\n" + source.original, source.name))
    assert [proposal.id for proposal in listed(moved)] == [proposal.id for proposal in listed(proposed)]
