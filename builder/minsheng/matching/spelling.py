"""One name, many spellings: widths, marks, traditional characters, numbers and short endings made alike."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from minsheng.data import data
from minsheng.identity.names import normal
from minsheng.language.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NUMERAL = r"[一二三四五六七八九]?[十百][一二三四五六七八九十零]*|[一二三四五六七八九]|\d+"
#: 第九十五中学, 九十五中, 三小: what is counted stands behind. 八一, 五四 and their like count nothing.
_ORDINAL = re.compile(
    rf"第({_NUMERAL})|(?<![零〇一二三四五六七八九十百千万\d])({_NUMERAL})"
    r"(?=[中小幼高初附]|医|院|人民医院|社区|敬老院|号|分|校区|院区|期)"
)
_NUMBER = re.compile(r"\d+|[东西南北新老旧]")
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_LATIN = re.compile(r"[a-zü]")


def plain(name: str) -> str:
    """A name without marks, spaces and differences of width, in simplified characters.

    Example:
        >>> plain("“柳溪”书房（东區）")
        '柳溪书房东区'
    """
    return simplified(normal(name))


def simplified(text: str) -> str:
    """Traditional characters replaced one by one, where the package that knows them is installed.

    Example:
        >>> simplified("柳溪國小")
        '柳溪国小'
    """
    return text if text.isascii() else text.translate(_simplifying())


def spelled(name: str) -> str:
    """A plain name with its numbers as figures and its short endings written out.

    Two spellings of one name give the same text; it is made to be compared, not to be shown.

    Example:
        >>> spelled("第九十五中学"), spelled("95中"), spelled("九十五中"), spelled("柳溪附小")
        ('95中学', '95中学', '95中学', '柳溪附属小学')
    """
    counted = _ORDINAL.sub(_figure, name)
    for pattern, full in _spellings():
        counted = pattern.sub(full, counted)
    return counted


@lru_cache(maxsize=1 << 14)
def numbers(name: str) -> frozenset[str]:
    """What things of one kind are numbered by in a spelled name: figures, bearings, new and old.

    Two names that have different ones are those of two things.

    Example:
        >>> sorted(numbers("青河区2小学东校区")), numbers("柳溪小学")
        (['2', '东'], frozenset())
    """
    return frozenset(number.lstrip("0") or "0" for number in _NUMBER.findall(name))


def latin(text: str) -> bool:
    """Whether a plain text is written in letters alone, and so may be pinyin.

    Example:
        >>> latin("liuxixiaoxue"), latin("95中"), latin("95")
        (True, False, False)
    """
    return not _HAN.search(text) and bool(_LATIN.search(text))


def _figure(found: re.Match[str]) -> str:
    numeral = found[1] or found[2]
    try:
        return str(parse_number(numeral).to_integral_value())
    except ValueError:
        return found[0]


@cache
def _simplifying() -> Mapping[int, str]:
    """Traditional → simplified, character by character; empty without the package."""
    try:
        import opencc
    except ModuleNotFoundError:
        return {}
    return _one_to_one(opencc.OpenCC("t2s").convert)


def _one_to_one(convert: Callable[[str], str]) -> Mapping[int, str]:
    characters = "".join(map(chr, range(0x4E00, 0xA000)))
    pairs = zip(characters, (convert(character) for character in characters), strict=True)
    return {ord(one): other for one, other in pairs if one != other and len(other) == 1}


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str], ...]:
    """Patterns with what takes the place of their words, by where the words may stand."""
    tables: dict[str, dict[str, str]] = {"anywhere": {}, "end": {}, "behind": {}}
    for line in data("matching", "data", "spellings.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            written, full, where = line.split("\t")
            tables[where][written] = full
    shapes = {"anywhere": "(?:{})(?!学)", "end": "(?:{})$", "behind": r"(?<=\d)(?:{})$"}
    return tuple(_replacing(shapes[where], table) for where, table in tables.items())


def _replacing(
    shape: str, table: Mapping[str, str]
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str]:
    longest = sorted(table, key=lambda word: (-len(word), word))
    return re.compile(shape.format("|".join(map(re.escape, longest)))), lambda found: table[found[0]]
