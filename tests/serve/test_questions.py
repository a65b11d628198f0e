"""Every named question over HTTP: as data, as a page with its form, with its parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from minsheng.graph import folder
from minsheng.queries import catalogue, run
from minsheng.serve.lane import Lane
from minsheng.serve.questions import RESERVED
from minsheng.serve.settings import Settings
from minsheng.wording import keys

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from tests.serve.conftest import Serve

#: Values of parameters that must be given, by type, on the graph of the sample texts.
VALUES = {
    "place": "大渡口区", "entity": "大渡口区", "indicator": "养老床位数量", "document": "dadukou-health.md",
    "domain": "eldercare", "text": "小学", "date": "2020-01-01",
}  # fmt: skip


def values(name: str) -> dict[str, str]:
    """Values that fit the parameters of a question."""
    return {
        parameter.name: VALUES[parameter.type]
        for parameter in catalogue.load(name).parameters
        if parameter.required
    }


@pytest.mark.parametrize("name", catalogue.names())
def test_a_question_gives_what_the_library_gives(client: httpx.Client, graph: Path, name: str) -> None:
    expected = run(folder.current(graph).store, name, values(name))
    response = client.get(f"/queries/{name}.json", params=values(name))
    assert response.status_code == 200
    found = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    assert tuple(tuple(row) for row in found) == expected.rows


@pytest.mark.parametrize("name", catalogue.names())
def test_a_question_has_a_page_with_its_form(client: httpx.Client, name: str) -> None:
    query = catalogue.load(name)
    page = client.get(f"/queries/{name}", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert query.summary.zh in page.text
    for parameter in query.parameters:
        assert f'name="{parameter.name}"' in page.text
        assert parameter.label.zh in page.text
    answered = client.get(f"/queries/{name}", params=values(name), headers={"Accept": "text/html"})
    assert answered.status_code == 200
    assert "failure" not in answered.text


@pytest.mark.parametrize("name", catalogue.names())
def test_no_parameter_hides_behind_one_of_ours(name: str) -> None:
    assert not RESERVED & {parameter.name for parameter in catalogue.load(name).parameters}


@pytest.mark.parametrize("name", catalogue.names())
def test_every_question_stands_in_the_list(client: httpx.Client, name: str) -> None:
    page = client.get("/queries", headers={"Accept": "text/html"}).text
    assert page.count(f'href="/queries/{name}"') == 1
    listed = {each["name"]: each for each in client.get("/queries.json").json()}
    query = catalogue.load(name)
    assert listed[name]["summary"] == query.summary._asdict()
    assert [each["name"] for each in listed[name]["parameters"]] == [each.name for each in query.parameters]


def test_every_group_has_its_words() -> None:
    tags = {catalogue.load(name).tags[0] for name in catalogue.names()}
    assert {f"tag.{tag}" for tag in tags} <= set(keys("serve"))


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("/queries/no-such-question", 404, "query-unknown"),
        ("/queries/groups.docx", 406, "not-acceptable"),
        ("/queries/groups.turtle", 406, "not-acceptable"),
        ("/queries/groups?no=1", 400, "parameter-unknown"),
        ("/queries/search.json", 400, "parameter-missing"),
        ("/queries/search.json?text=", 400, "parameter-missing"),
        ("/queries/group-members.json?group=无此集团", 400, "name-unknown"),
        ("/queries/recently-opened.json?since=昨天", 400, "parameter-value"),
        ("/queries/groups.json?limit=many", 400, "parameter-value"),
        ("/queries/groups.json?offset=-1", 400, "parameter-value"),
        ("/queries/groups.json?limit=١٢", 400, "parameter-value"),
        ("/queries.docx", 404, "status.404"),
    ],
)
def test_what_is_no_question(client: httpx.Client, address: str, status: int, word: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.json()["error"]) == (status, word)


def test_a_page_shows_what_was_wrong_and_keeps_what_was_typed(client: httpx.Client) -> None:
    page = client.get("/queries/group-members?group=无此<集团>", headers={"Accept": "text/html"})
    assert page.status_code == 400
    assert page.headers["cache-control"] == "no-store"
    assert 'class="failure"' in page.text
    assert 'value="无此&lt;集团&gt;"' in page.text


def test_a_field_offers_what_there_is(client: httpx.Client) -> None:
    page = client.get("/queries/capacity-by-district", headers={"Accept": "text/html"}).text
    assert re.findall(r"<option( selected)?>(\w+)", page) == [
        (" selected", "老年食堂"),
        ("", "床位"),
        ("", "学位"),
    ]
    page = client.get("/queries/facilities-in-place", headers={"Accept": "text/html"}).text
    assert '<option value="大渡口区">' in page
    assert ">学校</option>" in page
    page = client.get("/queries/awards", headers={"Accept": "text/html"}).text
    assert "<option selected>获得</option>" in page


def test_pages_of_rows(client: httpx.Client) -> None:
    def rows(**parameters: int) -> list[str]:
        return client.get("/queries/documents.csv", params=parameters).text.splitlines()[1:]

    whole = rows()
    first = client.get("/queries/documents.csv?limit=2")
    assert first.headers["x-truncated"] == "true"
    assert rows(limit=2)[:2] + rows(offset=2) == whole


def test_a_limit_cannot_be_raised_over_that_of_the_server(graph: Path, serve: Serve) -> None:
    with serve(graph, Settings(rows=2, pages=1, questions=1, queries=1, exports=1)) as client:
        response = client.get("/queries/documents.json?limit=100")
        assert len(response.json()["results"]["bindings"]) == 2
        assert response.json()["truncated"] is True
        page = client.get("/queries/documents", headers={"Accept": "text/html"}).text
        assert 'href="/queries/documents?offset=2"' in page


def test_an_answer_is_kept(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the same is asked, no worker is asked again."""
    address = "/queries/facilities-in-place.json?place=大渡口区&type=医院"
    first = client.get(address)
    monkeypatch.setattr(Lane, "call", None)
    again = client.get("/queries/facilities-in-place.json?type=医院&place=%20大渡口区%20&format=")
    assert again.content == first.content
    assert client.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    monkeypatch.undo()
    assert client.get("/queries/facilities-in-place.json?place=大渡口区").content != first.content


def test_what_was_answered_in_advance_is_what_is_answered(
    client: httpx.Client, graph: Path, serve: Serve
) -> None:
    with serve(graph, Settings(warm=0, pages=1, questions=1, queries=1, exports=1)) as cold:
        for name in ("groups", "awards", "contradictions"):
            for media in ("text/html", "text/csv", "application/json"):
                answers = [each.get(f"/queries/{name}", headers={"Accept": media}) for each in (client, cold)]
                assert answers[0].content == answers[1].content
                assert answers[0].headers["content-type"] == answers[1].headers["content-type"]
