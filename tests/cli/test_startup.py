"""What is paid before a command runs."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"pyoxigraph", "rdflib", "networkx", "rich", "pandas", "numpy", "pyvis", "rjieba", "jieba", "shacl"}
HEAVY |= {"SPARQLWrapper"}
_ASK = """
import sys
{code}
print(*sorted({{name.partition(".")[0] for name in sys.modules}}), sep=" ", file=sys.__stderr__)
"""
_HELP = """
from minsheng.cli.main import main
sys.argv = ["minsheng", {words}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def loaded(code: str) -> set[str]:
    """Top-level packages that a fresh interpreter has loaded after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", _ASK.format(code=code)], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    names = loaded("import minsheng; assert 'build' in dir(minsheng)")
    assert "minsheng" in names
    assert not names & (HEAVY | {"click"})


@pytest.mark.parametrize(
    "words", ['"--help"', '"--version"', '"build", "--help"', '"export", "--help"', '"query", "--help"']
)
def test_help_loads_nothing_heavy(words: str) -> None:
    names = loaded(_HELP.format(words=words))
    assert "click" in names
    assert not names & HEAVY
