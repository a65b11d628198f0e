"""`/queries` and `/queries/NAME`: the named questions, as a list and each with its answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.routing import Route

from minsheng.errors import UsageError
from minsheng.queries import catalogue, guard
from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import generation, server
from minsheng.serve.finding import spellings
from minsheng.serve.forms import KINDS, chosen
from minsheng.serve.negotiation import accepted, negotiated
from minsheng.serve.page import render
from minsheng.serve.protocol import pairs
from minsheng.serve.questioning import Question, question, stated
from minsheng.serve.relaying import given, relayed
from minsheng.wording import keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from minsheng.queries.named import NamedQuery

#: Parameters of the address that are none of a question.
RESERVED: Final = frozenset(("limit", "offset", "format"))
_LIST: Final = {"html": "text/html", "json": "application/json"}


async def questions(request: Request) -> Response:
    """The list."""
    form = request.path_params.get("form") or negotiated(request, _LIST)
    if form not in _LIST:
        raise HTTPException(404)
    media = _LIST[form]
    if kept := unchanged(request, media):
        return kept
    listed = [catalogue.load(name) for name in catalogue.names()]
    if form == "html":
        return answer(request, render("questions.html", groups=_grouped(listed)), media)
    described = [_described(query) for query in listed]
    return answer(request, json.dumps(described, ensure_ascii=False), media)


def _grouped(listed: list[NamedQuery]) -> dict[str, list[NamedQuery]]:
    """The questions by their first tag, in the order of the words for tags."""
    groups: dict[str, list[NamedQuery]] = {}
    for tag in (key for key in keys("serve") if key.startswith("tag.")):
        found = [query for query in listed if query.tags and f"tag.{query.tags[0]}" == tag]
        if found:
            groups[tag] = found
    return groups


def _described(query: NamedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "url": f"/queries/{query.name}",
        "summary": query.summary._asdict(),
        "description": None if query.description is None else query.description._asdict(),
        "tags": query.tags,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "label": parameter.label._asdict(),
                "required": parameter.required,
                "default": parameter.default,
                "choices": parameter.choices,
            }
            for parameter in query.parameters
        ],
        "columns": {name: heading._asdict() for name, heading in query.columns.items()},
        "example": dict(query.example),
        "limit": query.limit,
    }


async def one(request: Request) -> Response:
    """One question with its answer."""
    name, _, suffix = request.path_params["name"].partition(".")
    query = catalogue.load(name)
    values = dict(pairs(request.url.query))
    media, form = chosen(KINDS[guard.form(query.text)], accepted(request), suffix or values.get("format"))
    if same := unchanged(request, media):
        return same
    asked = _asked(query, values, form)
    current, kept = generation(request), server(request).kept
    keep = (current.manifest.digest, asked)
    if kept.get(keep) is None and (lasting := current.lasting.get(asked)) is not None:
        kept.put(keep, lasting)
        return given(request, lasting, media, media)
    return await relayed(
        request, current.questions, question, asked, key=media,
        seconds=current.settings.question_seconds, keep=keep, media=media,
    )  # fmt: skip


def _asked(query: NamedQuery, given: Mapping[str, str], form: str) -> Question:
    limit, offset = (_count(given, name) for name in ("limit", "offset"))
    values = {name: value for name, value in given.items() if name not in RESERVED}
    return Question(query.name, stated(query, values), form, limit or None, offset)


def _count(given: Mapping[str, str], name: str) -> int:
    written = given.get(name) or "0"
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise UsageError("parameter-value", name=name, value=written[:40], expected="0, 1, 2, …")
    return int(written)


PREPARED = (spellings,)
ROUTES = [
    Route("/queries", questions),
    Route("/queries.{form:str}", questions),
    Route("/queries/{name}", one),
]
