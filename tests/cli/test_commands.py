"""Each command on a small graph."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox
import pytest

from minsheng.export import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

PLACE = "https://w3id.org/minsheng/id/Place/990101"


# --- build, validate, verify ------------------------------------------------------------------


def test_build_tells_what_it_did(run: Run, texts: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "graph")
    built = run("build", str(texts), "-o", target, "--area", "青河区")
    assert built.exit_code == 0, built.stderr
    assert "facts by rule" in built.stdout
    report = json.loads(run("build", str(texts), "-o", target, "--area", "青河区", "--json").stdout)
    assert (report["built"], report["skipped"], report["failed"]) == (0, 1, [])
    assert sum(report["counts"]["rules"].values()) > 0
    assert report["seconds"]["total"] > 0
    assert run("build", str(texts), "-o", target, "--area", "青河区", "-q").output == ""
    assert run("validate", target).exit_code == 0
    assert run("verify", target).exit_code == 0


def test_one_bad_source_does_not_lose_the_others(run: Run, texts: Path, tmp_path: Path) -> None:
    (texts / "empty.txt").write_bytes(b"")
    target = str(tmp_path / "graph")
    built = run("build", str(texts), "-o", target)
    assert built.exit_code == 3
    assert "empty.txt" in built.stderr
    assert "M101" in built.stderr
    assert len(json.loads(run("stats", target, "--json").stdout)["sizes"]) > 0
    failed = json.loads(run("build", str(texts), "-o", target, "--json").stdout)["failed"]
    assert [(failure["source"], failure["code"]) for failure in failed] == [("empty.txt", "M101")]


def test_verify_finds_a_changed_source(run: Run, texts: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "graph")
    assert run("build", str(texts), "-o", target).exit_code == 0
    source = texts / "jianxun.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("柳溪", "杨溪"), encoding="utf-8")
    verified = run("verify", target, str(texts), "--json")
    assert verified.exit_code == 4
    reasons = {mismatch["reason"] for mismatch in json.loads(verified.stdout)["mismatches"]}
    assert reasons == {"changed", "differs"}
    assert "differs" in run("verify", target).stdout


def test_validate_tells_what_is_fine(run: Run, graph: str) -> None:
    assert run("validate", graph).exit_code == 0
    assert json.loads(run("validate", graph, "--json").stdout) == {"valid": True, "violations": []}


# --- stats and path ---------------------------------------------------------------------------


def test_stats(run: Run, graph: str) -> None:
    stats = json.loads(run("stats", graph, "--json").stdout)
    assert stats["sizes"]["documents"] == 2
    assert stats["classes"] == {"CulturalSite": 2, "School": 2, "EducationGroup": 1, "Place": 1}
    assert stats["relations"] == {"locatedIn": 2, "memberOf": 2}
    assert stats["areas"] == [{"iri": PLACE, "label": "青河区", "entities": 2, "observations": 1}]
    assert (stats["components"], stats["largest"]) == (2, 5)
    assert stats["central"][0]["label"] == "青河小学"
    assert len(json.loads(run("stats", graph, "--json", "--top", "2").stdout)["central"]) == 2


def test_stats_lines_are_for_programs(run: Run, graph: str) -> None:
    lines = run("stats", graph).stdout.splitlines()
    assert lines[:3] == ["# 规模 · size", "what\tcount", "文档\t2"]


def test_path_tells_each_step_with_its_words(run: Run, graph: str) -> None:
    [path] = json.loads(run("path", graph, "青河二小", "青河图书馆", "--json").stdout)["paths"]
    steps = [(step["start"], step["relation"], step["forward"], step["end"]) for step in path["steps"]]
    assert steps == [
        ("青河第二小学", "memberOf", True, "“青禾”教育集团"),
        ("“青禾”教育集团", "memberOf", False, "青河小学"),
        ("青河小学", "locatedIn", True, "青河区"),
        ("青河区", "locatedIn", False, "青河图书馆"),
    ]
    assert path["steps"][3]["document"] == "青河文化简讯"
    told = run("path", graph, "青河小学", PLACE).stdout
    assert "青河小学 —位于→ 青河区" in told
    assert "《青河教育简讯》" in told


def test_path_between_the_unconnected(run: Run, graph: str) -> None:
    result = run("path", graph, "=古迹书院", "青河区")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "=古迹书院" in result.stderr


def test_path_suggests_names(run: Run, graph: str) -> None:
    result = run("path", graph, "青河第三小学", "青河区")
    assert result.exit_code == 2
    assert "青河第二小学" in result.stderr


# --- queries and query ------------------------------------------------------------------------


def test_queries_are_listed(run: Run) -> None:
    listed = json.loads(run("queries", "--json").stdout)
    assert len(listed) >= 20
    assert all(query["summary"]["zh"] and query["sparql"] for query in listed)
    name = listed[0]["name"]
    assert any(line.startswith(f"{name}\t") for line in run("queries").stdout.splitlines())
    assert listed[0]["sparql"] in run("queries", name).stdout
    assert json.loads(run("queries", name, "--json").stdout) == listed[0]


SELECT = "SELECT ?name { ?e a ms:School ; rdfs:label ?name } ORDER BY ?name"
PREFIXED = (
    "PREFIX ms: <https://w3id.org/minsheng/ontology#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> " + SELECT
)


def test_query_formats(run: Run, graph: str) -> None:
    assert run("query", graph, "-e", PREFIXED).stdout == "name\n青河小学\n青河第二小学\n"
    found = json.loads(run("query", graph, "-e", PREFIXED, "--json").stdout)
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == ["青河小学", "青河第二小学"]
    assert json.loads(run("query", graph, "-e", "ASK { ?s ?p ?o }").stdout)["boolean"] is True
    turtle = run("query", graph, "-e", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3").stdout
    assert len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) == 3


def test_query_from_a_file_and_cut(run: Run, graph: str, tmp_path: Path) -> None:
    file = tmp_path / "schools.rq"
    file.write_text(PREFIXED, encoding="utf-8")
    result = run("query", graph, str(file), "--limit", "1", "--format", "tsv")
    assert len(result.stdout.splitlines()) == 2
    assert "truncated" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ([], 2, "M909"),
        (["no-such-query"], 2, "no-such-query"),
        (["-e", "SELECT {"], 3, "M3"),
        (["-e", "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"], 2, "SERVICE"),
        (["-e", "ASK {}", "area"], 2, "M908"),
    ],
)
def test_queries_that_are_refused(run: Run, graph: str, words: list[str], code: int, told: str) -> None:
    result = run("query", graph, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr


def test_a_query_is_stopped_at_its_time_limit(run: Run, graph: str) -> None:
    endless = "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    result = run("query", graph, "-e", endless, "--timeout", "0.2")
    assert (result.exit_code, result.stdout) == (5, "")


# --- view, export, evaluate -------------------------------------------------------------------


def test_view_writes_a_page(run: Run, graph: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run("view", graph, "--focus", "青河小学", "-o", str(page), "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["shown"] == 3
    assert "青河小学" in page.read_text(encoding="utf-8")


def test_view_draws_the_result_of_a_query(run: Run, graph: str, tmp_path: Path) -> None:
    page = str(tmp_path / "page.html")
    words = ("--query", "group-members", "group=青禾教育集团", "--depth", "0")
    result = run("view", graph, *words, "-o", page, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["shown"] == 3


def test_export_to_a_file_and_to_stdout_are_the_same(run: Run, graph: str, tmp_path: Path) -> None:
    for form, described in FORMATS.items():
        file = tmp_path / f"graph{described.suffix}"
        result = run("export", graph, "-f", form, "-o", str(file))
        assert (result.exit_code, result.stdout) == (0, ""), form
        assert run("export", graph, "-f", form).stdout_bytes == file.read_bytes(), form
    assert len(nx.read_graphml(tmp_path / "graph.graphml")) == 6


def test_export_to_nowhere(run: Run, graph: str, tmp_path: Path) -> None:
    result = run("export", graph, "-f", "turtle", "-o", str(tmp_path / "no" / "graph.ttl"))
    assert result.exit_code == 1
    assert "M403" in result.stderr


def test_export_tells_its_size_as_json(run: Run, graph: str, tmp_path: Path) -> None:
    file = tmp_path / "graph.nt"
    told = json.loads(run("export", graph, "-f", "ntriples", "-o", str(file), "--json").stdout)
    assert told["bytes"] == file.stat().st_size


@pytest.fixture
def gold(tmp_path: Path) -> str:
    value = {
        "doc": "qinghe",
        "area": "青河区",
        "entities": [
            {"id": "e1", "type": "Place", "name": "青河区"},
            {"id": "e2", "type": "School", "name": "青河小学"},
            {"id": "e3", "type": "School", "name": "青河第九小学"},
            {"id": "e4", "type": "EducationGroup", "name": "青禾教育集团"},
        ],
        "relations": [{"s": "e2", "p": "memberOf", "o": "e4"}, {"s": "e3", "p": "memberOf", "o": "e4"}],
        "observations": [{"about": "e1", "keywords": ["小学"], "value": 7, "unit": "个"}],
    }
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_evaluate(run: Run, graph: str, gold: str) -> None:
    whole = json.loads(run("evaluate", graph, "--gold", gold, "--json").stdout)
    entities, relations = whole["entities"], whole["relations"]
    assert (entities["right"], entities["spurious"], entities["missed"]) == (3, 3, 1)
    assert (relations["right"], relations["spurious"], relations["missed"]) == (1, 1, 1)
    assert (whole["observations"]["right"], whole["about_right"]) == (1, 1)


@pytest.mark.parametrize(
    "document", ["qinghe/wenhua.md", "https://w3id.org/minsheng/id/source/qinghe-wenhua"]
)
def test_evaluate_one_document(run: Run, graph: str, gold: str, document: str) -> None:
    one = json.loads(run("evaluate", graph, "--gold", gold, "--document", document, "--json").stdout)
    assert (one["entities"]["right"], one["entities"]["spurious"]) == (1, 2)
    assert one["observations"]["right"] == 0


def test_evaluate_lists_mistakes(run: Run, graph: str, gold: str) -> None:
    rows = list(
        csv.reader(
            io.StringIO(run("evaluate", graph, "--gold", gold, "--errors", "5").stdout), delimiter="\t"
        )
    )
    assert rows[1] == ["facts", "precision", "recall", "f1", "right", "spurious", "missed"]
    assert ["实体", "遗漏", "School 青河第九小学"] in rows


def test_evaluate_an_unknown_document(run: Run, graph: str, gold: str) -> None:
    result = run("evaluate", graph, "--gold", gold, "--document", "qinghe/wenhau.md")
    assert result.exit_code == 2
    assert "qinghe/wenhua.md" in result.stderr
