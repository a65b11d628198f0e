"""JSON from elsewhere, taken apart with an eye on its shape; whatever is wrong is told by where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from minsheng.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

#: What a value is called in an error.
_NAMES = {
    dict: "object",
    list: "array",
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


def expected(value: object, kind: type[T], where: str) -> T:
    """A value of that kind of JSON.

    Raises:
        UsageError: it is another kind, with where it stands.

    Example:
        >>> expected({"a": 1}, dict, "queries")
        {'a': 1}
    """
    # bool is an int for Python, not for JSON
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        found = _NAMES.get(type(value), type(value).__name__)
        raise UsageError("reconcile-shape", where=where[:80], expected=_NAMES[kind], found=found)
    return value


def member(value: Mapping[str, Any], name: str, kind: type[T], where: str) -> T:
    """A member of an object, which must be there.

    Raises:
        UsageError: it is not, or it is another kind.
    """
    if name not in value:
        raise UsageError("reconcile-member", where=where[:80], name=name)
    return expected(value[name], kind, f"{where}.{name}")


def short(text: str, limit: int, where: str) -> str:
    """A text of no more than so many characters.

    Raises:
        UsageError: it is longer.
    """
    if len(text) > limit:
        raise UsageError("reconcile-long", where=where[:80], length=len(text), limit=limit)
    return text


def few(number: int, limit: int, where: str) -> None:
    """Refuses more than so many.

    Raises:
        UsageError: there are more.
    """
    if number > limit:
        raise UsageError("reconcile-many", where=where[:80], count=number, limit=limit)
