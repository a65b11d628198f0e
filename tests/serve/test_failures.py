"""Errors in the form that the client reads; what was not foreseen stays within."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest

from minsheng.errors import GraphError
from minsheng.serve import health
from minsheng.wording import keys

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


async def broken(*_: object) -> NoReturn:
    raise ZeroDivisionError("a secret")


async def damaged(*_: object) -> NoReturn:
    raise GraphError("graph-damaged", file="/home/somebody/graph", reason="a")


@pytest.mark.parametrize(("fault", "error"), [(broken, "internal"), (damaged, "graph-damaged")])
def test_an_error_of_ours(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, fault: object, error: str
) -> None:
    monkeypatch.setattr(health, "read", fault)
    for headers in ({}, BROWSER):
        response = client.get("/health", headers=headers)
        assert response.status_code == 500
        assert response.headers["content-security-policy"]
        assert "somebody" not in response.text
        assert "Traceback" not in response.text
        assert (response.headers.get("connection") == "close") == (error == "internal")
    assert client.get("/health").json()["error"] == error
    monkeypatch.undo()
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [("/nothing", "GET", 404), ("/health", "DELETE", 405), ("/sparql?query=x", "GET", 400)],
)
def test_an_error_is_data_or_a_page(client: httpx.Client, address: str, method: str, status: int) -> None:
    told = client.request(method, address)
    assert told.headers["content-type"] == "application/problem+json"
    assert told.headers["cache-control"] == "no-store"
    assert told.json()["status"] == told.status_code == status
    page = client.request(method, address, headers=BROWSER)
    assert page.status_code == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert told.json()["cause"]["zh"] in page.text


def test_statuses_have_words() -> None:
    assert {"status.404", "status.405", "status.other"} <= set(keys("serve"))


def test_where_files_lie_is_nobodys_business(client: httpx.Client, graph: Path) -> None:
    for address in ("/nothing", "/sparql?query=x", "/queries/nothing", "/health", "/", "/sparql"):
        assert str(graph.parent) not in client.get(address).text
