"""One document while its facts are sought: text, sentences, things and the area it is about."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minsheng.facts.things import Thing
    from minsheng.language.locality import Locality
    from minsheng.language.places import PlaceName
    from minsheng.language.segmentation import Words
    from minsheng.records import Mention, Sentence, Span

#: Classes of things that the numbers of a text without an area may be about.
_SUBJECTS = frozenset(
    ("Place", "Organization", "School", "Hospital", "HealthCentre", "EldercareFacility", "CulturalSite")
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the searches for relations, attributes and observations work on; offsets are of `text`."""

    text: str
    words: Words
    #: with the mentions, quantities and periods of each
    sentences: tuple[Sentence, ...]
    #: index = key
    things: tuple[Thing, ...]
    #: (start, end) of a mention → key of its thing
    owners: dict[tuple[int, int], int]
    locality: Locality
    #: the thing that the document is about, most often an administrative area; None if unknown
    area: int | None
    #: every gazetteer name of the text, those inside longer names included
    places: tuple[PlaceName, ...] = ()

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that a position of the text lies in, None between two."""
        i = bisect_right(self.sentences, position, key=lambda sentence: sentence.start) - 1
        return self.sentences[i] if i >= 0 and position < self.sentences[i].end else None

    @property
    def subject(self) -> int | None:
        """What numbers without a subject are about: the area, else the place or body named most often."""
        if self.area is not None:
            return self.area
        bearing = [thing for thing in self.things if thing.type in _SUBJECTS]
        places = [thing for thing in bearing if thing.type == "Place"]
        often = max(places or bearing, key=lambda thing: (len(thing.mentions), -thing.key), default=None)
        return None if often is None else often.key

    def thing(self, mention: Mention) -> Thing | None:
        """The thing that a mention names."""
        key = self.owners.get((mention.start, mention.end))
        return None if key is None else self.things[key]


@dataclass(frozen=True, slots=True)
class Related:
    """A relation found: `spans` are what must be quoted, antecedents included."""

    subject: int
    #: local name of an ms: property
    predicate: str
    object: int
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    #: of `received`: received or appliedFor
    award_status: str | None = None


@dataclass(frozen=True, slots=True)
class Attributed:
    """A property of a thing whose value is a concept: status → planned."""

    subject: int
    property: str
    value: str
    spans: tuple[Span, ...]
    rule: str
    confidence: float
