"""What may be somebody's name, by its form and its place: candidates that learned weights judge.

A surname and one or two characters, also apart (王　兰); foreign and minority names, with or without a
middle dot; 王老师; names in Latin letters beside a word for persons; those beside a name in a list.
"""

from __future__ import annotations

import re
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.privacy_words import privacy_words, table
from minsheng.facts.standing import may_be_name
from minsheng.language.segmentation import known
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.segmentation import Words

NAME_TAGS = frozenset({"nr", "nrfg", "nrt"})
#: Tags that a foreign name has where the segmenter does not know it for a person's.
_FOREIGN_TAGS = NAME_TAGS | {"ns", "nz", "eng"}
#: Tags of words that are surely no names.
_FUNCTION = frozenset({"x", "d", "p", "c", "m", "r", "u", "t", "f"})
_SETTLED = _FUNCTION | NAME_TAGS
#: Tags of what ends a name that was cut.
_PIECES = frozenset({"ng", "g", "nr", "nrt", "ag", "vg", "zg"})
#: What stands between the names of a list.
LISTED = frozenset("、和与及")
#: A surname and a given name of one character, written as wide as three.
_APART = re.compile(r"[ 　\xa0](?<=[一-鿿].)[ 　\xa0]{0,2}[一-鿿](?![一-鿿])")
_LATIN = re.compile(r"[A-Z](?<![A-Za-z\d].)[a-z]+(?:[ ·.]{1,2}[A-Z][a-z]+){0,3}(?![A-Za-z\d])")
#: So many characters a foreign name has.
_SHORTEST, _LONGEST = 2, 6
#: A name that has the family names of both parents.
_DOUBLE = 4


class Bearer(NamedTuple):
    """A possible name.

    Example:
        >>> Bearer("王小兰", Span(3, 6), "full").span.start
        3
    """

    name: str
    span: Span
    #: full, foreign, titled, apart, dotted, latin, listed, or behind a word for private persons
    form: str


class Seeds(NamedTuple):
    """The words that names may begin with, by their indices."""

    #: what the segmenter takes for a person's
    tagged: list[int]
    #: what begins with a character that surnames begin with
    surnamed: list[int]


def seeds(words: Words) -> Seeds:
    """The words of a text that names may begin with; all searches for names share them."""
    initials = privacy_words().initials
    every = range(len(words.words))
    return Seeds(
        list(compress(every, map(NAME_TAGS.__contains__, words.tags))),
        list(compress(every, map(initials.__contains__, map(itemgetter(0), words.words)))),
    )


def bearers(text: str, words: Words, sown: Seeds, masked: Iterable[Span]) -> Iterator[Bearer]:
    """The possible names of a text, one after another of each form; names may come more than once."""
    given = privacy_words()
    told, speech = given.told, given.said
    all_words, tags, starts = words.words, words.tags, words.starts
    for i in sown.tagged:
        yield from _tagged(words, i)
    for i in compress(range(len(all_words)), map(given.cues.__contains__, all_words)):
        word = all_words[i]
        if word in told:
            yield from _behind(text, words, i + 1)
        elif word in speech:
            yield from _speaking(text, words, i)
        elif word in given.familiars:
            yield Bearer(word, Span(starts[i], starts[i] + 2), "familiar")
        if word in given.titles:
            yield from _titled(words, i)
    for i in sown.surnamed:
        if 1 < len(all_words[i]) < 4 and tags[i] not in _SETTLED and not known(all_words[i]):
            yield from _unknown(words, i)
    for match in _APART.finditer(text):
        start = match.start() - 1
        joined = text[start] + text[match.end() - 1]
        if words.edge(start) and _is_full(joined, told=True) and _stands_apart(words, start):
            yield Bearer(text[start : match.end()], Span(start, match.end()), "apart")
    if "·" in text or "•" in text or "・" in text:
        for match in given.dotted.finditer(text):
            start, end = match.span()
            while not words.edge(end):  # 莫罗诺·科马 + 良森
                end += 1
            yield Bearer(text[start:end], Span(start, end), "dotted")
    for match in given.undotted.finditer(text):
        start, end = match.span()
        whole = words.edge(start) and words.edge(end)
        if whole and not known(match.group()) and words.tags[words.at(start)] != "ns":
            yield Bearer(match.group(), Span(start, end), "foreign")
    for match in _LATIN.finditer(text):
        before, after = words.at(match.start()) - 1, words.at(match.end() - 1) + 1
        behind = before >= 0 and all_words[before] in told
        if behind or (after < len(tags) and all_words[after] in speech):
            yield Bearer(match.group(), Span(*match.span()), "latin")
    for span in masked:
        yield from _beside(text, words, span)


