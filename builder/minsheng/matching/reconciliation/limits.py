"""How much one request may ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a service; `minsheng serve --set NAME=VALUE` changes the first two.

    Example:
        >>> Limits(batch=10).name
        500
    """

    #: names in one request, and things whose values one request fetches
    batch: int = 200
    #: characters of a name, or of a value beside it; no thing of a graph is called by more
    name: int = 500
    #: candidates of one name at most, whatever is asked for
    candidates: int = 50
    #: values beside one name
    properties: int = 20
    #: properties fetched at once: all that are proposed, and those that another service would know
    columns: int = 50
    #: suggestions at once
    suggestions: int = 20
