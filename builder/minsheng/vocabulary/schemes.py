"""The concept schemes: kinds, domains, units and the like, by notation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from minsheng.vocabulary.namespaces import CHINESE, MS, ONTOLOGY, SKOS
from minsheng.vocabulary.ontology import nodes, own_names

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The concept schemes; each has the local name of the property whose values it lists.
SCHEMES = ("domain", "kind", "status", "awardStatus", "qualifier", "unit", "audience")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme; `alt` are other words for it, in Chinese."""

    iri: str
    scheme: str
    notation: str
    zh: str
    en: str
    alt: tuple[str, ...] = ()
    #: notation of the broader concept of the same scheme
    broader: str | None = None
    #: of a kind: local name of the class that it divides
    kind_of: str | None = None


@cache
def concepts(scheme: str) -> Mapping[str, Concept]:
    """The concepts of a scheme by notation, in the order of its file.

    Raises:
        KeyError: no such scheme.

    Example:
        >>> concepts("kind")["primary-school"].zh
        '小学'
    """
    if scheme not in SCHEMES:
        raise KeyError(scheme)
    base, kind_of = ONTOLOGY[scheme] + "/", MS.kindOf
    found = {}
    for iri, node in nodes().items():
        if ONTOLOGY[scheme] in node.links.get(SKOS.inScheme, ()):
            broader = node.links.get(SKOS.broader, [])
            notation = node.text(SKOS.notation, "")
            found[notation] = Concept(
                iri=iri,
                scheme=scheme,
                notation=notation,
                zh=node.text(SKOS.prefLabel, CHINESE),
                en=node.text(SKOS.prefLabel, "en"),
                alt=tuple(node.all_texts(SKOS.altLabel, CHINESE)),
                broader=broader[0].removeprefix(base) if broader else None,
                kind_of=next(iter(own_names(node.links.get(kind_of, []))), None),
            )
    return MappingProxyType(found)


def concept_iri(scheme: str, notation: str) -> str:
    """The IRI of a listed concept.

    Raises:
        KeyError: the scheme has no such concept.

    Example:
        >>> concept_iri("status", "planned")
        'https://w3id.org/minsheng/ontology/status/planned'
    """
    return concepts(scheme)[notation].iri


@cache
def _units() -> Mapping[str, Concept]:
    listed = concepts("unit").values()
    return {word: concept for concept in listed for word in (concept.zh, *concept.alt)}


@cache
def unit(measure: str) -> Concept:
    """The concept of a measure word; one that the scheme does not list gets an IRI from its characters.

    Example:
        >>> unit("家").iri, unit("盏").notation
        ('https://w3id.org/minsheng/ontology/unit/jia', 'u76cf')
    """
    listed = _units().get(measure)
    if listed is not None:
        return listed
    notation = "-".join(f"u{ord(character):x}" for character in measure)
    return Concept(ONTOLOGY["unit/" + notation], "unit", notation, measure, measure)


def unit_iri(measure: str) -> str:
    """The IRI of `unit(measure)`."""
    return unit(measure).iri


@cache
def kinds_of(name: str) -> Mapping[str, str]:
    """Head word → notation of its kind, for one class; labels and other words alike.

    Example:
        >>> kinds_of("HealthCentre")["卫生院"]
        'township-health-centre'
    """
    heads: dict[str, str] = {}
    for concept in concepts("kind").values():
        if concept.kind_of == name:
            for word in (concept.zh, *concept.alt):
                heads.setdefault(word, concept.notation)
    return MappingProxyType(heads)
