"""The parts of a query's text: prologue, form, dataset, group, order and bounds.

The engine itself judges the grammar; here a text is taken apart no further than a server's ways with it ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from minsheng.graph.paging import Select
from minsheng.queries.guard import FORMS, Token, pieces, tokens
from minsheng.vocabulary import prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What ends the head, beside the group's brace.
BEHIND_HEAD = frozenset(("WHERE", "FROM"))
#: What may stand behind the group, each from its word to the next.
_MODIFIERS = frozenset(("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"))
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")


@dataclass(frozen=True, slots=True)
class Query:
    """A query's text in parts; each may be empty but `form`."""

    #: PREFIX and BASE, those of the ontology that the query uses among them
    prologue: str
    #: `SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`
    form: str
    #: the form's word and what follows up to dataset and group: variables, a template, things
    head: str
    dataset: str
    #: the group, with or without WHERE; "" for a DESCRIBE of things alone
    where: str
    #: GROUP BY and HAVING
    grouping: str
    order: str
    limit: int | None
    offset: int
    values: str

    @property
    def text(self) -> str:
        """The whole, without comments, and without its bounds."""
        return self.select().whole()

    @property
    def bounded(self) -> str:
        """The whole, with its bounds."""
        return self.select().whole(self.limit, self.offset)

    def select(self) -> Select:
        """The parts as they are put together again; those of a SELECT also into pages."""
        where = f"{self.where} {self.grouping}".strip()
        return Select(
            self.head, where, self.prologue, self.dataset, self.order, self.values, self.limit, self.offset
        )


@dataclass(frozen=True, slots=True)
class Template:
    """The template of a CONSTRUCT, for pages of it."""

    query: Query
    #: the group that says what is made
    made: str
    #: triples that one solution makes, at most
    triples: int
    variables: tuple[str, ...]

    @classmethod
    def of(cls, query: Query) -> Template:
        """Reads the template; where the group is the template, too, it is the group."""
        _, _, given = query.head.partition("{")
        made = "{" + given if given else "{" + query.where.partition("{")[2]
        found = list(tokens(made))
        variables = dict.fromkeys(token.text for token in found if token.kind == "variable")
        return cls(
            query, made, 1 + sum(is_sign(token, frozenset(".;,")) for token in found), tuple(variables)
        )

    def page(self, count: int, start: int) -> str:
        """A CONSTRUCT of some of the solutions, in an order that is the same for every page."""
        query, columns = self.query, " ".join(self.variables)
        # Solutions that make the same triples need not be told apart, unless the query counts them.
        distinct = "DISTINCT " if query.limit is None and not query.offset else ""
        inner = f"SELECT {distinct}{columns} {query.where} {query.grouping} ORDER BY {columns} {query.values}"
        parts = (query.prologue, f"CONSTRUCT {self.made}", query.dataset, f"WHERE {{ {{ {inner} }} }}")
        return " ".join(part for part in parts if part) + f" LIMIT {count} OFFSET {start}"


def dissect(text: str) -> Query:
    """Takes a query apart; one that is no SPARQL gives some parts or other, which the server refuses.

    Example:
        >>> query = dissect("SELECT ?s # all\\n{ ?s a ms:School } ORDER BY ?s LIMIT 5")
        >>> query.head, query.where, query.order, query.limit
        ('SELECT ?s', '{ ?s a ms:School }', 'ORDER BY ?s', 5)
    """
    plain = without_comments(text)
    found = list(tokens(plain))
    form = next((at for at, token in enumerate(found) if is_word(token, FORMS)), len(found))
    starts = _starts(found, form)
    bounds = [*starts.values(), len(plain)]
    part = {
        name: plain[start:end].strip() for name, (start, end) in zip(starts, pairwise(bounds), strict=True)
    }
    declared = plain[: starts["head"]].strip() if "head" in starts else plain
    return Query(
        prologue=" ".join(filter(None, (_undeclared(found, declared), declared))),
        form=found[form].text.upper() if form < len(found) else "",
        head=part.get("head", ""),
        dataset=part.get("FROM", ""),
        where=part.get("where", ""),
        grouping=" ".join(filter(None, (part.get("GROUP", ""), part.get("HAVING", "")))),
        order=part.get("ORDER", ""),
        limit=_number(part.get("LIMIT")),
        offset=_number(part.get("OFFSET")) or 0,
        values=part.get("VALUES", ""),
    )


def without_comments(text: str) -> str:
    """The query with a space in the place of each comment."""
    return "".join(" " if piece.kind == "comment" else piece.text for piece in pieces(text))


def is_word(token: Token, words: frozenset[str]) -> bool:
    """Whether a token is one of some words, in whatever case."""
    return token.kind == "word" and token.text.upper() in words


def is_sign(token: Token, signs: str | frozenset[str]) -> bool:
    """Whether a token is one of some signs."""
    return token.kind == "sign" and token.text in signs


def _starts(found: Sequence[Token], form: int) -> dict[str, int]:
    """Where the parts begin, in the order of the text."""
    starts: dict[str, int] = {}
    if form == len(found):
        return starts
    starts["head"] = found[form].start
    # The template of a CONSTRUCT is no group, unless it is both.
    template = (
        found[form].text.upper() == "CONSTRUCT" and form + 1 < len(found) and is_sign(found[form + 1], "{")
    )
    for token, level in _levels(found[form + 1 :]):
        if level:
            continue
        if "where" not in starts and is_word(token, BEHIND_HEAD):
            name = "where" if token.text.upper() == "WHERE" else "FROM"
            starts.setdefault(name, token.start)
        elif "where" not in starts and is_sign(token, "{"):
            if template:
                template = False
            else:
                starts["where"] = token.start
        elif is_word(token, _MODIFIERS):
            starts.setdefault(token.text.upper(), token.start)
    return starts


def _levels(found: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Tokens with the number of brackets around them; a bracket counts as outside of itself."""
    level = 0
    for token in found:
        level -= is_sign(token, _CLOSING)
        yield token, level
        level += is_sign(token, _OPENING)


def _number(part: str | None) -> int | None:
    digits = "" if part is None else part.split()[-1]
    return int(digits) if digits.isdecimal() and len(digits) < 16 else None


def _undeclared(found: Sequence[Token], prologue: str) -> str:
    """PREFIX lines for those prefixes of the ontology that the query uses and does not declare."""
    declared = {token.text.partition(":")[0] for token in tokens(prologue) if token.kind == "name"}
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    known = prefixes()
    return " ".join(f"PREFIX {name}: <{known[name]}>" for name in sorted(used - declared) if name in known)
