"""What every format is: something fed with descriptions in order, then finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, ClassVar

from minsheng.export.losses import Losses

if TYPE_CHECKING:
    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description


class Exporter:
    """Writes one format to a binary stream; it is fed once, in order, and keeps little in memory."""

    #: whether each named graph is fed for itself, rather than the union of all
    graphs: ClassVar[bool] = False

    def __init__(self, file: BinaryIO, content: Content) -> None:
        self.file = file
        self.content = content
        #: bytes written so far
        self.size = 0
        #: control characters that the format cannot hold, written as U+FFFD
        self.replaced = 0
        #: what the format could not carry
        self.losses = Losses()

    def write(self, text: str) -> None:
        """Adds text to the stream, as UTF-8."""
        self.size += self.file.write(text.encode())

    def run(self) -> None:
        """Writes everything."""
        for description in self.content.descriptions():
            self.feed(description)
        self.finish()

    def feed(self, description: Description) -> None:
        """Takes the next subject with what is said of it."""
        raise NotImplementedError

    def finish(self) -> None:
        """Writes what must stand at the end."""
