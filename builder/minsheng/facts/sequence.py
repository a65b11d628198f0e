"""A sentence as its words with one sign in place of each name, so that rules can speak of kinds of names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from minsheng.records import Span
from minsheng.vocabulary import entity_classes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.facts.antecedents import Antecedents
    from minsheng.facts.document import Reading
    from minsheng.records import Sentence

#: Where a clause ends, in an encoded sentence.
CLOSERS = "，；："
_OPENING, _CLOSING = '“‘"《「『', '”’"》」』'
_FIRST_SIGN = 0xE000


@cache
def _sign_of() -> dict[str, str]:
    return {name: chr(_FIRST_SIGN + i) for i, name in enumerate(entity_classes())}


def signs(classes: Iterable[str]) -> str:
    """The signs of classes, for a set of characters in an expression."""
    return "".join(sorted(_sign_of()[name] for name in classes))


def is_sign(char: str) -> bool:
    """Whether a character of an encoded sentence stands for a name; "" does not.

    Example:
        >>> is_sign(signs(["School"])), is_sign("校")
        (True, False)
    """
    return "\ue000" <= char <= "\uf8ff"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, or a word that stands for one, where it is in a sequence."""

    key: int
    span: Span
    #: where the thing is named, for a word that stands for it (该校)
    antecedent: Span | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """An encoded sentence: `code` has one private-use character for each name."""

    code: str
    #: position in the text of each character of `code`, and the end
    positions: tuple[int, ...]
    #: index in `code` → name
    names: dict[int, Name]

    def span(self, start: int, end: int) -> Span:
        """The span of the text that a range of `code` stands for, names in full."""
        names = (name.span.end for i, name in self.names.items() if start <= i < end)
        return Span(self.positions[start], max([self.positions[end], self.positions[start] + 1, *names]))


def encode(reading: Reading, sentence: Sentence, antecedents: Antecedents) -> Sequence:
    """The sentence with its outermost names, and the words that stand for names, as signs.

    Marks around a name go; between two names in marks side by side (“甲”“乙”) a comma of lists is put.
    """
    text = reading.text
    code: list[str] = []
    positions: list[int] = []
    names: dict[int, Name] = {}
    at, marked = sentence.start, False
    listed = _outermost(reading, sentence, antecedents)
    for name, following in zip(listed, [*listed[1:], None], strict=False):
        start, end = name.span
        if following is not None and following.span.start == end and _places(reading, name, following):
            # 甲省乙市丙县 is one place, the last
            code.extend(text[at:start])
            positions.extend(range(at, start))
            at = end
            continue
        opened = text[start] in _OPENING
        if start > at and text[start - 1] in _OPENING and end < sentence.end and text[end] in _CLOSING:
            start, end, opened = start - 1, end + 1, True
        if opened and marked and start == at:
            code.append("、")
            positions.append(start)
        code.extend(text[at:start])
        positions.extend(range(at, start))
        names[len(code)] = name
        code.append(_sign_of()[reading.things[name.key].type])
        positions.append(name.span.start)
        at, marked = end, text[end - 1] in _CLOSING
    code.extend(text[at : sentence.end])
    positions.extend(range(at, sentence.end + 1))
    return Sequence(_narrow("".join(code)), tuple(positions), names)


def _places(reading: Reading, *names: Name) -> bool:
    return all(reading.things[name.key].type == "Place" for name in names)


_WIDE = str.maketrans(",;:()?!", "，；：（）？！")
_HALF = re.compile("[,;:()?!]")


def _narrow(code: str) -> str:
    """Marks in one width, so that patterns need know one of each."""
    return code.translate(_WIDE) if _HALF.search(code) else code


def _outermost(reading: Reading, sentence: Sentence, antecedents: Antecedents) -> list[Name]:
    found: list[Name] = []
    at = sentence.start
    for mention in sentence.mentions:
        if mention.start < at or mention.end > sentence.end:
            continue
        key = reading.owners.get((mention.start, mention.end))
        if key is None:
            continue
        found.extend(antecedents.deictics(sentence, at, mention.start))
        found.append(Name(key, Span(mention.start, mention.end)))
        at = mention.end
    found.extend(antecedents.deictics(sentence, at, sentence.end))
    return found


def clause_start(text: str, start: int, position: int) -> bool:
    """Whether a clause begins at the position, a few words of time and linking aside.

    Example:
        >>> clause_start("目前，学校有教师12人。", 0, 3)
        True
    """
    while position > start and text[position - 1] in _OPENING:
        position -= 1
    if position == start or _CLAUSE_START.search(text, max(start, position - 12), position):
        return True
    return bool(_DATELINE.search(text, max(start, position - 40), position))


#: 某报某月某日电（记者某某）
_DATELINE = re.compile(
    r"(?:电|讯|消息|报道)\s*(?:[（(][^）)]{0,24}[）)])?\s*\Z"
    r"|(?:记者|通讯员)[ \u3000]*[一-鿿·]{2,4}(?:[ \u3000]+[一-鿿·]{2,4}){0,3}[ \u3000]+\Z"
)
_CLAUSE_START = re.compile(
    r"[，,；;：:。—\n](?:目前|如今|现在|当前|同时|此外|另外|近年来|今年|去年|日前|近日|其中|例如|比如|如|而|但|随后|此次"
    r"|据悉|为此|[ \u3000])*\Z|[”’》】] ?\Z"
)
