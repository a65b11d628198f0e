"""`/dataset` and `/.well-known/void`: the graph as a dataset, in DCAT-AP and VoID."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.routing import Route

from minsheng.export import FORMATS
from minsheng.export.dataset import Census, described
from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import generation, read
from minsheng.serve.figures import short
from minsheng.serve.negotiation import accepted
from minsheng.serve.page import render
from minsheng.serve.representations import FORMS, SUFFIXES, TABLES, chosen, written
from minsheng.vocabulary import classes, entity_classes

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from minsheng.serve.loaded import Loaded


def census(loaded: Loaded) -> Census:
    """What the snapshot holds, counted once."""
    return Census.of(loaded.store)


def description(loaded: Loaded, site: str, modified: str, form: str) -> bytes:
    """The dataset in a form of RDF, or as a page."""
    counted = loaded.prepared(census)
    if form == "html":
        rows = [
            (classes()[name], counted.classes[classes()[name].iri])
            for name in entity_classes()
            if classes()[name].iri in counted.classes
        ]
        return render("dataset.html", census=counted, rows=rows, formats=FORMATS, suffixes=SUFFIXES,
                      modified=modified, short=short, base=loaded.manifest.base).encode()  # fmt: skip
    store = ox.Store()
    store.extend(
        ox.Quad(triple.subject, triple.predicate, triple.object)
        for triple in described(counted, loaded.manifest.base, site=site, modified=modified)
    )
    return written(store, form)


async def dataset(request: Request) -> Response:
    """The description in the form that the ending or the client says."""
    ending = request.path_params.get("ending")
    form = SUFFIXES.get(f".{ending}") if ending else chosen(accepted(request), tables=False)
    if form is None or form in TABLES:
        raise HTTPException(404, ending)
    return await _answer(request, form)


async def void(request: Request) -> Response:
    """The same for who looks where VoID stands: Turtle unless another form of RDF is wanted."""
    form = chosen(accepted(request), tables=False)
    return await _answer(request, "turtle" if form == "html" else form)


async def _answer(request: Request, form: str) -> Response:
    key = f"dataset {form}"
    if kept := unchanged(request, key):
        return kept
    modified = datetime.fromtimestamp(generation(request).made, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = await read(request, description, str(request.base_url), modified, form)
    return answer(request, body, FORMS[form], key=key)


PREPARED = (census,)
ROUTES = [
    Route("/dataset", dataset),
    Route("/dataset.{ending}", dataset),
    Route("/.well-known/void", void),
]
