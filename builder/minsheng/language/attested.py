"""Names that only the whole text bears out: 桐花督导队, said again, and its 队长 speaks.

What stands before a head may be no name by itself (无障碍 + 督导队). Signs for and against it are summed up
over all places where the text has the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from minsheng.language.boundaries import MEASURES
from minsheng.language.confidence import confidence
from minsheng.language.segmentation import known
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.boundaries import Candidate
    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

#: The sum that makes a name.
NEEDED = 4
_FEWEST = 2
_LONG = 7
#: Who speaks for a body, and what is said of a place where one goes.
_OFFICER = re.compile(
    "(?:党委|党总支|党支部|居委会?|村委会?|支部)?(?:副?(?:书记|主任|院长|校长|园长|馆长|队长|团长|会长|站长|所长|社长|董事长)"
    "|总经理|负责人|发起人|理事|队员|成员|揭牌|成立|投用|启用|开业|开园|开馆|位于|坐落|地处)"
)
#: What stands before a name in its clause.
_BOUND = re.compile(
    "(?:[，。；：！？、“”（）()\\n\\s]|^|在|由|到|从|向|赴|对|与|和|及|的|走进|来到|位于|联合|依托|通过)$"
)
#: Before these stands a kind of thing.
_ANY = re.compile(
    "(?:[一两三四五六七八九十几多数各每某首这那该此]|全部|所有|其他|任何|部分|一些|家|个|支|所|座|处|名|位)$"
)
_KINDS = frozenset({"named", "local", "quoted"})


def attested(context: Context, weak: Iterable[Candidate]) -> Iterator[Mention]:
    """Mentions of what the text as a whole shows to be names.

    Args:
        context: the document.
        weak: the candidates that are no names by themselves.
    """
    found: dict[tuple[str, str], list[tuple[Head, int, int]]] = defaultdict(list)
    for candidate in weak:
        head, edge, end = candidate.head, candidate.edge, candidate.end
        if (
            head.mode in _KINDS
            and candidate.lacking in ("plain", "quoted")
            and candidate.start - edge >= _FEWEST
        ):
            found[context.text[edge:end], head.type].append((head, edge, end))
    for (name, _), places in sorted(found.items()):
        if sum(signs(context, name, places).values()) >= NEEDED:
            for head, start, end in places:
                sure = confidence("attested")
                yield Mention(start, end, name, head.type, "attested", sure, head.kind)


def _verbal(context: Context, start: int) -> bool:
    """Whether a verb or a function word begins the words."""
    i = context.words.at(start)
    word, tag = context.words.words[i], context.words.tags[i]
    if tag[0] == "v":
        return len(word) > 1 and known(word) and word not in context.lexicon.nominal
    return tag[0] in "pcdur"


def signs(context: Context, name: str, places: list[tuple[Head, int, int]]) -> dict[str, int]:
    """Signs that the same words in several places are a name, and below 0 that they are a kind of thing.

    Args:
        context: the document.
        name: the words.
        places: the head, and where the words begin and end, in each place.
    """
    text, head = context.text, places[0][0]
    before = [text[max(0, start - 3) : start] for _, start, _ in places]
    own = len(name) - len(head.word)
    found = (
        ("again", min(len(places) - 1, 2), len(places) > 1),
        ("surroundings", 1, len({words[-1:] for words in before}) > 1),
        ("bounded", 1, any(_BOUND.search(words) for words in before)),
        ("officer", 2, any(_OFFICER.match(text, end) for _, _, end in places)),
        ("long", 1, own >= _LONG),
        ("once", -4, len(places) == 1),
        ("kind", -3, any(_ANY.search(words) or words[-1:] in MEASURES for words in before)),
        ("verb", -3, _verbal(context, places[0][1])),
        ("marked", -2, head.mode == "quoted"),
        ("plural", -2, any(text.startswith("等", end) or text.startswith("们", end) for _, _, end in places)),
    )
    return {sign: weight for sign, weight, holds in found if holds}
