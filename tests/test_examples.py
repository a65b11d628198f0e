"""The examples in the docstrings of the package are true."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import minsheng

ROOT = Path(minsheng.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
    for path in ROOT.rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str) -> None:
    assert not doctest.testmod(import_module(name.removesuffix(".__init__")), optionflags=FLAGS).failed


def test_some_examples_are_run() -> None:
    assert doctest.testmod(import_module("minsheng.matching.spelling")).attempted > 3
