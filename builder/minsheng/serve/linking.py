"""Where a page leads for an IRI: what the graph describes is here, under the path that its IRI has there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from minsheng.vocabulary import MS, ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Callable

#: What stands in a path as it is; a percent sign of an IRI is none of ours, and is escaped like all else.
_SAFE = "/:@!$&'()*+,;=~"


def below(base: str, iri: str) -> str:
    """The path of this server under which an IRI of the graph answers, whatever characters it holds.

    Example:
        >>> below("https://example.org/id/", "https://example.org/id/School/a#b")
        '/id/School/a%23b'
    """
    return "/id/" + quote(iri[len(base) :], safe=_SAFE)


def linker(base: str) -> Callable[[str], str | None]:
    """A function from IRIs to links, for a graph with this base.

    Things are under `/id/`, documents under `/documents/`, their quotations are places in them, terms of
    the ontology under `/ontology`; other addresses of the web stay as they are, all else leads nowhere.

    Example:
        >>> link = linker("https://example.org/id/")
        >>> link("https://example.org/id/School/a"), link("https://example.org/id/source/a.txt#char=3,9")
        ('/id/School/a', '/documents/a.txt#char=3,9')
    """
    documents, terms, concepts = f"{base}source/", str(MS), str(ONTOLOGY)

    def link(iri: str) -> str | None:
        if iri.startswith(documents):
            name, mark, fragment = iri[len(documents) :].partition("#")
            return f"/documents/{quote(name, safe=_SAFE)}{mark}{quote(fragment, safe=_SAFE)}"
        if iri.startswith(base):
            return below(base, iri)
        if iri.startswith(terms):
            return "/ontology#" + quote(iri[len(terms) :], safe=_SAFE)
        if iri.startswith(concepts):
            return "/ontology/" + quote(iri[len(concepts) :], safe=_SAFE)
        return iri if iri.startswith(("http://", "https://")) else None

    return link
