"""`minsheng queries`: the named queries, or one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.cli.completion import query_names
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.queries.named import NamedQuery


@command("queries")
@click.argument("name", required=False, shell_complete=query_names)
@pass_output
def queries(output: Output, name: str | None) -> None:
    """Lists the named queries, or shows one."""
    from minsheng.queries import catalogue

    if name is not None:
        query = catalogue.load(name)
        output.document(_as_dict(query)) if output.json else _tell(output, query)
        return
    listed = [catalogue.load(each) for each in catalogue.names()]
    if output.json:
        output.document([_as_dict(query) for query in listed])
    else:
        rows = [(q.name, q.summary.zh, q.summary.en, " ".join(p.name for p in q.parameters)) for q in listed]
        output.table(None, ("name", "question", "question-en", "parameters"), rows)


def _tell(output: Output, query: NamedQuery) -> None:
    output.data(f"{query.name}\n  {query.summary}")
    if query.description:
        output.data(f"  {query.description}")
    if query.parameters:
        rows = [(p.name, p.type, p.label, p.default, " ".join(p.choices)) for p in query.parameters]
        output.table(None, ("name", "type", "what", "default", "choices"), rows)
    output.data(f"\n  {text('cli', 'section.example')}: {_call(query)}\n\n{query.text}")


def _call(query: NamedQuery) -> str:
    words = (f"{name}={value}" for name, value in query.example.items())
    return " ".join(("minsheng query GRAPH", query.name, *words))


def _as_dict(query: NamedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "summary": query.summary._asdict(),
        "description": query.description and query.description._asdict(),
        "tags": list(query.tags),
        "limit": query.limit,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "label": parameter.label._asdict(),
                "default": parameter.default,
                "required": parameter.required,
                "choices": list(parameter.choices),
            }
            for parameter in query.parameters
        ],
        "example": _call(query),
        "sparql": query.text,
    }
