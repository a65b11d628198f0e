from __future__ import annotations

from typing import Any

import pytest

from minsheng.language.names import find_names
from minsheng.language.segmentation import segment
from minsheng.language.vetoes import table, without_false_names
from minsheng.records import Mention


@pytest.mark.parametrize("row", table(), ids=lambda row: str(row["id"]))
def test_what_is_no_name_and_what_is(row: dict[str, Any]) -> None:
    assert row["zh"] and row["en"] and row["yes"] and row["no"]
    for text, name, type_ in (each.values() for each in row["yes"]):
        start = text.index(name)
        mention = Mention(start, start + len(name), name, type_, row.get("rules", ["rule"])[0], 0.9)
        assert without_false_names(text, [mention]) == [], text
        assert name not in {found.name for found in find_names(text, segment(text))}
    for text in row["no"]:
        found = find_names(text, segment(text))
        assert found, text
        assert without_false_names(text, found) == found
