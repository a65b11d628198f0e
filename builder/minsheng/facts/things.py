"""The things that one document speaks of: mentions of the same thing gathered under its fullest name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minsheng.facts.abbreviation import abbreviates, narrows
from minsheng.facts.towns import one_off, town_called
from minsheng.language.gazetteer import Division, gazetteer
from minsheng.language.short_forms import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.language.locality import Locality
    from minsheng.language.places import PlaceName
    from minsheng.records import Mention

_MARKS = re.compile(r"[\s“”‘’\"'《》「」『』]")
#: Classes whose short forms are worth looking for.
_SHORTENED = frozenset(
    [
        "School",
        "Hospital",
        "HealthCentre",
        "CulturalSite",
        "EducationGroup",
        "Organization",
        "PublicBody",
        "ScenicSpot",
        "ServiceCentre",
        "HeritageSite",
        "EldercareFacility",
        "ElderlyCanteen",
        "ChildcareFacility",
        "Place",
        "MedicalConsortium",
        "Event",
    ]
)
#: Classes that are told apart by what they show.
_BY_SUBJECT = frozenset({"CulturalSite", "HeritageSite"})
#: Ends of events that are about something.
_CEREMONY = re.compile("(?:仪式|典礼|[^展博览]会|班|论坛)$")
#: Firms and clubs, in whose names a place is no thing of its own: 临江丰裕股份有限公司.
_FIRM = re.compile("(?:公司|集团|股份|银行|支行|分行|证券|俱乐部|(?:篮球|足球|排球)队)$")
#: The full name of a district, which is a place though several are called so: 和平区.
_WHOLE = re.compile("..[区县]$")
_KINDS = ("社区", "小区", "村", "镇", "乡", "街道")
_TOWNS = ("镇", "乡", "街道")
#: So many characters a place behind its county has at least.
_TAIL = 2
#: Classes of what is undertaken; their names of so many characters tell which is meant.
_UNDERTAKINGS, _SPECIFIC = frozenset({"Event", "Programme"}), 6


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing and where the document names it."""

    key: int
    type: str
    name: str
    aliases: tuple[str, ...]
    #: in text order
    mentions: tuple[Mention, ...]
    kind: str | None
    #: administrative code of a place, "" for the rest and for unknown places
    code: str
    #: the document's spelling where `name` corrects a misprint
    hidden: tuple[str, ...] = ()

    @property
    def first(self) -> Mention:
        """Its first mention."""
        return self.mentions[0]

    @property
    def found_by(self) -> str:
        """The rule that found it: not the search for further occurrences."""
        return next((m.rule for m in self.mentions if m.rule != "propagated"), self.first.rule)


def plain(name: str) -> str:
    """A name without marks and white space, which tell no two things apart."""
    return _MARKS.sub("", name)


