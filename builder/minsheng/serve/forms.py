"""The forms in which results are sent: media types by the kind of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from minsheng.errors import UsageError
from minsheng.serve.negotiation import preferred

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Media type → form, by the kind of a result; the first is what a client gets that has no wish.
MEDIA: Final[Mapping[str, Mapping[str, str]]] = {
    "rows": {
        "application/sparql-results+json": "json",
        "application/json": "json",
        "application/sparql-results+xml": "xml",
        "application/xml": "xml",
        "text/xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
        "text/html": "html",
    },
    "graph": {
        "text/turtle": "turtle",
        "application/n-triples": "ntriples",
        "text/plain": "ntriples",
        "application/ld+json": "jsonld",
        "application/json": "jsonld",
        "application/rdf+xml": "rdfxml",
        "application/xml": "rdfxml",
        "text/xml": "rdfxml",
        "text/html": "html",
    },
    "boolean": {
        "application/sparql-results+json": "json",
        "application/json": "json",
        "application/sparql-results+xml": "xml",
        "application/xml": "xml",
        "text/xml": "xml",
        "text/html": "html",
    },
}
#: Kind of result by the form of a query.
KINDS: Final = {"SELECT": "rows", "ASK": "boolean", "CONSTRUCT": "graph", "DESCRIBE": "graph"}


def chosen(kind: str, accept: str | None, form: str | None = None) -> tuple[str, str]:
    """Media type and form for a kind of result: what `form` says, else what an Accept header likes best.

    Raises:
        UsageError: `not-acceptable`, with what there is.

    Example:
        >>> chosen("rows", "text/csv, */*;q=0.1")
        ('text/csv', 'csv')
    """
    offered = MEDIA[kind]
    if form:
        media = next((media for media, named in offered.items() if form in (named, media)), None)
    else:
        media = preferred(accept, list(offered))
    if media is None:
        known = dict.fromkeys(offered.values()) if form else offered
        raise UsageError("not-acceptable", wanted=(form or accept or "")[:200], known=", ".join(known))
    return media, offered[media]
