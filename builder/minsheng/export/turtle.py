"""Turtle and TriG for people and for diffs: one property a line, one prefix a class."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from minsheng.export.exporter import Exporter
from minsheng.vocabulary import RDF

if TYPE_CHECKING:
    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description, Object

#: IRIs kept at hand in their short form: predicates, concepts and rules come again and again.
_KEPT = 20_000


class Turtle(Exporter):
    """The union of all graphs, a paragraph a subject."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self.scope = scope = content.scope
        self.short = lru_cache(_KEPT)(scope.short)
        if scope.base:
            self.write(f"@base <{scope.base}> .\n")
        self.write("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in scope.prefixes.items()))

    def feed(self, description: Description) -> None:
        """Writes one paragraph."""
        self.write("\n" + self.paragraph(description, ""))

    def paragraph(self, description: Description, indent: str) -> str:
        """A subject, its predicates a line each, several objects of one a line each."""
        lines = []
        for predicate, group in groupby(description.properties, key=lambda pair: pair[0]):
            verb = "a" if predicate == RDF.type else self.short(predicate)
            objects = [self.term(object_) for _, object_ in group]
            lines.append(f"{verb} " + f" ,\n{indent}        ".join(objects))
        subject = self.scope.term(description.subject)  # which comes once
        return f"{indent}{subject} " + f" ;\n{indent}    ".join(lines) + " .\n"

    def term(self, term: Object) -> str:
        """A term in its shortest form."""
        return self.short(term.value) if isinstance(term, ox.NamedNode) else self.scope.term(term)


class Trig(Turtle):
    """Every named graph for itself: one a document."""

    graphs = True

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._open: str | None = None

    def feed(self, description: Description) -> None:
        """Writes one paragraph within its graph."""
        if description.graph is None:
            super().feed(description)
            return
        if description.graph != self._open:
            self._close()
            self.write(f"\n{self.short(description.graph)} {{\n")
            self._open = description.graph
        else:
            self.write("\n")
        self.write(self.paragraph(description, "    "))

    def finish(self) -> None:
        """Closes the last graph."""
        self._close()

    def _close(self) -> None:
        if self._open is not None:
            self.write("}\n")
