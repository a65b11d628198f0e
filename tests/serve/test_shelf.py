"""Finished exports beside a snapshot: found, limited in size, swept."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from minsheng.graph.folder import Snapshot
from minsheng.serve.settings import Settings
from minsheng.serve.shelf import FOLDER, Shelf

if TYPE_CHECKING:
    from pathlib import Path

#: One megabyte of finished exports.
ONE = replace(Settings(), export_disk=1)
KILOBYTE = 2**10


def put(shelf: Shelf, form: str, kilobytes: int) -> bool:
    draft = shelf.draft(form)
    for path in draft.existing():
        path.write_bytes(b"." * kilobytes * KILOBYTE)
    return shelf.put(form, draft)


def found(shelf: Shelf) -> list[str]:
    return [form for form in ("turtle", "nquads", "csv", "rdfxml") if shelf.find(form, packed=False)]


def test_what_was_put_is_found(tmp_path: Path) -> None:
    shelf = Shelf(Snapshot(tmp_path), ONE)
    assert shelf.find("turtle", packed=False) is None
    assert put(shelf, "turtle", 1)
    assert put(shelf, "csv", 1)
    for form, packed, name in (
        ("turtle", False, "turtle.ttl"), ("turtle", True, "turtle.ttl.gz"), ("csv", False, "csv.zip"),
    ):  # fmt: skip
        path = Shelf(Snapshot(tmp_path), ONE).find(form, packed)
        assert path is not None
        assert path.name == name
    assert shelf.find("csv", packed=True) is None
    assert {path.name for path in (tmp_path / FOLDER).rglob("*.*")} == {
        "turtle.ttl",
        "turtle.ttl.gz",
        "csv.zip",
    }


@pytest.mark.parametrize(
    ("used", "kept"),
    [
        ([], ["nquads", "rdfxml"]),
        (["turtle"], ["turtle", "rdfxml"]),
        (["nquads", "turtle"], ["turtle", "rdfxml"]),
        (["turtle", "nquads"], ["nquads", "rdfxml"]),
    ],
)
def test_the_longest_unused_goes_first(tmp_path: Path, used: list[str], kept: list[str]) -> None:
    """Two of these fit: each has a compressed file of the same length."""
    shelf = Shelf(Snapshot(tmp_path), ONE)
    for form in ("turtle", "nquads"):
        assert put(shelf, form, 200)
    for at, form in enumerate(("turtle", "nquads", *used)):
        for path in (tmp_path / FOLDER).rglob(f"{form}.*"):
            os.utime(path, (at, at))
    assert put(shelf, "rdfxml", 200)
    assert sorted(found(shelf)) == sorted(kept)


def test_what_is_larger_than_all_room_is_not_kept(tmp_path: Path) -> None:
    shelf = Shelf(Snapshot(tmp_path), ONE)
    assert put(shelf, "turtle", 100)
    assert not put(shelf, "nquads", 600)
    assert found(shelf) == ["turtle"]


def test_other_editions_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert put(Shelf(Snapshot(tmp_path), ONE), "turtle", 1)
    monkeypatch.setattr("minsheng.serve.shelf.edition", lambda: "another")
    shelf = Shelf(Snapshot(tmp_path), ONE)
    assert found(shelf) == []
    assert put(shelf, "csv", 1)
    assert {path.name for path in (tmp_path / FOLDER).rglob("*.*")} == {"csv.zip"}


def test_what_a_killed_server_left_goes(tmp_path: Path) -> None:
    shelf = Shelf(Snapshot(tmp_path), ONE)
    old, young = shelf.draft("turtle"), shelf.draft("turtle")
    for path in old.existing():
        os.utime(path, (0, 0))
    assert put(shelf, "csv", 1)
    assert not any(path.exists() for path in old.existing())
    assert all(path.exists() for path in young.existing())


def test_a_snapshot_that_has_gone(tmp_path: Path) -> None:
    shelf = Shelf(Snapshot(tmp_path / "none"), ONE)
    draft = shelf.draft("turtle")
    for path in draft.existing():
        path.unlink()
    with pytest.raises(OSError, match="turtle"):
        shelf.put("turtle", draft)
