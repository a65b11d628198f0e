"""The words of N-Quads: literals, and the predicates of the ontology written out once."""

from __future__ import annotations

import re

from minsheng.reading.traditional import traditional
from minsheng.vocabulary import CHINESE, MS, OA, PROV, RDF, RDFS, SKOS, TRADITIONAL, XSD

_SPECIAL = re.compile(r'["\\\n\r]')
#: An escaped backslash before a `u`; or another escape, which is passed over.
_EAGER = re.compile(r"\\\\([uU])|\\.")
_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"})


def literal(value: str) -> str:
    r"""A string as N-Quads has it, quoted and escaped once.

    Example:
        >>> print(literal('a "b"\n'))
        "a \"b\"\n"
    """
    return f'"{value.translate(_ESCAPES)}"' if _SPECIAL.search(value) else f'"{value}"'


def unescapable(text: str) -> str:
    r"""N-Triples as SPARQL may hold them: a `u` behind a backslash that is itself escaped becomes an escape.

    Some servers read `\u0022` as a quotation mark wherever it stands, even behind a backslash.

    Example:
        >>> print(unescapable(literal("\\u0022")))
        "\\\u00750022"
    """
    return _EAGER.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[1] is None else f"\\\\\\u{ord(found[1]):04X}"


def chinese(value: str) -> str:
    """A string tagged as Chinese in the characters that it is written in."""
    return f"{literal(value)}@{TRADITIONAL if traditional(value) else CHINESE}"


class Terms:
    """The predicates and fixed objects, written out once."""

    label = f"<{RDFS.label}>"
    alt = f"<{SKOS.altLabel}>"
    hidden = f"<{SKOS.hiddenLabel}>"
    pref = f"<{SKOS.prefLabel}>"
    derived = f"<{PROV.wasDerivedFrom}>"
    quoted = f"<{PROV.wasQuotedFrom}>"
    exact = f"<{OA.exact}>"
    start = f"<{OA.start}>"
    end = f"<{OA.end}>"
    confidence = f"<{MS.confidence}>"
    rule = f"<{MS.extractedBy}>"
    subject = f"<{RDF.subject}>"
    predicate = f"<{RDF.predicate}>"
    object = f"<{RDF.object}>"
    pinyin = f"<{MS.pinyin}>"
    kind = f"<{MS.kind}>"
    domain = f"<{MS.domain}>"
    about = f"<{MS.about}>"
    indicator = f"<{MS.indicator}>"
    value = f"<{MS.value}>"
    unit = f"<{MS.unit}>"
    qualifier = f"<{MS.qualifier}>"
    a_statement = f"<{RDF.type}> <{RDF.Statement}>"
    a_concept = f"<{RDF.type}> <{SKOS.Concept}>"
    a_quotation = f"<{RDF.type}> <{MS.Evidence}>"
    an_indicator = f"<{RDF.type}> <{MS.Indicator}>"
    an_observation = f"<{RDF.type}> <{MS.Observation}>"
    integer = f"^^<{XSD.integer}>"
    decimal = f"^^<{XSD.decimal}>"
    day = f"^^<{XSD.date}>"
