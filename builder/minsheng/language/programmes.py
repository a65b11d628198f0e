"""Programmes without quotation marks: what is carried out under a name of several words (启动…提升行动)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

_CARRIED_OUT = re.compile(r"(?:实施|开展|推进|启动|深化|推行|推出|开启)[了好]?")
_NAMED = re.compile(r"(?:行动|工程|计划|项目|试点|改革)(?![计组方划单招])")
_END = re.compile(r"[，。；！？：、“”《》（）()\s]")
_LONGEST, _SHORTEST = 30, 6
#: What is said of a 项目 is more often a description than a name.
_FEWEST = {"项目": 4}
#: Parts of speech that no such name has.
_OTHER = frozenset({"uj", "ul", "uz", "ug", "p", "r", "y", "d", "q", "m", "c", "x", "w"})


def carried_out(context: Context) -> Iterator[Mention]:
    """Mentions of programmes behind a verb that says they are carried out."""
    text, words = context.text, context.words
    for verb in _CARRIED_OUT.finditer(text):
        start = verb.end()
        mark = _END.search(text, start, start + _LONGEST)
        heads = [
            head
            for head in _NAMED.finditer(text, start, mark.start() if mark else start + _LONGEST)
            if words.edge(head.end()) and words.edge(start)
        ]
        if not heads or _CARRIED_OUT.search(text, start, heads[-1].start()):
            continue
        head = heads[-1]
        inside = range(words.at(start), words.at(head.start()))
        fewest = _FEWEST.get(head.group(), 3)
        if len(inside) < fewest or head.end() - start < _SHORTEST:
            continue
        if not any(words.tags[i] in _OTHER or words.words[i] in ("有", "等") for i in inside):
            name, sure = text[start : head.end()], confidence("programme-done")
            yield Mention(start, head.end(), name, "Programme", "programme-done", sure)
