"""The comparison of servers: each is asked every question, and gives as many rows as the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks import comparison, pages, servers
from minsheng.queries import catalogue

if TYPE_CHECKING:
    from pathlib import Path


def test_all_contenders_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not servers.oxigraph_binary():
        pytest.skip("pip install oxigraph")
    monkeypatch.setattr(comparison, "_TIMES", 1)
    monkeypatch.setattr(comparison, "RDFLIB_UP_TO", 0)
    # It takes long to load; that it gives the same rows is tested elsewhere.
    monkeypatch.setattr(servers, "virtuoso_binary", lambda: None)
    asked: dict[str, dict[str, int]] = {}
    measured = comparison._measured

    def noted(name: str, *rest: object) -> comparison.Contender:
        made: comparison.Contender = measured(name, *rest)  # type: ignore[arg-type]
        asked[name] = made.rows
        return made

    monkeypatch.setattr(comparison, "_measured", noted)
    monkeypatch.setattr(comparison, "_ROUNDS", 1)
    monkeypatch.setattr(pages, "PAGES", 8)
    monkeypatch.setattr(pages, "FILES", 8)
    questions, costs, rates = comparison.tables(50_000, tmp_path)
    assert [row[0] for row in costs.rows] == ["minsheng", "每次重答 anew", "Oxigraph"]
    assert len(rates.rows) == len(pages.FORMS) + 1
    assert [row[0] for row in questions.rows] == list(catalogue.names())
    assert all(len(row) == len(questions.columns) for row in questions.rows)
    for name in catalogue.names():
        limit = catalogue.load(name).limit
        rows = {each: min(found[name], limit) for each, found in asked.items()}
        assert len(set(rows.values())) == 1, (name, rows)
