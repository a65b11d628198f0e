"""JSON-LD, compacted with the ontology's context, which it carries: it reads without the network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from minsheng.export.arrays import Array
from minsheng.export.exporter import Exporter
from minsheng.vocabulary import RDF, XSD, compact, context, prefixes

if TYPE_CHECKING:
    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description, Object


@dataclass(frozen=True, slots=True)
class _Term:
    """A key of the context, and how it reads plain strings."""

    key: str
    #: "@id", or the IRI of a datatype
    type: str | None = None
    language: str | None = None
    #: always written as an array
    many: bool = False


class JsonLd(Exporter):
    """The union of all graphs, one object a subject."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._terms = _terms()
        words = json.dumps(dict(context()), ensure_ascii=False, indent=2).replace("\n", "\n  ")
        self.write(f'{{\n  "@context": {words},\n  "@graph": [')
        self._objects = Array(self.write, indent=2)

    def feed(self, description: Description) -> None:
        """Writes one object."""
        self._objects.add(self._node(description))

    def finish(self) -> None:
        """Closes the array and the document."""
        self.write("\n  ]\n}\n")

    def _node(self, description: Description) -> dict[str, object]:
        node: dict[str, object] = {"id": _reference(description.subject)}
        for predicate, group in groupby(description.properties, key=lambda pair: pair[0]):
            objects = [object_ for _, object_ in group]
            if predicate == RDF.type:
                node["type"] = [_reference(class_) for class_ in objects]
                continue
            term = self._terms.get(predicate, _Term(compact(predicate)))
            values = [_value(term, object_) for object_ in objects]
            node[term.key] = values if term.many or len(values) > 1 else values[0]
        return node


def _terms() -> dict[str, _Term]:
    """The context's keys by the IRI that each stands for."""
    terms = {}
    for key, meaning in context().items():
        if isinstance(meaning, dict):
            type_, language = meaning.get("@type"), meaning.get("@language")
            kind = None if type_ is None else _expand(type_)
            terms[_expand(meaning["@id"])] = _Term(key, kind, language, meaning.get("@container") == "@set")
        elif isinstance(meaning, str) and not meaning.startswith("@") and not meaning.endswith(("#", "/")):
            terms[_expand(meaning)] = _Term(key)
    return terms


def _value(term: _Term, object_: Object) -> object:
    """An object as short as its key allows."""
    if not isinstance(object_, ox.Literal):
        reference = _reference(object_)
        return reference if term.type == "@id" else {"id": reference}
    if object_.language is not None:
        if object_.language == (term.language or "").lower() or object_.language == term.language:
            return object_.value
        return {"@value": object_.value, "@language": object_.language}
    datatype = object_.datatype.value
    if datatype == term.type or (datatype == XSD.string and term.type is None and term.language is None):
        return object_.value
    if datatype == XSD.string:
        return {"@value": object_.value}
    return {"@value": object_.value, "@type": compact(datatype)}


def _reference(term: Object) -> str:
    return compact(term.value) if isinstance(term, ox.NamedNode) else str(term)


def _expand(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes()[prefix] + local if colon and prefix in prefixes() else name
