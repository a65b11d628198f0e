"""`/reconcile`: the Reconciliation Service API 0.2, as OpenRefine speaks it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from minsheng.errors import UsageError
from minsheng.matching import Matcher
from minsheng.matching import reconciliation as service
from minsheng.matching.features import Features
from minsheng.matching.matcher import SAFE
from minsheng.matching.terms import askable, matchable, type_named
from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import generation, read
from minsheng.serve.linking import linker
from minsheng.serve.page import render
from minsheng.serve.protocol import body, media_type, pairs
from minsheng.serve.terms import term_of
from minsheng.vocabulary import MS
from minsheng.vocabulary.ontology import nodes
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from minsheng.serve.loaded import Loaded
    from minsheng.serve.settings import Settings

_FORM: Final = "application/x-www-form-urlencoded"
#: What a page of another origin may name its function.
_FUNCTION: Final = re.compile(r"[A-Za-z_$][\w$.]{0,99}")
#: The preview is made to stand in a frame of somebody else's page.
_FRAMED: Final = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)


# --- in a worker


def matcher(loaded: Loaded) -> Matcher:
    """The names of a snapshot, complete, so that all workers share them."""
    made = Matcher.of(loaded.store)
    made.index.complete()
    return made


def present(loaded: Loaded) -> tuple[str, ...]:
    """Local names of the classes that the snapshot has things of, sorted."""
    return tuple(sorted({entity.type for entity in loaded.prepared(matcher).index.entities}))


def manifest(loaded: Loaded, endpoint: str) -> str:
    """The manifest of the service at an address."""
    limits = _limits(loaded.settings)
    return _json(service.manifest(endpoint, loaded.manifest.base, loaded.prepared(present), limits))


def reconciled(loaded: Loaded, queries: str) -> str:
    """The candidates of a batch."""
    batch = service.read_json(queries, "queries")
    return _json(service.reconcile(loaded.prepared(matcher), batch, _limits(loaded.settings)))


def extended(loaded: Loaded, query: str) -> str:
    """The values of properties."""
    asked = service.read_json(query, "extend")
    index = loaded.prepared(matcher).index
    return _json(service.extend(index, loaded.store, asked, _limits(loaded.settings)))


def suggested(loaded: Loaded, kind: str, prefix: str, cursor: int, types: tuple[str, ...]) -> str:
    """Suggestions of a kind: entity, type or property."""
    limits = _limits(loaded.settings)
    if kind == "entity":
        found = service.suggest_entities(loaded.prepared(matcher), prefix, cursor, types, limits)
    elif kind == "type":
        found = service.suggest_types(prefix, cursor, limits)
    else:
        found = service.suggest_properties(prefix, cursor, limits)
    return _json(found)


def proposed(loaded: Loaded, type_: str, limit: int | None) -> str:
    """The properties that things of a class have."""
    return _json(service.propose(loaded.prepared(matcher).index, type_, limit))


def previewed(loaded: Loaded, iri: str) -> str | None:
    """The page of an entity in brief; None if there is none."""
    found = service.preview(loaded.prepared(matcher).index, loaded.store, iri)
    return (
        None if found is None else render("preview.html", thing=found, link=linker(loaded.manifest.base)(iri))
    )


def flown(loaded: Loaded, kind: str, iri: str) -> str | None:
    """A few lines of HTML about a suggestion of a kind; None if it could not have been suggested."""
    if kind == "entity":
        found = service.preview(loaded.prepared(matcher).index, loaded.store, iri)
        page = None if found is None else render("flyout.html", thing=found, term=None)
    else:
        known = {MS[name] for name in (matchable() if kind == "type" else askable())}
        term = term_of(iri, nodes()[iri]) if iri in known else None
        page = None if term is None else render("flyout.html", thing=None, term=term)
    return None if page is None else _json({"id": iri, "html": page})


def held(loaded: Loaded, iri: str) -> bool:
    """Whether the snapshot has an entity of that IRI."""
    return loaded.prepared(matcher).index.number(iri) is not None


# --- in the web process


async def reconcile(request: Request) -> Response:
    """A batch of queries, a data extension query, or the manifest."""
    given = await _given(request)
    if "queries" in given:
        return _answered(given, await read(request, reconciled, given["queries"]))
    if "extend" in given:
        return _answered(given, await read(request, extended, given["extend"]))
    if request.method == "POST":
        raise UsageError("reconcile-member", where="POST", name="queries / extend")
    endpoint = str(request.url.replace(path="/reconcile", query="", fragment=""))
    return _answered(given, await read(request, manifest, endpoint))


async def suggest(request: Request) -> Response:
    """Completion of entities, classes or properties."""
    given = await _given(request)
    cursor = _number(given, "cursor") or 0
    kind = request.url.path.rpartition("/")[2]
    wanted = given.get("type", "").split(",") if kind == "entity" else ()
    types = tuple(map(type_named, filter(None, wanted)))
    return _answered(given, await read(request, suggested, kind, given.get("prefix", ""), cursor, types))


async def flyout(request: Request) -> Response:
    """A suggestion in a few lines, shown while a person chooses."""
    given = await _given(request)
    kind, iri = request.url.path.rpartition("/")[2], given.get("id", "")
    found = await read(request, flown, kind, iri)
    if found is None:
        raise HTTPException(404, iri[:100])
    return _answered(given, found)


async def propose(request: Request) -> Response:
    """Properties that can be fetched for things of a class."""
    given = await _given(request)
    type_ = type_named(given["type"]) if given.get("type", "").strip() else ""
    return _answered(given, await read(request, proposed, type_, _number(given, "limit")))


async def preview(request: Request) -> Response:
    """An entity in brief, to stand in a frame."""
    iri = (await _given(request)).get("id", "")
    if kept := unchanged(request, "text/html"):
        return kept
    page = await read(request, previewed, iri)
    if page is None:
        raise HTTPException(404, iri[:100])
    return answer(request, page, "text/html", {"Content-Security-Policy": _FRAMED})


async def view(request: Request) -> Response:
    """The way from an entity's identifier to its page."""
    iri = (await _given(request)).get("id", "")
    if not await read(request, held, iri):
        raise HTTPException(404, iri[:100])
    target = linker(generation(request).manifest.base)(iri)
    return RedirectResponse(target or "/", 303, {"Cache-Control": "no-cache"})


