"""What was found beside what was expected: true, spurious and missed facts of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.evaluation.alike import plain, same_class, same_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from minsheng.evaluation.found import Found, FoundEntity, FoundObservation
    from minsheng.evaluation.gold import Gold, GoldEntity, GoldObservation

#: Relations to a place that a gazetteer may add: neither right nor wrong where the text is silent.
_PLACING = frozenset({"locatedIn", "coverageArea"})


@dataclass(frozen=True, slots=True)
class Score:
    """Facts right, found in excess, and missed; with the mistakes in words, sorted."""

    right: int
    spurious: int
    missed: int
    #: kind of mistake (missed, mistyped, spurious) → one line each
    mistakes: Mapping[str, tuple[str, ...]]

    @property
    def precision(self) -> float:
        """The share of what was found that is right, from 0 to 1."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was found, from 0 to 1."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, from 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """Which found entity stands for which expected one."""

    #: id of the expected entity → IRI of the found one
    pairs: Mapping[str, str]
    score: Score


def match_entities(gold: Gold, found: Found) -> Match:
    """Pairs entities by a shared name, each once: right class first, then a close one, then any.

    A name match of the wrong class is spurious and missed at once. Expected entities that are not
    core never count as missed.
    """
    pairs: dict[str, str] = {}
    typed: set[str] = set()
    for *_, close, identifier, iri in sorted(_candidates(gold.entities, found.entities)):
        if identifier not in pairs and iri not in pairs.values():
            pairs[identifier] = iri
            if close:
                typed.add(identifier)
    core = [entity for entity in gold.entities if entity.core]
    right = [entity for entity in core if entity.id in typed]
    mistyped = [entity for entity in core if entity.id in pairs and entity.id not in typed]
    missed = [entity for entity in core if entity.id not in pairs]
    spurious = sorted(found.entities.keys() - set(pairs.values()))
    mistakes = {
        "missed": _lines(f"{entity.types[0]} {entity.names[0]}" for entity in missed),
        "mistyped": _lines(
            f"{entity.names[0]}: {_classes(found.entities[pairs[entity.id]])} ≠ {entity.types[0]}"
            for entity in mistyped
        ),
        "spurious": _lines(f"{_classes(found.entities[iri])} {_name(found, iri)}" for iri in spurious),
    }
    score = Score(len(right), len(spurious) + len(mistyped), len(missed) + len(mistyped), mistakes)
    return Match(pairs, score)


def _candidates(
    expected: Iterable[GoldEntity], found: Mapping[str, FoundEntity]
) -> Iterable[tuple[int, int, int, int, bool, str, str]]:
    """Every pair that shares a name, better pairs sorting first."""
    by_name: dict[str, set[str]] = {}
    for iri, entity in found.items():
        for name in entity.names:
            by_name.setdefault(plain(name), set()).add(iri)
    for gold in expected:
        wanted = {plain(name) for name in gold.names} - {""}
        for iri in set().union(*(by_name.get(name, ()) for name in wanted)):
            shared = wanted & {plain(name) for name in found[iri].names}
            exact = bool(set(gold.types) & found[iri].types)
            close = exact or any(same_class(a, b) for a in gold.types for b in found[iri].types)
            yield -exact, -close, -len(shared), -max(map(len, shared)), close, gold.id, iri


