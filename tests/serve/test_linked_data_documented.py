"""The page on linked data names every form and every route that it tells of."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.routing import Route

from minsheng.serve import dataset, documents, terms, things
from minsheng.serve.representations import FORMS, SUFFIXES

DOCS = (Path(__file__).parents[2] / "docs" / "linked-data.md").read_text(encoding="utf-8")
PATHS = sorted(
    route.path.partition("{")[0].rstrip(".")
    for module in (things, documents, terms, dataset)
    for route in module.ROUTES
    if isinstance(route, Route)
)


@pytest.mark.parametrize("path", PATHS)
def test_every_route_is_documented(path: str) -> None:
    assert f"`{path}" in DOCS


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_form_is_documented(suffix: str) -> None:
    assert f"| `{suffix}` | `{FORMS[SUFFIXES[suffix]]}` |" in DOCS
