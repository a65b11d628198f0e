"""GeoJSON (RFC 7946): facilities and places as features, with a point where the graph knows one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.export.arrays import Array
from minsheng.export.entities import OfEntities, first, iri_of
from minsheng.export.losses import NO_VALUE
from minsheng.vocabulary import GEO, MS, RDF, RDFS, SKOS, subclasses

if TYPE_CHECKING:
    from typing import BinaryIO

    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description

_POINT = re.compile(r"\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*", re.IGNORECASE)
_CARRIED = frozenset(
    {RDF.type, RDFS.label, SKOS.altLabel, MS.kind, MS.domain, MS.status, MS.locatedIn, GEO.hasGeometry}
)


class GeoJson(OfEntities):
    """A FeatureCollection; features without a known point have the geometry null, as the standard allows."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._located = subclasses("Facility") | {"Place"}
        self.write('{"type": "FeatureCollection", "features": [')
        self._features = Array(self.write)

    def feed(self, description: Description) -> None:
        """Writes a feature for what lies somewhere; all else is counted."""
        class_ = self.class_of(description)
        if class_ is None or class_ not in self._located:
            self.lose_whole(description)
            return
        point = self._point(description)
        if point is None:
            self.miss(description, GEO.hasGeometry, NO_VALUE)
        properties: dict[str, object] = {
            "name": first(description, RDFS.label),
            "class": class_,
            "other_names": list(description.values(SKOS.altLabel)),
            **{
                name: [self.label(value) for value in description.values(MS[name])]
                for name in ("kind", "domain", "status")
            },
            "located_in": [self.label(value) for value in description.values(MS.locatedIn)],
            "located_in_iri": list(description.values(MS.locatedIn)),
        }
        feature = {
            "type": "Feature",
            "id": iri_of(description),
            "geometry": None if point is None else {"type": "Point", "coordinates": point},
            "properties": {key: value for key, value in properties.items() if value},
        }
        self._features.add(feature)
        self.lose(description, _CARRIED)

    def finish(self) -> None:
        """Closes the collection."""
        self.write("\n]}\n")

    def _point(self, description: Description) -> list[float] | None:
        """Longitude and latitude of the first well-known text that is a point."""
        for geometry in description.values(GEO.hasGeometry):
            for text in self.values(geometry, GEO.asWKT) if "//" in geometry else [geometry]:
                match = _POINT.fullmatch(text)
                if match:
                    return [float(match[1]), float(match[2])]
        return None
