"""A sweep for private people in what the extractor lets out, by words and patterns of its own.

    MINSHENG_CORPUS=FOLDER python -m benchmarks.privacy [--names]

Every literal of every text's facts is looked at: names, other names, indicators, titles, quotations. What
the sweep finds is a suspicion, to be judged by reading: with --names it is listed with the words around it.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.corpus import HELD_OUT, VARIABLE, own
from benchmarks.tables import Table
from minsheng.facts import Extractor
from minsheng.facts.gate import literals
from minsheng.facts.privacy_words import table
from minsheng.language.segmentation import known, segment
from minsheng.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minsheng.records import DocumentFacts

#: How far from a name an office may stand, anywhere in the text.
_NEAR = 14
_NAME_TAGS = frozenset({"nr", "nrt", "nrfg"})
#: No given name ends in one of these.
_PLACE_ENDS = frozenset("桥湖路街镇村区")
_FUNCTION_TAGS = frozenset({"p", "c", "v", "d", "u", "r", "f", "m"})
_DIGITS = {
    "mobile number": re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"),
    "identity number": re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),
    "room": re.compile(r"\d+(?:栋|幢|号楼|单元)[^，。；]{0,6}?\d{3,4}(?:室|号房)"),
}


class Suspicion(NamedTuple):
    """A name that may be a private person's, in the literal of a document."""

    document: str
    kind: str
    name: str
    literal: str


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        words = {
            key: "|".join(sorted(value.split(), key=len, reverse=True))
            for key, value in tomllib.load(file).items()
        }
    surname = f"[{table()['surnames']}]"
    return {
        "appellation": re.compile(f"(?P<name>{surname}(?:{words['appellations']}))"),
        "familiar": re.compile(f"(?<![“‘《])(?P<name>[老小阿]{surname})"),
        "role": re.compile(f"(?:{words['roles']})[、：:（( ]?(?P<name>{surname}[一-鿿]{{1,2}})"),
        "speaker": re.compile(f"(?<![一-鿿])(?P<name>{surname}[一-鿿]{{1,2}})(?:{words['speech']})"),
        "office": re.compile(words["offices"]),
    }


def suspicions(facts: DocumentFacts, text: str) -> Iterator[Suspicion]:
    """What may be private in a document's facts; `text` tells who is in office.

    Example:
        >>> list(suspicions(facts, "居民陈婆婆说好。"))  # doctest: +SKIP
        []
    """
    for literal in sorted(set(literals(facts))):
        words = segment(literal)
        for kind in ("appellation", "familiar", "role", "speaker"):
            for match in _patterns()[kind].finditer(literal):
                start, end = match.span("name")
                i = words.at(start)
                whole = words.edge(start) and words.tags[i] not in _FUNCTION_TAGS
                if kind in ("appellation", "familiar"):
                    # 小程序, 老党员: the surname begins another word
                    ordinary = known(match["name"]) or known(literal[start + 1 : end + 1])
                    whole = whole and (kind == "appellation" or not ordinary)
                else:
                    whole = whole and _is_name(match["name"], words.words[i], words.tags[i])
                if whole and not _in_office(text, match["name"]):
                    yield Suspicion(facts.name, kind, match["name"], literal)
        for kind, pattern in _DIGITS.items():
            for match in pattern.finditer(literal):
                yield Suspicion(facts.name, kind, match.group(), literal)


def _is_name(name: str, word: str, tag: str) -> bool:
    """Whether the segmenter takes it for a person: one unknown word, or a surname and the rest."""
    if name[-1] in _PLACE_ENDS:
        return False
    if len(word) == 1:
        return tag in _NAME_TAGS
    return tag in _NAME_TAGS and name.startswith(word) and word not in table()["ordinary"].split()


def _in_office(text: str, name: str) -> bool:
    """Whether an office stands near the name anywhere in the text."""
    return any(
        _patterns()["office"].search(text, max(0, match.start() - _NEAR), match.end() + 6)
        for match in re.finditer(re.escape(name), text)
    )


def tables(folder: Path | None) -> list[Table]:
    """How much was masked in the articles of a folder, or in the samples, and what the sweep suspects."""
    masked, found, count = swept(folder)
    rows = [(f"遮盖 masked: {kind}", str(n)) for kind, n in sorted(masked.items())]
    kinds = Counter(each.kind for each in found)
    names = ["appellation", "familiar", "role", "speaker", *_DIGITS]
    rows += [(f"疑似 suspected: {kind}", str(kinds[kind])) for kind in names]
    note = f"{count} 篇；疑似者由人细读判断 · {count} texts; suspicions are judged by reading"
    return [Table("隐私 · Privacy", ("", "处 places"), rows, (note,))]


def swept(folder: Path | None) -> tuple[Counter[str], list[Suspicion], int]:
    """What was masked by kind, what is suspected, and the number of texts."""
    masked: Counter[str] = Counter()
    found: list[Suspicion] = []
    paths = _paths(folder)
    extractor = Extractor()
    for path in paths:
        source = read(path, path.name)
        facts = extractor.extract(source)
        masked.update(facts.masked)
        found += suspicions(facts, source.text)
    return masked, found, len(paths)


def _paths(folder: Path | None) -> Sequence[Path]:
    articles = sorted((folder / "corpus" / "articles").glob("*.txt")) if folder else []
    return articles or [expected.path for expected in own()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table, and with --names each suspicion outside the texts that nobody reads."""
    parser = argparse.ArgumentParser("python -m benchmarks.privacy")
    parser.add_argument("--corpus", default=os.environ.get(VARIABLE))
    parser.add_argument("--names", action="store_true", help="列出疑似者 · list the suspicions")
    given = parser.parse_args(arguments)
    folder = Path(given.corpus) if given.corpus else None
    for each in tables(folder):
        print(each.plain())
    if given.names:
        for one in swept(folder)[1]:
            if Path(one.document).stem not in HELD_OUT:
                at = one.literal.find(one.name)
                around = one.literal[max(0, at - 10) : at + len(one.name) + 8].replace("\n", "/")
                sys.stdout.write(f"{one.document}\t{one.kind}\t{one.name}\t{around}\n")


if __name__ == "__main__":
    main()
