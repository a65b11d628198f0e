"""The form of an answer: its JSON Schema, and the strict reading of what came."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from minsheng.vocabulary import concepts, entity_classes, relations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_T = TypeVar("_T")

#: Facts of one kind that an answer about a page of text may hold.
MOST_FACTS = 400
#: The reasoning that some models put before their answer, and the fence that others put around it.
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"\s*```(?:json)?[ \t]*\n(?P<held>.*)\n[ \t]*```\s*", re.DOTALL)
#: Digits of a value that are read; longer figures count nothing.
_VALUE = re.compile(r"-?\d{1,20}(?:\.\d{1,8})?")


class Malformed(ValueError):
    """An answer, or a fact in it, that is not of the schema's form."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that the model says stand in sentence number `sentence` of its text."""

    sentence: int
    quote: str


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that the model says is named."""

    name: str
    type: str
    quoted: Quoted


@dataclass(frozen=True, slots=True)
class Linked:
    """A relation that the model says holds; `status` is of `received` alone."""

    subject: str
    predicate: str
    object: str
    status: str
    quoted: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that the model says is published; `about` is "" for the document's area."""

    about: str
    indicator: str
    number: str
    value: Decimal
    period: str
    quoted: Quoted


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says of one stretch of text; nothing of it is checked against the text yet."""

    entities: tuple[Named, ...] = ()
    relations: tuple[Linked, ...] = ()
    observations: tuple[Counted, ...] = ()
    #: facts that were not of the schema's form
    malformed: int = 0


@cache
def schema() -> Mapping[str, object]:
    """The JSON Schema of an answer; classes and relations are those of the ontology.

    Example:
        >>> sorted(schema()["properties"])
        ['entities', 'observations', 'relations']
    """
    text: dict[str, object] = {"type": "string"}
    quoted = {"sentence": {"type": "integer"}, "quote": text}
    statuses = ["", *concepts("awardStatus")]
    return _object(
        entities=_list(_object(name=text, **{"class": _choice(entity_classes())}, **quoted)),
        relations=_list(
            _object(
                subject=text,
                relation=_choice(relations()),
                object=text,
                status=_choice(statuses),
                quotes=_list(_object(**quoted)),
            )
        ),
        observations=_list(
            _object(about=text, indicator=text, number=text, value=text, period=text, **quoted)
        ),
    )


def _object(**fields: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _list(of: object) -> dict[str, object]:
    return {"type": "array", "items": of}


def _choice(names: Any) -> dict[str, object]:
    return {"type": "string", "enum": list(names)}


def loaded(words: str) -> dict[str, Any]:
    """The one JSON object that the model's words are, a thought before it and a fence around it aside.

    Raises:
        Malformed: anything else, a second object or a key that stands twice among it.

    Example:
        >>> loaded('```json\\n{"entities": []}\\n```')
        {'entities': []}
    """
    words = _THOUGHT.sub("", words, count=1) if words.lstrip().startswith("<think>") else words
    fenced = _FENCED.fullmatch(words)
    try:
        held = json.loads(
            fenced["held"] if fenced else words,
            object_pairs_hook=_once,
            parse_constant=_no_constant,
            parse_float=str,
        )
        json.dumps(held, ensure_ascii=False).encode()  # halves of characters are no text
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    if not isinstance(held, dict):
        raise Malformed("no object")
    return held


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise Malformed("a key twice")
    return held


def _no_constant(name: str) -> None:
    raise Malformed(name)


def read(held: Mapping[str, Any]) -> Answer:
    """An answer's facts; those that are not of the schema's form are counted, and left out.

    Raises:
        Malformed: the answer as a whole is of another form, or endless.
    """
    lists = {name: held.get(name) for name in ("entities", "relations", "observations")}
    if set(held) != set(lists) or not all(isinstance(facts, list) for facts in lists.values()):
        raise Malformed("other keys")
    if any(len(facts) > MOST_FACTS for facts in lists.values() if facts is not None):
        raise Malformed("too many facts")
    entities, a = _each(lists["entities"], _named)
    linked, b = _each(lists["relations"], _linked)
    counted, c = _each(lists["observations"], _counted)
    return Answer(entities, linked, counted, a + b + c)


def _each(facts: Any, read_one: Callable[[Any], _T]) -> tuple[tuple[_T, ...], int]:
    good = []
    for fact in facts:
        try:
            good.append(read_one(fact))
        except Malformed:
            continue
    return tuple(good), len(facts) - len(good)


def _fields(fact: Any, *names: str) -> list[str]:
    """The text fields of a fact, which has these keys and, beside them, only those of a quotation."""
    if not isinstance(fact, dict) or not set(names) <= set(fact) <= {*names, "sentence", "quote", "quotes"}:
        raise Malformed("keys")
    found = [fact[name] for name in names]
    if not all(isinstance(value, str) for value in found):
        raise Malformed("type")
    return [value.strip() for value in found]


def _quoted(fact: Any) -> Quoted:
    if not isinstance(fact, dict):
        raise Malformed("type")
    sentence, quote = fact.get("sentence"), fact.get("quote")
    if type(sentence) is not int or not isinstance(quote, str) or not quote.strip():
        raise Malformed("quotation")
    return Quoted(sentence, quote.strip())


def _named(fact: Any) -> Named:
    name, type_ = _fields(fact, "name", "class")
    return Named(name, type_, _quoted(fact))


def _linked(fact: Any) -> Linked:
    subject, predicate, object_, status = _fields(fact, "subject", "relation", "object", "status")
    quotes = fact.get("quotes")
    if not isinstance(quotes, list) or not 1 <= len(quotes) <= 4:
        raise Malformed("quotations")
    return Linked(subject, predicate, object_, status, tuple(map(_quoted, quotes)))


def _counted(fact: Any) -> Counted:
    if isinstance(fact, dict) and type(fact.get("value")) is int:
        fact = {**fact, "value": str(fact["value"])}
    about, indicator, number, value, period = _fields(fact, "about", "indicator", "number", "value", "period")
    if not _VALUE.fullmatch(value):
        raise Malformed("value")
    try:
        return Counted(about, indicator, number, Decimal(value), period, _quoted(fact))
    except InvalidOperation:
        raise Malformed("value") from None
