from __future__ import annotations

from benchmarks.tables import Table, page

TABLE = Table("长度 · Length", ("段 part", "ms"), [("短", "1"), ("a|b", "20")], ("说明 note",))


def test_a_page_holds_headings_notes_and_escaped_cells() -> None:
    assert page("速度 · Speed", ["本页"], [TABLE]) == (
        "# 速度 · Speed\n\n本页\n\n## 长度 · Length\n\n说明 note\n\n"
        "| 段 part | ms |\n|---|--:|\n| 短 | 1 |\n| a\\|b | 20 |\n"
    )


def test_a_terminal_shows_wide_characters_in_line() -> None:
    assert TABLE.plain().splitlines()[1:] == ["说明 note", "段 part  ms", "短        1", "a|b      20"]
