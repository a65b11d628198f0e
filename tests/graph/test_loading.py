from __future__ import annotations

import gc
import shutil
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from minsheng.graph import loading
from minsheng.graph.loading import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def lines(document: int, count: int) -> list[str]:
    return [f'<urn:s{n}> <urn:p> "字{n}" <urn:d{document}> .\n' for n in range(count)]


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("counts", [[], [0], [3], [3, 0, 4], [10], [9, 2, 10, 1], [1] * 25])
def test_every_line_of_every_document_is_loaded(
    tmp_path: Path, counts: list[int], threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 10)
    monkeypatch.setattr(loading, "MERGE_FROM", 20)
    documents = [lines(number, count) for number, count in enumerate(counts)]
    assert load(tmp_path / "store", iter(documents), threads) == sum(counts)
    stored = sorted(f"{quad} .\n" for quad in Store.read_only(str(tmp_path / "store")))
    assert stored == sorted(line for document in documents for line in document)
    assert [entry.name for entry in tmp_path.iterdir()] == ["store"]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_document_that_fails_fails_the_load(tmp_path: Path, threads: int) -> None:
    def documents() -> Iterator[list[str]]:
        yield lines(0, 3)
        raise ValueError("a fault of ours")

    with pytest.raises(ValueError, match="a fault of ours"):
        load(tmp_path / "store", documents(), threads)
    gc.collect()
    shutil.rmtree(tmp_path / "store")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("place", range(4))
def test_a_line_that_is_none_fails_the_load(
    tmp_path: Path, place: int, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 4)
    documents = [lines(number, 2) for number in range(4)]
    documents[place] = ["no line\n"]
    with pytest.raises(SyntaxError):
        load(tmp_path / "store", documents, threads)
