"""Answers that a build prepares: those that the server would give, or none."""

from __future__ import annotations

import logging
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from minsheng.graph import folder
from minsheng.queries import catalogue
from minsheng.serve import preparing
from minsheng.serve.lasting import FOLDER, Lasting
from minsheng.serve.loaded import Loaded
from minsheng.serve.preparing import prepare
from minsheng.serve.questioning import ADVANCE, Question, foreseen, question
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

#: To which every graph is a large one.
LARGE = Settings(in_memory=0)


@pytest.fixture
def snapshot(graph: Path, tmp_path: Path) -> folder.Snapshot:
    """A snapshot without answers, that a test may change."""
    shutil.copytree(graph, tmp_path / "graph", ignore=shutil.ignore_patterns(FOLDER))
    return folder.current(tmp_path / "graph")


def test_what_is_prepared_is_what_the_question_asked_anew_gives(snapshot: folder.Snapshot) -> None:
    number = prepare(snapshot, 2, LARGE)
    lasting, loaded = Lasting(snapshot, LARGE), Loaded(snapshot, LARGE)
    asked = [
        Question(name, values, form)
        for name in catalogue.names()
        for values in foreseen(loaded, name)
        for form in ADVANCE
    ]
    assert len(asked) == number * len(ADVANCE)
    for each in asked:
        kept, anew = lasting.get(each), question(loaded, each)
        assert kept is not None, each
        assert kept.head._replace(size=0) == anew.value._replace(size=0)  # type: ignore[attr-defined]
        assert _untimed(each, kept.body) == _untimed(each, b"".join(anew.body)), each


def _untimed(asked: Question, body: bytes) -> bytes:
    """A page tells how long the question took, which no two tell alike."""
    return b"" if asked.form == "html" else body


def test_a_small_snapshot_stays_as_it_is(snapshot: folder.Snapshot) -> None:
    assert prepare(snapshot) == 0
    assert not (snapshot.path / FOLDER).exists()


def test_what_fails_is_logged_and_left_to_the_server(
    snapshot: folder.Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    tight = Settings(in_memory=0, size=0)
    with caplog.at_level(logging.WARNING):
        assert prepare(snapshot, 1, tight) == 0
    assert "size" in caplog.text or "MB" in caplog.text
    assert Lasting(snapshot, tight).get(Question("groups")) is None


def test_where_the_disk_takes_no_more_none_is_kept(
    snapshot: folder.Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    (snapshot.path / FOLDER).write_text("no folder", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert prepare(snapshot, 1, LARGE) == 0
    assert caplog.text


def test_a_process_that_dies_costs_the_build_nothing(
    snapshot: folder.Snapshot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(preparing, "_put", _die)
    with caplog.at_level(logging.WARNING):
        assert prepare(snapshot, 1, LARGE) == 0
    assert caplog.text


def _die(*_: object) -> None:
    os._exit(9)
