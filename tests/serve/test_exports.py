"""Whole exports: the bytes that `minsheng export` writes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NoReturn

import httpx
import pytest

from minsheng.export import FORMATS, export
from minsheng.graph import open_graph
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serve.conftest import Serve


class Pipe(io.BytesIO):
    """A stream that cannot go back, such as a connection: archives are written otherwise on it."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> NoReturn:
        raise io.UnsupportedOperation


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_is_that_of_the_command(client: httpx.Client, graph: Path, form: str) -> None:
    expected = Pipe()
    export(open_graph(graph), form, expected)
    response = client.get(f"/export/{form}")
    assert response.content == expected.getvalue()
    assert response.headers["content-type"].startswith(FORMATS[form].media_type)
    assert f'{FORMATS[form].suffix}"' in response.headers["content-disposition"]
    assert client.get(f"/export/{form}{FORMATS[form].suffix}").content == expected.getvalue()
    assert (
        client.get(f"/export/{form}", headers={"If-None-Match": response.headers["etag"]}).status_code == 304
    )
    head = client.head(f"/export/{form}")
    assert head.headers["etag"] == response.headers["etag"]


@pytest.mark.parametrize("name", ["docx", "turtle.nq", "turtle.ttl.ttl", "turtle.", ""])
def test_what_is_no_export(client: httpx.Client, name: str) -> None:
    assert client.get(f"/export/{name}").status_code == 404


def test_an_export_that_takes_too_long_breaks_off(graph: Path, serve: Serve) -> None:
    """It never passes for a whole one."""
    limits = Settings(export_seconds=0.001, pages=1, questions=1, queries=1, exports=1)
    with serve(graph, limits) as client:
        try:
            response = client.get("/export/turtle")
        except httpx.HTTPError:
            return
        assert response.status_code == 503
