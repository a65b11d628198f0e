"""The collector of reference cycles, kept from looking too often at records that have none."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many new objects may be alive before the collector looks at them; at its own 700 it takes a tenth of
#: the time of a build.
_OBJECTS = 100_000


@contextmanager
def seldom() -> Iterator[None]:
    """Lets the collector run seldom, and as before afterwards.

    Example:
        >>> with seldom():
        ...     gc.get_threshold()[0]
        100000
    """
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
