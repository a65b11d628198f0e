"""`/id/…`: every IRI that the graph describes answers, in the form that the client wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from minsheng.describing import Reader, compared, describe, describe_thing
from minsheng.describing.entity import NUMBERS
from minsheng.describing.hubs import Hubs
from minsheng.describing.thing import MOST_COUNTED
from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import read
from minsheng.serve.figures import bars, full, marked, short
from minsheng.serve.linking import below, linker
from minsheng.serve.negotiation import accepted
from minsheng.serve.page import render
from minsheng.serve.representations import FORMS, SUFFIXES, as_csv, as_json, chosen, rdf
from minsheng.vocabulary import DCTERMS, relations

if TYPE_CHECKING:
    from starlette.requests import Request

    from minsheng.serve.loaded import Loaded

#: Facts of a predicate on one page; more are a link away.
PAGE: Final = 30


class Found(NamedTuple):
    """What a worker found for a path."""

    body: bytes = b""
    media: str = ""
    #: of the thing on this server
    path: str = ""
    #: where to go instead
    location: str = ""
    status: int = 200


def hubs(loaded: Loaded) -> Hubs:
    """What thousands of facts of a snapshot are about, in order."""
    return Hubs().read(Reader(loaded.store))


def reader(loaded: Loaded) -> Reader:
    """The store of a snapshot with the labels and documents read so far."""
    made = Reader(loaded.store)
    if not loaded.later:  # until then, long pages take longer
        made.hubs = loaded.prepared(hubs)
    return made


def found(loaded: Loaded, path: str, accept: str | None, asked: tuple[str | None, int]) -> Found | None:
    """What there is for a path below the base; None if nothing.

    Args:
        loaded: the snapshot.
        path: below `/id/`, possibly with the ending of a form.
        accept: the header.
        asked: the one predicate to list, and how many of its facts to leave out.

    Raises:
        UsageError: `not-acceptable`.
    """
    base, held = loaded.manifest.base, loaded.prepared(reader)
    suffix, exact = "", path
    if not _holds(held, base + path):
        stem, dot, ending = path.rpartition(".")
        if f".{ending}" not in SUFFIXES or not dot or not _holds(held, base + stem):
            return None
        suffix, exact = f".{ending}", stem
    form = SUFFIXES[suffix] if suffix else chosen(accept)
    iri = base + exact
    if (new := _successor(held, iri)) != iri and new.startswith(base):
        return Found(location=below(base, new) + suffix, status=308)
    if form == "html":
        if held.type_of(iri) in ("SourceDocument", "Evidence"):
            return Found(location=linker(base)(iri) or "/", status=303)
        return Found(_page(loaded, held, iri, asked).encode(), FORMS[form], below(base, iri))
    if form in ("json", "csv"):
        return Found((as_json if form == "json" else as_csv)(held, iri), FORMS[form], below(base, iri))
    return Found(rdf(held, iri, form), FORMS[form], below(base, iri))


def _successor(held: Reader, iri: str) -> str:
    """What stands in place of an old IRI at last; the IRI itself if nothing does."""
    seen = [iri]
    while new := held.text(seen[-1], DCTERMS.isReplacedBy):
        if new in seen:
            return iri
        seen.append(new)
    return seen[-1]


def _holds(held: Reader, iri: str) -> bool:
    try:
        return held.holds(iri)
    except ValueError:  # no IRI at all
        return False


def _page(loaded: Loaded, held: Reader, iri: str, asked: tuple[str | None, int]) -> str:
    base = loaded.manifest.base
    shared: dict[str, object] = {
        "iri": iri,
        "link": linker(base),
        "path": below(base, iri),
        "marked": marked,
        "short": short,
        "full": full,
        "bars": bars,
        "suffixes": SUFFIXES,
    }
    only, skip = asked
    entity = (
        describe(held, iri, most=PAGE, only=only, skip=skip) if held.type_of(iri) not in _RECORDS else None
    )
    if entity is not None:
        successors = [group for group in entity.groups if group.predicate == "renamedTo" and group.outgoing]
        return render(
            "entity.html", **shared, entity=entity, only=only, skip=skip, page=PAGE, successors=successors
        )
    thing = describe_thing(held, iri)
    assert thing is not None, iri
    total, numbers = compared(held, iri, skip, PAGE) if held.type_of(iri) == "Indicator" else (0, ())
    return render(
        "thing.html",
        **shared,
        thing=thing,
        numbers=numbers,
        total=total,
        skip=skip,
        page=PAGE,
        counted=MOST_COUNTED,
    )


_RECORDS: Final = frozenset({"Observation", "Indicator", "Evidence", "Rule", "SourceDocument", ""})


async def thing(request: Request) -> Response:
    """The page or the data of one IRI."""
    accept = accepted(request)
    if kept := unchanged(request, accept):
        return kept
    path = request.path_params["path"]
    made = await read(request, found, path, accept, _asked(request))
    if made is None:
        raise HTTPException(404, path)
    if made.location:
        query = f"?{request.url.query}" if made.status == 308 and request.url.query else ""
        # RedirectResponse would escape once more what is escaped
        headers = {"Location": made.location + query, "Vary": "Accept", "Cache-Control": "no-cache"}
        return Response(status_code=made.status, headers=headers)
    return answer(request, made.body, made.media, {"Link": alternates(made.path)}, key=accept)


def _asked(request: Request) -> tuple[str | None, int]:
    only = request.query_params.get("relation")
    skip = request.query_params.get("from", "0")
    if not skip.isdecimal() or len(skip) > 9:
        raise HTTPException(400, f"from={skip[:40]}")
    if only is not None and only != NUMBERS and only not in relations():
        raise HTTPException(404, f"relation={only[:80]}")
    return only, int(skip)


def alternates(path: str) -> str:
    """The other forms of what has a path, for the header Link."""
    return ", ".join(
        f'<{path}{suffix}>; rel="alternate"; type="{FORMS[form]}"' for suffix, form in SUFFIXES.items()
    )


PREPARED = (hubs,)
ROUTES = [Route("/id/{path:path}", thing)]
