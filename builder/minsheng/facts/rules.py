"""The rule files of relations and attributes: patterns over names and words, each rule with its own examples.

A pattern reads like the sentence that it is for::

    将 {s} …… [更名为|改名为] {o}

`{s}` is a name that may be the subject, `{o}` one that may be the object, `{x}` any other, `{a}` a word for
a group of people; `{s*}` is a list of names, `{s+}` a list of two or more, `{s:School,Hospital}` a name of
these classes (or of classes below them), `{s:Organization,-EducationGroup}` one of these but not of those.
`[a|b]` are the words that start the search, once a pattern; `(a|b)` are other words, `(a|b)?` need not be
there; `@doing` among them stands for a list of the table `verbs`. `…` skips words within a clause, `……`
within the sentence, `…………` names, too; `^` is where a clause begins. A pattern without `{s}` or `{o}` takes
what the text is speaking of, and so does a `{s}` in an earlier clause that is not its subject. Spaces mean
nothing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from minsheng.data import data
from minsheng.facts.sequence import CLOSERS, signs
from minsheng.vocabulary import concepts, entity_classes, relations, subclasses

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

#: How many characters a gap skips at most, within a clause and within a sentence.
CLAUSE_GAP, SENTENCE_GAP = 24, 100
#: From how many characters on a gap skips names, too.
_ANY_GAP = 3
#: For so many triggers and kinds of sentences it is remembered which patterns fit.
_KEPT = 8192
_PART = re.compile(
    r"\{(?P<slot>[soax])(?P<many>[*+]?)(?::(?P<classes>[\w,-]+))?\}|\[(?P<trigger>[^\]]+)\]"
    r"|\((?P<words>[^)]+)\)(?P<optional>\?)?|(?P<gap>…+)|(?P<start>\^)|(?P<word>[^\s\[\](){}…^]+)|\s+"
)


@cache
def _expression(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as two expressions over an encoded sentence: up to the trigger, and from its end on.

    They are compiled when they are first asked for, as most texts need few of them.
    """

    triggers: tuple[str, ...]
    upto: str
    onward: str
    #: signs of which each set must stand somewhere in the sentence
    needs: tuple[frozenset[str], ...]
    #: which of s, o and a stand in it
    slots: frozenset[str]
    #: signs of which one must stand right before (behind) the trigger, "" if anything may; a name may be
    #: followed by a bracket
    tight_before: str
    tight_after: str
    #: the gap behind a name that it begins with: "", "…" or "……"
    lead: str
    #: signs of the name whose deed the trigger is, where nothing else stands before it
    subject: str

    @property
    def before(self) -> re.Pattern[str]:
        """What stands up to the trigger."""
        return _expression(self.upto)

    @property
    def after(self) -> re.Pattern[str]:
        """What stands from the end of the trigger on."""
        return _expression(self.onward)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `relation` is the local name of an ms: property, `value` a notation for attributes."""

    id: str
    zh: str
    en: str
    relation: str
    confidence: float
    patterns: tuple[Pattern, ...]
    #: how lists pair: "each" with each, "pairwise" in order where as long, "within" one list, "two" of one
    #: list that has no more
    lists: str
    value: str | None
    award_status: str | None
    #: whether what is planned or intended counts, too
    plans: bool
    #: whether a place counts that only says where the noun behind it is
    modifier: bool
    #: whether a subject that no sentence names may be the area that the document is about
    area: bool
    yes: tuple[tuple[str, tuple[str, ...]], ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """All rules of one file, and the one expression that finds every trigger."""

    rules: tuple[Rule, ...]
    by_id: dict[str, Rule]
    triggers: re.Pattern[str]
    #: trigger word → (rule, pattern) in the order of the file
    by_trigger: dict[str, tuple[tuple[Rule, Pattern], ...]]
    #: trigger word → itself and the triggers within it, with their offsets, the longest first
    within: dict[str, tuple[tuple[str, int], ...]]
    #: group 1 is a negation, group 2 a plan; what only looks like one is in no group
    doubts: re.Pattern[str]

    def __getitem__(self, name: str) -> Rule:
        """The rule of an id; raises KeyError."""
        return self.by_id[name]


@lru_cache(maxsize=_KEPT)
def fitting(rules: Rules, word: str, present: frozenset[str]) -> tuple[tuple[Rule, Pattern], ...]:
    """The patterns of a trigger for which the names are there, given the signs of those in the sentence."""
    return tuple(
        (rule, pattern)
        for rule, pattern in rules.by_trigger[word]
        if not any(need.isdisjoint(present) for need in pattern.needs)
    )


@cache
def tables(name: str) -> dict[str, Any]:
    """The parsed rule file `rules/<name>.toml`."""
    with data("facts", "rules", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def listed(name: str) -> str:
    """The words of a list of `rules/relations.toml` as alternatives of an expression.

    Example:
        >>> listed("branches").split("|")[0]
        '课程中心'
    """
    return _either(tables("relations")[name].split())


@cache
def rules(name: str) -> Rules:
    """The rules of `rules/<name>.toml`, compiled on first use.

    Example:
        >>> rules("relations")["renamed"].relation
        'renamedTo'
    """
    content = tables(name)
    listed = tuple(_rule(entry) for entry in content["rule"])
    by_trigger: dict[str, list[tuple[Rule, Pattern]]] = {}
    for rule in listed:
        for pattern in rule.patterns:
            for trigger in pattern.triggers:
                by_trigger.setdefault(trigger, []).append((rule, pattern))
    shared = tables("relations")
    exempt, negations, plans = (_either(shared[key].split()) for key in ("certain", "negations", "plans"))
    return Rules(
        listed,
        {rule.id: rule for rule in listed},
        re.compile(_branching(sorted(by_trigger))),
        {word: tuple(found) for word, found in by_trigger.items()},
        {word: _parts(word, by_trigger) for word in by_trigger},
        re.compile("|".join([f"(?:{exempt})", f"({negations})", f"({plans})"])),
    )


def _parts(word: str, triggers: Container[str]) -> tuple[tuple[str, int], ...]:
    pieces = [(word[i:j], i) for i in range(len(word)) for j in range(i + 1, len(word) + 1)]
    return tuple(
        sorted((piece for piece in pieces if piece[0] in triggers), key=lambda p: (-len(p[0]), p[1]))
    )


def _rule(entry: dict[str, Any]) -> Rule:
    relation = entry["relation"]
    return Rule(
        id=entry["id"],
        zh=entry["zh"],
        en=entry["en"],
        relation=relation,
        confidence=entry["confidence"],
        patterns=tuple(compile_pattern(text, relation) for text in entry.get("patterns", ())),
        lists=entry.get("lists", "each"),
        value=entry.get("value"),
        award_status=entry.get("award_status"),
        plans=entry.get("plans", False),
        modifier=entry.get("modifier", relation == "coverageArea"),
        area=entry.get("area", True),
        yes=tuple((example["text"], tuple(example["facts"])) for example in entry.get("yes", ())),
        no=tuple(entry.get("no", ())),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _branching(words: list[str]) -> str:
    """The words as alternatives that share their beginnings, which is tried faster; the longest wins.

    Example:
        >>> _branching(["举办", "举行", "举办了"])
        '举(?:办(?:了)?|行)'
    """
    ends = "" in words
    branches: list[str] = [
        re.escape(first) + _branching([word[1:] for word in group])
        for first, found in groupby((word for word in sorted(words) if word), key=lambda word: word[0])
        if (group := list(found))
    ]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def allowed(relation: str, slot: str) -> frozenset[str]:
    """The classes that may stand at an end of a relation; any class for an attribute."""
    known = relations().get(relation)
    if known is None:
        return frozenset(entity_classes())
    return known.subjects if slot == "s" else known.objects


@cache
def audiences() -> dict[str, str]:
    """Word for a group of people → notation of its concept; the narrower concept wins a shared word."""
    found: dict[str, str] = {}
    for concept in sorted(concepts("audience").values(), key=lambda c: c.broader is None):
        for word in (concept.zh, *concept.alt):
            found.setdefault(word, concept.notation)
    return found


def compile_pattern(text: str, relation: str) -> Pattern:
    """Compile one pattern; a gap stops at names that the slot beside it could take: the nearest is taken.

    Raises:
        ValueError: it has no trigger or several, parts that mean nothing, or a slot that no class may fill.

    Example:
        >>> compile_pattern("{s} … [更名为|改名为] {o}", "renamedTo").triggers
        ('更名为', '改名为')
    """
    parts = [m for m in _PART.finditer(text) if not m[0].isspace()]
    if "".join(m[0] for m in parts) != re.sub(r"\s", "", text) or sum(bool(m["trigger"]) for m in parts) != 1:
        raise ValueError(f"rule pattern needs one [trigger] and known parts: {text}")
    slots = [_signs(m, relation) for m in parts]
    pieces = []
    for i, part in enumerate(parts):
        beside = "".join(slots[j] for j in (i - 1, i + 1) if 0 <= j < len(parts))
        pieces.append(_piece(part, slots[i], beside))
    cut = next(i for i, m in enumerate(parts) if m["trigger"])
    return Pattern(
        tuple(_alternatives(parts[cut]["trigger"])),
        "".join(pieces[:cut]) + r"\Z",
        "".join(pieces[cut + 1 :]),
        tuple(frozenset(slot) for slot in slots if slot),
        frozenset(m["slot"] for m in parts if m["slot"] and m["slot"] != "x"),
        slots[cut - 1] + "）" if cut and slots[cut - 1] else "",
        slots[cut + 1] if cut + 1 < len(parts) else "",
        gap if parts[0]["slot"] and len(gap := parts[1]["gap"] or "") < _ANY_GAP else "",
        slots[0] if cut == 2 and parts[1]["gap"] and slots[0] else "",
    )


def _alternatives(text: str) -> list[str]:
    """The words of a part; @ and a name stand for a list of verbs that many patterns share."""
    shared = tables("relations")["verbs"]
    words = [
        word
        for item in text.split("|")
        for word in (shared[item[1:]].split() if item.startswith("@") else [item])
    ]
    return list(dict.fromkeys(words))


def _signs(part: re.Match[str], relation: str) -> str:
    if part["slot"] not in ("s", "o", "x"):
        return ""
    classes = frozenset(entity_classes()) if part["slot"] == "x" else allowed(relation, part["slot"])
    if part["classes"]:
        listed = part["classes"].split(",")
        wanted = frozenset().union(*(subclasses(name) for name in listed if not name.startswith("-")))
        without = frozenset().union(*(subclasses(name[1:]) for name in listed if name.startswith("-")))
        classes = (classes & wanted if wanted else classes) - without
    if not classes:
        raise ValueError(f"no class may stand here: {part[0]} of {relation}")
    return signs(classes)


def _piece(part: re.Match[str], slot: str, beside: str) -> str:
    if part["gap"]:
        stops, most = ("", SENTENCE_GAP) if len(part["gap"]) > 1 else (CLOSERS, CLAUSE_GAP)
        beside = beside if len(part["gap"]) < _ANY_GAP else ""
        return f"[^。！？?!\n{stops}{beside}]{{0,{most}}}?"
    if part["slot"] == "a":
        return f"(?P<a>{_either(audiences())})"
    if part["slot"]:
        listed = {"": "", "*": f"(?:{SEPARATOR}[{slot}])*", "+": f"(?:{SEPARATOR}[{slot}])+"}[part["many"]]
        name = f"[{slot}]{listed}"
        return (name if part["slot"] == "x" else f"(?P<{part['slot']}>{name})") + BRACKET
    if part["start"]:
        return f"(?:^|(?<=[{CLOSERS}]))"
    words = part["words"] or part["word"]
    if words is None:
        return ""
    return f"(?:{_either(_alternatives(words))}){'?' if part['optional'] else ''}"


BRACKET = "(?:（[^（）]{0,40}）)?"
_PLAIN = "[^，。；：！？、（）\n\ue000-\uf8ff]"
#: Between names of one list; members that were not recognised may stand between, or a word before a member.
SEPARATOR = rf"{BRACKET}(?:、(?:{_PLAIN}{{1,20}}、){{0,3}}{_PLAIN}{{0,4}}|[+＋]|以及|[和与及])"
