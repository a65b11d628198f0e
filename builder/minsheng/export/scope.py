"""What an export knows of a graph before it begins: the subjects, and a prefix for each class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from minsheng.vocabulary import XSD, prefixes

if TYPE_CHECKING:
    from minsheng.export.descriptions import Object, Subject

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LOCAL = re.compile(r"[A-Za-z0-9_\u3400-\u9fff](?:[A-Za-z0-9_.\u3400-\u9fff-]*[A-Za-z0-9_\u3400-\u9fff-])?")
_EVIDENCE = re.compile(r"[A-Za-z0-9_.~-]+#char=[0-9]+,[0-9]+")

#: Lexical forms that Turtle takes bare, by datatype.
_BARE = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The subjects of a store in order, and how its IRIs are shortened."""

    store: ox.Store
    subjects: tuple[Subject, ...]
    #: prefix → namespace: the standard ones, and one a class (`school` → `…/id/School/`)
    prefixes: dict[str, str]
    #: the same the other way round
    names: dict[str, str]
    #: namespace of the documents, against which evidence IRIs are relative; "" if there are none
    base: str

    @classmethod
    def of(cls, store: ox.Store) -> Scope:
        """Reads a store once for its subjects and namespaces."""
        subjects: dict[str, Subject] = {}
        objects: set[str] = set()
        standard: set[str] = set()
        for quad in store:
            subjects.setdefault(str(quad.subject), quad.subject)
            standard.add(_namespace(quad.predicate.value))
            if isinstance(quad.object, ox.NamedNode):
                objects.add(_namespace(quad.object.value))
            elif isinstance(quad.object, ox.Literal):
                standard.add(_namespace(quad.object.datatype.value))
        ours = {
            _namespace(subject.value) for subject in subjects.values() if isinstance(subject, ox.NamedNode)
        }
        parents = {_parent(namespace) for namespace in ours}
        ours |= {namespace for namespace in objects if _parent(namespace) in parents}
        short = {name: iri for name, iri in prefixes().items() if iri in standard | objects | ours}
        for namespace in sorted(ours - set(short.values())):
            segment = namespace.rstrip("/#").rpartition("/")[2]
            if _NAME.fullmatch(segment):
                short[_free(segment[0].lower() + segment[1:], short)] = namespace
        ordered = tuple(subjects[key] for key in sorted(subjects))
        names = {iri: name for name, iri in short.items()}
        return cls(store, ordered, dict(sorted(short.items())), names, short.get("source", ""))

    def short(self, iri: str) -> str:
        """An IRI as Turtle writes it: with a prefix where the rest is a plain name, else in brackets.

        Example:
            >>> Scope.of(ox.Store()).short("https://example.org/a/b")
            '<https://example.org/a/b>'
        """
        if self.base and iri.startswith(self.base) and _EVIDENCE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        namespace = _namespace(iri)
        name = self.names.get(namespace)
        if name is not None and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{name}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def term(self, term: Object) -> str:
        """A term as Turtle writes it."""
        if isinstance(term, ox.NamedNode):
            return self.short(term.value)
        if isinstance(term, ox.Triple):
            parts = (term.subject, term.predicate, term.object)
            return f"<<( {' '.join(map(self.term, parts))} )>>"
        if not isinstance(term, ox.Literal):
            return str(term)
        datatype = term.datatype.value
        if term.language is not None or datatype == XSD.string:
            return str(term)
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
        return f"{ox.Literal(term.value)}^^{self.short(datatype)}"


def _namespace(iri: str) -> str:
    """What stands before the name at the end of an IRI; a document's, for its evidence."""
    head, mark, _ = iri.partition("#char=")
    if mark:
        return head.rpartition("/")[0] + "/"
    at = max(iri.rfind("/"), iri.rfind("#"))
    return iri[: at + 1]


def _parent(namespace: str) -> str:
    return namespace.rstrip("/#").rpartition("/")[0]


def _free(name: str, taken: dict[str, str]) -> str:
    number = 2
    free = name
    while free in taken or free in prefixes():
        free = f"{name}{number}"
        number += 1
    return free