class Gathering:
    """Union of mentions that mean the same thing, while a document is read."""

    def __init__(self, locality: Locality, places: Iterable[PlaceName] = ()) -> None:
        self._locality = locality
        self._places = {place.start: place for place in places}
        self._groups: dict[tuple[str, str], list[Mention]] = {}
        self._codes: dict[tuple[str, str], Division] = {}
        self._hidden: dict[tuple[str, str], str] = {}
        self._merged: dict[tuple[str, str], tuple[str, str]] = {}
        #: the name that stands before another in brackets
        self._preferred: dict[tuple[str, str], str] = {}

    def add(self, mention: Mention, divisions: Sequence[Division] = ()) -> None:
        """Take a mention in; a short form of the gazetteer that means no one division is left out."""
        if mention.rule == "gazetteer":
            division = self._locality.settle(divisions)
            if division is None and not _WHOLE.search(mention.name):
                return
            key = ("Place", division.code if division else mention.name)
            if division is not None:
                self._codes[key] = division
        elif mention.type == "Place":
            key = self._town(mention)
        else:
            key = self._key(mention)
        self._groups.setdefault(key, []).append(mention)

    def same(self, name: Mention, other: Mention) -> None:
        """Two mentions, neither of a place, name one thing; the first is its name."""
        a, b = self._root(self._key(name)), self._root(self._key(other))
        if a != b:
            self._merged[b] = a
            self._preferred[a] = name.name

    def _key(self, mention: Mention) -> tuple[str, str]:
        return (mention.type, shortened(plain(self._core(mention))))

    def _core(self, mention: Mention) -> str:
        """The name from the innermost area that it begins with: 某省某市临江区文化馆 → 临江区文化馆."""
        start = mention.start
        while (place := self._places.get(start)) and place.end in self._places and place.end < mention.end:
            start = place.end
        return mention.name[start - mention.start :] if mention.name[0] not in "“《" else mention.name

    def _town(self, mention: Mention) -> tuple[str, str]:
        """Towns by their code; the area that begins the name, or the document's, tells which."""
        shared = mention.rule == "list-shared" and mention.aliases
        # an address that was cut off is an alias
        full = max(mention.aliases, key=len, default="") if mention.aliases else ""
        full = full if full.endswith(mention.name) else mention.name
        outer, name = self._split(mention.aliases[0] if shared else full)
        within = outer.code if outer else self._locality.code
        for called in dict.fromkeys((name, mention.name)) if within else ():
            towns = town_called(called, within) if called.endswith(_TOWNS) else []
            if len(towns) == 1:
                key = ("Place", towns[0].code)
                self._codes[key] = towns[0]
                if one_off(towns[0].name, called):
                    self._hidden[key] = called
                return key
        return ("Place", plain(mention.name))

    def _split(self, name: str) -> tuple[Division | None, str]:
        """The full gazetteer names that a place's name begins with, the last of them, and the rest."""
        outer: Division | None = None
        for end in range(len(name) - 2, 1, -1):
            options = gazetteer().named(name[:end])
            if not options and len(name) - end > _TAIL and name.endswith(_TOWNS):
                options = gazetteer().short(name[:end])
            outer = self._locality.settle(options) if options else None
            if outer is not None:
                inner, rest = self._split(name[end:])
                return inner or outer, rest
        return None, name

    def things(self) -> list[Thing]:
        """What was gathered, in order of first mention; keys count from 0."""
        self._forget_named_after()
        self._merge_places()
        self._merge_quoted()
        self._merge_short_forms()
        self._merge_undertakings()
        roots: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for key in self._groups:
            roots.setdefault(self._root(key), []).append(key)
        drafts = [self._thing(root, keys) for root, keys in roots.items()]
        drafts.sort(key=lambda t: (t.first.start, -t.first.end, t.type, t.name))
        return [replace(thing, key=i) for i, thing in enumerate(drafts)]

    def _forget_named_after(self) -> None:
        """Places that only the names of firms begin with."""
        firms = {
            mention.start: mention.end
            for (type_, _), mentions in self._groups.items()
            for mention in mentions
            if type_ == "Organization" and _FIRM.search(mention.name)
        }
        for key in [key for key in self._groups if key[0] == "Place"]:
            if all(m.rule == "gazetteer" and firms.get(m.start, 0) > m.end for m in self._groups[key]):
                del self._groups[key]

    def _root(self, key: tuple[str, str]) -> tuple[str, str]:
        while key in self._merged:
            key = self._merged[key]
        return key

    def _merge_places(self) -> None:
        """A town whose county one mention tells is the town of that name elsewhere; 银杏 is 银杏社区."""
        named: dict[str, set[tuple[str, str]]] = {}
        for key, division in self._codes.items():
            named.setdefault(division.name, set()).add(key)
        for key in self._groups:
            if key[0] != "Place" or key in self._codes:
                continue
            coded = named.get(key[1], set())
            full = [("Place", key[1] + kind) for kind in _KINDS if ("Place", key[1] + kind) in self._groups]
            if len(coded) == 1 or len(full) == 1:
                self._merged[key] = self._root(min(coded) if coded else full[0])

    def _merge_quoted(self) -> None:
        """“甲”专项行动 and “甲” are one where class and quoted words agree; “甲”启动仪式 is another thing."""
        owner: dict[tuple[str, str], tuple[str, str]] = {}
        for key, mentions in self._groups.items():
            if key[0] == "Event" and _CEREMONY.search(key[1]):
                mentions = self._groups[key] = [self._about(mention) for mention in mentions]
            for alias in sorted({plain(a) for m in mentions for a in m.aliases} | {key[1]}):
                other = owner.setdefault((key[0], alias), key)
                a, b = self._root(other), self._root(key)
                if a != b:
                    self._merged[b] = a
        owners: dict[str, list[tuple[str, str]]] = {}
        for (type_, alias), other in owner.items():
            if type_ != "Programme":
                owners.setdefault(alias, []).append(other)
        for key in list(self._groups):
            if key[0] == "Programme" and self._root(key) == key:
                for other in owners.get(key[1], ()):
                    if self._root(other) != key:
                        self._merged[key] = other
                        break
                else:
                    self._merge_held(key)

    def _merge_held(self, key: tuple[str, str]) -> None:
        """“甲市集”活动 is what is called 甲市集 elsewhere, where that is an event."""
        for alias in sorted({plain(a) for mention in self._groups[key] for a in mention.aliases}):
            event = ("Event", alias)
            if event in self._groups and self._root(event) != key:
                self._merged[key] = self._root(event)
                return

    def _about(self, event: Mention) -> Mention:
        """An event without the aliases that name the programme that it is about."""
        kept = tuple(a for a in event.aliases if ("Programme", shortened(plain(a))) not in self._groups)
        return replace(event, aliases=kept)

    def _merge_short_forms(self) -> None:
        names = [
            (key, self._label(key)) for key in self._groups if key[0] in _SHORTENED and self._root(key) == key
        ]
        names.sort(key=lambda item: (len(item[1]), item[1]))
        # no name is short for one that ends in another character
        alike: dict[tuple[str, str], list[tuple[tuple[str, str], str]]] = {}
        for key, name in reversed(names):
            alike.setdefault((key[0], name[-1]), []).append((key, name))
        for key, short in names:
            others = alike[key[0], short[-1]]
            others.pop()
            if key in self._codes:
                continue
            longer = [
                (other, long)
                for other, long in reversed(others)
                if len(long) > len(short)
                and abbreviates(short, long)
                and not (key[0] in _BY_SUBJECT and narrows(short, long))
            ]
            alone = len({self._root(other) for other, _ in longer}) == 1
            if alone and not self._side_by_side(key, longer[0][0]):
                self._merged[key] = self._root(longer[-1][0])

    def _merge_undertakings(self) -> None:
        """A programme or event that is called as just one other is, but for words left out: 甲市集."""
        names = [key for key in self._groups if key[0] in _UNDERTAKINGS and self._root(key) == key]
        names.sort(key=lambda key: (len(key[1]), key[1]))
        alike: dict[str, list[tuple[str, str]]] = {}
        for key in reversed(names):
            alike.setdefault(key[1][-1], []).append(key)
        for key in names:
            short, others = key[1], alike[key[1][-1]]
            others.pop()
            if len(short) < _SPECIFIC:
                continue
            longer = [
                other
                for other in reversed(others)
                if len(other[1]) > len(short) and abbreviates(short, other[1])
            ]
            if len(longer) == 1 and not self._side_by_side(key, longer[0]):
                self._merged[key] = longer[0]

    def _side_by_side(self, a: tuple[str, str], b: tuple[str, str]) -> bool:
        """Two names of one list are two things."""
        return any(
            0 <= max(x.start, y.start) - min(x.end, y.end) <= 1
            for x in self._groups[a]
            for y in self._groups[b]
        )

    def _label(self, key: tuple[str, str]) -> str:
        division = self._codes.get(key)
        return division.name if division else key[1]

    def _thing(self, root: tuple[str, str], keys: list[tuple[str, str]]) -> Thing:
        mentions = sorted((m for key in keys for m in self._groups[key]), key=lambda m: (m.start, m.end))
        forms = Counter(m.name for m in mentions)
        division = next((self._codes[key] for key in keys if key in self._codes), None)
        hidden = tuple(sorted({self._hidden[key] for key in keys if key in self._hidden}))
        # an abbreviation may be the longer string only through its quotation marks
        longest = max(forms, key=lambda f: (len(plain(f)), len(f), f))
        name = division.name if division else self._preferred.get(root, longest)
        aliases = {*forms, *(a for m in mentions for a in m.aliases)} - {name, *hidden}
        kind = next((m.kind for m in mentions if m.kind), None)
        code = division.code if division else ""
        return Thing(0, root[0], name, tuple(sorted(aliases)), tuple(mentions), kind, code, hidden)
