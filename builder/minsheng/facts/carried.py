"""What a number takes over from the words before its own: the rate, volume or noun of the clause before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.facts.phrases import Phrase, is_linking, noun_before
from minsheng.facts.tokens import tokens
from minsheng.facts.wordlists import words
from minsheng.language.hedges import hedge_start
from minsheng.records import Span

if TYPE_CHECKING:
    from minsheng.facts.indicators import Reading
    from minsheng.records import Sentence

#: Words that name a share.
RATE = re.compile("率|满意度|比例|比重|占比")
_VOLUME = re.compile("人数|人次|人流量|客流量?|[访借接]\\w?量")
#: Ends of what can rise and fall.
_MEASURE = re.compile("[额量值率](?![一-鿿]?[上下])|收入|支出|人数|人次|面积|里程|价格")
_SHARES = ("占比", "比例", "比重")
#: How long a clause may be before its number and yet say nothing of its own: 累计, 总数为.
_SHORT = 5
_TOTAL = re.compile("累计|[共合总]计|总共|共|合|已发|总[数额]")
#: Parts of speech of words that say where or when.
_WHERE = ("s", "f", "ns", "t")


class Carried:
    """The clauses before the number at `index` of a sentence, which stands in `clause`.

    Example:
        >>> from minsheng.language.quantities import find_quantities
        >>> from minsheng.records import Sentence, Span
        >>> text = "进馆人数有所提升，日均超过900人次。"
        >>> clauses = (Span(0, 9), Span(9, 18))
        >>> sentence = Sentence(0, 18, "paragraph", clauses, (), tuple(find_quantities(text)))
        >>> Carried(text, sentence, 0, clauses[1]).volume().noun
        '进馆人数'
    """

    def __init__(self, text: str, sentence: Sentence, index: int, clause: Span) -> None:
        self._text, self._sentence, self._index, self._clause = text, sentence, index, clause
        self._quantity = sentence.quantities[index]

    def rate(self, ahead: Span, previous: Reading | None) -> Phrase | None:
        """合格率逐年提升，已达94%: the rate that the words before speak of, here or a clause before."""
        clauses = self._sentence.clauses
        stretches = [ahead]
        if not noun_before(self._text, *ahead).noun:
            stretches += [clause for clause in clauses if clause.end == self._clause.start]
        for start, end in stretches:
            named = list(RATE.finditer(self._text, start, end))
            if not named:
                continue
            found = noun_before(self._text, start, named[-1].end())
            if found.noun in _SHARES and previous is not None:
                return replace(found, noun=previous.counted + found.noun)
            return found if found.noun else None
        return self._among() or self._changed()

    def _among(self) -> Phrase | None:
        """在受访者中，八成满意: whom the clause before singles out a share of."""
        start, end = self._last_clause()
        stop = end - 2
        if (
            self._clause.start != hedge_start(self._text, self._quantity.start)
            or self._text[stop:end] != "中，"
        ):
            return None
        found = noun_before(self._text, start, stop)
        return found if found.noun else None

    def _changed(self) -> Phrase | None:
        """零售额增长，分别上涨47%和31%: what rises in the clause before."""
        own = tokens(self._text, self._clause.start, self._quantity.start)
        if self._quantity.qualifier not in ("growth", "decline") or any(
            token.tag[0] in "nvlj" and not is_linking(token.word, 0, len(token.word)) for token in own
        ):
            return None
        start, end = self._last_clause()
        named = list(_MEASURE.finditer(self._text, start, end))
        found = noun_before(self._text, start, named[-1].end()) if named else None
        return found if found is not None and found.noun else None

    def told(self, own: Phrase, previous: Reading | None, earlier: Reading | None) -> Phrase | None:
        """老人领高龄津贴，累计400万元: the noun that ends the clause before, where the number's has none."""
        headless = own.link.startswith("的")
        totals = _TOTAL.search(self._text, self._clause.start, self._quantity.start)
        short = self._quantity.start - self._clause.start <= _SHORT and len(own.verb) < len("发放")
        said = own.noun and own.noun not in words("anaphoric")
        if earlier is not None or said or not (headless or (totals and short)):
            return None
        start, end = self._last_clause()
        if previous is not None and previous.quantity.start >= start:
            noun = previous.counted if previous.quantity.start < self._clause.start else ""
            return replace(own, noun=noun, verb="") if noun and not headless else None
        if end == start:
            return None
        found = noun_before(self._text, start, end - 1)
        lead, named = tokens(self._text, start, found.start), tokens(self._text, found.start, end - 1)
        placed = not named or named[-1].tag in _WHERE or (lead and lead[-1].tag == "p")
        if placed or found.link or found.noun.endswith(("一带", "等地")) or len(found.noun) < len("津贴"):
            return None
        return Phrase(found.noun, "", found.start, own.end, own.link)

    def _last_clause(self) -> Span:
        ends = (clause for clause in self._sentence.clauses if clause.end == self._clause.start)
        return next(ends, Span(self._clause.start, self._clause.start))

    def volume(self) -> Phrase | None:
        """进馆人数有所提升，日均超过900人次: the volume that a clause before speaks of."""
        if self._index:
            return None
        for clause in reversed(self._sentence.clauses):
            if clause.end <= self._clause.start:
                named = _VOLUME.search(self._text, clause.start, clause.end)
                if named is not None:
                    return noun_before(self._text, clause.start, named.end())
        return None
