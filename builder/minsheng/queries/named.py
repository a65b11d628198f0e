"""A named question: what the header of an `.rq` file says, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minsheng.vocabulary import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minsheng.wording import Text

#: The types of parameters, a concept scheme's name among them; `wording/queries.toml` tells under
#: `type.<name>` what each accepts.
TYPES = ("text", "integer", "date", "place", "entity", "document", "indicator", "class", "relation", *SCHEMES)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question; its name is a variable of the query's projection."""

    name: str
    #: one of `TYPES`
    type: str
    label: Text
    #: taken when no value is given; None leaves the variable free: any value
    default: str | None = None
    #: no default can be meant: a value must be given
    required: bool = False
    #: the only values allowed, if any are listed
    choices: tuple[str, ...] = ()
    #: a query whose first column gives the values worth offering
    choices_query: str | None = None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A competency question: an `.rq` file of the folder `queries/`, or one of the user's own."""

    name: str
    #: the whole file: the header stands in SPARQL comments
    text: str
    summary: Text
    limit: int
    description: Text | None = None
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    #: some variables, and a query that gives their values in an order that is the beginning of this one's:
    #: rows are then found for some values after others, and few more than are wanted
    steps: tuple[tuple[str, ...], str] | None = None
    #: headings by variable, in the order of the projection
    columns: Mapping[str, Text] = field(default_factory=dict)
    #: values that return rows on the demonstration graph
    example: Mapping[str, str] = field(default_factory=dict)

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, None if there is none."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)
