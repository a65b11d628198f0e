"""The reference of all named questions, as Markdown: what `queries/README.md` holds."""

from __future__ import annotations

import sys
from importlib.resources import files
from typing import TYPE_CHECKING

from minsheng.queries import catalogue
from minsheng.queries.named import TYPES
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.queries.named import NamedQuery, Parameter

_RUN = """\
minsheng queries
minsheng query GRAPH group-members group=银杏小学教育集团
minsheng query GRAPH facilities-in-place place=柏树镇 type=学校 --format csv
"""


def reference() -> str:
    """The whole page; the same questions always give the same text.

    Example:
        >>> reference().splitlines()[0]
        '# 问题 · Questions'
    """
    queries = [catalogue.load(name) for name in catalogue.names()]
    return "\n".join(
        [*_introduction(), *_index(queries), *(line for query in queries for line in _entry(query))]
    )


def _word(key: str, **values: object) -> str:
    return str(text("queries", f"reference.{key}", **values))


def _introduction() -> Iterator[str]:
    about, header = text("queries", "reference.about"), text("queries", "reference.header-about")
    yield from (f"# {_word('title')}", "", about.zh, "", about.en, "", f"## {_word('run')}", "")
    yield from ("```", _RUN + "```", "", f"## {_word('header')}", "", header.zh, "", header.en, "")
    template = files("minsheng.queries") / "header_example.rq"
    yield from ("```sparql", template.read_text(encoding="utf-8") + "```", "", f"## {_word('types')}", "")
    yield from (f"| {_word('type')} | {_word('meaning')} |", "|---|---|")
    yield from (f"| `{kind}` | {text('queries', f'type.{kind}')} |" for kind in TYPES)
    yield ""


def _index(queries: list[NamedQuery]) -> Iterator[str]:
    yield from (f"## {_word('all')}", "", f"| | {_word('question')} | {_word('tags')} |", "|---|---|---|")
    for query in queries:
        yield f"| [`{query.name}`](#{query.name}) | {query.summary} | {', '.join(query.tags)} |"
    yield ""


def _entry(query: NamedQuery) -> Iterator[str]:
    yield from (f"### {query.name}", "", f"**{query.summary}**", "")
    if query.description is not None:
        yield from (query.description.zh, "", query.description.en, "")
    if query.parameters:
        heads = " | ".join(map(_word, ("parameter", "type", "default", "meaning")))
        yield from (f"| {heads} |", "|---|---|---|---|", *map(_parameter, query.parameters), "")
    columns = ", ".join(f"`{name}` {heading}" for name, heading in query.columns.items())
    yield from (f"{_word('columns')}: {columns}; {_word('limit', limit=query.limit)}", "")
    example = "".join(f" {name}={value}" for name, value in query.example.items())
    yield from ("```", f"minsheng query GRAPH {query.name}{example}", "```", "")


def _parameter(parameter: Parameter) -> str:
    if parameter.default is not None:
        default = f"`{parameter.default}`"
    else:
        default = _word("required" if parameter.required else "any")
    choices = "".join(f" `{choice}`" for choice in parameter.choices)
    return f"| `{parameter.name}` | `{parameter.type}` | {default} | {parameter.label}{choices} |"


if __name__ == "__main__":
    sys.stdout.write(reference())
