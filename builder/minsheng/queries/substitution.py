"""Terms in the place of variables, in a query's text: all that servers take, and what the engine plans best.

The result says what the engine's own substitutions do, and that the variable is BOUND, too. Where a term
may stand, it takes the variable's place; where only a variable may, among the columns, behind VALUES and in
BOUND, the variable stays, and a BIND at the head of the group gives it its value. A subquery sees a value
only through its own columns. IRIs can be *joined* instead: the variable stays everywhere, and VALUES at the
head of each group that names it tell its value. The embedded engine then begins with it, however rare the
other patterns look; literals are better written where they stand, since filters on them are computed once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from minsheng.errors import InputError
from minsheng.graph.terms import unescapable
from minsheng.queries.anatomy import BEHIND_HEAD, is_sign, is_word, without_comments
from minsheng.queries.guard import FORMS, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from minsheng.queries.results import Term

_SELECT, _VALUES, _AS, _BOUND = (frozenset((word,)) for word in ("SELECT", "VALUES", "AS", "BOUND"))


class _Slot(NamedTuple):
    """A place in a query's text that depends on the terms."""

    start: int
    end: int
    #: `term`, `head` of a group that gives values to columns, `group` that names variables, or `close`
    kind: str
    names: tuple[str, ...] = ()
    #: whether a subquery follows, which must then be a group of its own
    wraps: bool = False
    #: where the group of a head ends
    until: int = 0


class Among(NamedTuple):
    """Some variables, and what they may be together."""

    names: tuple[str, ...]
    rows: Sequence[Sequence[Term]]

    def written(self) -> str:
        """The VALUES that say so."""
        heads = " ".join(f"?{name}" for name in self.names)
        rows = " ".join(f"({' '.join(map(written, row))})" for row in self.rows)
        return f" VALUES ({heads}) {{ {rows} }}"


def substituted(
    text: str,
    bound: Mapping[str, Term],
    name: str | None = None,
    *,
    joined: bool = False,
    among: Among | None = None,
) -> str:
    """The query with terms for its variables, and without its comments.

    Args:
        text: the query.
        bound: terms by variable; each must be among the columns of a SELECT.
        name: what the query is called, for the error.
        joined: whether IRIs are joined.
        among: what is joined besides, in each SELECT that has all its columns and holds no other such.

    Raises:
        InputError: `query-syntax`: a variable is none of the columns.

    Example:
        >>> from pyoxigraph import Literal
        >>> substituted("SELECT ?s ?n { ?s rdfs:label ?n }", {"n": Literal('"}')})
        'SELECT ?s ?n { BIND("\\\\"}" AS ?n) ?s rdfs:label "\\\\"}" }'
    """
    names = () if among is None else among.names
    plain, known, slots = _slots(text, frozenset((*bound, *names)))
    if missing := sorted({*bound, *names} - known):
        raise InputError("query-syntax", file=name, reason=" ".join(f"?{each}" for each in missing))
    terms = {key: written(term) for key, term in bound.items()}
    kept = {*names, *(key for key, term in bound.items() if joined and isinstance(term, NamedNode))}
    heads = [slot for slot in slots if slot.kind == "head" and set(names) <= set(slot.names)]
    parts: list[str] = []
    at = 0
    for slot in slots:
        parts += plain[at : slot.start], _filled(slot, plain, terms, kept)
        # one that holds another would compare each of its rows with each of these
        if among and slot in heads and not any(slot.start < each.start < slot.until for each in heads):
            parts.append(among.written())
        at = slot.end
    return "".join([*parts, plain[at:]])


def _filled(slot: _Slot, plain: str, terms: Mapping[str, str], kept: Container[str]) -> str:
    if slot.kind == "term":
        name = slot.names[0]
        return plain[slot.start : slot.end] if name in kept else terms[name]
    if slot.kind == "close":
        return "} "
    values = [f" VALUES ?{name} {{ {terms[name]} }}" for name in slot.names if name in kept and name in terms]
    if slot.kind == "group":
        return "".join(values)
    binds = (f" BIND({terms[name]} AS ?{name})" for name in slot.names if name not in kept)
    return "".join((*binds, *values, " {" if slot.wraps else ""))


@lru_cache(maxsize=256)
def _slots(text: str, names: frozenset[str]) -> tuple[str, frozenset[str], tuple[_Slot, ...]]:
    """The query without its comments, the names that it can be bound with, and the places for their terms."""
    plain = without_comments(text)
    if not names:
        return plain, names, ()
    reader = _Reader(list(tokens(plain)), names)
    known = reader.query()
    return plain, frozenset(known), tuple(sorted(reader.slots))


