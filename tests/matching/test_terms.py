from __future__ import annotations

import pytest

from minsheng.errors import UsageError
from minsheng.matching.terms import askable, labels, matchable, property_named, type_named
from minsheng.vocabulary import MS


@pytest.mark.parametrize("name", matchable())
def test_classes_go_by_name_iri_and_prefix(name: str) -> None:
    assert {type_named(way) for way in (name, MS[name], f"ms:{name}", name.lower(), f" {name} ")} == {name}


@pytest.mark.parametrize("name", askable())
def test_properties_go_by_name_iri_and_label(name: str) -> None:
    assert {property_named(way) for way in (name, MS[name], f"ms:{name}", labels(name)[0])} == {name}


@pytest.mark.parametrize(("way", "name"), [("学校", "School"), ("school", "School"), ("设施", "Facility")])
def test_labels_of_classes(way: str, name: str) -> None:
    assert type_named(way) == name


def test_unknown_terms_are_told_with_near_ones() -> None:
    with pytest.raises(UsageError, match="M355") as told:
        type_named("Schol")
    assert "相近的：School；" in str(told.value)
    with pytest.raises(UsageError, match="M356"):
        property_named("")
