"""What route modules ask with: a function run on the snapshot of a request, in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from minsheng.serve.generation import Generation
    from minsheng.serve.loaded import Loaded
    from minsheng.serve.server import Server

P = ParamSpec("P")
T = TypeVar("T")


def server(request: Request) -> Server:
    """The server that a request came to."""
    return cast("Server", request.app.state.server)


def generation(request: Request) -> Generation:
    """The snapshot on which the whole of a request stays."""
    return cast("Generation", request.state.generation)


async def read(
    request: Request, function: Callable[Concatenate[Loaded, P], T], *args: P.args, **_: P.kwargs
) -> T:
    """Calls `function(loaded, *args)` in a worker, and gives what it returns.

    The function stands at the top of a module of this stage and is our own code: short, and trusted.
    Arguments and result travel by pickle.

    Raises:
        MinshengError: whatever the function raises of ours.
        GraphError: `server-busy`.
        QueryTimeout: it took longer than the setting `seconds`.

    Example:
        >>> await read(request, count, "ms:School")  # doctest: +SKIP
        12
    """
    current = generation(request)
    async with current.pages.call(function, args, current.settings.seconds) as worker:
        return cast("T", await worker.value())
