"""The wheel carries its data, and works away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize(
    "name",
    [
        "minsheng/ontology/ontology.ttl",
        "minsheng/ontology/schemes/kind.ttl",
        "minsheng/queries_data/contradictions.rq",
        "minsheng/seeds/README.md",
        "minsheng/language/data/heads.tsv",
        "minsheng/facts/rules/relations.toml",
        "minsheng/wording/errors.toml",
        "minsheng/view/assets/page.html",
        "minsheng/serve/templates/layout.html",
        "minsheng/serve/static/style.css",
        "minsheng/serve/examples.toml",
        "minsheng/py.typed",
    ],
)
def test_the_wheel_holds(wheel: Path, name: str) -> None:
    assert name in zipfile.ZipFile(wheel).namelist()


def test_the_wheel_alone_builds_and_answers(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    text = tmp_path / "a.txt"
    text.write_text("大渡口区新闻\n重庆市大渡口区建成枫林小学，新增学位1200个。\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}

    def minsheng(*arguments: str) -> str:
        # -S would hide the dependencies; the wheel's own folder comes first on the path
        command = [sys.executable, "-m", "minsheng", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, check=True, encoding="utf-8"
        )
        return done.stdout

    where = subprocess.run(
        [sys.executable, "-c", "import minsheng; print(minsheng.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert where.startswith(str(installed))
    minsheng("build", "a.txt", "-o", "graph")
    minsheng("validate", "graph")
    rows = json.loads(minsheng("query", "graph", "facility-counts", "--format", "json"))
    assert rows["results"]["bindings"]
