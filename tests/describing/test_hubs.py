"""Ends in order, one text for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.describing import Reader
from minsheng.describing.hubs import Ends, Hubs, ordered, statements
from minsheng.vocabulary import MS

if TYPE_CHECKING:
    import pyoxigraph as ox

ID = "https://example.org/id/"


def test_ends_are_by_class_and_label(schools: ox.Store) -> None:
    reader = Reader(schools)
    said = statements(reader, f"{ID}Place-1", outgoing=False)
    ends = ordered(reader, said[MS.locatedIn])
    assert ends.some(0, 9) == [(f"{ID}School-a", [f"{ID}s1"]), (f"{ID}School-b", [f"{ID}s2"])]
    assert (ends.total, ends.classes) == (2, (("School", 2),))


@pytest.mark.parametrize(("skip", "most", "first"), [(0, 1, "urn:0"), (3, 2, "urn:3"), (9, 1, None)])
def test_some_of_them(skip: int, most: int, first: str | None) -> None:
    ends = Ends(5, (), "\n".join(f"urn:{number} urn:s{number}" for number in range(5)))
    assert next((iri for iri, _ in ends.some(skip, most)), None) == first


@given(st.integers(0, 20), st.integers(1, 7))
def test_pages_hold_everything_once(total: int, most: int) -> None:
    ends = Ends(total, (), "\n".join(f"urn:{number}" for number in range(total)))
    pages = [iri for skip in range(0, total, most) for iri, _ in ends.some(skip, most)]
    assert pages == [f"urn:{number}" for number in range(total)]


def test_small_things_are_not_put_in_order_beforehand(schools: ox.Store) -> None:
    hubs = Hubs().read(Reader(schools))
    assert hubs.ends(f"{ID}Place-1", outgoing=False) is None
