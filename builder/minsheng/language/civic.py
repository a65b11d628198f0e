"""Whether a text speaks of public services, so that what it quotes is more often a name."""

from __future__ import annotations

import re
from functools import lru_cache

#: So many different ones of these words make a text one on public services.
_CIVIC = re.compile(
    "社区|街道|居民|村民|老人|老年|学生|儿童|青少年|未成年|群众|市民|医院|卫生|学校|幼儿园|图书馆|文化馆|博物馆|民政|卫健|教育|养老|托育|助餐|义诊|志愿|服务中心"
    "|便民|惠民|民生|就业|公交|残疾|困难|非遗|文物|健康|党支部|妇联|工会|红十字"
)
_CIVIC_WORDS = 7
#: A text of so many characters with fewer of them than that speaks of something else.
_TELLING, _FEWEST = 300, 2


@lru_cache(maxsize=4)
def civic_words(text: str) -> int:
    """How many different words of public services a text uses.

    Example:
        >>> civic_words("社区居民和学生，学生和老人")
        4
    """
    return len({match.group() for match in _CIVIC.finditer(text)})


def is_civic(text: str) -> bool:
    """Whether a text speaks of public services; there what is quoted is seldom a saying or a ware."""
    return civic_words(text) >= _CIVIC_WORDS


def speaks_of_other(text: str) -> bool:
    """Whether a text is long enough to tell, and speaks of no public service.

    Example:
        >>> speaks_of_other("股价上涨，" * 80), speaks_of_other("股价上涨。")
        (True, False)
    """
    return len(text) >= _TELLING and civic_words(text) < _FEWEST
