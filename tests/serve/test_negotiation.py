"""Accept headers, and the media type that each gets."""

from __future__ import annotations

import pytest

from minsheng.serve.negotiation import preferred

OFFERED = ["application/json", "text/turtle", "text/html"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/turtle", "text/turtle"),
        ("text/*", "text/turtle"),
        ("text/turtle;q=0.5, text/html", "text/html"),
        ("text/html;q=0.5, */*;q=0.1", "text/html"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "text/html"),
        ("application/json;q=0, */*;q=0.1", "text/turtle"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/turtle; charset=utf-8", "text/turtle"),
        ("nonsense", "application/json"),
        (";;;,,q=", "application/json"),
    ],
)
def test_the_best_of_what_is_accepted_is_chosen(accept: str | None, chosen: str | None) -> None:
    assert preferred(accept, OFFERED) == chosen
