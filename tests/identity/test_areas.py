"""Administrative codes and what documents call the areas."""

from __future__ import annotations

import pytest

from minsheng.identity.areas import AreaNames, core, wider


@pytest.mark.parametrize(
    ("code", "own", "above"),
    [
        ("110105", "110105", ("1101", "11")),
        ("110100", "1101", ("11",)),
        ("1101", "1101", ("11",)),
        ("110000", "11", ()),
        ("11", "11", ()),
        ("110110", "110110", ("1101", "11")),
        ("110105002", "110105002", ("110105", "1101", "11")),
        ("110105002000", "110105002", ("110105", "1101", "11")),
        ("", "", ()),
    ],
)
def test_codes(code: str, own: str, above: tuple[str, ...]) -> None:
    assert core(code) == own
    assert wider(code) == above


def test_names_of_areas() -> None:
    areas = AreaNames()
    areas.add("110105", ("清源区", "清源", "江州市清源区"))
    areas.add("110105002", ("柳溪镇",))
    areas.add("110106003", ("柳溪镇",))
    assert areas.spelled("江州市清源区图书馆", "110105") == "清源区图书馆"
    assert areas.spelled("区图书馆", "110105") == "清源区图书馆"
    assert areas.spelled("区图书馆", "110106") == "区图书馆"
    assert areas.spelled("区图书馆", "") == "区图书馆"
    assert areas.codes("柳溪镇", "110105") == ["110105002"]
    assert areas.codes("柳溪镇", "110100") == ["110105002", "110106003"]
    assert areas.codes("桂花镇", "110100") == []
