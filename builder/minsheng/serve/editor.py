"""The page to write queries on, with examples, and with a result below."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from minsheng.serve.page import render
from minsheng.serve.tables import table
from minsheng.vocabulary import sparql_prefixes
from minsheng.wording import Text

if TYPE_CHECKING:
    from minsheng.errors import MinshengError
    from minsheng.queries.results import Result


class Example(NamedTuple):
    """A query to begin with."""

    about: Text
    query: str


@cache
def examples() -> tuple[Example, ...]:
    """The examples of `examples.toml`."""
    read = tomllib.loads((files("minsheng.serve") / "examples.toml").read_text(encoding="utf-8"))
    return tuple(Example(Text(each["zh"], each["en"]), each["query"].strip()) for each in read["example"])


def editor(
    query: str = "", result: Result | None = None, base: str = "", failure: MinshengError | None = None
) -> str:
    """The page, with a query and its result, or what was wrong with it, if there is one.

    Example:
        >>> "<textarea" in editor()
        True
    """
    heads, rows = ([], []) if result is None else table(result, base)
    return render(
        "sparql.html", query=query, result=result, heads=heads, rows=rows, failure=failure,
        examples=examples(), prefixes=sparql_prefixes().strip(),
    )  # fmt: skip
