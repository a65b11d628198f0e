"""Every address is documented."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.routing import Route

from minsheng.serve.routes import preparations, routes

PAGE = Path(__file__).parents[2] / "docs" / "server.md"
#: For pages themselves, not for people.
INNER = {"/assets/{name}"}


@pytest.mark.parametrize(
    "path", sorted({route.path for route in routes() if isinstance(route, Route)} - INNER)
)
def test_every_address_is_documented(path: str) -> None:
    first = path.replace(".", "/").split("/")[1]
    assert f"`/{first}" in PAGE.read_text(encoding="utf-8")


def test_addresses_are_told_apart() -> None:
    paths = [route.path for route in routes() if isinstance(route, Route)]
    assert len(paths) == len(set(paths))


def test_what_is_prepared_is_explained() -> None:
    assert all(make.__doc__ for make in preparations())
