"""Private persons: their names never leave a document.

A name is masked where something says that its bearer is a resident, patient, pupil or other private person, and also
where nothing says that he or she holds an office, practises a profession or signs the text. Words and surnames
are data: `rules/privacy.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from minsheng.data import data
from minsheng.language.segmentation import known
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from minsheng.language.segmentation import Words
    from minsheng.records import Mention

#: How far before a name an office may stand: 党委书记、局长 and a space.
_NEAR = 3
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")
_ADDRESS = re.compile(r"\d+(?:号楼|栋|幢|座)(?:\d+单元)?\d+(?:室|号房)|\d+单元\d+(?:室|号)?")
_NAME_TAGS = frozenset({"nr", "nrfg", "nrt"})


@dataclass(frozen=True, slots=True)
class _Words:
    surname: re.Pattern[str]
    no_name: frozenset[str]
    no_third: frozenset[str]
    appellation: re.Pattern[str]
    private_before: tuple[str, ...]
    private_after: tuple[str, ...]
    office_before: tuple[str, ...]
    office_after: tuple[str, ...]


@cache
def _words() -> _Words:
    with data("facts", "rules", "privacy.toml").open("rb") as file:
        table = tomllib.load(file)
    surname = f"(?:{'|'.join(table['double_surnames'])}|[{table['surnames']}])"
    likely = re.sub(f"[{table['unlikely_surnames']}]", "", surname)
    longest_first = sorted(table["appellations"], key=lambda word: (-len(word), word))
    return _Words(
        re.compile(surname),
        frozenset(table["no_name"]),
        frozenset(table["no_third"]),
        re.compile(f"{likely}(?:{'|'.join(longest_first)})"),
        tuple(table["private_before"]),
        tuple(table["private_after"]),
        tuple(table["office_before"]),
        tuple(table["office_after"]),
    )


@dataclass(frozen=True, slots=True)
class PrivateNames:
    """What is to be masked in one text; the names are known to this object alone.

    Example:
        >>> from minsheng.language.segmentation import segment
        >>> text = "家住青石镇的陈婆婆常来食堂。"
        >>> private_names(text, segment(text), ()).spans
        (Span(start=6, end=9),)
    """

    spans: tuple[Span, ...]
    _names: frozenset[str]

    def within(self, words: str) -> bool:
        """Whether a label, a title or an indicator holds one of the names."""
        return any(name in words for name in self._names)

    def touches(self, start: int, end: int) -> bool:
        """Whether a span of the text overlaps a masked one."""
        return any(a < end and b > start for a, b in self.spans)

    def masked(self, words: str) -> str:
        """The words with each character of a private name replaced by ＊."""
        for name in sorted(self._names, key=lambda n: (-len(n), n)):
            words = words.replace(name, "＊" * len(name))
        return words


def private_names(text: str, words: Words, mentions: Iterable[Mention]) -> PrivateNames:
    """The private names, mobile and identity numbers and home addresses of a text.

    Names of facilities and works that are called after a person stay, unless the person is private here.
    """
    names = _appellations(text, words)
    mentions = list(mentions)
    held = sorted((m.start, m.end) for m in mentions if m.type != "Place")
    places = {m.start for m in mentions if m.rule == "gazetteer"}
    for name, spans in _persons(text, words).items():
        if all(span.start in places for span in spans):
            continue
        if any(_is_private(text, span) for span in spans):
            names.add(name)
        elif not any(_in_office(text, span) for span in spans) and not all(_inside(held, s) for s in spans):
            names.add(name)
    found = [Span(m.start(), m.end()) for name in names for m in re.finditer(re.escape(name), text)]
    found += [Span(*m.span()) for pattern in (_MOBILE, _ADDRESS) for m in pattern.finditer(text)]
    return PrivateNames(tuple(sorted(set(found))), frozenset(names))


def _appellations(text: str, words: Words) -> set[str]:
    """李婆婆, 王某某: a surname with an appellation, at the edge of a word."""
    found = set()
    for match in _words().appellation.finditer(text):
        if words.edge(match.start()) and words.edge(match.end()):
            found.add(match.group())
    return found


def _persons(text: str, words: Words) -> dict[str, list[Span]]:
    """Full names: words that the segmenter takes for a person's and that begin with a surname."""
    found: dict[str, list[Span]] = {}
    for i, tag in enumerate(words.tags):
        if tag not in _NAME_TAGS:
            continue
        for word in _readings(text, words, i):
            span = Span(words.starts[i], words.starts[i] + len(word))
            if _may_be_name(word) and (_is_private(text, span) or (len(word) == 3 and not known(word))):
                found.setdefault(word, []).append(span)
                break
    return found


def _readings(text: str, words: Words, i: int) -> Iterator[str]:
    """The word, or with the one behind it where a name was cut: 李 + 桂格, 刘子 + 硕."""
    word = words.words[i]
    following = words.words[i + 1] if i + 1 < len(words.words) else ""
    if 0 < len(following) <= 3 - len(word) and following[-1] not in _words().no_third:
        start = words.starts[i]
        cut = len(following) == 1 or not known(following) or words.tags[i + 1] in _NAME_TAGS
        if cut or _is_private(text, Span(start, start + len(word + following))):
            yield word + following
    yield word


def _may_be_name(word: str) -> bool:
    table = _words()
    surname = table.surname.match(word)
    if surname is None or not word.isalpha() or word.isascii():
        return False
    if not 1 <= len(word) - surname.end() <= 2 or (len(word) == 2 and known(word)):
        return False
    return not any(char in table.no_name for char in word[1:])


def _before(text: str, span: Span) -> str:
    return text[max(0, span.start - 8) : span.start].rstrip(" 　、：:（(")


def _is_private(text: str, span: Span) -> bool:
    after = text[span.end : span.end + 5]
    return _before(text, span).endswith(_words().private_before) or after.startswith(_words().private_after)


def _in_office(text: str, span: Span) -> bool:
    before, after = _before(text, span), text[span.end : span.end + 6].lstrip(" 　")
    if before.endswith(_words().office_before) or after.startswith(_words().office_after):
        return True
    # a list of names shares the office before it: 记者 甲 乙 丙
    return bool(re.search(f"(?:{'|'.join(_words().office_before)})[ 　：:]?(?:[\u4e00-\u9fff]{{2,4}}[ 　、]){{1,6}}$", text[max(0, span.start - 40) : span.start]))


def _inside(held: Sequence[tuple[int, int]], span: Span) -> bool:
    return any(a <= span.start and span.end <= b for a, b in held)
