"""The one matcher: rules against the encoded sentences of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import combinations
from typing import TYPE_CHECKING

from minsheng.facts.agents import Agents, company
from minsheng.facts.doubts import aside, doubtful, straddles
from minsheng.facts.patterns import allowed
from minsheng.facts.rules import fitting
from minsheng.facts.sequence import CLOSERS, Name, encode, signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.antecedents import Antecedents
    from minsheng.facts.document import Reading
    from minsheng.facts.patterns import Pattern
    from minsheng.facts.rules import Rule, Rules
    from minsheng.facts.sequence import Sequence
    from minsheng.records import Mention, Sentence, Span

_QUESTION = ("？", "?")
_RESPECTIVELY = "分别"
#: What separates the members of a list, and what makes a list the second party of what is said.
_SEPARATORS, _SECOND = frozenset("、和与及+＋"), frozenset("与和同跟向对给")
#: The end of a relation at which stands who does it.
_DOER = {"hosts": "s", "operatedBy": "o", "issued": "s"}
#: Words that set a scene: whoever stands behind them may still be a party.
_SETTING = frozenset({"在", "随着", "关于", "围绕", "通过", "经过"})
#: 以甲、乙为基础组建丙
_MADE_OF = frozenset({"memberOf", "partOf"})
_FROM = frozenset({"位于", "坐落", "地处", "来自", "走进", "来到", "前往", "在", "到", "从", "赴"})
#: Ways of pairing the members of one list.
_INSIDE = frozenset({"within", "two"})
_UNDERTAKINGS = frozenset({"Event", "Programme"})
_TELLING = frozenset({"Event", "Document"})
#: A clause that begins with who does something.
_AGENT = re.compile(f"(?:^|[{CLOSERS}。])由")


@dataclass(frozen=True, slots=True)
class Found:
    """A rule met in a sentence: who stands at its ends, and the words that say so."""

    rule: Rule
    subjects: tuple[Name, ...]
    #: who relates to whom, as the rule pairs lists; empty for attributes
    pairs: tuple[tuple[Name, Name], ...]
    #: from the first to the last name or trigger
    span: Span
    #: where names are said that stand elsewhere: of 该校, of a subject left out
    antecedents: tuple[Span, ...]
    #: the word of {a}
    word: str = ""
    #: whether an end is carried over from an earlier sentence that named it
    carried: bool = False


def find(reading: Reading, antecedents: Antecedents, rules: Rules) -> Iterator[Found]:
    """Every meeting of a rule, in text order; the first of its patterns that fits a trigger counts.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.facts.antecedents import Antecedents
        >>> from minsheng.facts.rules import rules as rule_file
        >>> from minsheng.reading import read_text
        >>> reading, _ = Extractor().read(read_text("柳荫小学与云岭小学结对共建。", "a.txt"))
        >>> [found.rule.id for found in find(reading, Antecedents(reading), rule_file("relations"))]
        ['partners-with']
    """
    agents = Agents(reading, antecedents)
    for sentence in reading.sentences:
        if not sentence.mentions or not rules.triggers.search(reading.text, sentence.start, sentence.end):
            continue
        if reading.text[sentence.start : sentence.end].rstrip('”’"」』').endswith(_QUESTION):
            continue
        sequence = encode(reading, sentence, antecedents)
        yield from _in_sentence(sentence, sequence, antecedents, agents, rules)
        for mention in sentence.mentions:
            if mention.type not in _TELLING:
                continue
            within = tuple(m for m in sentence.mentions if _inside(m, mention))
            # 甲区政府与乙大学合作签约仪式 says in its name what its parties do
            if len(within) > 1:
                name = replace(sentence, start=mention.start, end=mention.end, mentions=within)
                sequence = encode(reading, name, antecedents)
                for found in _in_sentence(name, sequence, antecedents, agents, rules):
                    if found.rule.relation == "partnerOf":
                        yield found


def _inside(inner: Mention, outer: Mention) -> bool:
    shorter = inner.end - inner.start < outer.end - outer.start
    return shorter and outer.start <= inner.start and inner.end <= outer.end


@dataclass(frozen=True, slots=True)
class _Sides:
    """What stands before and behind a trigger, where a pattern fits; all in places of the code."""

    #: where what the pattern asks for begins, where the trigger begins and ends, and where the rest ends
    begin: int
    trigger: tuple[int, int]
    end: int
    #: slot → from where to where its names stand
    spans: dict[str, tuple[int, int]]
    #: the slots that stand before the trigger, in order
    before: tuple[str, ...]
    word: str
    #: whether the names before the trigger are known to do what it says
    agent: bool


def _in_sentence(
    sentence: Sentence, sequence: Sequence, antecedents: Antecedents, agents: Agents, rules: Rules
) -> Iterator[Found]:
    code, at = sequence.code, 0
    present = frozenset(code[i] for i in sequence.names)
    while longest := rules.triggers.search(code, at):
        at = longest.end()
        met: set[str] = set()
        for word, offset in rules.within[longest[0]]:
            start = longest.start() + offset
            for rule, pattern in fitting(rules, word, present):
                if rule.id in met:
                    continue
                deed = rule.value is None and rule.lists not in _INSIDE and rule.relation != "locatedIn"
                agent = agents if deed else None
                sides = _sides(sequence, start, start + len(word), pattern, agent)
                if sides is None or straddles(sequence, *sides.trigger, antecedents):
                    continue
                if doubtful(code, sides.begin, start, rule, rules):
                    continue
                behind = [span for slot, span in sides.spans.items() if slot not in sides.before]
                if aside(sequence, sides.begin, sides.trigger, behind, rule, antecedents):
                    continue
                found = _found(rule, pattern.lead, sequence, sides, sentence, antecedents)
                if found is not None:
                    met.add(rule.id)
                    yield found


def _sides(
    sequence: Sequence, start: int, end: int, pattern: Pattern, agents: Agents | None
) -> _Sides | None:
    """What stands before and behind a trigger, where the pattern fits; the nearest signs are tried first."""
    code = sequence.code
    if pattern.tight_before and (start == 0 or code[start - 1] not in pattern.tight_before):
        return None
    if pattern.tight_after and (end >= len(code) or code[end] not in pattern.tight_after):
        return None
    # what is cheap to try comes first
    after = pattern.after.match(code, end)
    if after is None:
        return None
    spans = {slot: after.span(slot) for slot in after.re.groupindex}
    word = after["a"] if "a" in spans else ""
    agent = agents.of(sequence, start, end, pattern.subject) if agents and pattern.subject else None
    if agent is not None:
        (slot,) = pattern.before.groupindex
        spans[slot] = agent
        return _Sides(agent[0], (start, end), after.end(), spans, (slot,), word, True)
    before = pattern.before.search(code, 0, start)
    if before is None:
        return None
    spans.update((slot, before.span(slot)) for slot in before.re.groupindex)
    slots = tuple(before.re.groupindex)
    return _Sides(before.start(), (start, end), after.end(), spans, slots, word, False)


class Role(Enum):
    """What a name before a trigger has to do with it."""

    #: it does what the trigger says
    DOES = auto()
    #: it does not; the subject is left out and may stand in an earlier sentence
    LEFT_OUT = auto()
    #: it does not; a subject may stand in this sentence only
    LEFT_OUT_HERE = auto()
    #: nothing can be said
    UNCLEAR = auto()


def _found(
    rule: Rule, lead: str, sequence: Sequence, sides: _Sides, sentence: Sentence, antecedents: Antecedents
) -> Found | None:
    spans, (start, end) = sides.spans, sides.trigger
    owned = rule.relation in _DOER and sequence.code[start:end] == "的"
    if owned and _whereabouts(sequence, sides, sentence, antecedents):
        return None
    names = _ends(rule, sequence, sides, antecedents)
    if names is None:
        return None
    if rule.lists in _INSIDE and sequence.code[max(0, spans["s"][0] - 1)] in _SECOND:
        return None
    if _only_where(rule, names, sides, sentence, antecedents):
        return None
    role = Role.DOES
    if lead and rule.lists not in _INSIDE and not sides.agent:
        slot = sides.before[0]
        between = sequence.code[spans[slot][1] : start]
        held = tuple(names[slot].values())
        role = _role(rule, lead, between, held, sentence, antecedents)
        if role is Role.DOES and _DOER.get(rule.relation) == slot and any(m in between for m in CLOSERS):
            verb = sequence.span(start, end)
            # 社区搭台，代表们开展甲: it is they who do it
            if not antecedents.elliptic(sentence, verb) or antecedents.interrupted(
                sentence, held[-1].span.end, verb.start
            ):
                return None
        if role is not Role.DOES:
            del names[slot]
    if role is Role.UNCLEAR:
        return None
    trigger = sequence.span(start, end)
    extra: list[Span] = []
    single = rule.lists in _INSIDE or rule.value is not None or "a" in spans
    for slot in "s" if single else "so":
        if slot not in names:
            topic = _left_out(rule, slot, names, sequence, sentence, trigger, antecedents)
            # 获得甲的代表: what is said of somebody is not of what the text speaks of
            if topic is None or sequence.code.startswith("的", sides.end):
                return None
            if role is Role.LEFT_OUT_HERE and topic.span.start < sentence.start:
                return None
            names[slot] = {0: topic}
            if _DOER.get(rule.relation) == slot:
                names[slot] = company(sequence, topic, signs(allowed(rule.relation, slot)), start)
            extra.extend(name.span for name in names[slot].values())
    carried = any(span.start < sentence.start for span in extra)
    extra.extend(n.antecedent for found in names.values() for n in found.values() if n.antecedent is not None)
    # a name that was set aside is not quoted; the words around the others are
    begin = sides.begin if role is Role.DOES else start
    span = sequence.span(begin, sides.end)
    pairs = _pairs(rule, sequence.code[begin:end], names)
    return Found(
        rule, tuple(names["s"].values()), pairs, span, tuple(dict.fromkeys(extra)), sides.word, carried
    )


def _left_out(
    rule: Rule,
    slot: str,
    names: dict[str, dict[int, Name]],
    sequence: Sequence,
    sentence: Sentence,
    trigger: Span,
    antecedents: Antecedents,
) -> Name | None:
    """What stands at an end that the sentence leaves out, None where nothing can be said."""
    parts = rule.relation == "partOf" and slot == "o" and _undertaken(names["s"], antecedents)
    if parts or (rule.relation == "hosts" and slot == "o"):
        whole = antecedents.undertaking(trigger.start)
        return whole if whole is not None and "；" not in _between(sequence, whole.span, trigger) else None
    if not antecedents.elliptic(sentence, trigger):
        return None
    of = names.get("o") if rule.relation == "partOf" else None
    if rule.relation == "received" or (of and _undertaken(of, antecedents)):
        # 甲被评为…，又被列入…
        honoured = antecedents.honoured(sentence, trigger.start)
        if honoured is not None:
            return honoured
    # 由甲发起，志愿者响应，举办乙: it is said who does it
    told = rule.relation in _DOER and _AGENT.search(sequence.code, 0, sequence.positions.index(trigger.start))
    topic = antecedents.topic(sentence, trigger.start, area=rule.area and not told)
    if topic is None or topic.span.start < sentence.start:
        return _stands_for(sequence, sentence, trigger, antecedents) or topic
    return topic


def _whereabouts(sequence: Sequence, sides: _Sides, sentence: Sentence, antecedents: Antecedents) -> bool:
    """Whether a name before 的 says where from or where something is: 位于甲校的乙班."""
    name = sequence.names.get(sides.begin)
    return name is not None and antecedents.oblique(sentence, name) in _FROM


def _only_where(
    rule: Rule, names: dict[str, dict[int, Name]], sides: _Sides, sentence: Sentence, antecedents: Antecedents
) -> bool:
    """Whether whoever stands behind an event is only where it took place: 甲节在乙市举办."""
    if rule.relation != "hosts" or rule.modifier or sides.before[1:] != ("s",):
        return False
    return antecedents.oblique(sentence, next(iter(names["s"].values()))) in _FROM


def _between(sequence: Sequence, name: Span, trigger: Span) -> str:
    """What stands between a name and a trigger behind it, if both are in the sentence."""
    at = next((i for i, found in sequence.names.items() if found.span == name), None)
    stop = sequence.positions.index(trigger.start) if at is not None else 0
    return sequence.code[at:stop] if at is not None else ""


def _ends(
    rule: Rule, sequence: Sequence, sides: _Sides, antecedents: Antecedents
) -> dict[str, dict[int, Name]] | None:
    """The names at each end, without places that only modify; None if that leaves an end empty."""
    spans = sides.spans
    names = {slot: _names(sequence, spans[slot]) for slot in "so" if slot in spans}
    for slot, found in names.items():
        if len(found) > 1:
            # 甲、青石镇某公司: of the last only the place was recognised; but 甲、青石2个镇
            kept = {i: n for i, n in found.items() if antecedents.counted(n) or not antecedents.modifies(n)}
            names[slot] = kept or found
    for slot in names:
        apart = slot in sides.before and spans[slot][1] < sides.trigger[0]
        if apart and rule.relation in _DOER and _DOER[rule.relation] == slot:
            bodies = signs(allowed(rule.relation, slot) - {"Place"})
            names[slot] = {i: _narrowed(sequence, name, bodies) for i, name in names[slot].items()}
        # 联合全省各级图书馆, 携手青石镇教师: the place is no partner
        if (apart and not sides.agent and not rule.modifier) or (
            rule.relation == "partnerOf" and slot == "o"
        ):
            names[slot] = {i: name for i, name in names[slot].items() if not antecedents.modifies(name)}
            if not names[slot]:
                return None
    return names


def _narrowed(sequence: Sequence, name: Name, bodies: str) -> Name:
    """The last of bodies that stand side by side: 国家税务总局某区税务局."""
    at = next((at for at, found in sequence.names.items() if found == name), -1)
    while at + 1 in sequence.names and at >= 0 and sequence.code[at + 1] in bodies:
        at += 1
    return sequence.names.get(at, name)


def _stands_for(
    sequence: Sequence, sentence: Sentence, trigger: Span, antecedents: Antecedents
) -> Name | None:
    """The last word before a trigger that stands for a name and begins a clause: 街道在某处…，推出甲."""
    for name in reversed(sequence.names.values()):
        here = name.antecedent is not None and name.span.end <= trigger.start
        if here and antecedents.begins(sentence, name):
            return None if antecedents.interrupted(sentence, name.span.end, trigger.start) else name
    return None


def _undertaken(parts: dict[int, Name], antecedents: Antecedents) -> bool:
    return all(antecedents.type(name) in _UNDERTAKINGS for name in parts.values())


def _role(
    rule: Rule, lead: str, between: str, names: tuple[Name, ...], sentence: Sentence, antecedents: Antecedents
) -> Role:
    """What the names that a pattern begins with have to do with its trigger.

    Behind a word such as 在 or 与 they do not do what it says, nor does a single name in an earlier clause
    that is no subject there.
    """
    if rule.value is not None and antecedents.speaks(names[-1]):
        return Role.UNCLEAR
    single, left_out = len(names) == 1, Role.LEFT_OUT if lead == "……" else Role.UNCLEAR
    word = antecedents.oblique(sentence, names[0])
    if rule.relation == "partnerOf" and word in _SETTING:
        # 在甲与乙签约仪式上
        word = ""
    if word and (single or word != "以" or rule.relation not in _MADE_OF):
        # 由甲主办 is for another pattern to read
        return Role.UNCLEAR if word == "由" else left_out
    if not single or lead == "…" or not any(mark in between for mark in CLOSERS):
        return Role.DOES
    if antecedents.begins(sentence, names[0]):
        return left_out if "；" in between else Role.DOES
    return left_out if antecedents.listed(sentence, names[0]) else Role.LEFT_OUT_HERE


def _pairs(rule: Rule, before: str, names: dict[str, dict[int, Name]]) -> tuple[tuple[Name, Name], ...]:
    """Each with each, or as the rule says; 甲、乙分别与丙、丁 pairs those of the same place in the lists."""
    subjects, objects = names["s"], names.get("o", {})
    if rule.lists in _INSIDE:
        pairs = tuple(combinations(subjects.values(), 2))
        return pairs if rule.lists == "within" or len(pairs) == 1 else ()
    if rule.lists == "pairwise" and _RESPECTIVELY in before:
        return tuple((subjects[i], objects[i]) for i in subjects if i in objects)
    return tuple((s, o) for s in subjects.values() for o in objects.values())


def _names(sequence: Sequence, span: tuple[int, int]) -> dict[int, Name]:
    """The names of a list by their place in it, without what stands in brackets behind one."""
    found: dict[int, Name] = {}
    depth = place = 0
    for i in range(*span):
        char = sequence.code[i]
        depth += (char == "（") - (char == "）")
        place += depth == 0 and char in _SEPARATORS
        if depth == 0 and i in sequence.names:
            # an unknown member has a place too; names side by side without a mark share none
            place += place in found
            found[place] = sequence.names[i]
    return found
