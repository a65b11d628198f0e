from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.language.lexicon import table
from minsheng.language.short_forms import shortened


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("青河区卫生健康委员会", "青河区卫健委"),
        ("青河区卫生健康委", "青河区卫健委"),
        ("柳溪县人民法院", "柳溪县法院"),
        ("柳溪县非物质文化遗产馆", "柳溪县非遗馆"),
        ("柳溪小学", "柳溪小学"),
        ("柳溪第六小学", "柳溪六小"),
        ("柳溪第二实验小学", "柳溪第二实验小学"),
    ],
)
def test_shortened(name: str, short: str) -> None:
    assert shortened(name) == short


def test_no_full_form_is_short_for_another() -> None:
    rows = list(table("short_forms.tsv"))
    fulls = [full for _, *forms in rows for full in forms]
    assert len(set(fulls)) == len(fulls)
    assert not {short for short, *_ in rows} & set(fulls)


@given(st.text(alphabet="青河区卫生健康委员会人民法院残疾联合", max_size=20))
def test_what_is_short_stays_so(name: str) -> None:
    assert len(shortened(name)) <= len(name)
