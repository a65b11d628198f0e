"""The examples in the docstrings of the package are true."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import minsheng.matching as package

MODULES = sorted(path.stem for path in Path(package.__path__[0]).glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str) -> None:
    assert not doctest.testmod(import_module(f"minsheng.matching.{name}")).failed


def test_some_examples_are_run() -> None:
    assert doctest.testmod(import_module("minsheng.matching.spelling")).attempted > 3
