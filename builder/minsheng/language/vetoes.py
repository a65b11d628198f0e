"""What looks like a name and is none: a last look at every mention, by the words in it and around it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from minsheng.data import data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.records import Mention

#: How far around a mention its surroundings are read.
_BEFORE, _AFTER = 4, 40
#: The rule whose names need no second look.
_SURE = "gazetteer"


@dataclass(frozen=True, slots=True)
class _Veto:
    """A kind of false name; what is not given matches anything."""

    types: frozenset[str]
    rules: frozenset[str]
    name: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    #: of the name with a few characters on both sides
    around: re.Pattern[str] | None

    def holds(self, text: str, mention: Mention) -> bool:
        """Whether what stands around a mention speaks against it; its name is looked at before."""
        start, end = mention.start, mention.end
        if self.around and not self.around.search(text[max(0, start - _BEFORE) : end + _BEFORE]):
            return False
        if self.before and not self.before.search(text[max(0, start - _BEFORE) : start]):
            return False
        return not self.after or self.after.search(text[end : end + _AFTER]) is not None


@cache
def table() -> list[dict[str, Any]]:
    """The data file, with the examples that its patterns are tested with."""
    with data("language", "vetoes.toml").open("rb") as file:
        vetoes: list[dict[str, Any]] = tomllib.load(file)["veto"]
    return vetoes


@cache
def _vetoes() -> tuple[_Veto, ...]:
    found = []
    for row in table():
        patterns = (
            re.compile(row[key]) if key in row else None for key in ("name", "before", "after", "around")
        )
        found.append(_Veto(frozenset(row.get("types", ())), frozenset(row.get("rules", ())), *patterns))
    return tuple(found)


@cache
def _applying(type_: str, rule: str) -> tuple[_Veto, ...]:
    """The vetoes that may hold for a mention; names of the gazetteer are doubted only where it is said."""
    return tuple(
        veto
        for veto in _vetoes()
        if (not veto.types or type_ in veto.types)
        and (rule in veto.rules if veto.rules or rule == _SURE else True)
    )


@lru_cache(maxsize=1 << 13)
def _naming(type_: str, rule: str, name: str) -> tuple[_Veto, ...]:
    """Those of them that the name itself allows; texts repeat names."""
    return tuple(veto for veto in _applying(type_, rule) if not veto.name or veto.name.search(name))


def without_false_names(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that nothing speaks against.

    Example:
        >>> from minsheng.records import Mention
        >>> text = "他住在岳阳县千佛塔村。"
        >>> without_false_names(text, [Mention(6, 9, "千佛塔", "HeritageSite", "head-open", 0.9)])
        []
    """
    return [
        mention
        for mention in mentions
        if not any(veto.holds(text, mention) for veto in _naming(mention.type, mention.rule, mention.name))
    ]
