"""`/reconcile` over HTTP, as OpenRefine and scripts of web pages ask."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from tests.matching.schemas import faults

from minsheng.matching.features import Features
from minsheng.serve.settings import Settings
from minsheng.vocabulary import BASE, MS, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx
    from tests.serve.conftest import Serve

CANTEEN = f"{BASE}ElderlyCanteen/500104-gu-du-she-qu-lao-nian-shi-tang"
QUERIES = {"q0": {"query": "古渡社区老年食堂", "type": MS.ElderlyCanteen, "type_strict": "should"}}


def batch(client: httpx.Client, queries: object, **more: str) -> httpx.Response:
    return client.post("/reconcile", data={"queries": json.dumps(queries), **more})


def test_the_manifest(client: httpx.Client) -> None:
    answer = client.get("/reconcile", headers={"Origin": "http://127.0.0.1:3333"})
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    made = answer.json()
    assert not faults("manifest", made)
    assert made["identifierSpace"] == BASE
    assert client.get("/reconcile/").json() == made
    assert client.get(made["documentation"]).status_code == 200


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_queries(client: httpx.Client, method: str) -> None:
    given = {"queries": json.dumps(QUERIES)}
    answer = (
        client.post("/reconcile", data=given) if method == "POST" else client.get("/reconcile", params=given)
    )
    assert not faults("result-batch", answer.json())
    best = answer.json()["q0"]["result"][0]
    assert (best["id"], best["match"]) == (CANTEEN, True)


@pytest.mark.parametrize(
    "text", ["gudu shequ laonian shitang", "古渡社區老年食堂", "古渡社区长者食堂", "古度社区老年食堂"]
)
def test_other_ways_of_writing(client: httpx.Client, text: str) -> None:
    (best, *_) = batch(client, {"q": {"query": text}}).json()["q"]["result"]
    assert best["id"] == CANTEEN


def test_a_script_of_another_page(client: httpx.Client) -> None:
    given = {"queries": json.dumps(QUERIES), "callback": "jQuery1.found_2"}
    answer = client.get("/reconcile", params=given)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.text.startswith("/**/jQuery1.found_2({")
    assert answer.text.endswith(");")
    assert client.get("/reconcile", params={"callback": "f"}).text.startswith('/**/f({"versions"')
    assert client.get("/reconcile", params={"callback": "alert(1)//"}).status_code == 400


@pytest.mark.parametrize(
    ("path", "given", "status", "code"),
    [
        ("/reconcile", {"queries": "{"}, 400, "M357"),
        ("/reconcile", {"queries": "[]"}, 400, "M358"),
        ("/reconcile", {"queries": '{"\\ud800": {"query": "a"}}'}, 400, "M357"),
        ("/reconcile", {"queries": '{"<b>": {"query": 5}}'}, 400, "M358"),
        ("/reconcile", {"extend": "{}"}, 400, "M359"),
        ("/reconcile/extend", {"extend": '{"ids": [], "properties": [{}]}'}, 400, "M359"),
        ("/reconcile", {}, 400, "M359"),
    ],
)
def test_bad_requests(client: httpx.Client, path: str, given: dict[str, str], status: int, code: str) -> None:
    answer = client.post(path, data={**given, "x": "1"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reconcile/suggest/entity?cursor=x", 400),
        ("/reconcile/suggest/entity?cursor=-1", 400),
        ("/reconcile/suggest/entity?prefix=a&type=Scool", 400),
        ("/reconcile/suggest/colour?prefix=a", 404),
        ("/reconcile/extend/propose?limit=many", 400),
        ("/reconcile/extend/propose?type=Scool", 400),
        ("/reconcile/preview?id=urn:nothing", 404),
        ("/reconcile/preview", 404),
        ("/reconcile/flyout/entity?id=urn:nothing", 404),
        ("/reconcile/flyout/type", 404),
        (f"/reconcile/flyout/property?id={MS.School}", 404),
        ("/reconcile/flyout/colour?id=a", 404),
        ("/reconcile?queries=%ff", 400),
        ("/reconcile?callback=", 400),
        ("/reconcile/view?id=%3Cscript%3E", 404),
    ],
)
def test_bad_addresses(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_other_media_are_refused(client: httpx.Client) -> None:
    assert client.post("/reconcile", json={"queries": QUERIES}).status_code == 415


@pytest.fixture(scope="module")
def strict(serve: Serve, graph: Path) -> Iterator[httpx.Client]:
    with serve(graph, Settings(batch=1, name=5, pages=1, queries=1)) as client:
        yield client


def test_the_limits(strict: httpx.Client) -> None:
    assert strict.get("/reconcile").json()["batchSize"] == 1
    assert batch(strict, {"q": {"query": "古渡社区"}}).status_code == 200
    long = batch(strict, {"q": {"query": "古渡社区老年食堂"}})
    assert (long.status_code, long.json()["code"]) == (400, "M360")
    many = batch(strict, {"a": {"query": "古渡"}, "b": {"query": "古渡"}})
    assert (many.status_code, many.json()["code"]) == (413, "M361")


def service(client: httpx.Client, *keys: str) -> str:
    found: Any = client.get("/reconcile").json()
    for key in keys:
        found = found[key]
    return str(found["service_url"]) + str(found["service_path"])


@pytest.mark.parametrize(
    ("kind", "schema", "prefix", "first"),
    [
        ("entity", "suggest-entities", "古渡社区老", CANTEEN),
        ("entity", "suggest-entities", "gudushequlao", CANTEEN),
        ("entity", "suggest-entities", CANTEEN, CANTEEN),
        ("type", "suggest-types", "老年食堂", MS.ElderlyCanteen),
        ("property", "suggest-properties", "位于", MS.locatedIn),
    ],
)
def test_suggestions(client: httpx.Client, kind: str, schema: str, prefix: str, first: str) -> None:
    url = service(client, "suggest", kind)
    answer = client.get(url, params={"prefix": prefix}).json()
    assert not faults(schema, answer)
    assert answer["result"][0]["id"] == first
    assert first not in {
        each["id"] for each in client.get(url, params={"prefix": prefix, "cursor": 1}).json()["result"]
    }


@pytest.mark.parametrize(
    ("kind", "iri", "told"),
    [
        ("entity", CANTEEN, ["古渡社区老年食堂", "老年食堂", "大渡口区"]),
        ("type", MS.School, ["学校 · school", "从幼儿园到大学"]),
        ("type", MS.Facility, ["设施 · facility"]),
        ("property", MS.locatedIn, ["位于 · located in"]),
        ("property", MS.kind, ["种类 · kind"]),
    ],
)
def test_flyouts(client: httpx.Client, kind: str, iri: str, told: list[str]) -> None:
    made = client.get("/reconcile").json()["suggest"][kind]
    url = made["flyout_service_url"] + made["flyout_service_path"].replace("${id}", quote(iri, safe=""))
    answer = client.get(url)
    assert answer.headers["content-type"].startswith("application/json")
    assert not faults("flyout", answer.json())
    assert answer.json()["id"] == iri
    assert all(words in answer.json()["html"] for words in told)
    assert client.get(url, params={"callback": "f", "id": iri}).text.startswith("/**/f({")


@pytest.mark.parametrize("kind", ["entity", "type", "property"])
def test_what_is_suggested_has_a_flyout(client: httpx.Client, kind: str) -> None:
    suggested = client.get(f"/reconcile/suggest/{kind}", params={"prefix": "老" if kind == "entity" else ""})
    found = [each["id"] for each in suggested.json()["result"]]
    assert found
    for iri in found:
        assert not faults("flyout", client.get(f"/reconcile/flyout/{kind}", params={"id": iri}).json())


def test_suggested_properties_are_the_same_for_any_class(client: httpx.Client) -> None:
    url = service(client, "suggest", "property")
    answers = [client.get(url, params={"prefix": "位于", "type": type_}).json() for type_ in ("", "/people")]
    assert answers[0] == answers[1]


def test_extension(client: httpx.Client) -> None:
    url = service(client, "extend", "propose_properties")
    proposed = client.get(url, params={"type": MS.ElderlyCanteen, "limit": 30}).json()
    assert not faults("property-proposal", proposed)
    query = {"ids": [CANTEEN], "properties": [{"id": each["id"]} for each in proposed["properties"]]}
    answers = [
        client.post(path, data={"extend": json.dumps(query)}).json()
        for path in ("/reconcile", "/reconcile/extend")
    ]
    assert answers[0] == answers[1]
    assert not faults("extension-response", answers[0])
    row = answers[0]["rows"][CANTEEN]
    assert row[RDFS.label] == [{"str": "古渡社区老年食堂"}]
    assert row[MS.locatedIn][0]["id"].startswith(f"{BASE}Place/")


def test_the_preview_stands_in_a_frame(client: httpx.Client) -> None:
    made = client.get("/reconcile").json()
    answer = client.get(
        made["preview"]["url"].replace("{{id}}", CANTEEN.replace(":", "%3A").replace("/", "%2F"))
    )
    assert answer.status_code == 200
    assert "古渡社区老年食堂" in answer.text
    assert "<script" not in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


def test_the_view_leads_to_the_page(client: httpx.Client) -> None:
    made = client.get("/reconcile").json()
    answer = client.get(made["view"]["url"].replace("{{id}}", CANTEEN))
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/id/{CANTEEN.removeprefix(BASE)}"


def test_every_feature_is_explained(client: httpx.Client) -> None:
    page = client.get("/reconcile/help").text
    for name in Features._fields:
        assert f'id="{name}"' in page
