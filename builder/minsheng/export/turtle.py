"""Turtle and TriG for people and for diffs: one property a line, one prefix a class."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

from minsheng.export.descriptions import by_graph
from minsheng.export.exporter import Exporter
from minsheng.vocabulary import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.export.descriptions import Description
    from minsheng.export.scope import Scope


class Turtle(Exporter):
    """The union of all graphs, a paragraph a subject."""

    def __init__(self, file: BinaryIO, scope: Scope) -> None:
        super().__init__(file, scope)
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
            verb = "a" if predicate == RDF.type else self.scope.short(predicate)
            objects = [self.scope.term(object_) for _, object_ in group]
            lines.append(f"{verb} " + f" ,\n{indent}        ".join(objects))
        subject = self.scope.term(description.subject)
        return f"{indent}{subject} " + f" ;\n{indent}    ".join(lines) + " .\n"


class Trig(Turtle):
    """Every named graph for itself: one a document."""

    def __init__(self, file: BinaryIO, scope: Scope) -> None:
        super().__init__(file, scope)
        self._open: str | None = None

    def descriptions(self) -> Iterable[Description]:
        """Each graph's subjects for themselves."""
        return by_graph(self.scope.store)

    def feed(self, description: Description) -> None:
        """Writes one paragraph within its graph."""
        if description.graph is None:
            super().feed(description)
            return
        if description.graph != self._open:
            self._close()
            self.write(f"\n{self.scope.short(description.graph)} {{\n")
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
