"""A small document with expected facts, built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.alone import Alone, build_alone
from benchmarks.corpus import Expected

from minsheng.evaluation import Gold
from minsheng.evaluation.gold import GoldEntity, GoldObservation

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """锦江区青石镇民生播报

青石镇小学和柳溪中学今年9月投用。全镇建成老年食堂8个。青石镇卫生院完成改造。
"""
GOLD = Gold(
    doc="news",
    area="青石镇",
    entities=(
        GoldEntity("p", ("Place",), ("青石镇",)),
        GoldEntity("s", ("School",), ("青石镇小学",)),
        GoldEntity("h", ("Hospital", "HealthCentre"), ("青石镇卫生院",)),
        GoldEntity("m", ("School",), ("没有提到的中学",)),
        GoldEntity("n", ("School",), ("柳溪中学",), core=False),
    ),
    relations=(("s", "locatedIn", "p"), ("m", "locatedIn", "p")),
    observations=(GoldObservation("青石镇", ("老年食堂",), 8.0, "个"),),
)


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> Alone:
    path: Path = tmp_path_factory.mktemp("texts") / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    return build_alone(Expected("news", path, GOLD, "seeds"))
