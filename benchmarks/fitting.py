"""Fits the weights of evidence in matching, and writes them: `python -m benchmarks.fitting`.

The weights are those under which the right answers of invented cases are likeliest: a conditional
logit over the candidates and none of them, by Newton's method, with a small pull towards nothing.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.matching_world import country
from benchmarks.perturbations import KINDS, cases, split
from minsheng.data import data
from minsheng.matching import Index, Matcher
from minsheng.matching.features import Features
from minsheng.matching.scoring import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.perturbations import Case

#: Countries of different sizes, for a graph of one city and one of a province: (counties, seed, cases).
_COUNTRIES = ((3, 1, 2600), (40, 2, 5200), (400, 3, 7800))
#: How strongly weights are pulled towards nothing.
_PULL = 1.0
#: No evidence counts for nothing: of two things that are alike otherwise, it decides.
_LEAST = 0.2
_STEPS = 40
#: Features that speak against a thing may take from its chance, all others may add to it.
_AGAINST = frozenset(
    name for name in Features._fields if name.endswith(("differs", "missing", "open", "taken"))
)
_NEAR = 1e-3
_HEAD = """# What each feature adds to the log-odds that a name means a thing rather than none of the graph's.
# Fitted by `python -m benchmarks.fitting`; the features are explained in `matching/features.py`.
[weights]
"""


class Observed(NamedTuple):
    """A case as it is fitted on."""

    #: the features of the candidates, a row each, 1 before them
    rows: NDArray[np.float64]
    #: which of them is right, -1 for none
    right: int
    #: how many cases it stands for
    share: float


def sample(matcher: Matcher, found: Sequence[Case]) -> list[Observed]:
    """The cases that have candidates at all; each kind has the share that it has in tables."""
    each = Counter(case.kind for case in found)
    total = sum(KINDS[kind].share for kind in each)
    made = []
    for case in found:
        evidence = matcher.evidence(case.question)
        if evidence:
            rows = np.array([[1.0, *features] for _, features in evidence])
            iris = [entity.iri for entity, _ in evidence]
            share = KINDS[case.kind].share / total / each[case.kind] * len(found)
            made.append(Observed(rows, iris.index(case.answer) if case.answer in iris else -1, share))
    return made


def fit(observed: Sequence[Observed]) -> NDArray[np.float64]:
    """The weights under which what was observed is likeliest; the first is everybody's.

    A weight that would fall below the least for its feature, or have the other sign, is the least.
    """
    free = np.ones(len(Features._fields) + 1, dtype=bool)
    signs = np.array([0, *(-1 if name in _AGAINST else 1 for name in Features._fields)])
    while True:
        weights = _likeliest(observed, free, _LEAST * signs)
        wrong = free & (weights * signs < _LEAST * np.abs(signs))
        if not wrong.any():
            return weights
        free &= ~wrong


def _likeliest(
    observed: Sequence[Observed], free: NDArray[np.bool_], least: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The likeliest weights of which only some are free, the others the least."""
    weights = np.where(free, 0.0, least)
    likelihood, slope, bend = _around(weights, observed)
    for _ in range(_STEPS):
        step = np.zeros(len(free))
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        while (found := _around(weights + step, observed))[0] < likelihood and np.abs(step).max() > _NEAR:
            step = step / 2
        weights, (likelihood, slope, bend) = weights + step, found
        if np.abs(step).max() < _NEAR:
            break
    return weights


def _around(
    weights: NDArray[np.float64], observed: Sequence[Observed]
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """The log-likelihood of what was observed, its slope, and how it bends."""
    likelihood = -_PULL * float(weights @ weights) / 2
    slope, bend = -_PULL * weights, _PULL * np.eye(len(weights))
    for rows, right, share in observed:
        strengths = np.append(rows @ weights, 0.0)
        strengths -= strengths.max()
        odds = np.exp(strengths)
        chances = odds[:-1] / odds.sum()
        likelihood += share * float(strengths[right] - np.log(odds.sum()))  # -1, the last, is none of them
        mean = chances @ rows
        slope += share * ((rows[right] if right >= 0 else 0.0) - mean)
        bend += share * ((rows * chances[:, None]).T @ rows - np.outer(mean, mean))
    return likelihood, slope, bend


def main() -> None:
    """Fits on the invented countries and renews the file of weights."""
    observed: list[Observed] = []
    for counties, seed, count in _COUNTRIES:
        inside, absent = split(country(counties, seed))
        matcher = Matcher(Index(inside))
        observed += sample(matcher, cases(matcher.index, inside, absent, count))
    weights = fit(observed)
    lines = [
        f"{name} = {weight:.2f}\n" for name, weight in zip((ALWAYS, *Features._fields), weights, strict=True)
    ]
    print("".join(lines), end="")
    path = Path(str(data("matching", "data", "weights.toml")))
    path.write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
