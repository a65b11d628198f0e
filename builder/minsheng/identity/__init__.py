"""One identity a thing: IRIs, and what the documents of a graph speak of in common."""

from minsheng.identity.iris import (
    document_iri,
    entity_iri,
    evidence_iri,
    indicator_iri,
    observation_iri,
    pinyin,
    place_iri,
    rule_iri,
    slug,
    statement_iri,
)
from minsheng.identity.resolver import Identity, Resolver

__all__ = [
    "Identity",
    "Resolver",
    "document_iri",
    "entity_iri",
    "evidence_iri",
    "indicator_iri",
    "observation_iri",
    "pinyin",
    "place_iri",
    "rule_iri",
    "slug",
    "statement_iri",
]
