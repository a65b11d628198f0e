from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from minsheng.errors import GraphError
from minsheng.graph.folder import FORMAT, Manifest, Snapshot, current, writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANIFEST = Manifest("0.1.0", "https://example.org/id/", "0123456789abcdef", 1, 10)


def publish(graph: Path, documents: int = 1) -> Snapshot:
    with writing(graph) as draft:
        draft.snapshot.facts.write_bytes(b"")
        manifest = Manifest("0.1.0", "https://example.org/id/", f"{documents:064x}", documents, 10)
        return draft.publish(manifest, {"built": 1})


def names(graph: Path) -> list[str]:
    return sorted(entry.name for entry in graph.iterdir())


def test_what_is_published_is_current(tmp_path: Path) -> None:
    graph = tmp_path / "deep" / "graph"
    publish(graph, 3)
    assert current(graph).manifest().documents == 3
    assert json.loads(current(graph).report.read_text("utf-8")) == {"built": 1}
    assert names(graph) == ["current", "lock", "snapshots"]


def test_the_snapshot_before_stays_for_its_readers_and_older_ones_go(tmp_path: Path) -> None:
    made = [publish(tmp_path / "graph", number) for number in range(4)]
    assert [snapshot.path.is_dir() for snapshot in made] == [False, False, True, True]
    assert current(tmp_path / "graph").path == made[-1].path


def test_a_body_that_fails_leaves_the_old_state(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    publish(graph)
    before = sorted(str(path) for path in graph.rglob("*"))
    with pytest.raises(ZeroDivisionError), writing(graph) as draft:
        draft.snapshot.facts.write_bytes(b"half")
        raise ZeroDivisionError
    assert sorted(str(path) for path in graph.rglob("*")) == before


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "graph"):
        raise ZeroDivisionError
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk-full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "disk-full"),
        (OSError("IO error: No space left on device: While appending to file"), "disk-full"),
        (sqlite3.OperationalError("database or disk is full"), "disk-full"),
        (PermissionError(errno.EACCES, "Permission denied"), "graph-unwritable"),
        (sqlite3.DatabaseError("file is not a database"), "graph-unwritable"),
    ],
)
def test_errors_of_writing_are_told_with_cause_and_cure(tmp_path: Path, error: Exception, key: str) -> None:
    with pytest.raises(GraphError) as raised, writing(tmp_path / "graph"):
        raise error
    assert raised.value.key == key


def test_two_writers_are_told_apart(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    with writing(graph) as draft:
        with pytest.raises(GraphError) as raised, writing(graph):
            raise AssertionError("a second writer came in")
        assert raised.value.key == "graph-locked"
        assert str(os.getpid()) in str(raised.value)
        draft.snapshot.facts.write_bytes(b"")
        draft.publish(MANIFEST, {})
    assert publish(graph, 2).path == current(graph).path


def test_a_killed_writer_leaves_no_lock_and_its_leftovers_are_cleared(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    script = """
        import os, signal, sys
        from pathlib import Path
        from minsheng.graph.folder import writing
        with writing(Path(sys.argv[1])) as draft:
            (draft.snapshot.path / "half").write_text("written")
            os.kill(os.getpid(), signal.SIGKILL)
    """
    for published in (False, True):
        command = [sys.executable, "-c", textwrap.dedent(script), str(graph)]
        path = {"PYTHONPATH": os.pathsep.join(sys.path)}
        ended = subprocess.run(command, env={**os.environ, **path}, check=False)
        assert ended.returncode == -9
        assert (graph / ".building" / "half").exists()
        if published:
            assert current(graph).manifest().documents == 1
        publish(graph)
        assert names(graph) == ["current", "lock", "snapshots"]


def test_a_snapshot_that_was_never_published_is_cleared(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    kept = publish(graph)
    shutil.copytree(kept.path, kept.path.with_name("000002-ffff"))
    assert current(graph).path == kept.path
    assert publish(graph).path.name.startswith("000002-")
    assert len(list((graph / "snapshots").iterdir())) == 2


def break_pointer(graph: Path, text: str) -> None:
    (graph / "current").write_text(text)


@pytest.mark.parametrize(
    ("breaking", "key"),
    [
        (shutil.rmtree, "graph-missing"),
        (lambda graph: (graph / "current").unlink(), "graph-empty"),
        (lambda graph: break_pointer(graph, f"minsheng-graph {FORMAT + 1}\n000001-0\n"), "graph-format"),
        (lambda graph: break_pointer(graph, "something else"), "graph-damaged"),
        (lambda graph: break_pointer(graph, f"minsheng-graph {FORMAT}\n../../etc\n"), "graph-damaged"),
        (lambda graph: break_pointer(graph, f"minsheng-graph {FORMAT}\n000009-0\n"), "graph-damaged"),
        (lambda graph: (graph / "current").write_bytes(b"\xff\xfe\x00"), "graph-damaged"),
        (lambda graph: shutil.rmtree(graph / "snapshots"), "graph-damaged"),
    ],
)
def test_what_is_no_graph_is_told(tmp_path: Path, breaking: Callable[[Path], None], key: str) -> None:
    graph = tmp_path / "graph"
    publish(graph)
    breaking(graph)
    with pytest.raises(GraphError) as raised:
        current(graph)
    assert raised.value.key == key


def test_a_damaged_manifest_is_told(tmp_path: Path) -> None:
    snapshot = publish(tmp_path / "graph")
    for text in ("{", "[]", '{"version": "1"}'):
        (snapshot.path / "manifest.json").write_text(text)
        with pytest.raises(GraphError) as raised:
            snapshot.manifest()
        assert raised.value.key == "graph-damaged"


def test_a_folder_of_other_files_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear all")
    for target in (tmp_path, tmp_path / "letter.txt"):
        with pytest.raises(GraphError), writing(target):
            raise AssertionError("it was opened")
        with pytest.raises(GraphError) as raised:
            current(target)
        assert raised.value.key == "graph-foreign"
    assert names(tmp_path) == ["letter.txt"]
