"""What a query's text must be like for one server or another; `docs/stores.md` tells why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from minsheng.queries.anatomy import is_sign
from minsheng.queries.guard import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.queries.guard import Token

#: Graphs of others that a query names, to leave them out: each is a header line of Virtuoso's answer.
MOST_EXCLUDED: Final = 40
#: Paths of our questions that lead to literals, classes and quotations, where no second step can follow.
_SINGLE = re.compile(
    r"(\b(?:rdfs:label|skos:prefLabel|ms:pinyin|oa:exact|prov:was(?:DerivedFrom|QuotedFrom))|(?<=[\s;])a"
    r"|\(rdfs:label\|skos:prefLabel\))\+"
)
_PATH_SIGNS = frozenset("|/^!?*+()")


def single_steps(text: str) -> str:
    """One of our own questions, with a plain step for each path of which only the first step can be.

    The paths tell the embedded engine, which keeps no statistics, to look a label up last of all; other
    engines know better, and Virtuoso refuses a path with both ends free.

    Example:
        >>> single_steps("?a rdfs:label+ ?l ; a+ ?t ; ms:partOf+ ?w")
        '?a rdfs:label ?l ; a ?t ; ms:partOf+ ?w'
    """
    return _SINGLE.sub(r"\1", text)


def started(text: str) -> str:
    """Each path of one step or more as one step and then any number: so that it has a start.

    Virtuoso follows no path with both ends free. Ways of different length to one end become as many rows
    where the query is not DISTINCT.

    Example:
        >>> started("?a ms:partOf+ ?b ; (ms:partOf|^ms:partOf)+ ?c FILTER(?x + 1 > 2)")
        '?a ms:partOf/ms:partOf* ?b ; (ms:partOf|^ms:partOf)/(ms:partOf|^ms:partOf)* ?c FILTER(?x + 1 > 2)'
    """
    found = list(tokens(text))
    parts: list[str] = []
    end = 0
    for at, token in enumerate(found):
        start = _path_before(found, at) if is_sign(token, "+") else None
        if start is not None and start >= end:
            step = text[start : token.start].strip()
            parts += text[end:start], f"{step}/{step}*"
            end = token.end
    return "".join([*parts, text[end:]])


def _path_before(found: Sequence[Token], plus: int) -> int | None:
    """Where the step begins that ends before a `+`; None if that is an addition."""
    at = plus - 1
    if at < 0:
        return None
    if not _is_step(found[at]):
        opened = _opening(found, at)
        if opened is None:
            return None
        at = opened
    # A sign before it turns or negates the step, unless it is half of the two before a datatype.
    if at and is_sign(found[at - 1], "^!"):
        at -= 1
        if at and is_sign(found[at - 1], "^"):
            return None
    return found[at].start


def _opening(found: Sequence[Token], closing: int) -> int | None:
    """Where the brackets around a path open that close at `closing`; None if they hold no path."""
    level = 0
    for at in range(closing, -1, -1):
        if not (_is_step(found[at]) or is_sign(found[at], _PATH_SIGNS)):
            return None
        level += is_sign(found[at], ")") - is_sign(found[at], "(")
        if not level:
            # A name before the bracket would be a function.
            called = at and found[at - 1].kind in ("name", "iri", "word") and found[at - 1].text != "a"
            return at if is_sign(found[at], "(") and not called else None
    return None


def _is_step(token: Token) -> bool:
    return token.kind in ("name", "iri") or (token.kind == "word" and token.text == "a")


def excluding(graphs: Iterable[str]) -> str:
    """What tells Virtuoso, before a query, not to look into some graphs; "" for none, or for too many.

    Example:
        >>> excluding(["urn:a"])
        'define input:default-graph-exclude <urn:a> define input:named-graph-exclude <urn:a>'
    """
    listed = list(graphs)
    if len(listed) > MOST_EXCLUDED:
        return ""
    kinds = ("default", "named")
    return " ".join(f"define input:{kind}-graph-exclude <{graph}>" for graph in listed for kind in kinds)
