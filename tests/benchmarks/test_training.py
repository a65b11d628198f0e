"""Learning names from annotated texts: a text and its gold in, examples and tables out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from benchmarks.learning import annotated

from benchmarks import training

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "青河区打造“邻里暖灯”，“太好了”，柳溪县推行“三长议事”。居民参加“周末课”。"
GOLD = {
    "doc": "a",
    "area": "青河区",
    "entities": [
        {"id": "e1", "type": "Programme", "name": "“邻里暖灯”", "aliases": []},
        {"id": "e2", "type": "Programme", "name": "周末课", "core": False},
    ],
    "relations": [],
    "observations": [],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


def test_examples_are_labelled_by_the_gold(folder: Path) -> None:
    ((path, gold),) = annotated([folder])
    labels = {row.name: (row.label, row.type) for row in training.examples(0, path, gold)}
    assert labels["邻里暖灯"] == (1, "Programme")
    assert labels["太好了"] == (0, "")
    assert labels["周末课"] == (-1, "Programme")
    # what a rule finds is nothing to learn
    assert "三长议事" not in labels


def test_tables_hold_what_decides() -> None:
    weights = {"name": np.array([0.004, -1.25, 0.5]), "event": np.array([0.0, 0.0, -0.02])}
    assert training._table(["a", "b", "c"], weights) == "b\tname:-125\nc\tevent:-2 name:50\n"


def test_without_golds_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no NAME\.gold\.json"):
        training.main([str(tmp_path)])
