"""Learns names and relations from annotated texts: `python -m benchmarks.training_relations FOLDER...`.

A folder holds `NAME.txt` beside `NAME.gold.json`, as `minsheng evaluate` reads them. Names are learned as
by `benchmarks/training.py`; for the relations, the things of a text are found with what the texts of other
parts teach of names, so that they are as often wrong as in any other text. Then the texts are parted into
ten; each part is judged by weights learned from the other nine, and the figures, the limits and the
confidences follow from those judgements. At last the weights are learned from all texts and written to the
package, the figures to `docs/learned-relations.md`; nothing but words that several texts share enters the
table. The same texts give the same table.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from benchmarks.learning import annotated, frequent, row
from benchmarks.tables import Table
from benchmarks.training import Lessons
from minsheng.data import data
from minsheng.evaluation.alike import plain
from minsheng.evaluation.found import Found, FoundEntity
from minsheng.evaluation.matching import match_entities
from minsheng.facts import Extractor
from minsheng.facts.antecedents import Antecedents
from minsheng.facts.learned import ADD, ADDED, ALWAYS, ANY, KEEP, SUPPOSING, SURE, TABLE, evidence
from minsheng.facts.pairs import pairs
from minsheng.facts.relations import stated_relations
from minsheng.facts.traits import Traits
from minsheng.language.gazetteer import gazetteer
from minsheng.language.weights import HUNDRED, probability
from minsheng.reading import read
from minsheng.vocabulary import relations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from minsheng.evaluation import Gold
    from minsheng.facts.document import Reading

#: A text is judged by what was learned from the others of so many parts; its names are found by what was
#: learned from the others of fewer.
FOLDS, _PARTS = 10, 4
#: What a verdict counts: right, right if found, not told, not told and rather not so, wrong.
RIGHT, OPTIONAL, OPEN, DOUBTFUL, WRONG = "right", "optional", "open", "doubtful", "wrong"
WEIGHTS = {RIGHT: 1.0, OPTIONAL: 0.1, OPEN: 0.0, DOUBTFUL: 0.3, WRONG: 1.0}
#: How little the weights are pulled to nothing; how much cheaper one for a single relation is than one for
#: any; the bias is hardly pulled.
_FREEDOM, _SHARED, _BIAS = 0.6, 0.5, 10.0
#: Texts that rules were made on teach less, for rules are too good there.
_KNOWN = 0.5
#: Relations between these are neither right nor wrong where the annotation is silent.
_PLACING = frozenset({"locatedIn", "coverageArea"})
#: Limits that are tried, in hundredths of a logit.
_LIMITS = range(-300, 301, 10)
#: Of what is added so much is right at least, and of what is taken back so much wrong.
_ADDED_RIGHT, _KEPT_WRONG = 0.6, 0.45
#: What is added is likelier than not, by so many hundredths of a logit.
_EVEN = 20
#: With fewer judgements nothing is said.
_JUDGED = 8
_HEAD = """# What each feature of a pair of things adds to the log-odds of a relation, in hundredths.
# any: of every relation. add, keep, sure: from which sum on one is added, below which a supposition is taken
# back, what makes a sum a confidence. Features: `facts/traits.py`. See docs/learned-relations.md.
"""


_PAGE = Path(__file__).resolve().parents[1] / "docs" / "learned-relations.md"


class Example(NamedTuple):
    """A relation that may hold between two things of a text, as it is learned from."""

    document: int
    features: frozenset[str]
    predicate: str
    #: the rule that states it, "" where none does
    said: str
    verdict: str
    share: float


class Limits(NamedTuple):
    """From where on a relation is added or kept, and how its sums become confidences; None: never."""

    add: int | None
    keep: int | None
    sure: int


def examples(texts: Iterable[tuple[int, tuple[Path, Gold]]]) -> Iterator[Example]:
    """The examples of the numbered texts, as far as the tables of names now let their things be found."""
    for number, (path, gold) in texts:
        reading, _ = Extractor().read(read(path, path.name))
        yield from _of_document(number, reading, gold)


def learned_apart(
    texts: Sequence[tuple[Path, Gold]], known: Sequence[tuple[Path, Gold]]
) -> tuple[list[Example], list[Example]]:
    """The examples of the texts, names learned from others of them, and those of known ones.

    The tables of names are left as learned from all.
    """
    lessons = Lessons([*texts, *known])
    numbered = list(enumerate([*texts, *known]))
    found: list[Example] = []
    for part in range(_PARTS):
        own = range(part, len(texts), _PARTS)
        lessons.write(own)
        found.extend(examples(numbered[number] for number in own))
    lessons.write()
    taught = [e._replace(share=e.share * _KNOWN) for e in examples(numbered[len(texts) :])]
    return sorted(found, key=lambda example: example.document), taught


def asked_for(texts: Iterable[tuple[Path, Gold]]) -> dict[str, int]:
    """How many of each relation the annotations ask for."""
    return Counter(predicate for _, gold in texts for _, predicate, _ in core(gold))


def core(gold: Gold) -> set[tuple[str, str, str]]:
    """The relations that must be found: both ends are core."""
    kept = {entity.id for entity in gold.entities if entity.core}
    return {(s, p, o) for s, p, o in gold.relations if s in kept and o in kept}


def _of_document(number: int, reading: Reading, gold: Gold) -> Iterator[Example]:
    stated = stated_relations(reading)
    verdicts = Verdicts(reading, gold)
    said = {(r.subject, r.predicate, r.object): r.rule for r in stated}
    antecedents = Antecedents(reading)
    traits = Traits(reading, stated, antecedents.prominence)
    for pair in pairs(reading, stated, traits.central):
        # what is asked, denied or planned there is never added, whatever its sum
        if not pair.said and not evidence(reading, antecedents, pair):
            continue
        features = traits.of_pair(pair)
        for key, end in ((pair.inner, "i"), (pair.outer, "o")):
            features.update(traits.of_thing(reading.things[key], end))
        for predicate in pair.predicates:
            subject, object_ = pair.ends(predicate)
            verdict = verdicts(subject, predicate, object_)
            rule = said.get((subject, predicate, object_), "")
            yield Example(number, frozenset(features), predicate, rule, verdict, WEIGHTS[verdict])


class Verdicts:
    """What an annotation says of relations between the things of a text, as the evaluation judges them."""

    def __init__(self, reading: Reading, gold: Gold) -> None:
        self._things = reading.things
        self._gold = gold
        self._core = core(gold)
        self._allowed = {*gold.relations, *gold.optional_relations}
        entities = {
            str(t.key): FoundEntity(frozenset({t.name, *t.aliases, *t.hidden}), frozenset({t.type}))
            for t in reading.things
        }
        matched = match_entities(gold, Found(entities, (), {}, frozenset())).pairs
        self._ids = {int(key): identifier for identifier, key in matched.items()}

    def __call__(self, subject: int, predicate: str, object_: int) -> str:
        """One of the verdicts."""
        triple = (self._ids.get(subject, ""), predicate, self._ids.get(object_, ""))
        if triple in self._allowed:
            return RIGHT if triple in self._core else OPTIONAL
        if predicate == "partnerOf" and triple[::-1] in self._allowed:
            return OPEN
        thing = self._things[object_]
        area = plain(self._gold.area) in {plain(name) for name in (thing.name, *thing.aliases)}
        if predicate not in _PLACING:
            return WRONG
        if self._things[subject].type == "Place":
            return DOUBTFUL if object_ in self._ids else OPEN
        return OPEN if area or object_ not in self._ids else WRONG


class Model:
    """Weights for any relation and for each, learned together."""

    def __init__(self, learned_from: Sequence[Example]) -> None:
        shown = frequent((example.document, example.features) for example in learned_from)
        names = [name for name in shown if not any(map(gazetteer().named, re.split("[= ]", name)))]
        self._columns = {name: i for i, name in enumerate([*names, ALWAYS])}
        self._relations = sorted({example.predicate for example in learned_from})
        counted = [example for example in learned_from if example.share]
        self._weights = self._fitted(counted)

    def _fitted(self, counted: Sequence[Example]) -> NDArray[np.float64]:
        from sklearn.linear_model import LogisticRegression

        fit = LogisticRegression(
            C=_FREEDOM, l1_ratio=1, solver="liblinear", max_iter=300, intercept_scaling=_BIAS, random_state=0
        )
        right = [example.verdict in (RIGHT, OPTIONAL) for example in counted]
        fit.fit(self._matrix(counted), right, sample_weight=[example.share for example in counted])
        width = len(self._columns)
        found = np.asarray(fit.coef_[0], dtype=float).reshape(len(self._relations) + 1, width)
        found[0] *= _SHARED
        found[0, self._columns[ALWAYS]] += float(fit.intercept_[0])
        return np.round(found * HUNDRED)

    def _matrix(self, listed: Sequence[Example]) -> Any:
        """A row an example: its features for any relation, and again for its own."""
        from scipy.sparse import csr_matrix

        width = len(self._columns)
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for example in listed:
            shown = self._shown(example)
            own = (self._relations.index(example.predicate) + 1) * width
            columns += [*shown, *(own + column for column in shown)]
            values += [_SHARED] * len(shown) + [1.0] * len(shown)
            ends.append(len(columns))
        shape = (len(listed), width * (len(self._relations) + 1))
        return csr_matrix((values, columns, ends), shape=shape)

    def _shown(self, example: Example) -> list[int]:
        shown = sorted(self._columns[name] for name in example.features if name in self._columns)
        return [*shown, self._columns[ALWAYS]]

    def logit(self, example: Example) -> int:
        """The sum of an example, in hundredths."""
        if example.predicate not in self._relations:
            return int(self._weights[0, self._shown(example)].sum())
        rows = [0, self._relations.index(example.predicate) + 1]
        return int(self._weights[np.ix_(rows, self._shown(example))].sum())

    def table(self, limits: dict[str, Limits]) -> str:
        """The table as the package keeps it: of the relations that are ever added or taken back."""
        limits = {p: found for p, found in limits.items() if found.add is not None or found.keep is not None}
        rows = [_limits_row(name, limits) for name in (ADD, KEEP, SURE)]
        for feature, column in sorted(self._columns.items()):
            weights = zip((ANY, *self._relations), self._weights[:, column], strict=True)
            rows.append(row(feature, {name: int(each) for name, each in weights if name in (ANY, *limits)}))
        return _HEAD + "".join(rows)


def _limits_row(name: str, limits: dict[str, Limits]) -> str:
    """A row of limits, of which 0 is one."""
    told = {p: limit for p in sorted(limits) if (limit := getattr(limits[p], name)) is not None}
    return f"{name}\t{' '.join(f'{p}:{limit}' for p, limit in told.items())}\n"


def cross_judged(found: Sequence[Example], known: Sequence[Example] = ()) -> list[int]:
    """The sum of each example by weights learned from the texts of other parts, and from known ones."""
    sums = [0] * len(found)
    for part in range(FOLDS):
        model = Model([*known, *(example for example in found if example.document % FOLDS != part)])
        for i, example in enumerate(found):
            if example.document % FOLDS == part:
                sums[i] = model.logit(example)
    return sums


def limits_of(judged: Sequence[tuple[Example, int]], wanted: int, addable: bool) -> Limits:
    """The limits with which most is found and least is wrong (F1) of one relation."""
    said = [(e, logit) for e, logit in judged if e.said in SUPPOSING]
    unsaid = [(e, logit) for e, logit in judged if not e.said]
    kept = _counts(e for e, _ in judged if e.said)
    keep, add, best = None, None, _f1(kept, wanted)
    for limit in _LIMITS:
        lost = _counts(e for e, logit in said if logit < limit)
        if lost[WRONG] and lost[WRONG] >= _KEPT_WRONG * (lost[RIGHT] + lost[OPTIONAL] + lost[WRONG]):
            score = _f1({key: kept[key] - lost[key] for key in kept}, wanted)
            if score > best:
                keep, best = limit, score
    lost = _counts(e for e, logit in said if keep is not None and logit < keep)
    kept = {key: kept[key] - lost[key] for key in kept}
    for limit in _LIMITS if addable else ():
        new = _counts(e for e, logit in unsaid if logit >= limit)
        total = new[RIGHT] + new[OPTIONAL] + new[WRONG] + new[DOUBTFUL]
        if total >= _JUDGED and new[RIGHT] + new[OPTIONAL] >= _ADDED_RIGHT * total:
            score = _f1({key: kept[key] + new[key] for key in kept}, wanted)
            if score > best:
                add, best = limit, score
    if add is None:
        return Limits(None, keep, 0)
    sure = _sure([(e, logit) for e, logit in unsaid if logit >= add])
    return Limits(max(add, _EVEN - sure), keep, sure)


def _counts(listed: Iterable[Example]) -> dict[str, int]:
    found = dict.fromkeys(WEIGHTS, 0)
    for example in listed:
        found[example.verdict] += 1
    return found


def _f1(counts: dict[str, int], wanted: int) -> float:
    return 2 * counts[RIGHT] / max(1, counts[RIGHT] + counts[WRONG] + wanted)


def _sure(added: Sequence[tuple[Example, int]]) -> int:
    """What must be added to sums for their probabilities to be, on the whole, the share that is right."""
    told = [(e, logit) for e, logit in added if e.verdict != OPEN]
    if not told:
        return 0
    share = sum(e.verdict in (RIGHT, OPTIONAL) for e, _ in told) / len(told)
    low, high = -10 * HUNDRED, 10 * HUNDRED
    while high - low > 1:
        middle = (low + high) // 2
        mean = math.fsum(probability(logit + middle) for _, logit in told) / len(told)
        low, high = (middle, high) if mean < share else (low, middle)
    return low


def figures(
    found: Sequence[Example], sums: Sequence[int], limits: dict[str, Limits], wanted: dict[str, int]
) -> Table:
    """What rules find by themselves, and what with the judgement of weights, of each relation."""
    rows, before, after = [], dict.fromkeys(WEIGHTS, 0), dict.fromkeys(WEIGHTS, 0)
    for predicate in relations():
        mine = [(e, logit) for e, logit in zip(found, sums, strict=True) if e.predicate == predicate]
        one = _counts(e for e, _ in mine if e.said)
        two = _counts(e for e, logit in mine if _held(e, logit, limits.get(predicate, Limits(None, None, 0))))
        rows.append((predicate, *_cells(one, two, wanted.get(predicate, 0))))
        for verdict in WEIGHTS:
            before[verdict] += one[verdict]
            after[verdict] += two[verdict]
    rows.append(("合计 all", *_cells(before, after, sum(wanted.values()))))
    return Table(
        "关系：规则与学得的权重 · Relations: rules and learned weights",
        (
            "关系 relation",
            "应有 wanted",
            "对 right",
            "错 wrong",
            "F1",
            "判后对 right",
            "判后错 wrong",
            "判后 F1",
        ),
        rows,
    )


def _held(example: Example, logit: int, limits: Limits) -> bool:
    if example.said:
        return example.said not in SUPPOSING or limits.keep is None or logit >= limits.keep
    return limits.add is not None and logit >= limits.add


def _cells(before: dict[str, int], after: dict[str, int], wanted: int) -> Iterator[str]:
    yield str(wanted)
    for counts in (before, after):
        yield from (str(counts[RIGHT]), str(counts[WRONG]), f"{_f1(counts, wanted):.3f}")


def main() -> None:
    """Learns from the folders, prints the figures and renews the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument(
        "--known",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="texts that rules were made on",
    )
    given = parser.parse_args()
    texts = list(annotated(given.folders))
    found, known = learned_apart(texts, list(annotated(given.known)))
    wanted = asked_for(texts)
    sums = cross_judged(found, known)
    limits = {}
    for predicate in sorted({example.predicate for example in found}):
        mine = [(e, logit) for e, logit in zip(found, sums, strict=True) if e.predicate == predicate]
        limits[predicate] = limits_of(mine, wanted.get(predicate, 0), predicate in ADDED)
    table = figures(found, sums, limits, wanted)
    print(table.plain(), end="")
    told, _, _ = _PAGE.read_text(encoding="utf-8").partition("## ")
    _PAGE.write_text(told + table.markdown(), encoding="utf-8")
    path = Path(str(data(*TABLE)))
    path.write_text(Model([*known, *found]).table(limits), encoding="utf-8")
    print(f"{path.name}: {len(path.read_text(encoding='utf-8').splitlines())}")


if __name__ == "__main__":
    main()