def score_relations(gold: Gold, found: Found, pairs: Mapping[str, str]) -> Score:
    """Relations between matched entities that are right, in excess, missed.

    Not in excess: `partnerOf` turned round, and a place relation that a gazetteer may know
    (towards an entity that nobody expected, towards the document's area, or from a place).
    """
    expected = {entity.id: entity for entity in gold.entities}
    back = {iri: identifier for identifier, iri in pairs.items()}
    wanted = {(s, p, o) for s, p, o in gold.relations if expected[s].core and expected[o].core}
    allowed = {*gold.relations, *gold.optional_relations}
    seen: set[tuple[str, str, str]] = set()
    spurious: list[tuple[str, str, str]] = []
    for subject, predicate, object_ in found.relations:
        triple = (back.get(subject, ""), predicate, back.get(object_, ""))
        if triple in allowed:
            seen.add(triple)
        elif predicate == "partnerOf" and triple[::-1] in allowed:
            continue
        elif predicate not in _PLACING or not _placed(gold, found, subject, object_, triple[2]):
            spurious.append((subject, predicate, object_))
    missed = wanted - seen
    mistakes = {
        "missed": _lines(f"{expected[s].names[0]} {p} {expected[o].names[0]}" for s, p, o in missed),
        "spurious": _lines(f"{_name(found, s)} {p} {_name(found, o)}" for s, p, o in spurious),
    }
    return Score(len(seen & wanted), len(spurious), len(missed), mistakes)


def _placed(gold: Gold, found: Found, subject: str, object_: str, expected: str) -> bool:
    """Whether a place relation may come from a gazetteer."""
    nothing = frozenset[str]()
    place = found.entities.get(object_)
    area = {plain(name) for name in place.names} if place else nothing
    source = found.entities.get(subject)
    return not expected or plain(gold.area) in area or "Place" in (source.types if source else nothing)


def score_observations(gold: Gold, found: Found) -> tuple[Score, int]:
    """Numbers that are right: same value, a unit that may stand for it, a keyword in the indicator.

    As many as possible are paired, each once. The second value counts those among the right ones that
    are about the expected entity or area.
    """
    numbers = (*gold.observations, *gold.optional_observations)
    pairs = _paired([_alike(number, found.observations) for number in numbers])
    required = dict(enumerate(gold.observations))
    right = {index: iri for iri, index in pairs.items() if index in required}
    missed = [number for index, number in required.items() if index not in right]
    spurious = [number for iri, number in found.observations.items() if iri not in pairs]
    mistakes = {
        "missed": _lines(f"{n.value:g} {n.unit or ''} {'、'.join(n.keywords)}" for n in missed),
        "spurious": _lines(
            f"{n.value:g} {'、'.join(sorted(n.units))} {'、'.join(sorted(n.texts))}" for n in spurious
        ),
    }
    names = {entity.id: {plain(name) for name in entity.names} for entity in gold.entities}
    about = 0
    for index, iri in right.items():
        subject = required[index].about
        wanted = names.get(subject, {plain(subject)})
        entities = (found.entities[s] for s in found.observations[iri].about if s in found.entities)
        about += any(plain(name) in wanted for entity in entities for name in entity.names)
    return Score(len(right), len(spurious), len(missed), mistakes), about


def _alike(number: GoldObservation, found: Mapping[str, FoundObservation]) -> list[str]:
    """The found numbers that say the same, by IRI."""
    tolerance = 1e-6 * max(1.0, abs(number.value))
    keywords = [plain(keyword) for keyword in number.keywords]
    return [
        iri
        for iri, other in sorted(found.items())
        if abs(other.value - number.value) <= tolerance
        and (not number.unit or any(same_unit(number.unit, unit) for unit in other.units))
        and any(keyword in plain("".join(sorted(other.texts))) for keyword in keywords)
    ]


def _paired(choices: Sequence[Sequence[str]]) -> dict[str, int]:
    """As many pairs of a choice and its index as there can be, earlier indices first (Kuhn's method)."""
    taken: dict[str, int] = {}

    def place(index: int, tried: set[str]) -> bool:
        for choice in choices[index]:
            if choice not in tried:
                tried.add(choice)
                if choice not in taken or place(taken[choice], tried):
                    taken[choice] = index
                    return True
        return False

    for index in range(len(choices)):
        place(index, set())
    return taken


def _name(found: Found, iri: str) -> str:
    entity = found.entities.get(iri)
    return max(entity.names, key=lambda name: (len(name), name)) if entity else iri


def _classes(entity: FoundEntity) -> str:
    return "/".join(sorted(entity.types))


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(lines))
