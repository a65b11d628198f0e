from __future__ import annotations

import pytest

from minsheng.cli.output import Output, visible
from minsheng.cli.values import values
from minsheng.errors import UsageError


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("青河区\t7\n", "青河区\t7\n"),
        ("\x1b[2J\x1b]0;title\x07", "\ufffd[2J\ufffd]0;title\ufffd"),
        ("a\rb\x0c\x9b31m", "a\ufffdb\ufffd\ufffd31m"),
        ("\u202e青河\u2066", "\ufffd青河\ufffd"),
    ],
)
def test_texts_cannot_command_a_terminal(words: str, shown: str) -> None:
    assert visible(words) == shown


def test_a_table_off_terminal_is_a_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    Output().table(None, ("name", "count"), [("两\n行", 2), (None, "a\tb")])
    assert capsys.readouterr().out == "name\tcount\n两 行\t2\n\ta b\n"


@pytest.mark.parametrize(
    ("flags", "told"), [({}, "a\n"), ({"quiet": True}, ""), ({"verbose": True}, "a\nb\n")]
)
def test_notes(flags: dict[str, bool], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(**flags)
    output.note("a")
    output.detail("b")
    assert capsys.readouterr() == ("", told)


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ([], {}),
        (["area=青河区", "word=a=b"], {"area": "青河区", "word": "a=b"}),
        (["a=1", "a=2"], {"a": "2"}),
        (["a="], {"a": ""}),
    ],
)
def test_values(words: list[str], given: dict[str, str]) -> None:
    assert values(words) == given


@pytest.mark.parametrize("word", ["area", "=青河区", ""])
def test_words_that_are_no_values(word: str) -> None:
    with pytest.raises(UsageError):
        values([word])
