"""HSDS 3 (Open Referral): facilities as services at locations, of the organizations that run them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from minsheng.export.arrays import Array
from minsheng.export.entities import OfEntities, first, iri_of
from minsheng.export.losses import FILLED, ONE_VALUE
from minsheng.vocabulary import MS, PROV, RDF, RDFS, SCHEMA, SKOS, label_of, local_name, subclasses
from minsheng.wording import text

if TYPE_CHECKING:
    from typing import BinaryIO

    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description

#: Status of a service by that of a facility; what has none of these is active.
_STATUS: Final = {"closed": "defunct", "planned": "inactive", "underConstruction": "inactive"}
_CARRIED: Final = frozenset(
    {
        RDF.type,
        RDFS.label,
        SKOS.altLabel,
        MS.kind,
        MS.domain,
        MS.status,
        MS.operatedBy,
        MS.locatedIn,
        MS.coverageArea,
    }
)


def identifier(iri: str, part: str = "") -> str:
    """The UUID that stands for an IRI, or for a record that HSDS makes of it.

    Example:
        >>> identifier("https://example.org/a")
        '77980eae-c343-5b01-9823-eb6ac1da021f'
    """
    return str(uuid5(NAMESPACE_URL, f"{iri}#{part}" if part else iri))


def uri(iri: str) -> str:
    """An IRI as the fields of HSDS take it: in ASCII, all else as percent-encoded UTF-8 (RFC 3987, 3.1).

    Example:
        >>> uri("https://example.org/图#a")
        'https://example.org/%E5%9B%BE#a'
    """
    return quote(iri, safe="%!#$&'()*+,/:;=?@[]~")


class Hsds(OfEntities):
    """The one page of an HSDS API's list of services: `contents`, each in full, and how many there are."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._served = subclasses("Facility")
        self.write('{"contents": [')
        self._services = Array(self.write)
        self._count = 0

    def feed(self, description: Description) -> None:
        """Writes a service for a facility or programme; all else is counted."""
        class_ = self.class_of(description)
        if class_ is None or not (class_ in self._served or class_ == "Programme"):
            self.lose_whole(description)
            return
        self._services.add(self._service(description, class_))
        self._count += 1
        self.lose(description, _CARRIED)

    def finish(self) -> None:
        """Closes the array and counts it: the number is known only now."""
        page = {
            "total_items": self._count,
            "total_pages": 1,
            "page_number": 1,
            "size": self._count,
            "first_page": True,
            "last_page": True,
            "empty": not self._count,
        }
        self.write(f"\n],\n{json.dumps(page)[1:]}\n")

    def _service(self, description: Description, class_: str) -> dict[str, Any]:
        iri, name = iri_of(description), first(description, RDFS.label)
        statuses = [local_name(value) for value in description.values(MS.status)]
        service: dict[str, Any] = {
            "id": identifier(iri),
            "name": name,
            "url": uri(iri),
            "status": next((_STATUS[each] for each in statuses if each in _STATUS), "active"),
            "organization": self._organization(description, class_),
            "attributes": self._attributes(description, iri, class_),
        }
        if other := list(description.values(SKOS.altLabel)):
            service["alternate_name"] = "；".join(other)
        if quotation := self.quotation(description, RDFS.label):  # HSDS has no field for a source
            service["description"] = quotation
        if not statuses:
            self.miss(description, MS.status, FILLED)
        if areas := list(description.values(MS.coverageArea)):
            service["service_areas"] = [
                {"id": identifier(iri, f"area {area}"), "name": self.label(area), "uri": uri(area)}
                for area in areas
            ]
        if class_ in self._served:
            service["service_at_locations"] = [
                {"id": identifier(iri, "at"), "location": self._location(description, iri, name)}
            ]
        return service

    def _organization(self, description: Description, class_: str) -> dict[str, str]:
        """Who runs it; a facility that nobody else is said to run is its own organization."""
        runners = list(description.values(MS.operatedBy))
        if runners:
            iri = runners[0]
            self.miss(description, MS.operatedBy, ONE_VALUE, len(runners) - 1)
            name = self.label(iri)
        elif class_ in self._served:
            iri, name = iri_of(description), first(description, RDFS.label)
        else:
            self.miss(description, MS.operatedBy, FILLED)
            iri, name = f"{iri_of(description)}#provider", text("export", "unknown.provider").zh
        sources = {
            document for each in self.values(iri, PROV.wasDerivedFrom) for document in self._from(each)
        }
        kind = next((found[0] for c in self.values(iri, RDF.type) if (found := label_of(c))), name)
        about = text("export", "organization.description", kind=kind, documents=len(sources)).zh
        return {"id": identifier(iri, "organization"), "name": name, "description": about, "uri": uri(iri)}

    def _from(self, evidence: str) -> list[str]:
        return self.values(evidence, PROV.wasQuotedFrom)

    def _location(self, description: Description, iri: str, name: str) -> dict[str, Any]:
        areas = self._above(iri)
        location: dict[str, Any] = {
            "id": identifier(iri, "location"),
            "location_type": "physical",
            "name": name,
        }
        if areas:
            # no document gives a street or a postcode: the narrowest place stands for the first line
            self.miss(description, SCHEMA.postalCode, FILLED)
            location["addresses"] = [
                {
                    "id": identifier(iri, "address"),
                    "address_1": areas[0],
                    "city": areas[-2] if len(areas) > 1 else areas[-1],
                    "state_province": areas[-1],
                    "postal_code": "",
                    "country": "CN",
                    "address_type": "physical",
                }
            ]
        return location

    def _above(self, iri: str) -> list[str]:
        """Labels of the places that something lies in, the nearest first."""
        found: list[str] = []
        seen = {iri}
        at: str | None = iri
        while at is not None and len(found) < 8:
            at = next((place for place in self.values(at, MS.locatedIn) if place not in seen), None)
            if at is not None:
                seen.add(at)
                found.append(self.label(at))
        return found

    def _attributes(self, description: Description, iri: str, class_: str) -> list[dict[str, Any]]:
        terms = [("class", MS[class_])]
        terms += [(name, value) for name in ("kind", "domain") for value in description.values(MS[name])]
        return [
            {
                "id": identifier(iri, f"attribute {term}"),
                "link_id": identifier(iri),
                "link_entity": "service",
                "taxonomy_term": {
                    "id": identifier(term),
                    "code": local_name(term),
                    "name": self.label(term),
                    "description": self.label(term),
                    "taxonomy": text("export", f"taxonomy.{name}").zh,
                    "term_uri": uri(term),
                },
            }
            for name, term in terms
        ]
