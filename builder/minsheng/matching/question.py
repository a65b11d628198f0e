"""What is asked of a graph: a name, and what else is known of the thing."""

from __future__ import annotations

from dataclasses import dataclass

#: Candidates given where a question does not say how many.
CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Value:
    """What the asker knows beside the name: a property, and what it leads to."""

    #: local name of a property: locatedIn
    property: str
    #: a name, the text of a concept, or "" where the IRI says it
    text: str
    #: of an entity or concept, "" if only its name is known
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A name to be matched with an entity.

    Example:
        >>> Question("柳溪小学", types=("School",), values=(Value("locatedIn", "青河区"),)).limit
        5
    """

    #: the name as it is written, or an entity's IRI; "" where the values alone are to find it
    text: str
    #: local names of classes; things of others are left out
    types: tuple[str, ...] = ()
    #: what the thing is expected to have
    values: tuple[Value, ...] = ()
    #: candidates at most
    limit: int = CANDIDATES
    #: keep things of other classes too, as less likely ones
    lenient: bool = False
