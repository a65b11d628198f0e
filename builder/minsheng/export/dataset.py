"""The graph as a dataset among others: DCAT-AP for catalogues, VoID for those who query it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from minsheng.export.content import Content
from minsheng.export.descriptions import text_of
from minsheng.export.turtle import Turtle
from minsheng.vocabulary import (
    BASE,
    DCAT,
    DCTERMS,
    FOAF,
    MS,
    ONTOLOGY,
    RDF,
    RDFS,
    SKOS,
    VOID,
    XSD,
    classes,
    compact,
    entity_classes,
    prefixes,
)
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from minsheng.export.descriptions import Object

#: The European vocabularies that DCAT-AP asks for.
_LANGUAGES: Final = ("http://publications.europa.eu/resource/authority/language/ZHO",)
_THEME: Final = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_THEMES: Final = "http://publications.europa.eu/resource/authority/data-theme"
_FILE_TYPE: Final = "http://publications.europa.eu/resource/authority/file-type/"
#: Where every place of a graph lies.
_CHINA: Final = "http://publications.europa.eu/resource/authority/country/CHN"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
#: Vocabularies that are named as used, if a predicate or class of theirs is.
_VOCABULARIES: Final = tuple(prefixes().values())
#: Formats that are distributions of all of the graph.
DISTRIBUTED: Final = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "csv")
#: What the European vocabulary of file types calls them.
_FILE_TYPES: Final = dict(
    zip(
        DISTRIBUTED,
        ("RDF_TURTLE", "RDF_TRIG", "RDF_N_QUADS", "RDF_N_TRIPLES", "JSON_LD", "RDF_XML", "CSV"),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Census:
    """What a store holds, counted in one pass."""

    #: statements in all named graphs
    triples: int
    documents: int
    #: by IRI
    classes: dict[str, int]
    properties: dict[str, int]
    #: the first entity of each class, by class
    examples: dict[str, str]
    #: first and latest date of publication of a document, "" if none has one
    earliest: str
    latest: str

    @classmethod
    def of(cls, store: ox.Store) -> Census:
        """Counts a store.

        Example:
            >>> Census.of(ox.Store()).triples
            0
        """
        properties = _counted(store, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")
        classes = _counted(
            store, f"SELECT ?class (COUNT(DISTINCT ?s) AS ?n) {{ ?s <{RDF.type}> ?class }} GROUP BY ?class"
        )
        ours = (MS[name] for name in entity_classes())
        examples = {iri: _first(store, iri) for iri in ours if iri in classes}
        dates = store.quads_for_pattern(None, ox.NamedNode(DCTERMS.issued), None, None)
        days = {quad.object.value for quad in dates if isinstance(quad.object, ox.Literal)} or {""}
        documents = classes.get(MS.SourceDocument, 0)
        return cls(sum(properties.values()), documents, classes, properties, examples, min(days), max(days))


def _counted(store: ox.Store, query: str) -> dict[str, int]:
    """IRI → number, sorted, from a query that gives both: the engine counts without reading a single name."""
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    pairs = ((row[0], row[1]) for row in rows)
    return dict(sorted((term.value, int(n.value)) for term, n in pairs if isinstance(term, ox.NamedNode)))


def _first(store: ox.Store, class_: str) -> str:
    """The first thing of a class, in the order of their IRIs."""
    things = store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(class_), None)
    return min(str(getattr(quad.subject, "value", quad.subject)) for quad in things)


def described(
    census: Census, base: str = BASE, *, site: str | None = None, modified: str | None = None
) -> list[ox.Triple]:
    """The dataset, its distributions and its partitions as triples, sorted.

    Args:
        census: what the graph holds.
        base: of the graph's IRIs; the dataset's own is `<base>dataset`.
        site: address of a server of the graph, ending in `/`: distributions are then links, and the
            endpoint is named.
        modified: when the graph was built, ISO; the latest document's date if not known.

    Example:
        >>> len(described(Census.of(ox.Store()))) > 20
        True
    """
    return sorted(set(_Description(census, base, site, modified).triples()), key=str)


class _Description:
    def __init__(self, census: Census, base: str, site: str | None, modified: str | None) -> None:
        self._census = census
        self._site = site
        self._modified = modified or census.latest
        self._base = base
        self._dataset = f"{base}dataset"

    def triples(self) -> Iterator[ox.Triple]:
        yield from self._catalogue()
        yield from self._about()
        for form in DISTRIBUTED:
            yield from self._distribution(form)
        yield from self._partitions()

    def _say(self, subject: str, predicate: str, *objects: str | Object) -> Iterator[ox.Triple]:
        for value in objects:
            term = ox.NamedNode(value) if isinstance(value, str) else value
            yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term)

    def _words(self, subject: str, predicate: str, key: str) -> Iterator[ox.Triple]:
        words = text("export", key, documents=self._census.documents, triples=self._census.triples)
        both = ox.Literal(words.zh, language="zh"), ox.Literal(words.en, language="en")
        yield from self._say(subject, predicate, *both)

    def _catalogue(self) -> Iterator[ox.Triple]:
        catalogue, publisher = f"{self._base}catalogue", f"{self._base}publisher"
        yield from self._say(catalogue, RDF.type, DCAT.Catalog)
        yield from self._words(catalogue, DCTERMS.title, "dataset.title")
        yield from self._words(catalogue, DCTERMS.description, "dataset.description")
        yield from self._say(catalogue, DCTERMS.publisher, publisher)
        yield from self._say(catalogue, DCAT.dataset, self._dataset)
        yield from self._say(catalogue, DCTERMS.language, *_LANGUAGES)
        yield from self._say(catalogue, DCTERMS.spatial, _CHINA)
        yield from self._say(catalogue, DCAT.themeTaxonomy, _THEMES)
        yield from self._say(_THEMES, RDF.type, SKOS.ConceptScheme)
        yield from self._words(_THEMES, DCTERMS.title, "dataset.themes")
        yield from self._dated(catalogue, DCTERMS.modified, self._modified)
        yield from self._say(publisher, RDF.type, FOAF.Agent)
        yield from self._words(publisher, FOAF.name, "dataset.publisher")
        if self._site:
            service = f"{self._base}service"
            yield from self._say(catalogue, FOAF.homepage, self._site)
            yield from self._say(catalogue, DCAT.service, service)
            yield from self._say(service, RDF.type, DCAT.DataService)
            yield from self._words(service, DCTERMS.title, "dataset.service")
            yield from self._say(service, DCAT.endpointURL, f"{self._site}sparql")
            yield from self._say(service, DCAT.endpointDescription, f"{self._site}sparql")
            yield from self._say(f"{self._site}sparql", RDF.type, RDFS.Resource)
            yield from self._say(service, DCAT.servesDataset, self._dataset)

    def _about(self) -> Iterator[ox.Triple]:
        dataset, census = self._dataset, self._census
        yield from self._say(dataset, RDF.type, DCAT.Dataset, VOID.Dataset)
        yield from self._words(dataset, DCTERMS.title, "dataset.title")
        yield from self._words(dataset, DCTERMS.description, "dataset.description")
        yield from self._say(dataset, DCTERMS.identifier, ox.Literal(dataset))
        yield from self._say(dataset, DCTERMS.publisher, f"{self._base}publisher")
        yield from self._say(dataset, DCTERMS.language, *_LANGUAGES)
        for language in _LANGUAGES:
            yield from self._say(language, RDF.type, DCTERMS.LinguisticSystem)
        yield from self._say(dataset, DCAT.theme, _THEME)
        yield from self._say(_THEME, RDF.type, SKOS.Concept)
        yield from self._words(_THEME, SKOS.prefLabel, "dataset.theme")
        yield from self._say(dataset, DCTERMS.conformsTo, str(ONTOLOGY).rstrip("/"))
        yield from self._say(str(ONTOLOGY).rstrip("/"), RDF.type, DCTERMS.Standard)
        yield from self._dated(dataset, DCTERMS.modified, self._modified)
        yield from self._covers()
        yield from self._say(dataset, VOID.uriSpace, ox.Literal(self._base))
        for name, count in (
            ("triples", census.triples),
            ("documents", census.documents),
            ("properties", len(census.properties)),
            ("classes", len(census.classes)),
            ("entities", sum(census.classes.get(MS[name], 0) for name in entity_classes())),
        ):
            yield from self._say(dataset, VOID[name], _integer(count))
        yield from self._say(dataset, VOID.exampleResource, *census.examples.values())
        used = (*census.properties, *census.classes)
        names = [space for space in _VOCABULARIES if any(term.startswith(space) for term in used)]
        yield from self._say(dataset, VOID.vocabulary, *names)
        if self._site:
            yield from self._say(dataset, VOID.sparqlEndpoint, f"{self._site}sparql")
            yield from self._say(dataset, DCAT.landingPage, self._site)
            yield from self._say(self._site, RDF.type, FOAF.Document)

    def _covers(self) -> Iterator[ox.Triple]:
        """Where and when the documents are from, and the kinds of things that they tell of."""
        yield from self._say(self._dataset, DCTERMS.spatial, _CHINA)
        yield from self._say(_CHINA, RDF.type, DCTERMS.Location)
        yield from self._words(_CHINA, RDFS.label, "dataset.place")
        for name in entity_classes():
            if MS[name] in self._census.classes:
                told = classes()[name]
                both = ox.Literal(told.zh, language="zh"), ox.Literal(told.en, language="en")
                yield from self._say(self._dataset, DCAT.keyword, *both)
        if self._census.latest:
            period = f"{self._dataset}/period"
            yield from self._say(self._dataset, DCTERMS.temporal, period)
            yield from self._say(period, RDF.type, DCTERMS.PeriodOfTime)
            yield from self._dated(period, DCAT.startDate, self._census.earliest)
            yield from self._dated(period, DCAT.endDate, self._census.latest)

    def _dated(self, subject: str, predicate: str, date: str) -> Iterator[ox.Triple]:
        if date:
            kind = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}.get(len(date), XSD.dateTime)
            yield from self._say(subject, predicate, ox.Literal(date, datatype=ox.NamedNode(kind)))

    def _distribution(self, form: str) -> Iterator[ox.Triple]:
        from minsheng.export import FORMATS, SEVERAL

        distribution = f"{self._dataset}/{form}"
        media = _MEDIA + FORMATS[form].media_type.partition(";")[0]
        file_type = _FILE_TYPE + _FILE_TYPES[form]
        url = f"{self._site}export/{form}{FORMATS[form].suffix}" if self._site else self._dataset
        yield from self._say(self._dataset, DCAT.distribution, distribution)
        yield from self._say(distribution, RDF.type, DCAT.Distribution)
        yield from self._say(distribution, DCTERMS.title, ox.Literal(form, language="en"))
        yield from self._say(distribution, DCAT.accessURL, url)
        yield from self._say(url, RDF.type, RDFS.Resource)  # the profile's shapes ask for the class
        yield from self._words(distribution, DCTERMS.description, f"dataset.as.{form}")
        yield from self._say(distribution, DCTERMS.format, file_type)
        yield from self._say(file_type, RDF.type, DCTERMS.MediaTypeOrExtent)
        yield from self._say(media, RDF.type, DCTERMS.MediaType)
        if form in SEVERAL:
            tables = f"{_MEDIA}text/{form}"
            yield from self._say(distribution, DCAT.packageFormat, media)
            yield from self._say(distribution, DCAT.mediaType, tables)
            yield from self._say(tables, RDF.type, DCTERMS.MediaType)
        else:
            yield from self._say(distribution, DCAT.mediaType, media)
        if self._site:
            yield from self._say(distribution, DCAT.downloadURL, url)
            yield from self._say(self._dataset, VOID.dataDump, url)

    def _partitions(self) -> Iterator[ox.Triple]:
        parts = (
            ("class", VOID.classPartition, VOID["class"], VOID.entities, self._census.classes),
            ("property", VOID.propertyPartition, VOID.property, VOID.triples, self._census.properties),
        )
        for kind, partition, names, counts, held in parts:
            for iri, count in held.items():
                node = f"{self._dataset}/{kind}/{_slug(iri)}"
                yield from self._say(self._dataset, partition, node)
                yield from self._say(node, RDF.type, VOID.Dataset)
                yield from self._say(node, names, iri)
                yield from self._say(node, counts, _integer(count))


def _slug(iri: str) -> str:
    """An IRI as a part of one: its prefix and name where it has them."""
    short = compact(iri)
    if short != iri:
        return short.replace(":", "-", 1)
    return "".join(character if character.isalnum() else "-" for character in iri)


def _integer(count: int) -> ox.Literal:
    return ox.Literal(str(count), datatype=ox.NamedNode(XSD.integer))


def base_of(store: ox.Store) -> str:
    """The base of a graph's IRIs, told by its documents.

    Example:
        >>> base_of(ox.Store()) == BASE
        True
    """
    documents = store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(MS.SourceDocument), None)
    spaces = {text_of(quad.subject).rpartition("/")[0] for quad in documents}
    return min((space.removesuffix("source") for space in spaces if space.endswith("/source")), default=BASE)


class DcatAp(Turtle):
    """The description of the graph, not the graph: a catalogue takes it, and VoID readers too."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        store = ox.Store()
        for triple in described(Census.of(content.store), base_of(content.store)):
            store.add(ox.Quad(triple.subject, triple.predicate, triple.object))
        super().__init__(file, Content(store))

    def finish(self) -> None:
        """Closes the description."""
        self.content.close()
