"""The sample texts state what their expected facts say, and together all that they should."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
EXPECTED = SEEDS / "expected"
TEXTS = sorted((SEEDS / "documents").iterdir())
NAMES = [path.stem for path in TEXTS]

CLASSES = set(
    re.findall(
        r"\w+",
        """School Hospital HealthCentre EldercareFacility ElderlyCanteen ChildcareFacility CulturalSite
    HeritageSite ScenicSpot ServiceCentre EducationGroup MedicalConsortium PublicBody Organization
    Programme Place Award Document Work Event""",
    )
)
PREDICATES = set(
    re.findall(
        r"\w+",
        """locatedIn memberOf partOf operatedBy coverageArea received renamedTo issued createdBy hosts
    builtBy partnerOf""",
    )
)
STATUSES = {"operating", "under_construction", "planned", "expanded", None}
MODIFIERS = {"exact", "approx", "over", "under", "growth", "decline"}
KEYS = {
    "doc": str,
    "title": str,
    "publisher": str,
    "published": str,
    "area": str,
    "entities": list,
    "relations": list,
    "relations_optional": list,
    "observations": list,
    "private_people": list,
}
# Digests, so that the people of the articles are not named here either.
PRIVATE = {
    "1575e4d8da35cbfa",
    "831e448db3552636",
    "a70e6a6d9a7d6818",
    "dce30090e747620a",
}


def stripped(text: str) -> str:
    """Width folded; spaces, quotation and title marks dropped."""
    return re.sub(r"[\s“”\"'‘’《》]", "", unicodedata.normalize("NFKC", text))


def lines_in_order(text: str, spans: list[list[int]]) -> str:
    lines = text.split("\n")
    return "".join(line for first, last in spans for line in lines[first - 1 : last])


def text_of(name: str) -> str:
    """The text as a reader has it: front matter and tags dropped, columns put in order."""
    path = next(path for path in TEXTS if path.stem == name)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = text.split("---\n", 2)[2]
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]+>", "", text[text.index("<body>") :]))
    order = EXPECTED / f"{name}.order.json"
    if order.exists():
        text = lines_in_order(text, json.loads(order.read_text(encoding="utf-8"))["spans"])
    return stripped(text)


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((EXPECTED / f"{name}.gold.json").read_text(encoding="utf-8"))
    return gold


def forms(entity: dict[str, Any]) -> set[str]:
    return {stripped(form) for form in [entity["name"], *entity["aliases"]]}


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


def spelled(value: float) -> str:
    """A pattern for the ways in which a text may write a number.

    Digits, 万 and 亿 with a vague word before them or not, and the small ones in characters.
    """
    ways = [rf"(?<![\d.]){re.escape(f'{value:g}')}(?![\d.万亿])" if value < 1e6 else r"(?!)"]
    for size, mark in ((10_000, "万"), (100_000_000, "亿")):
        ways.append(rf"(?<![\d.]){re.escape(f'{value / size:g}')}[余多]?{mark}")
    if value < 10 and value == int(value):
        digits = ["零", "一", "[二两]", "三", "四", "五", "六", "七", "八", "九"]
        ways.append(rf"(?<![第十百千]){digits[int(value)]}(?![十百千])")
    return "|".join(ways)


@pytest.mark.parametrize(
    ("value", "text", "there"),
    [
        (25000, "学位2.5万个", True),
        (1500000, "补助150余万元", True),
        (15600, "新增15600余个", True),
        (3000000000, "近30亿元", True),
        (97.3, "达到97.3%", True),
        (2, "两家医院", True),
        (5, "第五年", False),
        (9, "95个", False),
        (6, "6.8万余名", False),
        (8, "8.94万元", False),
        (10, "10万元", False),
    ],
)
def test_a_number_is_found_as_texts_write_it(value: float, text: str, there: bool) -> None:
    assert bool(re.search(spelled(value), text)) is there


@pytest.mark.parametrize("name", NAMES)
def test_expected_facts_are_well_formed(name: str) -> None:
    gold = gold_of(name)
    assert {key: type(value) for key, value in gold.items()} == KEYS
    assert gold["doc"] == name
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}", gold["published"])
    ids = [entity["id"] for entity in gold["entities"]]
    assert len(ids) == len(set(ids))
    for entity in gold["entities"]:
        assert set(entity) == {"id", "type", "name", "aliases", "status", "core"}
        assert entity["type"] in CLASSES
        assert entity["status"] in STATUSES
        assert isinstance(entity["core"], bool)
        assert all(forms(entity)), entity
    triples = [tuple(r[k] for k in "spo") for r in gold["relations"] + gold["relations_optional"]]
    assert len(triples) == len(set(triples)), "a relation stands twice"
    for subject, predicate, obj in triples:
        assert {subject, obj} <= set(ids)
        assert subject != obj
        assert predicate in PREDICATES
    for seen in gold["observations"]:
        assert set(seen) == {"about", "keywords", "value", "unit", "modifier", "period"}
        assert seen["about"] in {gold["area"], *ids}
        assert isinstance(seen["value"], int | float) and not isinstance(seen["value"], bool)
        assert 1 <= len(seen["keywords"]) <= 4 and all(seen["keywords"])
        assert seen["unit"] and seen["modifier"] in MODIFIERS
        assert seen["period"] is None or re.fullmatch(r"\d{4}(-\d\d)?", seen["period"])


@pytest.mark.parametrize("name", NAMES)
def test_names_stand_in_the_text(name: str) -> None:
    text, gold = text_of(name), gold_of(name)
    absent = [e["name"] for e in gold["entities"] if not any(form in text for form in forms(e))]
    assert not absent
    assert all(person in text for person in gold["private_people"])
    areas = [forms(e) for e in gold["entities"] if e["name"] == gold["area"]]
    assert areas, "the area is an entity too"


@pytest.mark.parametrize("name", NAMES)
def test_numbers_and_keywords_stand_in_the_text(name: str) -> None:
    text, gold = text_of(name), gold_of(name)
    for seen in gold["observations"]:
        assert re.search(spelled(seen["value"]), text), seen
        assert any(word in text for word in seen["keywords"]), seen


@pytest.mark.parametrize("path", TEXTS, ids=NAMES)
def test_a_text_tells_where_it_is_from(path: Path) -> None:
    text, gold = path.read_text(encoding="utf-8"), gold_of(path.stem)
    assert stripped(gold["title"]) in stripped(text)
    assert gold["publisher"] in text
    year, month, day = (int(part) for part in gold["published"].split("-"))
    assert re.search(rf"{year}(-|年)0?{month}(-|月)0?{day}", text)
    sources = ("《大渡口 保障民生民利 幸福可感可及》", "《设高品质活宜居写高质量》")
    assert [source for source in sources if source in text]


def test_the_columns_need_their_order() -> None:
    name = "gaoxin-eldercare"
    text = next(path for path in TEXTS if path.stem == name).read_text(encoding="utf-8")
    order = json.loads((EXPECTED / f"{name}.order.json").read_text(encoding="utf-8"))
    read = [n for first, last in order["spans"] for n in range(first, last + 1)]
    lines = text.split("\n")
    assert sorted(read) == [n for n, line in enumerate(lines, 1) if line.strip()]
    assert all(1 <= n <= len(lines) for note in order["notes"] for n in note["lines"])
    core = [e for e in gold_of(name)["entities"] if e["core"]]
    raw, ordered = stripped(text), text_of(name)
    assert [e["name"] for e in core if all(form not in raw for form in forms(e))]
    assert all(any(form in ordered for form in forms(e)) for e in core)


def stated() -> set[tuple[str, ...]]:
    """All expected facts of all texts, in the terms of coverage.tsv, under each form of a name."""
    facts: set[tuple[str, ...]] = set()
    for gold in map(gold_of, NAMES):
        area = gold["doc"].partition("-")[0]
        named = {e["id"]: forms(e) for e in gold["entities"]}
        named[gold["area"]] = {stripped(gold["area"])}
        for entity in gold["entities"]:
            facts |= {("entity", area, form, entity["type"], "", "") for form in forms(entity)}
        for relation in gold["relations"] + gold["relations_optional"]:
            facts |= {
                ("relation", area, subject, relation["p"], obj, "")
                for subject in named[relation["s"]]
                for obj in named[relation["o"]]
            }
        for seen in gold["observations"]:
            facts |= {
                ("observation", area, about, word, f"{seen['value']}", seen["unit"])
                for about in named[seen["about"]]
                for word in seen["keywords"]
            }
    return facts


def test_the_texts_together_state_everything() -> None:
    facts = stated()
    listed = rows(EXPECTED / "coverage.tsv", "\t")
    assert {row["fact"] for row in listed} == {"entity", "relation", "observation"}
    for row in listed:
        subject, obj = stripped(row["subject"]), stripped(row["object"])
        assert (row["fact"], row["area"], subject, row["predicate"], obj, row["unit"]) in facts, row


def test_nobody_of_the_articles_is_named() -> None:
    for path in sorted(path for path in SEEDS.rglob("*") if path.is_file()):
        text = stripped(path.read_text(encoding="utf-8"))
        found = {text[at : at + 3] for at in range(len(text) - 2)}
        digests = {hashlib.sha256(part.encode()).hexdigest()[:16] for part in found}
        assert not digests & PRIVATE, path


def test_tables_agree_with_the_texts() -> None:
    golds = [gold_of(name) for name in NAMES]
    sizes = {"万元": ("元", 10_000), "万人次": ("人次", 10_000), "万人": ("人", 10_000)}
    for row in rows(SEEDS / "tables" / "eldercare.csv"):
        unit, size = sizes.get(row["计量单位"], (row["计量单位"], 1))
        value = round(float(row["数值"]) * size, 6)
        said = [s for g in golds if g["area"] == row["区县"] for s in g["observations"]]
        assert any(s["value"] == value and s["unit"] == unit for s in said), row


def test_the_school_table_agrees_with_the_texts() -> None:
    table = rows(SEEDS / "tables" / "schools.csv")
    by_area = {area: set[str]() for area in {row["区县"] for row in table}}
    members = set[tuple[str, str]]()
    for gold in map(gold_of, NAMES):
        named = {e["id"]: e["name"] for e in gold["entities"]}
        by_area[gold["area"]] |= {e["name"] for e in gold["entities"] if e["type"] == "School"}
        members |= {(named[r["s"]], named[r["o"]]) for r in gold["relations"] if r["p"] == "memberOf"}
    for row in table:
        assert row["学校名称"] in by_area[row["区县"]]
    grouped = {(row["学校名称"], row["所属集团（联盟）"]) for row in table if row["所属集团（联盟）"]}
    assert grouped == {pair for pair in members if pair[0] in {row["学校名称"] for row in table}}


def test_the_readme_lists_every_text() -> None:
    listed = re.findall(r"^\| `(documents/[^`]+)`", (SEEDS / "README.md").read_text(encoding="utf-8"), re.M)
    assert listed == [f"documents/{path.name}" for path in TEXTS]
