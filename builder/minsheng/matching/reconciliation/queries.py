"""Batches of queries, and their candidates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from minsheng.errors import UsageError
from minsheng.matching.question import CANDIDATES, Question, Value
from minsheng.matching.reconciliation.describing import described, types_of
from minsheng.matching.reconciliation.limits import Limits
from minsheng.matching.reconciliation.shapes import expected, few, member, short
from minsheng.matching.terms import property_named, type_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minsheng.matching.matcher import Candidate, Matcher

_DEFAULT = Limits()


def read_json(text: str, where: str) -> object:
    """What a form field or parameter holds as JSON.

    Raises:
        UsageError: it is no JSON, or nested too deep.

    Example:
        >>> read_json('{"q0": {"query": "青河小学"}}', "queries")
        {'q0': {'query': '青河小学'}}
    """
    try:
        found: object = json.loads(text)
        if "\\ud" in text.lower():  # half of a character, which no answer could repeat
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise UsageError("reconcile-json", where=where, position=1, reason="lone surrogate") from None
    except json.JSONDecodeError as error:
        raise UsageError("reconcile-json", where=where, position=error.pos + 1, reason=error.msg) from None
    except (RecursionError, ValueError):  # nested beyond reason, or a number of thousands of digits
        raise UsageError("reconcile-json", where=where, position=1, reason="too deep or too large") from None
    return found


def reconcile(matcher: Matcher, batch: object, limits: Limits = _DEFAULT) -> dict[str, dict[str, Any]]:
    """The candidates of every query of a batch, under the keys of the batch.

    Args:
        matcher: the names of a graph.
        batch: a query batch as JSON gives it.
        limits: how much it may ask.

    Raises:
        UsageError: it is no such batch, or asks too much.

    Example:
        >>> reconcile(matcher, {"q0": {"query": "青河小学"}})["q0"]["result"][0]["match"]  # doctest: +SKIP
        True
    """
    queries = expected(batch, dict, "queries")
    few(len(queries), limits.batch, "queries")
    asked = {key: _question(query, f"queries.{key}", limits) for key, query in queries.items()}
    return {
        key: {"result": [_candidate(matcher, found) for found in matcher.match(question)]}
        for key, question in asked.items()
    }


def _question(query: object, where: str, limits: Limits) -> Question:
    fields = expected(query, dict, where)
    text = (
        short(member(fields, "query", str, where), limits.name, f"{where}.query") if "query" in fields else ""
    )
    properties = expected(fields.get("properties") or [], list, f"{where}.properties")
    few(len(properties), limits.properties, f"{where}.properties")
    if "query" not in fields and not properties:
        raise UsageError("reconcile-member", where=where[:80], name="query")
    values = tuple(
        value
        for at, each in enumerate(properties)
        for value in _values(each, f"{where}.properties[{at}]", limits)
    )
    few(len(values), limits.properties, f"{where}.properties")
    return Question(
        text,
        _types(fields.get("type"), f"{where}.type", limits),
        values,
        _limit(fields.get("limit"), f"{where}.limit", limits),
        lenient=_strictness(fields.get("type_strict"), f"{where}.type_strict"),
    )


def _types(given: object, where: str, limits: Limits) -> tuple[str, ...]:
    """One class or several, each as its IRI or as an object that has it.

    A class of which the graph knows nothing stays as it is: nothing is of it.
    """
    if given is None or given == "":
        return ()
    several = given if isinstance(given, list) else [given]
    few(len(several), limits.properties, where)
    names = [member(each, "id", str, where) if isinstance(each, dict) else each for each in several]
    return tuple(_ours(type_named, short(expected(name, str, where), limits.name, where)) for name in names)


def _ours(named: Callable[[str], str], given: str) -> str:
    """The local name of one of our terms; what another service's client may send is taken as it is."""
    try:
        return named(given)
    except UsageError:
        return given


def _limit(given: object, where: str, limits: Limits) -> int:
    if given is None:
        return CANDIDATES
    number = int(given) if isinstance(given, float) and given.is_integer() else given
    if expected(number, int, where) < 1:
        raise UsageError(
            "reconcile-shape", where=where[:80], expected="positive integer", found=str(number)[:20]
        )
    return min(expected(number, int, where), limits.candidates)


def _strictness(given: object, where: str) -> bool:
    """Whether things of other classes are kept: OpenRefine says that the class should be the one it names."""
    if given not in (None, "any", "all", "should"):
        raise UsageError(
            "reconcile-shape", where=where[:80], expected='"any", "all", "should"', found=str(given)[:20]
        )
    return given == "should"


def _values(given: object, where: str, limits: Limits) -> Iterator[Value]:
    """The values of one property, which may be one or several; of one that is not ours nothing is known."""
    fields = expected(given, dict, where)
    name = _ours(property_named, short(member(fields, "pid", str, where), limits.name, f"{where}.pid"))
    if "v" not in fields:
        raise UsageError("reconcile-member", where=where[:80], name="v")
    several = fields["v"] if isinstance(fields["v"], list) else [fields["v"]]
    for value in several:
        text, iri = _value(value, f"{where}.v", limits)
        if text or iri:
            yield Value(name, text, iri)


def _value(given: Any, where: str, limits: Limits) -> tuple[str, str]:
    """The text of a value, and the IRI of one that is an entity."""
    if given is None:
        return "", ""
    if isinstance(given, dict):
        name = expected(given.get("name", ""), str, f"{where}.name")
        return short(name, limits.name, where), short(
            member(given, "id", str, where), 10 * limits.name, where
        )
    if isinstance(given, bool | int | float):
        return json.dumps(given), ""
    return short(expected(given, str, where), limits.name, where).strip(), ""


def _candidate(matcher: Matcher, found: Candidate) -> dict[str, Any]:
    return {
        "id": found.entity.iri,
        "name": found.entity.label,
        "description": described(matcher.index, found.entity),
        "type": types_of(found.entity),
        "score": found.score,
        "match": found.match,
        "features": [{"id": name, "value": value} for name, value in found.features.shown().items()],
    }
