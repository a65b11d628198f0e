from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minsheng.errors import InputError
from minsheng.reading import find_sources, read
from minsheng.reading.files import read_bytes

if TYPE_CHECKING:
    from pathlib import Path


def put(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("正文。", encoding="utf-8")


def test_files_below_a_folder_in_order(tmp_path: Path) -> None:
    put(
        tmp_path,
        "b.txt",
        "a.md",
        "sub/c.HTML",
        "sub/d.htm",
        ".hidden.txt",
        ".git/e.txt",
        "README.md",
        "x.docx",
    )
    skipped: list[Path] = []
    found = find_sources([tmp_path], skipped.append)
    assert [name for _, name in found] == ["a.md", "b.txt", "sub/c.HTML", "sub/d.htm"]
    assert skipped == [tmp_path / "x.docx"]


def test_a_file_given_is_named_by_its_file_name(tmp_path: Path) -> None:
    put(tmp_path, "deep/README.md")
    assert find_sources([tmp_path / "deep/README.md"]) == [(tmp_path / "deep/README.md", "README.md")]


@pytest.mark.parametrize("turned", [False, True])
def test_same_names_are_told_apart_in_any_order(tmp_path: Path, turned: bool) -> None:
    put(tmp_path, "one/x/a.txt", "two/x/a.txt", "two/b.txt", "three/one/x/a.txt")
    folders = [tmp_path / "one", tmp_path / "two", tmp_path / "three"]
    found = find_sources(reversed(folders) if turned else folders)
    assert [name for _, name in found] == [
        "b.txt",
        f"{tmp_path.name}/one/x/a.txt",
        "three/one/x/a.txt",
        "two/x/a.txt",
    ]


def test_a_file_reached_twice_is_one_source(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    assert find_sources([tmp_path, tmp_path / "a.txt", tmp_path]) == [(tmp_path / "a.txt", "a.txt")]


def test_find_refuses(tmp_path: Path) -> None:
    put(tmp_path, "a.docx")
    for path, key in ((tmp_path / "none", "no-such-file"), (tmp_path / "a.docx", "unknown-suffix")):
        with pytest.raises(InputError) as caught:
            find_sources([path])
        assert caught.value.key == key


def test_read_refuses(tmp_path: Path) -> None:
    put(tmp_path, "a.docx", "a.txt")
    (tmp_path / "folder.txt").mkdir()
    for name, key in (
        ("a.docx", "unknown-suffix"),
        ("none.txt", "no-such-file"),
        ("folder.txt", "is-folder"),
    ):
        with pytest.raises(InputError) as caught:
            read(tmp_path / name, name)
        assert caught.value.key == key
        assert "→" in str(caught.value)
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path / "a.txt", limit=3)
    assert caught.value.key == "file-too-large"
