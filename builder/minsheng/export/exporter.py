"""What every format is: something fed with descriptions in order, then finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from minsheng.export.descriptions import by_subject
from minsheng.export.losses import Losses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.export.descriptions import Description
    from minsheng.export.scope import Scope


class Exporter:
    """Writes one format to a binary stream; it is fed once, in order, and keeps little in memory."""

    def __init__(self, file: BinaryIO, scope: Scope) -> None:
        self.file = file
        self.scope = scope
        #: bytes written so far
        self.size = 0
        #: control characters that the format cannot hold, written as U+FFFD
        self.replaced = 0
        #: what the format could not carry
        self.losses = Losses()

    def write(self, text: str) -> None:
        """Adds text to the stream, as UTF-8."""
        self.size += self.file.write(text.encode())

    def descriptions(self) -> Iterable[Description]:
        """What it wants to be fed with: each subject with all that any graph says of it."""
        return by_subject(self.scope.store, self.scope.subjects)

    def feed(self, description: Description) -> None:
        """Takes the next subject with what is said of it."""
        raise NotImplementedError

    def finish(self) -> None:
        """Writes what must stand at the end."""
