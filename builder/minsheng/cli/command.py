"""What all commands share: words from the wording, the common options, an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from minsheng.cli.output import Output
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from minsheng.wording import Text

#: Options that every command takes, each setting the field of `Output` of its name.
_FLAGS = {
    "json": ("--json",),
    "quiet": ("-q", "--quiet"),
    "verbose": ("-v", "--verbose"),
    "debug": ("--debug",),
}

pass_output = click.make_pass_decorator(Output, ensure=True)


class Command(click.Command):
    """A command whose help is in `wording/cli.toml`, in Chinese and English."""

    def describe(self, parameter: click.Parameter) -> Text:
        """What an argument or option of this command means."""
        common = isinstance(parameter, click.Option) and parameter.name in _FLAGS
        return text("cli", f"option.{parameter.name}" if common else f"{self.name}.{parameter.name}")

    @property
    def example(self) -> str:
        """One or more calls of this command, a line each."""
        return text("cli", f"{self.name}.example").zh

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the arguments with their meaning before the options."""
        arguments = [p for p in self.params if isinstance(p, click.Argument)]
        if arguments:
            with formatter.section(text("cli", "section.arguments").zh + " Arguments"):
                formatter.write_dl([(p.make_metavar(ctx), str(self.describe(p))) for p in arguments])
        super().format_options(ctx, formatter)


def command(name: str) -> Callable[[Callable[..., Any]], Command]:
    """Makes a function the command `name`, with the common options added.

    Example:
        >>> @command("stats")
        ... @click.argument("graph")
        ... @pass_output
        ... def stats(output: Output, graph: str) -> None: ...
    """

    def make(function: Callable[..., Any]) -> Command:
        about = text("cli", f"{name}.help")
        made = click.command(name, cls=Command, help=f"{about.zh}\n\n{about.en}")(function)
        made.params += [_flag(field, names) for field, names in _FLAGS.items()]
        for parameter in made.params:
            if isinstance(parameter, click.Option):
                parameter.help = str(made.describe(parameter))
        made.short_help = str(text("cli", f"{name}.short"))
        made.epilog = (
            "\b\n" + text("cli", "section.example").zh + " Example:\n  " + made.example.replace("\n", "\n  ")
        )
        return made

    return make


def _flag(field: str, names: tuple[str, ...]) -> click.Option:
    def switch(ctx: click.Context, _: click.Parameter, on: bool) -> None:
        if on:
            setattr(ctx.ensure_object(Output), field, True)

    return click.Option([*names, field], is_flag=True, is_eager=True, expose_value=False, callback=switch)
