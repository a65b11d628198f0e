"""From a source to its facts: mentions, things, relations, numbers, each with its quotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.facts.document import Reading
from minsheng.facts.domains import domain_of
from minsheng.facts.evidence import Quotations
from minsheng.facts.things import Gathering, Thing
from minsheng.language.names import find_names, select
from minsheng.language.places import Locality, locality, place_names
from minsheng.language.quantities import find_quantities
from minsheng.language.segmentation import segment
from minsheng.language.sentences import sentences
from minsheng.language.times import find_periods
from minsheng.records import DocumentFacts, EntityFact, Mention, Span, Stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.language.places import PlaceName
    from minsheng.language.segmentation import Words
    from minsheng.records import Sentence, Source

#: How many mentions of a thing are quoted at most, one for each of its forms first.
MOST_QUOTED = 4


class Extractor:
    """Finds the facts of one source after another.

    Args:
        area: name of the administrative area of all sources; otherwise each text tells.
        date: date of publication of all sources (ISO, may be cut); otherwise each text tells.

    Example:
        >>> from minsheng.reading import read_text
        >>> facts = Extractor().extract(read_text("临江区青石镇卫生院迁建投用。", "a.txt"))
        >>> [e.name for e in facts.entities]
        ['青石镇卫生院', ...]
    """

    def __init__(self, area: str | None = None, date: str | None = None) -> None:
        self._area = area
        self._date = date

    def extract(self, source: Source) -> DocumentFacts:
        """All facts of a source; offsets of the quotations count in its original."""
        reading, dropped = self._read(source)
        quotations = Quotations(source, reading.sentences, ())
        entities = tuple(self._entity(reading, thing, quotations) for thing in reading.things)
        area = reading.things[reading.area] if reading.area is not None else None
        return DocumentFacts(
            name=source.name,
            digest=source.digest,
            media_type=source.media_type,
            encoding=source.encoding,
            length=len(source.original),
            title=source.title,
            publisher=source.publisher,
            published=Stated(self._date) if self._date else source.published,
            area=Stated(area.name) if area else None,
            area_code=reading.locality.code,
            quotations=quotations.all(),
            entities=entities,
            relations=(),
            attributes=(),
            observations=(),
            dropped=dict(sorted(dropped.items())),
        )

    def _read(self, source: Source) -> tuple[Reading, Counter[str]]:
        text = source.text
        words = segment(text)
        places = place_names(text, words)
        given = self._area or (source.area.value if source.area else None)
        local = locality(text, places, given)
        mentions = find_names(text, words, places)
        things, dropped = _things(text, mentions, places, local)
        owners = {(m.start, m.end): thing.key for thing in things for m in thing.mentions}
        found = sorted((m for thing in things for m in thing.mentions), key=lambda m: (m.start, -m.end))
        published = self._date or (source.published.value if source.published else None)
        held = tuple(_filled(s, text, found, published) for s in sentences(text, source.blocks))
        area = _area(things, local, given)
        return Reading(text, words, held, tuple(things), owners, local, area), dropped

    def _entity(self, reading: Reading, thing: Thing, quotations: Quotations) -> EntityFact:
        return EntityFact(
            key=thing.key,
            type=thing.type,
            name=thing.name,
            aliases=thing.aliases,
            evidence=quotations.cite(*_quoted(thing)),
            rule=thing.first.rule,
            confidence=max(m.confidence for m in thing.mentions),
            kind=thing.kind,
            domain=domain_of(thing),
            area=thing.code if thing.type == "Place" else _scope(reading, thing),
            code=thing.code,
            hidden=thing.hidden,
        )


def _quoted(thing: Thing) -> list[Span]:
    """One mention of each form, the first of each."""
    first: dict[str, Span] = {}
    for mention in thing.mentions:
        first.setdefault(mention.name, Span(mention.start, mention.end))
    return sorted(first.values())[:MOST_QUOTED]


def _scope(reading: Reading, thing: Thing) -> str:
    """Code of the area that tells a thing from its namesakes: that in its name, or the document's."""
    for mention in thing.mentions:
        for other in reading.things:
            if other.code and any(m.start == mention.start and m.end <= mention.end for m in other.mentions):
                return other.code[:6]
    return reading.locality.code


