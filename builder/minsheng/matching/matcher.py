"""Names matched with the entities of a graph: who is meant, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.identity.names import generic
from minsheng.matching.expectation import Expectation
from minsheng.matching.features import Asked, Features, against
from minsheng.matching.heard import Heard
from minsheng.matching.index import Index
from minsheng.matching.scoring import shares, strength
from minsheng.matching.spelling import latin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

    from minsheng.matching.entities import Entity
    from minsheng.matching.forms import Form
    from minsheng.matching.question import Question

#: From this chance on, in percent, the best candidate may be taken without a person looking.
SAFE = 90.0
#: The share of what the asked name tells that a safe match has: a slip in its rarest part may be no slip.
_FOUND = 0.75
#: Characters of the shortest name in which a slip may be taken for one: 柳西小学 may be no 柳溪小学.
_LONG = 5
#: Candidates with a smaller share of the best one's chance are not worth anybody's look.
_WORTH = 0.02
#: Questions whose answers are kept: columns of tables repeat their cells.
_KEPT = 1 << 13


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean."""

    entity: Entity
    #: the name of the entity that fits best
    name: str
    #: the chance that it is the one, in percent, to two decimals
    score: float
    #: whether it may be taken without a person looking
    match: bool
    features: Features

    def as_dict(self) -> dict[str, object]:
        """For JSON: who it is, how likely, and what speaks for and against it."""
        return {
            "iri": self.entity.iri,
            "name": self.entity.label,
            "class": self.entity.type,
            "score": self.score,
            "match": self.match,
            "as": self.name,
            "features": self.features.shown(),
        }


class Matcher:
    """Answers questions on the entities of one graph.

    Args:
        index: the names of the graph.

    Example:
        >>> matcher = Matcher.of(open_graph("graph").store)  # doctest: +SKIP
        >>> matcher.match(Question("柳溪小学"))[0].score  # doctest: +SKIP
        98.61
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self._answers = lru_cache(maxsize=_KEPT)(self._answer)

    @classmethod
    def of(cls, store: Store) -> Matcher:
        """A matcher for a graph's store."""
        return cls(Index.of(store))

    def match(self, question: Question) -> tuple[Candidate, ...]:
        """The candidates, likeliest first, at most as many as the question wants.

        Their scores add up to 100 with the chance that none of them is meant.
        """
        return self._answers(question)[: question.limit]

    def evidence(self, question: Question) -> list[tuple[Entity, Features]]:
        """What speaks for and against every entity that a question's name may mean, in no order.

        It is what the weights are fitted on.
        """
        form = self.index.form(question.text)
        return [
            (self.index.entities[each.number], each.features)
            for each in self._found(question.text, form, Expectation(self.index, question))
        ]

    def _answer(self, question: Question) -> tuple[Candidate, ...]:
        expectation = Expectation(self.index, question)
        number = self.index.number(question.text.strip())
        if number is not None:
            return self._given(number, expectation)
        form = self.index.form(question.text)
        if not form.plain:
            return self._by_values(expectation)
        return self._ranked(self._found(question.text, form, expectation), form)

    def _found(self, text: str, form: Form, expectation: Expectation) -> list[_Found]:
        """The entities that a name may mean, by its characters or by its sound."""
        if latin(form.plain) and not self.index.spelled(form):
            heard = Heard(self.index, text)
            return self._compared(heard, heard.names, expectation)
        names = self.index.candidates(form, expectation.places)
        return self._compared(Asked(self.index, form), names, expectation)

    def _compared(self, asked: Asked | Heard, names: Iterable[int], expectation: Expectation) -> list[_Found]:
        """Each entity among the owners of the names, with the name that speaks for it most."""
        best: dict[int, _Found] = {}
        for name in names:
            number = self.index.owner(name)
            fit = expectation.fit(number)
            if fit is None:
                continue
            features = asked.features(name, fit)
            found = _Found(strength(features), number, name, features)
            if number not in best or found.strength > best[number].strength:
                best[number] = found
        return list(best.values())

    def _ranked(self, found: list[_Found], form: Form) -> tuple[Candidate, ...]:
        found.sort(key=lambda each: (-each.strength, each.number))
        percents = [round(100 * share, 2) for share in shares([each.strength for each in found])]
        safe = bool(found) and percents[0] >= SAFE and self._safe(found, form)
        return tuple(
            Candidate(
                self.index.entities[each.number],
                self._written(each),
                percent,
                safe and at == 0,
                each.features,
            )
            for at, (each, percent) in enumerate(zip(found, percents, strict=True))
            if percent and percent >= _WORTH * percents[0]
        )

    def _safe(self, found: list[_Found], form: Form) -> bool:
        """Whether nothing speaks against the best, and no namesake of it could be meant as well."""
        best, *others = found
        by_ear = latin(form.plain) and not self.index.spelled(form)
        if against(best.features) or best.features.asked < _FOUND or (by_ear and not best.features.heard):
            return False
        if best.features.slip and len(form.bare) < _LONG:
            return False
        told_where = best.features.place or best.features.value or best.features.listed
        if generic(form.bare) and not told_where:
            return False  # 区文化馆, 第一中学: every town has one, though the graph may know but this
        return not any(self._namesake(each, best, form) for each in others)

    def _namesake(self, other: _Found, best: _Found, form: Form) -> bool:
        """Whether another thing bears the asked name too, and neither place nor value tells it apart."""
        if against(other.features) or self.index.bare[other.name] != form.bare:
            return False
        # 江州图书馆 is no other thing's name where that one says 江州清源区图书馆
        return not (form.places and best.features.spelled and not other.features.spelled)

    def _given(self, number: int, expectation: Expectation) -> tuple[Candidate, ...]:
        """The entity whose IRI was asked for."""
        fit = expectation.fit(number)
        if fit is None:
            return ()
        features = Asked(self.index, self.index.form(self.index.entities[number].label)).features(
            self.index.names(number)[0], fit
        )
        entity = self.index.entities[number]
        return (Candidate(entity, entity.label, 100.0, not against(features), features),)

    def _by_values(self, expectation: Expectation) -> tuple[Candidate, ...]:
        """The entities that have all the values that were asked for, all equally likely."""
        found = expectation.fitting()
        percents = shares([0.0] * len(found))
        return tuple(
            Candidate(
                self.index.entities[number],
                self.index.entities[number].label,
                round(100 * percent, 2),
                match=False,
                features=Features(**{**dict.fromkeys(Features._fields, 0.0), "value": 1.0}),
            )
            for number, percent in zip(found, percents, strict=True)
        )

    def _written(self, found: _Found) -> str:
        names = self.index.names(found.number)
        return self.index.entities[found.number].names[found.name - names.start]


class _Found(NamedTuple):
    """An entity with the name that speaks for it most."""

    strength: float
    number: int
    name: int
    features: Features
