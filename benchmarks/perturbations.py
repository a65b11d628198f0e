"""Names as people write them: each a kind of change to a name of a thing, so that its answer is known."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from minsheng.identity import pinyin
from minsheng.language.gazetteer import gazetteer, short_form
from minsheng.matching import Entity, Index, Question, Value
from minsheng.matching.forms import head_of
from minsheng.matching.sounds import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SEED = 20230711
#: Things drawn before a kind is given up.
_TRIES = 2000
_FIGURES = "零一二三四五六七八九"
_NUMBER = re.compile(r"第([一二三四五六七八九])")
#: Endings by which people call what the graph calls otherwise.
_ENDINGS = (
    ("社区卫生服务中心", "社康中心"),
    ("社区老年食堂", "社区长者食堂"),
    ("妇幼保健院", "妇保院"),
    ("职业教育中心", "职教中心"),
    ("附属小学", "附小"),
    ("实验小学", "实小"),
    ("卫生健康局", "卫健局"),
    ("小学", "小学校"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A question whose answer is known."""

    #: a key of `KINDS`
    kind: str
    question: Question
    #: the IRI of what is meant, "" where the graph has no such thing
    answer: str


def cases(index: Index, entities: Sequence[Entity], absent: Sequence[Entity], count: int) -> list[Case]:
    """So many cases or a few less, things drawn at random; always the same for the same arguments.

    Args:
        index: what will be asked, to know the county of a thing.
        entities: what is in it.
        absent: things of the same country that are not.
        count: how many.
    """
    drawn = random.Random(_SEED)
    made: list[Case] = []
    kinds = list(KINDS)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        missing = kind.startswith("absent")
        things = absent if missing else entities
        for _ in range(_TRIES):  # in a small country there may be nothing to change in this way
            thing = drawn.choice(things)
            if thing.type == "Place" and kind not in ("same", "joined"):
                continue
            question = KINDS[kind].change(thing, drawn)
            # a short form that is another's name is no name of this one
            ambiguous = kind == "abbreviated" and question and index.spelled(index.form(question.text))
            if question is not None and not ambiguous:
                made.append(Case(kind, question, "" if missing else thing.iri))
                break
    return made


def _same(thing: Entity, drawn: random.Random) -> Question | None:
    return Question(drawn.choice(thing.names))


def _county(thing: Entity) -> str:
    """The name of the county that a thing is in."""
    code = next(code for code in thing.places if len(code) == 6)
    division = gazetteer().get(code)
    return division.name if division else ""


def _bare(thing: Entity) -> str:
    return thing.label.removeprefix(_county(thing))


def _without(thing: Entity, _: random.Random) -> Question | None:
    """Without the county before it."""
    bare = _bare(thing)
    return Question(bare) if bare != thing.label else None


def _within(thing: Entity, _: random.Random) -> Question | None:
    """With the province and the county before it."""
    code = next(code for code in thing.places if len(code) == 6)
    province = gazetteer().get(code[:2])
    return Question((province.name if province else "") + _county(thing) + _bare(thing))


def _shortly(thing: Entity, _: random.Random) -> Question | None:
    """With the county's name cut short: 青河第一小学 for 青河区第一小学."""
    county = _county(thing)
    division = gazetteer().named(county)[0]
    short = short_form(division)
    return Question(short + _bare(thing)) if short != county else None


def _beside(thing: Entity, _: random.Random) -> Question | None:
    """Without the county, which stands in another column."""
    return Question(_bare(thing), values=(Value("locatedIn", _county(thing)),))


def _typed(thing: Entity, _: random.Random) -> Question | None:
    """Without the word for its kind, which its class says: 柳溪, a school."""
    head = head_of(thing.label)
    text = thing.label.removesuffix(head.word) if head else ""
    return Question(text, (thing.type,), lenient=True) if len(text) > 1 else None


def _bracketed(thing: Entity, _: random.Random) -> Question | None:
    return Question(f"{_bare(thing)}（{_county(thing)}）")


def _numbered(thing: Entity, drawn: random.Random) -> Question | None:
    """第二小学 as 二小 or 2小."""
    if not (found := _NUMBER.search(thing.label)):
        return None
    figure = drawn.choice([found[1], str(_FIGURES.index(found[1]))])
    head = thing.label[found.end() :]
    short = {"小学": "小", "中学": "中", "人民医院": drawn.choice(["院", "医院"])}.get(head, head)
    return Question(thing.label[: found.start()] + figure + short)


def _ended(thing: Entity, _: random.Random) -> Question | None:
    """With another ending of the same meaning."""
    for full, other in _ENDINGS:
        if thing.label.endswith(full):
            return Question(thing.label.removesuffix(full) + other)
    return None


def _abbreviated(thing: Entity, _: random.Random) -> Question | None:
    """With the middle left out: 柳溪食堂 for 柳溪社区老年食堂."""
    bare = _bare(thing)
    for middle in ("社区卫生", "社区老年", "社区养老", "中心", "小学教育", "师范学院附属", "街道", "镇"):
        if middle in bare[1:-1]:
            return Question(bare.replace(middle, "", 1))
    return None


def _traditional(thing: Entity, _: random.Random) -> Question | None:
    text = _to_traditional()(thing.label)
    return Question(text) if text != thing.label else None


