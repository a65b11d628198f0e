"""The entry point: finds the command, and turns every outcome into an exit code and clear words."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from minsheng.cli.output import Output, ReaderGone
from minsheng.errors import GraphError, MinshengError, UsageError
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The commands in the order of their use; each is the object of its name in `minsheng.cli.<name>`.
COMMANDS = (
    "build",
    "validate",
    "verify",
    "audit",
    "withdraw",
    "stats",
    "queries",
    "query",
    "path",
    "match",
    "view",
    "serve",
    "export",
    "push",
    "explain",
    "rules",
    "evaluate",
    "proposals",
    "accept",
    "reject",
)
INTERRUPTED = 130


class LazyGroup(click.Group):
    """The commands by name: a module is imported when its command runs, not to list it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"minsheng.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the call names.

        Raises:
            UsageError: there is none of that name; the error lists names like it.
        """
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = ", ".join(get_close_matches(name, COMMANDS) or COMMANDS)
            raise UsageError("command-unknown", name=name, near=near)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands from the wording alone."""
        with formatter.section(text("cli", "section.commands").zh + " Commands"):
            formatter.write_dl([(name, str(text("cli", f"{name}.short"))) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a pipe within the program that breaks is an error like any other.

        Click would end the process there without a word.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _known(error) from error

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Runs the command line and exits; the one place where errors become exit codes."""
        output = extra.setdefault("obj", Output())
        try:
            code = super().main(args, prog_name, **{**extra, "standalone_mode": False})
        except Exception as error:
            code = _outcome(error, output)
            _settle()
        sys.exit(code if isinstance(code, int) else 0)


def _outcome(error: Exception, output: Output) -> int:
    """Says what went wrong, on stderr, and gives the exit code."""
    if isinstance(error, click.Abort):
        output.note(text("cli", "interrupted"))
        return INTERRUPTED
    if isinstance(error, ReaderGone):
        _quiet_pipe()
        return 0
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return UsageError.exit_code
    known = _known(error)
    if output.debug:
        import traceback

        traceback.print_exception(error)
    output.error(known)
    return known.exit_code


def _known(error: Exception) -> MinshengError:
    """The error in this project's terms: code, cause, cure."""
    if isinstance(error, MinshengError):
        return error
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "minsheng"
        return UsageError("usage", message=error.format_message(), command=path)
    if isinstance(error, click.FileError):
        return UsageError("usage-file", file=error.filename, message=error.message)
    if isinstance(error, ModuleNotFoundError) and error.name and not error.name.startswith("minsheng"):
        return UsageError("package-missing", package=error.name.partition(".")[0])
    if isinstance(error, OSError):
        cause = error.strerror or str(error)
        return GraphError("system", file=error.filename, message=cause)
    message = " ".join(str(error).split())[:300]
    return MinshengError("internal", kind=type(error).__name__, message=message)


def _settle() -> None:
    """Drops what stdout still holds and cannot write: some interpreters try again when they end, and fail."""
    try:
        sys.stdout.flush()
    except OSError:
        _quiet_pipe()


def _quiet_pipe() -> None:
    """Points stdout to nowhere, so that the interpreter's last flush has nothing to complain about."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"minsheng {version('minsheng')}")
        ctx.exit()


def _group() -> LazyGroup:
    """The command `minsheng` with its own options."""
    about = text("cli", "minsheng.help")
    option = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help=str(text("cli", "minsheng.version")),
    )
    example = text("cli", "minsheng.example").zh
    return LazyGroup(
        "minsheng",
        params=[option],
        help=f"{about.zh}\n\n{about.en}",
        epilog="\b\n" + example,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )


minsheng = _group()


def main() -> None:
    """Runs `minsheng` on the arguments of the process; ends the process."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - stays open
        elif stream.isatty():
            stream.reconfigure(errors="replace")
        else:  # a file or a pipe gets UTF-8 everywhere
            stream.reconfigure(encoding="utf-8")
    minsheng.main(prog_name="minsheng")