def _things(
    text: str, mentions: Sequence[Mention], places: Sequence[PlaceName], local: Locality
) -> tuple[list[Thing], Counter[str]]:
    dropped: Counter[str] = Counter()
    divisions = {(p.start, p.end): p.divisions for p in places}
    gathering = Gathering(local)
    for mention in _propagated(text, _standalone(mentions)):
        if mention.rule == "gazetteer":
            gathering.add(mention, divisions.get((mention.start, mention.end), ()))
        else:
            gathering.add(mention)
    return gathering.things(), dropped


_FULL_PLACE = re.compile("(?:[省市区县旗州镇乡村]|街道|社区)$")
_CAMPUS = re.compile("(?:院区|校区|分院|分校|课程中心|教育集团|集团|联盟)$")


def _standalone(mentions: Sequence[Mention]) -> list[Mention]:
    """Without names that stand only inside longer ones, places and the main seats of branches aside."""
    alone: set[str] = set()
    holder: Mention | None = None
    inside: list[tuple[Mention, Mention]] = []
    for mention in mentions:
        if holder is not None and mention.end <= holder.end:
            inside.append((mention, holder))
        else:
            holder = mention
            alone.add(mention.name)
    nested = {id(m) for m, h in inside if m.name not in alone and not _stands(m, h)}
    return [m for m in mentions if id(m) not in nested]


def _stands(mention: Mention, holder: Mention) -> bool:
    """Whether a name inside another is worth a thing of its own."""
    if holder.rule.startswith("quoted"):
        return True
    if mention.type != "Place":
        return bool(_CAMPUS.search(holder.name))
    return mention.start == holder.start and bool(_FULL_PLACE.search(mention.name))


def _propagated(text: str, mentions: list[Mention]) -> list[Mention]:
    """With every other occurrence of the names found, in all forms of three characters or more."""
    forms: dict[str, Mention] = {}
    for mention in mentions:
        for form in (mention.name, *mention.aliases):
            if len(form) >= 3 and mention.rule != "gazetteer":
                forms.setdefault(form, mention)
    if not forms:
        return mentions
    pattern = re.compile("|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))))
    taken = sorted((m.start, m.end) for m in mentions)
    more = []
    for match in pattern.finditer(text):
        i = bisect_left(taken, (match.start(), match.end()))
        if i < len(taken) and taken[i][0] == match.start():
            continue
        if any(a < match.end() and b > match.start() for a, b in taken[max(0, i - 3) : i + 3]):
            continue
        origin = forms[match.group()]
        more.append(
            replace(origin, start=match.start(), end=match.end(), name=match.group(), rule="propagated", aliases=origin.aliases)
        )
    return select([*mentions, *more]) if more else mentions


def _filled(sentence: Sentence, text: str, found: Sequence[Mention], published: str | None) -> Sentence:
    lo = bisect_left(found, sentence.start, key=lambda m: m.start)
    hi = bisect_left(found, sentence.end, key=lambda m: m.start)
    return replace(
        sentence,
        mentions=tuple(found[lo:hi]),
        quantities=tuple(find_quantities(text, sentence.start, sentence.end)),
        periods=tuple(find_periods(text, published, sentence.start, sentence.end)),
    )


_ZONE = re.compile("(?:新区|高新区|经开区|开发区|示范区|科学城|新城|度假区)$")


def _area(things: Sequence[Thing], local: Locality, given: str | None) -> int | None:
    """The place that the document is about: its administrative area, or a zone that it speaks of more."""
    if given:
        named = [t for t in things if t.type == "Place" and (given in (t.name, *t.aliases) or (local.code and t.code == local.code))]
        if named:
            return named[0].key
    weight = {t.key: sum(3 if m.start < 120 else 1 for m in t.mentions) for t in things if t.type == "Place"}
    area = next((t for t in things if local.code and t.code == local.code), None)
    zones = [t for t in things if t.type == "Place" and not t.code and _ZONE.search(t.name)]
    zone = max(zones, key=lambda t: (weight[t.key], -t.key), default=None)
    if zone is not None and (area is None or weight[zone.key] > weight[area.key]):
        return zone.key
    return area.key if area is not None else None
