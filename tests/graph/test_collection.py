"""The collector of cycles runs seldom within, and as before behind, whatever happens."""

import gc

import pytest

from minsheng.graph.collection import seldom


def test_it_is_set_back_even_after_a_fault() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), seldom():
        assert gc.get_threshold()[0] > before[0]
        raise KeyError
    assert gc.get_threshold() == before


def test_cycles_are_still_found() -> None:
    with seldom():
        assert gc.isenabled()
