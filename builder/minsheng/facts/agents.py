"""Whose deed a verb is: the name right before it, or the subject of its clause with those that join it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.facts.patterns import BRACKET, SEPARATOR
from minsheng.facts.rulefiles import listed, tables
from minsheng.facts.sequence import CLOSERS, is_sign

if TYPE_CHECKING:
    from minsheng.facts.antecedents import Antecedents
    from minsheng.facts.document import Reading
    from minsheng.facts.sequence import Name, Sequence

#: Parts of speech that may stand before the subject of a clause: times, adverbs, links, numbers, adjectives.
_LEADING = frozenset("tdcmqfaxwurobze")
_BRACKETED = re.compile(BRACKET)
_CREDITS = tuple(tables("relations")["credits"].split())
#: 某街道下辖某社区: what is under it is meant
_UNDER = ("下辖", "所辖", "辖区", "下属", "所属", "境内", "辖内")
_GOVERNMENTS = tuple(tables("relations")["governments"].split())
#: Words before who does something, and before where it is done.
_BY, _AT = frozenset("由经"), frozenset("在到从向对")


@cache
def _list_of(signs: str) -> str:
    name = f"[{signs}]{BRACKET}"
    return f"{name}(?:{SEPARATOR}{name})*"


@cache
def _any_list() -> re.Pattern[str]:
    return re.compile(_list_of("\ue000-\uf8ff"))


@cache
def _beside(signs: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<s>{_list_of(signs)})(?:{listed('manners')})*\Z")


@cache
def _joined(signs: str) -> re.Pattern[str]:
    """A list of names, and with 联合 or its like another: 甲近日与乙、丙."""
    return re.compile(
        f"{_list_of(signs)}(?:(?:{listed('manners')})*(?:{listed('joining')})+{_list_of(signs)})?"
    )


@cache
def _governing() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<word>{listed('governing')})[了过着]?(?:辖区内?|辖内|属地|当地|周边|附近)?的?[“‘\"「《]*\Z"
    )


def governed(text: str, start: int, position: int) -> str:
    """The word before a name that makes it no subject (在甲, 走进甲), "" if there is none.

    Example:
        >>> governed("在青石镇举行", 0, 1)
        '在'
    """
    found = _governing().search(text, max(start, position - 12), position)
    return found["word"] if found else ""


@cache
def _along(signs: str) -> re.Pattern[str]:
    """A clause that begins with whom the subject takes along: 甲…，联合乙、丙，…"""
    return re.compile(f"，(?:并|还|同时)?(?:联合|会同|携手|协同)(?P<s>{_list_of(signs)})")


def company(sequence: Sequence, topic: Name, signs: str, end: int) -> dict[int, Name]:
    """A subject, with those that are listed or act together with it up to a verb: 甲联合乙邀请…，开展丙."""
    begin = next((i for i, name in sequence.names.items() if name.span == topic.span), None)
    found = _joined(signs).match(sequence.code, begin) if begin is not None else None
    if begin is None or found is None or sequence.code.startswith("的", found.end()):
        return {0: topic}
    along = _along(signs).finditer(sequence.code, found.end(), end)
    spans = [found.span(), *(match.span("s") for match in along)]
    return dict(enumerate(sequence.names[i] for span in spans for i in range(*span) if i in sequence.names))


class Agents:
    """Finds the subject of a verb within its clause, in one document."""

    def __init__(self, reading: Reading, antecedents: Antecedents) -> None:
        self._reading = reading
        self._antecedents = antecedents

    def of(self, sequence: Sequence, verb: int, end: int, signs: str) -> tuple[int, int] | None:
        """From where to where in the code the names stand that do what the verb from `verb` to `end` says.

        Only names of the classes `signs`; None where the clause does not tell.
        """
        code = sequence.code
        low = max(code.rfind(mark, 0, verb) for mark in CLOSERS) + 1
        beside = _beside(signs).search(code, low, verb)
        if beside:
            # 参加甲主办的丁: what stands right before such a verb does it, whatever stands before that
            word = self._before(sequence, low, beside.start("s"))
            if not word or word in _BY or (code.startswith("的", end) and word not in _AT):
                return beside.span("s")
        i = low
        while i < verb:
            if not is_sign(code[i]) or i not in sequence.names:
                i += 1
                continue
            credit = self._reading.text.startswith(_CREDITS, sequence.names[i].span.end)
            if credit or self._before(sequence, low, i):
                i = self._behind(code, i, verb)
                continue
            if self._only_says_where(sequence, i, verb):
                # what stands in brackets behind it is no subject either
                behind = _BRACKETED.match(code, i + 1, verb)
                i = behind.end() if behind else i + 1
                continue
            found = _joined(signs).match(code, i, verb)
            if (
                found is None
                or not self._opens(sequence, low, i)
                or code[found.end() : found.end() + 1] == "的"
            ):
                return None
            return found.span()
        return None

    def _before(self, sequence: Sequence, low: int, i: int) -> str:
        """The preposition or verb that takes the name as its object, "" if there is none."""
        before = sequence.names.get(i - 1)
        # of 在甲省乙市 only the last place is in the code
        begin = before.span.end if before else sequence.positions[i - 1] + 1 if i else sequence.positions[0]
        return governed(self._reading.text, sequence.positions[low], begin)

    def _behind(self, code: str, i: int, verb: int) -> int:
        """Behind the list that begins with a name."""
        found = _any_list().match(code, i, verb)
        return found.end() if found else i + 1

    def _only_says_where(self, sequence: Sequence, i: int, verb: int) -> bool:
        """Whether a place goes on another name or noun: 青石镇 河湾书院, 青石镇 各学校."""
        name = sequence.names[i]
        if self._reading.things[name.key].type != "Place":
            return False
        behind = _BRACKETED.match(sequence.code, i + 1, verb)
        following = sequence.code[behind.end() : behind.end() + 1] if behind else ""
        if behind and behind.end() < verb and is_sign(following):
            return True
        if self._reading.text.startswith(_GOVERNMENTS, name.span.end):
            return False
        if self._reading.text.startswith(_UNDER, name.span.end):
            return True
        return following == "有" or self._antecedents.modifies(name)

    def _opens(self, sequence: Sequence, low: int, i: int) -> bool:
        """Whether only times, adverbs, nouns and attributes stand before a name in its clause."""
        words, text = self._reading.words, self._reading.text
        start, end = sequence.positions[low], sequence.names[i].span.start
        if text[max(start, end - 1) : end] == "的":
            return True
        last = words.at(end - 1) if end > start else -1
        return all(
            words.tags[k][0] in _LEADING or words.tags[k][0] == "n" for k in range(words.at(start), last + 1)
        )
