"""An entity with its attributes, relations both ways and numbers, each with the words that say so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from minsheng.describing.hubs import by_class, ordered, statements
from minsheng.describing.reader import Reader, text_of
from minsheng.describing.records import Description, Fact, Group, Named, Number, Series
from minsheng.vocabulary import MS, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, local_name, relations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyoxigraph as ox

    from minsheng.describing.hubs import Ends
    from minsheng.export.descriptions import Object

#: Facts of a predicate that a description lists; the others are counted.
MOST_FACTS: Final = 50
#: Attributes that documents state, so that each has its own words; kind and domain follow from the name.
ATTRIBUTES: Final = ("status", "audience")
#: What `only` is for numbers.
NUMBERS: Final = "about"
#: Growth in one text and growth in another need not be over the same time.
_CHANGES: Final = frozenset({"growth", "decline"})
#: Places one in another at most: province, city, county, town, village, estate, and some to spare.
_DEEPEST: Final = 10


def describe(
    store: ox.Store | Reader, iri: str, *, most: int = MOST_FACTS, only: str | None = None, skip: int = 0
) -> Description | None:
    """What the graph says of an entity; None where it is no entity of the graph.

    Args:
        store: the store, or a reader of it that keeps labels between calls.
        iri: of the entity.
        most: facts of a predicate, and indicators, that are listed.
        only: local name of the one predicate that is read, `NUMBERS` for numbers; all are if None.
        skip: facts of each predicate to leave out first.

    Example:
        >>> import pyoxigraph as ox
        >>> describe(ox.Store(), "urn:nothing") is None
        True
    """
    reader = store if isinstance(store, Reader) else Reader(store)
    about = reader.properties(iri)
    if RDFS.label not in about and SKOS.prefLabel not in about:
        return None
    name = reader.named(iri)
    told, heard = _ends(reader, iri, outgoing=True), _ends(reader, iri, outgoing=False)
    groups = [
        *_groups(reader, told, relations(), (True, most, only, skip)),
        *_groups(reader, heard, relations(), (False, most, only, skip)),
    ]
    indicators, series = _series(reader, iri, skip, most) if only in (None, NUMBERS) else (0, ())
    return Description(
        iri=iri,
        label=name.zh,
        type=_type(reader, about),
        pinyin=_first(about, MS.pinyin),
        aliases=tuple(sorted({text_of(term) for term in about.get(SKOS.altLabel, ())} - {name.zh})),
        kinds=tuple(reader.named(text_of(term)) for term in about.get(MS.kind, ())),
        domains=tuple(reader.named(text_of(term)) for term in about.get(MS.domain, ())),
        attributes=tuple(_groups(reader, told, ATTRIBUTES, (True, most, None, 0))),
        areas=_areas(reader, iri),
        groups=tuple(groups),
        series=series,
        indicators=indicators,
        named=reader.stated(iri, about) if PROV.wasDerivedFrom in about else None,
        identifiers=tuple(text_of(term) for term in about.get(SCHEMA.identifier, ())),
        same_as=tuple(text_of(term) for term in about.get(OWL.sameAs, ())),
    )


def _first(about: Mapping[str, Sequence[Object]], predicate: str) -> str:
    return next((text_of(term) for term in about.get(predicate, ())), "")


def _type(reader: Reader, about: Mapping[str, Sequence[Object]]) -> Named:
    """The ontology's class, or whatever class there is."""
    classes = [text_of(term) for term in about.get(RDF.type, ())]
    ours = [iri for iri in classes if iri.startswith(str(MS))]
    return reader.named((ours or classes or [RDFS.Resource])[0])


def _ends(reader: Reader, iri: str, *, outgoing: bool) -> Mapping[str, Ends]:
    """Predicate → the other ends; put in order beforehand where they are many."""
    known = reader.hubs.ends(iri, outgoing=outgoing)
    if known is not None:
        return known
    said = statements(reader, iri, outgoing)
    return {predicate: ordered(reader, others) for predicate, others in said.items()}


