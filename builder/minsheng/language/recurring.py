"""Programmes and events that a text calls by the same words again and again, without marks: 楼道宜居化改造.

One mention of such words describes; that they recur unchanged, in other surroundings, makes them a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.lexicon import table
from minsheng.language.segmentation import known
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

_MARKS = frozenset("，。；！？：、“”‘’《》（）()\n \t,.;:!?·—…")
#: Parts of speech that no such name has.
_OTHER = frozenset(
    {"p", "c", "u", "ul", "uj", "uv", "ud", "uz", "ug", "r", "rr", "rz", "y", "e", "o", "x", "w", "t", "d"}
    | {"f", "m", "q"}
)
#: A season belongs to what is done in it: 夏季治安打击整治行动.
_SEASONS = frozenset({"春季", "夏季", "秋季", "冬季", "暑期", "寒期", "暑假", "寒假", "夏夜", "夜间"})
#: Behind words that count, a name has lost its beginning; before nouns, its end.
_COUNTING = frozenset({"m", "q", "t", "f", "b"})
_NOUNS = ("n", "vn", "vd")
_BEGUN = frozenset({"动工", "开工", "完工", "竣工"})
_SHORTEST, _LONGEST = 5, 20
#: Marks so far apart hold more than a name.
_TITLE = 60
#: Words that the tail is no end before: 活动 + 中心.
_GOES_ON = re.compile(
    "中心|基地|现场|方案|工作|人员|团队|负责人|资金|经费|名单|成果|需求|场所|点位|站点|室|员|者|组|队|部|局|办"
)


@cache
def _tails() -> tuple[re.Pattern[str], dict[str, str]]:
    """The expression of all words that end a name, and the class of each, the longest words first."""
    tails = dict(sorted(table("recurring.tsv"), key=lambda row: (-len(row[0]), row[0])))
    return re.compile("|".join(tails)), tails


def recurring(context: Context) -> Iterator[Mention]:
    """Mentions of names that end in a word for what is done and stand in the text more than once.

    The longest words that recur are the name; what stands once may hold them.
    """
    pattern, tails = _tails()
    by_end: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for starts, end in _candidates(context, pattern):
        for start in starts:
            by_end[context.text[start:end]].append((start, end))
    taken: set[int] = set()
    for name, where in sorted(by_end.items(), key=lambda item: (-len(item[0]), item[0])):
        free = [(start, end) for start, end in where if end not in taken]
        if len(free) < 2:
            continue
        taken.update(end for _, end in free)
        if not _whole(context, free):
            continue
        tail = next(word for word in tails if name.endswith(word))
        sure = confidence("programme-recurs")
        for start, end in free:
            yield Mention(start, end, name, tails[tail], "programme-recurs", sure)


def _whole(context: Context, where: list[tuple[int, int]]) -> bool:
    """Whether the words stand for themselves: not always behind what counts, nor always before nouns."""
    text, words = context.text, context.words
    begun = closed = False
    for start, end in where:
        before = words.tags[words.at(start - 1)] if start else "x"
        begun = begun or before not in _COUNTING or text[start - 1] in _MARKS
        behind = words.at(end) if end < len(text) else -1
        closed = closed or not words.tags[behind].startswith(_NOUNS) or words.words[behind] in _BEGUN
    return begun and closed


def _candidates(context: Context, pattern: re.Pattern[str]) -> Iterator[tuple[list[int], int]]:
    """Where names might begin that end at a position, nearest first."""
    text, words = context.text, context.words
    for tail in pattern.finditer(text):
        end = tail.end()
        if not _ends(context, end) or _GOES_ON.match(text, end) or _inside_marks(context, tail.start()):
            continue
        starts, at, first = [], tail.start(), words.at(end - 1)
        if words.starts[first] < at and known(words.words[first]):
            at = words.starts[first]
        while at > 0 and text[at - 1] not in _MARKS:
            i = words.at(at - 1)
            word = words.words[i]
            if (words.tags[i] in _OTHER and word not in _SEASONS) or word in context.lexicon.tail_stops:
                break
            # 儿童 ends the name of a place or body, and begins that of a programme
            if word in context.lexicon.stops and words.tags[i] != "n":
                break
            at = words.starts[i]
            if end - at > _LONGEST:
                break
            if end - at >= _SHORTEST and end - at >= len(tail.group()) + 2:
                starts.append(at)
        if starts:
            yield starts, end


def _ends(context: Context, end: int) -> bool:
    """Whether a name can end here: at the edge of a word, or within one that is unknown."""
    return context.words.edge(end) or not known(context.words.words[context.words.at(end)])


def _inside_marks(context: Context, position: int) -> bool:
    return context.quoted.get(position, _TITLE) < _TITLE
