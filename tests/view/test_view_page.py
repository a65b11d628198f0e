from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from minsheng.data import data
from minsheng.errors import UsageError
from minsheng.view import write_page
from minsheng.view.model import Document, Edge, Node, Page, Quote
from minsheng.view.network import draw
from minsheng.view.page import render
from minsheng.vocabulary import entity_classes
from minsheng.wording import keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyoxigraph import Store

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<!-- <script>",
    "href='javascript:alert(3)' \" '",
    "{{library}} {{script}}",
    "\u202e\u2066右到左\u2069",
    "a\u2028b\u2029c",
    "长" * 5000,
    "&lt;b&gt;",
]


def small(labels: list[str]) -> Page:
    quote = Quote(labels[0], "d", 0, 3)
    nodes = tuple(
        Node(f"https://example.org/{index}", label, "School", (label,), quotes=(quote,))
        for index, label in enumerate(labels)
    )
    edges = tuple(Edge(nodes[0].iri, node.iri, "partnerOf", (quote,)) for node in nodes[1:])
    return Page(labels[0], nodes, edges, (Document("d", labels[0], "2024", labels[0]),))


class Elements(HTMLParser):
    """The elements of a page, and the text within script, style and title."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {}
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style", "title", "h1"):
            self.raw.setdefault(self._open, []).append(data)


def embedded(page: str) -> Any:
    return json.loads(Elements(page).raw["script"][0])


def test_the_same_graph_gives_the_same_bytes(invented: Callable[[int], Store], tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_page(invented(60), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_report_counts(invented: Callable[[int], Store], tmp_path: Path) -> None:
    report = write_page(invented(60), str(tmp_path / "page.html"), limit=50)
    assert (report.shown, report.left_out) == (50, 10)
    assert sum(count for _, count in report.left_out_by_class) == 10
    assert report.as_dict()["output"] == str(tmp_path / "page.html")
    contents = embedded((tmp_path / "page.html").read_text("utf-8"))
    assert (len(contents["nodes"]), len(contents["edges"])) == (50, report.relations)
    assert sum(count for _, count in contents["leftOut"]) == 10


def test_a_failed_write_leaves_the_old_page(
    invented: Callable[[int], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space"):
        write_page(invented(20), target)
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
    assert target.read_text() == "old"


def test_nothing_comes_from_elsewhere() -> None:
    elements = Elements(render(small(["甲", "乙"])))
    links = [attrs for _, attrs in elements.tags if {"src", "href", "srcset", "action"} & attrs.keys()]
    assert links == []
    assert not {"link", "iframe", "object", "embed", "base", "form", "img"} & {
        tag for tag, _ in elements.tags
    }
    assert "sourceMappingURL" not in elements.raw["script"][1]
    assert not re.search(r"@import|url\(", elements.raw["style"][0])


def test_the_policy_allows_what_the_page_has_and_no_more() -> None:
    elements = Elements(render(small(["甲", "乙"])))
    policy = next(
        attrs["content"] or "" for tag, attrs in elements.tags if "http-equiv" in attrs and tag == "meta"
    )
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    allowed = re.findall(r"'sha256-([^']+)'", policy)
    run = [*elements.raw["script"][1:], *elements.raw["style"]]
    assert allowed == [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in run]


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_stays_text(label: str) -> None:
    page = render(small([label, "乙"]))
    plain = Elements(render(small(["甲", "乙"])))
    elements = Elements(page)
    assert [tag for tag, _ in elements.tags] == [tag for tag, _ in plain.tags]
    assert elements.raw["script"][1:] == plain.raw["script"][1:]
    contents = embedded(page)
    assert contents["nodes"][0]["label"] == label
    assert contents["quotes"] == [[0, 0, 3, label]]
    assert f'<h1 dir="auto">{html.escape(label)}</h1>' in page


def test_quotations_stand_once_however_often_they_are_used() -> None:
    contents = embedded(render(small(["甲", "乙", "丙"])))
    assert len(contents["quotes"]) == 1
    assert [edge["quotes"] for edge in contents["edges"]] == [[0], [0]]


def test_without_pyvis_the_error_tells_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyvis.network", None)
    with pytest.raises(UsageError, match="M421") as caught:
        render(small(["甲"]))
    assert "minsheng[view]" in caught.value.cure.en


def test_no_text_reaches_pyvis_and_parallel_edges_bow_apart() -> None:
    page = small(["甲", "乙"])
    twice = Page("t", page.nodes, (*page.edges, Edge(page.nodes[1].iri, page.nodes[0].iri, "partnerOf")))
    drawing = draw(twice)
    assert [set(node) for node in drawing.nodes] == [{"id", "x", "y", "size"}] * 2
    assert [edge["smooth"]["roundness"] for edge in drawing.edges] == [0.12, 0.24]
    assert [edge["id"] for edge in drawing.edges] == [0, 1]
    assert drawing.options["physics"] == {"enabled": False}
    assert "甲" not in json.dumps([drawing.nodes, drawing.edges, drawing.options])


def test_neither_numpy_nor_scipy_is_needed() -> None:
    blocked = "import sys; sys.modules.update(numpy=None, scipy=None)"
    drawing = "from minsheng.view.layout import places; print(len(places(4, [(0, 1), (1, 2)])))"
    import_pyvis = "import pyvis.network"
    run = subprocess.run(
        [sys.executable, "-c", f"{blocked}; {import_pyvis}; {drawing}"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout == "4\n"


def styles() -> dict[str, dict[str, str]]:
    return tomllib.loads(data("view", "styles.toml").read_text(encoding="utf-8"))


def test_every_class_has_a_look_of_its_own() -> None:
    looks = styles()
    assert set(entity_classes()) <= looks.keys()
    assert len({(look["colour"], look["shape"]) for look in looks.values()}) == len(looks)


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", sorted({look["colour"] for look in styles().values()}))
def test_colours_stand_out_from_the_ground(colour: str) -> None:
    # Three to one is what WCAG 2 asks of graphics.
    assert 1.05 / (luminance(colour) + 0.05) >= 3


def test_every_word_is_used_and_every_used_word_exists() -> None:
    assets = [file for file in data("view", "assets").iterdir() if file.name.endswith(".js")]
    scripts = "".join(file.read_text(encoding="utf-8") for file in assets)
    known = set(keys("view"))
    asked = set(re.findall(r'(?:word|plain|button|section)\("([a-z-]*[a-z])"', scripts))
    asked |= set(re.findall(r"DATA\.words\.([a-z]+)", scripts))
    assert asked <= known
    spelled = set(re.findall(r'"([a-z-]+)"', scripts)) | asked
    made = {key for key in known if key.startswith(("title-", "property-", "qualifier-", "award-"))}
    assert known - spelled - made == {"brand", "no-script"}
