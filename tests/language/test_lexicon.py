"""Every table of words parses, and says nothing that the ontology does not know."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from minsheng.data import data
from minsheng.language.lexicon import table
from minsheng.vocabulary import concepts, entity_classes, kinds_of, superclasses

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = data("language", "data")
TABLES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".tsv"))
LISTS = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".txt"))
#: Tables that tell by a comment what their columns are, and how many columns each has.
COLUMNS = {
    "heads.tsv": 5,
    "tails.tsv": 4,
    "list_kinds.tsv": 3,
    "row_kinds.tsv": 3,
    "domains.tsv": 2,
    "units.tsv": 6,
    "hedges.tsv": 5,
}
#: Table → column of classes, of kinds, of domains, of modes.
CLASSES = {"heads.tsv": 1, "tails.tsv": 1, "list_kinds.tsv": 1, "row_kinds.tsv": 1}
KINDS = {"heads.tsv": 2, "list_kinds.tsv": 2, "row_kinds.tsv": 2}
DOMAINS = {"heads.tsv": 3, "tails.tsv": 2, "domains.tsv": 0}
MODES = {"heads.tsv": 4, "tails.tsv": 3}


def head(name: str) -> str:
    """The comments above a table."""
    lines = FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.startswith("#"))


def twice(items: Iterable[str]) -> list[str]:
    return sorted(item for item, count in Counter(items).items() if count > 1)


@pytest.mark.parametrize("name", [*TABLES, *LISTS])
def test_a_table_is_clean_text(name: str) -> None:
    content = FOLDER.joinpath(name).read_bytes().decode("utf-8")
    assert content.endswith("\n")
    assert "\r" not in content
    assert not [line for line in content.splitlines() if line != line.rstrip(" ")]


@pytest.mark.parametrize(("name", "columns"), COLUMNS.items())
def test_every_row_has_the_columns_of_its_table(name: str, columns: int) -> None:
    rows = list(table(name))
    # a last column may stay empty, its tab with it
    assert not [row for row in rows if not columns - 1 <= len(row) <= columns]
    assert not [row for row in rows if not row[0] or row[0] != row[0].strip()]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_tells_its_columns(name: str) -> None:
    assert head(name)


@pytest.mark.parametrize(
    "name", ["heads.tsv", "tails.tsv", "list_kinds.tsv", "row_kinds.tsv", "domains.tsv", "units.tsv"]
)
def test_no_word_stands_twice(name: str) -> None:
    assert not twice(row[0] for row in table(name))


def test_no_hedge_stands_twice_on_one_side() -> None:
    assert not twice(f"{row[0]} {row[1]}" for row in table("hedges.tsv"))


@pytest.mark.parametrize("name", LISTS)
def test_no_word_of_a_list_stands_twice(name: str) -> None:
    assert not twice(word for row in table(name) for cell in row for word in cell.split())


@pytest.mark.parametrize(("name", "column"), CLASSES.items())
def test_every_class_is_one_of_the_ontology(name: str, column: int) -> None:
    assert not {row[column] for row in table(name)} - set(entity_classes())


@pytest.mark.parametrize(("name", "column"), KINDS.items())
def test_every_kind_is_one_of_the_scheme_and_of_its_class(name: str, column: int) -> None:
    known = concepts("kind")
    wrong = []
    for row in table(name):
        notation = row[column]
        if notation == "-":
            continue
        kind = known.get(notation)
        if kind is None or kind.kind_of not in (row[CLASSES[name]], *superclasses(row[CLASSES[name]])):
            wrong.append(row)
    assert not wrong


@pytest.mark.parametrize(("name", "column"), DOMAINS.items())
def test_every_domain_is_one_of_the_scheme(name: str, column: int) -> None:
    assert not {row[column] for row in table(name)} - {*concepts("domain"), "-"}


@pytest.mark.parametrize(("name", "column"), MODES.items())
def test_every_mode_is_told_at_the_head_of_its_table(name: str, column: int) -> None:
    told = set(re.findall(r"(\w+): ", head(name)))
    assert not {row[column] for row in table(name)} - told


def test_a_measure_word_stands_for_a_unit_so_many_times() -> None:
    for measure, unit, factor, *_ in table("units.tsv"):
        assert float(factor) > 0
        # a base unit stands for itself, once: 万 is no unit of its own
        assert measure != unit or float(factor) == 1
        assert unit


def test_a_hedge_is_a_qualifier_on_one_side() -> None:
    for _, side, qualifier, *_ in table("hedges.tsv"):
        assert side in ("before", "after")
        assert qualifier in concepts("qualifier")


def test_divisions_and_towns_have_codes_that_fit() -> None:
    divisions = {code: name for code, name, *_ in table("divisions.tsv")}
    assert not [code for code in divisions if not re.fullmatch(r"\d{2}|\d{4}|\d{6}", code)]
    assert not twice(row[0] for row in table("divisions.tsv"))
    for county, towns, *_ in table("towns.tsv"):
        assert county in divisions or county[:4] in divisions
        assert all(re.fullmatch(r"\d{3}\D\S*", town) for town in towns.split()), county


def test_a_word_that_names_a_kind_is_of_that_kind() -> None:
    rows = [(word, kind, kinds_of(type_).get(word, kind)) for word, type_, kind, *_ in table("heads.tsv")]
    assert not [(word, f"{kind} should be {named}") for word, kind, named in rows if kind != named]
