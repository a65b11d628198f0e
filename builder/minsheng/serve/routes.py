"""All routes, collected from the modules that hold them.

A module of this list has `ROUTES`, and `PREPARED` if something should be made of a snapshot before its
workers are forked: functions that take a `Loaded`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from starlette.routing import BaseRoute

    from minsheng.serve.loaded import Loaded

#: In the order in which their routes are tried.
MODULES: Final = (
    "minsheng.serve.explorer",
    "minsheng.serve.questions",
    "minsheng.serve.things",
    "minsheng.serve.documents",
    "minsheng.serve.terms",
    "minsheng.serve.dataset",
    "minsheng.serve.sparql",
    "minsheng.serve.exports",
    "minsheng.serve.reconciliation",
    "minsheng.serve.health",
    "minsheng.serve.assets",
)


def _modules() -> list[ModuleType]:
    return [import_module(name) for name in MODULES]


def routes() -> list[BaseRoute]:
    """The routes of all modules."""
    return [route for module in _modules() for route in module.ROUTES]


def preparations() -> list[Callable[[Loaded], object]]:
    """What all modules want to have made of a snapshot."""
    return [make for module in _modules() for make in getattr(module, "PREPARED", ())]
