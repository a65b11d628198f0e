"""How an export shortens IRIs: a prefix for each class, found before it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from minsheng.vocabulary import RDF, XSD, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.export.descriptions import Object

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LOCAL = re.compile(r"[A-Za-z0-9_\u3400-\u9fff](?:[A-Za-z0-9_.\u3400-\u9fff-]*[A-Za-z0-9_\u3400-\u9fff-])?")
_EVIDENCE = re.compile(r"[A-Za-z0-9_.~-]+#char=[0-9]+,[0-9]+")

#: Lexical forms that Turtle takes bare, by datatype.
_BARE = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}
#: Datatypes that N-Triples leaves out: of texts, and of those with a language.
_PLAIN = (XSD.string.encode(), RDF.langString.encode())


@dataclass(frozen=True, slots=True)
class Scope:
    """How the IRIs of a graph are shortened."""

    #: prefix → namespace: the standard ones, and one a class (`school` → `…/id/School/`)
    prefixes: dict[str, str]
    #: the same the other way round
    names: dict[str, str]
    #: namespace of the documents, against which evidence IRIs are relative; "" if there are none
    base: str

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> Scope:
        """Reads sorted lines of N-Triples or N-Quads once for their namespaces."""
        ours, objects, standard = _namespaces(lines)
        parents = {_parent(namespace) for namespace in ours}
        ours |= {namespace for namespace in objects if _parent(namespace) in parents}
        short = {name: iri for name, iri in prefixes().items() if iri in standard | objects | ours}
        for namespace in sorted(ours - set(short.values())):
            segment = namespace.rstrip("/#").rpartition("/")[2]
            if _NAME.fullmatch(segment):
                short[_free(segment[0].lower() + segment[1:], short)] = namespace
        names = {iri: name for name, iri in short.items()}
        return cls(dict(sorted(short.items())), names, short.get("source", ""))

    def short(self, iri: str) -> str:
        """An IRI as Turtle writes it: with a prefix where the rest is a plain name, else in brackets.

        Example:
            >>> Scope.of([]).short("https://example.org/a/b")
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


def _namespaces(lines: Iterable[bytes]) -> tuple[set[str], set[str], set[str]]:
    """Namespaces of subjects, of objects, and of predicates and datatypes."""
    subjects, objects, names = set[bytes](), set[bytes](), set[bytes]()
    before = b""
    for line in lines:
        subject, predicate, rest = line.split(b" ", 2)
        names.add(predicate[1:-1])
        if subject != before and subject.startswith(b"<"):
            before = subject
            subjects.add(_head(subject[1:-1]))
        if rest.startswith(b"<") and not rest.startswith(b"<<"):
            objects.add(_head(rest[1 : rest.index(b">")]))
        elif rest.startswith(b'"'):
            tail = rest[rest.rfind(b'"') + 1 :]
            typed = tail.startswith(b"^^<")
            names.add(tail[3 : tail.index(b">")] if typed else _PLAIN[tail.startswith(b"@")])
    return (
        {space.decode() for space in subjects},
        {space.decode() for space in objects},
        {_namespace(name.decode()) for name in names},
    )


def _head(iri: bytes) -> bytes:
    """As `_namespace`, of an IRI as it stands in a line."""
    head, mark, _ = iri.partition(b"#char=")
    at = head.rfind(b"/") if mark else max(iri.rfind(b"/"), iri.rfind(b"#"))
    return iri[: at + 1]


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
