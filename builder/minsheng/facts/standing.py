"""What the words beside a name say of its bearer: a private person, or one in office or a profession."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.facts.privacy_words import privacy_words
from minsheng.language.occurrences import everywhere
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Collection

#: What no given name holds, whatever is said of its bearer.
_PARTICLES = "的了是在等们和与说称"
_COURTESY = ("先生", "女士", "老人", "今年")


def may_be_name(word: str, *, sure: bool = False) -> bool:
    """Whether a word has a surname and what given names are made of: if `sure`, all but particles.

    Example:
        >>> may_be_name("王小兰"), may_be_name("小兰花")
        (True, False)
    """
    given = privacy_words()
    surname = given.surname.match(word)
    if surname is None or not word.isalpha() or word.isascii() or word in given.ordinary:
        return False
    if not 1 <= len(word) - surname.end() <= 2:
        return False
    return not any(char in (_PARTICLES if sure else given.no_name) for char in word[1:])


def is_private(text: str, span: Span) -> bool:
    """Whether a word beside a name says that its bearer is a private person.

    Example:
        >>> is_private("居民王小兰来了", Span(2, 5)), is_private("局长陈建国来了", Span(2, 5))
        (True, False)
    """
    after = text[span.end : span.end + 5]
    # 居民代表, 学生负责人: they speak for themselves; 人大代表 hold an office
    before = _before(text, span)
    if before.removesuffix("代表").removesuffix("负责人").endswith(privacy_words().private_before):
        return True
    courtesy = after.startswith(_COURTESY) and in_office(text, span)
    return after.startswith(privacy_words().private_after) and not courtesy


def in_office(text: str, span: Span) -> bool:
    """Whether a word beside a name tells an office, a profession or authorship.

    Example:
        >>> in_office("局长陈建国来了", Span(2, 5)), in_office("居民王小兰来了", Span(2, 5))
        (True, False)
    """
    before, after = _before(text, span), text[span.end : span.end + 6].lstrip(" 　")
    if before.endswith(privacy_words().office_before) or after.startswith(privacy_words().office_after):
        return True
    # a list of names shares the office before it: 记者 甲 乙 丙
    return privacy_words().office_list.search(text[max(0, span.start - 40) : span.start]) is not None


def spans_of(text: str, names: Collection[str]) -> dict[str, list[Span]]:
    """Where a text has each of the names.

    Example:
        >>> spans_of("居民王小兰来了", ["王小兰"])
        {'王小兰': [Span(start=2, end=5)]}
    """
    found = everywhere(text, names)
    return {name: [Span(at, at + len(name)) for at in places] for name, places in found.items()}


def _before(text: str, span: Span) -> str:
    return text[max(0, span.start - 8) : span.start].rstrip(" 　、：:（(”’\xa0")
