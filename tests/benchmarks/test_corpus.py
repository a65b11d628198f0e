from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks.corpus import further, news, own
from benchmarks.invented import articles

if TYPE_CHECKING:
    from pathlib import Path


def gold(doc: str, *names: str) -> str:
    entities = [{"id": f"e{i}", "type": "School", "name": name} for i, name in enumerate(names)]
    return json.dumps({"doc": doc, "entities": entities, "relations": [], "observations": []})


def test_invented_articles_are_many_different_and_the_same_again() -> None:
    made = articles(40)
    assert made == articles(50)[:40]
    assert len(set(made)) == 40
    assert all(500 < len(article) < 1000 and "{" not in article for article in made)


def test_every_own_sample_has_its_text() -> None:
    found = own()
    assert len(found) >= 6
    assert all(each.path.is_file() and each.path.stem == each.name for each in found)


def test_a_folder_of_further_texts(tmp_path: Path) -> None:
    for folder in ("gold", "seeds", "corpus/articles"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("0001", "0086"):
        (tmp_path / "gold" / f"{name}.gold.json").write_text(gold(name, "青石小学"), encoding="utf-8")
        (tmp_path / "gold" / f"{name}.txt").write_text("青石小学开学。", encoding="utf-8")
    (tmp_path / "gold" / "seed-a.gold.json").write_text(gold("a", "柳溪中学", "柳溪小学"), encoding="utf-8")
    (tmp_path / "seeds" / "x.txt").write_text("柳溪中学与青石小学。", encoding="utf-8")
    (tmp_path / "seeds" / "y.txt").write_text("柳溪中学与柳溪小学。", encoding="utf-8")
    found = further(tmp_path)
    assert [(each.name, each.path.name, each.group) for each in found] == [
        ("0001", "0001.txt", "development"),
        ("0086", "0086.txt", "held-out"),
        ("seed-a", "y.txt", "originals"),
    ]


def test_news_come_from_the_folder_if_it_has_any(tmp_path: Path) -> None:
    assert news(None, 2) == news(tmp_path, 2) == articles(2)
    (tmp_path / "corpus" / "articles").mkdir(parents=True)
    (tmp_path / "corpus" / "articles" / "1.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "corpus" / "news-sample.jsonl").write_text('{"id": "2", "text": "乙"}\n', encoding="utf-8")
    assert sorted(news(tmp_path, 4)) == ["乙", "乙", "甲", "甲"]
