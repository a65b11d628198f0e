"""The reference of the command line, `docs/commands.md`, made from the commands themselves.

python -m minsheng.cli.reference > docs/commands.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.main import COMMANDS, minsheng
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.cli.command import Command

_COMPLETION = 'eval "$(_MINSHENG_COMPLETE=bash_source minsheng)"'

_GOLD = """\
{
  "doc": "qinghe", "area": "青河区",
  "entities": [
    {"id": "e1", "type": "Place", "name": "青河区", "aliases": ["全区"]},
    {"id": "e2", "type": "Programme", "name": "青河书香计划", "alt_types": ["Event"], "core": true}
  ],
  "relations": [{"s": "e2", "p": "coverageArea", "o": "e1"}],
  "relations_optional": [],
  "observations": [{"about": "e1", "keywords": ["老年食堂"], "value": 12, "unit": "个"}],
  "observations_optional": [],
  "private_people": []
}"""


def reference() -> str:
    """The whole page as Markdown, in the order of `COMMANDS`.

    Example:
        >>> reference().splitlines()[0]
        '# 命令 · Commands'
    """
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    for key in ("reference.title", "reference.intro", "reference.streams", "reference.codes"):
        words = text("cli", key)
        yield f"# {words}\n" if key == "reference.title" else f"{words.zh}\n\n{words.en}\n"
    yield "| | |\n|---|---|"
    for code in ("0", "1", "2", "3", "4", "5", "130"):
        yield f"| {code} | {text('cli', f'code.{code}')} |"
    completion = text("cli", "reference.completion")
    yield f"\n{completion.zh}\n\n{completion.en}\n\n```\n{_COMPLETION}\n```"
    context = click.Context(minsheng, info_name="minsheng")
    for name in COMMANDS:
        yield from _command(minsheng.get_command(context, name), context)  # type: ignore[arg-type]


def _command(command: Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=command.name, parent=parent)
    about = text("cli", f"{command.name}.help")
    yield f"\n## {command.name}\n\n{about.zh}\n\n{about.en}\n"
    yield f"```\n{' '.join([context.command_path, *command.collect_usage_pieces(context)])}\n```\n"
    yield "| | |\n|---|---|"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            written = " ".join(
                part for part in (", ".join(parameter.opts), _metavar(parameter, context)) if part
            )
        else:
            written = parameter.make_metavar(context)
        cell = f"`{written}`".replace("|", "\\|")
        yield f"| {cell} | {command.describe(parameter)}{_default(parameter)} |"
    if command.name == "evaluate":
        schema = text("cli", "evaluate.schema")
        yield f"\n{schema.zh}\n\n{schema.en}\n\n```json\n{_GOLD}\n```"
    title = text("cli", "section.example")
    yield f"\n{title}\n\n```console\n{_prompted(text('cli', f'{command.name}.example'))}\n```"


def _metavar(option: click.Option, context: click.Context) -> str:
    return "" if option.is_flag else option.make_metavar(context)


def _default(parameter: click.Parameter) -> str:
    shown = isinstance(parameter, click.Option) and parameter.show_default
    return f"（{parameter.default}）" if shown else ""


def _prompted(example: tuple[str, str]) -> str:
    return "\n".join(f"$ {line}" for line in dict.fromkeys("\n".join(example).splitlines()))


if __name__ == "__main__":
    click.echo(reference(), nl=False)
