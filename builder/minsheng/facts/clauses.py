"""How the clauses of a text are made: what begins them, what they lack, what only modifies a noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.facts.agents import governed
from minsheng.facts.rulefiles import tables
from minsheng.facts.sequence import clause_start

if TYPE_CHECKING:
    from minsheng.facts.document import Reading
    from minsheng.facts.sequence import Name
    from minsheng.records import Sentence, Span

#: Words that look like nouns to the segmenter.
_VERBAL = frozenset(tables("relations")["verbal"].split())
_ATTRIBUTIVE = frozenset({"b", "r", "ns", "a", "an", "f", "s"})
_PERSONS = frozenset({"他", "她", "他们", "她们"})
_SUBJECT_TAGS = frozenset({"n", "nr", "nt", "nz", "j"})
_AND, _BESIDE = frozenset("、和与及"), frozenset({"", "“"})
#: Parts of speech that go on a name, and words that have them but are adverbs.
_NOMINAL = frozenset({"n", "nr", "ns", "nt", "nz", "vn", "an", "b", "l", "j", "vg"})
_ADVERBS, _EACH, _MANNERS = (
    frozenset(tables("relations")[key].split()) for key in ("adverbs", "each", "manners")
)
_ADVERBS |= _MANNERS
_DEEDS = _ADVERBS.union(*(tables("relations")["verbs"][key].split() for key in ("runs", "holds")))
#: Where a clause ends, and within how many characters the verb of one without a subject comes.
_STOPS, _EARLY = "，,；;：:。—", 12
#: A date that a clause begins with: 2023年8月起，…
_DATE = re.compile(
    r"(?:(?:截?至|自|从|于)?(?:\d{2,4}年|\d{1,2}月|\d{1,2}[日号])(?:度|初|底|末|份|起|以来|来|上午|下午|晚|当天)?)+"
)
#: What may stand before a subject in its clause: 位于青石镇的…
_ATTRIBUTE = re.compile(
    r"(?:^|[，,；;：:。—\n])[^，,；;。]{0,8}(?:位于|坐落|地处|来自|隶属|作为|由)[^，,；;。]{0,24}\Z"
)
_GOVERNMENTS = tuple(tables("relations")["governments"].split())
_GOING = frozenset(tables("relations")["going"].split())
#: Behind the name of a body: somebody of it speaks.
SPEAKING = re.compile(r"[^，。；：]{0,16}(?:介绍|表示|说|负责人|透露|告诉)")


class Clauses:
    """Reads the clauses of one document."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def noun_before(self, position: int) -> bool:
        """Whether a noun ends at a position of the text."""
        return position > 0 and self._reading.words.tags[self._reading.words.at(position - 1)][0] == "n"

    def edge(self, position: int) -> bool:
        """Whether a word begins at a position of the text."""
        return self._reading.words.edge(position)

    def begins(self, sentence: Sentence, name: Name) -> bool:
        """Whether a name is the subject of its clause, as far as what stands before it tells."""
        text = self._reading.text
        if clause_start(text, sentence.start, name.span.start):
            return True
        start = self._front(sentence, name.span.start, _BESIDE)
        return clause_start(text, sentence.start, start) or bool(
            _ATTRIBUTE.search(text, sentence.start, start)
        )

    def oblique(self, sentence: Sentence, name: Name) -> str:
        """The word before a name that makes it no subject (与甲合作, 走进甲), "" if there is none."""
        # what governs the first name of a list governs them all
        return governed(
            self._reading.text, sentence.start, self._front(sentence, name.span.start, _AND | _BESIDE)
        )

    def _front(self, sentence: Sentence, start: int, between: frozenset[str]) -> int:
        """Where the first of the names begins that stand before a position with only such marks between."""
        for mention in reversed(sentence.mentions):
            if mention.end <= start and self._reading.text[mention.end : start].strip("”’》」") in between:
                start = mention.start
        return start

    def elliptic(self, sentence: Sentence, verb: Span) -> bool:
        """Whether the clause of a verb may lack its subject.

        The verb comes early and is no attribute (印发的…); before it stand no nouns but behind a preposition.
        """
        text, words = self._reading.text, self._reading.words
        start, end = verb
        low = max(sentence.start, *(text.rfind(mark, sentence.start, start) + 1 for mark in _STOPS))
        dated = _DATE.match(text, low, start)
        low = dated.end() if dated is not None else low
        if start - low > _EARLY or text.startswith("的", end):
            return False
        for i in range(words.at(low), words.at(start)):
            if words.tags[i] == "p" or words.words[i] in _GOING:
                # 前往甲院开展…
                return True
            # 先后两次举办, 3次举办
            often = "".join(words.words[i : i + 2])
            counted = words.tags[i] == "m" and often.find("次") > 0 and not often.startswith("第")
            # 多举措开展
            manifold = words.words[i] == "多" and words.tags[i + 1][0] == "v"
            if words.words[i] in _DEEDS or words.tags[i][0] not in "nmv" or counted or manifold:
                continue
            # 制定出台, 推动制定: verbs in a row are one
            if words.tags[i][0] != "v" or not all(tag[0] in "vd" for tag in words.tags[i : words.at(start)]):
                return False
        return True

    def modifies(self, name: Name) -> bool:
        """Whether a place only says where what follows is from: 青石镇教师, 青石镇中医药管理部门."""
        words = self._reading.words
        if self._reading.things[name.key].type != "Place" or not words.edge(name.span.end):
            return False
        if self._reading.text.startswith(_GOVERNMENTS, name.span.end):
            # 青石镇党委, 某社区党支部: its office is the place
            return False
        i = words.at(name.span.end)
        if i >= len(words.tags) or words.words[i] in _ADVERBS:
            return False
        if words.tags[i] == "m":
            # 某区2023年开展…, but 某区两家医院
            return words.words[i + 1 : i + 2] not in (("年",), ("月",), ("日",), ("年度",))
        return words.tags[i] in _NOMINAL or words.words[i] in _EACH

    def counted(self, name: Name) -> bool:
        """Whether a name is a word for another, or a number follows: 甲、乙4个街道."""
        words = self._reading.words
        i = words.at(name.span.end)
        return name.antecedent is not None or words.tags[i : i + 1] == ("m",)

    def speaks(self, name: Name) -> bool:
        """Whether it is said that somebody of a body speaks."""
        return bool(SPEAKING.match(self._reading.text, name.span.end))

    def listed(self, sentence: Sentence, name: Name) -> bool:
        """Whether a name follows another of a list."""
        return self._reading.text[max(sentence.start, name.span.start - 1)] == "、"

    def interrupted(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a clause between has a subject of its own that is no name: 部门聚焦就业，…"""
        words = self._reading.words
        for clause in sentence.clauses:
            if not start < clause.start < clause.end <= end:
                continue
            i = first = words.at(clause.start)
            while i < len(words.tags) and self._leads(i):
                i += 1
            if words.starts[min(i, len(words.tags))] >= clause.end or "将" in words.words[first:i]:
                continue
            # 某省卫健委以…, 某县各乡镇医师…: a body of a place
            if words.tags[i] == "ns":
                i += 1
                while i < len(words.tags) - 1 and words.tags[i] in _ATTRIBUTIVE:
                    i += 1
            if i < len(words.tags) and words.words[i] in _PERSONS:
                return True
            if i >= len(words.tags) or words.tags[i] not in _SUBJECT_TAGS or words.words[i] in _VERBAL:
                continue
            behind = next((k for k in range(i, len(words.tags)) if words.tags[k][0] not in "njbt"), i)
            # 活动现场，…; 活动中，…
            if words.starts[behind] < clause.end and words.tags[behind][0] in "vdp":
                return True
        return False

    def _leads(self, i: int) -> bool:
        """Whether a word may stand before the subject of a clause."""
        words = self._reading.words
        tag = words.tags[i][0]
        return tag in "tdcwx" or (tag != "v" and words.words[i] in _ADVERBS)
