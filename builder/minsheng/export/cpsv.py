"""CPSV-AP 3: programmes as public services, with the bodies that are competent for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from minsheng.export.content import Content
from minsheng.export.dataset import base_of
from minsheng.export.entities import OfEntities, first, iri_of
from minsheng.export.losses import FILLED
from minsheng.export.turtle import Turtle
from minsheng.vocabulary import CPSV, CV, DCTERMS, FOAF, MS, ORG, PROV, RDF, RDFS, SKOS, subclasses
from minsheng.wording import text

if TYPE_CHECKING:
    from typing import BinaryIO

    from minsheng.export.descriptions import Description, Object

_LANGUAGE: Final = "zh"
#: The class that the profile's shapes ask of the areas of public organisations.
_UNIT: Final = "http://data.europa.eu/88u/dataset/atu-type"
_SERVICE: Final = frozenset(
    {RDF.type, RDFS.label, SKOS.altLabel, MS.domain, MS.operatedBy, MS.coverageArea, PROV.wasDerivedFrom}
)


class CpsvAp(OfEntities):
    """Turtle of services, public organisations, places and concepts, written when all of them are known."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._out = ox.Store()
        self._bodies = subclasses("Organization") | subclasses("Facility")
        self._base = base_of(content.store)
        self._unknown = f"{self._base}authority/unknown"

    def feed(self, description: Description) -> None:
        """Takes a programme; all else is told with the programmes that need it, or counted."""
        if self.class_of(description) != "Programme":
            if self.class_of(description) not in {*self._bodies, "Place"}:
                self.lose_whole(description)
            return
        iri = iri_of(description)
        self._say(iri, RDF.type, CPSV.PublicService)
        self._named(iri, DCTERMS.title, first(description, RDFS.label))
        self._say(iri, DCTERMS.identifier, ox.Literal(iri))
        self._say(iri, DCTERMS.description, ox.Literal(self._described(description), language=_LANGUAGE))
        for concept in description.values(MS.domain):
            self._say(iri, CV.thematicArea, concept)
            self._say(concept, RDF.type, SKOS.Concept)
            self._named(concept, SKOS.prefLabel, self.label(concept))
        for place in description.values(MS.coverageArea):
            self._say(iri, DCTERMS.spatial, place)
            self._place(place)
        bodies = [body for body in description.values(MS.operatedBy) if self._is_body(body)]
        if not bodies:
            self.miss(description, CV.hasCompetentAuthority, FILLED)
        for body in bodies or [self._unknown]:
            self._say(iri, CV.hasCompetentAuthority, body)
            self._authority(body, description.values(MS.coverageArea))
        self.lose(description, _SERVICE)

    def finish(self) -> None:
        """Writes the Turtle."""
        services = self._out.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(CPSV.PublicService))
        self.write(f"# CPSV-AP 3.2: {sum(1 for _ in services)} public services\n")
        with Content(self._out) as content:
            turtle = Turtle(self.file, content)
            turtle.run()
        self.size += turtle.size

    def _described(self, service: Description) -> str:
        """The words of the first source that names it; the profile demands a description."""
        if quotation := self.quotation(service, DCTERMS.title):
            return quotation
        self.miss(service, DCTERMS.description, FILLED)
        return first(service, RDFS.label)

    def _authority(self, body: str, covered: list[str]) -> None:
        known = body != self._unknown
        name = self.label(body) if known else text("export", "unknown.authority").zh
        for class_ in (CV.PublicOrganisation, ORG.Organization, FOAF.Agent):
            self._say(body, RDF.type, class_)
        self._say(body, DCTERMS.identifier, ox.Literal(body))
        for predicate in (SKOS.prefLabel, DCTERMS.title):
            self._named(body, predicate, name)
        places = (self.values(body, MS.locatedIn) if known else []) or covered
        if not places:
            self.losses.add(FILLED, CV.PublicOrganisation, DCTERMS.spatial)
            places = [f"{self._base}authority/nowhere"]
        for place in places:
            self._say(body, DCTERMS.spatial, place)
            self._say(place, RDF.type, _UNIT)
            self._place(place)

    def _place(self, place: str) -> None:
        self._say(place, RDF.type, DCTERMS.Location)
        self._named(place, RDFS.label, self.label(place))

    def _is_body(self, iri: str) -> bool:
        return any(self._classes.get(class_) in self._bodies for class_ in self.values(iri, RDF.type))

    def _named(self, subject: str, predicate: str, words: str) -> None:
        self._say(subject, predicate, ox.Literal(words, language=_LANGUAGE))

    def _say(self, subject: str, predicate: str, value: str | Object) -> None:
        term = ox.NamedNode(value) if isinstance(value, str) else value
        self._out.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term))
