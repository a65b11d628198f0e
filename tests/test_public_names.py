"""What `import minsheng` offers."""

from __future__ import annotations

import pytest

import minsheng


@pytest.mark.parametrize("name", minsheng.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(minsheng, name).__doc__
    assert name in dir(minsheng)


def test_a_version_is_told() -> None:
    assert minsheng.__version__.count(".") == 2


def test_other_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        minsheng.no_such_name  # noqa: B018
