"""From a source to its facts: mentions, things, relations, numbers, each with its quotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from minsheng.errors import InputError
from minsheng.facts.attributes import find_attributes
from minsheng.facts.document import Reading
from minsheng.facts.domains import domain_of
from minsheng.facts.evidence import Quotations, to_original
from minsheng.facts.gate import passed
from minsheng.facts.mentions import gather
from minsheng.facts.observations import find_observations
from minsheng.facts.outside import Outside, inside
from minsheng.facts.privacy import private_names
from minsheng.facts.relations import find_relations
from minsheng.facts.spelling import Spelling
from minsheng.language.homonyms import without_homonyms
from minsheng.language.learned import learned
from minsheng.language.locality import Locality, locality
from minsheng.language.names import settled, survey
from minsheng.language.places import merged, place_names
from minsheng.language.quantities import find_quantities
from minsheng.language.segmentation import segment
from minsheng.language.sentences import sentences
from minsheng.language.times import find_periods
from minsheng.language.townships import town_names
from minsheng.records import (
    AttributeFact,
    DocumentFacts,
    EntityFact,
    Mention,
    ObservationFact,
    Period,
    Quantity,
    RelationFact,
    Sentence,
    Span,
    Stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minsheng.facts.document import Attributed, Related
    from minsheng.facts.masking import PrivateNames
    from minsheng.facts.things import Thing
    from minsheng.language.places import PlaceName
    from minsheng.language.segmentation import Words
    from minsheng.language.survey import Survey
    from minsheng.records import Source

_Placed = TypeVar("_Placed", Mention, Quantity, Period)

#: Characters of one document; names are judged over the whole of it, which costs more the longer it is.
LONGEST_TEXT = 2_000_000
#: How many mentions of a thing are quoted at most, one for each of its forms first.
MOST_QUOTED = 4


class Surveyed(NamedTuple):
    """A source before its things are gathered."""

    words: Words
    outside: Outside
    places: list[PlaceName]
    local: Locality
    survey: Survey
    private: PrivateNames


class Extractor:
    """Finds the facts of one source after another.

    Args:
        area: name of the administrative area of all sources; otherwise each text tells.
        date: date of publication of all sources (ISO, may be cut); otherwise each text tells.

    Example:
        >>> from minsheng.reading import read_text
        >>> facts = Extractor().extract(read_text("临江区青石镇卫生院迁建投用。", "a.txt"))
        >>> [e.name for e in facts.entities]
        ['临江区青石镇卫生院', '临江区青石镇']
    """

    def __init__(self, area: str | None = None, date: str | None = None) -> None:
        self._area = area
        self._date = date

    def extract(self, source: Source) -> DocumentFacts:
        """All facts of a source; offsets of the quotations count in its original."""
        dropped: Counter[str] = Counter()
        reading, private = self.read(source, dropped)
        spelled = Spelling(source)
        quotations = Quotations(source, reading.sentences, to_original(source, private.spans))
        entities = tuple(self._entity(reading, thing, quotations, spelled) for thing in reading.things)
        relations = tuple(_relation(found, quotations) for found in find_relations(reading))
        attributes = tuple(_attribute(found, quotations) for found in find_attributes(reading))
        observations = tuple(_observations(reading, private, quotations, dropped, spelled))
        area = reading.things[reading.area] if reading.area is not None else None
        facts = DocumentFacts(
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
            relations=relations,
            attributes=attributes,
            observations=observations,
            dropped=dict(sorted(dropped.items())),
            masked=dict(private.kinds),
        )
        return passed(facts, private)

    def read(self, source: Source, dropped: Counter[str] | None = None) -> tuple[Reading, PrivateNames]:
        """The source as the searches for facts see it, and the names that must not leave it.

        Raises:
            InputError: the text is longer than `LONGEST_TEXT`.
        """
        text = source.text
        words, outside, places, local, surveyed, private = self.survey(source)
        candidates = [*surveyed.named, *learned(surveyed)]
        candidates.sort(key=lambda m: (m.start, -m.end))
        mentions = [mention for mention in candidates if not private.hides(mention)]
        if dropped is not None and len(mentions) < len(candidates):
            dropped["private person"] += len(candidates) - len(mentions)
        things = gather(text, outside.without(mentions), places, local)
        owners = {(m.start, m.end): thing.key for thing in things for m in thing.mentions}
        found = sorted((m for thing in things for m in thing.mentions), key=lambda m: (m.start, -m.end))
        published = self._date or (source.published.value if source.published else None)
        held = _filled(inside(sentences(text, source.blocks)), text, found, published)
        area = _area(things, local, self._given(source))
        return Reading(text, words, held, tuple(things), owners, local, area, tuple(places)), private

    def survey(self, source: Source) -> Surveyed:
        """What the rules for names find in a source, and who in it is private.

        Raises:
            InputError: the text is longer than `LONGEST_TEXT`.
        """
        text = source.text
        if len(text) > LONGEST_TEXT:
            raise InputError("text-too-long", file=source.name, length=len(text), limit=LONGEST_TEXT)
        words = segment(text)
        outside = Outside(source.blocks)
        given = self._given(source)
        places = without_homonyms(text, words, outside.without(place_names(text, words)), given)
        headline = next((Span(each.start, each.end) for each in source.blocks if each.kind == "title"), None)
        local = locality(text, places, given, headline)
        places = merged(places, town_names(text, local.code, words))
        surveyed = settled(survey(text, words, places))
        private = private_names(text, words, surveyed.named)
        return Surveyed(words, outside, places, local, surveyed, private)

    def _given(self, source: Source) -> str | None:
        """The area that the user or the source's front matter names."""
        return self._area or (source.area.value if source.area else None)

    def _entity(
        self, reading: Reading, thing: Thing, quotations: Quotations, spelled: Spelling
    ) -> EntityFact:
        name, aliases = spelled.names(thing)
        return EntityFact(
            key=thing.key,
            type=thing.type,
            name=name,
            aliases=aliases,
            evidence=quotations.cite(*_quoted(thing)),
            rule=thing.found_by,
            confidence=max(m.confidence for m in thing.mentions),
            kind=thing.kind,
            domain=domain_of(thing),
            area=_scope(reading, thing),
            code=thing.code,
            hidden=thing.hidden,
        )


