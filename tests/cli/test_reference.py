"""The reference names every command, argument and option, with an example of each command."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest

from minsheng.cli.main import COMMANDS, minsheng
from minsheng.cli.reference import reference
from minsheng.evaluation import read_gold
from minsheng.wording import text

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def command(name: str) -> click.Command:
    found = minsheng.get_command(click.Context(minsheng), name)
    assert found is not None
    return found


def test_the_reference_is_up_to_date() -> None:
    told = "run: python -m minsheng.cli.reference > docs/commands.md"
    assert PAGE.read_text(encoding="utf-8") == reference(), told


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_there(name: str) -> None:
    section = PAGE.read_text(encoding="utf-8").partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    assert f"$ minsheng {name} " in section or f"$ minsheng {name}\n" in section
    for parameter in command(name).params:
        words = parameter.opts if isinstance(parameter, click.Option) else [parameter.human_readable_name]
        for word in words:
            assert word.replace("|", "\\|") in section, word


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_parse(name: str) -> None:
    for line in "\n".join(text("cli", f"{name}.example")).splitlines():
        program, called, *words = shlex.split(line)
        assert (program, called) == ("minsheng", name)
        command(name).make_context(name, words)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_worded_in_both_languages(name: str) -> None:
    for parameter in command(name).params:
        if isinstance(parameter, click.Option):
            zh, _, en = (parameter.help or "").partition(" · ")
            assert zh
            assert en
            assert zh != en


def test_the_example_of_expected_facts_is_one(tmp_path: Path) -> None:
    example = PAGE.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0]
    path = tmp_path / "gold.json"
    path.write_text(example, encoding="utf-8")
    assert [entity.types for entity in read_gold(path).entities] == [("Place",), ("Programme", "Event")]
