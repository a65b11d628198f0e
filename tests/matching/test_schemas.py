"""The schemas that answers are checked by: what is wrong in, faults out."""

from __future__ import annotations

import pytest
from tests.matching.schemas import NAMES, faults


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_refuse_what_is_wrong(name: str) -> None:
    assert faults(name, [])
    assert faults(name, {"q": {"wrong": True}})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("result-batch", {"q": {"result": [{"id": "a", "name": "b", "score": 101}]}}),
        ("result-batch", {"q": {"result": [{"id": "", "name": "b", "score": 1}]}}),
        ("query-batch", {"q": {"limit": 3}}),
        ("extension-response", {"meta": [], "rows": {"a": {"b": [{"str": 1}]}}}),
        (
            "manifest",
            {"versions": ["0.1"], "name": "a", "identifierSpace": "http://a", "schemaSpace": "http://a"},
        ),
    ],
)
def test_the_schemas_are_strict(name: str, value: object) -> None:
    assert faults(name, value)
