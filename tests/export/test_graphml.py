from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from minsheng.graph.network import network

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

SCHOOL = "https://w3id.org/minsheng/id/School/990101-qinghe-xiaoxue"
GROUP = "https://w3id.org/minsheng/id/EducationGroup/990101-qinghe"


def test_networkx_reads_the_same_network(store: ox.Store, exported: Callable[..., bytes]) -> None:
    read: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        nx.parse_graphml(exported("graphml").decode(), force_multigraph=True)
    )
    expected = network(store)
    assert list(read) == list(expected)
    assert sorted(read.edges(keys=True)) == sorted(expected.edges(keys=True))
    edge = read.edges[SCHOOL, GROUP, "https://w3id.org/minsheng/id/statement/02"]
    assert edge == {
        "relation": "memberOf",
        "label": edge["label"],
        "confidence": 0.9,
        "quotation": "青河区的青河小学、青河二小\n加入“青禾”教育集团。",
        "document": "青河教育简讯",
        "source": "https://w3id.org/minsheng/id/source/qinghe-jiaoyu",
    }


def test_nodes_have_plain_attributes(exported: Callable[..., bytes]) -> None:
    node = nx.parse_graphml(exported("graphml").decode(), force_multigraph=True).nodes[SCHOOL]
    assert (node["label"], node["class"], node["pinyin"]) == ("青河小学", "School", "qing he xiao xue")


def test_text_that_xml_cannot_hold_is_replaced(exported: Callable[..., bytes]) -> None:
    assert "\ufffd。" in exported("graphml").decode()
