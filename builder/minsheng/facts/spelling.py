"""Names as the original writes them, whose characters the search for facts read as simplified ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.reading.traditional import simplified, spelling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.facts.things import Thing
    from minsheng.records import Source, Span


class Spelling:
    """The spelling of one document; it changes nothing where the document is in simplified characters.

    Args:
        source: the document, its text in simplified characters.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ways = spelling(source.original)

    def __call__(self, words: str, spans: Iterable[Span | tuple[int, int]] = ()) -> str:
        """The words as they stand in one of the spans of the text, or as the document writes them most."""
        if not self._ways:
            return words
        for start, end in spans:
            at = self._source.text.find(words, start, end)
            if at >= 0:
                places = self._source.offsets[at : at + len(words)]
                written = "".join(self._source.original[place] for place in places)
                if simplified(written) == words:
                    return written
        return words.translate(self._ways)

    def names(self, thing: Thing) -> tuple[str, tuple[str, ...]]:
        """The name of a thing and its aliases; the simplified name is an alias, of a division the name."""
        if not self._ways:
            return thing.name, thing.aliases
        spans = [(mention.start, mention.end) for mention in thing.mentions]
        name = thing.name if thing.code else self(thing.name, spans)
        written = {self(form, spans) for form in (thing.name, *thing.aliases)}
        return name, tuple(sorted((written | {thing.name}) - {name}))
