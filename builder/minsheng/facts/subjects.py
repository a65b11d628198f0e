"""Whom a number is about: the subject of its clause, or of an earlier one that it carries over."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.undertakings import Undertakings, launching
from minsheng.facts.wordlists import alternation, endings, words
from minsheng.language.hedges import hedge_start
from minsheng.records import Span

if TYPE_CHECKING:
    from minsheng.records import Mention, Quantity, Sentence


class Subject(NamedTuple):
    """The subject of a number, and the sentence that names it when that is another one."""

    mention: Mention | None
    span: Span | None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(alternation(name))


@cache
def _leading() -> re.Pattern[str]:
    """What may stand between the beginning of a clause and its subject."""
    return re.compile(f'(?:{alternation("leading")}|[，、“"‘：:\\s])*')


@cache
def _speaker() -> re.Pattern[str]:
    """A person of the body just named, who speaks for it."""
    return re.compile(
        f"[^，。；：]{{0,6}}(?:{alternation('offices')})[^，。；]{{0,8}}(?:介绍|表示|说|透露|告诉)"
    )


@cache
def _counted_areal() -> re.Pattern[str]:
    nouns = alternation("areal")
    return re.compile(
        rf"(?:{nouns})(?:共|近|约|达|超)?\d|\d[万余多]*[个家所处座条户](?:[^，。；、\d]{{0,6}})(?:{nouns})"
    )


def _areal(sentence: str) -> bool:
    """Whether a sentence counts what areas have, not a school or hospital: 建成助餐点15个.

    Example:
        >>> _areal("建成助餐点15个，发放补贴200万元。"), _areal("与12家养老机构签约。")
        (True, False)
    """
    return _counted_areal().search(sentence) is not None and not _pattern("reaching").search(sentence)


#: What says of a place when or where it was made, before its name: 新建成的, 始建于1953年的.
_MADE = re.compile(
    "(?:新近?|刚刚?|近日|日前|正式)?(?:建成|落成|投用|启用|改造|修缮|成立|开放|开办|建|始建于|建于|创办于|成立于|位于|坐落于?)"
    "[^，。；：、]{0,14}的"
)
#: A description before the word that stands for a name: 改造后的卫生院.
_DESCRIBED = re.compile("[^，。；：、]{1,8}的|[原新]")
_NONE = Subject(None, None)


def _bears(mention: Mention) -> bool:
    """Whether numbers can be about it: not about the office that gives them, nor a body of a whole area."""
    if mention.type == "Organization" and mention.name.endswith(endings("mass_bodies")):
        return False
    return mention.type in words("bearers")


def _is_called(mention: Mention, head: str) -> bool:
    """Whether a word may stand for a name: 学校 for any school, 中心 for what ends in it."""
    return mention.name.endswith(head) or (head == "学校" and mention.type == "School")


#: How many names a deictic word may look back over.
_REMEMBERED = 200


def _innermost(place: Mention, sentence: Sentence) -> Mention:
    """The last of places that stand in a chain: 某市临江区 is about 临江区."""
    for mention in sentence.mentions:
        if place.type == "Place" == mention.type and mention.start == place.end:
            place = mention
    return place


#: How often at least a facility is named before numbers without a subject may be about it, and its share.
_MAIN, _DOMINANT = 3, 0.7
#: For how many sentences a facility stays what a text speaks of.
_CARRIED = 2


def outermost(sentence: Sentence) -> Sentence:
    """The sentence without mentions within mentions: the place in a school's name is no subject."""
    if len(sentence.mentions) < 2:
        return sentence
    end = -1
    kept: list[Mention] = []
    for mention in sorted(sentence.mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.end > end:
            kept.append(mention)
            end = mention.end
    return sentence if len(kept) == len(sentence.mentions) else replace(sentence, mentions=tuple(kept))


class Subjects:
    """Follows the subjects of a text, sentence by sentence.

    A number is about the name that opens its clause or one before it in the sentence; else about
    what a deictic word there (该院, 此次活动) stands for; else about the programme, event or facility of
    which the sentences just before spoke; else, or after 全区 and its like, about the document's area.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentence: Sentence | None = None
        #: facilities and bodies named so far, with the sentence of each
        self._named: deque[Subject] = deque(maxlen=_REMEMBERED)
        #: places named so far
        self._places: deque[Subject] = deque(maxlen=_REMEMBERED)
        #: what the last sentences spoke of
        self._topic = Subject(None, None)
        self._age = 0
        self._undertakings = Undertakings(text)

    def enter(self, sentence: Sentence) -> None:
        """Take the next sentence of the text."""
        if self._sentence is not None:
            self._remember(self._sentence)
        if sentence.block in ("title", "heading"):
            self._topic = Subject(None, None)
            self._undertakings.forget()
        self._sentence = sentence

    def _remember(self, sentence: Sentence) -> None:
        leading = [mention for mention in sentence.mentions if self._leads(sentence, mention)]
        self._undertakings.take(sentence, leading)
        span = Span(sentence.start, sentence.end)
        opening: Mention | None = None
        for mention in sentence.mentions:
            if mention.type == "Place":
                self._places.append(Subject(mention, span))
            elif mention.type in words("bearers"):
                self._named.append(Subject(mention, span))
            by = opening is not None and self._follows_by(mention)
            if (mention in leading and not by) or _speaker().match(self._text, mention.end, sentence.end):
                opening = mention
        if opening is not None:
            held = opening if opening.type in words("carried") else None
            self._topic, self._age = Subject(held, span if held else None), 0
        else:
            self._age += 1

    def _leads(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether the mention opens a clause, time expressions and the like aside, and not a list."""
        if self._text.startswith(("、", "和", "等", "与", "及"), mention.end):
            return False
        for clause in sentence.clauses:
            if clause.start <= mention.start < clause.end:
                start = clause.start
                for period in sentence.periods:
                    if clause.start <= period.start and period.end <= mention.start:
                        start = max(start, period.end)
                gap = _leading().match(self._text, start, mention.start)
                at = gap.end() if gap is not None else start
                made = _MADE.match(self._text, at, mention.start)
                return at == mention.start or (made is not None and made.end() == mention.start)
        return False

    def of(self, quantity: Quantity, counted: int | None = None) -> Subject:
        """The subject of a quantity of the sentence entered last; the noun behind it ends at `counted`."""
        sentence = self._sentence
        if sentence is None:
            return _NONE
        close = self._adjoining(sentence, quantity, counted)
        if close is not None:
            return Subject(close, None)
        area = self._area(sentence, quantity)
        start = area.start() if area else -1
        leading = [
            mention
            for mention in sentence.mentions
            if start < mention.start and mention.end <= quantity.start and self._leads(sentence, mention)
        ]
        doing = leading
        leading = [m for m in doing if not self._runs(sentence, m, quantity)]
        launched = self._launched(sentence, quantity, max(start, leading[-1].start if leading else -1))
        if launched is not None:
            return Subject(launched, None)
        if leading:
            subject = _innermost(leading[-1], sentence)
            return Subject(subject if _bears(subject) else None, None)
        if area is not None:
            return self._place(area[0])
        found = self._deictic(sentence, quantity)
        if found is None and not _areal(self._text[sentence.start : sentence.end]):
            found = self._spoken_of()
        if (found is None or found.mention is None) and doing and _bears(doing[-1]):
            return Subject(doing[-1], None)
        return found or _NONE

    def _spoken_of(self) -> Subject:
        """What the sentences just before were about: a programme, an event, or a facility."""
        undertaking = self._undertakings.spoken_of(self._age)
        if undertaking is not None:
            return Subject(*undertaking)
        return self._topic if self._age < _CARRIED else self._main()

    def _follows_by(self, mention: Mention) -> bool:
        return self._text[mention.start - 1 : mention.start] == "由"

    def _runs(self, sentence: Sentence, mention: Mention, quantity: Quantity) -> bool:
        """Whether a clause before the number's only says who runs what it is about: 由某公司运营，."""
        return self._follows_by(mention) and any(
            mention.end <= clause.end <= quantity.start for clause in sentence.clauses
        )

    def _launched(self, sentence: Sentence, quantity: Quantity, start: int) -> Mention | None:
        """实施“…”行动，帮扶老人90名: what a clause before the number's starts, if that ends with its name."""
        possessing = False
        for clause in reversed(sentence.clauses):
            if clause.end > quantity.start:
                opening = self._after_times(sentence, clause)
                leading = _leading().match(self._text, opening)
                opening = leading.end() if leading else opening
                possessing = _pattern("possessing").match(self._text, opening) is not None
                continue
            if self._text[clause.end - 1] in "；;":
                return None
            for mention in reversed(sentence.mentions):
                within = max(clause.start, start) < mention.start and mention.end <= clause.end
                if not within or mention.type not in words("launched"):
                    continue
                # 学校开设某课堂，现有教师: the number is the school's; 区里建成某中心，设有床位: the centre's
                facility = mention.type in words("carried")
                listed = self._text[mention.start - 1 : mention.start] in ("、", "和", "与", "及")
                if (facility and listed) or (possessing and not facility):
                    return None
                rest = self._text[mention.end : clause.end].strip("，；、： ”’")
                verb = launching().search(self._text[clause.start : mention.start])
                return mention if not rest and verb else None
            if clause.start <= start:
                return None
        return None

    def _main(self) -> Subject:
        """The facility that a text on one facility is about."""
        named = [s for s in self._named if s.mention is not None and s.mention.type in words("carried")]
        times = Counter(s.mention.name for s in named if s.mention is not None)
        name, most = max(times.items(), key=lambda item: item[1], default=("", 0))
        if most < _MAIN or most < len(named) * _DOMINANT:
            return _NONE
        return next(s for s in reversed(named) if s.mention is not None and s.mention.name == name)

    def _adjoining(self, sentence: Sentence, quantity: Quantity, counted: int | None) -> Mention | None:
        """某县18个乡镇, 某中心入驻的120家企业: the name right before the number, or that it counts."""
        for mention in reversed(sentence.mentions):
            if mention.start == quantity.end and mention.type in words("counted_names"):
                return mention if counted in (None, mention.end) else None
            if mention.end <= quantity.start:
                gap = self._text[mention.end : hedge_start(self._text, quantity.start)]
                near = _pattern("adjoining").fullmatch(gap) or (not gap and mention.type == "Place")
                listed = self._text[mention.start - 1 : mention.start] in ("、", "和", "与")
                return mention if near and _bears(mention) and not listed else None
        return None

    def _area(self, sentence: Sentence, quantity: Quantity) -> re.Match[str] | None:
        """The last word for an area (全区) that opens a clause before the number."""
        found = None
        for clause in sentence.clauses:
            if clause.start > quantity.start:
                break
            opening = _leading().match(self._text, self._after_times(sentence, clause))
            at = opening.end() if opening else clause.start
            found = _pattern("areas").match(self._text, at, quantity.start) or found
        return found

    def _after_times(self, sentence: Sentence, clause: Span) -> int:
        """Where the clause goes on behind the times that it begins with."""
        start = clause.start
        for period in sentence.periods:
            opening = _leading().match(self._text, start)
            if clause.start <= period.start <= (opening.end() if opening else start):
                start = max(start, period.end)
        return start

    def _place(self, word: str) -> Subject:
        """The place last named that 全区 or 该镇 can stand for, unless it is the document's area itself."""
        ending = word.lstrip("全我该本")
        return next(
            (s for s in reversed(self._places) if s.mention and s.mention.name.endswith(ending)), _NONE
        )

    def _deictic(self, sentence: Sentence, quantity: Quantity) -> Subject | None:
        """What a 该院 or 中心 that opens a clause before the number stands for."""
        for clause in reversed(sentence.clauses):
            if clause.start > quantity.start:
                continue
            start = self._after_times(sentence, clause)
            opening = _leading().match(self._text, start)
            at = opening.end() if opening else start
            attribute = _DESCRIBED.match(self._text, at, min(clause.end, quantity.start))
            undertaking = self._undertakings.meant(at)
            if undertaking is not None:
                return Subject(*undertaking)
            for begin in (at, attribute.end()) if attribute else (at,):
                word = _pattern("deictics").match(self._text, begin)
                head = word[0].lstrip("该本我全其") if word else ""
                if head:
                    return self._called(head)
        return None

    def _called(self, head: str) -> Subject | None:
        """What 中心 stands for: the topic if it is one, else the one named most often (the later of two)."""
        if head in words("divisions"):
            return self._place(head)
        if self._topic.mention is not None and _is_called(self._topic.mention, head):
            return self._topic
        named = [s for s in self._named if s.mention is not None and s.mention.name.endswith(head)]
        times = Counter(s.mention.name for s in named if s.mention is not None)
        return max(reversed(named), key=lambda s: times[s.mention.name] if s.mention else 0, default=None)
