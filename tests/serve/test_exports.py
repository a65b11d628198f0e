"""Whole exports: the bytes that `minsheng export` writes."""

from __future__ import annotations

import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import httpx
import pytest

from minsheng.export import FORMATS, export
from minsheng.graph import folder, open_graph
from minsheng.serve.settings import Settings
from minsheng.serve.shelf import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serve.conftest import Serve


FEW = Settings(pages=1, questions=1, queries=1, exports=1)


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


@pytest.fixture
def own(graph: Path, tmp_path: Path) -> Path:
    """A graph of whose snapshot nothing has been exported."""
    shutil.copytree(graph, tmp_path / "graph", ignore=shutil.ignore_patterns(FOLDER, "answers"))
    return tmp_path / "graph"


@pytest.mark.parametrize("disk", [0, 100])
def test_an_export_that_takes_too_long_breaks_off(own: Path, serve: Serve, disk: int) -> None:
    """It never passes for a whole one."""
    with serve(own, replace(FEW, export_seconds=0.001, export_disk=disk)) as client:
        try:
            response = client.get("/export/turtle")
        except httpx.HTTPError:
            return
        assert response.status_code == 503


def names(graph: Path) -> set[str]:
    """The files of finished exports, and of others."""
    place = folder.current(graph).path / FOLDER
    return {path.name for path in place.rglob("*") if path.is_file()}


def test_an_export_is_written_once_for_all(own: Path, serve: Serve) -> None:
    with serve(own, FEW) as client, ThreadPoolExecutor(12) as threads:
        asked = [{"Accept-Encoding": coding} for coding in ("gzip", "identity")] * 6
        answers = list(threads.map(lambda headers: client.get("/export/turtle", headers=headers), asked))
        again = client.get("/export/turtle")
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.content for answer in answers} == {again.content}
    assert names(own) == {"turtle.ttl", "turtle.ttl.gz"}
    stamps = {path.stat().st_ino for path in (folder.current(own).path / FOLDER).rglob("*.ttl")}
    with serve(own, FEW) as client:  # it outlives the server
        assert client.get("/export/turtle").headers["content-length"]
    assert stamps == {path.stat().st_ino for path in (folder.current(own).path / FOLDER).rglob("*.ttl")}


def test_more_exports_than_workers_wait_their_turn(own: Path, serve: Serve) -> None:
    with serve(own, FEW) as client, ThreadPoolExecutor(len(FORMATS)) as threads:
        answers = list(threads.map(lambda form: client.get(f"/export/{form}"), FORMATS))
    assert [answer.status_code for answer in answers] == [200] * len(FORMATS)


def test_an_export_goes_on_when_its_client_has_left(own: Path, serve: Serve) -> None:
    with serve(own, FEW) as client:
        with client.stream("GET", "/export/turtle") as response:
            assert response.status_code == 200
        assert client.get("/export/turtle").status_code == 200
    assert names(own) == {"turtle.ttl", "turtle.ttl.gz"}


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=20-", 206, slice(20, None)),
        ("bytes=999999999-", 416, slice(0, 0)),
    ],
)
def test_a_part_of_an_export(client: httpx.Client, coding: str, asked: str, status: int, part: slice) -> None:
    headers = {"Accept-Encoding": coding}
    client.get("/export/nquads")
    with client.stream("GET", "/export/nquads", headers=headers) as response:
        whole = b"".join(response.iter_raw())
    known = response.headers
    with client.stream("GET", "/export/nquads", headers={**headers, "Range": asked}) as response:
        assert response.status_code == status
        if status == 206:
            assert b"".join(response.iter_raw()) == whole[part]
    changed = {**headers, "Range": asked, "If-Range": '"another"'}
    assert client.get("/export/nquads", headers=changed).status_code == 200
    assert known["accept-ranges"] == "bytes"
    assert int(known["content-length"]) == len(whole)
    assert not known["etag"].startswith("W/")
    assert client.head("/export/nquads", headers=headers).headers["content-length"] == str(len(whole))


def test_several_parts_of_an_export_are_not_compressed(client: httpx.Client) -> None:
    whole = client.get("/export/nquads").content
    client.head("/export/nquads")
    answer = client.get("/export/nquads", headers={"Range": "bytes=0-9,20-29", "Accept-Encoding": "gzip"})
    assert answer.status_code == 206
    assert "content-encoding" not in answer.headers
    assert whole[:10] in answer.content
    assert whole[20:30] in answer.content


def test_what_cannot_be_kept_is_given_all_the_same(own: Path, serve: Serve) -> None:
    (folder.current(own).path / FOLDER).write_text("no folder", encoding="utf-8")
    with serve(own, FEW) as client:
        answers = [client.get("/export/nquads") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content


def test_nothing_is_kept_where_the_limit_is_none(own: Path, serve: Serve) -> None:
    with serve(own, replace(FEW, export_disk=0)) as client:
        assert client.get("/export/nquads").status_code == 200
    assert names(own) == set()


def test_more_requests_than_may_wait(own: Path, serve: Serve) -> None:
    """One worker, nobody may wait behind it, and whoever does is told to come again."""
    limits = replace(FEW, export_waiting=1, export_disk=0)
    with serve(own, limits) as client, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: client.get("/export/csv"), range(8)))
    statuses = {answer.status_code for answer in answers}
    assert statuses <= {200, 503}
    for answer in answers:
        if answer.status_code == 503:
            assert answer.json()["error"] == "export-busy"
            assert answer.headers["retry-after"] == "60"
