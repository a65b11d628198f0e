"""What a predicate says, each pair once."""

from __future__ import annotations

import pyoxigraph as ox

from minsheng.graph.pairs import pairs

TRIG = b"""
<urn:g1> { <urn:a> <urn:p> "x", "x"@zh, <urn:b> . <urn:b> <urn:q> "no" . _:b <urn:p> "no" }
<urn:g2> { <urn:a> <urn:p> "x", <urn:b> . <urn:b> <urn:p> 1 }
<urn:c> <urn:p> "default" .
"""


def test_each_pair_comes_once_from_whatever_graphs() -> None:
    store = ox.Store()
    store.load(TRIG, ox.RdfFormat.TRIG)
    assert sorted((iri, str(value)) for iri, value in pairs(store, "urn:p")) == [
        ("urn:a", '"x"'),
        ("urn:a", '"x"@zh'),
        ("urn:a", "<urn:b>"),
        ("urn:b", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("urn:c", '"default"'),
    ]
