"""Where words and data go: data to stdout, everything else to stderr; colour on terminals alone."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TextIO

from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from minsheng.errors import MinshengError
    from minsheng.wording import Text


#: Controls other than tabs and line breaks, and marks that turn the direction of writing.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class ReaderGone(Exception):
    """The pipe that the data goes into is closed at its other end."""


def terminal(stream: TextIO) -> bool:
    """Whether a person looks at `stream`, on a terminal that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def visible(words: str) -> str:
    """Words that a terminal cannot take for commands: other people's texts may hold escape sequences.

    Example:
        >>> visible("甲\\x1b[2J\\t乙")
        '甲\ufffd[2J\\t乙'
    """
    return _CONTROL.sub("\ufffd", words)


@dataclass(slots=True)
class Output:
    """How one call of the command line speaks; its flags are set by the options that all commands share."""

    #: --json: data as JSON, errors as JSON lines
    json: bool = False
    #: --quiet: errors alone
    quiet: bool = False
    #: --verbose: more than the usual notes
    verbose: bool = False
    #: --debug: tracebacks
    debug: bool = False

    def data(self, words: str) -> None:
        """Writes `words` to stdout, ended by a line break."""
        shown = visible(words) if sys.stdout.isatty() else words
        with self.stream() as file:
            file.write(
                (shown if shown.endswith("\n") else shown + "\n").encode(sys.stdout.encoding, "replace")
            )

    @contextmanager
    def stream(self) -> Iterator[BinaryIO]:
        """Stdout for data in bytes.

        Raises:
            ReaderGone: whoever read it has closed it.
        """
        try:
            sys.stdout.flush()
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError as error:
            raise ReaderGone from error

    def document(self, value: object) -> None:
        """Writes `value` to stdout as one JSON document."""
        self.data(json.dumps(value, ensure_ascii=False, indent=2, default=str))

    def table(self, title: Text | None, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Writes rows to stdout: a drawn table on a terminal, tab-separated lines elsewhere.

        Columns are keys `column.<name>` of the wording; programs get the names, people the words.
        """
        cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
        if not terminal(sys.stdout):
            heading = [] if title is None else [f"# {title}"]
            lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in [columns, *cells]]
            self.data("\n".join([*heading, *lines]))
            return
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text as Cell

        table = Table(title=None if title is None else str(title), box=SIMPLE_HEAD, title_justify="left")
        for column in columns:
            table.add_column(text("cli", f"column.{column}").zh, overflow="fold")
        for row in cells:
            table.add_row(*(Cell(visible(cell)) for cell in row))
        Console(file=sys.stdout).print(table)

    def note(self, words: object) -> None:
        """Tells the person something on stderr, unless `--quiet`."""
        if not self.quiet:
            self._say(visible(str(words)))

    def detail(self, words: object) -> None:
        """Tells what only `--verbose` wants to know."""
        if self.verbose:
            self.note(words)

    def error(self, error: MinshengError) -> None:
        """Tells an error on stderr; as one line of JSON where the call asked for JSON."""
        if self.json:
            self._say(json.dumps(error.as_dict(), ensure_ascii=False))
            return
        words = visible(str(error))
        if sys.stderr.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb":
            code, _, rest = words.partition("]")
            words = f"\033[31m{code}]\033[0m{rest}"
        self._say(words)

    @contextmanager
    def progress(self, label: Text) -> Iterator[Callable[[int, int], None] | None]:
        """A bar on stderr, moved by calls of (done, total); None where nobody looks."""
        if self.quiet or self.json or not terminal(sys.stderr):
            yield None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*parts, console=Console(file=sys.stderr), transient=True) as bar:
            task = bar.add_task(str(label), total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    @staticmethod
    def _say(words: str) -> None:
        sys.stderr.write(words + "\n")
        sys.stderr.flush()