async def help_page(request: Request) -> Response:
    """What the service does, and what the features of a candidate mean."""
    if kept := unchanged(request, "text/html"):
        return kept
    features = [(name, text("reconcile", f"feature.{name}")) for name in Features._fields]
    endpoint = str(request.url.replace(path="/reconcile", query="", fragment=""))
    page = render(
        "reconciliation.html",
        say=lambda key, **values: text("reconcile", key, **values),
        features=features,
        endpoint=endpoint,
        safe=f"{SAFE:g}",
    )
    return answer(request, page, "text/html", {"Vary": "Accept, Accept-Encoding, Host"})


async def _given(request: Request) -> dict[str, str]:
    """The parameters of a request, those of a form over those of the address."""
    found = dict(pairs(request.url.query))
    if request.method == "POST":
        media = media_type(request)
        if media != _FORM:
            raise UsageError("media-unsupported", media=media[:80] or "—", known=_FORM)
        found |= pairs(await body(request))
    callback = found.get("callback")
    if callback is not None and not _FUNCTION.fullmatch(callback):
        raise UsageError("reconcile-callback", name=callback[:80])
    return found


def _number(given: Mapping[str, str], name: str) -> int | None:
    written = given.get(name, "").strip()
    if not written:
        return None
    if not written.isascii() or not written.isdecimal() or len(written) > 6:
        raise UsageError("reconcile-shape", where=name, expected="integer", found=written[:20])
    return int(written)


def _answered(given: Mapping[str, str], found: str) -> Response:
    """JSON, or a call of the function that the client named."""
    headers = {"Cache-Control": "no-cache"}
    if callback := given.get("callback"):
        # the comment keeps what follows from being taken for anything but a script
        return Response(f"/**/{callback}({found});", 200, headers, "text/javascript")
    return Response(found, 200, headers, "application/json")


def _limits(settings: Settings) -> service.Limits:
    return service.Limits(batch=settings.batch, name=settings.name)


def _json(value: Mapping[str, Any]) -> str:
    # U+2028 and U+2029 end a line in older scripts
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


PREPARED = (matcher, present)
ROUTES = [
    Route("/reconcile", reconcile, methods=["GET", "POST"]),
    Route("/reconcile/", reconcile, methods=["GET", "POST"]),
    *(Route(f"/reconcile/suggest/{kind}", suggest) for kind in ("entity", "type", "property")),
    *(Route(f"/reconcile/flyout/{kind}", flyout) for kind in ("entity", "type", "property")),
    Route("/reconcile/extend", reconcile, methods=["GET", "POST"]),
    Route("/reconcile/extend/propose", propose),
    Route("/reconcile/preview", preview),
    Route("/reconcile/view", view),
    Route("/reconcile/help", help_page),
]
