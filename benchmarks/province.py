"""An invented province as a graph of any size: districts, towns, facilities, groups, programmes, numbers.

Documents are made of sentences, each of which states what its facts say, and are written by the code that
writes those that were read: so the graph has the shape of a real one, and every quotation is in its text.
"""

from __future__ import annotations

import os
import random
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minsheng.graph.folder import Manifest, writing
from minsheng.graph.loading import load
from minsheng.graph.quads import QuadWriter
from minsheng.identity import Identity, document_iri, entity_iri, indicator_iri, place_iri
from minsheng.records import (
    AttributeFact,
    DocumentFacts,
    EntityFact,
    ObservationFact,
    Quotation,
    RelationFact,
    Stated,
)
from minsheng.serve.preparing import prepare
from minsheng.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SEED = 20230711
_YEARS = (2023, 2024)
_TOWNS = 12
#: Facilities of a town in the first year, those of them that the second year names again, and its new ones.
_FIRST, _AGAIN, _NEW = 10, 7, 3
#: Triples of a graph for each that stands in the graph of a document.
_ALL = 1.06


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that sentences are about."""

    type: str
    name: str
    iri: str
    kind: str = ""
    domain: str = ""
    code: str = ""


def generate(path: Path, triples: int) -> int:
    """Makes a graph folder of about so many triples; gives their number.

    Example:
        >>> generate(Path("graph"), 100_000)  # doctest: +SKIP
        100213
    """
    writer = QuadWriter()
    documents = 0

    def graphs() -> Iterator[list[str]]:
        nonlocal documents
        written = 0
        for facts, identities in stories():
            if written * _ALL >= triples:
                break
            lines = writer.document(facts, identities)
            documents += 1
            written += len(lines)
            yield lines
        yield writer.shared()

    with writing(path) as draft:
        draft.snapshot.facts.touch()
        made = load(draft.snapshot.store, graphs())
        digest = sha256(f"{_SEED} {triples}".encode()).hexdigest()
        manifest = Manifest("generated", BASE, digest, documents, made)
        prepare(draft.describe(manifest), os.cpu_count() or 1)
        draft.publish(manifest, {"generated": triples})
    return made


def stories() -> Iterator[tuple[DocumentFacts, list[Identity]]]:
    """Documents with the identities of their entities, district by district, without end."""
    for number in count():
        yield from _District(number).stories()


def examples(number: int = 0) -> Mapping[str, Mapping[str, str]]:
    """Values for the parameters of named questions, such as their headers have, about one of the districts.

    Example:
        >>> examples()["rule-facts"]
        {'rule': 'renamed'}
    """
    first, second = _District(number), _District(number + 1)
    group, consortium = first.groups
    town = first.towns[0]
    school = next(thing for thing in first.facilities[town.iri] if thing.type == "School")
    return {
        "awards": {"status": "received"},
        "capacity-by-district": {"topic": "老年食堂"},
        "changes": {
            "since": "2024-01-01",
            "until": "2024-12-31",
            "not_since": "2023-01-01",
            "not_until": "2023-12-31",
        },
        "compare-places": {"one": first.place.iri, "other": second.place.iri},
        "consortium-members": {"consortium": consortium.iri},
        "document-facts": {"document": document_iri(first.file(town, _YEARS[1]))},
        "entity": {"entity": school.iri},
        "facilities-in-place": {"place": town.iri},
        "facility-counts": {"place": first.place.iri},
        "group-members": {"group": group.iri},
        "hosts": {"host": school.iri},
        "indicator-over-time": {"about": first.place.iri, "indicator": indicator_iri("老年食堂数量")},
        "low-confidence": {"percent": "70"},
        "operators": {"operator": first.company.iri},
        "partnerships": {"party": school.iri},
        "programme-components": {"programme": first.programmes[0].iri},
        "programmes-in-place": {"place": town.iri},
        "recently-opened": {"since": "2024-01-01"},
        "relation-evidence": {"subject": school.iri, "object": town.iri},
        "rule-facts": {"rule": "renamed"},
        "search": {"text": town.name},
        "services-by-domain": {"domain": "eldercare"},
    }


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("province.toml").read_text(encoding="utf-8"))


def _stem(drawn: random.Random) -> str:
    tables = _tables()
    return str(drawn.choice(tables["first"]) + drawn.choice(tables["second"]))


class _District:
    """A district with its towns and what is in them; the same for the same number."""

    def __init__(self, number: int) -> None:
        self._drawn = drawn = random.Random(f"{_SEED}-{number}")
        tables = _tables()
        self.code = f"{100_000 + number:06d}"
        self.place = self._place(_stem(drawn) + drawn.choice(tables["districts"]), self.code)
        self.towns = [
            self._place(_stem(drawn) + drawn.choice(tables["towns"]), f"{self.code}{town:03d}")
            for town in range(1, _TOWNS + 1)
        ]
        stem = self.place.name[:-1]
        self.groups = (
            self._thing("EducationGroup", f"{stem}{_stem(drawn)}教育集团", domain="education"),
            self._thing("MedicalConsortium", f"{self.place.name}医疗联合体", domain="health"),
        )
        self.company = self._thing("Organization", f"{stem}{_stem(drawn)}服务有限公司")
        self.body = self._thing("PublicBody", f"{self.place.name}民政局")
        self.troupe = self._thing("Organization", f"{stem}艺术团", domain="culture")
        self.programmes = [
            self._thing("Programme", f"{_stem(drawn)}{word}", domain=domain)
            for word, domain in (("行动", "eldercare"), ("计划", "youth-protection"), ("讲堂", "culture"))
        ]
        #: those of the first year, then the new ones of the second, by town
        self.facilities = {town.iri: list(self._of_town(town)) for town in self.towns}

    def file(self, place: Thing, year: int) -> str:
        """Name of the document about a place in a year."""
        return f"{self.code}/{place.code}-{year}.txt"

    def stories(self) -> Iterator[tuple[DocumentFacts, list[Identity]]]:
        """The documents: a year after the other, the district and then its towns."""
        for year in _YEARS:
            yield self._of_district(year)
            for town in self.towns:
                yield self._of(town, year)

    def _place(self, name: str, code: str) -> Thing:
        return Thing("Place", name, place_iri(code), code=code)

    def _thing(self, type_: str, name: str, kind: str = "", domain: str = "") -> Thing:
        return Thing(type_, name, entity_iri(type_, self.code, name), kind, domain)

    def _of_town(self, town: Thing) -> Iterator[Thing]:
        drawn, tables = self._drawn, _tables()["facilities"]
        yield self._thing("School", f"{town.name[:2]}{_stem(drawn)}小学", "primary-school", "education")
        weights = [share for *_, share in tables]
        for ending, type_, kind, domain, _ in drawn.choices(tables, weights, k=_FIRST + _NEW - 1):
            # A few are called as others elsewhere are.
            head = "" if drawn.random() < 0.04 else town.name[:2]
            yield self._thing(type_, f"{head}{_stem(drawn)}{ending}", kind, domain)

    def _of_district(self, year: int) -> tuple[DocumentFacts, list[Identity]]:
        story = _Story(self, self.place, year, self._drawn)
        for town in self.towns:
            story.related("town", town, "locatedIn", self.place, town=town.name)
        story.numbers(self.place, 10, corrected=0.3)
        for programme in self.programmes:
            story.related("covered", programme, "coverageArea", self.place, programme=programme.name)
        whole, part = self.programmes[0], self._thing("Programme", f"{self.programmes[0].name}热线")
        story.related("component", part, "partOf", whole, programme=whole.name, part=part.name)
        if self._drawn.random() < 0.3:
            programme = self.programmes[1]
            story.valued("minors", programme, "audience", "minors", programme=programme.name)
        paper = self._thing("Document", f"{self.place.name}{year}年民生实事方案")
        story.related("issued", self.body, "issued", paper, body=self.body.name, paper=paper.name)
        if self._drawn.random() < 0.5:
            work = self._thing("Work", f"{_stem(self._drawn)}往事")
            story.related("created", work, "createdBy", self.troupe, work=work.name, troupe=self.troupe.name)
        return story.told()

    def _of(self, town: Thing, year: int) -> tuple[DocumentFacts, list[Identity]]:
        drawn = self._drawn
        story = _Story(self, town, year, drawn)
        story.related("town", town, "locatedIn", self.place, town=town.name)
        listed = self.facilities[town.iri]
        named = listed[:_FIRST] if year == _YEARS[0] else listed[:_AGAIN] + listed[_FIRST:]
        for thing in named:
            short = thing.name[2:] if drawn.random() < 0.15 else ""
            story.related("also" if short else "located", thing, "locatedIn", town, short, short=short)
        schools = [thing for thing in named if thing.type == "School"]
        for school in schools[:2]:
            story.related("member", school, "memberOf", self.groups[0], group=self.groups[0].name)
        for thing in (thing for thing in named if thing.domain == "health"):
            story.related("member", thing, "memberOf", self.groups[1], group=self.groups[1].name)
        story.numbers(town, 3, corrected=0.03)
        self._further(story, named, year)
        return story.told()

    def _further(self, story: _Story, named: list[Thing], year: int) -> None:
        """What is told of some facilities alone."""
        drawn = self._drawn
        first, second, third, *_ = drawn.sample(named, 4)
        school = named[0]
        event = self._thing("Event", f"{school.name}{year}年读书节")
        story.related("hosted", school, "hosts", event, event=event.name)
        story.related("partners", school, "partnerOf", second, other=second.name)
        if drawn.random() < 0.3:
            story.related("operated", first, "operatedBy", self.company, company=self.company.name)
        if drawn.random() < 0.2:
            story.related("built", second, "builtBy", self.company, company=self.company.name)
        if drawn.random() < 0.25:
            award = Thing(
                "Award", f"{_stem(drawn)[0]}级示范单位", entity_iri("Award", "", f"{_stem(drawn)[0]}级")
            )
            status = drawn.choice(("received", "received", "applied"))
            story.related(status, third, "received", award, award=award.name)
        if drawn.random() < 0.4:
            status = drawn.choice(("operating", "planned"))
            story.valued(status, first, "status", status)
        if drawn.random() < 0.05:
            newer = Thing(third.type, f"新{third.name}", entity_iri(third.type, self.code, f"新{third.name}"))
            story.related("renamed", third, "renamedTo", newer, newer=newer.name)


class _Story:
    """A document under way: its text, sentence by sentence, and the facts of each."""

    def __init__(self, district: _District, about: Thing, year: int, drawn: random.Random) -> None:
        self._district, self._about, self._year, self._drawn = district, about, year, drawn
        self._length = 0
        self._quotations: list[Quotation] = []
        self._things: dict[str, Thing] = {}
        self._names: dict[str, set[str]] = {}
        self._said: dict[str, list[int]] = {}
        self._relations: list[RelationFact] = []
        self._attributes: list[AttributeFact] = []
        self._observations: list[ObservationFact] = []
        sentence = self._say("opening", town=about.name if about is not district.place else "")
        self._named(district.place, sentence)

    def _say(self, form: str, **words: object) -> int:
        known = {
            "district": self._district.place.name,
            "year": self._year,
            "number": self._drawn.randint(100, 90_000),
        }
        exact = _tables()["sentences"][form].format(**(known | words))
        self._quotations.append(Quotation(self._length, self._length + len(exact), exact))
        self._length += len(exact) + 1
        return len(self._quotations) - 1

    def _named(self, thing: Thing, sentence: int, alias: str = "") -> int:
        """The key of a thing that a sentence names."""
        self._things.setdefault(thing.iri, thing)
        said = self._said.setdefault(thing.iri, [])
        if len(said) < 3 and sentence not in said:
            said.append(sentence)
        if alias:
            self._names.setdefault(thing.iri, set()).add(alias)
        return list(self._things).index(thing.iri)

    def _confidence(self) -> float:
        return self._drawn.choice(
            (0.95, 0.9, 0.9, 0.85, 0.8, 0.8, 0.75, 0.65 if self._drawn.random() < 0.3 else 0.8)
        )

    def related(
        self, form: str, subject: Thing, predicate: str, object_: Thing, alias: str = "", **words: object
    ) -> None:
        """A sentence that relates two things."""
        names = {"thing": subject.name, "town": object_.name, "place": object_.name}
        names["number"] = str(self._drawn.randint(100, 90_000))
        sentence = self._say(form, **(names | words))
        ends = self._named(subject, sentence, alias), self._named(object_, sentence)
        status = {"received": "received", "applied": "appliedFor"}.get(form)
        self._relations.append(
            RelationFact(ends[0], predicate, ends[1], (sentence,), form, self._confidence(), status)
        )

    def valued(self, form: str, subject: Thing, property_: str, value: str, **words: object) -> None:
        """A sentence that says something of one thing."""
        sentence = self._say(form, **({"thing": subject.name} | words))
        key = self._named(subject, sentence)
        self._attributes.append(AttributeFact(key, property_, value, (sentence,), form, self._confidence()))

    def numbers(self, about: Thing, size: int, corrected: float) -> None:
        """Published numbers, some of which are published again, and are others then."""
        listed = _tables()["numbers"]["counted"]
        chosen = listed[:1] + self._drawn.sample(listed[1:], size - 1)
        for counted, unit, most in chosen:
            value = self._drawn.randint(1, most)
            self._number("counted", about, counted, unit, value)
            if self._drawn.random() < corrected:
                self._number("corrected", about, counted, unit, value + self._drawn.randint(1, 9))

    def _number(self, form: str, about: Thing, counted: str, unit: str, value: int) -> None:
        sentence = self._say(form, place=about.name, counted=counted, value=value, unit=unit)
        key, year = self._named(about, sentence), self._year
        period = f"{year}年", date(year, 1, 1), date(year, 12, 31)
        said = (f"{counted}数量", Decimal(value), unit, "exact", (sentence,), form, self._confidence())
        self._observations.append(ObservationFact(key, *said, *period))

    def told(self) -> tuple[DocumentFacts, list[Identity]]:
        """The document, and who its entities are."""
        name, place, drawn = self._district.file(self._about, self._year), self._district.place, self._drawn
        entities = [
            EntityFact(
                key, thing.type, thing.name, tuple(sorted(self._names.get(iri, ()))), tuple(self._said[iri]),
                "name", self._confidence(), thing.kind or None, thing.domain or None, place.code, thing.code,
            )
            for key, (iri, thing) in enumerate(self._things.items())
        ]  # fmt: skip
        issued = f"{self._year}-{drawn.randint(1, 12):02d}-{drawn.randint(1, 28):02d}"
        digest = sha256(name.encode()).hexdigest()
        title = Stated(f"{self._about.name}{self._year}年民生实事")
        facts = DocumentFacts(
            name, digest, "text/plain", "utf-8", self._length, title, Stated(f"{place.name}日报"),
            Stated(issued), Stated(place.name), place.code, tuple(self._quotations), tuple(entities),
            tuple(self._relations), tuple(self._attributes), tuple(self._observations),
        )  # fmt: skip
        return facts, [Identity(thing.iri, thing.name, thing.type) for thing in self._things.values()]
