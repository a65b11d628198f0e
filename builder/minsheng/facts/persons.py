"""Whether a possible name is a private person's, judged by what annotated texts taught.

All that a text says beside a name counts, wherever it says it. `rules/persons_learned.tsv` tells how much
each sign speaks for a private person, in hundredths of a logit; `benchmarks/training_privacy.py` makes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.bearers import LISTED, NAME_TAGS, bearers
from minsheng.facts.privacy_words import privacy_words
from minsheng.facts.standing import in_office, is_private, spans_of
from minsheng.language.occurrences import occurrences
from minsheng.language.segmentation import known
from minsheng.language.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from minsheng.facts.bearers import Bearer, Seeds
    from minsheng.language.segmentation import Words
    from minsheng.records import Span

TABLE = ("facts", "rules", "persons_learned.tsv")
#: From this sum on a name is masked, in hundredths of a logit: what is doubtful is masked.
LEAST = -150
#: The sign of every possible name.
BIAS = "bias"
#: Forms of names from elsewhere.
_STRANGE = frozenset({"foreign", "dotted"})
#: So many places of a name are looked at.
_MOST = 5
#: So many words before and behind a name may tell who it is.
_WINDOW, _BEHIND = 6, 4
#: A text's first and last characters: its title, its signatures.
_HEAD, _TAIL = 60, 90
#: What proper names and numbers are tagged: no sign holds one.
_PROPER = NAME_TAGS | {"ns", "nt", "nz", "eng", "m", "j", "t"}
#: What stands between a name and the word that tells of it.
_PASSED = frozenset("的、␣：（“")
_MOBILE = re.compile("[ 　\\xa0：:]*1[3-9]\\d{9}")
_MOBILE_BEFORE = re.compile("1[3-9]\\d{9}[ 　\\xa0]*$")
_SENTENCE = "。！？；\n"


class Edges(NamedTuple):
    """Where masked spans of a text begin and end.

    Example:
        >>> from minsheng.records import Span
        >>> Edges.of([Span(2, 5)])
        Edges(starts=frozenset({2}), ends=frozenset({5}))
    """

    starts: frozenset[int]
    ends: frozenset[int]

    @classmethod
    def of(cls, masked: Sequence[Span]) -> Edges:
        """Those of the spans."""
        starts, ends = zip(*masked, strict=True) if masked else ((), ())
        return cls(frozenset(starts), frozenset(ends))


def candidates(
    text: str, words: Words, sown: Seeds, masked: Iterable[Span], taken: Iterable[str]
) -> dict[str, tuple[str, list[Span]]]:
    """The possible names of a text that are not taken: their form and where they stand."""
    first: dict[str, Bearer] = {}
    for bearer in bearers(text, words, sown, masked):
        first.setdefault(bearer.name, bearer)
    for name in taken:
        first.pop(name, None)
    found: dict[str, tuple[str, list[Span]]] = {}
    for name, everywhere in spans_of(text, first).items():
        _, own, form = first[name]
        spans = [span for span in everywhere if words.edge(span.start) or span == own]
        if spans:
            found[name] = form, spans
    return found


def signs(text: str, words: Words, name: str, form: str, spans: Sequence[Span], masked: Edges) -> set[str]:
    """What speaks for or against a private person, at any place of a name."""
    given = privacy_words()
    surname = "common" if name[0] in given.common else "some" if name[0] in given.initials else "none"
    rare = given.rare.match(name) is not None
    found = {BIAS, f"form={form}", f"form={form}+surname={surname}", f"length={min(len(name), 5)}"}
    if rare:
        found.add("rare")
    if form == "titled":
        found.add(f"title={name[1:]}")
    found.add(f"places={min(len(spans), 3)}")
    for span in spans[:_MOST]:
        found.update(_around(words, span))
        found.update(_within(words, span))
        said = "private" if is_private(text, span) else "office" if in_office(text, span) else ""
        if said:
            found.update((f"said={said}", f"said={said}+form={form}"))
        behind = span.start - 1 in masked.ends and text[span.start - 1] in LISTED
        if behind or (span.end + 1 in masked.starts and text[span.end] in LISTED):
            found.add("mate=masked")
        if span.start < _HEAD:
            found.add("head")
        if span.end > len(text) - _TAIL:
            found.add("tail")
    if "said=private" not in found and "said=office" not in found:
        found.update(("said=nothing", f"said=nothing+form={form}"))
    return found


def _around(words: Words, span: Span) -> Iterator[str]:
    """The words right before and behind, their ends, the kind of what stands there."""
    i, j = words.at(span.start) - 1, words.at(span.end - 1) + 1
    before, after = _word(words, i), _word(words, j)
    yield f"before={before}"
    yield f"after={after}"
    yield f"between={before}…{after}"
    yield f"after2={after}{_word(words, j + 1)}"
    if i >= 0 and len(words.words[i]) > 1 and words.tags[i] not in _PROPER:
        yield f"ends={words.words[i][-2:]}"
    if before in _PASSED:
        yield f"before2={_word(words, i - 1)}{before}"
    if j < len(words.tags):
        yield f"aftertag={words.tags[j][0]}"


def _within(words: Words, span: Span) -> Iterator[str]:
    """The words for persons and the verbs of the sentence near a name."""
    given = privacy_words()
    i, j = words.at(span.start) - 1, words.at(span.end - 1) + 1
    for word, tag in _of_sentence(words, range(i, max(-1, i - _WINDOW), -1)):
        if word in given.told:
            yield f"told={word}"
        elif word in given.offices:
            yield f"office={word}"
        elif tag == "nt":
            yield "body"
    for word, _ in _of_sentence(words, range(j, min(j + _BEHIND, len(words.words)))):
        if word in given.told:
            yield f"then={word}"
        elif word in given.offices:
            yield f"thenoffice={word}"
        elif word in given.said:
            yield "speaks"


def _of_sentence(words: Words, indices: Iterable[int]) -> Iterator[tuple[str, str]]:
    """The words at the indices and their parts of speech, as far as the sentence goes."""
    for k in indices:
        if words.words[k] in _SENTENCE:
            return
        yield words.words[k], words.tags[k]


def _word(words: Words, i: int) -> str:
    """The word at an index as a sign tells it: a mark for the edges of a text, a kind for proper names."""
    if not 0 <= i < len(words.words):
        return "^"
    word, tag = words.words[i], words.tags[i]
    if tag in _PROPER or not (known(word) or tag == "x"):
        return f"<{tag}>"
    return "¶" if "\n" in word else "␣" if word.isspace() else word


def private_persons(
    text: str, words: Words, sown: Seeds, masked: Sequence[Span], taken: Iterable[str]
) -> Iterator[tuple[str, list[Span]]]:
    """The names that are more likely a private person's than is safe to let out, and where they stand.

    Args:
        masked: what rules mask in the text.
        taken: the names of which rules have told.
    """
    table = weights(*TABLE)
    edges = Edges.of(masked)
    covered = {i for start, end in masked for i in range(start, end)}
    for name, (form, spans) in candidates(text, words, sown, masked, taken).items():
        if covered.issuperset(range(*spans[0])) or "某" in name:
            continue
        told = _is_told(text, name, form, spans) or _is_mate(text, name, spans, edges)
        if told or table.sums(signs(text, words, name, form, spans, edges))[0] > LEAST:
            yield name, spans


def _is_mate(text: str, name: str, spans: Sequence[Span], masked: Edges) -> bool:
    """Whether a full name stands in a list with a masked one, and its bearer has no office anywhere."""
    if len(name) != 3 or name[0] not in privacy_words().common:
        return False
    listed = any(
        (text[span.start - 1 : span.start] == "、" and span.start - 1 in masked.ends)
        or (text[span.end : span.end + 1] == "、" and span.end + 1 in masked.starts)
        for span in spans
    )
    return listed and not any(in_office(text, span) for span in spans)


def _is_told(text: str, name: str, form: str, spans: Sequence[Span]) -> bool:
    """Whether words right beside a name that cannot be anything else leave no doubt.

    A foreign or minority name behind 居民; a name before 说 whose bearer has no office anywhere; 小思彤
    where 王思彤 stands too; 王老师 beside a mobile number; 王　兰 behind 志愿者.
    """
    given = privacy_words()
    if form in ("apart", "behind"):
        return any(is_private(text, span) for span in spans)
    if form == "little":
        return any(text[start - 1 : start] in given.initials for start in occurrences(text, name[1:]))
    if form == "titled":
        return any(
            _MOBILE_BEFORE.search(text, max(0, span.start - 14), span.start) or _MOBILE.match(text, span.end)
            for span in spans
        )
    foreign = form in _STRANGE and given.strange.fullmatch(name) is not None
    if not foreign and not (form == "full" and len(name) == 3 and name[0] in given.common):
        return False
    if foreign and any(is_private(text, span) for span in spans):
        return True
    speaks = any(given.speech.match(text, span.end) for span in spans)
    return speaks and not any(in_office(text, span) for span in spans)
