"""What stands in a text and is no part of it: advertisements, others' notices, what a page says of itself."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from minsheng.data import data
from minsheng.reading.fragments import Fragment
from minsheng.reading.roles import ends_open, has_pause
from minsheng.reading.spacing import inside_word

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Where a sentence may begin, and what is left of it.
_START = r"(?:^|(?<=[。！？!?”’）)】\]；;…×✕摄\s>]))"
_REST = r"[^。！？!?\n]{0,160}(?:[。！？!?]+[”’）)】]*|(?=\n)|$|(?<=.{160}))"
_ASIDE = frozenset(("title", "byline", "boilerplate", "notice"))
#: Longest headline of another article, in characters, and paragraphs that one notice may have.
_LONGEST_HEADLINE, _PARAGRAPHS = 50, 6
#: A sentence that goes on behind an insertion breaks off at one of these, or inside a word.
_GOING_ON = frozenset("，、；：,")
_OPENING, _CLOSING = frozenset("（("), frozenset("）)")


class _Said(NamedTuple):
    kind: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]


class _Heads(NamedTuple):
    head: re.Pattern[str]
    closing: re.Pattern[str]
    lists: re.Pattern[str]


class Aside(NamedTuple):
    """A stretch of a text that is no part of it."""

    start: int
    end: int
    kind: str


@cache
def table() -> dict[str, Any]:
    """The data file, with the examples that its patterns are tested with."""
    with data("reading", "notices.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _said() -> tuple[_Said, ...]:
    return tuple(
        _Said(
            entry["kind"],
            tuple(entry["words"]),
            re.compile(entry["pattern"].replace("<start>", _START).replace("<rest>", _REST)),
        )
        for entry in table()["said"]
    )


@cache
def _heads() -> _Heads:
    heads = table()["heads"]
    names = f"(?:{'|'.join(heads['words'])})(?:{'|'.join(heads['kinds'])})"
    return _Heads(
        re.compile(rf"[【\[◆■●]?[^。！？\n，：:]{{0,16}}{names}[】\]]?[:：]?$"),
        re.compile(heads["closing"]),
        re.compile(rf"(?:{heads['lists']})$"),
    )


def asides(text: str) -> list[Aside]:
    """The stretches of a text that are no part of it, in order; those that touch are one.

    Example:
        >>> text = "食堂开门。长按识别二维码，获取名单！老人来了。"
        >>> [(text[a.start : a.end], a.kind) for a in asides(text)]
        [('长按识别二维码，获取名单！', 'boilerplate')]
    """
    found = sorted(
        Aside(match.start(), match.end(), said.kind)
        for said in _said()
        if any(word in text for word in said.words)
        for match in said.pattern.finditer(text)
        if match.end() > match.start()
    )
    merged: list[Aside] = []
    for aside in found:
        if merged and not text[merged[-1].end : aside.start].strip():
            before = merged.pop()
            aside = Aside(before.start, max(before.end, aside.end), before.kind)
        merged.append(aside)
    return merged


def whole_line(text: str) -> str:
    """The kind of a line that is no part of the text around it as a whole, or "".

    Example:
        >>> whole_line("【广告】锦绣家园二期开盘，均价优惠。"), whole_line("新馆今天开放。")
        ('notice', '')
    """
    found = asides(text)
    if len(found) == 1 and not (text[: found[0].start] + text[found[0].end :]).strip():
        return found[0].kind
    return ""


def with_notices_apart(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments with what is no part of the text in fragments of their own, of their own kinds.

    A sentence that an insertion parts is whole again before it. A document that is itself a notice keeps
    its text.

    Example:
        >>> from minsheng.reading.offsets import Run
        >>> text = "柳溪镇老年食堂今天开门，广告 一桌好菜！ ×附近的老人前来用餐。"
        >>> [(f.kind, f.text) for f in with_notices_apart([Fragment.of([Run(text, 0)], "paragraph")])]
        [('paragraph', '柳溪镇老年食堂今天开门，附近的老人前来用餐。'), ('notice', '广告 一桌好菜！ ×')]
    """
    marked = _under_heads(fragments)
    parted = [part for fragment in marked for part in _parted(fragment)]
    own = sum(len(part.text) for part in parted if part.kind == "notice")
    return parted if own * 2 < sum(len(part.text) for part in parted) else list(fragments)


def _under_heads(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The paragraphs below the head of a notice, and the headlines below 相关阅读."""
    heads = _heads()
    found = list(fragments)
    for i, fragment in enumerate(fragments):
        if len(fragment.text) > _LONGEST_HEADLINE or found[i].kind == "notice":
            continue
        if heads.lists.match(fragment.text):
            found[i] = fragment.as_kind("boilerplate")
            for j in range(i + 1, len(fragments)):
                other = fragments[j].text
                if has_pause(other) or len(other) > _LONGEST_HEADLINE or not ends_open(other):
                    break
                found[j] = fragments[j].as_kind("notice")
        elif i and heads.head.match(fragment.text):
            found[i] = fragment.as_kind("notice")
            for j in range(i + 1, min(len(fragments), i + 1 + _PARAGRAPHS)):
                if heads.closing.search(fragments[j].text):
                    found[i + 1 : j + 1] = [each.as_kind("notice") for each in fragments[i + 1 : j + 1]]
                    break
    return found


def _parted(fragment: Fragment) -> list[Fragment]:
    """A fragment's own text, and behind it or in its turn what is no part of it."""
    found = asides(fragment.text) if fragment.kind not in _ASIDE else []
    if not found:
        return [fragment]
    kept: list[Fragment] = []
    apart: list[Fragment] = []
    place = 0
    for start, end, kind in found:
        before = fragment.cut(place, start).stripped()
        kept, apart = _gone_on(kept, apart, before)
        apart.append(fragment.cut(start, end).stripped().as_kind(kind))
        place = end
    rest = fragment.cut(place, len(fragment.text)).stripped()
    kept, apart = _gone_on(kept, apart, rest)
    return [part for part in (*kept, *apart) if part.text]


def _gone_on(
    kept: list[Fragment], apart: list[Fragment], part: Fragment
) -> tuple[list[Fragment], list[Fragment]]:
    """What is found so far with a further part of the text, which may go on with the last."""
    if not part.text:
        return kept, apart
    before = kept[-1] if kept and apart else None
    bracketed = apart and apart[-1].text[0] in _OPENING and apart[-1].text[-1] in _CLOSING
    if before is not None and (
        bracketed or before.text[-1] in _GOING_ON or inside_word(before.text, part.text)
    ):
        return [*kept[:-1], Fragment.of([*before.runs, *part.runs], part.kind)], apart
    return [*kept, *apart, part], []
