"""Media types and forms, and the statuses of errors."""

from __future__ import annotations

import pytest

from minsheng.errors import GraphError, InputError, MinshengError, QueryTimeout, UsageError
from minsheng.queries.formats import FORMATS
from minsheng.serve.failures import status
from minsheng.serve.forms import MEDIA, chosen


@pytest.mark.parametrize(
    ("kind", "accept", "form", "found"),
    [
        ("rows", None, None, ("application/sparql-results+json", "json")),
        ("rows", "text/csv", None, ("text/csv", "csv")),
        ("rows", "text/csv", "xml", ("application/sparql-results+xml", "xml")),
        ("rows", "text/csv", "text/csv", ("text/csv", "csv")),
        ("graph", "*/*", None, ("text/turtle", "turtle")),
        ("graph", "text/plain", None, ("text/plain", "ntriples")),
        ("boolean", "application/xml", None, ("application/xml", "xml")),
    ],
)
def test_chosen(kind: str, accept: str | None, form: str | None, found: tuple[str, str]) -> None:
    assert chosen(kind, accept, form) == found


@pytest.mark.parametrize(("kind", "accept", "form"), [("rows", "image/png", None), ("graph", "*/*", "csv")])
def test_what_is_not_on_offer(kind: str, accept: str, form: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        chosen(kind, accept, form)
    assert caught.value.key == "not-acceptable"
    assert next(iter(MEDIA[kind].values() if form else MEDIA[kind])) in caught.value.cure.en


@pytest.mark.parametrize("kind", MEDIA)
def test_every_format_has_a_media_type(kind: str) -> None:
    assert set(MEDIA[kind].values()) == {*FORMATS[kind]} - {"table"} | {"html"}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("query-update", word="CLEAR"), 403),
        (UsageError("query-unknown", name="a", near="b"), 404),
        (UsageError("query-long", length=2, limit=1), 413),
        (UsageError("query-deep", limit=1), 400),
        (InputError("query-syntax", reason="a"), 400),
        (QueryTimeout("query-timeout", seconds="1"), 503),
        (GraphError("server-busy", waiting=1, seconds="1"), 503),
        (GraphError("graph-damaged", reason="a"), 500),
        (MinshengError("internal", kind="a", message="b"), 500),
    ],
)
def test_statuses(error: MinshengError, code: int) -> None:
    assert status(error) == code
