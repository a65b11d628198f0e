"""RDF/XML, for tools that read nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from minsheng.errors import GraphError
from minsheng.export.exporter import Exporter
from minsheng.export.xml import escape, legal
from minsheng.vocabulary import RDF, XSD

if TYPE_CHECKING:
    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description, Object

#: The end of an IRI that may be the local name of an element.
_ELEMENT = re.compile(r"[^\W\d][\w.-]*$")


class RdfXml(Exporter):
    """The union of all graphs, one `rdf:Description` a subject."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._names = {**content.scope.names, str(RDF): "rdf"}
        spaces = sorted((name, iri) for iri, name in self._names.items())
        declared = "".join(f'\n    xmlns:{name}="{escape(iri)}"' for name, iri in spaces)
        self.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n')

    def feed(self, description: Description) -> None:
        """Writes one description.

        Raises:
            GraphError: a predicate that no element name can stand for.
        """
        lines = "".join(f"    {self._property(p, object_)}\n" for p, object_ in description.properties)
        about = self._reference("about", description.subject)
        self.write(f"  <rdf:Description {about}>\n{lines}  </rdf:Description>\n")

    def finish(self) -> None:
        """Closes the document."""
        self.write("</rdf:RDF>\n")

    def _property(self, predicate: str, object_: Object) -> str:
        name, declared = self._element(predicate)
        if not isinstance(object_, ox.Literal):
            return f"<{name}{declared} {self._reference('resource', object_)}/>"
        words, replaced = legal(object_.value)
        self.replaced += replaced
        if object_.language is not None:
            declared += f' xml:lang="{object_.language}"'
        elif object_.datatype.value != XSD.string:
            declared += f' rdf:datatype="{escape(object_.datatype.value)}"'
        return f"<{name}{declared}>{escape(words)}</{name}>"

    def _element(self, predicate: str) -> tuple[str, str]:
        """The name of a property's element, and the declaration of its prefix where the root has none."""
        match = _ELEMENT.search(predicate)
        if match is None:
            raise GraphError("xml-predicate", predicate=predicate)
        space = predicate[: match.start()]
        if space in self._names:
            return f"{self._names[space]}:{match[0]}", ""
        return f"p:{match[0]}", f' xmlns:p="{escape(space)}"'

    @staticmethod
    def _reference(attribute: str, term: Object) -> str:
        if isinstance(term, ox.NamedNode):
            return f'rdf:{attribute}="{escape(term.value)}"'
        return f'rdf:nodeID="{str(term).removeprefix("_:")}"'
