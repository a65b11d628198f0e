"""Parts of bodies that bear their body's name: 教育厅基础教育处, 公安局巡警支队巡逻七大队, 桂花社区党总支."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.language.confidence import confidence
from minsheng.language.context import LOCAL
from minsheng.language.headwords import PARTY
from minsheng.language.lexicon import either, table, words
from minsheng.language.segmentation import known
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context

#: What names of a class are followed by.
_BEHIND = {"PublicBody": "body", "Organization": "company", "School": "school"}
_HOME = re.compile("(?:[镇乡村]|社区|街道|居民区)$")
#: The seats that an area has one of, called by the kind of the area alone.
_SEAT = re.compile("(?:[省市区县州旗]|自治区)(?:委|政府|人大|政协)")
_FOREIGN = frozenset("各全本该两我几每某同多等）)") | LOCAL
#: Who speaks for a part: the segmenter glues its last character to the office, 儿童福利|处处|长.
_OFFICER = re.compile("副?(?:[处科司局站队所庭室部组]长|主任)|民警|干警")
#: A part has so many words at the most, and characters, and so many of its own at least.
_MOST, _LONGEST, _FEWEST = 7, 16, 2
#: What is told by itself has so many characters.
_SPEAKING = 5
_PARTY = re.compile(PARTY)
#: Parts of speech of its own words, by their beginning.
_NOMINAL = ("n", "j", "l", "b", "a", "vn", "eng", "f", "s", "zg", "g")
#: Function words that the segmenter glues to an unknown word behind them: 及区, 从市.
_GLUED = frozenset("及向从到和与同在由被把对给因为以将赴至")
_NTH = re.compile(r"第?[一二三四五六七八九十]{1,3}(?:[处科室届])?|第?\d{1,3}")


class _Ending(NamedTuple):
    type: str
    how: str


@cache
def _endings() -> tuple[dict[str, dict[str, _Ending]], dict[str, tuple[int, ...]]]:
    """The words that parts end in, what each is behind what; how long those are that end in a character."""
    found: dict[str, dict[str, _Ending]] = defaultdict(dict)
    for word, behind, type_, how in table("subordinates.tsv"):
        for whole in behind.split(","):
            found[word][whole] = _Ending(type_, how)
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in found:
        lengths[word[-1]].add(len(word))
    return dict(found), {last: tuple(sorted(those, reverse=True)) for last, those in lengths.items()}


@cache
def _others() -> re.Pattern[str]:
    return re.compile(f"(?:{either(words('no_subordinates.txt'))})$")


def subordinates(context: Context, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions of the parts of bodies, schools, firms and small places, and of the parts of these.

    Args:
        context: the document.
        mentions: the names found so far.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.segmentation import segment
        >>> context = context_of("教育部办公厅发布通知。", segment("教育部办公厅发布通知。"), [])
        >>> body = Mention(0, 3, "教育部", "PublicBody", "national-body", 0.95)
        >>> [part.name for part in subordinates(context, [body])]
        ['教育部办公厅']
    """
    wholes: dict[int, tuple[int, str]] = {}
    taken = set()
    for mention in mentions:
        taken.add((mention.start, mention.end))
        kind = _kind(mention)
        if kind and mention.start < wholes.get(mention.end, (mention.end, ""))[0]:
            wholes[mention.end] = mention.start, kind
    for match in _SEAT.finditer(context.text):
        if match.end() not in wholes and _stands(context, match.start()):
            wholes[match.end()] = match.start(), "seat"
    waiting = sorted(wholes)
    while waiting:
        at = waiting.pop()
        start, kind = wholes[at]
        part = _part(context, start, at, kind)
        if part is not None and (start, part.end) not in taken:
            taken.add((start, part.end))
            yield part
            wholes[part.end] = start, _kind(part)
            waiting.append(part.end)


def _kind(mention: Mention) -> str:
    """What a name is for what may stand behind it, "" if nothing may."""
    if mention.type != "Place":
        return _BEHIND.get(mention.type, "")
    return "home" if _HOME.search(mention.name) else "area"


def _stands(context: Context, start: int) -> bool:
    """Whether the kind of an area stands for the text's own: 区委, but not 各区委."""
    before = context.text[start - 1 : start]
    return before not in _FOREIGN and context.words.edge(start) and start not in context.place_ends


def _part(context: Context, start: int, at: int, kind: str) -> Mention | None:
    """The shortest part right behind a name: nouns, and the word that says what it is."""
    words, text = context.words, context.text
    first = words.at(at)
    if at >= len(text) or not (words.edge(at) or _PARTY.match(text, at)):
        return None
    endings = _endings()[0]
    for i in range(first, min(first + _MOST, len(words.words))):
        word, end = words.words[i], words.starts[i + 1]
        if len(word) > 1 and word[0] in endings and _OFFICER.match(text, words.starts[i] + 1):
            end = words.starts[i] + 1
        if end - at > _LONGEST:
            return None
        ending = _ending(context, at, end, kind)
        if ending is not None:
            while kind == "area" and start in context.place_ends:
                start = context.place_ends[start]
            if kind == "area" and text.startswith("武警", start - 2):
                start -= 2
            # a branch is called by its own place too: 青河区公安局|柳溪派出所
            own = (text[at:end],) if ending.how == "branch" and end - at >= _SPEAKING else ()
            sure = confidence("subordinate")
            return Mention(start, end, text[start:end], ending.type, "subordinate", sure, None, own)
        if not _own(context, i):
            return None
    return None


def _ending(context: Context, at: int, end: int, kind: str) -> _Ending | None:
    """What the words between two positions are a part of, by the word that they end in."""
    endings, lengths = _endings()
    text = context.text
    for length in lengths.get(text[end - 1], ()):
        word = text[end - length : end]
        if length > end - at or word not in endings:
            continue
        found = endings[word].get(kind)
        if found is None or _others().search(text, at, end):
            return None
        own, branch = end - at - length, found.how == "branch"
        if own == 0:
            return found if found.how in ("bare", "right") else None
        if found.how == "right":
            return None
        placed = text[at] in LOCAL or at in context.places
        return found if branch or (own >= _FEWEST and not placed) else None
    return None


def _own(context: Context, i: int) -> bool:
    """Whether a word may stand in a part's name: a noun, a verb that stands as one, an ordinal."""
    word, tag = context.words.words[i], context.words.tags[i]
    nominal = word in context.lexicon.nominal
    if not word.isalnum() or (word in context.lexicon.stops and not nominal):
        return False
    if tag[0] == "m":
        return _NTH.fullmatch(word) is not None
    if word[0] in _GLUED and not known(word):
        return False
    return nominal or tag.startswith(_NOMINAL)
