"""The words around every number of a sentence that may be its own: before, behind, in its list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from minsheng.facts.behind import Behind
from minsheng.facts.carried import RATE, Carried
from minsheng.facts.indicators import Reading
from minsheng.facts.labels import refusal
from minsheng.facts.phrases import Phrase, is_linking, noun_before, nouns_before
from minsheng.facts.wordlists import bare_units, endings, words
from minsheng.language.hedges import hedge_start
from minsheng.language.measures import kind_of
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.records import Quantity, Sentence

_COMPARING = re.compile("比|较|增|减")
#: What one sentence may go on counting without a noun when the one before counted it: 已开工3万套.
_REMEMBERED = ("count", "facility", "households", "place")
#: How far apart a number and its change may stand.
_NEAR = 16
#: 由原来的70张增加到: what stands between 从 and a number that the other is compared with.
_FROM = re.compile(
    "(?:由|从)(?:[^，。；、：]{0,6}[前时初年]|原来|原先|最初|过去|以前|此前|开始)?(?:的|约|近|不到|不足)*$"
)
#: What a rise or fall ends at: 扩大到, 猛增至, 降为.
_TO = re.compile("[一-鿿]{0,4}(?:到|至|为|成|达)(?:了|约|近|超过|超)*$")
_REMARK = re.compile(r"[（(][^（()）]*[)）]$")
_CLOSED = re.compile("[)）]")
#: Words before a colon that name no number: 原标题：25家单位.
_CAPTIONS = re.compile("(?:标题|来源|记者|编辑|作者|图说|提示|摘要|导读|评论)$")
_SEPARATORS = frozenset("、，,和及与 ")
#: What belongs to a number behind it.
_HEDGED = re.compile("以上|以下|以内|左右|上下|之多")


@dataclass(slots=True)
class Readings:
    """Reads the numbers of a text, sentence by sentence, and remembers what the last one counted."""

    text: str
    #: what the sentence before counted, by unit
    _before: dict[str, Reading] = field(default_factory=dict)
    #: where that sentence ended
    _end: int = 0

    def of(self, sentence: Sentence) -> Iterator[tuple[Quantity, Reading | None, str]]:
        """Every number of the sentence with its reading, and why it is refused ("" if it is not).

        A number that is part of a name has no reading.
        """
        remembered = self._before if sentence.start - self._end <= 1 else {}
        #: by unit and the bracket that the number stands in: those in brackets are parts of the one outside
        counted: dict[tuple[str, int], Reading] = {}
        previous: Reading | None = None
        # a number that is part of the name of a place or body counts nothing
        placed = [mention for mention in sentence.mentions if mention.type in words("placed_names")]
        for index, quantity in enumerate(sentence.quantities):
            if any(mention.start <= quantity.start and quantity.end <= mention.end for mention in placed):
                yield quantity, None, "in a name"
                continue
            inside = _bracket(self.text, sentence.start, quantity.start)
            earlier = counted.get((quantity.unit, inside)) or counted.get((quantity.unit, -1))
            if earlier is None and kind_of(quantity.unit) in _REMEMBERED:
                earlier = remembered.get(quantity.unit)
            reading = _Surroundings(self.text, sentence, index).read(previous, earlier)
            previous = reading
            reason = refusal(reading)
            if not reason:
                counted[quantity.unit, inside] = reading
            yield quantity, reading, reason
        self._before = {unit: reading for (unit, inside), reading in counted.items() if inside < 0}
        self._end = sentence.end


def _bracket(text: str, start: int, position: int) -> int:
    """Where the bracket opens in which the position stands, -1 outside of any."""
    opened = max(text.rfind(mark, start, position) for mark in "（(")
    return opened if opened >= 0 and not _CLOSED.search(text, opened, position) else -1


class _Surroundings:
    """One number of a sentence, and the stretches around it."""

    def __init__(self, text: str, sentence: Sentence, index: int) -> None:
        self._text, self._sentence, self._index = text, sentence, index
        self._quantity = sentence.quantities[index]
        self._clause = clause_at(sentence, self._quantity.start)

    def read(self, previous: Reading | None, earlier: Reading | None) -> Reading:
        """The reading; `previous` is the number before it in the sentence, `earlier` the last of its unit."""
        quantity, text = self._quantity, self._text
        kind = kind_of(quantity.unit)
        ahead = self._left(previous)
        counted = previous is not None and previous.quantity.end == ahead.start
        before = noun_before(text, *ahead, counted=counted)
        chained = previous if previous is not None and self._is_chained(previous) else None
        if chained is not None and _TO.fullmatch(self._since(chained)):
            before = Phrase("", "", quantity.start, quantity.start)
        pending: tuple[Phrase, ...] = ()
        if "分别" in before.link:
            nouns = nouns_before(text, *ahead)
            if 1 < len(nouns) <= len(self._sentence.quantities) - self._index:
                before, pending = nouns[0], tuple(nouns[1:])
        elif chained is not None and chained.pending:
            before, pending = chained.pending[0], chained.pending[1:]
        after = Behind(text, self._sentence, self._index, self._clause).read(kind, before)
        quantity, kind = self._settled(before, after)
        carried = Carried(text, self._sentence, self._index, self._clause)
        if kind in ("visits", "people") and not (before.noun or before.verb or after.noun or after.verb):
            before = carried.volume() or before
        if kind != "share" and chained is None and not (after.noun or after.verb):
            before = carried.told(before, previous, earlier) or before
        whole = previous.counted if previous is not None and not before.noun else ""
        if kind == "share" and "占比" in before.link and whole:
            before = replace(before, noun=whole + "占比")
        elif kind == "share" and chained is None and not after.noun and not RATE.search(before.noun):
            before = carried.rate(ahead, previous) or before
        topic = self._topic()
        return Reading(
            text,
            quantity,
            kind,
            self._clause,
            before,
            after,
            chained,
            pending,
            topic,
            earlier,
            ahead,
            previous,
        )

    def _settled(self, before: Phrase, after: Phrase) -> tuple[Quantity, str]:
        """The number with the unit that its noun tells, if it has none: 2万游客 are 人, 投资3亿 is 元."""
        quantity, kind = self._quantity, kind_of(self._quantity.unit)
        if quantity.unit == "人" and not after.noun and before.noun.endswith("人次"):
            return replace(quantity, unit="人次"), kind_of("人次")  # 到馆人次超2万人
        if kind != "bare":
            return quantity, kind
        noun = (after.noun or before.noun).removesuffix("数")
        unit = next((unit for unit, heads in bare_units() if noun.endswith(heads)), "个")
        if noun.endswith(endings("persons")):
            unit = "人"
        elif not after.noun and (
            noun.endswith(endings("money_endings")) or set(before.verb) & words("paying")
        ):
            unit = "元"
        elif not after.noun and noun.endswith("人次"):
            unit = "人次"
        return replace(quantity, unit=unit), kind_of(unit)

    def _left(self, previous: Reading | None) -> Span:
        """The stretch before a number whose words may be its own."""
        text, quantity, clause = self._text, self._quantity, self._clause
        named = self._before_colon()
        if named is not None:
            return named
        left, right = clause.start, hedge_start(text, quantity.start)
        if self._index:
            left = max(left, self._sentence.quantities[self._index - 1].end)
        for period in reversed(self._sentence.periods):
            if left < period.end <= right:
                if not is_linking(text, period.end, right):
                    left = period.end
                    break
                right = period.start  # 从去年的150万人次: the time stands between noun and number
        for mention in self._sentence.mentions:
            placed = mention.type in words("areas_named") and not mention.name.endswith(endings("quarters"))
            if left < mention.end < right + placed and mention.type not in words("telling_names"):
                left = mention.end
        remark = _REMARK.search(text, left, right)
        if remark is not None and remark.start() > left:
            right = remark.start()  # 护理院（站）230家
        if text[right - 1 : right] in ("（", "(") and right == quantity.start and right - 1 > left:
            return Span(left, right - 1)  # 大病补助（30万元）
        for opening, closing in ("（）", "()", "【】"):
            bracket = text.rfind(opening, left, right)
            if bracket >= 0 and text.find(closing, bracket, right) < 0:
                left = bracket + 1
        origin = _FROM.search(text, left, right)
        if origin is not None and origin.start() > left:
            right = origin.start()
        return Span(left + 2 if text.startswith("其中", left) else left, right)

    def _before_colon(self) -> Span | None:
        """The clause before a colon that a number stands right behind: 文化站（街镇级）：10个."""
        text, position = self._text, self._quantity.start
        if text[position - 1 : position] not in ("：", ":"):
            return None
        clause = next((c for c in self._sentence.clauses if c.end == position), None)
        if clause is None or _CAPTIONS.search(text, clause.start, position - 1):
            return None
        remark = _REMARK.search(text, clause.start, position - 1)
        return Span(clause.start, remark.start() if remark else position - 1)

    def _topic(self) -> str:
        """What a verb without a noun may speak of: 音乐会 … 已举办13场."""
        excluded = ("Place", "PublicBody", "Organization", "Document")
        return next(
            (
                mention.name
                for mention in reversed(self._sentence.mentions)
                if mention.end <= self._quantity.start and mention.type not in excluded
            ),
            "",
        )

    def _since(self, previous: Reading) -> str:
        """The words between two numbers, without the times that stand before the second."""
        start, stop = previous.quantity.end, self._quantity.start
        hedge = _HEDGED.match(self._text, start, stop)
        start = hedge.end() if hedge else start
        for period in reversed(self._sentence.periods):
            if start <= period.start and period.end <= stop and is_linking(self._text, period.end, stop):
                stop = period.start
        return self._text[start:stop]

    def _is_chained(self, previous: Reading) -> bool:
        """Whether the number goes on with what the one before it counted."""
        since = self._since(previous)
        rest = since.lstrip("".join(_SEPARATORS))
        if not rest or is_linking(rest, 0, len(rest)):
            return True
        if self._quantity.unit == previous.quantity.unit and _TO.fullmatch(since):
            return True
        # 3.2万张，比去年增加500张: a comparison is with what was counted before
        gap = self._text[previous.quantity.end : self._quantity.start]
        return (
            self._quantity.qualifier in ("growth", "decline")
            and self._quantity.unit in (previous.quantity.unit, "%", "倍", "百分点")
            and len(gap) <= _NEAR
            and _COMPARING.search(gap) is not None
        )


def clause_at(sentence: Sentence, position: int) -> Span:
    """The clause of the sentence that holds the position.

    Example:
        >>> from minsheng.records import Sentence
        >>> clause_at(Sentence(0, 8, "paragraph", (Span(0, 4), Span(4, 8))), 5)
        Span(start=4, end=8)
    """
    for clause in sentence.clauses:
        if clause.start <= position < clause.end:
            return clause
    return Span(sentence.start, sentence.end)
