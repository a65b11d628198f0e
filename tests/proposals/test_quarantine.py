"""Whole builds with a model: what it proposes stays out of the graph until a person takes it in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat

from minsheng.cli.main import minsheng
from minsheng.errors import GraphError, UsageError
from minsheng.graph import build, decide, open_graph, proposals, validate, verify
from minsheng.graph.withdrawing import withdraw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result
    from tests.proposals.conftest import Endpoint

    from minsheng.proposals import Proposer
    from minsheng.records import Source

    Make = Callable[..., Proposer]

SUNSHINE = "阳光伴读"


@pytest.fixture
def texts(tmp_path: Path, source: Source) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "青河.txt").write_text(source.original, encoding="utf-8")
    (folder / "另.txt").write_text("柳溪镇卫生院位于青河区柳溪镇。", encoding="utf-8")
    return folder


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return tmp_path / "graph"


def lines(graph: Path) -> list[str]:
    data = open_graph(graph).store.dump(format=RdfFormat.N_QUADS)
    assert data is not None
    return sorted(data.decode().splitlines())


def undecided(graph: Path) -> list[str]:
    return [held.proposal.id for held in proposals(graph) if held.decision is None]


def test_proposals_change_nothing_in_the_graph(
    endpoint: Endpoint, proposer: Make, texts: Path, graph: Path, tmp_path: Path
) -> None:
    report = build([texts], graph, proposer=proposer())
    build([texts], tmp_path / "rules")
    assert lines(graph) == lines(tmp_path / "rules")
    assert report.usage is not None
    assert (report.exit_code, report.usage.proposed) == (0, 3)
    assert len(undecided(graph)) == 3
    assert proposals(tmp_path / "rules") == []
    stored = b"".join(path.read_bytes() for path in (graph / "snapshots").rglob("*.json"))
    assert SUNSHINE.encode() not in stored


def test_an_unchanged_source_is_not_asked_about_again(
    endpoint: Endpoint, proposer: Make, texts: Path, graph: Path
) -> None:
    build([texts], graph, proposer=proposer())
    asked = len(endpoint.requests)
    again = build([texts], graph, proposer=proposer())
    assert (len(endpoint.requests), again.skipped) == (asked, 2)
    assert again.usage is not None
    assert (again.usage.calls, again.usage.cached) == (0, 0)
    build([texts], graph)
    assert len(undecided(graph)) == 3


def test_an_accepted_proposal_is_a_fact_with_its_evidence(
    endpoint: Endpoint, proposer: Make, texts: Path, graph: Path
) -> None:
    build([texts], graph, proposer=proposer())
    before = lines(graph)
    decide(graph, "accepted", undecided(graph))
    added = set(lines(graph)) - set(before)
    assert any(SUNSHINE in line for line in added)
    assert any("/rule/llm>" in line for line in added)
    assert not [line for line in lines(graph) if "陈婆婆" in line]
    assert verify(open_graph(graph)).mismatches == ()
    assert [found for found in validate(open_graph(graph)) if found.blocking] == []
    decide(graph, "rejected", [held.proposal.id for held in proposals(graph)])
    assert lines(graph) == before


def test_every_later_build_honours_the_decisions(
    endpoint: Endpoint, proposer: Make, texts: Path, graph: Path, tmp_path: Path
) -> None:
    build([texts], graph, proposer=proposer())
    first, *others = undecided(graph)
    decide(graph, "accepted", [first])
    decide(graph, "rejected", others[:1])
    decided = lines(graph)
    assert build([texts], graph).built == 0
    assert lines(graph) == decided
    assert undecided(graph) == others[1:]
    # and so does one from nothing, with the file and the answers that were kept
    asked = len(endpoint.requests)
    anew = tmp_path / "anew"
    anew.mkdir()
    (anew / "decisions.jsonl").write_bytes((graph / "decisions.jsonl").read_bytes())
    build([texts], anew, proposer=proposer())
    assert lines(anew) == decided
    assert len(endpoint.requests) == asked


def test_what_was_proposed_for_another_text_goes(
    endpoint: Endpoint, proposer: Make, texts: Path, graph: Path
) -> None:
    build([texts], graph, proposer=proposer())
    decide(graph, "accepted", undecided(graph))
    (texts / "青河.txt").write_text("青河区图书馆开放。", encoding="utf-8")
    build([texts], graph)
    assert proposals(graph) == []
    assert not [line for line in lines(graph) if SUNSHINE in line]


@pytest.mark.parametrize("later", ["nothing", "failure"])
def test_what_was_accepted_outlives_the_model(
    endpoint: Endpoint, proposer: Make, texts: Path, graph: Path, later: str
) -> None:
    build([texts], graph, proposer=proposer())
    decide(graph, "accepted", undecided(graph)[1:2])
    decided = lines(graph)
    if later == "nothing":
        endpoint.say({"entities": [], "relations": [], "observations": []})
    else:
        endpoint.fail(401)
    build([texts], graph, proposer=proposer(model="another-model"))
    assert lines(graph) == decided
    # the thing that the accepted relation speaks of is still a proposal
    kinds = ["entity", "relation"] if later == "nothing" else ["entity", "relation", "observation"]
    assert [held.proposal.kind for held in proposals(graph)] == kinds


@pytest.mark.parametrize("status", [401, 500])
def test_a_model_that_fails_costs_none_of_the_rules_facts(
    endpoint: Endpoint, proposer: Make, texts: Path, graph: Path, tmp_path: Path, status: int
) -> None:
    endpoint.fail(status)
    report = build([texts], graph, proposer=proposer(attempts=1))
    build([texts], tmp_path / "rules")
    assert lines(graph) == lines(tmp_path / "rules")
    assert report.exit_code == 1
    assert {failure.error.key for failure in report.failed} <= {"model-refused", "model-unanswered"}
    endpoint.script.clear()
    mended = build([texts], graph, proposer=proposer())
    assert (mended.exit_code, len(undecided(graph))) == (0, 3)


def test_what_was_withdrawn_is_not_listed(
    endpoint: Endpoint, proposer: Make, texts: Path, graph: Path
) -> None:
    build([texts], graph, proposer=proposer())
    [school] = open_graph(graph).select('SELECT ?s { ?s rdfs:label "柳溪镇中心小学"@zh-Hans }')
    withdraw(graph, [str(school["s"].value)])  # type: ignore[union-attr]
    left = [held.proposal for held in proposals(graph)]
    assert [proposal.kind for proposal in left] == ["observation"]
    assert "柳溪镇中心小学" not in repr(left)


def test_a_proposal_that_is_none(endpoint: Endpoint, proposer: Make, texts: Path, graph: Path) -> None:
    build([texts], graph, proposer=proposer())
    with pytest.raises(UsageError) as told:
        decide(graph, "accepted", [*undecided(graph), "p-000000000000"])
    assert told.value.key == "proposal-unknown"
    assert len(undecided(graph)) == 3
    with pytest.raises(GraphError):
        decide(graph.parent / "none", "accepted", [])


# --- the command line -------------------------------------------------------------------------


def run(*words: str) -> Result:
    return CliRunner().invoke(minsheng, list(words))


@pytest.fixture
def asking(endpoint: Endpoint, texts: Path, graph: Path, tmp_path: Path) -> list[str]:
    """The words of a build that asks the endpoint."""
    service = ["--llm-url", endpoint.url, "--llm-model", "some-model", "--llm-cache", str(tmp_path / "kept")]
    return ["build", str(texts), "-o", str(graph), "--extractor", "llm", *service]


def test_the_commands(endpoint: Endpoint, asking: list[str], graph: Path) -> None:
    built = run(*asking, "--llm-prices", "2,8")
    assert built.exit_code == 0, built.stderr
    assert "asked\t2000" in built.stdout
    assert "cost\t0.0048" in built.stdout
    told: list[dict[str, Any]] = json.loads(run("proposals", str(graph), "--json").stdout)
    assert [entry["kind"] for entry in told] == ["entity", "relation", "observation"]
    assert all(entry["quotations"] for entry in told)
    ids = [entry["id"] for entry in told]
    assert run("accept", str(graph), *ids[:2]).exit_code == 0
    assert json.loads(run("reject", str(graph), ids[2], "--json").stdout)["counts"]["documents"] == 2
    assert json.loads(run("proposals", str(graph), "--json").stdout) == []
    listed = run("proposals", str(graph), "--all", "--document", "青河.txt").stdout
    assert [line.split("\t")[1] for line in listed.splitlines()] == [
        "decision",
        "accepted",
        "accepted",
        "rejected",
    ]
    assert run("accept", str(graph), "p-none").exit_code == 2
    assert run("verify", str(graph)).exit_code == 0


def test_a_build_reports_what_was_asked_as_json(endpoint: Endpoint, asking: list[str]) -> None:
    usage = json.loads(run(*asking, "--json").stdout)["usage"]
    assert (usage["calls"], usage["proposed"], usage["cost"]) == (2, 3, None)


def test_the_key_is_in_no_output(
    endpoint: Endpoint, asking: list[str], graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINSHENG_LLM_KEY", "sk-secret")
    endpoint.fail(401)
    built = run(*asking, "-v", "--debug")
    assert built.exit_code == 1
    assert "M605" in built.stderr
    assert endpoint.headers[0]["Authorization"] == "Bearer sk-secret"
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert "sk-secret" not in built.output
    assert b"sk-secret" not in written


@pytest.mark.parametrize("missing", ["--llm-url", "--llm-model"])
def test_options_that_a_model_needs(asking: list[str], missing: str) -> None:
    at = asking.index(missing)
    called = run(*asking[:at], *asking[at + 2 :])
    assert called.exit_code == 2
    assert "M604" in called.stderr
