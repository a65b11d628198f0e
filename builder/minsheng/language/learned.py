"""Names that no rule finds: candidates judged by what annotated texts taught about their words.

`data/names_learned.tsv` says how much a feature speaks for a name, `data/types_learned.tsv` for each class;
`benchmarks/training.py` makes both from a folder of annotated texts.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.language.civic import civic_words
from minsheng.language.confidence import confidence
from minsheng.language.fellows import fellows
from minsheng.language.openings import Shut, openings
from minsheng.language.signs import REPEATED
from minsheng.language.weights import weights
from minsheng.records import Mention

if TYPE_CHECKING:
    from minsheng.language.context import Context
    from minsheng.language.openings import Opening
    from minsheng.language.survey import Survey

NAMES = ("language", "data", "names_learned.tsv")
TYPES = ("language", "data", "types_learned.tsv")
#: So many words of public services in a text, so many facilities named in it, and the least sum for a name in
#: it, in hundredths of a logit: even chances where they are many, more where quotation marks rather set off
#: sayings and irony.
LEAST = ((4, 0, 0), (2, 2, 80), (3, 0, 80), (2, 0, 200), (0, 0, 300))
#: Classes of facilities.
FACILITIES = frozenset(
    {"School", "Hospital", "HealthCentre", "EldercareFacility", "ElderlyCanteen", "ChildcareFacility"}
    | {"CulturalSite", "HeritageSite", "ScenicSpot", "ServiceCentre"}
)
#: From here on it is much more likely than not.
LIKELY = 100
#: The feature of every candidate.
BIAS = "bias"


class Judged(NamedTuple):
    """A candidate and how likely it is a name."""

    opening: Opening
    #: hundredths of a logit
    sum: int
    type: str


def least_sum(civic: int, facilities: int) -> int:
    """What a candidate needs to be a name in a text with so many civic words and named facilities.

    Example:
        >>> least_sum(9, 0), least_sum(2, 2), least_sum(2, 0), least_sum(0, 0)
        (0, 80, 200, 300)
    """
    return next(least for words, named, least in LEAST if civic >= words and facilities >= named)


@cache
def _from_repeated() -> int:
    """What it can add at most that a text repeats a candidate: few need to be sought in the text."""
    return weights(*NAMES).most(REPEATED)


def judged(surveyed: Survey) -> list[Judged]:
    """Every candidate that is a name more likely than not, the likeliest first."""
    table, types = weights(*NAMES), weights(*TYPES)
    found: list[Judged] = []
    context = surveyed.context
    names = {mention.name for mention in surveyed.named}
    facilities = {mention.name for mention in surveyed.named if mention.type in FACILITIES}
    least = least_sum(civic_words(context.text), len(facilities))
    for opening in openings(surveyed):
        if _name(context, opening) in names:
            continue
        features = [BIAS, *surveyed.signs.near(opening)]
        (logit,) = table.sums(features)
        if logit + _from_repeated() <= least:
            continue
        repeated = surveyed.signs.repeated(opening)
        logit += table.sums(repeated)[0]
        if logit > least:
            sums = types.sums([*features, *repeated])
            best = max(range(len(sums)), key=lambda i: (sums[i], types.classes[i]))
            found.append(Judged(opening, logit, types.classes[best]))
    return sorted(found, key=lambda j: (-j.sum, j.opening.start, j.opening.end))


def learned(surveyed: Survey) -> list[Mention]:
    """Further mentions, none of which crosses another or one that rules found, in text order.

    What stands beside them in a list is taken with them.
    """
    taken: list[tuple[int, int]] = []
    mentions: list[Mention] = []
    for opening, logit, type_ in judged(surveyed):
        i = bisect_left(taken, (opening.start, opening.end))
        if any(a < opening.end and opening.start < b for a, b in taken[max(0, i - 1) : i + 1]):
            continue
        taken.insert(i, (opening.start, opening.end))
        sure = confidence("learned", weak=logit < LIKELY)
        name = _name(surveyed.context, opening)
        mentions.append(Mention(opening.start, opening.end, name, type_, "learned", sure))
    shut = Shut([*surveyed.named, *mentions])
    beside = fellows(surveyed.context, mentions)
    mentions += [each for each in beside if not shut.touches(each.start, each.end)]
    return sorted(mentions, key=lambda m: m.start)


def _name(context: Context, opening: Opening) -> str:
    """The words of a candidate, without the quotation marks around them."""
    inner = 1 if opening.kind == "quote" else 0
    return context.text[opening.start + inner : opening.end - inner]
