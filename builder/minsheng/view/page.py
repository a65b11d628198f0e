"""The page: template, style and scripts of `assets/` with the data of one `Page`, in one file."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minsheng.data import data
from minsheng.view.network import draw
from minsheng.view.selection import select
from minsheng.vocabulary import MS, entity_classes, label_of, superclasses
from minsheng.wording import keys, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minsheng.graph.rows import Engine
    from minsheng.view.model import Page, Quote

#: What a page may do: run its own two scripts and use its own style. Nothing is ever fetched.
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; script-src {scripts}; style-src {style}"
_SCRIPTS = ("elements", "graph", "canvas", "panel", "finder", "main")
_PLACE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class PageReport:
    """What a page shows of what was asked for."""

    output: Path
    #: entities on the page
    shown: int
    #: relations on the page
    relations: int
    #: entities that belong on it but found no room
    left_out: int
    #: the same by class, most first
    left_out_by_class: tuple[tuple[str, int], ...] = ()

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "output": str(self.output),
            "shown": self.shown,
            "relations": self.relations,
            "left_out": self.left_out,
            "left_out_by_class": dict(self.left_out_by_class),
        }


def write_page(
    store: Engine,
    output: str | Path,
    focus: str | None = None,
    depth: int = 1,
    rows: Iterable[str] | None = None,
    title: str | None = None,
    limit: int = 2000,
) -> PageReport:
    """Writes one self-contained HTML page that opens offline.

    Args:
        store: a graph, embedded or behind an endpoint; the union of its named graphs is shown.
        output: the file to write, replaced whole.
        focus: name or IRI of an entity: the page shows it and its surroundings.
        depth: how many relations away from `focus` or `rows` the page reaches.
        rows: IRIs of a query's result; observations, statements and evidence stand for the
            entities that they are about, other IRIs are passed over.
        title: heading of the page; a fitting one is made if it is None.
        limit: most entities on the page. What is nearest to the focus and has most relations
            stays, and the page says how many were left out.

    Raises:
        UsageError: `focus` is the name of nothing or of several things; nothing to draw; pyvis
            is not installed.

    Example:
        >>> write_page(store, "page.html", focus="青溪区", depth=2).left_out  # doctest: +SKIP
        0
    """
    page = select(store, focus=focus, depth=depth, rows=rows, title=title, limit=limit)
    made = render(page)
    target = Path(output)
    # Beside the target and then renamed, so that a full disk leaves the old page.
    draft = target.with_name(target.name + ".part")
    try:
        draft.write_text(made, encoding="utf-8", newline="\n")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return PageReport(
        target, len(page.nodes), len(page.edges), sum(count for _, count in page.left_out), page.left_out
    )


def render(page: Page) -> str:
    """The HTML of a page; the same page gives the same bytes.

    Raises:
        UsageError: pyvis is not installed.
    """
    drawing = draw(page)
    style = _asset("page.css")
    script = "".join(_asset(f"{name}.js") for name in _SCRIPTS)
    contents = _contents(page) | {
        "network": {"nodes": drawing.nodes, "edges": drawing.edges, "options": drawing.options}
    }
    brand = text("view", "brand")
    policy = _POLICY.format(scripts=f"{_digest(drawing.library)} {_digest(script)}", style=_digest(style))
    values = {
        "policy": policy,
        "title": html.escape(f"{page.title} · {brand.zh}"),
        "brand": html.escape(f"{brand.zh} {brand.en}"),
        "heading": html.escape(page.title),
        "noscript": html.escape(str(text("view", "no-script"))),
        "style": style,
        "data": _embedded(contents),
        "library": drawing.library,
        "script": script,
    }
    # One pass: a place that a label happens to spell is not filled in turn.
    return _PLACE.sub(lambda found: values[found[1]], _asset("page.html"))


def _contents(page: Page) -> dict[str, Any]:
    """The data block that the scripts read, quotations and documents once each, by number."""
    documents = {document.iri: index for index, document in enumerate(page.documents)}
    quotes = _Quotes(documents)
    number = {node.iri: index for index, node in enumerate(page.nodes)}
    nodes = [
        {
            "iri": node.iri,
            "label": node.label,
            "type": node.type,
            "aliases": node.aliases,
            "pinyin": node.pinyin,
            "degree": node.degree,
            "attributes": [[a.name, a.value, quotes.all(a.quotes)] for a in node.attributes],
            "numbers": [
                [n.indicator, n.value, n.unit, n.qualifier, n.period, quotes.all(n.quotes)]
                for n in node.observations
            ],
            "quotes": quotes.all(node.quotes),
        }
        for node in page.nodes
    ]
    edges = [
        {
            "from": number[edge.source],
            "to": number[edge.target],
            "relation": edge.relation,
            "quotes": quotes.all(edge.quotes),
            "confidence": edge.confidence,
            "status": edge.status,
        }
        for edge in page.edges
    ]
    return {
        "words": {key: text("view", key) for key in keys("view") if not key.startswith("title-")},
        "terms": _terms(page),
        "classes": _classes(page),
        "documents": [[d.title, d.date, d.publisher] for d in page.documents],
        "nodes": nodes,
        "edges": edges,
        "quotes": quotes.rows,
        "foci": [number[iri] for iri in page.foci if iri in number],
        "leftOut": page.left_out,
    }


class _Quotes:
    """Numbers quotations in the order of their first use."""

    def __init__(self, documents: Mapping[str, int]) -> None:
        self.rows: list[tuple[int, int, int, str]] = []
        self._documents = documents
        self._known: dict[Quote, int] = {}

    def all(self, quotes: Iterable[Quote]) -> list[int]:
        return [self._one(quote) for quote in quotes]

    def _one(self, quote: Quote) -> int:
        if quote not in self._known:
            self._known[quote] = len(self.rows)
            self.rows.append((self._documents[quote.document], quote.start, quote.end, quote.exact))
        return self._known[quote]


def _classes(page: Page) -> dict[str, dict[str, str]]:
    """Colour and shape of each class on the page, in the order of the legend."""
    styles = tomllib.loads(data("view", "styles.toml").read_text(encoding="utf-8"))
    order = [*styles, *(name for name in entity_classes() if name not in styles)]
    looks = {}
    for name in sorted(_types(page), key=order.index):
        style = styles[next((n for n in (name, *superclasses(name)) if n in styles), "other")]
        looks[name] = {"color": style["colour"], "shape": style["shape"]}
    return looks


def _terms(page: Page) -> dict[str, tuple[str, str]]:
    """Chinese and English labels of every class, relation and attribute on the page."""
    used = _types(page) | {edge.relation for edge in page.edges}
    used |= {attribute.name for node in page.nodes for attribute in node.attributes}
    # Terms of other vocabularies have no label of ours in the ontology.
    return {name: label_of(MS[name]) or text("view", f"property-{name}") for name in sorted(used)}


def _types(page: Page) -> set[str]:
    return {node.type for node in page.nodes} | {name for name, _ in page.left_out}


def _embedded(contents: Mapping[str, Any]) -> str:
    """JSON that cannot end the element it stands in, whatever the labels say."""
    made = json.dumps(contents, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        made = made.replace(sign, f"\\u{ord(sign):04x}")
    return made


def _digest(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def _asset(name: str) -> str:
    return data("view", "assets", name).read_text(encoding="utf-8")
