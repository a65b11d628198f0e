"""What speaks for and against a name of the graph being the one that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from minsheng.identity.names import family, generic
from minsheng.matching.alignment import common, shortens, slip
from minsheng.matching.forms import head_of
from minsheng.matching.sounds import reading
from minsheng.matching.spelling import numbers
from minsheng.vocabulary import concepts

if TYPE_CHECKING:
    from minsheng.language.lexicon import Head
    from minsheng.matching.forms import Form
    from minsheng.matching.index import Index

#: What a name tells in nats beyond which more makes it no surer.
ENOUGH = 16.0
#: What the places before a name tell beside its own characters: they are left out as often as not.
_PLACE = 0.5
#: What is put, lost or added by no slip: it makes another name.
_COUNTING = frozenset("0123456789一二三四五六七八九十东西南北新老旧")


class Features(NamedTuple):
    """Each from 0 to 1; the weights of `data/weights.toml` have the same names."""

    #: the name is one of the thing's, letter by letter
    same: float
    #: it is so with numbers and endings spelled alike
    spelled: float
    #: it is so without the places before it
    bare: float
    #: it is so, and the place before it is where the thing is
    whole: float
    #: share of what the asked name tells that the thing's name has
    asked: float
    #: share of what the thing's name tells that the asked one has
    told: float
    #: how much both have in common, however long they are
    shared: float
    #: one slip apart
    slip: float
    #: the slip is between characters that sound alike
    sound: float
    #: the asked name is a short form
    short: float
    #: the asked name is another thing's as it is, and not this one's, even without the places before it
    taken: float
    #: how many things the name leaves open: a tenth for each time that they are doubled
    open: float
    #: both have numbers, different ones
    number_differs: float
    #: one has a number, the other none
    number_missing: float
    #: the thing is where the name says
    place: float
    #: it is elsewhere
    place_differs: float
    #: the name is that of one place alone, which the thing is
    listed: float
    #: of the kind that the end of the name says
    kind: float
    #: of another kind
    kind_differs: float
    #: of another class than was asked for
    type_differs: float
    #: the name is asked for in pinyin, and is read so from end to end
    heard: float
    #: it is asked for by the first letters of its pinyin
    initials: float
    #: share of the values asked for that the thing has
    value: float
    #: share of them that it has not, having others
    value_differs: float

    def shown(self) -> dict[str, float]:
        """Those that are not 0, to two decimals."""
        return {name: round(float(value), 2) for name, value in self._asdict().items() if value}


#: What makes a match unsafe, however likely it is.
_UNSAFE = (
    "number_differs",
    "number_missing",
    "place_differs",
    "kind_differs",
    "type_differs",
    "value_differs",
)


def against(features: Features) -> bool:
    """Whether something that is known speaks against a candidate."""
    return any(getattr(features, name) for name in _UNSAFE)


@dataclass(frozen=True, slots=True)
class Fit:
    """How an entity fits what is known beside the name: shares of the values, and the class."""

    value: float = 0.0
    value_differs: float = 0.0
    type_differs: bool = False


class Asked:
    """A name that is compared with many: what is needed of it each time, made once.

    Args:
        index: the names of the graph.
        form: the name.
    """

    __slots__ = (
        "_folded_weights",
        "_index",
        "_meant",
        "_numbers",
        "_proper",
        "_taken",
        "_there",
        "_weights",
        "form",
        "head",
        "tells",
    )

    def __init__(self, index: Index, form: Form) -> None:
        self._index = index
        self.form = form
        self.head = form.head
        self._numbers = form.numbers
        self._weights = index.grams.weights(form.bare)
        self._folded_weights = index.grams.weights(form.folded)
        self._taken = index.spelled(form)
        self._meant = index.places_named(form)
        self._proper = not generic(form.bare)
        self._there: dict[tuple[str, ...], bool | None] = {}
        #: what the name tells, in nats
        self.tells = sum(self._weights)

    def features(self, name: int, fit: Fit) -> Features:
        """What speaks for and against the name of that number."""
        index, form = self._index, self.form
        folded, bare = index.folded[name], index.bare[name]
        number = index.owner(name)
        there = self._is_there(number) if form.places else None
        if there is False and form.folded == folded:
            there = None  # what looked like a place is a part of its name
        asked, told, shared = self._overlap(folded, bare, there)
        one_slip = self._slip(folded, bare, there)
        theirs = numbers(bare)
        taken = self._taken and form.bare != bare
        kind = agrees(self.head, head_of(bare), index.entities[number].type)
        differ = bool(self._numbers and theirs) and self._numbers.isdisjoint(theirs)
        return Features(
            same=form.plain == index.plain[name],
            spelled=form.folded == folded,
            bare=form.bare == bare and there is not False,
            whole=form.bare == bare and there is True,
            asked=asked,
            told=told,
            shared=min(1.0, shared / ENOUGH),
            slip=one_slip is not None,
            sound=one_slip is not None and _sounds_alike(*one_slip),
            short=self._proper and there is not False and not taken and shortens(form.bare, bare),
            taken=taken,
            open=openness(index.holders[name]) if form.bare == bare and not there and not fit.value else 0.0,
            number_differs=differ,
            number_missing=not differ and self._numbers != theirs,
            place=there is True,
            place_differs=there is False,
            listed=number in self._meant,
            kind=kind is True,
            kind_differs=kind is False,
            type_differs=fit.type_differs,
            heard=0.0,
            initials=0.0,
            value=fit.value,
            value_differs=fit.value_differs,
        )

    def _slip(self, folded: str, bare: str, there: bool | None) -> tuple[str, str] | None:
        """What one slip turned into what; a place that is written otherwise is none."""
        if self.form.bare == bare and there is not False:
            return None
        return _slip(self.form.folded, folded) or (None if there is False else _slip(self.form.bare, bare))

    def _is_there(self, number: int) -> bool | None:
        held = self._index.places[number]
        if held not in self._there:
            self._there[held] = self._index.areas.agree(self.form.places, held)
        return self._there[held]

    def _overlap(self, folded: str, bare: str, there: bool | None) -> tuple[float, float, float]:
        """Shares of the asked name and of the other that both have, and how much that tells."""
        form, grams = self.form, self._index.grams
        both = common(form.bare, bare, self._weights)
        before = folded[: len(folded) - len(bare)]
        place = _PLACE * grams.weight(form.place) if form.place else 0.0
        tells = self.tells + place
        theirs = sum(grams.weights(bare))
        if there:
            both += place
            theirs += place
        elif before:
            theirs += _PLACE * min(sum(grams.weights(before)), self.tells)
        found = overlaps(both, tells, theirs)
        if form.folded != form.bare or folded != bare:  # the places may be what is misspelled
            whole = common(form.folded, folded, self._folded_weights)
            other = overlaps(whole, sum(self._folded_weights), sum(grams.weights(folded)))
            if there is False or sum(other[:2]) > sum(found[:2]):
                return other
        return found


def overlaps(both: float, one: float, other: float) -> tuple[float, float, float]:
    """Shares of one name and of the other that both have, and how much that tells."""
    return min(1.0, both / one) if one else 0.0, min(1.0, both / other) if other else 0.0, both


def _slip(one: str, other: str) -> tuple[str, str] | None:
    """One slip apart, numbers being what they are: 第一小学 is no slip for 第二小学, nor 东区 for 西区."""
    found = slip(one, other)
    return None if found is None or not _COUNTING.isdisjoint("".join(found)) else found


def openness(holders: int) -> float:
    """A tenth for each time that the things of one name are doubled, at most 1."""
    return min(1.0, log2(holders) / 10)


def _sounds_alike(one: str, other: str) -> bool:
    return len(one) == len(other) == 1 and reading(one) == reading(other)


def agrees(one: Head | None, other: Head | None, type_: str) -> bool | None:
    """Whether the ends of two names say the same kind of thing; None where that cannot be told.

    Args:
        one: the end of the asked name.
        other: the end of the thing's name.
        type_: the class of the thing, which counts where the end of its name says nothing.

    Example:
        >>> primary, other, secondary = map(head_of, ("柳溪小学", "柳溪实验小学", "柳溪中学"))
        >>> agrees(primary, other, "School"), agrees(primary, secondary, "School")
        (True, False)
        >>> agrees(primary, None, "Place")
        False
    """
    if one is None:
        return None
    if other is None:
        return None if family()[one.type] == family()[type_] else False
    if one.type != other.type or not one.kind or not other.kind:
        return one.type == other.type
    return one.kind in _related(other.kind) or other.kind in _related(one.kind)


@cache
def _related(kind: str) -> tuple[str, ...]:
    """A kind and the broader ones."""
    found = [kind]
    while (known := concepts("kind").get(found[-1])) is not None and known.broader:
        found.append(known.broader)
    return tuple(found)
