from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from minsheng.cli.main import minsheng
from minsheng.graph import folder
from minsheng.graph.cache import open_cache
from minsheng.graph.loading import load
from minsheng.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

SAMPLE = Path(__file__).parents[1] / "export" / "sample.trig"

QINGHE = """青河区教育简讯
青河日报 2024年3月1日

    青河区柳溪镇新建柳溪小学和柳溪幼儿园。全区现有老年食堂12个，今年将新增学位1500个。
    柳溪镇卫生院加入青河区人民医院医联体。
"""


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A graph folder with the sample's two documents, for commands that read."""
    target = tmp_path_factory.mktemp("graph") / "青河图谱"
    lines = sorted(f"{quad} .\n" for quad in ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))
    with folder.writing(target) as draft:
        with open_cache(draft.snapshot.facts, writing=True):
            pass
        count = load(draft.snapshot.store, [lines])
        draft.publish(folder.Manifest("0", BASE, "0" * 64, 2, count), {})
    return str(target)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with one invented newspaper text."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "jianxun.txt").write_text(QINGHE, encoding="utf-8")
    return texts


@pytest.fixture
def run() -> Callable[..., Result]:
    """Calls the command line within this process; stdout and stderr are apart."""

    def call(*words: str) -> Result:
        return CliRunner().invoke(minsheng, list(words))

    return call
