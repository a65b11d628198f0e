"""`/queries` and `/queries/NAME`: the named questions, as a list and each with its answer."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Final, cast

from starlette.exceptions import HTTPException
from starlette.routing import Route

from minsheng.errors import MinshengError, UsageError
from minsheng.queries import catalogue, guard
from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import generation
from minsheng.serve.forms import KINDS, chosen
from minsheng.serve.kept import Answered
from minsheng.serve.negotiation import accepted, negotiated
from minsheng.serve.page import render
from minsheng.serve.protocol import pairs
from minsheng.serve.questioning import Question, in_advance, question
from minsheng.serve.relaying import relayed
from minsheng.wording import keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from minsheng.queries.named import NamedQuery, Parameter
    from minsheng.serve.querying import Head
    from minsheng.serve.server import Server

_LOG = logging.getLogger("minsheng.serve")
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
    given = dict(pairs(request.url.query))
    media, form = chosen(KINDS[guard.form(query.text)], accepted(request), suffix or given.get("format"))
    if kept := unchanged(request, media):
        return kept
    asked = _asked(query, given, form)
    current = generation(request)
    keep = (current.manifest.digest, asked)
    return await relayed(request, current.questions, question, asked, key=media, keep=keep, media=media)


def _asked(query: NamedQuery, given: Mapping[str, str], form: str) -> Question:
    limit, offset = (_count(given, name) for name in ("limit", "offset"))
    values = sorted((name, value.strip()) for name, value in given.items() if name not in RESERVED)
    stated = tuple(pair for pair in values if pair[1] or _may_be_empty(query.parameter(pair[0])))
    return Question(query.name, stated, form, limit or None, offset)


def _may_be_empty(parameter: Parameter | None) -> bool:
    """Whether an empty value says something, and is not a field that was left alone."""
    return parameter is None or (parameter.type == "text" and not parameter.required)


def _count(given: Mapping[str, str], name: str) -> int:
    written = given.get(name) or "0"
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise UsageError("parameter-value", name=name, value=written[:40], expected="0, 1, 2, …")
    return int(written)


async def warm(server: Server) -> None:
    """Answers the questions that need no values, one after the other, and keeps the answers.

    One that takes longer than the setting `warm` is left to those who ask it.
    """
    for name in catalogue.names():
        if any(parameter.required for parameter in catalogue.load(name).parameters):
            continue
        current = server.current
        current.enter()
        try:
            async with current.questions.call(in_advance, (name,), current.settings.warm) as worker:
                answers = cast("dict[Question, tuple[Head, bytes]]", await worker.value())
            for asked, (head, body) in answers.items():
                server.kept.put((current.manifest.digest, asked), Answered(head, body))
        except MinshengError as error:
            _LOG.warning("%s: %s", name, error)
        finally:
            await current.leave()


ROUTES = [
    Route("/queries", questions),
    Route("/queries.{form:str}", questions),
    Route("/queries/{name}", one),
]
