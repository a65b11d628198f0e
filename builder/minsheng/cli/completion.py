"""What the shell offers where a query is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click


def query_names(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names of the named queries that begin so; the parameters of one, once it is named."""
    from minsheng.queries import catalogue

    named = ctx.params.get("words") or ()
    if not named:
        return [name for name in catalogue.names() if name.startswith(incomplete)]
    if named[0] not in catalogue.names():
        return []
    offered = (f"{parameter.name}=" for parameter in catalogue.load(named[0]).parameters)
    return [word for word in offered if word.startswith(incomplete)]
