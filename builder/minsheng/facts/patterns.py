"""Patterns over names and words, as the rule files write them.

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
from dataclasses import dataclass
from functools import cache

from minsheng.facts.rulefiles import tables
from minsheng.facts.sequence import CLOSERS, signs
from minsheng.language.lexicon import either
from minsheng.vocabulary import concepts, entity_classes, relations, subclasses

#: How many characters a gap skips at most, within a clause and within a sentence.
CLAUSE_GAP, SENTENCE_GAP = 36, 100
#: From how many characters on a gap skips names, too.
_ANY_GAP = 3
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
        return f"(?P<a>{either(audiences())})"
    if part["slot"]:
        listed = {"": "", "*": f"(?:{SEPARATOR}[{slot}])*", "+": f"(?:{SEPARATOR}[{slot}])+"}[part["many"]]
        name = f"[{slot}]{listed}"
        return (name if part["slot"] == "x" else f"(?P<{part['slot']}>{name})") + BRACKET
    if part["start"]:
        return f"(?:^|(?<=[{CLOSERS}]))"
    words = part["words"] or part["word"]
    if words is None:
        return ""
    return f"(?:{either(_alternatives(words))}){'?' if part['optional'] else ''}"


BRACKET = "(?:（[^（）]{0,40}）)?"
_PLAIN = "[^，。；：！？、（）\n\ue000-\uf8ff]"
#: What may go on a name in a list: 扩大甲规模、扩大乙规模
_SHARED = "(?:规模|建设|工作|服务|项目|活动|课程|工程|行动|机制|模式|品牌)"
#: Between names of one list; members that were not recognised may stand between, or a word before a member.
#: 与共建单位甲
_JOINED = rf"[+＋]|以及|[和与及](?:{_PLAIN}{{0,8}}(?:单位|企业|学校|机构))?|携手|联合|会同|联手"
SEPARATOR = rf"{BRACKET}(?:{_SHARED}?、(?:{_PLAIN}{{1,20}}、){{0,3}}{_PLAIN}{{0,4}}|{_JOINED})"
