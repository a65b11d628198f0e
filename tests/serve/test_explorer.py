"""The first page, the search, and what all pages have in common."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from minsheng.export import FORMATS
from minsheng.graph import open_graph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx
    from selenium.webdriver import Chrome

PAGES = (
    "/",
    "/search?q=dadukou",
    "/search?class=School",
    "/search?q=zzz",
    "/queries",
    "/queries/group-members",
    "/queries/facilities-in-place?place=大渡口区",
    "/sparql",
    "/sparql?query=SELECT+*+{?s+a+ms:School}",
    "/nothing",
    "/queries/groups?limit=x",
)
JSON = {"Accept": "application/json"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


class Page(HTMLParser):
    """The elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "img", "input", "br", "option", "li", "p"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("option", "li", "p"):
            assert self.open.pop() == tag


def page(client: httpx.Client, address: str) -> Page:
    response = client.get(address, headers=BROWSER)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Page(response.text)


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_whole_and_load_nothing_from_elsewhere(client: httpx.Client, address: str) -> None:
    found = page(client, address)
    assert found.open == []
    assert [tag for tag, _ in found.elements].count("h1") == 1
    for tag, attributes in found.elements:
        assert tag != "style"
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        loaded = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
        if loaded:
            assert not urlsplit(loaded).netloc
            assert client.get(loaded).status_code == 200
        if tag in ("input", "select", "textarea"):
            labels = {other.get("for") for name, other in found.elements if name == "label"}
            named = attributes.get("aria-label") or attributes.get("id") in labels
            assert named or attributes.get("name") == "format"


@pytest.mark.parametrize("address", PAGES[:-2])
def test_links_lead_somewhere(client: httpx.Client, address: str) -> None:
    elements = page(client, address).elements
    addresses = {attributes.get("href") or "" for tag, attributes in elements if tag == "a"}
    for href in sorted(addresses)[:40]:
        if href.startswith("/") and not href.startswith("/export/"):
            assert client.get(href, headers=BROWSER, follow_redirects=True).status_code == 200, href


def test_the_first_page_counts_what_there_is(client: httpx.Client, graph: Path) -> None:
    rows = open_graph(graph).query("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ms:School }")
    text = client.get("/").text
    assert f'<a href="/search?class=School"><span class="figure">{next(iter(rows))["n"]}</span>' in text
    assert "大渡口区</a>" in text
    for form in FORMATS:
        assert f'href="/export/{form}"' in text


@pytest.mark.parametrize(
    ("address", "first", "total"),
    [
        ("/search?q=大渡口区", "大渡口区", None),
        ("/search?q=dadukouqu", "大渡口区", None),
        ("/search?q=ddkq", "大渡口区", None),
        ("/search?q=古渡&class=ElderlyCanteen", "古渡社区老年食堂", 1),
        ("/search?q=没有的名称", None, 0),
        ("/search", None, 0),
    ],
)
def test_search(client: httpx.Client, address: str, first: str | None, total: int | None) -> None:
    told = client.get(address, headers=JSON).json()
    assert [each["label"] for each in told["found"]][:1] == ([first] if first else [])
    if total is not None:
        assert told["total"] == total
    assert (first or "") in client.get(address, headers=BROWSER).text


def test_a_class_is_listed_page_by_page(client: httpx.Client) -> None:
    def listed(number: int) -> list[str]:
        response = client.get(f"/search?class=Programme&page={number}", headers=JSON)
        return [each["iri"] for each in response.json()["found"]]

    whole = listed(0) + listed(1)
    assert len(whole) == len(set(whole)) > len(listed(0)) > 0
    assert listed(999999) == []


@pytest.mark.parametrize("address", ["/search?class=Nothing", "/search?page=x", "/search?page=-1"])
def test_what_cannot_be_searched(client: httpx.Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_what_is_searched_is_text_on_the_page(client: httpx.Client) -> None:
    text = client.get('/search?q=<script>"', headers=BROWSER).text
    assert "<script" not in text
    assert 'value="&lt;script&gt;&#34;"' in text


@pytest.mark.browser
@pytest.mark.parametrize("address", PAGES[:-2])
def test_the_browser_has_nothing_to_complain_about(
    client: httpx.Client, chromium: Chrome, console: Callable[[], list[str]], address: str
) -> None:
    console()
    chromium.get(f"{client.base_url}{address}")
    assert chromium.title.endswith("民生图谱")
    assert console() == []
    width = chromium.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0