def _stands_apart(words: Words, start: int) -> bool:
    """Whether what is before a position ends, or is a word for persons."""
    before = words.words[words.at(start) - 1] if start else "\n"
    return not before[-1].isalpha() or before in privacy_words().told


def _tagged(words: Words, i: int) -> Iterator[Bearer]:
    """What the segmenter takes for a person's name, with the characters that belong to it."""
    word, start = words.words[i], words.starts[i]
    initials = privacy_words().initials
    if word[0] in privacy_words().likely and word[1:] in privacy_words().titles:
        yield Bearer(word, Span(start, start + len(word)), "titled")
        return
    following = words.words[i + 1] if i + 1 < len(words.words) else ""
    surname = words.words[i - 1] if i and len(word) == 2 else ""
    if surname and surname in privacy_words().common and _is_full(surname + word, told=True):
        # 郑 + 海燕
        yield Bearer(surname + word, Span(start - 1, start + 2), "full")
        return
    parts = (word[:2], word[2:]) if len(word) == 4 and word[1] in initials else ()
    if parts and _is_full(word[1:]) and not any(known(part) for part in parts):
        # 社 + 王玉兰
        yield Bearer(word[1:], Span(start + 1, start + 4), "full")
        return
    if word[0] not in initials:
        # what goes before it: 班 + 玉兰 begins with no name
        if not _SHORTEST <= len(word) <= _LONGEST or known(word):
            return
        next_tag = words.tags[i + 1] if following else ""
        together = next_tag == "nrt" and len(word + following) <= _LONGEST
        name = word + following if together else word
        if privacy_words().no_name.isdisjoint(name):
            little = word[0] == "小" and len(name) == 3
            yield Bearer(name, Span(start, start + len(name)), "little" if little else "foreign")
        return
    if word[-1] in privacy_words().no_last and len(word) in (3, 4):
        word = word[:-1]
    longer = word + following
    if len(word) < 3 and len(longer) == 3 and following[-1] not in privacy_words().no_third:
        own = len(word) == 1 or words.tags[i + 1][0] in "nzgjav"
        if own and _is_full(longer):
            yield Bearer(longer, Span(start, start + 3), "full")
            return
    if _is_full(word, tagged=True, told=i > 0 and words.words[i - 1] in privacy_words().told):
        yield Bearer(word, Span(start, start + len(word)), "full")


def _unknown(words: Words, i: int) -> Iterator[Bearer]:
    """A word that no dictionary has and that begins with a surname, or with what was cut off: 盛镓 + 逸."""
    word, start = words.words[i], words.starts[i]
    following = words.words[i + 1] if i + 1 < len(words.words) else ""
    cut = len(word) == 2 and len(following) == 1 and following not in privacy_words().no_third
    if cut and words.tags[i + 1][0] in "ngzj" and may_be_name(word + following):
        yield Bearer(word + following, Span(start, start + 3), "unknown")
        return
    if _is_full(word):
        yield Bearer(word, Span(start, start + len(word)), "unknown")


