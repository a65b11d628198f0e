"""Where the project's data folders are: in the wheel, or beside the package in a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_CHECKOUT = Path(__file__).resolve().parents[2]
#: A folder of data may not share its name with a subpackage of code.
_IN_WHEEL = {"queries": "queries_data"}


def data(*parts: str) -> Traversable:
    """The file or folder at `parts`, such as `data("ontology", "ontology.ttl")`.

    The first part names a folder of the package (`language`), or one of the project's top-level
    folders (`ontology`, `queries`, `seeds`), which the wheel carries inside the package and a
    checkout holds beside it.

    Raises:
        FileNotFoundError: no such folder in either place.

    Example:
        >>> data("ontology", "ontology.ttl").is_file()
        True
    """
    package = files("minsheng")
    if parts[0] in _IN_WHEEL or not (package / parts[0]).is_dir():
        shipped = package / _IN_WHEEL.get(parts[0], parts[0])
        if shipped.is_dir():
            root: Traversable = shipped
        elif (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / parts[0]).is_dir():
            root = _CHECKOUT / parts[0]
        else:
            raise FileNotFoundError(f"no data folder {parts[0]!r} in {package} or {_CHECKOUT}")
    else:
        root = package / parts[0]
    for part in parts[1:]:
        root = root / part
    return root
