"""Which service domain a thing belongs to: by its head word, otherwise by the words in its name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.language.lexicon import either, lexicon, table

if TYPE_CHECKING:
    from minsheng.facts.things import Thing


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    domains = {word: domain for domain, cell in table("domains.tsv") for word in cell.split()}
    return re.compile(either(domains)), domains


def domain_of(thing: Thing) -> str | None:
    """Notation of the service domain, or None where nothing tells.

    Words of the name weigh by number; the head decides for facilities and bodies.
    """
    if thing.type == "Place":
        return None
    lex = lexicon()
    for length in range(min(10, len(thing.name)), 1, -1):
        word = thing.name[-length:]
        head = lex.heads.get(word)
        if head is not None and head.domain is not None and thing.type == head.type:
            return head.domain
    pattern, domains = _signs()
    found = [domains[m.group()] for m in pattern.finditer(thing.name)]
    return max(found, key=lambda d: (found.count(d), -found.index(d))) if found else None