def _behind(text: str, words: Words, i: int) -> Iterator[Bearer]:
    """Whatever may be a name right behind a word for persons: 居民 + 金文 + 阁."""
    if i >= len(words.words):
        return
    start, tag = words.starts[i], words.tags[i]
    word = words.words[i]
    if _is_strange_name(word, tag) and words.words[i - 1] in privacy_words().private_before:
        yield Bearer(word, Span(start, start + len(word)), "behind")
        return
    if tag in NAME_TAGS:
        return
    if tag in _FOREIGN_TAGS and _SHORTEST <= len(word) <= 12 and not known(word):
        yield Bearer(word, Span(start, start + len(word)), "latin" if tag == "eng" else "foreign")
    if text[start] not in privacy_words().initials:
        return
    for length in (3, 2):
        name = text[start : start + length]
        if len(name) == length and _is_cut(words, name, start):
            yield Bearer(name, Span(start, start + length), "full")
            return


def _is_strange_name(word: str, tag: str) -> bool:
    """Whether a word that no dictionary has is a name, though characters of it are seldom in names: 常岁."""
    given = privacy_words()
    if known(word) or word.isascii() or word[0] not in given.initials:
        return False
    double = tag in NAME_TAGS and len(word) == _DOUBLE and word[-1] not in given.no_third
    return may_be_name(word, sure=True) or (double and given.no_name.isdisjoint(word))


def _speaking(text: str, words: Words, i: int) -> Iterator[Bearer]:
    """Whatever may be a name right before a word for speaking: 张 + 启明 + 说."""
    end = words.starts[i]
    for length in (3, 2):
        start = end - length
        if start >= 0 and _is_cut(words, text[start:end], start):
            yield Bearer(text[start:end], Span(start, end), "full")
            return


def _is_full(word: str, *, tagged: bool = False, told: bool = False) -> bool:
    """Whether a word by itself may be a full name; a short one needs a cue or a surname that most have."""
    given = privacy_words()
    if len(word) < 2 or word[-1] in LISTED or not (told or word[-1] not in table()["place_ends"]):
        return False
    short = len(word) == 2 and (word[1] in given.no_third or given.rare.match(word) is not None)
    cue = len(word) > 2 or tagged or told or word[0] in given.common
    return cue and not short and may_be_name(word) and not known(word)


def _is_cut(words: Words, name: str, start: int) -> bool:
    """Whether words may be pieces of a name: 张 + 启明, 金文 + 阁; not 高温 + 下, 和 + 孩子."""
    if not (words.edge(start) and words.edge(start + len(name)) and _is_full(name, told=True)):
        return False
    i = words.at(start)
    first, tag, common = words.words[i], words.tags[i], privacy_words().common
    if len(first) == 1:
        return first in common and tag not in _FUNCTION | {"v"}
    return not known(first) or words.tags[i + 1] in _PIECES


def _titled(words: Words, i: int) -> Iterator[Bearer]:
    """A surname and a title: 王老师."""
    if i and words.words[i - 1] in privacy_words().likely:
        start = words.starts[i - 1]
        name = words.words[i - 1] + words.words[i]
        yield Bearer(name, Span(start, start + len(name)), "titled")


def _beside(text: str, words: Words, span: Span) -> Iterator[Bearer]:
    """The names of a list that has a masked one: those behind it, and those before it."""
    end = span.end
    while text[end : end + 1] and text[end] in LISTED:
        found = next((n for n in (3, 2) if _is_item(text, words, end + 1, end + 1 + n)), 0)
        if not found:
            break
        yield Bearer(text[end + 1 : end + 1 + found], Span(end + 1, end + 1 + found), "listed")
        end += 1 + found
    start = span.start
    while start > 0 and text[start - 1] in LISTED:
        found = next((n for n in (3, 2) if _is_item(text, words, start - 1 - n, start - 1)), 0)
        if not found:
            break
        yield Bearer(text[start - 1 - found : start - 1], Span(start - 1 - found, start - 1), "listed")
        start -= 1 + found


def _is_item(text: str, words: Words, start: int, end: int) -> bool:
    """Whether a span holds what may be a name, at the edges of words."""
    if start < 0 or not (words.edge(start) and words.edge(end)):
        return False
    return _is_full(text[start:end], tagged=True)
