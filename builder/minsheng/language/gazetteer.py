"""Administrative divisions of China by name: provinces, cities and counties at once, towns county by county.

Codes are those of the National Bureau of Statistics (2, 4, 6 or 9 digits; 2023-06-30); a code's prefix
is the code of what it lies in. Compiled by `compile_gazetteer`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.data import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌"
    "|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各"
)
_ETHNIC = re.compile(f"(?:(?:{PEOPLES})族?)*自治(?:州|县|旗|区)$")
_SUFFIX = re.compile("(?:特别行政区|地区|林区|矿区|特区|新区|省|市|盟|区|县|旗)$")
#: 科尔沁左翼后旗 is called 科左后旗.
_WINGED = re.compile("^(.)[^左右]+([左右])翼?([前中后]?旗)$")
#: Codes of the municipalities, which are cities with the rank of a province.
MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
#: Autonomous regions are called by the first word of their name.
_REGIONS = {"15": "内蒙古", "45": "广西", "54": "西藏", "64": "宁夏", "65": "新疆"}


class Division(NamedTuple):
    """An administrative division.

    Example:
        >>> gazetteer().named("大渡口区")[0]
        Division(code='500104', name='大渡口区')
    """

    code: str
    name: str

    @property
    def level(self) -> str:
        """province, city, county or town."""
        return {2: "province", 4: "city", 6: "county"}.get(len(self.code), "town")


def short_form(division: Division) -> str:
    """The name without what kind of division it is: 延安市 → 延安; itself where one character would be left.

    Example:
        >>> short_form(Division("4228", "恩施土家族苗族自治州"))
        '恩施'
    """
    if division.code in _REGIONS:
        return _REGIONS[division.code]
    name = _ETHNIC.sub("", division.name) or division.name
    short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 else division.name


def common_forms(division: Division) -> list[str]:
    """What an autonomous division or a banner is called that keeps the word for its kind.

    Example:
        >>> common_forms(Division("5333", "怒江傈僳族自治州"))
        ['怒江州']
        >>> common_forms(Division("150522", "科尔沁左翼后旗"))
        ['科左后旗']
    """
    banner = _WINGED.match(division.name)
    if banner is not None:
        return ["".join(banner.groups())]
    name = _ETHNIC.sub("", division.name)
    return [name + division.name[-1]] if name != division.name and len(name) > 1 else []


class Gazetteer:
    """Lookup by name, by code and by parent."""

    def __init__(
        self, divisions: Iterable[Division], towns: Mapping[str, str], ordinary: frozenset[str]
    ) -> None:
        self._by_code = {d.code: d for d in divisions}
        self._towns = towns
        self._full: dict[str, list[Division]] = {}
        self._short: dict[str, list[Division]] = {}
        self._common: dict[str, list[Division]] = {}
        self._everyday: dict[str, list[Division]] = {}
        self._ordinary = ordinary
        self._counties: dict[str, list[str]] = {}
        for division in self._by_code.values():
            self._full.setdefault(division.name, []).append(division)
            if division.level == "county":
                for digits in (0, 2, 4, 6):
                    self._counties.setdefault(division.code[:digits], []).append(division.code)
            for form in common_forms(division):
                self._common.setdefault(form, []).append(division)
            short = short_form(division)
            if short != division.name:
                everyday = division.level == "county" and short in ordinary
                (self._everyday if everyday else self._short).setdefault(short, []).append(division)

    def names(self) -> tuple[str, ...]:
        """Every full and short name of a province, city or county, sorted."""
        return tuple(sorted({*self._full, *self._common, *self._short, *self._everyday}))

    def named(self, name: str) -> list[Division]:
        """The provinces, cities and counties of exactly this full name, by code; 怒江州 is one too."""
        return self._full.get(name) or self._common.get(name, [])

    def short(self, name: str) -> list[Division]:
        """Those that are called so for short; everyday words (和平, 长安) are left out for counties."""
        return self._short.get(name, [])

    def everyday(self, name: str) -> list[Division]:
        """The counties that are called so for short by what is an everyday word or another name too."""
        return self._everyday.get(name, [])

    def ordinary(self, name: str) -> bool:
        """Whether a short form is an everyday word too."""
        return name in self._ordinary

    def get(self, code: str) -> Division | None:
        """The division with this code, towns included."""
        if len(code) == 9:
            return next((d for d in self.towns(code[:6]) if d.code == code), None)
        return self._by_code.get(code)

    def parents(self, code: str) -> list[Division]:
        """What it lies in, nearest first."""
        return [self._by_code[code[:n]] for n in (6, 4, 2) if n < len(code) and code[:n] in self._by_code]

    def towns(self, county: str) -> list[Division]:
        """Towns and subdistricts of a county, by code."""
        return _towns(self, county)

    def below(self, code: str) -> list[str]:
        """Codes of the counties below a city or province, or the county itself."""
        return self._counties.get(code, [])

    def town(self, name: str, within: str) -> list[Division]:
        """Towns of this name below the division `within` (2 to 6 digits), by code.

        Example:
            >>> gazetteer().town("跳磴镇", "50")
            [Division(code='500104103', name='跳磴镇')]
        """
        return _towns_by_name(self, within).get(name, [])

    def towns_by_name(self, within: str) -> dict[str, list[Division]]:
        """Every town below a division, by name."""
        return _towns_by_name(self, within)

    def calls_towns(self, word: str) -> bool:
        """Whether towns somewhere in the country are called by a word: 胜利, 前进.

        Example:
            >>> gazetteer().calls_towns("胜利"), gazetteer().calls_towns("添加")
            (True, False)
        """
        return _calls_towns(self, word)

    def row(self, county: str) -> str:
        """The county's line of the towns' table: three digits and a name, separated by spaces."""
        return self._towns.get(county, "")


@cache
def _calls_towns(gazetteer: Gazetteer, word: str) -> bool:
    every = _every_town(gazetteer)
    return any(f"{word}{kind}" in every for kind in ("街道", "镇", "乡"))


@cache
def _every_town(gazetteer: Gazetteer) -> str:
    return " ".join(gazetteer.row(county) for county in gazetteer.below(""))


@cache
def _towns_by_name(gazetteer: Gazetteer, within: str) -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for county in gazetteer.below(within):
        for town in gazetteer.towns(county):
            found.setdefault(town.name, []).append(town)
    return found


@cache
def _towns(gazetteer: Gazetteer, county: str) -> list[Division]:
    return [Division(county + entry[:3], entry[3:]) for entry in gazetteer.row(county).split()]


@cache
def gazetteer() -> Gazetteer:
    """The national gazetteer, loaded on first use (about 20 ms)."""

    def lines(name: str) -> list[list[str]]:
        content = data("language", "data", name).read_text(encoding="utf-8")
        return [line.split("\t") for line in content.splitlines() if line and not line.startswith("#")]

    ordinary = frozenset(word for line in lines("ordinary.txt") for word in line[0].split())
    divisions = (Division(code, name) for code, name in lines("divisions.tsv"))
    return Gazetteer(divisions, dict(lines("towns.tsv")), ordinary)
