"""The page on matching says what is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from minsheng.cli.main import minsheng
from minsheng.matching.features import Features
from minsheng.matching.matcher import SAFE
from minsheng.matching.terms import askable, labels, matchable
from minsheng.serve.reconciliation import ROUTES
from minsheng.vocabulary import classes
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")


def code(language: str) -> Iterator[str]:
    for found in re.finditer(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        yield found[1]


@pytest.mark.parametrize("name", matchable())
def test_every_class_is_named(name: str) -> None:
    assert f"`{name}` {classes()[name].zh}" in PAGE


@pytest.mark.parametrize("name", askable())
def test_every_property_is_named(name: str) -> None:
    assert f"`{name}` {labels(name)[0]}" in PAGE


@pytest.mark.parametrize("name", Features._fields)
def test_every_feature_is_explained(name: str) -> None:
    assert f"| `{name}` | {text('reconcile', f'feature.{name}')} |" in PAGE


@pytest.mark.parametrize("path", {route.path.rstrip("/") for route in ROUTES} - {"/reconcile/extend"})
def test_every_address_is_there(path: str) -> None:
    assert f"| `{path}` |" in PAGE


def test_the_safe_score_is_told() -> None:
    assert f"At least {SAFE:g}," in PAGE


def test_the_calls_parse() -> None:
    calls = [line for block in code("sh") for line in block.splitlines() if line.startswith("minsheng ")]
    assert calls
    for call in calls:
        _, name, *words = call.split()
        command = minsheng.get_command(click.Context(minsheng), name)
        assert command is not None
        command.make_context(name, words)


def test_the_python_runs(tmp_path: Path) -> None:
    (block,) = code("python")
    seeds = ROOT / "seeds" / "documents"
    build = f"import minsheng; minsheng.build([{str(seeds)!r}], 'graph')\n"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", build + block],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "builder"), "PYTHONIOENCODING": "utf-8", "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.returncode, done.stderr
    assert done.stdout.splitlines()[0].endswith("True 古渡社区老年食堂")
