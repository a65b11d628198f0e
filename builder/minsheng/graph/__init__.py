"""The graph: facts as quads in an embedded store, built, validated and verified.

Example:
    >>> from minsheng.graph import build, open_graph
    >>> build(["texts/"], "graph").exit_code  # doctest: +SKIP
    0
    >>> open_graph("graph").query("group-members")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minsheng.api import Graph, open_graph
    from minsheng.graph.auditing import Audited, audit
    from minsheng.graph.building import build
    from minsheng.graph.deciding import Judged, decide, proposals
    from minsheng.graph.pushing import Pushed, push
    from minsheng.graph.report import BuildReport
    from minsheng.graph.validation import Violation, validate
    from minsheng.graph.verification import Mismatch, verify
    from minsheng.graph.withdrawing import restore, withdraw

__all__ = [
    "Audited",
    "BuildReport",
    "Graph",
    "Judged",
    "Mismatch",
    "Pushed",
    "Violation",
    "audit",
    "build",
    "decide",
    "open_graph",
    "proposals",
    "push",
    "restore",
    "validate",
    "verify",
    "withdraw",
]

_HOME = {
    "Audited": "minsheng.graph.auditing",
    "BuildReport": "minsheng.graph.report",
    "Graph": "minsheng.api",
    "Judged": "minsheng.graph.deciding",
    "Mismatch": "minsheng.graph.verification",
    "Pushed": "minsheng.graph.pushing",
    "Violation": "minsheng.graph.validation",
    "audit": "minsheng.graph.auditing",
    "build": "minsheng.graph.building",
    "decide": "minsheng.graph.deciding",
    "open_graph": "minsheng.api",
    "proposals": "minsheng.graph.deciding",
    "push": "minsheng.graph.pushing",
    "restore": "minsheng.graph.withdrawing",
    "validate": "minsheng.graph.validation",
    "verify": "minsheng.graph.verification",
    "withdraw": "minsheng.graph.withdrawing",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
