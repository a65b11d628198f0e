from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minsheng.errors import GraphError
from minsheng.export.writing import replacing, unpacking

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_bytes(b"old")
    with replacing(target) as file:
        file.write(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"


def test_a_failed_export_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_bytes(b"old")
    with pytest.raises(GraphError, match="system") as caught, replacing(target) as file:
        file.write(b"half")
        raise OSError(28, "No space left on device")
    assert caught.value.file == str(target)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("opening", [replacing, unpacking])
def test_a_missing_folder_is_told(opening: object, tmp_path: Path) -> None:
    with pytest.raises(GraphError) as caught, opening(tmp_path / "no" / "graph"):  # type: ignore[operator]
        pass
    assert caught.value.code == "M403"
