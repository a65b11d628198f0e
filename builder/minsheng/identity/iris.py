"""IRIs of what a graph describes: made from its content alone, ASCII, readable.

Every function gives the same IRI for the same words at any time and on any machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING

from minsheng.reading.traditional import simplified
from minsheng.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from daachorse import CharwiseDoubleArrayAhoCorasick

#: Longer slugs are cut here; the name itself stays whole in the label.
_LONGEST = 100
#: A name that may stand in an IRI as it is.
_PLAIN = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_HASHED = re.compile(r".*-[0-9a-f]{8}")
_RUN = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@cache
def _phrases() -> CharwiseDoubleArrayAhoCorasick:
    """Finds the phrases that tell how a character reads: from the left, the longest at each place."""
    import daachorse
    from pypinyin.constants import PHRASES_DICT

    longest = daachorse.MATCH_KIND_LEFTMOST_LONGEST
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(PHRASES_DICT), match_kind=longest)


def _cut(text: str) -> Iterator[str]:
    """A text in phrases, single characters, and runs of what has no reading."""
    end = 0
    for first, last, _ in _phrases().find(text):
        if first > end:
            yield from _single(text[end:first])
        yield text[first:last]
        end = last
    if end < len(text):
        yield from _single(text[end:])


def _single(text: str) -> Iterator[str]:
    from pypinyin.constants import RE_HANS

    for read, run in groupby(text, key=lambda character: RE_HANS.match(character) is not None):
        together = "".join(run)
        yield from together if read else (together,)


@lru_cache(maxsize=1 << 14)
def _read(word: str) -> tuple[str, ...]:
    """The syllables of a phrase, and its runs of letters and digits; names share most phrases."""
    from pypinyin import lazy_pinyin

    found: list[str] = []
    for piece in lazy_pinyin([word]):
        if piece.isascii() and piece.isalnum():
            found.append(piece.lower())
        else:
            found.extend(run for run in _RUN.findall(piece.lower()) if run.isalnum())
    return tuple(found)


def pinyin(name: str) -> str:
    """A name in Hanyu Pinyin without tones, syllables apart, ü as the keyboard has it, v.

    Characters of several readings are read by the phrases that they stand in.

    Example:
        >>> pinyin("重庆第一中学"), pinyin("“578”集团")
        ('chong qing di yi zhong xue', '578 ji tuan')
    """
    return " ".join(_syllables(name))


def slug(name: str) -> str:
    """A name as a part of an IRI: its syllables, Latin letters and digits, joined by hyphens.

    Different names may have one slug. A character without a reading gives its code point.

    Example:
        >>> slug("重庆第一中学（A校区）")
        'chong-qing-di-yi-zhong-xue-a-xiao-qu'
    """
    parts: list[str] = []
    length = 0
    for syllable in _syllables(name):
        part = syllable if syllable.isascii() else "".join(f"u{ord(character):x}" for character in syllable)
        length += len(part) + 1
        if length > _LONGEST + 1 and parts:
            break
        parts.append(part[:_LONGEST])
    return "-".join(parts)


@lru_cache(maxsize=1 << 15)
def _syllables(name: str) -> tuple[str, ...]:
    """Each name is read for its IRI, and again for its label: some ten megabytes spare the second time."""
    found: list[str] = []
    for word in _cut(unicodedata.normalize("NFKC", name)):
        found += _read(word)
    return tuple(found)


def short_hash(*parts: str, digits: int = 8) -> str:
    """Hexadecimal digits that stand for a sequence of texts, an even number of them."""
    content = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(content, digest_size=digits // 2).hexdigest()


def _token(name: str) -> str:
    """A name as it is where an IRI may hold it, else its slug and hash; never one for two names."""
    if _PLAIN.fullmatch(name) and not _HASHED.fullmatch(name) and len(name) <= _LONGEST:
        return name
    return "-".join(filter(None, (slug(_SUFFIX.sub("", name)), short_hash(name))))


def entity_iri(kind: str, area: str, name: str, base: str = BASE) -> str:
    """The IRI of an entity of a class, in an area ("" if unknown), under a name.

    Example:
        >>> entity_iri("School", "110105", "柳溪小学")
        'https://w3id.org/minsheng/id/School/110105-liu-xi-xiao-xue'
    """
    return f"{base}{kind}/{area}-{slug(name)}" if area else f"{base}{kind}/{slug(name) or short_hash(name)}"


def place_iri(code: str, base: str = BASE) -> str:
    """The IRI of a place by its administrative code."""
    return f"{base}Place/{code}"


def document_iri(name: str, base: str = BASE) -> str:
    """The IRI of a document, and the name of its graph.

    Example:
        >>> document_iri("0067.txt")
        'https://w3id.org/minsheng/id/source/0067.txt'
    """
    return f"{base}source/{_token(name)}"


def evidence_iri(document: str, start: int, end: int) -> str:
    """The IRI of a quotation: the document's with a fragment as in RFC 5147.

    Example:
        >>> evidence_iri("https://example.org/a", 3, 9)
        'https://example.org/a#char=3,9'
    """
    return f"{document}#char={start},{end}"


def statement_iri(document: str, subject: str, predicate: str, value: str, base: str = BASE) -> str:
    """The IRI of what one document says: subject, predicate and value are IRIs, or a literal's text."""
    return f"{base}statement/{short_hash(document, subject, predicate, value, digits=20)}"


def observation_iri(document: str, about: str, *said: str, base: str = BASE) -> str:
    """The IRI of a number that one document gives: about what, and everything that tells it apart."""
    return f"{base}observation/{short_hash(document, about, *said, digits=20)}"


def indicator_iri(label: str, base: str = BASE) -> str:
    """The IRI of an indicator, the same in all documents; homophones differ in the hash at its end.

    Example:
        >>> indicator_iri("学校数量")
        'https://w3id.org/minsheng/id/indicator/xue-xiao-shu-liang-4649c6'
    """
    label = simplified(label)
    return f"{base}indicator/" + "-".join(filter(None, (slug(label), short_hash(label, digits=6))))


def rule_iri(rule: str, base: str = BASE) -> str:
    """The IRI of an extraction rule.

    Example:
        >>> rule_iri("located-in-town")
        'https://w3id.org/minsheng/id/rule/located-in-town'
    """
    return f"{base}rule/{_token(rule)}"
