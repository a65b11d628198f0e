"""Words of a stretch of text with their parts of speech, quotations taken as one word."""

from __future__ import annotations

import re
from typing import NamedTuple

from minsheng.facts.wordlists import wording, words
from minsheng.language.segmentation import tagged

OPENING = '“‘「『《"'
#: A quotation up to so long may be part of a noun phrase: “三甲”医院.
_CLOSED = re.compile('([^，、。；！？…“”‘’「」『』《》"]{1,20})[”’」』》"]')
_HAN = re.compile("[一-鿿]")


class Token(NamedTuple):
    """A word, its part of speech (jieba's tags; nz for a quotation), and where it stands in the text."""

    word: str
    tag: str
    start: int
    end: int

    @property
    def written(self) -> bool:
        """Whether it is a word rather than a sign or figure."""
        return self.tag == "eng" or _HAN.search(self.word) is not None

    @property
    def verbal(self) -> bool:
        """Whether it is a verb that no noun phrase takes in as it is."""
        return known_verb(self.word) or (self.tag.startswith("v") and self.tag != "vn")

    @property
    def nominal(self) -> bool:
        """Whether it may be part of a noun phrase."""
        lists = wording()
        return (
            self.tag in lists.nominal and self.word not in lists.stops and _HAN.search(self.word) is not None
        )


def known_verb(word: str) -> bool:
    """Whether the rules list the word as a verb.

    Example:
        >>> known_verb("新增"), known_verb("床位")
        (True, False)
    """
    return word in wording().neutral or word in wording().telling


def closed(text: str, start: int, end: int) -> re.Match[str] | None:
    """The short quotation whose content begins at `start`, its closing mark included."""
    return _CLOSED.match(text, start, end)


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]`; a short quotation is one word, a name.

    Example:
        >>> [token.word for token in tokens("两家“三甲”医院", 2, 8)]
        ['三甲', '医院']
    """
    found: list[Token] = []
    stop = passed = start
    nouns, compounds = wording().nouns, wording().compounds
    for word, tag in tagged(text[start:end]) if start < end else ():
        at, stop = stop, stop + len(word)
        if at < passed:
            continue
        if word in OPENING:
            close = closed(text, at + 1, end)
            if close is not None and (word != '"' or not text.count('"', start, at) % 2):
                passed = close.end()
                found.append(Token(close[1], "nz", at, passed))
                continue
        if found and found[-1].word + word in compounds:
            found[-1] = Token(found[-1].word + word, "n", found[-1].start, stop)
            continue
        if word in nouns or (tag == "v" and word.endswith("率")):
            tag = "n"
        elif tag == "nr" and word in words("attained"):
            tag = "v"  # 荣获
        found.append(Token(word, tag, at, stop))
    return found
