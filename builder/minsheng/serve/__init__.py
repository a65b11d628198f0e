"""A graph over HTTP: the explorer, the SPARQL endpoint, the named questions, exports.

One process speaks HTTP and holds no data. A second one, the zygote, loads a snapshot once and forks
workers that share its memory; every reading of the graph happens in one of them and is killed at its
limit. A new snapshot gets a zygote of its own, and requests that began on the old one end there.

Example:
    >>> from minsheng.serve import create_app
    >>> app = create_app("graph")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minsheng.serve.app import create_app
    from minsheng.serve.running import run
    from minsheng.serve.settings import Settings

__all__ = ["Settings", "create_app", "run"]

_HOME = {"Settings": "settings", "create_app": "app", "run": "running"}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"minsheng.serve.{_HOME[name]}"), name)
