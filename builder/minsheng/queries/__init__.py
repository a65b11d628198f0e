"""Questions to the graph: the named ones of `queries/`, and SPARQL of one's own.

Example:
    >>> from minsheng.queries import catalogue, run
    >>> rows = run("graph/current/store", "group-members", {"group": "银杏小学教育集团"})  # doctest: +SKIP
    >>> rows.to_pandas()                                                       # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minsheng.queries import catalogue
    from minsheng.queries.formats import write
    from minsheng.queries.results import Result
    from minsheng.queries.runner import run

__all__ = ["Result", "catalogue", "run", "write"]

_HOME = {"Result": "results", "run": "runner", "write": "formats"}


def __getattr__(name: str) -> object:
    if name == "catalogue":
        return import_module("minsheng.queries.catalogue")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"minsheng.queries.{_HOME[name]}"), name)
