"""A graph as networkx knows it: entities and the relations between them, each with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.graph.rows import rows
from minsheng.vocabulary import MS, entity_classes, label_of, local_name, relations

if TYPE_CHECKING:
    import networkx as nx

    from minsheng.graph.rows import Engine

_ENTITIES = "SELECT DISTINCT ?entity ?class {{ VALUES ?class {{ {classes} }} ?entity a ?class }}"
_VALUES = """SELECT DISTINCT ?entity ?property ?value {
    VALUES ?property { rdfs:label skos:altLabel ms:pinyin ms:kind ms:domain ms:status }
    ?entity ?property ?value }"""
_STATEMENTS = """SELECT DISTINCT ?statement ?subject ?predicate ?object ?confidence ?evidence {
    ?statement a rdf:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
    OPTIONAL { ?statement ms:confidence ?confidence }
    OPTIONAL { ?statement prov:wasDerivedFrom ?evidence } }"""
_EVIDENCE = """SELECT DISTINCT ?evidence ?exact ?document {
    ?evidence oa:exact ?exact ; prov:wasQuotedFrom ?document }"""
_TITLES = "SELECT DISTINCT ?document ?title { ?document a ms:SourceDocument ; dcterms:title ?title }"


def network(store: Engine) -> nx.MultiDiGraph[str]:
    """Entities and relations as a directed multigraph, nodes and edges in order of their IRIs.

    Nodes are IRIs with `label`, `names` (other names, `；` between), `class`, `kind`, `domain`,
    `status`, `pinyin`; edges are keyed by the IRI of their statement, with `relation` (local name),
    `label`, `confidence` (0 to 1), `quotation`, `document` (title) and `source` (IRI of the document).
    All values are text, confidence a float; what is not known is "".

    Example:
        >>> network(store).number_of_edges()        # doctest: +SKIP
        214
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, attributes in sorted(_nodes(store).items()):
        graph.add_node(iri, **attributes)
    quotations = {iri: (exact, document) for iri, exact, document in rows(store, _EVIDENCE)}
    titles: dict[str, str] = dict(rows(store, _TITLES))  # type: ignore[arg-type]
    known = relations()
    for statement, subject, predicate, object_, confidence, evidence in sorted(rows(store, _STATEMENTS)):
        relation = known.get(local_name(predicate))
        if relation is None or relation.iri != predicate or subject not in graph or object_ not in graph:
            continue
        exact, document = quotations.get(evidence, ("", ""))
        if graph.has_edge(subject, object_, statement):
            edge = graph.edges[subject, object_, statement]
            edge["quotation"] += f"\n{exact}"
            continue
        graph.add_edge(
            subject,
            object_,
            statement,
            relation=relation.name,
            label=relation.zh,
            confidence=float(confidence or 0),
            quotation=exact,
            document=titles.get(document, document),
            source=document,
        )
    return graph


def _nodes(store: Engine) -> dict[str, dict[str, str]]:
    """The entities by IRI, with their attributes."""
    classes = " ".join(f"<{MS[name]}>" for name in entity_classes())
    nodes: dict[str, dict[str, str]] = {}
    for iri, class_ in sorted(rows(store, _ENTITIES.format(classes=classes))):
        empty = dict.fromkeys(("label", "names", "kind", "domain", "status", "pinyin"), "")
        nodes.setdefault(iri, {**empty, "class": local_name(class_)})
    fields = {"label": "label", "altLabel": "names"}
    for iri, property_, value in sorted(rows(store, _VALUES)):
        if iri not in nodes:
            continue
        field = fields.get(local_name(property_), local_name(property_))
        known = label_of(value) if "//" in value else None
        words = known[0] if known else value
        before = nodes[iri][field]
        if field == "names" and before:
            nodes[iri][field] = f"{before}；{words}"
        elif not before:
            nodes[iri][field] = words
    for iri, attributes in nodes.items():
        attributes["label"] = attributes["label"] or local_name(iri)
    return nodes
