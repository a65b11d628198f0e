"""The words of `rules/privacy.toml` that tell private persons, and the expressions made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from minsheng.facts.rulefiles import tables
from minsheng.language.lexicon import begun, either

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Stands in brackets behind a name that is not the bearer's own.
ASSUMED = "化名"


@dataclass(frozen=True, slots=True)
class PrivacyWords:
    """What is looked for around names."""

    surname: re.Pattern[str]
    #: characters that surnames begin with
    initials: frozenset[str]
    #: those that are no everyday words
    likely: frozenset[str]
    rare: re.Pattern[str]
    no_name: frozenset[str]
    no_third: frozenset[str]
    no_last: frozenset[str]
    #: characters that follow 张某 and are no part of a name
    no_some: frozenset[str]
    #: characters that make 某 a kind rather than a person: 某种
    some_kind: frozenset[str]
    #: surnames that most people have
    common: frozenset[str]
    #: 张某, 李某某, 王某华, 李姓 of 李姓市民
    unnamed: re.Pattern[str]
    ordinary: frozenset[str]
    appellation: re.Pattern[str]
    familiar: re.Pattern[str]
    nickname: re.Pattern[str]
    #: names of which the text says that they are assumed
    assumed: re.Pattern[str]
    private_before: tuple[str, ...]
    private_after: tuple[str, ...]
    office_before: tuple[str, ...]
    office_after: tuple[str, ...]
    office_list: re.Pattern[str]
    speech: re.Pattern[str]
    #: the same as words, and others for speaking
    said: frozenset[str]
    #: what is wholly written as foreign and minority names are: 古丽娜尔, 安德列
    strange: re.Pattern[str]
    #: such names with a dot in them, and without
    dotted: re.Pattern[str]
    undotted: re.Pattern[str]
    #: words for persons that a name stands behind
    told: frozenset[str]
    #: words for those in office and in professions
    offices: frozenset[str]
    #: words for persons that a surname stands before
    titles: frozenset[str]
    #: 小王, 老张
    familiars: frozenset[str]
    #: all words beside which a name is looked for
    cues: frozenset[str]
    #: what counts private persons behind a list of their names
    counted: re.Pattern[str]
    #: what stands beside most names that are masked with certainty
    hints: tuple[re.Pattern[str], ...]


def table() -> Mapping[str, Any]:
    """The parsed `rules/privacy.toml`."""
    return tables("privacy")


@cache
def privacy_words() -> PrivacyWords:
    """The words, read on first use."""
    given = table()
    doubles, singles = given["double_surnames"], given["surnames"]
    surname = _surname(doubles, singles)
    unlikely = str.maketrans("", "", given["unlikely_surnames"])
    # 上官 without what is an office is the 上 of 上某
    likely = _surname([name.translate(unlikely) for name in doubles], singles.translate(unlikely))
    children, office = "|".join(given["children"]), "|".join(given["office_before"])
    appellation = re.compile(f"{likely}(?:{either(given['appellations'])})")
    kin = rf"(?:{children})(?P<kin>小[一-鿿]|(?P<twin>[一-鿿])(?P=twin))(?![”’》])"
    ordinary = frozenset(given["ordinary"].split())
    said = frozenset([*given["speech"], *given["said"]])
    told = frozenset([*given["private_before"], *given["children"], *given["persons"]])
    titles = frozenset(given["titles"])
    familiars = {little + name for little in "小老" for name in given["common_surnames"]}
    familiars -= told | titles | ordinary
    return PrivacyWords(
        surname=re.compile(surname),
        initials=frozenset(singles).union(name[0] for name in doubles),
        likely=frozenset(singles.translate(unlikely)),
        rare=re.compile(f"[{given['rare_surnames']}]"),
        no_name=frozenset(given["no_name"]),
        no_third=frozenset(given["no_third"]),
        no_last=frozenset(given["no_last"]),
        no_some=frozenset(given["no_some"]),
        some_kind=frozenset(given["some_kind"]),
        common=frozenset(given["common_surnames"]),
        unnamed=_unnamed(given, likely),
        ordinary=ordinary,
        appellation=appellation,
        familiar=re.compile(f"[老小阿](?<![“‘《].){likely}(?![”’》]|[一-鿿]?[{given['place_ends']}])"),
        nickname=re.compile(kin),
        assumed=re.compile(rf"{kin}|(?P<assumed>[小阿老]?[一-鿿]{{2}})(?=[（(]{ASSUMED})"),
        private_before=tuple(given["private_before"]),
        private_after=tuple(given["private_after"]),
        office_before=tuple(given["office_before"]),
        office_after=tuple(given["office_after"]),
        office_list=re.compile(f"(?:{office})[ 　：:]?(?:[一-鿿]{{2,4}}[ 　、]){{1,6}}$"),
        speech=re.compile(either(given["speech"])),
        said=said,
        strange=re.compile(f"[{given['syllables']}·•‧・]{{2,20}}"),
        dotted=re.compile("[{0}]{{1,8}}(?:[·•‧・][{0}]{{1,8}})+".format(given["syllables"])),
        undotted=re.compile(f"[{given['undotted_syllables']}]{{3,9}}"),
        told=told,
        offices=frozenset([*given["office_before"], *given["office_after"], *given["offices"]]),
        titles=titles,
        familiars=frozenset(familiars),
        cues=said | told | titles | familiars,
        counted=_counted(given),
        hints=(
            appellation,
            re.compile(f"[老小阿]{likely}"),
            re.compile(ASSUMED),
            re.compile(f"(?:{either(given['private_before'])})[ 　、：:（(]?{surname}"),
        ),
    )


def _counted(given: Mapping[str, Any]) -> re.Pattern[str]:
    """What counts the names before it, and who they are then: 两位居民, 等村民."""
    return begun(
        r"等两二三四五六七八九十几多\d",
        r"(?<=[一-鿿])(?P<last>等?(?:[两二三四五六七八九十几多]|\d+)余?多?[名位个][一-鿿]{0,6}?|等[一-鿿]{0,2}?)"
        f"(?:{either(given['private_before'])})",
    )


def _unnamed(given: Mapping[str, Any], likely: str) -> re.Pattern[str]:
    """Those whom a text does not name in full; `likely` is an expression for a surname."""
    strangers = either([*given["private_before"], *given["strangers"]])
    surname = f"[{given['surnames']}]"
    ways = (
        f"{surname}某[一-鿿]?(?=[（(][男女])",
        f"{surname}(?<![{given['no_surname']}])(?<!某.)某[某一-鿿]?",
        f"[{given['common_surnames']}][A-Z]{{1,2}}\\d?(?![A-Za-z\\d])",
        f"{likely}姓(?=[一-鿿]?(?:{strangers}))",
    )
    begins = "".join(name[0] for name in given["double_surnames"])
    return begun(given["surnames"] + given["common_surnames"] + begins, "|".join(ways))


def _surname(doubles: Sequence[str], singles: str) -> str:
    """One of the surnames, of two characters if it can be."""
    longer = "|".join(f"(?<={name[0]}){name[1:]}" for name in doubles if len(name) > 1)
    singles += "".join(name for name in doubles if len(name) == 1)
    return f"[{singles}{''.join(name[0] for name in doubles)}](?:{longer}|(?<=[{singles}]))"
