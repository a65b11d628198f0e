"""All that a graph says of the entities of a page, each thing with its quotations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import astuple, replace
from itertools import chain
from typing import TYPE_CHECKING

from minsheng.view.asking import ask_about
from minsheng.view.model import Attribute, Document, Edge, Node, Number, Quote
from minsheng.vocabulary import MS, OWL, RDFS, SCHEMA, SKOS, label_of, local_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from minsheng.graph.rows import Engine

#: Properties that the panel lists, in its order.
ATTRIBUTES = (
    MS.kind,
    MS.domain,
    MS.status,
    MS.audience,
    SCHEMA.identifier,
    OWL.sameAs,
)
_ABOUT = """SELECT ?e ?p ?value ?named { VALUES ?e { $THINGS }
    ?e ?p ?value FILTER(?p IN (%s)) FILTER(isIRI(?value) || LANG(?value) != 'en')
    OPTIONAL { ?value skos:prefLabel ?named FILTER(LANG(?named) != 'en') } }"""
_EVIDENCE = """SELECT ?fact ?document ?start ?end ?exact { VALUES ?fact { $THINGS }
    ?fact prov:wasDerivedFrom ?evidence .
    ?evidence prov:wasQuotedFrom ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?exact }"""
_STATEMENTS = """SELECT ?statement ?e ?p ?o { VALUES ?e { $THINGS }
    ?statement rdf:subject ?e ; rdf:predicate ?p ; rdf:object ?o }"""
_OF_STATEMENT = """SELECT ?statement ?p ?value { VALUES ?statement { $THINGS }
    ?statement ?p ?value FILTER(?p IN (ms:confidence, ms:awardStatus)) }"""
_ABOUT_WHICH = "SELECT ?e ?observation { VALUES ?e { $THINGS } ?observation ms:about ?e }"
_NUMBERS = """SELECT ?observation ?p ?value ?named { VALUES ?observation { $THINGS }
    ?observation ?p ?value FILTER(?p IN (ms:indicator, ms:value, ms:unit, ms:qualifier, ms:period))
    OPTIONAL { ?value skos:prefLabel|rdfs:label ?named FILTER(LANG(?named) != 'en') } }"""
_DOCUMENTS = """SELECT ?document ?p ?value ?named { VALUES ?document { $THINGS }
    ?document ?p ?value FILTER(?p IN (dcterms:title, rdfs:label, dcterms:issued, dcterms:publisher))
    OPTIONAL { ?value rdfs:label ?named FILTER(LANG(?named) != 'en') } }"""


_Triple = tuple[str, str, str]


def nodes_of(store: Engine, classes: Mapping[str, str], degrees: Mapping[str, int]) -> tuple[Node, ...]:
    """The entities of `classes` (IRI → local name of the class), sorted by IRI."""
    told: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    wanted = (RDFS.label, SKOS.altLabel, MS.pinyin, *ATTRIBUTES)
    query = _ABOUT % ", ".join(f"<{prop}>" for prop in wanted)
    for iri, prop, value, named in sorted(ask_about(store, query, classes)):
        told[iri][prop].append((value, named))
    statements = _statements(store, classes)
    quotes = _quotes(store, chain(classes, chain.from_iterable(statements.values())))
    numbers = _numbers(store, classes)
    made = []
    for iri in sorted(classes):
        about = told[iri]
        labels = [value for value, _ in about[RDFS.label]] or [local_name(iri)]
        aliases = {value for value, _ in about[SKOS.altLabel]} | set(labels[1:])
        made.append(
            Node(
                iri=iri,
                label=labels[0],
                type=classes[iri],
                aliases=tuple(sorted(aliases - {labels[0]})),
                pinyin=about[MS.pinyin][0][0] if about[MS.pinyin] else _pinyin(labels[0]),
                attributes=tuple(_attributes(iri, about, statements, quotes)),
                observations=numbers.get(iri, ()),
                quotes=quotes.get(iri, ()),
                degree=degrees.get(iri, 0),
            )
        )
    return tuple(made)


def edges_between(store: Engine, relations: Iterable[_Triple], kept: Collection[str]) -> tuple[Edge, ...]:
    """Those of the relations whose both ends are kept, in their order."""
    statements = _statements(store, kept)
    inside = [triple for triple in relations if triple[0] in kept and triple[2] in kept]
    stated = {triple: statements.get(triple, ()) for triple in inside}
    told: dict[str, dict[str, str]] = defaultdict(dict)
    everything = list(chain.from_iterable(stated.values()))
    for statement, prop, value in sorted(ask_about(store, _OF_STATEMENT, everything)):
        told[statement][prop] = value
    quotes = _quotes(store, everything)
    edges = []
    for (source, prop, target), reified in stated.items():
        sure = [float(told[one][MS.confidence]) for one in reified if MS.confidence in told[one]]
        status = {local_name(told[one][MS.awardStatus]) for one in reified if MS.awardStatus in told[one]}
        edges.append(
            Edge(
                source,
                target,
                local_name(prop),
                quotes=_joined(quotes.get(one, ()) for one in reified),
                confidence=max(sure, default=None),
                # Applied for in one text, received in another: it was received.
                status=max(status, default=""),
            )
        )
    return tuple(edges)


def documents_of(store: Engine, nodes: Iterable[Node], edges: Iterable[Edge]) -> tuple[Document, ...]:
    """The documents that the page quotes, sorted by IRI."""
    said: list[Iterable[Quote]] = [edge.quotes for edge in edges]
    for node in nodes:
        said += [node.quotes, *(a.quotes for a in node.attributes), *(n.quotes for n in node.observations)]
    cited = {quote.document for quotes in said for quote in quotes}
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for iri, prop, value, named in sorted(ask_about(store, _DOCUMENTS, sorted(cited)), reverse=True):
        told[iri][local_name(prop)] = named or value
    return tuple(
        Document(
            iri,
            told[iri].get("title") or told[iri].get("label") or local_name(iri),
            told[iri].get("issued", ""),
            told[iri].get("publisher", ""),
        )
        for iri in sorted(cited)
    )


def _statements(store: Engine, subjects: Iterable[str]) -> dict[_Triple, tuple[str, ...]]:
    """Triple → the statements that state it."""
    found: dict[_Triple, list[str]] = defaultdict(list)
    for statement, *triple in sorted(ask_about(store, _STATEMENTS, subjects)):
        found[triple[0], triple[1], triple[2]].append(statement)
    return {triple: tuple(statements) for triple, statements in found.items()}


def _quotes(store: Engine, facts: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
    """Fact → its quotations, in the order of documents and places in them."""
    found: dict[str, list[Quote]] = defaultdict(list)
    for fact, document, start, end, exact in ask_about(store, _EVIDENCE, sorted(set(facts))):
        found[fact].append(Quote(exact, document, int(start), int(end)))
    return {fact: _joined([quotes]) for fact, quotes in found.items()}


def _joined(groups: Iterable[Iterable[Quote]]) -> tuple[Quote, ...]:
    return tuple(sorted(set(chain.from_iterable(groups)), key=lambda q: (q.document, q.start, q.end)))


def _attributes(
    iri: str,
    about: Mapping[str, list[tuple[str, str]]],
    statements: Mapping[_Triple, tuple[str, ...]],
    quotes: Mapping[str, tuple[Quote, ...]],
) -> Iterable[Attribute]:
    for prop in ATTRIBUTES:
        for value, named in about.get(prop, ()):
            said = _joined(quotes.get(one, ()) for one in statements.get((iri, prop, value), ()))
            yield Attribute(local_name(prop), named or _concept_label(value), said)


def _numbers(store: Engine, entities: Iterable[str]) -> dict[str, tuple[Number, ...]]:
    """Entity → the numbers about it, sorted by indicator and period."""
    about = ask_about(store, _ABOUT_WHICH, entities)
    told: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for observation, prop, value, named in sorted(
        ask_about(store, _NUMBERS, {o for _, o in about}), reverse=True
    ):
        told[observation][local_name(prop)] = value, named
    quotes = _quotes(store, told)
    # What several documents publish alike is one number with several sentences.
    said: dict[tuple[str, Number], list[tuple[Quote, ...]]] = defaultdict(list)
    for entity, observation in about:
        said[entity, _number(told[observation])].append(quotes.get(observation, ()))
    found: dict[str, list[Number]] = defaultdict(list)
    for entity, number in sorted(said, key=lambda key: (key[0], astuple(key[1]))):
        found[entity].append(replace(number, quotes=_joined(said[entity, number])))
    return {entity: tuple(numbers) for entity, numbers in found.items()}


def _number(fields: Mapping[str, tuple[str, str]]) -> Number:
    """A number without its quotations, from the values of an observation and their labels."""
    shown = {key: named or _concept_label(value) for key, (value, named) in fields.items()}
    return Number(
        indicator=shown.get("indicator", ""),
        value=shown.get("value", ""),
        unit=shown.get("unit", ""),
        qualifier=local_name(fields["qualifier"][0]) if "qualifier" in fields else "exact",
        period=shown.get("period", ""),
    )


def _concept_label(value: str) -> str:
    """The Chinese label of a concept of the ontology; anything else as it is."""
    known = label_of(value)
    return known[0] if known else value


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name))
