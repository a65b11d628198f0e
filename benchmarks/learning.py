"""What learning from annotated texts shares: the texts, the features that many of them show, tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from minsheng.evaluation import read_gold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from minsheng.evaluation import Gold

#: So many documents must show a feature for it to be learned from.
FEWEST = 3
_GOLD = ".gold.json"


def annotated(folders: Iterable[Path]) -> Iterator[tuple[Path, Gold]]:
    """The texts of the folders, `NAME.txt` beside `NAME.gold.json`, in the order of their paths."""
    for path in sorted(path for folder in folders for path in folder.glob(f"*{_GOLD}")):
        yield path.with_name(path.name.removesuffix(_GOLD) + ".txt"), read_gold(path)


def frequent(shown: Iterable[tuple[int, Iterable[str]]]) -> list[str]:
    """The features that enough documents have, sorted.

    Args:
        shown: number of a document and features found in it, as often as it has candidates.

    Example:
        >>> frequent([(1, ["a", "b"]), (2, ["a"]), (3, ["a", "b"])])
        ['a']
    """
    seen: dict[str, set[int]] = defaultdict(set)
    for document, features in shown:
        for feature in features:
            seen[feature].add(document)
    return sorted(feature for feature, documents in seen.items() if len(documents) >= FEWEST)


def row(feature: str, weights: Mapping[str, int]) -> str:
    """A row of a table of weights, "" where all of them are 0.

    Example:
        >>> row("head=工程", {"name": 120, "event": 0})
        'head=工程\\tname:120\\n'
    """
    cells = " ".join(f"{name}:{weight}" for name, weight in weights.items() if weight)
    return f"{feature}\t{cells}\n" if cells else ""
