"""A snapshot in a process: from memory or from disk, prepared once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from minsheng.errors import GraphError
from minsheng.graph import folder
from minsheng.serve import loaded as home
from minsheng.serve.loaded import Loaded
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def snapshot(graph: Path, tmp_path: Path) -> folder.Snapshot:
    """A snapshot that a test may delete."""
    shutil.copytree(graph, tmp_path / "graph")
    return folder.current(tmp_path / "graph")


def test_a_copy_in_memory_outlives_its_folder(snapshot: folder.Snapshot) -> None:
    made = Loaded(snapshot, Settings())
    made.hold()
    shutil.rmtree(snapshot.path)
    assert len(made.store) == made.manifest.triples


def test_a_snapshot_that_was_deleted(snapshot: folder.Snapshot) -> None:
    made = Loaded(snapshot, Settings(in_memory=0))
    made.hold()
    shutil.rmtree(snapshot.path)
    with pytest.raises(GraphError) as caught:
        made.store  # noqa: B018 - opened here
    assert caught.value.key == "server-closed"


def test_a_store_that_cannot_be_read(snapshot: folder.Snapshot) -> None:
    for file in snapshot.store.iterdir():
        file.write_bytes(b"broken")
    with pytest.raises(OSError, match="cannot read"):
        Loaded(snapshot, Settings()).hold()


@pytest.mark.parametrize(
    ("settings", "memory", "in_memory", "copied"),
    [
        (Settings(), 0.75, True, True),
        (Settings(copied=1), 0.75, True, False),
        (Settings(in_memory=1), 0.75, False, False),
        (Settings(), 0.0, False, False),
    ],
)
def test_where_it_is_read_from(
    snapshot: folder.Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    memory: float,
    in_memory: bool,
    copied: bool,
) -> None:
    monkeypatch.setattr(home, "SHARE", memory)
    made = Loaded(snapshot, settings)
    made.hold()
    opened = made.store
    made.let_go()
    assert (made.store is opened) == in_memory
    made.read_from_disk()
    assert (made.store is opened) == copied


def test_what_is_prepared_is_made_once(snapshot: folder.Snapshot) -> None:
    def make(held: Loaded) -> list[int]:
        return [held.manifest.documents]

    made = Loaded(snapshot, Settings())
    assert made.prepared(make) is made.prepared(make)
