"""The limits: named, documented, and checked when they are changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from minsheng.errors import UsageError
from minsheng.serve.settings import Settings, changed, meaning, names


@pytest.mark.parametrize("name", names())
def test_every_setting_is_explained(name: str) -> None:
    assert meaning(name).zh != meaning(name).en


@pytest.mark.parametrize(
    ("written", "settings"),
    [
        ({}, Settings()),
        ({"seconds": "2.5"}, Settings(seconds=2.5)),
        ({"rows": "5", "queries": "1"}, Settings(rows=5, queries=1)),
        ({"warm": "0", "in_memory": "0"}, Settings(warm=0, in_memory=0)),
    ],
)
def test_settings_are_changed_by_name(written: dict[str, str], settings: Settings) -> None:
    assert changed(written) == settings


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ({"second": "1"}, "setting-unknown"),
        ({"seconds": "0"}, "setting-value"),
        ({"seconds": "nan"}, "setting-value"),
        ({"rows": "-1"}, "setting-value"),
        ({"rows": "2.5"}, "setting-value"),
        ({"rows": "many"}, "setting-value"),
        ({"rows": "1e99"}, "setting-value"),
    ],
)
def test_what_is_no_limit_is_refused(written: dict[str, str], key: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed(written)
    assert caught.value.key == key


def test_the_page_lists_every_setting() -> None:
    page = (Path(__file__).parents[2] / "docs" / "server.md").read_text(encoding="utf-8")
    for name in names():
        assert f"| `{name}` | {getattr(Settings(), name):g} | {meaning(name)} |" in page.splitlines()
