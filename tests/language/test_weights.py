"""Learned weights: rows in, sums out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minsheng.language import weights as module
from minsheng.language.weights import Weights, probability, weights

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "# what it is\nbias\tname:-300\nhead=工程\tname:120 event:-4\nb=#\tname:7\n"


def _read(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Weights:
    file = tmp_path / "table.tsv"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "data", lambda *_: file)
    weights.cache_clear()
    try:
        return weights("table.tsv")
    finally:
        weights.cache_clear()


@pytest.mark.parametrize(
    ("features", "sums"),
    [
        ([], [0, 0]),
        (["bias"], [-300, 0]),
        (["bias", "head=工程", "b=#"], [-173, -4]),
        (["nobody knows it"], [0, 0]),
    ],
)
def test_sums(features: list[str], sums: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read(TABLE, tmp_path, monkeypatch)
    assert found.classes == ("name", "event")
    assert found.sums(features) == sums


@pytest.mark.parametrize("row", ["head", "head\tname", "head\tname:", "head\tname:1.5", "head\t:3"])
def test_a_broken_row_is_named(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="line 1"):
        _read(row + "\n", tmp_path, monkeypatch)


def test_probabilities_mirror_each_other() -> None:
    assert probability(130) + probability(-130) == pytest.approx(1)
    assert probability(-900) < 0.001
