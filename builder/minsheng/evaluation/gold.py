"""Expected facts, as a careful reader wrote them down."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minsheng.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing that the document names."""

    id: str
    #: every class that is accepted, the best first
    types: tuple[str, ...]
    #: the full name first
    names: tuple[str, ...]
    #: doubtful ones are not core: neither found nor missed counts
    core: bool = True


@dataclass(frozen=True, slots=True)
class GoldObservation:
    """A number; any of `keywords` must occur in the indicator's label."""

    #: id of an entity, or the name of an area
    about: str
    keywords: tuple[str, ...]
    value: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """All that is expected of one document."""

    doc: str
    area: str
    entities: tuple[GoldEntity, ...]
    #: subject id, predicate, object id
    relations: tuple[tuple[str, str, str], ...]
    observations: tuple[GoldObservation, ...]
    #: right when found, not missed when absent
    optional_relations: tuple[tuple[str, str, str], ...] = ()
    optional_observations: tuple[GoldObservation, ...] = ()
    private_people: tuple[str, ...] = ()


def read_gold(path: str | Path) -> Gold:
    """Reads expected facts from a JSON file.

    Raises:
        InputError: no JSON, a part missing, or a relation with an unknown end.

    Example:
        >>> read_gold("qinghe.gold.json").doc       # doctest: +SKIP
        'qinghe'
    """
    try:
        value = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise InputError("gold-invalid", file=path, reason=error.strerror) from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None)
        raise InputError("gold-invalid", file=path, line=line, reason=str(error)) from error
    try:
        gold = _gold(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"{type(error).__name__} {error}"
        raise InputError("gold-invalid", file=path, reason=reason) from error
    ids = {entity.id for entity in gold.entities}
    for triple in (*gold.relations, *gold.optional_relations):
        for end in triple[::2]:
            if end not in ids:
                raise InputError("gold-invalid", file=path, reason=f"relations: {end}?")
    return gold


def _gold(value: Mapping[str, Any]) -> Gold:
    return Gold(
        doc=str(value["doc"]),
        area=value.get("area") or "",
        entities=tuple(_entity(entity) for entity in value["entities"]),
        relations=tuple(_relation(relation) for relation in value["relations"]),
        observations=tuple(_observation(number) for number in value["observations"]),
        optional_relations=tuple(_relation(relation) for relation in value.get("relations_optional", ())),
        optional_observations=tuple(
            _observation(number) for number in value.get("observations_optional", ())
        ),
        private_people=tuple(value.get("private_people", ())),
    )


def _entity(value: Mapping[str, Any]) -> GoldEntity:
    return GoldEntity(
        id=value["id"],
        types=(value["type"], *value.get("alt_types", ())),
        names=(value["name"], *value.get("aliases", ())),
        core=value.get("core", True),
    )


def _relation(value: Mapping[str, str]) -> tuple[str, str, str]:
    return value["s"], value["p"], value["o"]


def _observation(value: Mapping[str, Any]) -> GoldObservation:
    return GoldObservation(
        about=value["about"],
        keywords=tuple(value["keywords"]),
        value=float(value["value"]),
        unit=value.get("unit"),
    )
