"""The SPARQL 1.1 Protocol: the three forms of a request, and what each may carry."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from minsheng.errors import UsageError
from minsheng.queries.runner import Dataset
from minsheng.serve.asking import server
from minsheng.serve.negotiation import accepted
from minsheng.serve.querying import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
#: Seconds for a body to arrive.
ARRIVAL: Final = 20
#: Parameters of a request: more than any query names graphs.
_PARAMETERS: Final = 1000


async def asked(request: Request) -> Asked | None:
    """The query of a request; None for a GET without one.

    Raises:
        UsageError: the request is not as the protocol has it, or wants to change the graph.
    """
    parameters = pairs(request.url.query)
    query: str | None = None
    if request.method == "POST":
        media = media_type(request)
        if media == _UPDATE:
            raise UsageError("query-update", word="SPARQL Update")
        if media not in (_FORM, _QUERY):
            raise UsageError("media-unsupported", media=media[:80] or "—", known=f"{_FORM}, {_QUERY}")
        text = await body(request)
        if media == _QUERY:
            query = text
        else:
            parameters += pairs(text)
    return _asked(request, parameters, query)


def _asked(request: Request, parameters: list[tuple[str, str]], query: str | None) -> Asked | None:
    if any(name == "update" for name, _ in parameters):
        raise UsageError("query-update", word="SPARQL Update")
    queries = [value for name, value in parameters if name == "query"] + ([] if query is None else [query])
    if len(queries) > 1:
        raise UsageError("sparql-twice", count=len(queries))
    if not queries:
        if request.method == "POST":
            raise UsageError("sparql-missing")
        return None
    default, named = (_values(parameters, f"{kind}-graph-uri") for kind in ("default", "named"))
    return Asked(
        queries[0],
        Dataset(default, named) if default or named else None,
        accepted(request) or None,
        next(iter(_values(parameters, "format")), None),
    )


def _values(parameters: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    """Its values; an empty one is what a form sends that was left empty."""
    return tuple(value for key, value in parameters if key == name and value)


def pairs(text: str) -> list[tuple[str, str]]:
    """The parameters of a query string or form, in UTF-8.

    Raises:
        UsageError: `encoding`, or `parameters-many`.

    Example:
        >>> pairs("query=ASK+%7B%7D&query=")
        [('query', 'ASK {}'), ('query', '')]
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_PARAMETERS)
    except UnicodeDecodeError as error:
        raise UsageError("encoding") from error
    except ValueError as error:
        raise UsageError("parameters-many", limit=_PARAMETERS) from error


def media_type(request: Request) -> str:
    """The media type of a body, without its parameters.

    Raises:
        UsageError: `encoding`, where it is said to be in another one than UTF-8.
    """
    media, *parameters = request.headers.get("content-type", "").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise UsageError("encoding")
    return media.strip()


async def body(request: Request) -> str:
    """The body of a request, no longer than the limit.

    Raises:
        UsageError: `body-large`, `body-slow` or `encoding`.
    """
    limit = server(request).settings.body * 1024
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:18]) > limit:
        raise UsageError("body-large", limit=limit // 1024)
    data = bytearray()
    try:
        async with asyncio.timeout(ARRIVAL):
            async for part in request.stream():
                data += part
                if len(data) > limit:
                    raise UsageError("body-large", limit=limit // 1024)
    except TimeoutError as error:
        raise UsageError("body-slow", seconds=ARRIVAL) from error
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UsageError("encoding") from error