def _groups(
    reader: Reader, ends: Mapping[str, Ends], wanted: Iterable[str], how: tuple[bool, int, str | None, int]
) -> Iterable[Group]:
    """The facts of those predicates that are wanted, in the ontology's order."""
    outgoing, most, only, skip = how
    for predicate in wanted:
        there = ends.get(MS[predicate])
        if there is None or (only is not None and predicate != only):
            continue
        yield Group(
            predicate,
            reader.named(MS[predicate]),
            outgoing,
            there.total,
            tuple(_fact(reader, reader.named(other), said) for other, said in there.some(skip, most)),
            tuple((reader.named(MS[class_]), number) for class_, number in there.classes),
        )


def _fact(reader: Reader, other: Named, statements: Sequence[str]) -> Fact:
    notes = sorted(text_of(term) for one in statements for term in reader.values(one, MS.awardStatus))
    # applied for in one text, received in another: it was received
    note = reader.named(notes[-1]) if notes else None
    return Fact(other, tuple(reader.stated(one) for one in statements), note)


def _areas(reader: Reader, iri: str) -> tuple[Named, ...]:
    """The places that it lies in, from the widest to the nearest; the narrowest where there are several."""
    chain: list[str] = []
    at = iri
    while len(chain) < _DEEPEST:
        above = [text_of(term) for term in reader.values(at, MS.locatedIn)]
        above = [place for place in above if place not in (iri, *chain)]
        if not above:
            break
        at = max(above, key=lambda place: (len(reader.values(place, MS.locatedIn)), _code(place), place))
        chain.append(at)
    return tuple(reader.named(place) for place in reversed(chain))


def _code(iri: str) -> int:
    """Length of the administrative code that the IRI of a place ends in: longer is narrower."""
    code = local_name(iri)
    return len(code) if code.isdigit() else 0


def _series(reader: Reader, iri: str, skip: int, most: int) -> tuple[int, tuple[Series, ...]]:
    """The number of indicators, and the numbers of some of them, by name."""
    by_indicator: dict[str, list[str]] = defaultdict(list)
    for observation in reader.subjects(MS.about, iri):
        by_indicator[reader.text(observation, MS.indicator)].append(observation)
    by_indicator.pop("", None)
    names = sorted(map(reader.named, by_indicator), key=by_class)
    chosen = names[skip : skip + most]
    return len(names), tuple(Series(name, numbers_of(reader, by_indicator[name.iri])) for name in chosen)


def numbers_of(reader: Reader, observations: Iterable[str]) -> tuple[Number, ...]:
    """Observations of one indicator about one thing as numbers, by period; contradictions are marked.

    Two contradict each other if unit, qualifier and period are the same and the value is another.
    """
    numbers = [number for each in observations if (number := _number(reader, each)) is not None]
    values: dict[tuple[object, ...], set[Decimal]] = defaultdict(set)
    for number in numbers:
        values[_same(number)].add(number.value)
    marked = (
        replace(number, disputed=number.qualifier not in _CHANGES and len(values[_same(number)]) > 1)
        for number in numbers
    )
    return tuple(sorted(marked, key=lambda each: (each.last, each.first, each.value, each.stated.iri)))


def _number(reader: Reader, iri: str) -> Number | None:
    about = reader.properties(iri)
    value, unit = _first(about, MS.value), _first(about, MS.unit)
    if not value:
        return None
    return Number(
        value=Decimal(value),
        unit=reader.named(unit) if unit else None,
        qualifier=local_name(_first(about, MS.qualifier)) or "exact",
        period=_first(about, MS.period),
        first=_first(about, MS.periodStart),
        last=_first(about, MS.periodEnd),
        stated=reader.stated(iri, about),
    )


def _same(number: Number) -> tuple[object, ...]:
    """What has no dates (目前) counts as one period."""
    return number.unit, number.qualifier, number.first, number.last
