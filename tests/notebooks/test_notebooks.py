"""The worked examples run from top to bottom, and show what their text promises."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
#: Seconds for one cell: a bound on a hang, not a measurement.
_PATIENCE = 300
#: Ends the name of a run without Chinese fonts, which replaces this line of the notebook.
POOR = "-without-fonts"
INSTALLED = "installed = {font.name for font in font_manager.fontManager.ttflist}"

pytestmark = [
    pytest.mark.notebook,
    # the kernel's client, not ours: what it finds old differs from version to version
    pytest.mark.filterwarnings(
        r"ignore::DeprecationWarning:(jupyter_client|jupyter_core|nbclient|tornado|zmq)\b"
    ),
]

Notebook = dict[str, Any]


def stored(name: str) -> Notebook:
    notebook: Notebook = json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))
    return notebook


def source(notebook: Notebook, kind: str) -> str:
    return "\n\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind)


def outputs(notebook: Notebook) -> list[Mapping[str, Any]]:
    return [output for cell in notebook["cells"] for output in cell.get("outputs", ())]


def told(notebook: Notebook) -> str:
    """All text that the cells showed."""
    texts = [
        output.get("text") or output.get("data", {}).get("text/html", "") for output in outputs(notebook)
    ]
    return "\n".join(texts)


def pictures(notebook: Notebook) -> int:
    return sum("image/png" in output.get("data", {}) for output in outputs(notebook))


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Notebook]:
    """Call with a name; the notebook with the outputs of a run in an empty folder, one run a name.

    A name that ends in "-without-fonts" is that of a notebook on a machine that has no Chinese font.
    """
    from nbclient import NotebookClient
    from nbformat import reads

    home = tmp_path_factory.mktemp("notebooks")
    surroundings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "builder"), os.environ.get("PYTHONPATH", "")]),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    # matplotlib says on stderr when it looks for fonts the first time
    subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], env=surroundings, check=True)
    done: dict[str, Notebook] = {}

    def run(name: str) -> Notebook:
        if name not in done:
            text = (FOLDER / f"{name.removesuffix(POOR)}.ipynb").read_text(encoding="utf-8")
            if name.endswith(POOR):
                assert text.count(INSTALLED) == 1
                text = text.replace(INSTALLED, "installed = set()")
            notebook = reads(text, as_version=4)  # type: ignore[no-untyped-call]
            place = home / name
            place.mkdir()
            client = NotebookClient(
                notebook,
                timeout=_PATIENCE,
                kernel_name="python3",
                resources={"metadata": {"path": str(place)}},
                extra_arguments=["--log-level=ERROR"],
            )
            done[name] = dict(client.execute(env=surroundings))
            assert not list(place.iterdir()), "a notebook leaves nothing behind"
        return done[name]

    return run


def test_there_are_notebooks() -> None:
    assert NAMES == ["network", "researcher"]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_stored_without_outputs(name: str) -> None:
    notebook = stored(name)
    assert not outputs(notebook)
    assert {cell.get("execution_count") for cell in notebook["cells"]} == {None}
    assert {"python3"} == {notebook["metadata"]["kernelspec"]["name"]}


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_knows_no_machine(name: str) -> None:
    text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    assert not re.findall(r"/(?:home|Users|root|tmp|work|mnt|usr)/|[A-Z]:\\\\", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_explanation_is_in_both_languages(name: str) -> None:
    for cell in stored(name)["cells"]:
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            assert re.search(r"[\u4e00-\u9fff]{4}", text), text
            assert re.search(r"[A-Za-z]+ [a-z]+", text), text


@pytest.mark.parametrize("name", NAMES)
def test_cells_fit_on_a_page(name: str) -> None:
    for cell in stored(name)["cells"]:
        lines = "".join(cell["source"]).splitlines()
        assert len(lines) <= 40
        if cell["cell_type"] == "code":
            assert max(map(len, lines)) <= 110


@pytest.mark.parametrize("name", [*NAMES, *(name + POOR for name in NAMES)])
def test_a_notebook_runs_in_silence(name: str, executed: Callable[[str], Notebook]) -> None:
    notebook = executed(name)
    said = [output for output in outputs(notebook) if output.get("name") == "stderr"]
    assert not said
    assert not [output for output in outputs(notebook) if output["output_type"] == "error"]
    counts = [cell["execution_count"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))


def test_the_researcher_sees_every_text_and_both_districts(executed: Callable[[str], Notebook]) -> None:
    shown = told(executed("researcher"))
    texts = sorted((ROOT / "seeds" / "documents").iterdir())
    assert f"{len(texts)} 篇文稿" in shown
    assert "0 处不符" in shown
    # the comparison: beds, school places and canteens of both
    table = next(part for part in shown.split("<table") if "养老床位" in part and "topic" in part)
    for number in ("2044", "1094", "15600", "25000"):
        assert number in table
    assert "NaN" not in table
    assert pictures(executed("researcher")) == 1


def test_the_researcher_sees_the_contradiction_and_its_evidence(executed: Callable[[str], Notebook]) -> None:
    tables = told(executed("researcher")).split("<table")
    disputed = next(part for part in tables if "lowDocumentLabel" in part)
    (row,) = (row for row in disputed.split("<tr>") if "养老机构数量" in row)
    low, high = re.findall(r"<td>(3\d)\.0</td>", row)
    assert (low, high) == ("32", "34")
    evidence = next(part for part in tables if "same in the file" in part)
    assert "养老机构数量 32 家" in evidence
    assert "养老机构数量 34 家" in evidence
    assert re.search(r"<td>\d+–\d+</td>", evidence)
    assert "<td>True</td>" in evidence
    assert "<td>False</td>" not in evidence


def test_the_network_shows_what_its_headings_say(executed: Callable[[str], Notebook]) -> None:
    shown = told(executed("network"))
    tables = shown.split("<table")
    central = next(part for part in tables if "betweenness" in part)
    assert "大渡口区" in central
    assert re.search(r"\d+ 个分量", shown)
    assert "led by" in shown
    groups = next(part for part in tables if "甲 from" in part)
    assert "教育集团" in groups
    assert pictures(executed("network")) == 1


def test_the_way_between_two_things_is_quoted(executed: Callable[[str], Notebook]) -> None:
    way = next(part for part in told(executed("network")).split("<table") if "出处 document" in part)
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in way.split("<tr>") if "<td>" in row]
    assert rows[0][0] == "曾家镇卫生院"
    assert rows[-1][2] == "重庆市"
    assert all(quotation and document for *_, quotation, document in rows)
    assert [row[2] for row in rows[:-1]] == [row[0] for row in rows[1:]]
