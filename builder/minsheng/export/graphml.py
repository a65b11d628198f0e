"""GraphML, as Gephi, Cytoscape, yEd and networkx open it: entities, and the relations between them."""

from __future__ import annotations

import shutil
import tempfile
from typing import TYPE_CHECKING, Final

from minsheng.export.entities import OfEntities, first, iri_of
from minsheng.export.losses import NO_END, NO_PROPERTY
from minsheng.export.sorting import Sorter
from minsheng.export.xml import escape, legal
from minsheng.vocabulary import (
    DCTERMS,
    MS,
    OA,
    PROV,
    RDF,
    RDFS,
    SKOS,
    label_of,
    local_name,
    relations,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description

#: What nodes and edges tell, in the order of the file; Gephi shows `label`, `confidence` is a number.
_NODE: Final = ("label", "names", "kind", "domain", "status", "pinyin", "class")
_EDGE: Final = ("relation", "label", "confidence", "quotation", "document", "source")
_SPACE: Final = (
    'xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"'
)
_CONCEPTS: Final = (MS.kind, MS.domain, MS.status)
_QUOTED: Final = (OA.exact, PROV.wasQuotedFrom)
_STATEMENT: Final = frozenset(
    {RDF.type, RDF.subject, RDF.predicate, RDF.object, MS.confidence, PROV.wasDerivedFrom}
)


class GraphMl(OfEntities):
    """One node an entity, one edge a statement whose two ends are entities."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._relations = {relation.iri: relation for relation in relations().values()}
        self._carried = frozenset({RDF.type, SKOS.altLabel, *self._relations})
        #: evidence there is, and lines of what edges quote
        self._evidence, self._cited = 0, Sorter()
        # Readers of one pass want the nodes before the edges.
        self._edges = tempfile.TemporaryFile()  # noqa: SIM115 - closed by finish
        self.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml {_SPACE}>\n')
        for domain, names in (("node", _NODE), ("edge", _EDGE)):
            for name in names:
                kind = "double" if name == "confidence" else "string"
                key = f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>'
                self.write(f"  {key}\n")
        self.write('  <graph edgedefault="directed">\n')

    def feed(self, description: Description) -> None:
        """Writes a node or keeps an edge; what neither tells of is counted."""
        types = description.values(RDF.type)
        class_ = self.class_of(description)
        if class_ is not None:
            self._node(description, class_)
        elif RDF.Statement in types:
            self._edge(description)
        elif MS.SourceDocument in types:
            self.lose(description, {RDF.type, RDFS.label}, {DCTERMS.title})
        elif MS.Evidence in types:
            self._evidence += 1
            self.lose(description, {RDF.type, *_QUOTED})
        else:
            self.lose_whole(description)

    def finish(self) -> None:
        """Writes the edges after the nodes."""
        with self._cited:
            uncited = max(0, self._evidence - sum(1 for _ in self._cited))
        for term in _QUOTED:
            self.losses.add(NO_PROPERTY, MS.Evidence, term, uncited)
        with self._edges:
            self.size += self._edges.tell()
            self._edges.seek(0)
            shutil.copyfileobj(self._edges, self.file)
        self.write("  </graph>\n</graphml>\n")

    def _node(self, entity: Description, class_: str) -> None:
        iri = iri_of(entity)
        values = (
            first(entity, RDFS.label) or local_name(iri),
            "；".join(entity.values(SKOS.altLabel)),
            *((label_of(value) or (value,))[0] for value in (first(entity, term) for term in _CONCEPTS)),
            first(entity, MS.pinyin),
            class_,
        )
        self.write(f'    <node id="{escape(iri)}">{self._data("node", _NODE, values)}</node>\n')
        self.lose(entity, self._carried, {RDFS.label, MS.pinyin, *_CONCEPTS})

    def _edge(self, statement: Description) -> None:
        ends = [first(statement, term) for term in (RDF.subject, RDF.object)]
        relation = self._relations.get(first(statement, RDF.predicate))
        if relation is None or not all(map(self.is_entity, ends)):
            self.lose_whole(statement, NO_END)
            return
        evidence = statement.values(PROV.wasDerivedFrom)
        self._cited.write("".join(f"{iri}\n" for iri in evidence).encode())
        found = [self.cited(iri) for iri in evidence]
        values = (
            relation.name,
            relation.zh,
            str(float(first(statement, MS.confidence) or 0)),
            "\n".join(each.exact for each in found),
            found[0].title if found else "",
            found[0].document if found else "",
        )
        source, target = map(escape, ends)
        data = self._data("edge", _EDGE, values)
        edge = f'<edge id="{escape(iri_of(statement))}" source="{source}" target="{target}">{data}</edge>'
        self._edges.write(f"    {edge}\n".encode())
        self.lose(statement, _STATEMENT)

    def _data(self, domain: str, names: Iterable[str], values: Iterable[str]) -> str:
        found = []
        for name, value in zip(names, values, strict=True):
            words, replaced = legal(value)
            self.replaced += replaced
            found.append(f'<data key="{domain}-{name}">{escape(words)}</data>')
        return "".join(found)
