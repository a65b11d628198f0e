from __future__ import annotations

from pathlib import Path

import pytest

from minsheng.export import FORMATS, SEVERAL

EXPORTS = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_documented(form: str) -> None:
    row = next((line for line in EXPORTS.splitlines() if line.startswith(f"| `{form}` |")), None)
    assert row is not None, f"docs/exports.md has no row for {form}"
    assert all(cell.strip() for cell in row.strip("|").split("|"))


def test_formats_of_several_files_are_archives() -> None:
    assert {form for form, described in FORMATS.items() if described.suffix == ".zip"} == SEVERAL