def _put(thing: Entity, drawn: random.Random) -> Question | None:
    """A character put for another, as optical reading does."""
    at = _place_in(thing.label, drawn)
    return Question(thing.label[:at] + drawn.choice(_characters()) + thing.label[at + 1 :])


def _heard(thing: Entity, drawn: random.Random) -> Question | None:
    """A character put for one that sounds alike, as typing does."""
    at = _place_in(thing.label, drawn)
    alike = [each for each in _by_sound().get(reading(thing.label[at]), "") if each != thing.label[at]]
    return Question(thing.label[:at] + drawn.choice(alike) + thing.label[at + 1 :]) if alike else None


def _lost(thing: Entity, drawn: random.Random) -> Question | None:
    at = _place_in(thing.label, drawn)
    return Question(thing.label[:at] + thing.label[at + 1 :])


def _added(thing: Entity, drawn: random.Random) -> Question | None:
    at = _place_in(thing.label, drawn)
    return Question(thing.label[:at] + drawn.choice(_characters()) + thing.label[at:])


def _exchanged(thing: Entity, drawn: random.Random) -> Question | None:
    at = drawn.randrange(len(thing.label) - 1)
    text = thing.label
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return Question(swapped) if swapped != text else None


def _marked(thing: Entity, _: random.Random) -> Question | None:
    """With spaces and quotation marks where texts have them."""
    return Question(f" “{thing.label[:2]}” {thing.label[2:]}　")


def _joined(thing: Entity, _: random.Random) -> Question | None:
    return Question(pinyin(thing.label).replace(" ", ""))


def _spaced(thing: Entity, _: random.Random) -> Question | None:
    return Question(pinyin(thing.label).title())


def _initials(thing: Entity, _: random.Random) -> Question | None:
    return Question("".join(each[0] for each in pinyin(thing.label).split()))


def _sister(thing: Entity, drawn: random.Random) -> Question | None:
    """第九小学, where the graph has but the first eight."""
    if not _NUMBER.search(thing.label):
        return None
    return Question(_NUMBER.sub(f"第{drawn.choice(['九', '十一', '十二'])}", thing.label))


def _place_in(text: str, drawn: random.Random) -> int:
    """Where a character is changed: numbers keep theirs, for another number is another thing."""
    places = [at for at, character in enumerate(text) if character not in _FIGURES]
    return drawn.choice(places)


@cache
def _characters() -> str:
    """Characters of names of places, as frequent as there."""
    return "".join(gazetteer().names())


@cache
def _by_sound() -> dict[str, str]:
    found: dict[str, str] = {}
    for character in sorted(set(_characters())):
        found[reading(character)] = found.get(reading(character), "") + character
    return found


@cache
def _to_traditional() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("s2t").convert
    return convert


@dataclass(frozen=True, slots=True)
class Kind:
    """One way in which a name in a table differs from the graph's."""

    #: for tables of figures
    caption: str
    change: Callable[[Entity, random.Random], Question | None]
    #: of a thousand cells of a table, how many are taken to be such
    share: float


#: The shares are an assumption: chances mean what they say for tables that are mixed like this.
KINDS = {
    "same": Kind("原名 its own name", _same, 300),
    "without": Kind("略去区县 county left out", _without, 80),
    "within": Kind("加上省、区县 province and county added", _within, 60),
    "shortly": Kind("区县用简称 county cut short", _shortly, 60),
    "beside": Kind("略去区县，另列给出 county in another column", _beside, 80),
    "typed": Kind("略去种类，给出类 kind left out, class given", _typed, 20),
    "bracketed": Kind("区县放在括号里 county in brackets", _bracketed, 20),
    "numbered": Kind("二小、2中 short numbers", _numbered, 40),
    "ended": Kind("词尾换说法 another ending", _ended, 30),
    "abbreviated": Kind("略去中间 middle left out", _abbreviated, 40),
    "traditional": Kind("繁体 traditional characters", _traditional, 20),
    "put": Kind("错一字 a wrong character", _put, 20),
    "heard": Kind("同音错字 a wrong one that sounds alike", _heard, 20),
    "lost": Kind("漏一字 a character lost", _lost, 15),
    "added": Kind("多一字 a character added", _added, 10),
    "exchanged": Kind("两字颠倒 two exchanged", _exchanged, 5),
    "marked": Kind("引号与空格 marks and spaces", _marked, 30),
    "joined": Kind("拼音连写 pinyin joined", _joined, 10),
    "spaced": Kind("拼音分写 pinyin spaced", _spaced, 10),
    "initials": Kind("拼音首字母 initials", _initials, 5),
    "absent": Kind("图谱里没有 not in the graph", _same, 80),
    "absent-without": Kind("没有，略去区县 not in it, county left out", _without, 10),
    "absent-put": Kind("没有，错一字 not in it, a wrong character", _put, 10),
    "absent-sister": Kind("没有这个序号 no such number", _sister, 20),
    "absent-joined": Kind("没有，拼音 not in it, pinyin", _joined, 3),
    "absent-initials": Kind("没有，首字母 not in it, initials", _initials, 2),
}


def split(entities: Sequence[Entity], share: float = 0.2) -> tuple[list[Entity], list[Entity]]:
    """A country apart: what a graph has of it, and what it has not; places are always in it."""
    drawn = random.Random(_SEED)
    out = {each.iri for each in entities if each.type != "Place" and drawn.random() < share}
    return [each for each in entities if each.iri not in out], [each for each in entities if each.iri in out]
