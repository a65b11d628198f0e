"""What a query may contain: refused are texts that leave the graph, change it, or overrun the engine.

A tokenizer that skips comments, strings and IRIs is enough for that; the engine itself judges the
grammar. It runs before the engine sees the text, since a text that is nested too deeply ends the
whole process there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from minsheng.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What a query is, by its first word.
FORMS: Final = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
#: Characters of a query: the longest useful ones list some thousand values.
MAX_LENGTH: Final = 100_000
#: Groups and parentheses one in another: the engine's stack ends near 3,000, people stop near 10.
MAX_DEPTH: Final = 64
#: Operators and clauses that the engine nests one in another even where the text stands flat, such
#: as BIND, OPTIONAL, UNION, `||` and `/`: its stack ends near 3,000 of them.
MAX_CHAIN: Final = 500

_TOKEN = re.compile(
    r"""(?P<space>[\s]+)
      | (?P<comment>\#[^\r\n]*)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
          | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*(?:\\u[0-9A-Fa-f]{4}[^<>"{}|^`\\\x00-\x20]*)*>)
      | (?P<variable>[?$]\w+)
      | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<name>(?:\w(?:[\w.\-·]{0,80}[\w\-·])?)?:(?:[\w:%.\-·]|\\.)*)
      | (?P<word>\w+)
      | (?P<escape>\\.)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_CHAINED_WORDS = frozenset(
    ("BIND", "OPTIONAL", "UNION", "MINUS", "FILTER", "EXISTS", "SELECT", "LATERAL", "GRAPH")
)
_NESTING_SIGNS = frozenset("|/^!+*-=<>&()[]{}")


class Token(NamedTuple):
    """A piece of a query; `kind` is a group name of the tokenizer: word, iri, string, sign …"""

    kind: str
    text: str
    #: where it begins in the query
    start: int = 0

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def pieces(query: str) -> Iterator[Token]:
    """All of a query, white space and comments among them: kinds `space` and `comment`.

    Example:
        >>> [piece.kind for piece in pieces("ASK {} # all")]
        ['word', 'space', 'sign', 'sign', 'space', 'comment']
    """
    for match in _TOKEN.finditer(query):
        yield Token(str(match.lastgroup), match.group(), match.start())


def tokens(query: str) -> Iterator[Token]:
    """The pieces of a query without white space and comments; never fails, whatever the text.

    Example:
        >>> [token.text for token in tokens('ASK { ?s a "SERVICE" } # all')]
        ['ASK', '{', '?s', 'a', '"SERVICE"', '}']
    """
    return (piece for piece in pieces(query) if piece.kind not in ("space", "comment"))


def check(query: str) -> tuple[str, ...]:
    r"""Refuses a query that may not run; gives the IRIs after FROM, which the graph must hold.

    The specification decodes `\u0053` before the grammar, the embedded engine only within strings
    and IRIs: both readings are checked.

    Raises:
        UsageError: `query-refused`, `query-update`, `query-long` or `query-deep`.

    Example:
        >>> check("SELECT * WHERE { ?s ?p ?o }")
        ()
    """
    if len(query) > MAX_LENGTH:
        raise UsageError("query-long", length=len(query), limit=MAX_LENGTH)
    froms = _check_reading(query)
    if _ESCAPE.search(query):
        froms += _check_reading(_ESCAPE.sub(_decoded, query))
    return tuple(dict.fromkeys(froms))


def form(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE, of a query that `check` lets through.

    Example:
        >>> form("PREFIX ms: <http://e/> ask {}")
        'ASK'
    """
    return _first_word(tokens(query))


def _decoded(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number < 0x110000 else escape[0]


def _check_reading(query: str) -> tuple[str, ...]:
    found = tuple(tokens(query))
    _check_form(found)
    _check_size(found)
    for token in found:
        if token.kind == "word" and token.text.upper() == "SERVICE":
            raise UsageError("query-refused", word="SERVICE")
    return tuple(_froms(found))


def _check_form(found: tuple[Token, ...]) -> None:
    """Only questions, no updates."""
    word = _first_word(found)
    if word in _UPDATES:
        raise UsageError("query-update", word=word)
    if word not in FORMS:
        raise UsageError("query-form")


def _first_word(found: Iterable[Token]) -> str:
    """The first word after PREFIX and BASE, which says what the text is; "" if there is none."""
    words = (token.text.upper() for token in found if token.kind == "word")
    return next((word for word in words if word not in ("PREFIX", "BASE", "VERSION")), "")


def _check_size(found: tuple[Token, ...]) -> None:
    depth = chain = 0
    for token in _nesting(found):
        if token.text in "([{":
            depth += 1
        elif token.text in ")]}":
            depth -= 1
        else:
            chain += 1
        if depth > MAX_DEPTH:
            raise UsageError("query-deep", limit=MAX_DEPTH)
        if chain > MAX_CHAIN:
            raise UsageError("query-chained", limit=MAX_CHAIN)


def _nesting(found: tuple[Token, ...]) -> Iterator[Token]:
    """The pieces that may nest something: brackets, operators and clauses.

    A literal's `^^` and the signs of numbers that VALUES lists nest nothing: lists may be long.
    """
    listing = False
    carets = 0
    for token in found:
        carets = 2 if token.kind == "string" else carets - 1
        if token.kind == "word":
            word = token.text.upper()
            listing = listing or word == "VALUES"
            if word in _CHAINED_WORDS:
                yield token
        elif token.kind == "sign":
            listing = listing and token.text != "}"
            listed = (token.text == "^" and carets >= 0) or (token.text in "+-" and listing)
            if token.text in _NESTING_SIGNS and not listed:
                yield token


def _froms(found: tuple[Token, ...]) -> Iterator[str]:
    """IRIs of FROM clauses; a prefixed name there could hide where it leads, and is refused."""
    follows = False
    for token in found:
        if token.kind == "word" and token.text.upper() == "FROM":
            follows = True
        elif follows and not (token.kind == "word" and token.text.upper() == "NAMED"):
            if token.kind != "iri":
                raise UsageError("query-refused", word="FROM")
            yield token.text[1:-1]
            follows = False
    if follows:
        raise UsageError("query-refused", word="FROM")
