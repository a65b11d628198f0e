"""A number with the words around it, and what they make of it: which rule reads it, what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from minsheng.facts.doings import doing
from minsheng.facts.phrases import Phrase, noun_before
from minsheng.facts.wordlists import endings, words
from minsheng.language.hedges import hedge_start
from minsheng.records import Span

if TYPE_CHECKING:
    from minsheng.records import Quantity


#: How many there must be at least for a bare 有若干人 to tell the size of a place.
_MANY = 50
#: How many verbs may stand between a subject and its number.
_VERBS = 2
#: What a share is of: 占常住人口的, 完成年度任务的.
_BASE = re.compile(
    "(?P<verb>占(?![比到]?比)|完成)(?:到|了|据)?(?P<whole>[^，。；：、占]{2,14}?)(?:总数|总量)?(?:的|约|近|超过?|达到?|高达|为|不[到足]|仅|逾|比例|比重|分别|均|将|可|预计|保持在|维持在|稳定在)*$"
)
#: What a list between two numbers may have in front of the second: 12个班、约480个.
_ITEM = re.compile("(?:[一-鿿“”]{1,12}[、和及]|[、和及])?(?:约|近|共|超)?")
#: Measure words of kinds, and the verbs before their list.
_SORTS = frozenset(("类", "种", "项", "个", "大类", "部分", "块"))
_INCLUDING = re.compile("包括|包含|涵盖|分为|分成|主要有|共有|设有")
#: What opens a clause on a part of what was counted: 其中, 另有, 其余.
_PART = re.compile("(?:其中|其他|其它|其余|剩余|剩下|余下|另外|另|还有|尚有|有|的|仅|已)+")
_RATE = re.compile("每(?:生|餐|份|人次|课时|学时|床|车次|趟|学期|学年)")
#: 价值8万元的器材: the noun of which the number is the worth stands behind it.
WORTH = "价值"
_COMPARISON = re.compile("(?:比|较|相比)[^，；。]{0,12}$")


@dataclass(frozen=True)
class Reading:
    """A number with the words around it, before anything is decided about them."""

    text: str
    quantity: Quantity
    #: what the unit counts: people, money, share …
    kind: str
    clause: Span
    before: Phrase
    after: Phrase
    #: the number that this one follows in a list, with nothing between them
    previous: Reading | None
    #: nouns of a list that the numbers to come share out (A、B分别为…)
    pending: tuple[Phrase, ...] = ()
    #: the name last mentioned before the number in its sentence
    topic: str = ""
    #: the last number before this one, in its sentence or the one before, that counts in the same unit
    earlier: Reading | None = None
    #: the stretch before the number whose words may be its own
    ahead: Span | None = None
    #: the number before this one in the sentence
    preceding: Reading | None = None

    @property
    def changes(self) -> bool:
        """Whether the number is the size of a rise or fall."""
        if self.quantity.qualifier not in ("growth", "decline") or self.quantity.unit in ("类", "种", "项"):
            return False
        return self.kind in ("share", "money") or not self.after.noun  # 增加1200个学位: the object

    @cached_property
    def _whole(self) -> re.Match[str] | None:
        if self.kind != "share":
            return None
        return _BASE.search(self.text, self.clause.start, self.quantity.start)

    @cached_property
    def base(self) -> str:
        """占总人口比例, 完成年度任务占比: what a share is of, "" if that is not said."""
        found = self._whole
        if found is None:
            return self._shared.base if self._shared is not None else ""
        return found[1] + found["whole"] + ("比例" if found[1] == "占" else "占比")

    @property
    def _shared(self) -> Reading | None:
        """The share before this one in a list: 占总收入比例分别为65%、70%."""
        return self.previous if self.kind == "share" and not (self.before.noun or self.before.verb) else None

    @cached_property
    def sharer(self) -> str:
        """What it is that makes up the share, in the clause or counted before."""
        found = self._whole
        if found is None and self._shared is not None:
            return self._shared.sharer
        if found is None or found["verb"] != "占":
            return ""
        last = self.preceding
        if last is not None and 0 <= found.start() - last.quantity.end <= 1:
            return last.counted  # 公园300处占全市的四成
        named = noun_before(self.text, self.clause.start, found.start()).noun
        if named or self.preceding is None:
            return named
        return self.preceding.counted

    @cached_property
    def named_list(self) -> str:
        """课程包括剪纸、书法、国画五类: what the items of a list are that only its number closes."""
        if self.quantity.unit not in _SORTS or self.after.noun or "、" not in self.text[slice(*self.clause)]:
            return ""
        found = _INCLUDING.search(self.text, self.clause.start, self.quantity.start)
        return noun_before(self.text, self.clause.start, found.start()).noun if found else ""

    @cached_property
    def listed(self) -> Reading | None:
        """The number before this one, if both are items of one list: 新增12个班、480个学位."""
        if self.preceding is None or self.preceding.clause != self.clause:
            return None
        between = self.text[self.preceding.quantity.end : self.quantity.start]
        return self.preceding if _ITEM.fullmatch(between) else None

    @cached_property
    def doing(self) -> str:
        """What those counted do, where the clause says only that: 86名残疾人集中就业."""
        if self.text.startswith("的", self.after.end):
            return ""
        agents = endings("institutions", 2) + endings("bodies", 2) + endings("persons", 2)
        acting = self.kind in ("people", "share") or self.after.noun.endswith(agents)
        if self.kind not in ("people", "share", "count", "facility", "households") or not acting:
            return ""
        return doing(self.text, self.after.end, self.clause.end)

    @cached_property
    def subject(self) -> Phrase:
        """The noun before the verb, or at the end of the changing thing: X同比下降, X已举办."""
        if self.previous is not None and not (self.before.verb or self.before.noun or self.changes):
            return self.previous.subject
        ahead = self.ahead or Span(self.clause.start, self.quantity.start)
        end = self.before.start if self.before.verb else ahead.end
        start = max(self.clause.start, min(ahead.start, end))
        counted = self.preceding is not None and self.preceding.quantity.end == start
        found = noun_before(self.text, start, end, counted=counted)
        for _ in range(_VERBS):
            if found.noun or not found.verb or found.start <= start:
                break
            found = noun_before(self.text, start, found.start)  # 补助金安排使用3万元: two verbs
        return found

    @cached_property
    def rule(self) -> str:
        """The rule that reads this number, "" if none does."""
        if self.kind == "place":
            return "divisions"
        if self.changes and self.noun:
            return "change"
        if self.named_list:
            return "noun-counted"
        if (
            self.after.verb
            and self.kind == "people"
            and (self.before.link.endswith(("有", "共", "已")) or self._acts)
        ):
            return "doer-counted"
        if self.base.startswith("占") and not self.text.startswith("的", self.quantity.end):
            return "noun-attains"  # 占全县近三分之一农户
        if self.after.noun and not self._measured:
            return "counted-noun"
        if self.base:
            return "noun-attains"
        adverbial = (
            self.quantity.unit == "次" and self.after.verb and not (self.before.link or self.before.verb)
        )
        if adverbial:
            return "doer-counted"  # 中心先后五次开展义诊
        if self.noun:
            if (
                self.quantity.unit == "个"
                and self.after.verb
                and not (self.before.link or self.verb or self.part)
            ):
                return ""  # 某村三个到位: what is counted is the doing
            return "noun-attains" if self.kind == "share" else "noun-counted"
        if self.after.verb and self.kind in ("people", "visits", "households", "events"):
            return "doer-counted"
        if self.kind in ("people", "households") and self._totals:
            return "verb-counted"
        if self.verb and (len(self.subject.noun) > 1 or self.topic or self.verb in words("telling")):
            return "" if self.verb in words("needing") else "verb-counted"
        plain = len(self.verb) > 1 and self.verb not in words("neutral") | words("abstract")
        if self.kind in ("people", "visits") and plain:
            return "verb-counted"  # 组织见习500人
        return ""

    @cached_property
    def noun(self) -> str:
        """The noun before the number, or that of the number before it in a list."""
        if self.named_list:
            return self.named_list
        if self.changes and not self.before.noun:
            last = self.previous
            if last is None or (self.kind != "share" and last.quantity.unit != self.quantity.unit):
                last = self.earlier or last
            return self.subject.noun or self._compared or (last.counted if last else "")
        if self.before.noun:
            resumed = self.before.noun in words("anaphoric") and self.earlier is not None
            return self.earlier.counted if self.earlier is not None and resumed else self.before.noun
        if self.before.verb:
            # 共建公园16个，其中已完工9个: the verb tells another state of what was counted
            resumed = not (self.subject.noun or self.after.verb or self.after.noun)
            if self.text[self.quantity.end - 1] == "人" and not self.text.startswith(
                "其中", self.clause.start
            ):
                resumed = False  # 讲师50名，可容纳350人: people at large
            return self.earlier.counted if self.earlier is not None and resumed else ""
        if self.rate:
            return self.rate
        if self.previous is None and self.part and self.earlier is not None:
            return self.earlier.counted
        return self.previous.counted if self.previous is not None else ""

    @cached_property
    def rate(self) -> str:
        """每餐10元: what a price is for, "" if that is not said."""
        found = _RATE.match(self.before.link) if self.kind == "money" else None
        return found[0] if found else ""

    @property
    def _measured(self) -> bool:
        """占地3亩的公园: a noun or verb before an area or sum says what is measured, whatever is behind."""
        if self.kind == "money":
            named = self.before.noun.endswith(endings("money_endings"))
            given = self.after.noun.endswith(endings("money_endings", 2))
            described = bool(self.after.noun) and (given or self.text.startswith("的", self.quantity.end))
            return bool(self.noun) and (named or not described) and not self.before.noun.endswith(WORTH)
        if self.kind != "area" or self.after.noun.endswith(endings("area_endings")):
            return False
        said = self.before.noun.endswith(endings("area_endings")) or self.before.link or self.before.verb
        return bool(self.noun and said) or self.verb in words("telling")

    @property
    def _acts(self) -> bool:
        """参保人员50万人，累计3万余人享受待遇: so many did something, whatever was counted before."""
        return self.after.verb in words("attained") and not (self.before.noun or self.before.verb)

    @cached_property
    def part(self) -> bool:
        """Whether the number opens its clause as a part of what was counted before: 其中11家每天开放."""
        if self.before.noun or self.before.verb or self.after.noun or self.earlier is None:
            return False
        if self.earlier.rule == "change" or self.kind not in ("count", "facility", "households", "people"):
            return False
        if self.kind == "people" and self.after.verb:
            return False  # 其中24人面临指控: what they do
        start = self.ahead.start if self.ahead is not None else self.clause.start
        end = hedge_start(self.text, self.quantity.start)
        return start == end != self.clause.start or _PART.fullmatch(self.text, start, end) is not None

    @property
    def _totals(self) -> bool:
        """社区有1.2万多人，共5000多户: so many there are, and nothing else is said."""
        rest = self.text[self.quantity.end : self.clause.end].strip("，。；、！左右余多")
        alone = not (self.after.noun or self.after.verb or self.noun or rest)
        ahead = self.ahead or self.clause
        placed = self.clause.start < ahead.start == hedge_start(self.text, self.quantity.start)
        said = placed or self.before.link.startswith(("有", "共", "现有", "总"))
        return alone and self.quantity.value >= _MANY and said

    @property
    def counted(self) -> str:
        """What is counted, before or behind the number."""
        return self.after.noun if self.rule == "counted-noun" else self.noun

    @property
    def _compared(self) -> str:
        """The noun before a comparison: 学位总数比去年增长5%."""
        comparison = _COMPARISON.search(self.text, self.clause.start, self.before.end)
        return noun_before(self.text, self.clause.start, comparison.start()).noun if comparison else ""

    @cached_property
    def verb(self) -> str:
        """The verb before the number, or that of the number before it in a list."""
        if self.before.verb or self.before.noun or self.previous is None:
            return self.before.verb
        return self.previous.verb

    @cached_property
    def start(self) -> int:
        """Where the words that give the indicator begin."""
        start = min(self.before.start, self.quantity.start)
        if self.rule in ("change", "verb-counted") and self.subject.noun:
            start = min(start, self.subject.start)
        if self.before.noun:
            return start
        return min(
            [start, *(reading.start for reading in (self.previous, self.earlier) if reading is not None)]
        )
