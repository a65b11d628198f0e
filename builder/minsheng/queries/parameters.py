"""Parameters of questions: from what a person writes to the terms that a query is bound with.

Values become terms before anything is asked; `substitution` puts those in their places. The name of a
thing becomes the IRIs that carry it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from minsheng.errors import UsageError
from minsheng.queries.near import near
from minsheng.vocabulary import CHINESE, SCHEMES, TRADITIONAL, XSD, classes, concepts, relations
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.queries.named import NamedQuery, Parameter
    from minsheng.queries.results import Term

#: Things that one name may mean in a question, which runs once for each.
MAX_THINGS: Final = 20
#: Names read from the graph to find those like a mistaken one, or to offer as choices.
MAX_NAMES: Final = 100_000

#: Runs SPARQL with variables bound; gives rows of terms.
Ask = Callable[[str, Mapping[str, "Term"]], Iterable[tuple["Term | None", ...]]]

_IRI = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]*:/?/?[^\s<>\"{}|\\^`]+)>?")
_LOOKUPS = frozenset(("place", "entity", "indicator", "document"))
#: Names in the graph are in Chinese; file names carry no language.
_LANGUAGES = (CHINESE, TRADITIONAL, None)


def bind(query: NamedQuery, values: Mapping[str, object], ask: Ask) -> list[dict[str, Term]]:
    """Terms by variable, one dict for each combination of the things that the values name.

    A value of None, and an empty one of a type that is not text, counts as not given.

    Raises:
        UsageError: an unknown parameter, a missing or unfitting value, a name that nothing has.

    Example:
        >>> from minsheng.queries.catalogue import parse
        >>> query = parse('#+ param: word text "" 词 | word\\nSELECT ?word {}', "words")
        >>> bind(query, {"word": "食堂"}, lambda text, bound: [])[0]["word"].value
        '食堂'
    """
    for name in values:
        if query.parameter(name) is None:
            known = ", ".join(parameter.name for parameter in query.parameters) or "—"
            raise UsageError("parameter-unknown", name=name, query=query.name, known=known)
    terms: dict[str, tuple[Term, ...]] = {}
    for parameter in query.parameters:
        given = _given(parameter, values.get(parameter.name), query.name)
        if given is not None:
            terms[parameter.name] = coerce(parameter, given, ask)
    return [dict(zip(terms, chosen, strict=True)) for chosen in product(*terms.values())]


def _given(parameter: Parameter, value: object, query: str) -> str | None:
    """The value as text, the default where there is none; None leaves the variable free."""
    if isinstance(value, datetime):
        value = value.date()
    written = None if value is None else str(value).strip()
    if written is None or (not written and parameter.type != "text"):
        written = parameter.default
    if written is None and parameter.required:
        raise UsageError("parameter-missing", name=parameter.name, query=query, label=str(parameter.label))
    if written is not None and parameter.choices and written not in parameter.choices:
        choices = ", ".join(parameter.choices)
        raise UsageError("parameter-choice", name=parameter.name, value=written, choices=choices)
    return written or (written if parameter.type == "text" else None)


def coerce(parameter: Parameter, value: str, ask: Ask) -> tuple[Term, ...]:
    """The terms that a value stands for: one literal, or every thing of that name.

    Raises:
        UsageError: `parameter-value` or `name-unknown`, `name-ambiguous`.
    """
    if parameter.type == "text":
        return (Literal(value),)
    if parameter.type == "integer":
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
            raise _unfit(parameter, value)
        return (Literal(str(int(value)), datatype=NamedNode(f"{XSD}integer")),)
    if parameter.type == "date":
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise _unfit(parameter, value) from error
        return (Literal(day.isoformat(), datatype=NamedNode(f"{XSD}date")),)
    if parameter.type in _LOOKUPS:
        return _things(parameter, value, ask)
    return (_term_of_ontology(parameter, value),)


def canonical(parameter: Parameter, value: str) -> str:
    """One spelling for all that mean the same class, relation, concept, date or number; else the value.

    Example:
        >>> from minsheng.queries import catalogue
        >>> canonical(catalogue.load("services-by-domain").parameter("domain"), "养老")
        'eldercare'
    """
    if parameter.choices or parameter.type == "text" or parameter.type in _LOOKUPS:
        return value
    try:
        (term,) = coerce(parameter, value, lambda *_: ())
    except UsageError:
        return value
    if isinstance(term, Literal):
        return term.value
    known = _ontology_terms(parameter.type)
    return next((name for name in _plain_names(parameter.type) if term == NamedNode(known[name])), value)


def _plain_names(kind: str) -> Iterable[str]:
    """What a class, relation or concept is called in its IRI."""
    if kind in SCHEMES:
        return (concept.notation for concept in concepts(kind).values())
    return classes() if kind == "class" else relations()


def _unfit(parameter: Parameter, value: str) -> UsageError:
    expected = str(text("queries", f"type.{parameter.type}"))
    return UsageError("parameter-value", name=parameter.name, value=value[:80], expected=expected)


@cache
def _lookup(kind: str) -> str:
    return (files("minsheng.queries") / "lookups" / f"{kind}.rq").read_text(encoding="utf-8")


def _things(parameter: Parameter, value: str, ask: Ask) -> tuple[Term, ...]:
    query = _lookup(parameter.type)
    iri = _IRI.fullmatch(value)
    if iri and any(True for _ in islice(ask(query, {"thing": NamedNode(iri[1])}), 1)):
        return (NamedNode(iri[1]),)
    found: dict[Term, None] = {}
    for language in _LANGUAGES:
        name = Literal(value, language=language) if language else Literal(value)
        found.update((row[0], None) for row in ask(query, {"name": name}) if row[0] is not None)
    if len(found) > MAX_THINGS:
        raise UsageError("name-ambiguous", name=value, count=len(found), limit=MAX_THINGS)
    if not found:
        kind = text("queries", f"type.{parameter.type}")
        known = (row[1].value for row in islice(ask(query, {}), MAX_NAMES) if isinstance(row[1], Literal))
        raise UsageError("name-unknown", name=value[:80], kind=str(kind), near=near(value[:80], known))
    return tuple(found)


@cache
def _ontology_terms(kind: str) -> dict[str, str]:
    """What may be written for a class, relation or concept → its IRI; earlier spellings win."""
    found: dict[str, str] = {}
    if kind in SCHEMES:
        listed = concepts(kind).values()
        for concept in listed:
            found |= dict.fromkeys((concept.iri, concept.notation, concept.zh, concept.en), concept.iri)
        for concept in listed:
            for word in concept.alt:
                found.setdefault(word, concept.iri)
        return found
    for term in (classes() if kind == "class" else relations()).values():
        found |= dict.fromkeys((term.iri, term.name, term.zh, term.en), term.iri)
    return found


def _term_of_ontology(parameter: Parameter, value: str) -> NamedNode:
    """A class, relation or concept by name, prefixed name, IRI or label in either language."""
    known = _ontology_terms(parameter.type)
    plain = value.strip("<>").removeprefix("ms:")
    iri = known.get(plain)
    if iri is None:
        kind = text("queries", f"type.{parameter.type}")
        raise UsageError("name-unknown", name=value[:80], kind=str(kind), near=near(value[:80], known))
    return NamedNode(iri)


def offered(parameter: Parameter, ask: Ask) -> tuple[str, ...]:
    """The values worth offering: fixed choices, what the parameter's query finds, or the ontology's labels.

    Example:
        >>> from minsheng.queries import catalogue
        >>> offered(catalogue.load("awards").parameter("status"), lambda text, bound: [])
        ('获得', '申报')
    """
    if parameter.choices:
        return parameter.choices
    if parameter.choices_query is not None:
        rows = islice(ask(parameter.choices_query, {}), MAX_NAMES)
        return tuple(
            dict.fromkeys(str(row[0].value) for row in rows if isinstance(row[0], Literal | NamedNode))
        )
    if parameter.type in SCHEMES:
        return tuple(concept.zh for concept in concepts(parameter.type).values())
    if parameter.type in ("class", "relation"):
        return tuple(term.zh for term in (classes() if parameter.type == "class" else relations()).values())
    return ()
