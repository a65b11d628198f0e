"""The words behind a number that say what is counted, or what a sum or share is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.facts.counted import noun_after
from minsheng.facts.indicators import WORTH
from minsheng.facts.phrases import Phrase
from minsheng.facts.tokens import tokens
from minsheng.facts.wordlists import endings
from minsheng.language.hedges import hedge_start

if TYPE_CHECKING:
    from minsheng.records import Sentence, Span

#: A number with 的 is an attribute: 3000元的补贴, 九成的居民; with 是, what it is a share of: 47%都是居民.
_ATTRIBUTE = re.compile(
    "(?:以上|左右|不等)?的(?!.?人民币)|奖|补|资金|助学|贷款|经费|善款|捐款|套餐|票价|门票|价格|优惠|津贴|红包|消费券"
)
_COPULA = re.compile("(?:以上|左右)?(?:都|均)?(?:是|为|来自)")
#: Shares in words may stand before their noun without 的: 八成居民, 半数学员.
_SHARE_WORDS = re.compile("[成数]$|分之[^，。；]{1,3}$")
#: Times that are part of a noun: 留守儿童周末学校.
_RECURRING = ("周末", "假日", "暑期", "暑假", "寒假", "假期", "夜间")
#: Measure words of places and bodies.
_BODIES = ("所", "家")
#: How many characters show what word stands behind a number.
_GLANCE = 6
#: What stands between sums in a row.
_ROW = re.compile("[、和或]")
#: How far behind a sum the word for money may end.
_NEAR = 16
#: Numbers that share the noun behind the last: 4类22支, 161幢、约26万平方米.
_SHARING = re.compile("[、和]?(?:约|近|共|超)?")


class Behind:
    """The stretch behind the number at `index` of a sentence.

    Example:
        >>> from minsheng.language.quantities import find_quantities
        >>> from minsheng.records import Sentence, Span
        >>> text = "目前已建成8个社区食堂。"
        >>> sentence = Sentence(0, 12, "paragraph", (Span(0, 12),), (), tuple(find_quantities(text)))
        >>> Behind(text, sentence, 0, Span(0, 12)).read("count", Phrase("", "", 5, 5)).noun
        '社区食堂'
    """

    def __init__(self, text: str, sentence: Sentence, index: int, clause: Span) -> None:
        self._text, self._sentence, self._index, self._clause = text, sentence, index, clause
        numbers = sentence.quantities
        self._quantity = numbers[index]
        self._following = numbers[index + 1] if index + 1 < len(numbers) else None

    def read(self, kind: str, before: Phrase) -> Phrase:
        """The noun or verb behind the number, which counts things of a kind; `before` is what precedes it."""
        quantity, text = self._quantity, self._text
        after = Phrase("", "", quantity.end, quantity.end)
        copula = _COPULA.match(text, quantity.end) if kind == "share" else None
        if kind == "place" or (
            kind in ("money", "share") and not (copula or self._attributive(kind, before))
        ):
            return self._of_last(after) if kind == "money" else after
        if before.noun and text[quantity.end : quantity.end + 1].isspace():
            return after  # 卫生院14家 全年门诊: what stands behind a space begins anew
        ends = [
            period.start
            for period in self._sentence.periods
            if period.start > quantity.end
            and not period.text.startswith(_RECURRING)
            and text[period.end : period.end + 1] not in ("级", "届")
        ]
        right = min([self._clause.end, *ends[:1], *([self._following.start] if self._following else [])])
        doing = kind in ("visits", "households") or text[quantity.end - 1] == "人"
        start = copula.end() if copula is not None else self._beyond_place(right)
        people, agent = (
            kind in ("people", "bare"),
            text.startswith("由", hedge_start(text, quantity.start) - 1),
        )
        bodies = quantity.unit in _BODIES
        after = noun_after(text, start, right, doing=doing, people=people, agent=agent, bodies=bodies)
        return after if after.noun else self._shared(after)

    def _of_last(self, own: Phrase) -> Phrase:
        """10元、12元、15元套餐: sums in a row describe the noun behind the last."""
        row = self._sentence.quantities[self._index :]
        last = 0
        while last + 1 < len(row) and row[last + 1].unit == row[0].unit:
            if not _ROW.fullmatch(self._text, row[last].end, row[last + 1].start):
                break
            last += 1
        if not last or not _ATTRIBUTE.match(self._text, row[last].end):
            return own
        right = min([self._clause.end, *(q.start for q in row[last + 1 : last + 2])])
        return noun_after(self._text, row[last].end, right)

    def _attributive(self, kind: str, before: Phrase) -> bool:
        """Whether a sum or share describes the noun behind it."""
        end = self._quantity.end
        if _ATTRIBUTE.match(self._text, end):
            return True
        if kind == "share":
            if self._quantity.start == self._clause.start and self._text[end - 1] in "%％":
                behind = tokens(self._text, end, min(end + _GLANCE, self._clause.end))
                return bool(behind) and behind[0].nominal and not behind[0].verbal  # 100%行政村通客车
            return _SHARE_WORDS.search(self._text, self._quantity.start, end) is not None
        if before.noun.endswith(WORTH):
            return True  # 价值8万元器材
        given = noun_after(self._text, end, min(end + _NEAR, self._clause.end)).noun
        return given.endswith(endings("money_endings", 2))  # 500元爱心助学金

    def _beyond_place(self, end: int) -> int:
        """5家青石市公立医院: the noun without the place that it begins with, unless it is only that."""
        for mention in self._sentence.mentions:
            if mention.start == self._quantity.end and mention.end < end and mention.type == "Place":
                return mention.end
        return self._quantity.end

    def _shared(self, own: Phrase) -> Phrase:
        """4类22支队伍: numbers that stand together count the noun behind the last."""
        following = self._following
        if following is None or following.start >= self._clause.end:
            return own
        if not _SHARING.fullmatch(self._text, self._quantity.end, following.start):
            return own
        numbers, next_but_one = self._sentence.quantities, self._index + 2
        end = numbers[next_but_one].start if next_but_one < len(numbers) else self._clause.end
        return noun_after(self._text, following.end, min(end, self._clause.end))
