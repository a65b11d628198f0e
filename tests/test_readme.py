"""README and CONTRIBUTING say what is so: commands, paths, facts, code, both languages."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from pyoxigraph import RdfFormat, Store

import minsheng as package
from minsheng.cli.main import COMMANDS, minsheng
from minsheng.queries import catalogue

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md")
#: Folders that a checkout has; a path that begins with one of them must exist.
FOLDERS = ("benchmarks", "builder", "docs", "notebooks", "ontology", "queries", "seeds", "tests")
SCREENSHOT = ROOT / "docs" / "explorer.png"
SCREENSHOT_BYTES = 250_000


class Block(NamedTuple):
    """A fenced block of a page."""

    page: str
    language: str
    text: str


class Section(NamedTuple):
    """What stands under a heading, fenced blocks and tables left out."""

    page: str
    heading: str
    prose: str


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(language: str) -> list[Block]:
    fenced = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [
        Block(page, found[1], found[2])
        for page in PAGES
        for found in fenced.finditer(read(page))
        if found[1] == language
    ]


def prose(page: str) -> str:
    return re.sub(r"^```.*?^```$", "", read(page), flags=re.MULTILINE | re.DOTALL)


def sections() -> list[Section]:
    found = []
    for page in PAGES:
        for part in re.split(r"^#+ ", prose(page), flags=re.MULTILINE)[1:]:
            heading, _, text = part.partition("\n")
            found.append(Section(page, heading, text))
    return found


def calls() -> list[tuple[str, str]]:
    """(page, call) of every `minsheng …` in a shell block or in code within the text."""
    lines = [(block.page, line) for block in blocks("sh") for line in block.text.splitlines()]
    lines += [(page, code) for page in PAGES for code in re.findall(r"`([^`\n]+)`", prose(page))]
    return [(page, line) for page, line in lines if line.startswith("minsheng ")]


def paths() -> list[tuple[str, str]]:
    """(page, path) of every file or folder that a page names or links to."""
    named = []
    for page in PAGES:
        links = re.findall(r"\]\(([^)#:]+)\)", read(page))
        code = re.findall(r"`([^`\s]+)`", prose(page))
        words = [word for block in blocks("sh") if block.page == page for word in block.text.split()]
        named += [(page, path) for path in links]
        named += [
            (page, path) for path in [*code, *words] if path.partition("/")[0] in FOLDERS and "/" in path
        ]
    return sorted(set(named))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has the samples, as a checkout has them."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def sample(place: Path) -> package.Graph:
    """The graph of the sample texts."""
    package.build([place / "seeds" / "documents"], place / "sample")
    return package.open_graph(place / "sample")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_row_with_an_example(name: str) -> None:
    rows = [line for line in read("README.md").splitlines() if line.startswith(f"| `{name}` |")]
    assert len(rows) == 1, name
    assert f"`minsheng {name} " in rows[0]


@pytest.mark.parametrize(("page", "call"), calls())
def test_every_call_is_one_that_the_program_takes(page: str, call: str) -> None:
    _, name, *words = shlex.split(call, comments=True)
    command = minsheng.get_command(click.Context(minsheng), name)
    assert command is not None, name
    if words and "--help" not in words:  # alone, it only names the command
        command.make_context(name, words)


@pytest.mark.parametrize(("page", "call"), calls())
def test_every_question_that_is_asked_is_there(page: str, call: str) -> None:
    _, name, *words = shlex.split(call)
    drawn = words[words.index("--query") + 1 :] if "--query" in words else []
    asked = {"query": words[1:2], "queries": words[:1], "view": drawn[:1]}.get(name, [])
    for question in asked:
        if not question.startswith("-") and not question.endswith(".rq"):
            given = {word.partition("=")[0] for word in words if re.match(r"\w+=", word)}
            assert given <= {parameter.name for parameter in catalogue.load(question).parameters}


@pytest.mark.parametrize(("page", "path"), paths())
def test_every_path_exists(page: str, path: str) -> None:
    assert (ROOT / path).exists()


def test_the_paths_are_seen() -> None:
    assert {"docs/commands.md", "CONTRIBUTING.md", "ontology/shapes.ttl", "queries/README.md"} <= {
        path for _, path in paths()
    }


def test_the_facts_shown_are_in_the_graph_of_the_samples(sample: package.Graph) -> None:
    (block,) = (each for each in blocks("turtle") if each.page == "README.md")
    shown = Store()
    shown.load(block.text.encode(), format=RdfFormat.TURTLE)
    there = {quad.triple for quad in sample.quads()}
    missing = sorted(str(quad.triple) for quad in shown if quad.triple not in there)
    assert not missing, "README shows facts that the samples no longer give"
    assert sum("Evidence" in quad.object.value for quad in shown if hasattr(quad.object, "value")) == 2


@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.page)
def test_the_python_runs(block: Block, place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", block.text],
        cwd=place,
        env={"PYTHONPATH": str(ROOT / "builder"), "PYTHONIOENCODING": "utf-8", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    assert "小学" in done.stdout


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that took the kind, the word and the rule of the guide."""
    copy = tmp_path_factory.mktemp("extended")
    for folder in ("builder", "ontology", "queries"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    data = copy / "builder" / "minsheng"
    homes = {
        "tsv": data / "language" / "data" / "heads.tsv",
        "toml": data / "facts" / "rules" / "relations.toml",
        "turtle": copy / "ontology" / "schemes" / "kind.ttl",
    }
    for language, home in homes.items():
        (block,) = (each for each in blocks(language) if each.page == "CONTRIBUTING.md")
        with home.open("a", encoding="utf-8") as file:
            file.write(block.text if language == "tsv" else f"\n{block.text}")
    return copy


def test_the_guide_leads_to_a_new_kind_and_a_new_rule(extended: Path) -> None:
    (rule,) = tomllib.loads(next(block.text for block in blocks("toml")))["rule"]
    (sentence,) = re.findall(
        r"^echo '(.*)' > try.txt$", "\n".join(block.text for block in blocks("sh")), re.MULTILINE
    )
    code = f"""
from minsheng.facts import Extractor
from minsheng.reading import read_text

def say(text):
    found = Extractor(area="青河区").extract(read_text(text, "try.txt"))
    name = [entity.name for entity in found.entities]
    print(*(entity.kind for entity in found.entities))
    relations = [relation for relation in found.relations if relation.rule == {rule["id"]!r}]
    print(*(f"{{name[each.subject]}} → {{name[each.object]}}" for each in relations), sep="|")

for text in {[sentence, *(yes["text"] for yes in rule["yes"]), *rule["no"]]!r}:
    say(text)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(extended / "builder"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.returncode, done.stderr
    kinds, _, _, yes, _, no, *_ = done.stdout.split("\n")
    assert "bathing-point" in kinds.split()
    assert yes.split("|") == [fact for each in rule["yes"] for fact in each["facts"]]
    assert not no


@pytest.mark.parametrize("block", blocks("sparql"), ids=lambda block: block.page)
def test_the_question_of_the_guide_can_be_asked(block: Block, tmp_path: Path, sample: package.Graph) -> None:
    file = tmp_path / "my.rq"
    file.write_text(block.text, encoding="utf-8")
    rows = sample.query(file, place="春晖路街道")
    assert rows.column("canteenLabel") == ["古渡社区老年食堂"]


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.heading)
def test_every_section_is_in_both_languages(section: Section) -> None:
    assert re.search(r"[\u4e00-\u9fff]", section.heading) or section.heading == "Python"
    assert re.search(r"[A-Za-z]{4}", section.heading)
    assert len(re.findall(r"[\u4e00-\u9fff]", section.prose)) >= 8
    assert len(re.findall(r"\b[A-Za-z][a-z]+\b", section.prose)) >= 8


def test_the_picture_is_small() -> None:
    assert SCREENSHOT.read_bytes().startswith(b"\x89PNG")
    assert SCREENSHOT.stat().st_size < SCREENSHOT_BYTES
    assert f"]({SCREENSHOT.relative_to(ROOT)})" in read("README.md")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_knows_no_machine(page: str) -> None:
    assert not re.findall(r"/(?:home|Users|root|tmp|work|mnt)/", read(page))