def _quoted(thing: Thing) -> list[Span]:
    """One mention of each form, the first of each."""
    first: dict[str, Span] = {}
    for mention in thing.mentions:
        first.setdefault(mention.name, Span(mention.start, mention.end))
    return sorted(first.values())[:MOST_QUOTED]


def _start(place: PlaceName) -> int:
    return place.start


def _scope(reading: Reading, thing: Thing) -> str:
    """Code of the area that tells a thing from its namesakes: that in its name, or the document's."""
    if thing.code:
        return thing.code
    zone = thing.type == "Place"
    for mention in thing.mentions:
        first = bisect_left(reading.places, mention.start, key=_start)
        last = bisect_left(reading.places, mention.end, first, key=_start)
        code, end = "", mention.start
        for place in reading.places[first:last]:
            division = reading.locality.settle(place.divisions)
            if division is None or not (place.start == end or (zone and not code)):
                break
            if place.start != end and not division.code.startswith(reading.locality.code):
                break
            if division.code.startswith(code):
                code, end = division.code[:6], place.end
        if code:
            return code
    return reading.locality.code


def _relation(found: Related, quotations: Quotations) -> RelationFact:
    evidence = quotations.cite(*found.spans)
    return RelationFact(
        found.subject,
        found.predicate,
        found.object,
        evidence,
        found.rule,
        found.confidence,
        found.award_status,
    )


def _attribute(found: Attributed, quotations: Quotations) -> AttributeFact:
    evidence = quotations.cite(*found.spans)
    return AttributeFact(found.subject, found.property, found.value, evidence, found.rule, found.confidence)


def _observations(
    reading: Reading,
    private: PrivateNames,
    quotations: Quotations,
    dropped: Counter[str],
    spelled: Spelling,
) -> Iterator[ObservationFact]:
    subject = reading.subject
    result = find_observations(
        reading.text, reading.sentences, lambda mention: _key(reading, mention, subject)
    )
    dropped.update(result.refused)
    for found in result.found:
        thing = reading.thing(found.about) if found.about else None
        about = thing.key if thing is not None else subject
        if about is None:
            dropped["number about no known place or thing"] += 1
            continue
        if private.within(found.indicator):
            dropped["private person"] += 1
            continue
        spans = list(found.evidence)
        if thing is None:
            first = reading.things[about].first
            spans.append(Span(first.start, first.end))
        yield ObservationFact(
            about,
            spelled(found.indicator, found.evidence),
            found.value,
            found.unit,
            found.qualifier,
            quotations.cite(*spans),
            found.rule,
            found.confidence,
            spelled(found.period, found.evidence),
            found.period_start,
            found.period_end,
        )


def _key(reading: Reading, mention: Mention, subject: int | None) -> object:
    """The thing that a mention is of; what the document is about is the same as no mention."""
    thing = reading.thing(mention)
    return None if thing is None or thing.key == subject else thing.key


def _filled(
    held: Sequence[Sentence], text: str, found: Sequence[Mention], published: str | None
) -> tuple[Sentence, ...]:
    """The sentences with their mentions, quantities and periods, each found once for the whole text."""
    mentions = _Placement(found)
    quantities = _Placement(find_quantities(text))
    periods = _Placement(find_periods(text, published))
    return tuple(
        Sentence(
            sentence.start,
            sentence.end,
            sentence.block,
            sentence.clauses,
            mentions.within(sentence),
            quantities.within(sentence),
            periods.within(sentence),
        )
        for sentence in held
    )


class _Placement(Generic[_Placed]):
    """What was found in a text, in text order, to be looked up by place."""

    def __init__(self, found: Sequence[_Placed]) -> None:
        self._found: Sequence[_Placed] = found
        self._starts = [each.start for each in found]

    def within(self, sentence: Sentence) -> tuple[_Placed, ...]:
        first = bisect_left(self._starts, sentence.start)
        return tuple(self._found[first : bisect_left(self._starts, sentence.end, first)])


#: What share of the mentions of a province, city or county a zone in it needs, to be what a text is about.
_OUTWEIGHS = {2: 0.3, 4: 0.6, 6: 1.0}
_ZONE = re.compile("(?:新区|高新区|经开区|开发区|示范区|科学城|新城|度假区)$")


def _area(things: Sequence[Thing], local: Locality, given: str | None) -> int | None:
    """The place that the document is about: its administrative area, or a zone that it speaks of more."""
    if given:
        named = [
            t
            for t in things
            if t.type == "Place" and (given in (t.name, *t.aliases) or (local.code and t.code == local.code))
        ]
        if named:
            return named[0].key
    weight = {t.key: sum(3 if m.start < 120 else 1 for m in t.mentions) for t in things if t.type == "Place"}
    area = next((t for t in things if local.code and t.code == local.code), None)
    zones = [t for t in things if t.type == "Place" and not t.code and _ZONE.search(t.name)]
    zone = max(zones, key=lambda t: (weight[t.key], -t.key), default=None)
    if zone is not None and (
        area is None or weight[zone.key] > weight[area.key] * _OUTWEIGHS[len(local.code)]
    ):
        return zone.key
    return area.key if area is not None else None
