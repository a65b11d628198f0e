"""The house rules that a reader relies on: data goes one way, modules stay short, imports stay light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import minsheng

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(minsheng.__file__).parent
ROOT = PACKAGE.parents[1]
#: What every stage may import; they import each other only.
SHARED = frozenset({"records", "errors", "data", "wording", "vocabulary", "redirects"})
#: From left to right: a stage imports from stages that stand left of it.
ORDER: tuple[frozenset[str], ...] = (
    frozenset({"reading"}),
    frozenset({"language"}),
    frozenset({"facts"}),
    frozenset({"proposals", "identity"}),
    frozenset({"graph"}),
    frozenset({"queries"}),
    frozenset({"matching"}),
    frozenset({"export", "view", "analysis", "evaluation"}),
    frozenset({"describing"}),
    frozenset({"serve"}),
    frozenset({"api"}),
    frozenset({"cli"}),
)
#: The package and `python -m minsheng` stand right of everything.
TOP = frozenset({"__init__", "__main__"})
#: (from, to): imports against the direction, each explained in docs/architecture.md.
EXCEPTIONS = frozenset({("graph", "api")})
#: Packages that a function imports when it needs them, never a module.
HEAVY = frozenset(
    {
        "IPython",
        "SPARQLWrapper",
        "jieba",
        "matplotlib",
        "networkx",
        "numpy",
        "opencc",
        "pandas",
        "pyvis",
        "rdflib",
        "rich",
        "shacl",
    }
)
LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 60

MODULES = sorted(PACKAGE.rglob("*.py"))


class Import(NamedTuple):
    """`module` at `line` is imported by the stage `importer`."""

    importer: str
    imported: str
    line: int


def name(path: Path) -> str:
    """`reading/files.py` is `reading.files`."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def stage(module: str) -> str:
    """The stage of `minsheng.graph.store` is `graph`; of `minsheng` itself `__init__`."""
    return [*module.split("."), "__init__"][1]


def modules_named(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module that the code imports or names in full as text, for an import by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: write imports in full"
            names = [node.module or ""]
            if node.module == "minsheng":
                names = [f"minsheng.{alias.name}" for alias in node.names]
            yield from ((module, node.lineno) for module in names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and is_module(node.value):
            yield node.value, node.lineno


def is_module(text: str) -> bool:
    first, *rest = text.split(".")
    if first != "minsheng" or not rest or not all(part.isidentifier() for part in rest):
        return False
    path = PACKAGE.joinpath(*rest)
    return path.is_dir() or path.with_suffix(".py").is_file()


def imports(path: Path) -> list[Import]:
    """The imports of a module that leave its stage."""
    importer = stage(f"minsheng.{name(path)}")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [Import(importer, stage(module), line) for module, line in modules_named(tree) if own(module)]
    return [each for each in found if each.imported != importer]


def own(module: str) -> bool:
    return module.partition(".")[0] == "minsheng"


def allowed(importer: str) -> frozenset[str]:
    """What a stage may import beside itself."""
    if importer in SHARED:
        return SHARED
    if importer in TOP:
        return SHARED.union(*ORDER)
    place = next(at for at, stages in enumerate(ORDER) if importer in stages)
    exceptions = {imported for one, imported in EXCEPTIONS if one == importer}
    return SHARED.union(*ORDER[:place], exceptions)


def test_every_stage_has_its_place() -> None:
    there = {stage(f"minsheng.{name(path)}") for path in MODULES}
    assert there == SHARED.union(*ORDER, TOP)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_imports_only_what_stands_left_of_it(path: Path) -> None:
    wrong = [each for each in imports(path) if each.imported not in allowed(each.importer)]
    assert not wrong


def test_no_exception_outlives_its_use() -> None:
    used = {(each.importer, each.imported) for path in MODULES for each in imports(path)}
    assert used >= EXCEPTIONS


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from minsheng.view import page", {"view"}),
        ("from minsheng import graph", {"graph"}),
        ("import minsheng.facts.rules", {"facts"}),
        ("def f():\n    from minsheng.cli import main", {"cli"}),
        ("HOME = {'a': 'minsheng.graph.store'}", {"graph"}),
        ("'see minsheng.graph.store for more'", set()),
        ("import json", set()),
    ],
)
def test_the_check_sees_every_way_of_importing(code: str, found: set[str]) -> None:
    assert {stage(module) for module, _ in modules_named(ast.parse(code)) if own(module)} == found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES_OF_A_MODULE
    functions = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = {
        node.name: length
        for node in functions
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert not long


def test_no_module_loads_a_heavy_package() -> None:
    names = [f"minsheng.{name(path)}".removesuffix(".__init__") for path in MODULES]
    # in a fresh interpreter, for this one has loaded everything
    code = f"""
import importlib, sys
for name in {[each for each in names if not each.endswith("__main__")]!r}:
    importlib.import_module(name)
print(*{{name.partition(".")[0] for name in sys.modules}})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    assert "minsheng" in done.stdout.split()
    assert not HEAVY & set(done.stdout.split())


def test_the_page_draws_the_same_direction() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = page.partition("```\n")[2].partition("\n```")[0]
    steps = [frozenset(step.strip("{} ").split(", ")) for step in drawn.split(" → ")]
    assert steps == list(ORDER)
    rows = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert rows == set().union(*ORDER)
