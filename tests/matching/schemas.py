"""JSON schemas of the Reconciliation Service API 0.2, written from its specification, with nothing left open.

They allow no member that the specification does not name, and ask for scores from 0 to 100.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

FOLDER = Path(__file__).with_name("data")
NAMES = sorted(path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.schema.json"))


@cache
def validator(name: str) -> Validator:
    """The validator of a schema of `data/`."""
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(name: str, value: object) -> list[str]:
    """What is wrong with a value, by where it stands; the value goes through JSON first."""
    through = json.loads(json.dumps(value))
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(through)]
