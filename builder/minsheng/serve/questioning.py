"""A named question, answered in a worker: as data, or as a page with a form for its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlencode

from minsheng.errors import InputError, MinshengError, UsageError
from minsheng.queries import catalogue, parameters
from minsheng.queries.runner import Request, answer, offered
from minsheng.serve.finding import narrowed
from minsheng.serve.page import render
from minsheng.serve.querying import headed, streamed, written
from minsheng.serve.tables import table
from minsheng.vocabulary import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minsheng.queries.named import NamedQuery, Parameter
    from minsheng.queries.results import Result
    from minsheng.serve.loaded import Loaded, Streamed
    from minsheng.serve.querying import Head

_KINDS: Final = {"date": "date", "integer": "number"}
#: Forms in which questions are answered in advance.
ADVANCE: Final = ("html", "json", "csv", "tsv", "xml")
#: Values that a field offers: nobody looks through a longer list, and one may write any other.
OFFERED: Final = 300


class Question(NamedTuple):
    """What a client asks of a named question."""

    name: str
    #: values by parameter, sorted; empty ones left out
    values: tuple[tuple[str, str], ...] = ()
    form: str = "json"
    #: rows at most, None for the question's own number
    limit: int | None = None
    #: rows to skip
    offset: int = 0


class Field(NamedTuple):
    """A field of a form."""

    parameter: Parameter
    value: str
    #: values to choose from
    offered: tuple[str, ...]
    #: whether there are no others
    closed: bool
    #: `type` of an HTML input
    kind: str


def question(loaded: Loaded, asked: Question) -> Streamed:
    """Answers a named question.

    Raises:
        UsageError: an unknown parameter or value, where data was asked for; a page shows it.
    """
    query = catalogue.load(asked.name)
    if asked.form == "html":
        return _page(loaded, query, asked)
    result = _answer(loaded, query, asked)
    body = written(result, asked.form)
    return streamed(headed(loaded, result, asked.form, body), body)


def stated(query: NamedQuery, given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The values that say something, sorted, in one spelling each: what means the same is asked once.

    Example:
        >>> stated(catalogue.load("awards"), {"status": "获得", "recipient": " "})
        ()
    """
    values = []
    for name, value in sorted(given.items()):
        parameter = query.parameter(name)
        if parameter is None:
            values.append((name, value))
            continue
        written = parameters.canonical(parameter, value.strip())
        default = parameter.default and parameters.canonical(parameter, parameter.default)
        # an empty field was left alone, unless it is one for any text
        if written != default and (written or (parameter.type == "text" and not parameter.required)):
            values.append((name, written))
    return tuple(values)


def in_advance(
    loaded: Loaded, name: str, values: tuple[tuple[str, str], ...]
) -> dict[Question, tuple[Head, bytes]]:
    """The answer to a question, in all forms."""
    query = catalogue.load(name)
    result = _answer(loaded, query, Question(name, values))
    answers = {}
    for form in ADVANCE:
        asked = Question(name, values, form)
        body = _drawn(loaded, query, asked, result) if form == "html" else written(result, form)
        answers[asked] = headed(loaded, result, form, body), body
    return answers


def foreseen(loaded: Loaded, name: str) -> list[tuple[tuple[str, str], ...]]:
    """Values that a question is likely to get: none, then each of those that one of its fields offers.

    The names of things in the graph are not among them, for there is no end of them.
    """
    query = catalogue.load(name)
    required = [parameter for parameter in query.parameters if parameter.required]
    chosen = [parameter for parameter in required or query.parameters if _is_closed(parameter)]
    found: list[tuple[tuple[str, str], ...]] = [] if required else [()]
    if len(required) < 2:
        found += [
            stated(query, {parameter.name: value})
            for parameter in chosen
            for value in _offered(loaded, query, parameter)
        ]
    return list(dict.fromkeys(found))


def _is_closed(parameter: Parameter) -> bool:
    """Whether there are no other values than those of a list, or none that mean anything."""
    listed = parameter.type == "text" and parameter.choices_query is not None
    return listed or bool(parameter.choices) or parameter.type in (*SCHEMES, "class", "relation")


def _answer(loaded: Loaded, query: NamedQuery, asked: Question) -> Result:
    most = loaded.settings.rows
    limit = min(most, asked.limit or query.limit)
    found = narrowed(loaded, query, dict(asked.values), asked.offset + limit + 1)
    return answer(loaded.store, Request(found, dict(asked.values), limit, asked.offset))


def _page(loaded: Loaded, query: NamedQuery, asked: Question) -> Streamed:
    given = dict(asked.values)
    result: Result | None = None
    failure: MinshengError | None = None
    if all(parameter.name in given for parameter in query.parameters if parameter.required):
        try:
            result = _answer(loaded, query, asked)
        except (UsageError, InputError) as error:
            failure = error
    body = _drawn(loaded, query, asked, result, failure)
    status = 200 if failure is None else 400
    return streamed(headed(loaded, result, asked.form, body, status), body)


def _drawn(
    loaded: Loaded,
    query: NamedQuery,
    asked: Question,
    result: Result | None,
    failure: MinshengError | None = None,
) -> bytes:
    given = dict(asked.values)
    heads, lines = table(result, loaded.manifest.base) if result is not None else ([], [])
    return render(
        "question.html", query=query, fields=_fields(loaded, query, given), result=result, heads=heads,
        rows=lines, failure=failure, address=urlencode(given),
        later=urlencode({**given, "offset": asked.offset + len(lines)}),
    ).encode()  # fmt: skip


def _fields(loaded: Loaded, query: NamedQuery, given: dict[str, str]) -> list[Field]:
    fields = []
    for parameter in query.parameters:
        offered = _offered(loaded, query, parameter)
        closed = parameter.choices_query is None and bool(offered)
        value = given.get(parameter.name, parameter.default or "")
        if closed:
            value = _as_offered(parameter, value, offered)
        fields.append(Field(parameter, value, offered, closed, _KINDS.get(parameter.type, "text")))
    return fields


def _as_offered(parameter: Parameter, value: str, offered: tuple[str, ...]) -> str:
    """The one of the values offered that means the same: concepts have names in two languages."""
    if value in offered or not value or parameter.choices:
        return value
    try:
        meant = parameters.coerce(parameter, value, _nothing)
    except UsageError:
        return value
    return next((each for each in offered if parameters.coerce(parameter, each, _nothing) == meant), value)


def _nothing(_: str, __: object) -> tuple[()]:
    """Concepts and classes are known without the graph."""
    return ()


def _offered(loaded: Loaded, query: NamedQuery, parameter: Parameter) -> tuple[str, ...]:
    """The values worth offering for a parameter, which the snapshot settles once."""
    known = loaded.prepared(_offers)
    key = (query.name, parameter.name)
    if key not in known:
        known[key] = offered(loaded.store, parameter)[:OFFERED]
    return known[key]


def _offers(_: Loaded) -> dict[tuple[str, str], tuple[str, ...]]:
    return {}
