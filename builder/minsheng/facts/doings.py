"""What those that a number counts do: 86名残疾人集中就业, 9家医院设置老年科."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.facts.tokens import Token, known_verb, tokens
from minsheng.facts.wordlists import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How long what they do may be, to become part of the indicator.
_LONGEST = 12
#: What a share is, in words; and verbs that say nothing of what is done.
_BEING = frozenset("为是")
_EMPTY = frozenset("有到在来去让使给等")
_LIGHT = re.compile("(?:已|均|都|将|正|可|能)?(?:享受到?|进行|实施|开展|予以|给予|提供|得到|获得|完成)了?")
_VERBAL = frozenset(("v", "vn", "vd", "d", "ad"))


def doing(text: str, start: int, end: int) -> str:
    """What stands behind a noun if it is only verbs, one of them telling, or a verb and what it is done to.

    Example:
        >>> doing("86名残疾人集中就业，", 6, 11), doing("9家医院设置老年科。", 4, 10)
        ('集中就业', '设置老年科')
    """
    stop = end
    while stop > start and text[stop - 1] in "，。；、！？：,;":
        stop -= 1
    if not 1 < stop - start <= _LONGEST:
        return ""
    light = _LIGHT.match(text, start, stop)
    start = light.end() if light else start
    found = tokens(text, start, stop)
    verbal = all(token.tag in _VERBAL or token.verbal or token.word in wording().modifiers for token in found)
    done = found[-1].word if found else ""
    if found and verbal and done in wording().telling and done != "服务":
        return text[start:stop]
    return "".join(_predicate(found, bool(light)))


def _predicate(found: Sequence[Token], light: bool) -> list[str]:
    """The words of a verb and the noun at the end of the clause, or of that noun behind a light verb."""
    said = [token for token in found if token.tag not in ("ul", "ug")]
    verb, object_ = (said[:1], said[1:]) if not light else ([], said)
    begun = all(token.word in _BEING or (token.tag[0] == "v" and token.word not in _EMPTY) for token in verb)
    if not object_ or not begun:
        return []
    plain = all(
        token.tag[0] in "nbja" or token.tag in ("vn", "l", "f") or token.word in wording().modifiers
        for token in object_
    )
    if not plain and (light or sum(token.tag[0] == "v" for token in object_) == 1):
        plain = not any(
            token.tag[0] in "dpmrcux" or (token.tag == "v" and known_verb(token.word)) for token in object_
        )
    last = object_[-1]
    named = last.tag[0] in "nj" or last.tag in ("vn", "l") or last.word in wording().suffixes
    place = all(token.tag == "ns" for token in object_)
    return [token.word for token in (*verb, *object_)] if plain and named and not place else []
