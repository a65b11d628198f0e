"""From the answers about a document to its proposals: what the text bears out, and the rules did not find."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from minsheng.facts.domains import domain_of
from minsheng.facts.evidence import Quotations, to_original
from minsheng.facts.gate import passed
from minsheng.facts.things import Thing, plain
from minsheng.proposals.grounding import Ground, Refused
from minsheng.reading.offsets import quote_spans
from minsheng.records import EntityFact, Mention, ObservationFact, RelationFact, Span
from minsheng.vocabulary import concepts, kinds_of, relations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.facts.document import Reading
    from minsheng.facts.masking import PrivateNames
    from minsheng.proposals.chunks import Chunk
    from minsheng.proposals.schema import Answer, Counted, Linked, Named
    from minsheng.records import DocumentFacts, Period, Quantity, Source

#: The rule that facts of the model name.
RULE = "llm"
#: How sure a fact is that a model proposes and nobody has judged.
UNJUDGED = 0.5
#: How many places of a thing are quoted at most.
_MOST_QUOTED = 4


@dataclass(frozen=True, slots=True)
class _Ref:
    """A thing: one that the rules found, by its key, or one that the model names."""

    type: str
    name: str
    key: int | None = None


@dataclass(slots=True)
class _Found:
    """A thing that the model names, and where."""

    #: every form of its name, in the order of the text
    forms: dict[str, None] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)


class Assembly:
    """One document's proposals while its answers come in.

    Args:
        source: the document.
        reading: the same as the rules see it.
        private: what is masked.
        known: what the rules found.
    """

    def __init__(self, source: Source, reading: Reading, private: PrivateNames, known: DocumentFacts) -> None:
        self._source = source
        self._private = private
        self._reading = reading
        self._known = known
        self._ground = Ground(private.hidden(source.text), reading)
        self._quotations = Quotations(source, reading.sentences, to_original(source, private.spans))
        self._forms: dict[str, list[_Ref]] = {}
        for fact in known.entities:
            for form in {fact.name, *fact.aliases}:
                held = self._forms.setdefault(plain(form), [])
                held.append(_Ref(fact.type, fact.name, fact.key))
        self._found: dict[_Ref, _Found] = {}
        self._anchors: dict[_Ref, Span] = {}
        self._links: dict[tuple[_Ref, str, _Ref], tuple[list[Span], str]] = {}
        self._numbers: dict[tuple[object, ...], tuple[_Ref, list[Span], str, Quantity, Period | None]] = {}
        #: claims refused, by reason
        self.refused: Counter[str] = Counter()

    @property
    def text(self) -> str:
        """The text with private names masked: all of it that a model may see."""
        return self._ground.text

    def add(self, chunk: Chunk, answer: Answer) -> None:
        """Takes in what the model says of one stretch: things first, since the rest speaks of them."""
        if answer.malformed:
            self.refused["malformed"] += answer.malformed
        for named in answer.entities:
            self._try(self._name, chunk, named)
        for linked in answer.relations:
            self._try(self._link, chunk, linked)
        for counted in answer.observations:
            self._try(self._count, chunk, counted)

    def facts(self) -> DocumentFacts:
        """The proposals; the things of the rules that they speak of stand among them, with their own rule."""
        keys = {ref: key for key, ref in enumerate([*self._found, *self._anchors])}
        entities = [self._entity(keys[ref], ref, found) for ref, found in self._found.items()]
        entities += [self._anchor(keys[ref], ref, span) for ref, span in self._anchors.items()]
        links = [
            RelationFact(
                *(keys[subject], predicate, keys[object_], self._quotations.cite(*spans), RULE, UNJUDGED),
                award_status=status or None,
            )
            for (subject, predicate, object_), (spans, status) in self._links.items()
        ]
        numbers = [self._observation(keys[held[0]], *held[1:]) for held in self._numbers.values()]
        facts = replace(
            self._known,
            quotations=self._quotations.all(),
            entities=tuple(entities),
            relations=tuple(links),
            attributes=(),
            observations=tuple(numbers),
            dropped=dict(sorted(self.refused.items())),
        )
        return passed(facts, self._private)

    # --- claims ------------------------------------------------------------------------------

    def _try(self, take: object, chunk: Chunk, claim: object) -> None:
        try:
            take(chunk, claim)  # type: ignore[operator]
        except Refused as refused:
            self.refused[str(refused)] += 1

    def _name(self, chunk: Chunk, claim: Named) -> None:
        quotation = self._ground.locate(chunk, claim.quoted)
        self._ground.named(claim, quotation)
        known = self._forms.get(plain(claim.name), [])
        if known:
            same = any(ref.type == claim.type for ref in known)
            raise Refused("known already" if same else "of another class for the rules")
        other = next((ref for ref in self._found if ref.name == plain(claim.name)), None)
        if other is not None and other.type != claim.type:
            raise Refused("of two classes")
        found = self._found.setdefault(_Ref(claim.type, plain(claim.name)), _Found())
        found.forms[claim.name] = None
        found.spans.append(quotation)

    def _link(self, chunk: Chunk, claim: Linked) -> None:
        relation = relations().get(claim.predicate)
        if relation is None:
            raise Refused("unknown relation")
        if claim.status and (claim.predicate != "received" or claim.status not in concepts("awardStatus")):
            raise Refused("unknown status")
        quotations = [self._ground.locate(chunk, quoted) for quoted in claim.quoted]
        ends = [(self._ends(name, quotations), name) for name in (claim.subject, claim.object)]
        (subjects, _), (objects, _) = ends
        pairs = [(s, o) for s in subjects for o in objects if relation.allows(s.type, o.type)]
        if not pairs:
            raise Refused("classes at the ends of a relation")
        subject, object_ = pairs[0]
        if subject == object_:
            raise Refused("related to itself")
        if self._is_known(subject, claim.predicate, object_):
            raise Refused("known already")
        status = claim.status or ("received" if claim.predicate == "received" else "")
        for ref, name in ((subject, claim.subject), (object_, claim.object)):
            self._refer(ref, self._ground.within(name, *quotations))
        held = self._links.setdefault((subject, claim.predicate, object_), ([], status))
        held[0].extend(span for span in quotations if span not in held[0])

    def _count(self, chunk: Chunk, claim: Counted) -> None:
        quotation = self._ground.locate(chunk, claim.quoted)
        quantity = self._ground.quantity(claim, quotation)
        indicator = self._ground.indicator(claim, quotation)
        period = self._ground.period(claim, quotation)
        spans = [quotation]
        if claim.about:
            about = self._ends(claim.about, [quotation])[0]
            place = self._ground.within(claim.about, quotation)
        else:
            about, place = self._area()
            spans.append(place)
        if self._is_counted(quantity, spans):
            raise Refused("known already")
        self._refer(about, place)
        said = (about, indicator, quantity.value, quantity.unit, quantity.qualifier, period and period.text)
        self._numbers.setdefault(said, (about, spans, indicator, quantity, period))

    # --- what claims speak of ----------------------------------------------------------------

    def _ends(self, name: str, quotations: Sequence[Span]) -> list[_Ref]:
        """The things that a name may mean, those of the rules first."""
        if self._ground.within(name, *quotations) is None:
            raise Refused("end not in the quotations")
        named = [ref for ref in self._found if ref.name == plain(name)]
        held = [*self._forms.get(plain(name), []), *named]
        if not held:
            raise Refused("end not an entity")
        return held

    def _area(self) -> tuple[_Ref, Span]:
        """The thing that the document is about."""
        key = self._reading.area
        if key is None:
            raise Refused("number about no known place or thing")
        fact, first = self._known.entities[key], self._reading.things[key].first
        return _Ref(fact.type, fact.name, key), Span(first.start, first.end)

    def _refer(self, ref: _Ref, place: Span | None) -> None:
        if ref.key is not None and place is not None:
            self._anchors.setdefault(ref, place)

    def _is_known(self, subject: _Ref, predicate: str, object_: _Ref) -> bool:
        keys = subject.key, predicate, object_.key
        return any((fact.subject, fact.predicate, fact.object) == keys for fact in self._known.relations)

    def _is_counted(self, quantity: Quantity, spans: Sequence[Span]) -> bool:
        """Whether the rules found this number, whatever they call it, in the same words."""
        whole = self._quotations.covering(spans[0])
        here = quote_spans(self._source, whole.start, whole.end)
        for fact in self._known.observations:
            if (fact.value, fact.unit) == (quantity.value, quantity.unit):
                there = [self._known.quotations[index] for index in fact.evidence]
                if any(a.start < b.end and b.start < a.end for a in here for b in there):
                    return True
        return False

    # --- records -----------------------------------------------------------------------------

    def _entity(self, key: int, ref: _Ref, found: _Found) -> EntityFact:
        name = max(found.forms, key=lambda form: (len(form), form))
        heads = kinds_of(ref.type)
        tail = max((head for head in heads if name.endswith(head)), key=len, default=None)
        kind = heads[tail] if tail else None
        mention = Mention(*found.spans[0], name, ref.type, RULE, UNJUDGED, kind)
        return EntityFact(
            key=key,
            type=ref.type,
            name=name,
            aliases=tuple(sorted({*found.forms} - {name})),
            evidence=self._quotations.cite(*found.spans[:_MOST_QUOTED]),
            rule=RULE,
            confidence=UNJUDGED,
            kind=kind,
            domain=domain_of(Thing(key, ref.type, name, (), (mention,), kind, "")),
            area=self._reading.locality.code,
        )

    def _anchor(self, key: int, ref: _Ref, span: Span) -> EntityFact:
        assert ref.key is not None
        return replace(self._known.entities[ref.key], key=key, evidence=self._quotations.cite(span))

    def _observation(
        self, about: int, spans: list[Span], indicator: str, quantity: Quantity, period: Period | None
    ) -> ObservationFact:
        return ObservationFact(
            about,
            indicator,
            quantity.value,
            quantity.unit,
            quantity.qualifier,
            self._quotations.cite(*spans),
            RULE,
            UNJUDGED,
            period.text if period else "",
            period.first if period else None,
            period.last if period else None,
        )
