"""Completion while a person types: entities, classes and properties."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from minsheng.matching.question import Question
from minsheng.matching.reconciliation.describing import broader, described, property_of, typed
from minsheng.matching.reconciliation.limits import Limits
from minsheng.matching.reconciliation.shapes import short
from minsheng.matching.sounds import letters_of
from minsheng.matching.spelling import latin, plain
from minsheng.matching.terms import askable, labels, matchable
from minsheng.vocabulary import MS, classes, subclasses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.matching.matcher import Matcher

_DEFAULT = Limits()
#: Names that begin alike, of which the shortest are suggested.
_BEGINNING = 3000


def suggest_entities(
    matcher: Matcher, prefix: str, cursor: int = 0, types: Sequence[str] = (), limits: Limits = _DEFAULT
) -> dict[str, Any]:
    """Entities whose names begin with what was typed, in characters or pinyin; then those that it may mean.

    Args:
        matcher: the names of a graph.
        prefix: what was typed, or an entity's IRI.
        cursor: how many suggestions to pass over.
        types: local names of classes, if others are to be left out.
        limits: how many suggestions are given.

    Raises:
        UsageError: what was typed is too long.

    Example:
        >>> suggest_entities(matcher, "青河")["result"][0]["name"]  # doctest: +SKIP
        '青河区'
    """
    index = matcher.index
    wanted = frozenset[str]().union(*map(subclasses, types))
    short(prefix, 10 * limits.name, "prefix")
    numbers = [
        number
        for number in dict.fromkeys(_numbers(matcher, prefix.strip(), cursor + limits.suggestions))
        if not types or index.entities[number].type in wanted
    ]
    found = [index.entities[number] for number in numbers[cursor : cursor + limits.suggestions]]
    return {
        "result": [
            {
                "id": entity.iri,
                "name": entity.label,
                "description": described(index, entity),
                "notable": [typed(entity.type)],
            }
            for entity in found
        ]
    }


def suggest_types(prefix: str, cursor: int = 0, limits: Limits = _DEFAULT) -> dict[str, Any]:
    """Classes whose name or label has what was typed; all where nothing was.

    Example:
        >>> [each["name"] for each in suggest_types("医")["result"]][:1]
        ['医院 · hospital']
    """
    terms = {name: (classes()[name].zh, classes()[name].en) for name in matchable()}
    return {"result": [broader(name) for name in _fitting(terms, prefix, cursor, limits)]}


def suggest_properties(prefix: str, cursor: int = 0, limits: Limits = _DEFAULT) -> dict[str, Any]:
    """Properties to match by whose name or label has what was typed; all where nothing was.

    Example:
        >>> suggest_properties("位于")["result"][0]["name"]
        '位于 · located in'
    """
    terms = {name: labels(name) for name in askable()}
    return {"result": [property_of(name, terms[name]) for name in _fitting(terms, prefix, cursor, limits)]}


def _numbers(matcher: Matcher, prefix: str, wanted: int) -> Iterable[int]:
    """Numbers of entities, the best suggestions first; one may come twice."""
    index = matcher.index
    own = index.number(prefix)
    if own is not None:
        yield own
    typed_ = plain(prefix)
    if not typed_:
        return
    names = list(islice(index.beginning(typed_), _BEGINNING))
    if latin(typed_):
        names += islice(index.sounds.beginning(letters_of(prefix)), _BEGINNING)
    yield from map(
        index.owner, sorted(names, key=lambda name: (len(index.plain[name]), index.plain[name], name))
    )
    for candidate in matcher.match(Question(prefix[:100], limit=wanted)):
        number = index.number(candidate.entity.iri)
        if number is not None:
            yield number


def _fitting(terms: dict[str, tuple[str, str]], prefix: str, cursor: int, limits: Limits) -> list[str]:
    """Local names of terms that begin with a text, then of those that have it within."""
    asked = prefix.strip().casefold().removeprefix("ms:")
    ranked = []
    for at, (name, called) in enumerate(terms.items()):
        # the label in both languages is what a suggestion is called: it may be looked up again
        ways = [way.casefold() for way in (name, MS[name], *called, " · ".join(called))]
        if any(way.startswith(asked) for way in ways):
            ranked.append((0, at, name))
        elif any(asked in way for way in ways):
            ranked.append((1, at, name))
    return [name for _, _, name in sorted(ranked)][cursor : cursor + limits.suggestions]
