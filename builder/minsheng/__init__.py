"""民生图谱 · Minsheng: knowledge graphs of Chinese local public services, every fact quoting its source.

Names are imported on first use, so that `import minsheng` costs nothing.

Example:
    >>> import minsheng
    >>> report = minsheng.build(["texts/"], "graph")        # doctest: +SKIP
    >>> graph = minsheng.open_graph("graph")                # doctest: +SKIP
    >>> graph.query("group-members").to_pandas()            # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minsheng.errors import (
        GateError,
        GraphError,
        InputError,
        MinshengError,
        QueryTimeout,
        UsageError,
    )
    from minsheng.evaluation import evaluate
    from minsheng.graph import Graph, build, open_graph, validate, verify

    __version__: str

__all__ = [
    "GateError",
    "Graph",
    "GraphError",
    "InputError",
    "MinshengError",
    "QueryTimeout",
    "UsageError",
    "build",
    "evaluate",
    "open_graph",
    "validate",
    "verify",
]

_HOME = {
    "evaluate": "minsheng.evaluation",
    **dict.fromkeys(("Graph", "build", "open_graph", "validate", "verify"), "minsheng.graph"),
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("minsheng")
    if name not in __all__:
        raise AttributeError(f"module 'minsheng' has no attribute {name!r}")
    value: object = getattr(import_module(_HOME.get(name, "minsheng.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])
