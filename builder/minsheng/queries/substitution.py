"""Terms in the place of variables, in a query's text: for servers, which take nothing but text.

The result says what the embedded engine's substitutions do, and that the variable is BOUND, too. Where a term
may stand, it takes the variable's place; where only a variable may, among the columns, behind VALUES and in
BOUND, the variable stays, and a BIND at the head of the group gives it its value. A subquery sees a value
only through its own columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from minsheng.errors import InputError
from minsheng.graph.terms import unescapable
from minsheng.queries.anatomy import FORMS, is_sign, is_word, without_comments
from minsheng.queries.guard import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minsheng.queries.results import Term

_SELECT, _VALUES, _AS, _BOUND = (frozenset((word,)) for word in ("SELECT", "VALUES", "AS", "BOUND"))
_GROUP = frozenset(("WHERE", "FROM"))


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def substituted(text: str, bound: Mapping[str, Term], name: str | None = None) -> str:
    """The query with terms for its variables, and without its comments.

    Args:
        text: the query.
        bound: terms by variable; each must be among the columns of a SELECT.
        name: what the query is called, for the error.

    Raises:
        InputError: `query-syntax`: a variable is none of the columns.

    Example:
        >>> from pyoxigraph import Literal
        >>> substituted("SELECT ?s ?n { ?s rdfs:label ?n }", {"n": Literal('"}')})
        'SELECT ?s ?n { BIND("\\\\"}" AS ?n) ?s rdfs:label "\\\\"}" }'
    """
    plain = without_comments(text)
    if not bound:
        return plain
    reader = _Reader(list(tokens(plain)), {key: written(term) for key, term in bound.items()})
    if missing := sorted(set(bound) - reader.query()):
        raise InputError("query-syntax", file=name, reason=" ".join(f"?{each}" for each in missing))
    parts: list[str] = []
    at = 0
    for edit in sorted(reader.edits):
        parts += plain[at : edit.start], edit.text
        at = edit.end
    return "".join([*parts, plain[at:]])


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

    def __init__(self, found: Sequence[Token], terms: Mapping[str, str]) -> None:
        self._found = found
        self._terms = terms
        self._at = 0
        self.edits: list[_Edit] = []

    def query(self) -> set[str]:
        """Reads all of it; gives the names that it can be bound with."""
        names = set(self._terms)
        while self._at < len(self._found) and not is_word(self._found[self._at], FORMS):
            self._at += 1
        if self._at == len(self._found):
            return set()
        form = self._found[self._at]
        if is_word(form, _SELECT):
            names &= self._columns()
        elif form.text.upper() == "CONSTRUCT" and is_sign(self._peek(1), "{"):
            self._at += 1
            self._group(names)
        self._skip_to_group()
        self._group(names, bind=True)
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
            if not level and (is_sign(token, "{") or is_word(token, _GROUP)):
                break
            level += is_sign(token, "(") - is_sign(token, ")")
            if token.kind == "variable" and not level:
                columns.add(token.text[1:])
            elif is_sign(token, "*") and not level:
                columns |= set(self._terms)
            self._at += 1
        return columns

    def _skip_to_group(self) -> None:
        while self._at < len(self._found) and not is_sign(self._peek(), "{"):
            self._at += 1

    def _group(self, names: set[str], *, bind: bool = False) -> None:
        """Reads a group, whose brace is next, to behind its end."""
        opening = self._peek()
        self._at += 1
        given = "".join(f" BIND({self._terms[name]} AS ?{name})" for name in sorted(names)) if bind else ""
        if is_word(self._peek(), _SELECT):
            self._subquery(names)
            if given and self._at:
                self.edits.append(_Edit(opening.end, opening.end, f"{given} {{"))
                self.edits.append(_Edit(self._peek(-1).start, self._peek(-1).start, "} "))
            return
        if given:
            self.edits.append(_Edit(opening.end, opening.end, given))
        while self._at < len(self._found):
            token = self._peek()
            if is_sign(token, "}"):
                self._at += 1
                return
            if is_sign(token, "{"):
                self._group(names)
                continue
            if is_word(token, _VALUES):
                self._data()
                continue
            if token.kind == "variable" and token.text[1:] in names and not self._kept():
                self.edits.append(_Edit(token.start, token.end, self._terms[token.text[1:]]))
            self._at += 1

    def _kept(self) -> bool:
        """Whether a variable stands where nothing else may."""
        bound = is_sign(self._peek(-1), "(") and is_word(self._peek(-2), _BOUND)
        return bound or is_word(self._peek(-1), _AS)

    def _subquery(self, names: set[str]) -> None:
        """Reads a SELECT within braces, to behind the closing one; order and grouping stay as they are."""
        inner = names & self._columns()
        self._skip_to_group()
        self._group(inner, bind=True)
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