def written(term: Term) -> str:
    r"""A term as SPARQL has it, so that none of its characters can end it.

    Example:
        >>> from pyoxigraph import Literal
        >>> print(written(Literal('a"b')), written(Literal("\\u0022")))
        "a\"b" "\\\u00750022"
    """
    return unescapable(str(term))


class _Reader:
    """Goes through the tokens of a query once, and notes what is to be changed."""

    def __init__(self, found: Sequence[Token], names: frozenset[str]) -> None:
        self._found = found
        self._names = names
        self._at = 0
        self.slots: list[_Slot] = []

    def query(self) -> set[str]:
        """Reads all of it; gives the names that it can be bound with."""
        names = set(self._names)
        while self._at < len(self._found) and not is_word(self._found[self._at], FORMS):
            self._at += 1
        if self._at == len(self._found):
            return set()
        form = self._found[self._at]
        if is_word(form, _SELECT):
            names &= self._columns()
        elif form.text.upper() == "CONSTRUCT" and is_sign(self._peek(1), "{"):
            self._at += 1
            self._group(names, "template")
        self._skip_to_group()
        self._group(names, "head")
        return names

    def _peek(self, ahead: int = 0) -> Token:
        at = self._at + ahead
        return self._found[at] if 0 <= at < len(self._found) else Token("end", "")

    def _columns(self) -> set[str]:
        """The variables of a SELECT clause, whose word is next; all if it is `SELECT *`."""
        columns: set[str] = set()
        level = 0
        self._at += 1
        while self._at < len(self._found):
            token = self._peek()
            if not level and (is_sign(token, "{") or is_word(token, BEHIND_HEAD)):
                break
            level += is_sign(token, "(") - is_sign(token, ")")
            if token.kind == "variable" and not level:
                columns.add(token.text[1:])
            elif is_sign(token, "*") and not level:
                columns |= self._names
            self._at += 1
        return columns

    def _skip_to_group(self) -> None:
        while self._at < len(self._found) and not is_sign(self._peek(), "{"):
            self._at += 1

    def _group(self, names: set[str], kind: str = "group") -> None:
        """Reads a group, whose brace is next, to behind its end; a template may hold no VALUES."""
        at = self._peek().end
        self._at += 1
        if is_word(self._peek(), _SELECT):
            self._subquery(names)
            if kind == "head" and names:
                closing = self._peek(-1).start
                self.slots.append(_Slot(at, at, "head", tuple(sorted(names)), wraps=True, until=closing))
                self.slots.append(_Slot(closing, closing, "close"))
            return
        named: set[str] = set()
        while self._at < len(self._found) and not is_sign(self._peek(), "}"):
            token = self._peek()
            if is_sign(token, "{"):
                self._group(names, "template" if kind == "template" else "group")
                continue
            if is_word(token, _VALUES):
                self._data()
                continue
            if token.kind == "variable" and token.text[1:] in names and not self._kept():
                self.slots.append(_Slot(token.start, token.end, "term", (token.text[1:],)))
                named.add(token.text[1:])
            self._at += 1
        self._at += 1
        if kind == "head" and names:
            self.slots.append(_Slot(at, at, "head", tuple(sorted(names)), until=self._peek(-1).start))
        elif kind == "group" and named:
            self.slots.append(_Slot(at, at, "group", tuple(sorted(named))))

    def _kept(self) -> bool:
        """Whether a variable stands where nothing else may."""
        bound = is_sign(self._peek(-1), "(") and is_word(self._peek(-2), _BOUND)
        return bound or is_word(self._peek(-1), _AS)

    def _subquery(self, names: set[str]) -> None:
        """Reads a SELECT within braces, to behind the closing one; order and grouping stay as they are."""
        inner = names & self._columns()
        self._skip_to_group()
        self._group(inner, "head")
        level = 0
        while self._at < len(self._found):
            token = self._peek()
            self._at += 1
            level += is_sign(token, "{") - is_sign(token, "}")
            if level < 0:
                return

    def _data(self) -> None:
        """Passes over VALUES, its variables and its block."""
        self._skip_to_group()
        while self._at < len(self._found) and not is_sign(self._peek(), "}"):
            self._at += 1
        self._at += 1
