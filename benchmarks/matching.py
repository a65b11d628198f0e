"""How well names are matched, whether chances mean what they say, and how fast it goes.

The countries are invented, with other seeds than those that the weights were fitted on.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections import Counter
from time import process_time
from typing import TYPE_CHECKING, Any

from benchmarks.matching_world import country
from benchmarks.perturbations import KINDS, cases, split
from benchmarks.tables import NONE, Table
from minsheng.matching import Index, Matcher, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.perturbations import Case
    from minsheng.matching import Candidate

#: (counties, seed): a city, a province, and what accuracy is told of.
_CITY, _PROVINCE = (8, 21), (100, 22)
#: Counties of the graphs whose size and speed are measured; the gazetteer has some 2,900.
_SIZES = (30, 300, 2900)
#: Cases of each kind.
_EACH = 300
#: Lower bounds of the bins of scores.
_BINS = (0, 1, 5, 10, 20, 40, 60, 80, 90, 95, 99)
#: Candidates that are judged.
_JUDGED = 50

#: Cases with what was found for each.
Answers = list[tuple["Case", "Sequence[Candidate]"]]


def tables() -> list[Table]:
    """All tables of matching."""
    answered = {name: _answered(*where) for name, where in (("city", _CITY), ("province", _PROVINCE))}
    return [accuracy(answered["city"], answered["province"]), reliability(answered), sizes()]


def _answered(counties: int, seed: int, each: int = _EACH) -> Answers:
    inside, absent = split(country(counties, seed))
    matcher = Matcher(Index(inside))
    found = cases(matcher.index, inside, absent, each * len(KINDS))
    return [(case, matcher.match(_whole(case.question))) for case in found]


def _whole(question: Question) -> Question:
    return Question(question.text, question.types, question.values, _JUDGED, question.lenient)


def accuracy(city: Answers, province: Answers) -> Table:
    """By the way a name was written: how often the right thing comes first, and is matched."""
    rows = []
    for kind in KINDS:
        cells = [kind_cells([pair for pair in part if pair[0].kind == kind]) for part in (city, province)]
        rows.append((KINDS[kind].caption, *cells[0], *cells[1]))
    return Table(
        "找对多少 · What is found",
        (
            "写法 written",
            "市：第一 city: first",
            "前五 in five",
            "自动对上 matched",
            "错 wrong",
            "省：第一 province: first",
            "前五 in five",
            "自动对上 matched",
            "错 wrong",
        ),
        rows,
        (
            "两个虚构的地方：一市八个区县，一省一百个区县，各约四十个事物一县，同名的很多；五分之一的事物不在图谱里。"
            "每种写法三百个名称。错：自动对上而对错了的名称所占之比。图谱里没有的，对上就是错，"
            "多半是别处的同名者：名称里没有说是哪里，图谱又只知道一个。",
            "Two invented places: a city of eight counties and a province of a hundred, some forty things "
            "a county, many of one name; a fifth of the things are not in the graph. 300 names of each "
            "kind. Wrong: the share of names that were matched, and wrongly. For what is not in the graph "
            "every match is wrong: most are namesakes elsewhere, whose name does not say the place.",
        ),
    )


def kind_cells(found: Answers) -> tuple[str, str, str, str]:
    """Shares of the names whose thing comes first, is among five, is matched, is matched wrongly."""
    if not found:
        return NONE, NONE, NONE, NONE
    known = [pair for pair in found if pair[0].answer]
    first = [_first(answer) == case.answer for case, answer in known]
    five = [case.answer in [each.entity.iri for each in answer[:5]] for case, answer in known]
    matched = [bool(answer) and answer[0].match for _, answer in found]
    wrong = [
        hit and _first(answer) != case.answer for hit, (case, answer) in zip(matched, found, strict=True)
    ]
    return _share(first), _share(five), _share(matched), _share(wrong)


def _first(answer: Sequence[Candidate]) -> str:
    return answer[0].entity.iri if answer else ""


def _share(flags: Sequence[bool]) -> str:
    return f"{sum(flags) / len(flags):.2f}" if flags else NONE


def reliability(answered: dict[str, Answers]) -> Table:
    """What scores of a bin state, and what share of their candidates is right."""
    bins: dict[int, list[tuple[float, float, bool]]] = {low: [] for low in _BINS}
    matched: list[tuple[float, bool]] = []
    for found in answered.values():
        counts = Counter(case.kind for case, _ in found)
        for case, answer in found:
            weight = KINDS[case.kind].share / counts[case.kind]
            for each in answer:
                right = each.entity.iri == case.answer
                bins[max(low for low in _BINS if low <= each.score)].append((weight, each.score, right))
                if each.match:
                    matched.append((weight, right))
    rows = []
    for low, high in zip(_BINS, (*_BINS[1:], 100), strict=True):
        part = bins[low]
        total = sum(weight for weight, _, _ in part)
        if total:
            stated = sum(weight * score for weight, score, _ in part) / total
            good = 100 * sum(weight for weight, _, right in part if right) / total
            rows.append((f"{low} – {high}", str(len(part)), f"{stated:.1f}", f"{good:.1f}"))
    total = sum(weight for weight, _ in matched)
    good = 100 * sum(weight for weight, right in matched if right) / total
    rows.append(("match", str(len(matched)), NONE, f"{good:.2f}"))
    return Table(
        "分数说到做到吗 · Do scores mean what they say",
        ("分数 score", "候选 candidates", "所称 stated %", "实对 right %"),
        rows,
        (
            "两处的全部候选按分数分档；各种写法按它们在表格里大致所占的份量计。"
            "这一份量是假定的，写在 `benchmarks/perturbations.py`。",
            "All candidates of both places by score; each way of writing weighs as much as it is taken to "
            "have in tables, an assumption that stands in `benchmarks/perturbations.py`.",
        ),
    )


def sizes() -> Table:
    """Time and memory by the size of the graph, each in a process of its own."""
    rows = []
    for counties in _SIZES:
        command = [sys.executable, "-m", "benchmarks.matching", str(counties)]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        rows.append(
            (
                f"{found['entities']:,}",
                f"{found['names']:,}",
                f"{found['seconds']:.1f}",
                f"{found['megabytes']:.0f}" if found["megabytes"] else NONE,
                f"{found['pinyin_seconds']:.1f}",
                f"{found['pinyin_megabytes']:.0f}" if found["pinyin_megabytes"] else NONE,
                f"{found['cells'] * 60:,.0f}",
            )
        )
    return Table(
        "速度与大小 · Speed and size",
        (
            "实体 entities",
            "名称 names",
            "索引秒 index, s",
            "索引 MB index, MB",
            "拼音秒 pinyin, s",
            "拼音 MB pinyin, MB",
            "每分钟格 cells a minute",
        ),
        rows,
        (
            "一个核，各种写法一样多，没有两格相同；真实的表格多是原名，要快一些。"
            "拼音一项在第一次用拼音提问时才做。",
            "One core, all ways of writing alike, no cell twice; real tables, most of whose names are as in "
            "the graph, go faster. The pinyin is made when first asked for.",
        ),
    )


def measured(counties: int, each: int = 60) -> dict[str, Any]:
    """What an index of so many counties takes, and how many names a second it answers."""
    inside, absent = split(country(counties, 23))
    before, start = _megabytes(), process_time()
    index = Index(inside)
    seconds, megabytes = process_time() - start, _megabytes() - before
    before, start = _megabytes(), process_time()
    index.complete()
    pinyin_seconds, pinyin_megabytes = process_time() - start, _megabytes() - before
    matcher = Matcher(index)
    asked = [case.question for case in cases(index, inside, absent, each * len(KINDS))]
    matcher.match(asked[0])
    start = process_time()
    for question in asked:
        matcher.match(question)
    return {
        "entities": len(inside),
        "names": len(index.plain),
        "seconds": seconds,
        "megabytes": megabytes,
        "pinyin_seconds": pinyin_seconds,
        "pinyin_megabytes": pinyin_megabytes,
        "cells": len(asked) / (process_time() - start),
    }


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
